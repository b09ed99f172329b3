#!/usr/bin/env python3
"""hierarchy and check_hierarchy in all their modes, inputs and outputs, over random rules and data, beside a second
reading of what the manual says of them.

    hierarchies.py OUTTURN [SEED]
"""
import csv
import json
import os
import random
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vtl-kit"))
import datasets  # noqa: E402: it stands beside the official examples

ROUNDS = 8
MODES = ["non_null", "non_zero", "partial_null", "partial_zero", "always_null", "always_zero"]
ROLL_UPS = [("rule", "computed"), ("rule", "all"), ("rule_priority", "computed"), ("dataset", "computed")]
CHECKS = [(data, output) for data in ("dataset", "dataset_priority") for output in ("invalid", "all", "all_measures")]
LEAVES, TOPS, GROUPS = "abcde", "PQR", "xyz"
MISSING = "missing"  # no data point; None is one whose value is null


class Condition:
    """Of a code's data point: what its amount is, and whether its note is there, which nothing computed has."""

    TEXTS = {"small": "m < 2", "none": "isnull(m)", "noted": "not isnull(note)", "x": 'area = "x"'}

    def __init__(self, kind):
        self.kind = kind

    def __str__(self):
        return self.TEXTS[self.kind]

    def holds(self, group, value, is_given):
        known = value is not MISSING and value is not None
        return {"small": known and value < 2, "none": not known, "noted": is_given,
                "x": group == "x"}[self.kind]


class Rule:
    def __init__(self, left, relation, terms, when=None, conditions=None):
        self.left, self.relation, self.terms = left, relation, terms  # terms: (1 or -1, code)
        self.when, self.conditions = when, conditions or [None] * len(terms)

    def __str__(self):
        right = " ".join(("+" if sign > 0 else "-") + f" '{code}'" + (f" [ {condition} ]" if condition else "")
                         for (sign, code), condition in zip(self.terms, self.conditions))
        return (f"when {self.when} then " if self.when else "") + f"'{self.left}' {self.relation} {right}"

    def applies(self, group, left, is_given):
        return self.when is None or self.when.holds(group, left, is_given)

    def holds(self, left, right):
        return {"=": left == right, "<": left < right, "<=": left <= right, ">": left > right,
                ">=": left >= right}[self.relation]


def takes_zero(mode):
    return mode.endswith("zero")


class Side:
    """The right side of a rule: what it comes to, and what its codes are like."""

    def __init__(self, rule, group, value_of, mode):
        values = [(sign, value_of(code)[0]) for (sign, code), condition in zip(rule.terms, rule.conditions)
                  if condition is None or condition.holds(group, *value_of(code))]
        self.is_found = any(v is not MISSING for _, v in values)
        self.is_whole = all(v is not MISSING and v is not None for _, v in values)
        self.has_nonzero = any(v not in (MISSING, None, 0) for _, v in values)
        known = [(sign, (0 if takes_zero(mode) else None) if v is MISSING else v) for sign, v in values]
        self.total = None if any(v is None for _, v in known) else sum(sign * v for sign, v in known)

    def is_produced(self, mode):
        if mode.startswith("non"):
            return self.total is not None if mode == "non_null" else self.total != 0
        return self.is_found or mode.startswith("always")


def source(rules, given, computed, data):
    """Where a code of the right side comes from: its value, and whether it is a given data point."""
    defined = {rule.left for rule in rules if rule.relation == "="}

    def value_of(code):
        own = given.get(code, MISSING), code in given
        made = computed.get(code, MISSING), False
        if data == "dataset" or code not in defined:
            return own
        if data == "rule":
            return made
        first, second = (made, own) if data == "rule_priority" else (own, made)
        return second if first[0] is MISSING or first[0] is None else first

    return value_of


def compute(rules, group, given, mode, data):
    """The codes that the rules compute, each after those that it takes."""
    computed, left = {}, [rule for rule in rules if rule.relation == "="]
    value_of = source(rules, given, computed, data)
    while left:
        waiting = {rule.left for rule in left}
        rule = next(r for r in left if data == "dataset" or not waiting & {code for _, code in r.terms})
        left.remove(rule)
        if not rule.applies(group, given.get(rule.left, MISSING), rule.left in given):
            continue
        side = Side(rule, group, value_of, mode)
        if side.is_produced(mode):
            computed[rule.left] = side.total
    return computed, value_of


def cell(value):
    return value if value is None else str(value).lower()


def rolled_up(rules, data, mode, input_, output):
    for group, given in data.items():
        computed, _ = compute(rules, group, given, mode, input_)
        for code, value in ({**given, **computed} if output == "all" else computed).items():
            yield group, code, cell(value)


def is_told(mode, left, side):
    if mode == "non_null":
        return side.is_whole and left is not MISSING and left is not None
    if mode == "non_zero":
        return side.has_nonzero or left not in (MISSING, None, 0)
    return side.is_found or left is not MISSING or mode.startswith("always")


def checked(rules, data, mode, input_, output):
    for group, given in data.items():
        _, value_of = compute(rules, group, given, mode, input_)
        for number, rule in enumerate(rules, 1):
            # A left side never comes from its own rule, and here no other has it.
            left, side = given.get(rule.left, MISSING), Side(rule, group, value_of, mode)
            if not rule.applies(group, left, rule.left in given) or not is_told(mode, left, side):
                continue
            known = (0 if takes_zero(mode) else None) if left is MISSING else left
            verdict = None if known is None or side.total is None else rule.holds(known, side.total)
            if output == "invalid" and verdict is not False:
                continue
            imbalance = None if verdict is None else known - side.total
            yield (group, rule.left, str(number), *([] if output == "invalid" else [cell(verdict)]),
                   *([] if output == "all" else [cell(known)]), cell(imbalance), None, None)


def random_condition(random_):
    return Condition(random_.choice(list(Condition.TEXTS))) if random_.random() < 0.3 else None


def random_rules(random_):
    rules, codes = [], list(LEAVES)
    for top in TOPS:
        chosen = random_.sample(codes, random_.randint(1, 3))
        rules.append(Rule(top, "=", [(random_.choice([1, 1, -1]) if i else 1, c) for i, c in enumerate(chosen)],
                          random_condition(random_), [random_condition(random_) for _ in chosen]))
        codes.append(top)
    rules.append(Rule("a", random_.choice(["<", "<=", ">", ">="]), [(1, "b"), (-1, "Q")]))
    random_.shuffle(rules)
    return rules


def random_data(random_):
    data = {group: {code: random_.choice([None, 0, 1, 2, 5, -1]) for code in LEAVES + TOPS if random_.random() < 0.6}
            for group in GROUPS}
    return {group: given for group, given in data.items() if given}


def run(outturn, rules, data, calls):
    """The data points of each call."""
    with tempfile.TemporaryDirectory() as folder:
        path, script = os.path.join(folder, "D.csv"), os.path.join(folder, "script.vtl")
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["area", "code", "amount", "note"])
            writer.writerows([group, code, value, "n"] for group, given in data.items()
                             for code, value in given.items())
        with open(path[:-4] + ".json", "w", encoding="utf-8") as file:
            json.dump({"name": "D", "components": [
                {"name": "area", "role": "Identifier", "data_type": "String"},
                {"name": "code", "role": "Identifier", "data_type": "String"},
                {"name": "amount", "role": "Measure", "data_type": "Integer"},
                {"name": "note", "role": "Attribute", "data_type": "String"}]}, file)
        with open(script, "w", encoding="utf-8") as file:
            file.write("define hierarchical ruleset h (variable condition area, amount as m, note rule code) is " + "; ".join(map(str, rules)) +
                       " end hierarchical ruleset;\n")
            file.writelines(f"R{i} := {name}(D, h {' '.join(options)});\n" for i, (name, *options) in enumerate(calls))
        status, told = datasets.run_script(outturn, script, [("D", path)], folder)
        if status != 0:
            raise ValueError(f"exit {status}: {told}")
        return [[tuple(row.values()) for row in datasets.read_rows(os.path.join(folder, f"R{i}.csv"))]
                for i in range(len(calls))]


def main():
    random_ = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    calls = [("hierarchy", mode, *options) for mode in MODES for options in ROLL_UPS]
    calls += [("check_hierarchy", mode, *options) for mode in MODES for options in CHECKS]
    for n in range(1, ROUNDS + 1):
        rules, data = random_rules(random_), random_data(random_)
        faults = []
        for (name, *options), found in zip(calls, run(sys.argv[1], rules, data, calls)):
            expected = (rolled_up if name == "hierarchy" else checked)(rules, data, *options)
            expected, found = sorted(expected, key=str), sorted(found, key=str)
            if expected != found:
                faults.append(f"# {name} {' '.join(options)}: {set(expected) ^ set(found)}")
        print(("not ok" if faults else "ok") + f" {n} - {len(calls)} calls of: {'; '.join(map(str, rules))}")
        print("\n".join(faults), end="\n" if faults else "")
    print(f"1..{ROUNDS}")


main()

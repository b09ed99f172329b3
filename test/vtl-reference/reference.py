#!/usr/bin/env python3
"""Every example of the reference of VTL (doc/vtl), run by the program and compared with what stands below it.

    reference.py OUTTURN DOC/VTL [--operators SRC/VTL] [CHAPTER...]

doc/vtl/README.md describes the notation. What does not follow it is refused, so that nothing that looks like an
example goes unread. With --operators every operator of the tables in the sources must have a heading.
"""
import argparse
import concurrent.futures
import csv
import json
import os
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "vtl-kit"))
import datasets  # noqa: E402: it stands beside the official examples

ROLES = {"identifier": "Identifier", "measure": "Measure", "attribute": "Attribute", "viral": "Viral Attribute"}
TYPES = {"string": "String", "number": "Number", "integer": "Integer", "boolean": "Boolean", "date": "Date",
         "time": "Time", "time_period": "Time_Period", "duration": "Duration"}
INDEX = "README.md"

# Words of the language that are parts of an operator's syntax, and none themselves.
PARTS = set("""
    aggregate all all_measures always_null always_zero as asc attribute boolean by component components computed
    condition current data datapoint datapoint_on_valuedomains datapoint_on_variables dataset dataset_priority date
    default define desc duration else end errorcode errorlevel except false first following group having hierarchical
    hierarchical_on_valuedomains hierarchical_on_variables identifier imbalance integer invalid is language last
    measure non_null non_zero null number operator order partial_null partial_zero partition point points preceding
    propagation range returns rule rule_priority ruleset scalar set single string then time time_period to true
    unbounded using valuedomain variable viral when""".split())


class Wrong(ValueError):
    """A line that is no notation: its number and why."""

    def __init__(self, line, why):
        super().__init__(f"line {line}: {why}")


class Example:
    def __init__(self, title, inputs, domains, script, line):
        self.title, self.inputs, self.domains, self.script, self.line = title, inputs, domains, script, line
        self.results = {}  # a name, and a dataset or scalar
        self.refusal = None


def cells_of(line, number):
    """The cells of a row of a table: "\\|" is a bar, None an empty cell; quotes keep spaces and an empty string."""
    text = line.strip()
    if not (text.startswith("|") and text.endswith("|") and len(text) > 1):
        raise Wrong(number, "a row of a table begins and ends with |")
    cells = []
    for cell in re.split(r"(?<!\\)\|", text[1:-1]):
        cell = cell.strip().replace("\\|", "|")
        quoted = re.fullmatch(r'"(.*)"', cell)
        cells.append(quoted.group(1) if quoted else cell or None)
    return cells


def dataset_of(lines, first):
    """("dataset", components, rows) of a table; first is the number of its first line."""
    components = []
    for cell in cells_of(lines[0], first):
        match = re.fullmatch(r"(\S+) \((\w+), (\w+)\)", cell or "")
        if not match or match.group(2) not in ROLES or match.group(3) not in TYPES:
            raise Wrong(first, f"{cell} is no component (role, type)")
        components.append(match.groups())
    if len(lines) < 2 or not re.fullmatch(r"\|(\s*:?-+:?\s*\|)+", lines[1].strip()):
        raise Wrong(first + 1, "the second line of a table is |---|")
    rows = []
    for i, line in enumerate(lines[2:], first + 2):
        cells = cells_of(line, i)
        if len(cells) != len(components):
            raise Wrong(i, f"{len(cells)} cells in a table of {len(components)} columns")
        rows.append(dict(zip((name for name, _, _ in components), cells)))
    return "dataset", components, rows


def scalar_of(match, number, is_input):
    """("scalar", type, text) of "**N** (integer) = 3"."""
    kind, text = match.group(2), match.group(3)
    if kind is not None and kind not in TYPES:
        raise Wrong(number, f"{kind} is no type")
    if is_input and kind is None:
        raise Wrong(number, "the type of an input is missing")
    quoted = re.fullmatch(r'"(.*)"', text)
    return "scalar", kind, quoted.group(1) if quoted else None if text == "null" else text


def blocks_of(text):
    """(kind, lines, number of the first) of a chapter: heading, code, table, or line of a paragraph."""
    lines = text.split("\n")
    i = 0
    while i < len(lines):
        start = i
        if lines[i].startswith("```"):
            while i + 1 < len(lines) and lines[i + 1] != "```":
                i += 1
            if i + 1 >= len(lines):
                raise Wrong(start + 1, "a block without an end")
            yield "code:" + lines[start][3:].strip(), lines[start + 1:i + 1], start + 2
            i += 2
            continue
        if lines[i].lstrip().startswith("|"):
            while i + 1 < len(lines) and lines[i + 1].lstrip().startswith("|"):
                i += 1
            yield "table", lines[start:i + 1], start + 1
        elif lines[i].strip():
            yield ("heading" if re.match(r"#+ ", lines[i]) else "line"), [lines[i]], start + 1
        i += 1


class Chapter:
    """What a chapter has: its headings, and the examples below them."""

    def __init__(self, path):
        self.name = os.path.splitext(os.path.basename(path))[0]
        self.headings, self.examples = [], []
        self.heading, self.count = None, 0
        self.inputs, self.domains = {}, {}
        self.example = None  # the last one, while results may follow
        self.named = None  # a name that waits for its table
        with open(path, encoding="utf-8") as file:
            for kind, lines, number in blocks_of(file.read()):
                self.take(kind, lines, number)
        self.close(None)

    def take(self, kind, lines, number):
        if self.named and kind != "table":
            raise Wrong(number, f"the table of {self.named} is missing")
        if kind == "heading":
            self.take_heading(lines[0], number)
        elif kind == "table":
            self.take_table(lines, number)
        elif kind == "line":
            self.take_line(lines[0], number)
        elif kind == "code:vtl":
            self.close(number)
            if not self.heading:
                raise Wrong(number, "a script before the first heading")
            self.count += 1
            self.example = Example(f"{self.name}: {self.heading}: {self.count}", dict(self.inputs),
                                   dict(self.domains), "\n".join(lines) + "\n", number)
            self.examples.append(self.example)
        elif kind == "code:text":
            if not self.example or self.example.results or self.example.refusal:
                raise Wrong(number, "a refusal stands right below its script")
            self.example.refusal = "\n".join(lines)
        elif kind == "code:json":
            self.close(number)
            domain = json.loads("\n".join(lines))
            self.domains[domain["name"]] = domain
        else:
            raise Wrong(number, f"a block of {kind[5:]} is no notation")

    def take_heading(self, line, number):
        self.close(number)
        if line.startswith("## "):
            self.heading = line[3:].strip().replace("`", "")
            self.headings += [name.strip() for name in self.heading.split(", ")]
            self.count, self.inputs, self.domains = 0, {}, {}

    def take_table(self, lines, number):
        if not self.named:
            if re.search(r"\((identifier|measure|attribute|viral),", lines[0]):
                raise Wrong(number, "a dataset without a name")
            return  # a table for readers
        name, self.named = self.named, None
        self.keep(name, dataset_of(lines, number), number)

    def take_line(self, line, number):
        scalar = re.fullmatch(r"\*\*(\w+)\*\*(?: \((\w+)\))? = (.+)", line)
        dataset = re.fullmatch(r"\*\*(\w+)\*\*", line)
        if scalar:
            self.keep(scalar.group(1), scalar_of(scalar, number, self.example is None), number)
        elif dataset:
            self.named = dataset.group(1)
        elif line.startswith("**") and re.match(r"\*\*\w+\*\*\s*(\(|=|$)", line):
            raise Wrong(number, "neither a dataset nor a scalar")
        else:
            self.close(number)

    def keep(self, name, value, number):
        """A result of the example that stands above, or an input of those below."""
        if not self.example:
            self.inputs[name] = value
        elif self.example.refusal:
            raise Wrong(number, "a script that is refused has no results")
        else:
            self.example.results[name] = value

    def close(self, number):
        """A paragraph, heading or script ends an example; it has said something then."""
        if self.example and not self.example.results and self.example.refusal is None:
            raise Wrong(number or self.example.line, f"the example of line {self.example.line} has no result")
        self.example = None


def csv_text(value):
    return "" if value is None else '"' + value.replace('"', '""') + '"'


def write_input(folder, name, value):
    path = os.path.join(folder, name + ".csv")
    if value[0] == "scalar":
        structure, rows = {"name": name, "data_type": TYPES[value[1]]}, [[name], [value[2]]]
    else:
        structure = {"name": name, "components": [
            {"name": n, "role": ROLES[role], "data_type": TYPES[kind]} for n, role, kind in value[1]]}
        names = [n for n, _, _ in value[1]]
        rows = [names] + [[row[n] for n in names] for row in value[2]]
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(",".join(map(csv_text, row)) + "\n" for row in rows)
    with open(path[:-4] + ".json", "w", encoding="utf-8") as file:
        json.dump(structure, file)
    return name, path


def parse_csv(text):
    """Rows of cells; None is an empty cell without quotes. The csv module cannot tell the two apart."""
    rows, row = [], []
    for match in re.finditer(r'("(?:[^"]|"")*"|[^,\n"]*)(,|\n)', text):
        cell = match.group(1)
        row.append(cell[1:-1].replace('""', '"') if cell.startswith('"') else cell or None)
        if match.group(2) == "\n":
            rows.append(row)
            row = []
    return rows


def same_value(expected, actual, kind):
    if expected is None or actual is None:
        return expected is None and actual is None
    if kind in ("number", "integer"):
        return datasets.same_number(expected, actual)
    return expected == actual


def compare_result(output, name, value):
    path = os.path.join(output, name + ".csv")
    if not os.path.exists(path):
        raise ValueError(f"no result {name}")
    found = datasets.read_structure(os.path.join(output, name + ".json"))
    with open(path, encoding="utf-8") as file:
        rows = parse_csv(file.read())
    if value[0] == "scalar":
        kind = value[1].replace("_", "") if value[1] else found[0][2]
        datasets.compare_structures([(name, "scalar", kind)], found)
        if not same_value(value[2], rows[1][0], kind):
            raise ValueError(f"{name}: expected {value[2]}, found {rows[1][0]}")
        return
    structure = [(n, "viralattribute" if role == "viral" else role, kind.replace("_", ""))
                 for n, role, kind in value[1]]
    try:
        datasets.compare_structures(structure, found)
        datasets.compare_rows(structure, value[2], [dict(zip(rows[0], row)) for row in rows[1:]], same_value,
                              lambda text, kind: str(text))
    except ValueError as e:
        raise ValueError(f"{name}: {e}") from None


def judge(outturn, example):
    """None, or in which way the example does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        script, output = os.path.join(folder, "script.vtl"), os.path.join(folder, "results")
        with open(script, "w", encoding="utf-8") as file:
            file.write(example.script)
        inputs = [write_input(folder, name, value) for name, value in example.inputs.items()]
        extra = []
        for name, domain in example.domains.items():
            path = os.path.join(folder, name + ".domain")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(domain, file)
            extra += ["--domain", f"{name}={path}"]
        try:
            status, told = datasets.run_script(outturn, script, inputs, output, extra)
            told = told.replace(script + ":", "").replace(folder + os.sep, "").strip()
            if example.refusal is not None:
                if status != 1 or told != example.refusal:
                    raise ValueError(f"exit {status}:\n{told}")
                return None
            if status != 0:
                raise ValueError(f"exit {status}:\n{told}")
            for name, value in example.results.items():
                compare_result(output, name, value)
        except (ValueError, OSError, datasets.subprocess.TimeoutExpired) as e:
            return str(e)
    return None


def operators_of(folder):
    """The operators of the table of operations, and the words that begin a syntax of their own."""
    with open(os.path.join(folder, "operation_rows.c"), encoding="utf-8") as file:
        operations = re.findall(r'\[OPERATION_\w+\] = \{ STR\("([^"(]+)"\)', file.read())
    with open(os.path.join(folder, "token.c"), encoding="utf-8") as file:
        words = re.findall(r'\[WORD_\w+\] = STR\("(\w+)"\)', file.read())
    if not operations or not words:
        raise ValueError("the tables of operators are not found")
    return set(operations) | (set(words) - PARTS), PARTS - set(words)


def check_headings(folder, headings):
    """None, or which operators have no heading, and which words are none of the language."""
    operators, strangers = operators_of(folder)
    missing = operators - set(headings)
    told = [f"no heading: {', '.join(sorted(missing))}"] if missing else []
    told += [f"no words of the language: {', '.join(sorted(strangers))}"] if strangers else []
    return "; ".join(told) or None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("outturn")
    parser.add_argument("folder")
    parser.add_argument("--operators")
    parser.add_argument("chapters", nargs="*")
    arguments = parser.parse_args()
    outturn, folder, only = os.path.abspath(arguments.outturn), arguments.folder, arguments.chapters
    n, examples, headings = 0, [], []
    for file in sorted(os.listdir(folder)):
        if not file.endswith(".md") or file == INDEX or (only and file[:-3] not in only):
            continue
        try:
            chapter = Chapter(os.path.join(folder, file))
            examples += chapter.examples
            headings += chapter.headings
        except (Wrong, KeyError, json.JSONDecodeError) as e:
            n += 1
            print(f"not ok {n} - {file}\n# {e}")
    if arguments.operators:
        n += 1
        fault = check_headings(arguments.operators, headings)
        print(f"ok {n} - every operator has a heading" if fault is None else
              f"not ok {n} - every operator has a heading\n# {fault}")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for example, fault in zip(examples, pool.map(lambda e: judge(outturn, e), examples)):
            n += 1
            print(("ok" if fault is None else "not ok") + f" {n} - {example.title}")
            if fault is not None:
                print(f"# the script of line {example.line}")
                print("\n".join("# " + line for line in fault.split("\n")))
            sys.stdout.flush()
    print(f"1..{n}")


main()

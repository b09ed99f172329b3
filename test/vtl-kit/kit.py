#!/usr/bin/env python3
"""The official examples of VTL 2.2, each run by the program and compared with the result that comes with it:
the structure, and the values whatever their order. Numbers may differ by 1e-9 of themselves, or by one unit of
the last digit where the expected file prints a rounded one.

    kit.py OUTTURN KIT

exceptions.tsv beside this file lists the examples that do not agree, each with its reason; the test fails when
another one disagrees, and when one of these agrees. What an example's own files lack is in library.tsv.
"""
import csv
import datetime
import json
import math
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def table(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def examples(kit):
    for folder, _, files in sorted(os.walk(kit)):
        for name in sorted(files):
            if re.fullmatch(r"ex_\d+\.vtl", name):
                yield os.path.relpath(os.path.join(folder, name[:-4]), kit)


def inputs_of(kit, example):
    """The datasets of the example's folder that its script names."""
    folder = os.path.dirname(os.path.join(kit, example))
    with open(os.path.join(kit, example + ".vtl"), encoding="utf-8") as script:
        words = {w.upper() for w in re.findall(r"\w+", script.read())}
    for name in sorted(os.listdir(folder)):
        if re.fullmatch(r"ds_\w+\.csv", name, re.IGNORECASE) and name[:-4].upper() in words:
            yield name[:-4].upper(), os.path.join(folder, name)


def run(outturn, kit, example, extra, output):
    command = [outturn, "vtl", "run", os.path.join(kit, example + ".vtl"), "--output", output]
    for name, path in inputs_of(kit, example):
        command += ["--input", f"{name}={path}"]
    done = subprocess.run(command + extra, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise ValueError(f"exit {done.returncode}: {done.stderr.strip()[:400]}")


def read_structure(path):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    components = data.get("components")
    if components is None:
        return [(data["name"], "scalar", (data.get("data_type") or data.get("type")).lower())]
    return [(c["name"], c["role"].replace(" ", "").lower(), c["data_type"].replace("_", "").lower())
            for c in components]


def read_rows(path):
    """Rows as dictionaries; None is null: an empty cell without quotes."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    return [dict(zip(rows[0], [cell or None for cell in row] + [None] * len(rows[0]))) for row in rows[1:]]


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def unit_of_last_digit(text):
    mantissa, _, exponent = text.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    return 10.0 ** ((int(exponent) if exponent else 0) - decimals) if "." in mantissa else 0.0


def days(text):
    """The first and the last day of a date, a time period or a time, however it is written."""
    if "/" in text:
        first, last = text.split("/")
        return days(first)[0], days(last)[1]
    match = re.fullmatch(r"(\d{4})(?:-?([AYSHQMWD])(\d*)|-(\d\d))?(?:-(\d\d))?", text)
    if not match:
        raise ValueError(f"no time: {text}")
    year, unit, ordinal, month, day = match.groups()
    year, n = int(year), int(ordinal or 1)
    if day:
        one = datetime.date(year, int(month), int(day))
        return one, one
    if unit == "D":
        one = datetime.date(year, 1, 1) + datetime.timedelta(n - 1)
        return one, one
    if unit == "W":
        first = datetime.date.fromisocalendar(year, n, 1)
        return first, first + datetime.timedelta(6)
    months = 1 if month else {"A": 12, "Y": 12, None: 12, "S": 6, "H": 6, "Q": 3, "M": 1}[unit]
    start = int(month) - 1 if month else months * (n - 1)
    last = start + months
    return (datetime.date(year, start + 1, 1),
            datetime.date(year + last // 12, last % 12 + 1, 1) - datetime.timedelta(1))


def same_value(expected, actual, kind):
    if expected is None or actual is None:
        return expected is None and actual is None
    if kind in ("number", "integer"):
        a, b = number(expected), number(actual)
        if a is None or b is None:
            return expected == actual
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) or abs(a - b) <= unit_of_last_digit(expected) * 1.0000001
    if kind == "boolean":
        return expected.lower() == actual.lower()
    if kind in ("time", "timeperiod", "date"):
        return expected == actual or days(expected) == days(actual)
    return expected == actual


def sort_key(row, identifiers):
    return [str(days(row[n])) if kind in ("time", "timeperiod", "date") else str(row[n]) for n, kind in identifiers]


def compare(kit, example, output):
    expected = read_structure(os.path.join(kit, example + ".json"))
    name = "SC_r" if expected[0][1] == "scalar" else "DS_r"
    actual = read_structure(os.path.join(output, name + ".json"))
    if sorted(expected) != sorted(actual):
        raise ValueError(f"structure: expected {sorted(set(expected) - set(actual))}, "
                         f"found {sorted(set(actual) - set(expected))}")
    wanted = read_rows(os.path.join(kit, example + ".csv"))
    found = read_rows(os.path.join(output, name + ".csv"))
    if len(wanted) != len(found):
        raise ValueError(f"{len(wanted)} data points expected, {len(found)} found")
    with open(os.path.join(kit, example + ".vtl"), encoding="utf-8") as script:
        text = script.read()
    if re.search(r"\brandom\b", text):
        return check_random(text, expected, found)
    identifiers = [(n, kind) for n, role, kind in expected if role == "identifier"]
    wanted.sort(key=lambda row: sort_key(row, identifiers))
    found.sort(key=lambda row: sort_key(row, identifiers))
    for a, b in zip(wanted, found):
        for n, _, kind in expected:
            if not same_value(a.get(n), b.get(n), kind):
                place = {i: a.get(i) for i, _ in identifiers}
                raise ValueError(f"{n} of {place}: expected {a.get(n)}, found {b.get(n)}")
    return None


def check_random(script, structure, rows):
    """Random numbers lie between 0 and 1; which ones they are nobody can say."""
    calculated = re.search(r"calc\s+(\w+)\s*:=\s*random", script)
    for row in rows:
        for name, role, _ in structure:
            if role == "measure" and (calculated is None or name == calculated.group(1)):
                if row[name] is not None and not 0 <= float(row[name]) < 1:
                    raise ValueError(f"{name} is {row[name]}: no random number between 0 and 1")


def judge(outturn, kit, example, extra):
    with tempfile.TemporaryDirectory() as output:
        try:
            run(outturn, kit, example, extra, output)
            compare(kit, example, output)
        except (ValueError, OSError, subprocess.TimeoutExpired) as e:
            return str(e)
    return None


def main():
    outturn, kit = os.path.abspath(sys.argv[1]), sys.argv[2]
    if not os.path.isdir(kit):
        print("1..0 # SKIP skipped: no ../shared")
        return
    exceptions = {row[0]: row[1] for row in table("exceptions.tsv")}
    extras = {}
    for example, option, value in table("library.tsv"):
        value = value.replace("HERE", HERE)
        extras.setdefault(example, []).extend([option, value])
    n = agree = 0
    for example in examples(kit):
        n += 1
        extra = extras.get(example, []) + extras.get(os.path.dirname(example), [])
        fault = judge(outturn, kit, example, extra)
        agree += fault is None
        if (fault is None) == (example not in exceptions):
            print(f"ok {n} - {example}" + ("" if fault is None else f" # listed: {exceptions[example]}"))
        elif fault is None:
            print(f"not ok {n} - {example} agrees now: take it off exceptions.tsv")
        else:
            print(f"not ok {n} - {example}\n# {fault}")
        sys.stdout.flush()
    for example in exceptions.keys() - set(examples(kit)):
        n += 1
        print(f"not ok {n} - exceptions.tsv names {example}, which is no example")
    print(f"# {agree} of {n} examples agree")
    print(f"1..{n}")


main()

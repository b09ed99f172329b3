"""Datasets of VTL as the program writes them, and when two of them say the same: what the tests that run scripts
have in common.
"""
import csv
import datetime
import json
import math
import re
import subprocess


def run_script(outturn, script, inputs, output, extra=(), timeout=60):
    """Runs a script on (name, file) pairs; gives the exit status and what was told."""
    command = [outturn, "vtl", "run", script, "--output", output]
    for name, path in inputs:
        command += ["--input", f"{name}={path}"]
    done = subprocess.run(command + list(extra), capture_output=True, text=True, timeout=timeout)
    return done.returncode, done.stderr


def read_structure(path):
    """(name, role, type) of each component, in small letters without marks; a scalar has the role "scalar"."""
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    components = data.get("components")
    if components is None:
        return [(data["name"], "scalar", (data.get("data_type") or data.get("type")).lower())]
    return [(c["name"], c["role"].replace(" ", "").lower(), c["data_type"].replace("_", "").lower())
            for c in components]


def read_rows(path):
    """Rows as dictionaries; None is null: an empty cell, with quotes or without."""
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


def same_number(expected, actual):
    """Equal to 1e-9 of themselves, or to one unit of the last digit of the expected text."""
    a, b = number(expected), number(actual)
    if a is None or b is None:
        return expected == actual
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) or abs(a - b) <= unit_of_last_digit(expected) * 1.0000001


def compare_structures(expected, actual):
    if sorted(expected) != sorted(actual):
        raise ValueError(f"structure: expected {sorted(set(expected) - set(actual))}, "
                         f"found {sorted(set(actual) - set(expected))}")


def compare_rows(structure, wanted, found, same, identifier_key):
    """The same data points in any order; same(expected, actual, type) judges two values."""
    if len(wanted) != len(found):
        raise ValueError(f"{len(wanted)} data points expected, {len(found)} found")
    identifiers = [(n, kind) for n, role, kind in structure if role == "identifier"]

    def key(row):
        return [identifier_key(row[n], kind) for n, kind in identifiers]

    for a, b in zip(sorted(wanted, key=key), sorted(found, key=key)):
        for n, _, kind in structure:
            if not same(a.get(n), b.get(n), kind):
                place = {i: a.get(i) for i, _ in identifiers}
                raise ValueError(f"{n} of {place}: expected {a.get(n)}, found {b.get(n)}")

#!/usr/bin/env python3
"""The official examples of VTL 2.2, each run by the program and compared with the result that comes with it:
the structure, and the values whatever their order. Numbers may differ by 1e-9 of themselves, or by one unit of
the last digit where the expected file prints a rounded one.

    kit.py OUTTURN KIT

exceptions.tsv beside this file lists the examples that do not agree, each with its reason; the test fails when
another one disagrees, and when one of these agrees. What an example's own files lack is in library.tsv.
"""
import os
import re
import subprocess
import sys
import tempfile

import datasets

HERE = os.path.dirname(os.path.abspath(__file__))
TIMES = ("time", "timeperiod", "date")


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
    script = os.path.join(kit, example + ".vtl")
    status, told = datasets.run_script(outturn, script, inputs_of(kit, example), output, extra)
    if status != 0:
        raise ValueError(f"exit {status}: {told.strip()[:400]}")


def same_value(expected, actual, kind):
    if expected is None or actual is None:
        return expected is None and actual is None
    if kind in ("number", "integer"):
        return datasets.same_number(expected, actual)
    if kind == "boolean":
        return expected.lower() == actual.lower()
    if kind in TIMES:
        return expected == actual or datasets.days(expected) == datasets.days(actual)
    return expected == actual


def identifier_key(value, kind):
    return str(datasets.days(value)) if kind in TIMES else str(value)


def compare(kit, example, output):
    expected = datasets.read_structure(os.path.join(kit, example + ".json"))
    name = "SC_r" if expected[0][1] == "scalar" else "DS_r"
    datasets.compare_structures(expected, datasets.read_structure(os.path.join(output, name + ".json")))
    wanted = datasets.read_rows(os.path.join(kit, example + ".csv"))
    found = datasets.read_rows(os.path.join(output, name + ".csv"))
    with open(os.path.join(kit, example + ".vtl"), encoding="utf-8") as script:
        text = script.read()
    if re.search(r"\brandom\b", text):
        if len(wanted) != len(found):
            raise ValueError(f"{len(wanted)} data points expected, {len(found)} found")
        check_random(text, expected, found)
    else:
        datasets.compare_rows(expected, wanted, found, same_value, identifier_key)


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

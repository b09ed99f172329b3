#!/usr/bin/env python3
"""Analytic functions over random data, beside what SQLite says of the same windows.

    windows.py OUTTURN [SEED]
"""
import csv
import itertools
import json
import math
import os
import random
import sqlite3
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vtl-kit"))
import datasets  # noqa: E402: it stands beside the official examples

ROUNDS = 4
COMPONENTS = [("area", "Identifier", "String"), ("year", "Identifier", "Integer"), ("score", "Measure", "Integer"),
              ("people", "Measure", "Integer"), ("rate", "Measure", "Number")]
FUNCTIONS = {"sum(people": "sum(people)", "sum(rate": "sum(rate)", "avg(people": "avg(people)",
             "count(people": "count(*)", "min(rate": "min(rate)", "max(people": "max(people)",
             "first_value(people": "first_value(people)", "last_value(rate": "last_value(rate)"}
# An order that leaves nothing equal within the partition, or everything that SQL and VTL take as equal.
PARTITIONS = [("partition by area", "partition by area", ["year", "year desc", "score, year desc"]),
              ("partition except all", "", ["year, area", "score desc, area, year"])]


def random_rows(random_):
    rows = [(area, year, random_.choice([1, 2, 2, 3, None]), random_.choice([None, 1, 2, 3, -4, 10]),
             random_.choice([None, 0.5, 1.25, -2.0]))
            for area in "ABC" for year in random_.sample(range(1, 20), random_.randint(1, 9))]
    random_.shuffle(rows)
    return rows


def window(random_, order):
    """A window as VTL and as SQL spell it; a range of values needs a single component to order by."""
    unit = random_.choice(["", "data points", "data points", "range"])
    if not unit or (unit == "range" and "," in order):
        return "", ""
    first = random_.choice(["unbounded preceding", f"{random_.randint(0, 3)} preceding", "current"])
    last = random_.choice(["current", f"{random_.randint(0, 3)} following", "unbounded following"])
    text = f" {unit} between {first} and {last}"
    return (text.replace("current", "current data point"),
            text.replace("current", "current row").replace("data points", "rows"))


def pairs(random_):
    """Functions as VTL and as SQL."""
    for (own, sql), (partition, sql_partition, orders) in itertools.product(FUNCTIONS.items(), PARTITIONS):
        for order in orders:
            limits, sql_limits = window(random_, order)
            yield (f"{own} over ({partition} order by {order}{limits}))",
                   f"{sql} over ({sql_partition} order by {order}{sql_limits})")
    for order in ("year", "score, year desc"):
        over = f"over (partition by area order by {order})"
        yield f"lag(people, 2 {over})", f"lag(people, 2) {over}"
        yield f"lead(people, 1, -7 {over})", f"lead(people, 1, -7) {over}"
    yield "rank(over (partition except all order by score))", "rank() over (order by score)"
    yield "rank(over (partition by area order by score desc))", "rank() over (partition by area order by score desc)"


def answers(outturn, rows, functions):
    """The column of each function, by area and year."""
    with tempfile.TemporaryDirectory() as folder:
        data, script = os.path.join(folder, "D.csv"), os.path.join(folder, "script.vtl")
        with open(data, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[n for n, _, _ in COMPONENTS]] + [list(row) for row in rows])
        with open(data[:-4] + ".json", "w", encoding="utf-8") as file:
            json.dump({"name": "D", "components": [{"name": n, "role": role, "data_type": kind}
                                                   for n, role, kind in COMPONENTS]}, file)
        with open(script, "w", encoding="utf-8") as file:
            file.write("R := D[calc " + ", ".join(f"c{i} := {f}" for i, f in enumerate(functions)) + "];\n")
        status, told = datasets.run_script(outturn, script, [("D", data)], folder)
        if status != 0:
            raise ValueError(f"exit {status}: {told}")
        found = datasets.read_rows(os.path.join(folder, "R.csv"))
    return {(row["area"], int(row["year"])): row for row in found}


def difference(found, column, expected):
    """The first data point of which the two say different things, or None."""
    for area, year, value in expected:
        cell = datasets.number(found[area, year][column])
        if (cell is None) != (value is None) or (
                value is not None and not math.isclose(cell, value, rel_tol=1e-9, abs_tol=1e-9)):
            return f"{area} {year}: {cell}, and SQLite says {value}"
    return None


def main():
    random_ = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for n in range(1, ROUNDS + 1):
        rows, functions = random_rows(random_), list(pairs(random_))
        found = answers(sys.argv[1], rows, [own for own, _ in functions])
        database = sqlite3.connect(":memory:")
        database.execute("create table d (area text, year int, score int, people int, rate real)")
        database.executemany("insert into d values (?, ?, ?, ?, ?)", rows)
        faults = []
        for i, (own, sql) in enumerate(functions):
            fault = difference(found, f"c{i}", database.execute(f"select area, year, {sql} from d"))
            if fault:
                faults.append(f"# {own}: {fault}")
        print(("not ok" if faults else "ok") + f" {n} - {len(functions)} functions of {len(rows)} data points")
        print("\n".join(faults), end="\n" if faults else "")
    print(f"1..{ROUNDS}")


main()

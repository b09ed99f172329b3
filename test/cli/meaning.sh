#!/bin/bash
# What observations mean, from the command line: marks on series, reporting campaigns, ratios with their
# numerators, periods made one by the accumulation, and what nobody has reported.
#
#	meaning.sh OUTTURN PLANS
set -uo pipefail
source "$(dirname "$0")/tap.sh"
export OUTTURN_DB=a.db

# load FILE...: with whoever asks and why.
load() { run 0 load "$@" --profile plain-long --who statistician --why 'a test'; }

# table NOUN: imports the table on the standard input.
table() {
	rm -rf folder && mkdir folder && cat >"folder/$1.csv" && run 0 import folder --who planner --why 'a test'
}

run 0 init && run 0 import "$plans/baku" --who planner --why 'first load'; ok "a database with the plan" $?

# ---- Marks ----

cat >basket.csv <<'END'
variable,area,period,value,status
B.1,CHE,2023,1,A
B.1,CHE,2024,2,B
B.1,CHE,2025,3,A
B.1,FRA,2023,4,A
END
load basket.csv && table series_mark <<'END'
variable,kind,period,area,slice,text,source
B.1,basket,2025,,,5 GB instead of 2 GB,Handbook
END
ok "a mark is a row of the plan" $?
run 0 data --variable B.1 --period 2025 --latest-within 2 --aggregate mean --format json && answers '
[(m["period"], m["kind"], m["text"], m["source"]) for m in d[0]["marks"]] == [
	("2025", "basket", "5 GB instead of 2 GB", "Handbook")] and d[0]["status"] == "A"'
ok "an aggregate with values of both sides says so" $?
run 0 data --variable B.1 --period 2023 --aggregate mean --format json && answers '"marks" not in d[0]'
ok "and one of one side does not" $?
run 0 data --variable B.1 --area CHE --explain --format json && answers '
{r["period"]: [m["kind"] for m in r.get("marks", [])] for r in d} == {
	"2023": [], "2024": ["break"], "2025": ["basket"]}'
ok "an explained value has the marks of its period, and what its status says" $?
run 0 data --variable B.1 --area CHE --explain && grep -q '! 2025  basket: 5 GB instead of 2 GB (Handbook)' out
ok "and the same for a person" $?
run 0 export out.folder && grep -q '^B.1,basket,2025,,,5 GB instead of 2 GB,Handbook$' out.folder/series_mark.csv
ok "an export has the marks" $?

# ---- Campaigns ----

cat >campaign.csv <<'END'
variable,area,period,value
C.1,CHE,2025-C1,1
C.1,CHE,2025-C2,2
C.1,CHE,2026-C1,3
C.1,FRA,2025-C2,5
C.1,FRA,2026,100
C.1,FRA,2026-C0,100
END
load campaign.csv && grep -q '2026-C0' err; ok "a campaign is a period of observations" $?
table campaign <<'END'
code,name,opens,closes,source
2025-C1,First of 2025,2025-02-01,2025-05-31,
2025-C3,Third of 2025,2025-10-01,2025-12-31,
2026-C1,First of 2026,2026-02-01,2026-05-29,
END
ok "and has its days in the plan" $?
run 0 data --variable C.1 --period 2025-C2 --aggregate mean --format json &&
	answers 'd[0]["value"] == 3.5 and d[0]["n"] == 2 and d[0]["period"] == "2025-C2"'
ok "it is asked for by its code" $?
run 0 data --variable C.1 --period 2025-C1:2026-C1 --by period --aggregate count --format json && answers '
[(r["period"], r["n"]) for r in d] == [("2025-C1", 1), ("2025-C2", 2), ("2025-C3", 0), ("2026-C1", 1)]'
ok "from one to another are those that the plan or the data know" $?
run 0 data --variable C.1 --area FRA --period 2026-C1 --latest-within 1 --format json &&
	answers 'd[0]["value"] == 5 and d[0]["observed"] == "2025-C2"'
ok "the latest within a year is of a campaign" $?
run 0 data --variable C.1 --area CHE --format sdmx-csv && mv out again.csv &&
	run 0 load again.csv --profile sdmx-csv --who a --why b --format json && answers 'd["duplicates"] == 3'
ok "campaigns go out and come back" $?

# ---- Ratios ----

cat >ratio.csv <<'END'
variable,area,period,value,numerator,denominator
R.1,CHE,2024,33.3,1,3
R.1,FRA,2024,50,50,100
R.1,DEU,2024,90,,
R.2,CHE,2024,40,,10
R.2,FRA,2024,10,3,30
END
load ratio.csv; ok "numerators and denominators are loaded" $?
run 0 data --variable R.1 --period 2024 --aggregate mean --weight own-denominator --format json && answers '
abs(d[0]["value"] - 100 * 51 / 103) < 1e-9 and d[0]["numerator"] == 51 and d[0]["denominator"] == 103 and
d[0]["method"] == "ratio-of-sums" and (d[0]["n"], d[0]["of"]) == (2, 232)'
ok "a ratio of several areas is that of their sums" $?
run 0 data --variable R.2 --period 2024 --aggregate mean --weight own-denominator --format json && answers '
d[0]["value"] == 17.5 and "numerator" not in d[0] and d[0]["denominator"] == 40 and
d[0]["method"] == "mean-weighted-by-denominators"'
ok "or, without all numerators, a mean weighted by denominators, which is said" $?
run 0 data --variable R.1 --period 2024 --aggregate mean --format json && answers '
abs(d[0]["value"] - 173.3 / 3) < 1e-9 and "method" not in d[0]'
ok "a mean that nobody weighs counts each area the same" $?
run 0 data --variable R.1 --format csv && diff - out <<'END'
area,variable,period,value,status,observed,source,numerator,denominator
CHE,R.1,2024,33.3,A,2024,,1,3
DEU,R.1,2024,90,A,2024,,,
FRA,R.1,2024,50,A,2024,,50,100
END
ok "a slice has them" $?
run 0 data --variable R.1 --area CHE && grep -q '33.3 = 1 / 3' out; ok "also for a person" $?
run 0 data --variable R.1 --period 2024 --aggregate mean --weight own-denominator --explain --format json &&
	answers '[(c["numerator"], c["denominator"], c["weight"]) for c in d[0]["cells"] if "weight" in c] == [(1, 3, 3), (50, 100, 100)]'
ok "and so has each cell of an explanation" $?
run 0 value R.1 --area CHE --format json && answers 'd["numerator"] == 1 and d["denominator"] == 3'
ok "and a value" $?
run 0 data --variable R.1 --format sdmx-csv && mv out again.csv &&
	run 0 load again.csv --profile sdmx-csv --who a --why b --format json && answers 'd["duplicates"] == 3'
ok "they go out as SDMX-CSV and come back" $?
run 2 data --variable R.1 --period 2024 --aggregate sum --weight own-denominator && grep -q 'only a mean' err
ok "only a mean is weighted by them" $?

# ---- Periods made one ----

cat >periods.csv <<'END'
variable,area,period,value,numerator,denominator
F.1,CHE,2021,1,,
F.1,CHE,2022,2,,
F.1,CHE,2023,4,,
F.1,FRA,2021,10,,
F.1,FRA,2023,30,,
S.1,CHE,2021,1,,
S.1,CHE,2022,2,,
S.1,FRA,2020,7,,
U.1,CHE,2021,1,,
U.1,CHE,2022,2,,
Q.1,CHE,2024-Q1,50,1,2
Q.1,CHE,2024-Q2,25,2,8
END
load periods.csv && run 0 export all && mkdir v && python3 - <<'END' && run 0 import v --who a --why b
import csv
rows = list(csv.DictReader(open("all/variable.csv")))
for row in rows:
	row["accumulation"] = {"F.1": "flow", "Q.1": "flow", "S.1": "snapshot"}.get(row["code"], row["accumulation"])
out = csv.DictWriter(open("v/variable.csv", "w"), rows[0].keys())
out.writeheader()
out.writerows(rows)
END
ok "variables say their accumulation" $?
run 0 data --variable F.1 --period 2021:2023 --by area --area CHE --area FRA --aggregate sum --format json && answers '
[(r["area"], r["value"], r["n"], r["of"], r["values"], r["of_values"], r["over_periods"]) for r in d] == [
	("CHE", 7, 1, 1, 3, 3, "sum"), ("FRA", 40, 1, 1, 2, 3, "sum")]'
ok "a flow is summed over periods, of as many values as there are" $?
run 0 data --variable F.1 --period 2021:2023 --area CHE --area FRA --aggregate mean --format json &&
	answers 'd[0]["value"] == 23.5 and d[0]["n"] == 2 and d[0]["period"] == "2021:2023"'
ok "and then areas are made one" $?
run 0 data --variable F.1 --period 2021:2023 --aggregate count --where '> 10' --format json &&
	answers 'd[0]["counted"] == 1 and d[0]["of"] == 232'
ok "a condition is on the sum" $?
run 0 data --variable S.1 --period 2021:2023 --area CHE --area FRA --aggregate sum --format json &&
	answers 'd[0]["value"] == 2 and (d[0]["n"], d[0]["of"]) == (1, 2) and d[0]["over_periods"] == "last"'
ok "of a snapshot the last value of each area counts" $?
run 0 data --variable S.1 --period 2021:2023 --latest-within 1 --area CHE --area FRA --aggregate sum --format json &&
	answers 'd[0]["value"] == 9'
ok "or one from some years before" $?
run 0 data --variable U.1 --period 2021:2023 --aggregate mean --format json &&
	answers 'd[0]["value"] == 1.5 and d[0]["n"] == 2 and d[0]["over_periods"] == "each"' &&
	run 0 data --variable U.1 --period 2021:2023 --latest-within 3 --aggregate mean --format json &&
	answers 'd[0]["value"] == 2 and d[0]["over_periods"] == "last"' &&
	run 2 data --variable U.1 --period 2021:2023 --aggregate sum && grep -q 'U.1 does not say' err
ok "of a variable that does not say its accumulation each value counts, and no sum is made" $?
run 2 data --variable F.1 --period 2021:2023 --latest-within 2 --aggregate sum && grep -q 'F.1 flows' err
ok "an older value does not stand for a flow" $?
run 0 data --variable Q.1 --period 2024-Q1:2024-Q4 --aggregate mean --format json && answers '
d[0]["value"] == 30' && run 0 data --variable Q.1 --period 2024-Q1:2024-Q4 --aggregate mean --explain \
	--weight own-denominator --format json &&
	answers '(d[0]["numerator"], d[0]["denominator"], len(d[0]["cells"])) == (3, 10, 2)'
ok "a ratio that flows is that of its sums" $?
run 0 data --variable F.1 --period 2021:2023 --by period --aggregate sum --format json &&
	answers '[r["value"] for r in d] == [11, 2, 34] and "over_periods" not in d[0]'
ok "by period nothing of that is done" $?
run 0 data --variable F.1 --period 2021:2023 --area CHE --aggregate sum &&
	grep -q 'F.1  2021:2023  7  (1 of 1; over periods: sum of 3 of 3 values)' out
ok "a person is told as well" $?

# ---- Silence, and what is not due yet ----

# set_variable CODE COLUMN=VALUE...: the row of the variable with other cells.
set_variable() {
	rm -rf all v && run 0 export all && mkdir v && python3 -c '
import csv, sys
rows = list(csv.DictReader(open("all/variable.csv")))
for row in rows:
	if row["code"] == sys.argv[1]:
		row.update(pair.split("=") for pair in sys.argv[2:])
out = csv.DictWriter(open("v/variable.csv", "w"), rows[0].keys())
out.writeheader()
out.writerows(rows)' "$@" && run 0 import v --who a --why b
}

this=$(date -u +%Y) past=$(($(date -u +%Y) - 3))
printf 'variable,area,period,value,status\nD.1,CHE,%s,1,A\nD.1,FRA,%s,2,A\nD.1,DEU,%s,,L\n' "$past" "$this" "$past" >due.csv
load due.csv && run 0 data --variable D.1 --period "$past" --aggregate mean --explain --format json &&
	answers '"silent" not in d[0] and all("absence" not in c for c in d[0]["cells"])'
ok "without a schedule nothing is told of what is not there" $?
set_variable D.1 schedule=yearly && run 0 data --variable D.1 --period "$past" --aggregate mean --format json &&
	answers '"silent" not in d[0]' && run 0 data --variable D.1 --period "$this" --aggregate mean --format json &&
	answers 'd[0]["not_due"] == 231'
ok "without the days, a period that has not ended is not due and no more is told" $?
set_variable D.1 due_after=30 &&
	run 0 data --variable D.1 --period "$past" --area CHE --area FRA --area DEU --aggregate mean --explain --format json &&
	answers '(d[0]["n"], d[0]["of"], d[0]["silent"]) == (1, 3, 1) and
	{c["area"]: (c["status"], c.get("absence")) for c in d[0]["cells"]} == {
		"CHE": ("A", None), "DEU": ("L", None), "FRA": ("O", "silence")}'
ok "what was due and is not there is silence, and no answer that there is none" $?
run 0 data --variable D.1 --period "$this" --area CHE --area FRA --explain --format json && answers '
{r["area"]: (r["value"], r.get("absence")) for r in d} == {"CHE": (None, "not-due"), "FRA": (2, None)}'
ok "an explained slice has what is not due yet" $?
run 0 data --variable D.1 --period "$this" --area CHE --area FRA --format json && answers 'len(d) == 1'
ok "and one that is not explained has what there is" $?
run 0 data --variable D.1 --period "$past" --area CHE --area FRA --aggregate count &&
	grep -q '(1 of 2; 1 silent)' out
ok "a person is told as well" $?
run 1 value D.1 --area FRA --period "$past" && grep -q silence err &&
	run 1 value D.1 --area CHE --period "$this" && grep -q 'not due' err &&
	run 0 value D.1 --area CHE && grep -q " $past " out
ok "a value that is not there says which" $?
set_variable D.1 "first_due=$((past + 1))" &&
	run 0 data --variable D.1 --period "$past" --area CHE --area FRA --aggregate count --format json &&
	answers '"silent" not in d[0]'
ok "before the first that is due there is no silence" $?
set_variable C.1 schedule=campaign &&
	run 0 data --variable C.1 --period 2025-C3 --area CHE --area FRA --aggregate count --format json &&
	answers 'd[0]["silent"] == 2'
ok "a campaign is over on the day when it closes" $?

# ---- Age groups ----

printf 'variable,area,period,value,age\nA.1,CHE,2024,5,15_24\nA.1,CHE,2024,9,\n' >age.csv
printf '%s\n' DATAFLOW,REF_AREA,SERIES,AGE,TIME_PERIOD,OBS_VALUE ITU:DF,CHE,A.1,Y15T24,2024,5 >sdmx.csv
load age.csv && run 0 load sdmx.csv --profile sdmx-csv --who a --why b --format json &&
	answers 'd["duplicates"] == 1 and d["loaded"] == 0'
ok "an age group is one, whoever spells it" $?
run 0 data --variable A.1 --coordinate AGE=Y15T24 --by coordinate --format json &&
	answers '[(r["coordinate"], r["value"]) for r in d] == [("AGE=15_24", 5)]'
ok "and is asked for in any spelling" $?

run 0 verify; ok "after all this the database is whole" $?
echo "1..$n"

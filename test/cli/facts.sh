#!/bin/bash
# Observations from the command line: loaded, asked for, taken back; and the figures that others have
# published of the same data.
#
#	facts.sh OUTTURN PLANS SHARED
set -uo pipefail
source "$(dirname "$0")/tap.sh"
shared=$3
export OUTTURN_DB=a.db

skip() {
	n=$((n + 1))
	echo "ok $n - $1 # SKIP skipped: no ../shared"
}

# load FILE...: with whoever asks and why.
load() { run 0 load "$@" --who statistician --why 'a test'; }

run 0 init && run 0 import "$plans/baku" --who planner --why 'first load'; ok "a database with the plan" $?

load "$plans"/baku-data/*.csv --profile plain-long --format json &&
	answers 'd["batch"] == 2 and d["rows"] == d["loaded"] == 20048 and d["rejected"] == []'
ok "what comes with the plan is loaded whole" $?
load "$plans"/baku-data/*.csv --profile plain-long --format json &&
	answers 'd["batch"] is None and d["rows"] == d["duplicates"] == 20048'
ok "and once more is nothing new" $?

cat >mixed.csv <<'END'
variable,area,period,value,source
X.1,CHE,2020,1.50,Census
X.1,CHE,2020,1.50,Census
X.1,CHE,2020,1.60,Census
X.1,AFG,2020,,
X.1,ARB,2020,5,World Bank
X.1,FRA,20x0,5,
X.1,FRA,2020,five,
X.1,FRA,2021,2,
END
load mixed.csv --profile plain-long --format json && answers '
d["rows"] == d["loaded"] + d["duplicates"] + d["empty"] + len(d["rejected"]) == 8 and
d["loaded"] == 2 and d["duplicates"] == 1 and d["empty"] == 1 and
[(r["line"], r["column"], r["value"]) for r in sorted(d["rejected"], key=lambda r: r["line"])] == [
	(4, "", "1.6"), (6, "area", "ARB"), (7, "period", "20x0"), (8, "value", "five")]'
ok "every row is accounted for, and each that was rejected has its place and value" $?
run 0 load mixed.csv --profile plain-long --who a --why b && grep -q '^mixed.csv:6:area: .*"ARB"' err
ok "and the same for a person" $?

run 0 value X.1 --area CHE --format json &&
	answers 'd["value"] == 1.5 and d["period"] == "2020" and d["status"] == "A" and
	d["sources"] == [{"source": "Census", "batch": 3}]'
ok "a value knows where it came from" $?
grep -q '"value": 1.50' out; ok "with the decimals that were reported" $?
run 0 import "$plans/baku" --who planner --why again && run 0 value X.1 --area CHE
ok "an import of the plan keeps the variables that have observations" $?
run 1 value X.1 --area DEU && run 1 value X.2; ok "what is not known is no value" $?

printf 'variable,area,period,value\nX.1,CHE,2020,7\nX.1,DEU,2020,8\n' >wrong.csv
load wrong.csv --profile plain-long && run 0 value X.1 --area CHE && grep -q ' 7 ' out
ok "a later load supersedes" $?
printf 'variable,area,period,value\nX.1,DEU,2020,9\n' >later.csv
load later.csv --profile plain-long && run 0 unload 4 --who a --why 'a wrong file' --format json &&
	answers 'd["restored"] == 1 and d["kept"] == 1'
ok "unload takes back what nobody has changed since" $?
run 0 value X.1 --area CHE && grep -q ' 1.50 ' out && run 0 value X.1 --area DEU && grep -q ' 9 ' out
ok "and leaves the rest" $?
for value in 1 2 3; do
	printf 'variable,area,period,value\nU.1,CHE,2020,%s\nU.1,FRA,202%s,9\n' $value $value >u.csv
	load u.csv --profile plain-long --format json && batch=$(python3 -c 'import json; print(json.load(open("out"))["batch"])')
done
run 0 unload $((batch - 1)) --who a --why 'wrong' && run 0 value U.1 --area CHE && grep -q ' 3 ' out &&
	run 0 unload $batch --who a --why 'wrong too' && run 0 value U.1 --area CHE && grep -q ' 1 ' out &&
	run 0 log && grep -q "^    batch $batch\$" out
ok "what was taken back does not come up again when a later load is taken back too" $?
run 0 unload $((batch + 1)) --who a --why 'it was right' &&
	run 0 data --variable U.1 --area FRA && [ "$(wc -l <out)" -eq 2 ]
ok "but it does where its taking back was taken back" $?
run 1 unload 1 --who a --why b && run 1 unload 99 --who a --why b && run 2 unload x --who a --why b
ok "only a batch of observations is taken back" $?

load wrong.csv --profile plain-long --dry-run && run 0 value X.1 --area CHE && grep -q ' 1.50 ' out
ok "a dry run keeps nothing" $?
: >empty.csv; head -c 3000 /dev/urandom >noise.csv; printf 'a,b\n1,2\n' >other.csv
printf 'variable,area,period,value\nX.1,CHE,2022,3\nX.1,CHE,2023,"4\n' >cut.csv
status=0
for file in empty noise other cut; do
	run 1 load $file.csv --profile plain-long --who a --why b && grep -q "$file.csv" err || status=1
done
run 0 data --variable X.1 --area CHE && [ "$(wc -l <out)" -eq 1 ] || status=1
ok "a file that is not of its profile loads nothing" $status
run 2 load mixed.csv --who a --why b && run 2 load mixed.csv --profile nonesuch --who a --why b &&
	grep -q nonesuch err && run 2 load nonesuch.csv --profile plain-long --who a --why b
ok "a profile or a file that is not there" $?

run 0 data --variable IT.NET.USER.ZS --by group:itu-region --among ITU-MEMBER --aggregate mean \
	--weight SP.POP.TOTL@2023 --period 2023 --latest-within 5 --format json && answers '
{r["group"]: (round(r["value"], 1), r["n"], r["of"]) for r in d} == {
	"AFR": (33.9, 44, 44), "AMS": (84.9, 34, 35), "ARB": (65.7, 21, 21),
	"ASP": (69.9, 37, 39), "CIS": (89.9, 8, 9), "EUR": (89.8, 45, 46)}'
ok "Internet use of 2023 by region, weighted by population, the latest within five years" $?
run 0 data --variable IT.NET.USER.ZS --group LDC --group LLDC --group SIDS --among ITU-MEMBER \
	--period 2023 --aggregate count --membership frozen:2024-01-01 --format json && answers 'd[0]["of"] == 90'
ok "a union of groups counts an area once, by the memberships of the day" $?
by_groups() { run 0 data --variable IT.NET.USER.ZS --by group:un-group --by period --period 2015:2020 --aggregate mean "$@" --format json; }
by_groups --explain && cp out explained.json && by_groups && answers '
len(d) == len(e := json.load(open("explained.json"))) > 6 and
sum(r["n"] for r in d) > len({c["area"] + c["period"] for r in e for c in r["cells"]}) and all(
	(a["group"], a["period"], a["n"], a["of"], a["status"]) == (b["group"], b["period"], b["n"], b["of"], b["status"]) and
	a["n"] == len(v := [c["value"] for c in b["cells"] if c.get("value") is not None]) and
	(a["value"] is None if not v else abs(a["value"] - sum(v) / len(v)) < 1e-9) for a, b in zip(d, e))'
ok "groups that share countries each have all of theirs, as their cells explain" $?
run 0 data --variable IT.NET.USER.ZS --group LDC --period 2023 --aggregate count --format json &&
	answers 'd[0]["of"] == 41'
ok "and today those that have left are outside" $?
run 0 data --variable IT.NET.USER.ZS --area CHE --area AUT --period 2020:2021 --format csv && diff - out <<'END'
area,variable,period,value,status,observed,source
AUT,IT.NET.USER.ZS,2020,87.5294,A,2020,
AUT,IT.NET.USER.ZS,2021,92.5292,A,2021,
CHE,IT.NET.USER.ZS,2020,94.3499,A,2020,
CHE,IT.NET.USER.ZS,2021,95.5694,A,2021,
END
ok "a slice as CSV" $?
run 0 data --variable IT.NET.USER.ZS --area CHE --period 2020:2021 --format sdmx-csv && mv out again.csv &&
	load again.csv --profile sdmx-csv --format json && answers 'd["duplicates"] == 2 and d["loaded"] == 0'
ok "a slice as SDMX-CSV is read back as the same" $?
run 0 data --variable IT.NET.USER.ZS --area AFG --period 2020:2023 --latest-within 5 --explain --format json &&
	answers 'all(c["batch"] == 2 and c["age"] == int(r["period"]) - int(c["period"]) for r in d for c in r["cells"])'
ok "an explained row tells the age and the batch of each cell" $?
printf 'variable,area,period,value\nD.1,CHE,2023-03-01,1\nD.1,FRA,2022-03-01,2\nD.1,AUT,2022-02-28,4\nD.1,DEU,2020-02-29,8\n' >days.csv
load days.csv --profile plain-long && run 0 data --variable D.1 --period 2023-03-01 --latest-within 1 --aggregate sum \
	--format json && answers 'd[0]["value"] == 3' &&
	run 0 data --variable D.1 --period 2021-02-28 --latest-within 1 --aggregate sum --format json &&
	answers 'd[0]["value"] == 8' && run 0 data --variable D.1 --period 2021-03-01 --latest-within 1
ok "a year before a day is the same day of the year before" $?
run 2 data && run 2 data --variable IT.NET.USER.ZS --period 2x && run 2 data --variable IT.NET.USER.ZS --by moon &&
	run 1 data --variable IT.NET.USER.ZS --area XXX && grep -q XXX err
ok "what cannot be asked so is named" $?
run 1 data --variable IT.NET.USER.ZS --among XXX --period 2023 && [ "$(cat err)" = 'outturn: there is no group "XXX"' ]
ok "in a sentence of the program's own" $?
printf 'variable,area,period,answer\nQ.1,CHE,2020,Yes\nQ.1,FRA,2020,No\n' >answers.csv
load answers.csv --profile plain-long && run 0 data --variable Q.1 --period 2020 --aggregate share --where '= Yes' \
	--format json && answers 'd[0]["value"] == 50 and d[0]["counted"] == 1'
ok "answers are counted" $?
run 2 data --variable Q.1 --period 2020 --aggregate mean && grep -q 'Q.1 are answers, not numbers' err &&
	run 2 data --variable Q.1 --period 2020 --aggregate count --where '<= 2' &&
	run 2 data --variable IT.NET.USER.ZS --period 2020 --aggregate count --where '=> 2' &&
	grep -q 'IT.NET.USER.ZS are numbers, not answers' err
ok "but not averaged, and neither they nor numbers are compared with the other" $?
run 0 data --variable IT.NET.USER.ZS --area CHE --period 2019:2021 --aggregate sum --by area --format json &&
	answers 'd[0]["value"] == 95.5694 and d[0]["over_periods"] == "last"'
ok "snapshots of several periods are not summed: the last is taken, and that is said" $?

if [ -d "$shared/data" ]; then
	load "$shared/data/ict_observations.csv" --profile plain-long; ok "135,108 published values" $?
	status=0
	while read -r variable where period counted with; do
		run 0 data --variable "$variable" --group ITU-MEMBER --aggregate count --where "$where" \
			--period "$period" --format json &&
			answers "d[0]['counted'] == $counted and d[0]['n'] == $with" || status=1
	done <<-'END'
	i271mb_5GB_GNI <=2 2023 97 189
	i271mb_5GB_GNI <=2 2024 107 187
	i271mb_5GB_GNI <=2 2025 115 189
	i154_FBB5_GNI <=2 2023 71 178
	i154_FBB5_GNI <=2 2024 69 179
	i154_FBB5_GNI <=2 2025 78 179
	i271GA >=90 2022 117 191
	i271GA >=90 2023 113 158
	i271GA >=90 2024 103 132
	END
	ok "members with an affordable basket, or with 4G for nearly all" $status
	run 0 data --variable i154_FBB5_GNI --group ITU-MEMBER --aggregate share --where '<= 2' --period 2025 \
		--format json && answers 'round(d[0]["value"], 1) == 43.6' &&
		run 0 data --variable i154_FBB5_GNI --group ITU-MEMBER --aggregate share --where '<= 2' \
			--period 2025 --denominator all --format json && answers 'round(d[0]["value"], 1) == 40.2'
	ok "a share of those with data, and of all" $?
	run 0 data --variable IT.NET.USER.ZS --group ITU-MEMBER --aggregate mean --period 2024 --format json &&
		answers 'round(d[0]["value"], 1) == 87.9 and d[0]["n"] == 49'
	ok "a mean of the few that have reported says of how many" $?
else
	skip "135,108 published values"
	skip "members with an affordable basket, or with 4G for nearly all"
	skip "a share of those with data, and of all"
	skip "a mean of the few that have reported says of how many"
fi
run 0 verify; ok "after all this the database is whole" $?
echo "1..$n"

#!/bin/bash
# The order of rows in a file does not matter to what is loaded, and a load that is killed leaves nothing.
#
#	order.sh OUTTURN PLANS
set -uo pipefail
source "$(dirname "$0")/tap.sh"

# on DATABASE VERB...: what is said goes to out and err.
on() {
	local database=$1
	shift
	"$outturn" "$1" --db "$database" "${@:2}" >out 2>err
}

load() { on "$1" load "$2" --profile plain-long --who statistician --why 'a test' --format json; }

# counts FILE: the sums of a load, without its batch and its list of rejected rows.
counts() { python3 -c 'import json, sys; d = json.load(open("out")); print({k: len(d[k]) if k == "rejected" else d[k] for k in ("rows", "loaded", "duplicates", "empty", "rejected")})' >"$1" 2>>err; }

# all DATABASE FILE: every value that is known now; none where there are no such variables.
all() {
	if on "$1" data $(printf -- '--variable V%02d ' {0..39}) --by coordinate --by area --by period --format csv; then
		mv out "$2"
	else
		: >"$2"
		grep -q 'there is no variable "V00"' err
	fi
}

# Many series, some values twice, some with another value, some without any, and areas that are none.
python3 - <<'END'
import random
random.seed(7)
areas = "AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH XXX".split()
head = "variable,area,period,value,age,status,source"
rows = []
for v in range(40):
    for age in ("", "Y15T24") if v % 5 == 0 else ("",):
        for area in areas:
            for year in range(2000, 2025):
                value = "" if random.random() < .05 else f"{random.uniform(0, 9999):.2f}"
                rows.append(f"V{v:02},{area},{year},{value},{age},{random.choice('AAE')},{random.choice(['ITU', 'NSO', ''])}")
again = random.sample(rows, 300)
rows += again[:200] + [r.replace(",A,", ",B,") for r in again[200:]]
rows.sort()
# Of two rows for one cell the first counts, so that the order between those two must stay.
first = {}
for row in rows:
    first.setdefault(tuple(row.split(",")[i] for i in (0, 1, 2, 4)), []).append(row)
def write(name, keys):
    with open(name, "w") as f:
        print(head, file=f)
        ways = [list(first[k]) for k in keys]
        while ways:
            for way in ways:
                print(way.pop(0), file=f)
            ways = [way for way in ways if way]
keys = sorted(first)
write("sorted.csv", keys)
write("by-year.csv", sorted(keys, key=lambda k: (k[2], k)))
random.shuffle(keys)
write("shuffled.csv", keys)
END
ok "three files of the same rows in another order each" $?

"$outturn" init --db empty.db >out 2>err && on empty.db import "$plans/baku" --who planner --why 'first load'
ok "a database with the plan" $?
for order in sorted by-year shuffled; do
	cp empty.db $order.db && load $order.db $order.csv && counts $order.counts && all $order.db $order.values &&
		on $order.db verify
	ok "$order rows are loaded, and the log holds" $?
done
[ "$(wc -l <sorted.values)" -gt 20000 ] && cmp sorted.values by-year.values >out 2>err &&
	cmp sorted.values shuffled.values >out 2>err
ok "what is known afterwards is the same to the last digit and source" $?
cat sorted.counts by-year.counts shuffled.counts >out && cmp sorted.counts by-year.counts 2>err && cmp sorted.counts shuffled.counts 2>err &&
	grep -q "'rejected': [1-9]" out && grep -q "'duplicates': [1-9]" out && grep -q "'empty': [1-9]" out
ok "and so is what became of the rows" $?
load shuffled.db by-year.csv && grep -q '"loaded": *0' out; ok "loading them again in another order changes nothing" $?
on shuffled.db unload 2 --who statistician --why 'wrong' && on shuffled.db verify && all shuffled.db left.values &&
	[ "$(wc -l <left.values)" -le 1 ]
ok "the load is taken back whole" $?

# ---- Killed in the middle ----

# Whatever moment it is killed at: all of it is there, or nothing, and the next one finds a sound database.
cp empty.db killed.db
whole=0 none=0 wrong=0
for i in $(seq 20); do
	"$outturn" load --db killed.db shuffled.csv --profile plain-long --who statistician --why 'a test' >out 2>err &
	pid=$!
	sleep "0.$(printf %03d $((RANDOM % 400)))"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	on killed.db verify || wrong=$((wrong + 1))
	all killed.db killed.values || wrong=$((wrong + 1))
	if [ "$(wc -l <killed.values)" -le 1 ]; then
		none=$((none + 1))
	elif cmp -s killed.values shuffled.values; then
		whole=$((whole + 1))
		cp empty.db killed.db
		rm -f killed.db-wal killed.db-shm
	else
		wrong=$((wrong + 1))
	fi
done
[ $wrong -eq 0 ] && [ $((whole + none)) -eq 20 ]; ok "a load that is killed leaves all or nothing" $?
load killed.db shuffled.csv && all killed.db killed.values && cmp killed.values shuffled.values >out 2>err
ok "and can be made again" $?
echo "1..$n"

#!/bin/bash
# The command line as a person or a script meets it: what it prints, where, and its exit codes.
#
#	cli.sh OUTTURN PLANS
set -uo pipefail
source "$(dirname "$0")/tap.sh"
baku=$plans/baku
unset OUTTURN_DB

run 2; ok "without a command it shows what there is, and that this was not one" $?
run 0 help && grep -q '^  import ' out; ok "help lists the commands" $?
status=0
for command in init import export check load unload data value serve report log diff verify backup restore migrate version; do
	run 0 help $command && grep -q "^outturn $command" out && [ "$(wc -l <out)" -ge 3 ] || status=1
	run 0 $command --help && grep -q "^outturn $command" out || status=1
done
ok "each command has a help" $status
run 2 fly && grep -q 'fly' err; ok "an unknown command is named" $?
run 2 log --speed 3 && grep -q -- '--speed' err; ok "an unknown option is named" $?
run 2 import && grep -q 'DIR' err; ok "a missing argument is named" $?
run 2 export a b && grep -q ' b$' err; ok "an argument too many is named" $?
run 2 log --limit && grep -q -- '--limit' err; ok "an option without its value is named" $?
run 0 version && grep -Eq '^outturn [0-9]+\.[0-9]+\.[0-9]+$' out; ok "version" $?

run 2 log && grep -q 'outturn.db' err; ok "no database: exit 2, and how to make one" $?
run 0 --db a.db init; ok "init, with its option before it" $?
run 2 init --db a.db && grep -q 'a.db' err; ok "init does not touch what is there" $?
OUTTURN_DB=a.db run 0 log && [ ! -s out ]; ok "OUTTURN_DB names the database; an empty log is empty" $?
run 2 import "$baku" --db a.db; ok "a change without --who and --why is refused" $?
run 0 import "$baku" --db a.db --who planner --why 'first load' &&
	grep -q '^findings: 8 errors' err; ok "import counts the findings on standard error" $?
head=$(sed -n 's/^head //p' out)
[ "${#head}" -eq 64 ]; ok "import prints the head" $?
run 0 import "$baku" --db a.db --who planner --why again && grep -q "$head" out
ok "the same again changes nothing" $?
[ ! -e a.db-wal ] && cp a.db carried.db && run 0 export carried --db carried.db && grep -q "^head $head$" out
ok "nobody at work: the database is one file that can be carried about" $?

run 0 import "$baku" --db=a.db --who=planner --why=again --format json && python3 -c '
import json
d = json.load(open("out"))
assert d["batch"] == 1 and d["added"] == 0 and d["errors"] == 8 and len(d["head"]) == 64'
ok "import as JSON" $?
run 0 export out1 --db a.db && grep -q "^head $head$" out && run 0 export out2 --db a.db &&
	diff -r out1 out2 >err && diff -r out1 "$baku" >err; ok "export gives the plan byte for byte, twice" $?
run 0 diff out1 "$baku" && run 0 diff a.db out1 && [ ! -s out ]; ok "no difference: exit 0" $?
cp -r out1 changed && sed -i 's/,205000,/,205001,/' changed/budget_line.csv
run 1 diff out1 changed && grep -q '^~ budget_line OP-26/2026/allocated/P1.1$' out &&
	grep -q '^  - amount: 205000$' out && grep -q '^  + amount: 205001$' out
ok "a difference is shown by row and column: exit 1" $?
run 1 diff out1 changed --format json && python3 -c '
import json, sys
d = json.load(open("out"))
assert len(d) == 1 and d[0]["before"]["amount"] == "205000" and d[0]["table"] == "budget_line"'
ok "diff as JSON" $?

run 1 check --db a.db && grep -q '^error share-of-total: .*13.25%.*13.72%' out
ok "check shows the arithmetic: exit 1" $?
run 1 check "$baku" --format json && cp out checked.json && python3 -c '
import json
d = json.load(open("checked.json"))
assert all(set(f) == {"check", "severity", "table", "key", "column", "stated", "computed", "message"} for f in d)
assert all(f["table"] and f["key"] for f in d)
share = [f for f in d if f["check"] == "share-of-total"]
assert sorted((f["stated"], f["computed"]) for f in share) == [(5.2, 5.4), (8.1, 8.3), (13.25, 13.72)]
sums = [f for f in d if f["check"] == "shares-add-to-100"]
assert [f["stated"] for f in sums] == [99.54], sums
note = [f for f in d if f["check"] == "regional-split"]
assert [f["severity"] for f in note] == ["note"]
assert len([f for f in d if f["check"] == "duplicate-output"]) == 1
assert len([f for f in d if f["check"] == "double-counting"]) == 3
assert [f["key"] for f in d if f["check"] == "node-without-result"] == ["EN"]'
ok "check finds in the plan what is known to be wrong in it, with the figures" $?

mkdir broken && cp "$baku"/*.csv broken/
sed -i '2s/2026/soon/' broken/budget_line.csv
sed -i '3s/,P1\.2,/,P9.9,/' broken/outcome.csv
echo 'P1,BAP/priority,,again,,,,' >>broken/node.csv
sed -i '1s/^code/code,mood/' broken/term.csv
run 1 import broken --db a.db --who planner --why broken; status=$?
grep -q '^budget_line.csv:2:period: ' err && grep -q '^node.csv:[0-9]*: .*P1' err &&
	grep -q '^term.csv:1:mood: ' err && grep -q '^outcome.csv:3:node: ' err && [ "$status" -eq 0 ]
ok "every wrong cell is told in one pass as FILE:LINE:COLUMN" $?
run 0 log --db a.db && [ "$(grep -c '^[0-9]' out)" -eq 1 ]; ok "and nothing was changed" $?
run 1 import broken --db a.db --who planner --why broken --format json && python3 -c '
import json
told = [(f["file"], f["line"], f["column"], f["fault"]) for f in json.load(open("out"))["refused"]]
assert ("budget_line.csv", 2, "period", "bad-cell") in told, told'
ok "the same as JSON" $?
run 1 check broken --format json && python3 -c '
import json
names = {f["check"] for f in json.load(open("out")) if f["severity"] == "error"}
assert {"bad-cell", "duplicate-key", "unknown-column", "unknown-reference"} <= names, names'
ok "check finds wrong cells too and goes on" $?
cp -r "$baku" unread && sed -i 's/^P1\.2,/P1 .2,/' unread/node.csv && run 1 check unread && grep -q 'left out' err &&
	[ "$(grep -c '^error bad-cell: ' out)" -eq 1 ] && [ "$(grep -c 'P1\.2$\|orphan-link\|unknown-reference' out)" -eq 0 ] &&
	[ "$(grep -c indicator-without-baseline out)" -eq 56 ]
ok "what would only follow from a row that cannot be read is not found" $?
mkdir strange && cp "$baku"/*.csv strange && echo a >strange/weather.csv && run 1 check strange --format json && python3 -c '
import json
found = [f for f in json.load(open("out")) if f["check"] == "unknown-table"]
assert [(f["table"], f["key"]) for f in found] == [("weather", "weather.csv")], found'
ok "a table of another name is found under its file" $?

run 0 import changed --db a.db --who planner --why 'one franc more' --base "$head"
ok "import on the base" $?
run 1 import out1 --db a.db --who planner --why back --base "$head" &&
	grep -q 'moved on' err && grep -q 'amount=205001' err && grep -q 'amount=205000' err
ok "a database that has moved on refuses and shows both versions" $?
run 2 import out1 --db a.db --who planner --why x --base nonsense; ok "a base that is no head" $?

run 0 verify --db a.db && run 0 verify --db a.db --head "$head"; ok "verify, also with an older head" $?
run 1 verify --db a.db --head "$(printf '0%.0s' {1..64})"; ok "a head that the log lacks" $?
run 0 verify --db a.db --format json && python3 -c '
import json
d = json.load(open("out"))
assert d["batch"] == 2 and d["faults"] == []'
ok "verify as JSON" $?
today=$(date -u +%F)
run 0 diff "$today" "$today" --db a.db; ok "two dates of one database" $?
run 2 diff 2020-01-01 "$today" --db a.db; ok "a date before the first batch" $?
run 0 log --db a.db --format json -n 1 && python3 -c '
import json
d = json.load(open("out"))
assert len(d) == 1 and d[0]["number"] == 2 and d[0]["why"] == "one franc more" and len(d[0]["hash"]) == 64'
ok "log as JSON" $?

run 0 backup copy.db --db a.db && run 2 backup copy.db --db a.db; ok "backup touches nothing that is there" $?
run 0 restore copy.db --db b.db && run 0 diff a.db b.db && run 0 verify --db b.db; ok "restore" $?
run 2 restore copy.db --db a.db; ok "restore touches no database that is there" $?
sqlite3 copy.db "UPDATE batch SET why = 'forged' WHERE number = 1"
run 1 restore copy.db --db c.db && [ ! -e c.db ] && grep -q '^batch 1: ' err
ok "a backup that is not whole is not restored" $?
run 1 restore copy.db --db c.db --format json && python3 -c '
import json
assert [f["batch"] for f in json.load(open("out"))["faults"]] == [1]'
ok "the same as JSON" $?
echo 'the last commits' >gone.db-wal
run 2 restore b.db --db gone.db && run 2 init --db gone.db && grep -q 'gone.db: .*-wal' err && [ -s gone.db-wal ]
ok "the log of writes that a database left behind is not removed" $?
cp b.db past.db && sqlite3 past.db "
	UPDATE batch SET at = at - 3 * 86400000000 WHERE number = 1;
	UPDATE change SET before = 'noise' WHERE batch = 2"
past=$(date -u -d '2 days ago' +%F)
run 2 check --db past.db --as-of "$past" && grep -q '^outturn: past.db: ' err &&
	run 2 diff "$past" "$today" --db past.db && run 2 export past --db past.db --as-of "$past" && [ ! -e past ]
ok "a past that cannot be read is neither a finding nor a difference" $?
run 0 migrate --db a.db; ok "migrate has nothing to do" $?

run 0 report operational-plan --db a.db --lang en --format html -o one.html &&
	run 0 report operational-plan --db a.db -o two.html && cmp one.html two.html >err &&
	run 0 report operational-plan --db a.db && cmp out one.html >err
ok "report writes the same bytes each time, to a file or to standard output" $?
run 0 report operational-plan --db b.db -o b.html && cmp one.html b.html >err
ok "and the same from a restored database" $?
"$outturn" init --db d.db >out 2>err && run 0 export now --db a.db &&
	run 0 import now --db d.db --who another --why 'the same tables' &&
	run 0 report operational-plan --db d.db -o d.html && [ "$(diff one.html d.html | grep -c '^<')" -eq 1 ]
ok "another database with the same tables differs in the line of the head alone" $?
grep -q '13.25%' one.html && grep -q '13.72%' one.html && ! grep -Eq '(src|href)="https?:' one.html
ok "it shows stated beside computed and fetches nothing" $?
run 2 report weather --db a.db && run 2 report operational-plan --db a.db --plan NONE &&
	run 2 report operational-plan --db a.db --lang xx; ok "report refuses what it does not know" $?
run 2 import nowhere --db a.db --who a --why b && grep -q nowhere err; ok "a folder that is not there" $?
mkdir empty && run 2 import empty --db a.db --who a --why b && grep -q empty err; ok "a folder without tables" $?
mkdir letters && head -c 2000 /dev/urandom >letters/term.csv
run 1 import letters --db a.db --who a --why b && grep -q '^term.csv:1: ' err; ok "bytes that are no text" $?
[ "$(wc -l <err)" -eq 2 ]; ok "and no reference to it is called wrong" $?
mkdir odd && printf 'code,name\nA\033[31m\\,x\n' >odd/term.csv && printf 'a\n' >odd/$'\xff\033.csv' &&
	run 1 import odd --db a.db --who a --why b && grep -q '^\\xff\\x1b.csv: ' err &&
	grep -q '^term.csv:2:code: "A\\x1b\[31m\\x5c" is not' err && ! grep -q "$(printf '\033')" err
ok "what a file brings cannot act on the terminal" $?
mkdir cases && cp "$baku"/*.csv cases && mv cases/node.csv cases/Node.CSV &&
	run 1 import cases --db a.db --who a --why b && grep -q '^Node.CSV: ' err
ok "a table in another case does not go unnoticed" $?
rm cases/Node.CSV && ln -s nowhere cases/node.csv && run 2 import cases --db a.db --who a --why b &&
	grep -q 'cases/node.csv' err
ok "nor does one that is a link to nowhere" $?
mkdir -p taken/node.csv && run 2 export taken --db a.db && grep -q 'taken/node.csv' err
ok "an export that cannot write a table says which" $?
run 2 init --db nowhere/a.db && grep -q 'nowhere/a.db' err; ok "a database in a folder that is not there" $?
run 2 log --db= && grep -q -- '--db' err; ok "an empty --db is not another database" $?
run 2 check "$baku" --as-of 2026-01-01; ok "a folder has no past" $?
run 2 import out1 --db a.db --who a --why "$(printf 'two\nlines')" &&
	run 2 import out1 --db a.db --who "$(printf 'a\xff')" --why b
ok "what is recorded of a person is one line of text" $?
run 1 import out1 --db a.db --who a --why b --base "$(printf '1%.0s' {1..64})" && grep -q 'never a head' err
ok "a base of another database is refused" $?
run 1 import out1 --db a.db --who a --why b --base "$(printf '0%.0s' {1..64})" --format json && python3 -c '
import json
d = json.load(open("out"))
assert len(d["head"]) == 64 and len(d["conflicts"]) == 1, d
c = d["conflicts"][0]
assert c["base"] is None and c["database"]["amount"] == "205001" and c["folder"]["amount"] == "205000", c'
ok "both versions as JSON; the base may be the state before the first batch" $?
run 2 diff broken "$baku" && [ ! -s out ] && grep -q '^budget_line.csv:2:period: ' err
ok "what cannot be read whole is not called the same or another" $?
run 2 import nonesuch --db a.db --who a --why b && [ "$(grep -o nonesuch err | wc -l)" -eq 1 ]
ok "a folder that does not exist is named once" $?
run 2 export nodir/sub --db a.db && grep -q 'nodir/sub: .*above it does not exist' err && [ ! -e nodir ]
ok "an export does not make the folders above its own, and says so" $?
mkdir bare && run 2 check bare && grep -q "folder bare holds" err; ok "a folder without tables is named" $?
"$outturn" serve --db a.db --listen 127.0.0.1:0 >out 2>err & server=$!
for _ in {1..200}; do grep -q '^Serving at' out && break; sleep 0.05; done
kill "$server" && wait "$server" && [ "$(tail -n 1 out)" = Stopped. ]; ok "a server says last that it stopped" $?
mkdir part && cp "$baku/budget_line.csv" part && run 1 diff part "$baku"; ok "a folder of one table can be compared" $?
mkdir many && { echo 'code,name'; yes ',x' | head -n 10010; } >many/term.csv
run 1 check many && [ "$(wc -l <out)" -eq 10000 ] && grep -q '10 more' err; ok "what is not told one by one is counted" $?
"$outturn" log --db a.db >&- 2>err; [ $? -eq 2 ]; ok "a closed standard output is told" $?
"$outturn" log --db a.db >/dev/full 2>err; [ $? -eq 2 ] && [ -s err ]; ok "and a full one" $?
"$outturn" export closed --db a.db >&- 2>&- <&-; [ $? -eq 2 ] && diff -r closed changed >err
ok "files are whole when the three standard ones are closed" $?
head -c 3000 /dev/urandom >noise.db
run 2 check --db noise.db && grep -q noise.db err; ok "a file that is no database" $?
sqlite3 foreign.db 'CREATE TABLE t (a)' && cp foreign.db kept.db
run 2 import "$baku" --db foreign.db --who a --why b && run 2 migrate --db foreign.db && cmp foreign.db kept.db 2>err
ok "the database of another program is not touched" $?
mkfifo pipe && run 2 init --db pipe && run 2 backup pipe --db a.db && run 2 log --db pipe && [ -p pipe ]
ok "what is no file is neither made a database nor removed" $?
run 0 verify --db a.db; ok "after all this the database is whole" $?
echo "1..$n"

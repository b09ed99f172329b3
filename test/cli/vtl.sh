#!/bin/bash
# outturn vtl from outside: what it writes, and how it refuses.
#
#	vtl.sh OUTTURN PLANS
set -uo pipefail
source "$(dirname "$0")/tap.sh"

# says TEXT: it stands in what was told, as it is.
says() { grep -qF -- "$1" err; }

cat >a.json <<'END'
{ "name": "A", "components": [
  { "name": "Id", "role": "Identifier", "data_type": "Integer" },
  { "name": "Me", "role": "Measure", "data_type": "Number" } ] }
END
printf 'Id,Me\n1,10\n2,\n' >a.csv

printf 'B := A * 2;\nC <- max(A)#Me;\nD := "x" || null;\n' >s.vtl
run 0 vtl run s.vtl --input A=a.csv --output results; ok "a script is run" $?
[ "$(cat results/B.csv)" = $'Id,Me\n1,20\n2,' ] && [ "$(cat results/C.csv)" = $'C\n10' ] && [ "$(cat results/D.csv)" = $'D' ]
ok "each result is written, also a scalar" $?
python3 -c 'import json
b, c = json.load(open("results/B.json")), json.load(open("results/C.json"))
assert b["name"] == "B" and [x["name"] for x in b["components"]] == ["Id", "Me"]
assert b["components"][0]["role"] == "Identifier" and b["components"][1]["data_type"] == "Number"
assert c["name"] == "C" and c["data_type"] == "Number"' 2>err
ok "and its structure" $?
run 0 vtl run s.vtl --input A=results/B.csv --output again && [ "$(cat again/B.csv)" = $'Id,Me\n1,40\n2,' ]
ok "what was written can be read again" $?

printf 'B := A +;\nC := A[filter Em > 1];\n' >s.vtl
run 1 vtl run s.vtl --input A=a.csv --output none && says 's.vtl:1:9: error: an expression is expected here, not ;'
ok "a wrong script exits with 1 and its place" $?
printf 'B := A;\nC := A[filter Em > 1] + "x";\n' >s.vtl
run 1 vtl check s.vtl --structure A=a.json && says 's.vtl:2:15: error: the dataset has no component Em'
ok "so does one that means nothing" $?
[ ! -e none ]; ok "and nothing is written" $?
printf 'B := A[calc s := cast("2020-13-01", date)];\n' >s.vtl
run 1 vtl run s.vtl --input A=a.csv --output none && says 's.vtl:1:18: error: '
ok "a value that an operator cannot take has the operator's place" $?

printf 'B := A;\n' >s.vtl
printf 'Id,Me\n1,10\n1,x\n' >a.csv
run 1 vtl run s.vtl --input A=a.csv --output none && says 'a.csv:3:Me: '; ok "a wrong value has file, line and column" $?
printf 'Id,Me\n1,10\n1,11\n' >a.csv
run 1 vtl run s.vtl --input A=a.csv --output none && says 'a.csv:3'; ok "so has a duplicate identifier" $?
printf 'Id,Me\n,10\n' >a.csv
run 1 vtl run s.vtl --input A=a.csv --output none && says 'a.csv:2:Id: '; ok "and a null in one" $?

printf 'Id,Me\n1,10\n' >a.csv
printf 'define operator twice (x dataset) is x * 2 end operator;\n' >l.vtl
printf '{ "name": "V", "data_type": "Integer", "enumerated": [1, 3] }\n' >v.json
printf 'B := twice(A[filter Id in V]);\n' >s.vtl
run 0 vtl run s.vtl --input A=a.csv --library l.vtl --domain V=v.json --output lib && [ "$(cat lib/B.csv)" = $'Id,Me\n1,20' ]
ok "libraries and value domains" $?
run 0 vtl check s.vtl --structure A=a.json --library l.vtl --domain V=v.json && grep -q 'Me: measure number' out
ok "check prints what a script would make" $?

{ printf 'R := A'; for i in $(seq 50); do printf '[calc x%d := Me]' "$i"; done; echo ';'; } >s.vtl
run 0 vtl run s.vtl --input A=a.csv --memory 64 --seconds 20 --output big; ok "bounds that suffice" $?
seq 1 4000 | sed 's/$/,1/; 1i Id,Me' >a.csv
printf 'R := cross_join(A as a, A as b rename a#Id to I, b#Id to J, a#Me to M, b#Me to N);\n' >s.vtl
run 1 vtl run s.vtl --input A=a.csv --memory 16 --output big && says 's.vtl:1:6: error: this takes more memory'
ok "a join that explodes ends at the bound of memory, with its place" $?
seq 1 150000 | sed 's/$/,0.1/; 1i Id,Me' >a.csv
printf 'R := sum(A);\nS := A[filter mod(Id, 3) = 0];\nT := inner_join(S, A[rename Me to N] as B);\n' >s.vtl
run 0 vtl run s.vtl --input A=a.csv --threads 1 --output one &&
	run 0 vtl run s.vtl --input A=a.csv --threads 3 --output three && diff -q -r one three >err
ok "results are the same with any number of threads" $?
run 2 vtl run s.vtl --input A=a.csv --threads 0 --output none && says '--threads is a number from 1'
ok "there is one thread at least" $?

# Where a cell of a result comes from.
printf 'Id,Me\n1,10\n2,\n3,5\n' >a.csv
printf 'B := A[filter Me > 1][calc x := Me * 2];\nC := sum(B);\n' >s.vtl
run 0 vtl explain s.vtl 'B[Id=3]#x' --input A=a.csv && [ "$(cat out)" = 'A[Id=3]#Me = 5' ]
ok "a cell is explained by the cells it rests on" $?
run 0 vtl explain s.vtl 'C#x' --input A=a.csv && [ "$(cat out)" = $'A[Id=1]#Me = 10\nA[Id=3]#Me = 5' ]
ok "so is an aggregate, by the members that it has" $?
run 2 vtl explain s.vtl 'B[Id=2]' --input A=a.csv && says 'B has no such data point'; ok "a data point that is not there" $?
run 2 vtl explain s.vtl 'B[Id=x]' --input A=a.csv && says 'x is no integer, which Id is'; ok "a value of another type" $?
run 2 vtl explain s.vtl 'B[Id' --input A=a.csv && says 'RESULT[ID=VALUE'; ok "a cell that is not written as one" $?
run 2 vtl explain s.vtl --input A=a.csv && run 2 vtl check s.vtl B --structure A=a.json; ok "a cell is for explain, and explain for a cell" $?

# On the database: its nouns and variables are the datasets, as of any day.
cat >v.csv <<'END'
variable,area,period,value
Net.Users,CHE,2022,90
Net.Users,CHE,2023,95.5
Net.Users,FRA,2023,
Pop,CHE,2023,8
Pop,FRA,2023,68
END
cat >part.csv <<'END'
variable,area,period,value,SEX
Pop,CHE,2023,4,F
END
run 0 init --db d.db && run 0 import "$plans/baku" --db d.db --who A --why first &&
	run 0 load v.csv --profile plain-long --db d.db --who A --why values &&
	run 0 load part.csv --profile plain-long --db d.db --who A --why parts
ok "a database with a plan and values" $?
cat >s.vtl <<'END'
users := 'Net.Users'[keep value] * Pop[keep value] / 100;
parts := 'Pop/SEX=F'[keep value];
regions := area_group[filter scheme = "itu-region"][keep name];
END
run 0 vtl run s.vtl --db d.db --output db &&
	[ "$(cat db/users.csv)" = $'area,period,value\nCHE,2023,7.64' ] &&
	[ "$(cat db/parts.csv)" = $'area,period,SEX,value\nCHE,2023,F,4' ] &&
	[ "$(head -1 db/regions.csv)" = code,name ] && [ "$(wc -l <db/regions.csv)" = 7 ]
ok "a script on its nouns and variables" $?
run 0 vtl check s.vtl --db d.db && grep -q 'SEX: identifier string' out; ok "check knows their structures" $?
run 0 vtl explain s.vtl 'users[area=CHE,period=2023]' --db d.db &&
	[ "$(cat out)" = $'Pop[area=CHE,period=2023]#value = 8\nNet.Users[area=CHE,period=2023]#value = 95.5' ] ||
	[ "$(cat out)" = $'Net.Users[area=CHE,period=2023]#value = 95.5\nPop[area=CHE,period=2023]#value = 8' ]
ok "a cell is explained by the cells of variables" $?
printf 'p := "Net.Users";\nx := Pop_[keep value];\ny := indicator[keep nam];\n' >s.vtl
run 1 vtl run s.vtl --db d.db --output none && says 's.vtl:2:6: error: there is no dataset Pop_; was Pop meant?' &&
	says 's.vtl:3:21: error: the dataset has no component nam; was name meant?' && [ ! -e none ]
ok "names that were misspelled are guessed" $?
printf 'p := Pop[pivot area, value];\nq := Pop[keep value][pivot area, value][calc s := CHE + FRA];\n' >s.vtl
run 0 vtl run s.vtl --db d.db --output pivot && [ "$(cat pivot/q.csv)" = $'period,CHE,FRA,s\n2023,8,68,76' ]
ok "what a pivot makes is found in the data" $?
run 2 vtl run s.vtl --db d.db --as-of 2001-01-01 --output none; ok "as of a day before the first batch there is nothing" $?
run 2 vtl run s.vtl --db d.db --input A=a.csv --output none && says --input; ok "data are those of the database or of files" $?

printf 'B:=A+1; // one\n' >s.vtl
run 0 vtl fmt s.vtl && [ "$(cat out)" = 'B := A + 1; // one' ]; ok "fmt prints the standard layout" $?
run 2 vtl run s.vtl --input A; ok "an option that is no NAME=FILE is a wrong call" $?
run 2 vtl run nothing.vtl --output none && says nothing.vtl; ok "so is a script that is not there" $?
echo "1..$n"

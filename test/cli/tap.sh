# What the tests of the command line share; sourced by each as its first act:
#	source tap.sh OUTTURN PLANS
# A folder of its own is made, entered, and taken away at the end; $outturn and $plans are absolute.
outturn=$(realpath "$1")
plans=$(realpath "$2")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
: >out
: >err

n=0

# ok WHAT STATUS: a line of TAP, and what was said last when the status is not 0.
ok() {
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then echo "ok $n - $1"; else
		echo "not ok $n - $1"
		head -n 40 out | sed 's/^/# out: /'
		head -n 20 err | sed 's/^/# err: /'
	fi
}

# run STATUS ARGUMENT...: the program ends with the status; what it says goes to out and err.
run() {
	local expected=$1 got
	shift
	"$outturn" "$@" >out 2>err
	got=$?
	[ "$got" -eq "$expected" ] || { echo "exit $got instead of $expected" >>err; return 1; }
}

# answers EXPRESSION: the JSON in out, as d, fulfils it.
answers() { python3 -c 'import json, sys; d = json.load(open("out")); sys.exit(not eval("(" + sys.argv[1] + ")"))' "$1" 2>>err; }

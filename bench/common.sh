# What the measurements share: times, medians, and the table. Sourced with $work set; times and what was said
# go to files there.

table=$work/table

note() {
	echo "bench: $*" >&2
}

median() {
	sort -n "$1" | awk '{ n[NR] = $1 } END { print NR % 2 ? n[(NR + 1) / 2] : (n[NR / 2] + n[NR / 2 + 1]) / 2 }'
}

# clock FILE COMMAND...: the microseconds that the command takes, as a line of the file.
clock() {
	local file=$1 from=${EPOCHREALTIME/./}
	shift
	"$@" >>"$work/said" 2>&1
	echo $((${EPOCHREALTIME/./} - from)) >>"$file"
}

# row NAME OURS-FILE THEIRS-FILE UNIT DIVISOR BOUND: both medians and their ratio.
row() {
	awk -v name="$1" -v a="$(median "$2")" -v b="$(median "$3")" -v unit="$4" -v by="$5" -v bound="$6" \
		'BEGIN { printf "%s|%.2f %s|%.2f %s|%.3f|%s\n", name, a / by, unit, b / by, unit, a / b, bound }' \
		>>"$table"
}

# amount NAME OURS THEIRS UNIT BOUND: two numbers and their ratio.
amount() {
	awk -v name="$1" -v a="$2" -v b="$3" -v unit="$4" -v bound="$5" \
		'BEGIN { printf "%s|%.2f %s|%.2f %s|%.3f|%s\n", name, a, unit, b, unit, a / b, bound }' >>"$table"
}

print_table() {
	awk -F'|' '
	function verdict(ratio, bound, part) {
		if (bound == "" || split(bound, part, " ") < 2)
			return ""
		return (part[1] == "<=" ? ratio <= part[2] : ratio >= part[2]) ? "yes" : "NO"
	}
	BEGIN { printf "%-66s %14s %14s %8s %8s %s\n", "what / beside what", "this", "beside", "ratio", "bound", "kept" }
	{ printf "%-66s %14s %14s %8s %8s %s\n", $1, $2, $3, $4, $5, verdict($4, $5) }' "$table"
}

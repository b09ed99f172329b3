/*
 * Findings as what is derived from a snapshot: one value for each check, which passes to the next
 * snapshot unless a noun that the check reads has changed, and one that holds all of them in order.
 * Counts and the findings about one row are taken from the checks' own values, so that a page does
 * not pay for the list of all.
 */
#include "check/check.h"

#include "base/limits.h"
#include "base/list.h"
#include "model/row.h"

#include <assert.h>
#include <string.h>

/* What one check found, by severity, then by key, then by table. */
struct verdict {
	const struct finding *at;
	size_t count;
	size_t counts[SEVERITY_COUNT];
};

static struct err record(const struct check_run *run, enum severity severity,
			 struct finding finding, const struct finding_args *args)
{
	struct finding_arg *own;

	assert(!str_empty(finding.table));
	/* Rows that leave out what they are about, such as lines without a plan, are about nothing. */
	if (str_empty(finding.key))
		return OK;
	finding.check = run->check->name;
	finding.severity = severity;
	finding.n_args = 0;
	while (finding.n_args < FINDING_ARGS && args->at[finding.n_args].type != ARG_NONE)
		finding.n_args++;
	if (finding.n_args > 0) {
		TRY_NEW(own = NEW(run->arena, struct finding_arg, finding.n_args));
		memcpy(own, args->at, finding.n_args * sizeof(*own));
		finding.args = own;
	}
	return list_push(run->findings, &finding);
}

struct err check_found(const struct check_run *run, struct finding finding,
		       struct finding_args args)
{
	return record(run, run->check->severity, finding, &args);
}

struct err check_noted(const struct check_run *run, struct finding finding,
		       struct finding_args args)
{
	return record(run, SEVERITY_NOTE, finding, &args);
}

static int place_cmp(const struct finding *finding, struct str key, struct str table)
{
	int order = key_cmp(finding->key, key);

	return order != 0 ? order : str_cmp(finding->table, table);
}

static int finding_cmp(const void *a, const void *b, const void *context)
{
	const struct finding *x = a, *y = b;

	(void)context;
	if (x->severity != y->severity)
		return x->severity < y->severity ? -1 : 1;
	return place_cmp(x, y->key, y->table);
}

/* Most checks find in the order of keys, which is quicker to see than to make. */
static bool in_order(const struct list *findings)
{
	for (size_t i = 1; i < findings->count; i++)
		if (finding_cmp(LIST_AT(*findings, struct finding, i - 1),
				LIST_AT(*findings, struct finding, i), NULL) > 0)
			return false;
	return true;
}

static struct err verdict_make(const struct snapshot *snapshot, const void *about, struct date day,
			       struct arena *arena, const void **out)
{
	struct list findings = LIST(arena, struct finding);
	struct arena scratch;
	struct check_run run = {
		.check = about,
		.snapshot = snapshot,
		.day = day,
		.arena = arena,
		.scratch = &scratch,
		.findings = &findings,
	};
	struct verdict *verdict;
	struct err e;

	TRY_NEW(verdict = NEW(arena, struct verdict, 1));
	arena_init(&scratch, LIMIT_DERIVED_ARENA);
	e = run.check->run(&run);
	arena_finish(&scratch);
	TRY(e);
	if (!in_order(&findings))
		TRY(list_sort(&findings, finding_cmp, NULL));
	verdict->at = findings.at;
	verdict->count = findings.count;
	for (size_t i = 0; i < verdict->count; i++)
		verdict->counts[verdict->at[i].severity]++;
	*out = verdict;
	return OK;
}

static struct err verdict_of(const struct snapshot *snapshot, struct date day,
			     const struct check *check, const struct verdict **out)
{
	const struct derivation derivation = {
		.name = "findings of a check",
		.nouns = check->nouns,
		.dated = check->dated,
		.about = check,
		.make = verdict_make,
	};
	const void *value;

	TRY(snapshot_derive(snapshot, &derivation, day, &value));
	*out = value;
	return OK;
}

/* The findings of one severity: they stand together. */
static struct findings of_severity(const struct verdict *verdict, enum severity severity)
{
	size_t from = 0;

	for (size_t s = 0; s < (size_t)severity; s++)
		from += verdict->counts[s];
	if (verdict->counts[severity] == 0)
		return (struct findings){ .at = NULL };
	assert(verdict->at);
	return (struct findings){ verdict->at + from, verdict->counts[severity] };
}

/* The first finding that stands at the place or behind it. */
static size_t seek(struct findings findings, struct str key, struct str table)
{
	size_t low = 0, high = findings.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (place_cmp(&findings.at[middle], key, table) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* With its own texts: the value that it comes from may be let go before the list of all. */
static struct err finding_copy(struct arena *arena, const struct finding *from, struct finding *out)
{
	struct finding copy = *from;
	struct finding_arg *args;

	copy.key = str_copy(arena, from->key);
	TRY_NEW(copy.key.at);
	TRY_NEW(args = NEW(arena, struct finding_arg, from->n_args));
	for (size_t i = 0; i < from->n_args; i++) {
		args[i] = from->args[i];
		if (!arg_has_text(&args[i]) || str_empty(args[i].text))
			continue;
		args[i].text = str_copy(arena, args[i].text);
		TRY_NEW(args[i].text.at);
	}
	copy.args = args;
	*out = copy;
	return OK;
}

/*
 * What a dated check found on one day does not pass on together with the list of all on that day, so
 * the list holds copies of it; what the others found passes on as long as the list does.
 */
static struct err add_some(struct list *all, const struct check *check, struct findings some)
{
	for (size_t i = 0; i < some.count; i++) {
		struct finding finding = some.at[i];

		if (check->dated)
			TRY(finding_copy(all->arena, &some.at[i], &finding));
		TRY(list_push(all, &finding));
	}
	return OK;
}

static struct err all_make(const struct snapshot *snapshot, const void *about, struct date day,
			   struct arena *arena, const void **out)
{
	struct list all = LIST(arena, struct finding);
	struct findings *findings;

	(void)about;
	TRY_NEW(findings = NEW(arena, struct findings, 1));
	for (int severity = 0; severity < SEVERITY_COUNT; severity++) {
		for (size_t c = 0; c < check_count(); c++) {
			const struct verdict *verdict;

			TRY(verdict_of(snapshot, day, check_at(c), &verdict));
			TRY(add_some(&all, check_at(c),
				     of_severity(verdict, (enum severity)severity)));
		}
	}
	*findings = (struct findings){ all.at, all.count };
	*out = findings;
	return OK;
}

/* Of the nouns of all checks: what none of them reads changes nothing. */
static uint64_t nouns_of_all(void)
{
	uint64_t nouns = 0;

	for (size_t c = 0; c < check_count(); c++)
		nouns |= check_at(c)->nouns;
	return nouns;
}

struct err check_findings(const struct snapshot *snapshot, struct date day, struct findings *out)
{
	const struct derivation derivation = {
		.name = "findings",
		.nouns = nouns_of_all(),
		.dated = true,
		.make = all_make,
	};
	const void *value;

	TRY(snapshot_derive(snapshot, &derivation, day, &value));
	*out = *(const struct findings *)value;
	return OK;
}

struct err check_findings_of(const struct snapshot *snapshot, struct date day,
			     const struct check *check, struct findings *out)
{
	const struct verdict *verdict;

	TRY(verdict_of(snapshot, day, check, &verdict));
	*out = (struct findings){ verdict->at, verdict->count };
	return OK;
}

struct err check_findings_about(const struct snapshot *snapshot, struct date day, struct str table,
				struct str key, struct arena *arena, struct findings *out)
{
	struct list found = LIST(arena, struct finding);

	for (int severity = 0; severity < SEVERITY_COUNT; severity++) {
		for (size_t c = 0; c < check_count(); c++) {
			const struct verdict *verdict;
			struct findings some;

			TRY(verdict_of(snapshot, day, check_at(c), &verdict));
			some = of_severity(verdict, (enum severity)severity);
			for (size_t i = seek(some, key, table);
			     i < some.count && place_cmp(&some.at[i], key, table) == 0; i++)
				TRY(list_push(&found, &some.at[i]));
		}
	}
	*out = (struct findings){ found.at, found.count };
	return OK;
}

struct err check_counts(const struct snapshot *snapshot, struct date day,
			size_t counts[SEVERITY_COUNT])
{
	size_t sums[SEVERITY_COUNT] = { 0 };

	for (size_t c = 0; c < check_count(); c++) {
		const struct verdict *verdict;

		TRY(verdict_of(snapshot, day, check_at(c), &verdict));
		for (int severity = 0; severity < SEVERITY_COUNT; severity++)
			sums[severity] += verdict->counts[severity];
	}
	memcpy(counts, sums, sizeof(sums));
	return OK;
}

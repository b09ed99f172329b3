/* Trees of all kinds: nothing may stand above itself. */
#include "check/families.h"

#include "base/buf.h"
#include "base/map.h"
#include "model/row.h"

/* Rows of one noun with their parents, by index in the order of keys. */
struct chain {
	struct str *keys;
	size_t *parents; /* NO_PARENT at the top */
	size_t *seen_by; /* the index from which a walk has come here, and 1 */
	size_t count;
};

#define NO_PARENT SIZE_MAX

/* The field in which a row names its parent; NULL when the noun is no tree. */
static const struct field *parent_field(const struct noun *noun)
{
	for (size_t i = 0; i < noun->n_fields; i++)
		if (noun->fields[i].refers == noun->id)
			return &noun->fields[i];
	return NULL;
}

static struct err collect(const struct check_run *run, const struct noun *noun,
			  const struct field *parent, struct chain *chain)
{
	struct rows rows = snapshot_rows(run->snapshot, noun->id);
	struct map indexes;
	const void *row;
	uint64_t above;

	*chain = (struct chain){ .count = snapshot_count(run->snapshot, noun->id) };
	TRY_NEW(chain->keys = NEW(run->scratch, struct str, chain->count));
	TRY_NEW(chain->parents = NEW(run->scratch, size_t, chain->count));
	TRY_NEW(chain->seen_by = NEW(run->scratch, size_t, chain->count));
	map_init(&indexes, run->scratch);
	for (size_t i = 0; rows_next(&rows); i++) {
		chain->keys[i] = rows.key;
		TRY(map_put(&indexes, rows.key, i));
	}
	rows = snapshot_rows(run->snapshot, noun->id);
	for (size_t i = 0; (row = rows_next(&rows)); i++)
		chain->parents[i] = map_get(&indexes, field_str(parent, row), &above)
					    ? (size_t)above
					    : NO_PARENT;
	return OK;
}

/* Long circles are not read to the end. */
enum { STEPS = 8 };

/* "P1 → P1.2 → P1" */
static struct err write_circle(struct arena *arena, const struct chain *chain, size_t start,
			       struct str *out)
{
	struct buf buf;
	size_t i = start, steps = 0;

	buf_init(&buf, arena);
	buf_str(&buf, chain->keys[start]);
	do {
		i = chain->parents[i];
		buf_str(&buf, S(" → "));
		buf_str(&buf, ++steps < STEPS ? chain->keys[i] : S("…"));
	} while (i != start && steps < STEPS);
	return buf_done(&buf, out);
}

/* Walks up from each row as far as nobody has been: who meets his own steps has found a circle. */
static struct err find_circles(const struct check_run *run, const struct noun *noun,
			       const struct field *parent, const struct chain *chain)
{
	for (size_t start = 0; start < chain->count; start++) {
		struct str circle;
		size_t i = start;

		while (i != NO_PARENT && chain->seen_by[i] == 0) {
			chain->seen_by[i] = start + 1;
			i = chain->parents[i];
		}
		if (i == NO_PARENT || chain->seen_by[i] != start + 1)
			continue;
		TRY(write_circle(run->arena, chain, i, &circle));
		TRY(check_found(run, finding_at(noun->name, chain->keys[i], parent->name),
				(struct finding_args){ { arg_text(circle) } }));
	}
	return OK;
}

static struct err circular_parent(const struct check_run *run)
{
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);
		const struct field *parent = parent_field(noun);
		struct chain chain;

		if (!parent || (run->check->nouns & NOUN_BIT(id)) == 0)
			continue;
		TRY(collect(run, noun, parent, &chain));
		TRY(find_circles(run, noun, parent, &chain));
	}
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("circular-parent"),
		.severity = SEVERITY_ERROR,
		.nouns = NOUN_BIT(NOUN_UNIT) | NOUN_BIT(NOUN_NODE) | NOUN_BIT(NOUN_PRODUCT) |
			 NOUN_BIT(NOUN_PLAN) | NOUN_BIT(NOUN_SECTION),
		.run = circular_parent,
	},
};

const struct check_family tree_checks = { STR("trees"), checks, countof(checks) };

/*
 * Rows by the text of one of their fields: an index of all rows of a noun, grouped by the text, made
 * as a derivation when it is first asked for. Grouping is by hashing, in one pass; the order within a
 * group is the order in which the rows pass.
 */
#include "model/snapshot.h"

#include "base/limits.h"
#include "base/list.h"
#include "base/map.h"
#include "model/row.h"

#include <assert.h>

/* The rows of group i stand from starts[i] to before starts[i + 1]. */
struct index {
	struct map groups; /* the text to the group's number */
	const void **rows;
	size_t *starts;
};

/* A row that is being sorted. */
struct positioned {
	int64_t position;
	const void *row;
};

/* The noun that has the field. */
static const struct noun *noun_with(const struct field *field)
{
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		for (size_t i = 0; i < noun->n_fields; i++)
			if (&noun->fields[i] == field)
				return noun;
	}
	assert(false && "a field of a noun");
	return NULL;
}

static int by_position(const void *a, const void *b, const void *context)
{
	const struct positioned *x = a, *y = b;

	(void)context;
	return (x->position > y->position) - (x->position < y->position);
}

/* All rows of the noun in the order that each group is to have; in the scratch arena. */
static struct err order_rows(struct arena *scratch, const struct snapshot *snapshot,
			     const struct noun *noun, struct list *out)
{
	const struct field *position = noun_field(noun, S("position"));
	struct rows rows = snapshot_rows(snapshot, noun->id);
	const void *row;

	*out = LIST(scratch, struct positioned);
	while ((row = rows_next(&rows))) {
		struct positioned p = { INT64_MAX, row };

		if (position && !field_is_empty(position, row))
			p.position = field_integer(position, row);
		TRY(list_push(out, &p));
	}
	return position ? list_sort(out, by_position, NULL) : OK;
}

/* The number of each row's group, and in sizes how many rows each group has. */
static struct err group_rows(struct list *rows, const struct field *field, struct map *groups,
			     size_t *group_of, struct list *sizes)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct str text = field_str(field, LIST_AT(*rows, struct positioned, i)->row);
		const size_t none = 0;
		uint64_t group;

		if (!map_get(groups, text, &group)) {
			group = sizes->count;
			TRY(map_put(groups, text, group));
			TRY(list_push(sizes, &none));
		}
		group_of[i] = (size_t)group;
		(*LIST_AT(*sizes, size_t, group))++;
	}
	return OK;
}

static struct err index_fill(struct arena *arena, struct arena *scratch,
			     const struct snapshot *snapshot, const struct field *field,
			     struct index *index)
{
	struct list rows, sizes = LIST(scratch, size_t);
	size_t *group_of, *next;

	TRY(order_rows(scratch, snapshot, noun_with(field), &rows));
	TRY_NEW(group_of = NEW(scratch, size_t, rows.count));
	map_init(&index->groups, arena);
	TRY(group_rows(&rows, field, &index->groups, group_of, &sizes));

	TRY_NEW(index->rows = NEW(arena, const void *, rows.count));
	TRY_NEW(index->starts = NEW(arena, size_t, sizes.count + 1));
	TRY_NEW(next = NEW(scratch, size_t, sizes.count));
	for (size_t g = 0; g < sizes.count; g++) {
		next[g] = index->starts[g];
		index->starts[g + 1] = index->starts[g] + *LIST_AT(sizes, size_t, g);
	}
	for (size_t i = 0; i < rows.count; i++)
		index->rows[next[group_of[i]]++] = LIST_AT(rows, struct positioned, i)->row;
	return OK;
}

static struct err index_make(const struct snapshot *snapshot, const void *about, struct date day,
			     struct arena *arena, const void **out)
{
	struct index *index;
	struct arena scratch;
	struct err e;

	(void)day;
	TRY_NEW(index = NEW(arena, struct index, 1));
	arena_init(&scratch, LIMIT_DERIVED_ARENA);
	e = index_fill(arena, &scratch, snapshot, about, index);
	arena_finish(&scratch);
	*out = index;
	return e;
}

struct err snapshot_where(const struct snapshot *snapshot, enum noun_id noun, const char *field,
			  struct str text, struct found_rows *out)
{
	const struct field *by = noun_field(noun_of(noun), str_of(field));
	struct derivation derivation = {
		.name = "index",
		.nouns = NOUN_BIT(noun),
		.about = by,
		.make = index_make,
	};
	const struct index *index;
	const void *value;
	uint64_t group;

	assert(by && by->type == FIELD_CODE);
	TRY(snapshot_derive(snapshot, &derivation, DATE_EMPTY, &value));
	index = value;
	*out = (struct found_rows){ .at = NULL, .count = 0 };
	if (!map_get(&index->groups, text, &group))
		return OK;
	out->at = index->rows + index->starts[group];
	out->count = index->starts[group + 1] - index->starts[group];
	return OK;
}

/*
 * Two snapshots side by side. Both have their rows in the order of keys, so that one walk finds what
 * was added, changed and deleted; tables that the two share are not walked.
 */
#include "model/diff.h"

#include "base/list.h"
#include "model/row.h"

/* One side of the walk: the row that it stands at, NULL at the end. */
struct side {
	struct rows rows;
	const void *row;
};

static void step(struct side *side)
{
	side->row = rows_next(&side->rows);
}

static struct side side_of(const struct snapshot *snapshot, enum noun_id noun)
{
	struct side side = { .rows = snapshot_rows(snapshot, noun) };

	step(&side);
	return side;
}

/* Which side comes next: negative the old one, positive the new one, 0 both with one key. */
static int order(const struct side *old, const struct side *new)
{
	if (!old->row || !new->row)
		return old->row ? -1 : 1;
	return key_cmp(old->rows.key, new->rows.key);
}

static struct err diff_noun(struct list *changes, const struct noun *noun,
			    const struct snapshot *before, const struct snapshot *after)
{
	struct side old = side_of(before, noun->id), new = side_of(after, noun->id);

	while (old.row || new.row) {
		int next = order(&old, &new);
		struct change change = {
			.noun = noun->id,
			.key = next <= 0 ? old.rows.key : new.rows.key,
			.before = next <= 0 ? old.row : NULL,
			.after = next >= 0 ? new.row : NULL,
		};

		if (next != 0 || !row_eq(noun, old.row, new.row))
			TRY(list_push(changes, &change));
		if (next <= 0)
			step(&old);
		if (next >= 0)
			step(&new);
	}
	return OK;
}

struct err snapshot_diff(struct arena *arena, const struct snapshot *before,
			 const struct snapshot *after, struct change **out, size_t *count)
{
	struct list changes = LIST(arena, struct change);

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		if (!snapshot_shares(before, after, (enum noun_id)id))
			TRY(diff_noun(&changes, noun_of((enum noun_id)id), before, after));
	*out = changes.at;
	*count = changes.count;
	return OK;
}

static int by_noun_and_key(const void *a, const void *b, const void *context)
{
	const struct change *x = a, *y = b;

	(void)context;
	if (x->noun != y->noun)
		return x->noun < y->noun ? -1 : 1;
	return key_cmp(x->key, y->key);
}

struct err changes_sort(struct arena *arena, struct change *changes, size_t count)
{
	struct list list = {
		.at = changes,
		.count = count,
		.room = count,
		.size = sizeof(*changes),
		.arena = arena,
	};

	return list_sort(&list, by_noun_and_key, NULL);
}

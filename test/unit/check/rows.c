/* See rows.h. */
#include "check/rows.h"

#include <stdio.h>

#include "model/row.h"

enum { ARENA_BYTES = 1 << 30, ROW_BYTES = 4096 };

void rows_open(struct table_of_rows *rows)
{
	arena_init(&rows->arena, ARENA_BYTES);
	rows->changes = LIST(&rows->arena, struct change);
}

void rows_close(struct table_of_rows *rows)
{
	arena_finish(&rows->arena);
}

static void set_field(struct table_of_rows *rows, const struct noun *noun, void *row,
		      struct str line)
{
	struct str name, cell = line;
	const struct field *field;

	assert_true(str_cut(&cell, '=', &name));
	field = noun_field(noun, name);
	assert_non_null(field);
	cell = str_copy(&rows->arena, cell);
	assert_true(field_parse(noun, field, cell, row));
}

void rows_add(struct table_of_rows *rows, enum noun_id id, const char *format, ...)
{
	const struct noun *noun = noun_of(id);
	char text[ROW_BYTES];
	void *row = arena_alloc(&rows->arena, 1, noun->row_size);
	struct change change = { .noun = id, .after = row };
	struct str rest, line;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	assert_true(n >= 0 && (size_t)n < sizeof(text));
	assert_non_null(row);
	row_clear(noun, row);
	rest = (struct str){ text, (size_t)n };
	while (str_cut(&rest, ' ', &line))
		if (!str_empty(line))
			set_field(rows, noun, row, line);
	assert_ok(row_key(&rows->arena, noun, row, &change.key));
	assert_ok(list_push(&rows->changes, &change));
}

static int change_cmp(const void *a, const void *b, const void *context)
{
	const struct change *x = a, *y = b;

	(void)context;
	if (x->noun != y->noun)
		return x->noun < y->noun ? -1 : 1;
	return key_cmp(x->key, y->key);
}

struct snapshot *rows_apply(struct table_of_rows *rows, const struct snapshot *base)
{
	struct snapshot *empty = NULL, *out;

	if (!base) {
		assert_ok(snapshot_new(&empty));
		base = empty;
	}
	assert_ok(list_sort(&rows->changes, change_cmp, NULL));
	for (size_t i = 0; i < rows->changes.count; i++) {
		struct change *change = LIST_AT(rows->changes, struct change, i);

		change->before = snapshot_find(base, change->noun, change->key);
	}
	assert_ok(snapshot_apply(base, rows->changes.at, rows->changes.count,
				 (struct snapshot_head){ 0 }, &out));
	rows->changes.count = 0;
	snapshot_release(empty);
	return out;
}

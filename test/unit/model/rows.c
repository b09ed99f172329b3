/* Rows from dice: every kind of value that a cell can hold, nasty ones more often than in life. */
#include "rows.h"

#include "base/arena.h"
#include "model/diff.h"
#include "testing.h"

#include <string.h>

static struct str pick(const struct str *from, size_t count, uint64_t *seed)
{
	return from[dice_throw(seed, count)];
}

static struct str throw_code(struct arena *arena, uint64_t *seed)
{
	static const struct str nasty[] = {
		STR("\\"), STR("a\\n"), STR("x=y"), STR("a/b"), STR("/"),
		STR("é"),  STR("𝄞"),    STR("\""),  STR("01"),
	};

	if (dice_throw(seed, 4) == 0)
		return pick(nasty, countof(nasty), seed);
	return str_format(arena, "P%u.%u", (unsigned)dice_throw(seed, 120),
			  (unsigned)dice_throw(seed, 12));
}

static struct str throw_text(struct arena *arena, uint64_t *seed)
{
	static const struct str nasty[] = {
		STR("two\nlines"), STR("\\n is no line"), STR("name=value\ncode=P2"),
		STR("a,b;\"c\""),  STR("• Список"),       STR("\\\\"),
		STR("end \\"),     STR("tab\tbed"),       STR("عربي"),
	};

	if (dice_throw(seed, 3) == 0)
		return pick(nasty, countof(nasty), seed);
	return str_format(arena, "Text %u of some words", (unsigned)dice_throw(seed, 100000));
}

static struct str throw_number(struct arena *arena, uint64_t *seed)
{
	static const struct str nasty[] = {
		STR("0"),
		STR("-1"),
		STR("9223372036854775807"),
		STR("-9223372036854775807"),
	};

	if (dice_throw(seed, 5) == 0)
		return pick(nasty, countof(nasty), seed);
	return str_format(arena, "%u", (unsigned)dice_throw(seed, 100000));
}

static struct str throw_decimal(struct arena *arena, uint64_t *seed)
{
	static const struct str nasty[] = {
		STR("0.00"), STR("-0.5"), STR("13.20"), STR("0.000000000000001"), STR("100"),
	};

	if (dice_throw(seed, 3) == 0)
		return pick(nasty, countof(nasty), seed);
	return str_format(arena, "%u.%02u", (unsigned)dice_throw(seed, 1000),
			  (unsigned)dice_throw(seed, 100));
}

static struct str throw_period(struct arena *arena, uint64_t *seed)
{
	unsigned year = 1990 + (unsigned)dice_throw(seed, 50), n = (unsigned)dice_throw(seed, 12);

	switch (dice_throw(seed, 5)) {
	case 0:
		return str_format(arena, "%u", year);
	case 1:
		return str_format(arena, "%u-S%u", year, n % 2 + 1);
	case 2:
		return str_format(arena, "%u-Q%u", year, n % 4 + 1);
	case 3:
		return str_format(arena, "%u-%02u", year, n + 1);
	default:
		return str_format(arena, "%u-%02u-%02u", year, n + 1,
				  (unsigned)dice_throw(seed, 28) + 1);
	}
}

static struct str throw_cell(struct arena *arena, const struct field *field, uint64_t *seed)
{
	switch (field->type) {
	case FIELD_CODE:
		return throw_code(arena, seed);
	case FIELD_TEXT:
		return throw_text(arena, seed);
	case FIELD_CHOICE:
		return field->choices->at[dice_throw(seed, field->choices->count)].name;
	case FIELD_INTEGER:
		return throw_number(arena, seed);
	case FIELD_DECIMAL:
		return throw_decimal(arena, seed);
	case FIELD_MONEY:
		return str_format(arena, "%d", (int)dice_throw(seed, 1000000) - 1000);
	case FIELD_DATE:
		return str_format(arena, "20%02u-%02u-%02u", (unsigned)dice_throw(seed, 100),
				  (unsigned)dice_throw(seed, 12) + 1,
				  (unsigned)dice_throw(seed, 28) + 1);
	case FIELD_PERIOD:
		return throw_period(arena, seed);
	case FIELD_TYPE_COUNT_:
		break;
	}
	fail_msg("no such type of field");
	return S("");
}

void field_throw(struct arena *arena, const struct noun *noun, const struct field *field,
		 uint64_t *seed, void *row)
{
	static const struct str currencies[] = { STR("CHF"), STR("JPY"), STR("KWD") };
	struct str cell = throw_cell(arena, field, seed);

	if (noun->currency >= 0 && field == &noun->fields[noun->currency])
		cell = pick(currencies, countof(currencies), seed);
	if (!field_parse(noun, field, cell, row))
		fail_msg("%.*s cannot hold \"%.*s\"", STR_ARGS(field->name), STR_ARGS(cell));
	assert_false(field_is_empty(field, row));
}

void row_throw(struct arena *arena, const struct noun *noun, uint64_t *seed, void *row)
{
	bool has_currency = noun->currency >= 0 && dice_throw(seed, 2) == 0;

	assert_true(noun->row_size <= ROW_BYTES_MOST);
	row_clear(noun, row);
	if (has_currency)
		field_throw(arena, noun, &noun->fields[noun->currency], seed, row);
	for (size_t i = 0; i < noun->n_fields; i++) {
		const struct field *field = &noun->fields[i];

		if ((int)i == noun->currency || (field->type == FIELD_MONEY && !has_currency))
			continue;
		if (dice_throw(seed, 3) > 0)
			field_throw(arena, noun, field, seed, row);
	}
}

void *row_of(struct arena *arena, enum noun_id id, const char *cells)
{
	const struct noun *noun = noun_of(id);
	void *row = arena_alloc(arena, 1, noun->row_size);
	struct str rest = str_of(cells), line;

	assert_non_null(row);
	row_clear(noun, row);
	while (str_cut(&rest, '\n', &line)) {
		size_t equals = str_find_char(line, '=', 0);
		const struct field *field = noun_field(noun, str_slice(line, 0, equals));

		if (!field || !field_parse(noun, field, str_slice(line, equals + 1, line.len), row))
			fail_msg("a cell does not fit: %.*s", STR_ARGS(line));
	}
	return row;
}

struct change change_of(struct arena *arena, enum noun_id noun, const void *before,
			const void *after)
{
	struct change change = { .noun = noun, .before = before, .after = after };

	assert_ok(row_key(arena, noun_of(noun), after ? after : before, &change.key));
	return change;
}

struct snapshot *snapshot_with(struct arena *arena, struct snapshot *base, enum noun_id noun,
			       const char *const *rows, size_t count)
{
	struct change *changes = NEW(arena, struct change, count);
	struct snapshot *next;

	assert_non_null(changes);
	for (size_t i = 0; i < count; i++)
		changes[i] = change_of(arena, noun, NULL, row_of(arena, noun, rows[i]));
	assert_ok(changes_sort(arena, changes, count));
	assert_ok(snapshot_apply(base, changes, count, snapshot_head(base), &next));
	snapshot_release(base);
	return next;
}

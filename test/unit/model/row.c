/* Cells, keys and encodings: what is written reads back, and one row has one text of each. */
#include "model/row.h"

#include "base/arena.h"
#include "base/memory.h"
#include "model/budget_line.h"
#include "model/level.h"
#include "model/node.h"
#include "model/target.h"
#include "rows.h"
#include "testing.h"

#include <string.h>

enum { THROWS = 200 };

static int make_arena(void **state)
{
	static struct arena arena;

	arena_init(&arena, 256 << 20);
	*state = &arena;
	return 0;
}

static int end_arena(void **state)
{
	arena_finish(*state);
	return 0;
}

static struct str cell_of(struct arena *arena, const struct noun *noun, const struct field *field,
			  const void *row)
{
	struct buf buf;
	struct str held;

	buf_init(&buf, arena);
	field_write(&buf, noun, field, row);
	assert_ok(buf_done(&buf, &held));
	return held;
}

static struct str encoding_of(struct arena *arena, const struct noun *noun, const void *row)
{
	struct buf buf;
	struct str held;

	buf_init(&buf, arena);
	row_encode(&buf, noun, row);
	assert_ok(buf_done(&buf, &held));
	return held;
}

static void test_field_parse__reads_what_field_write_wrote(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 17;
	union any_row from, to;

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		for (int n = 0; n < THROWS; n++) {
			row_throw(arena, noun, &seed, &from);
			row_clear(noun, &to);
			if (noun->currency >= 0)
				assert_true(field_parse(
					noun, &noun->fields[noun->currency],
					field_str(&noun->fields[noun->currency], &from), &to));
			for (size_t i = 0; i < noun->n_fields; i++) {
				const struct field *field = &noun->fields[i];

				assert_true(field_parse(noun, field,
							cell_of(arena, noun, field, &from), &to));
			}
			assert_true(row_eq(noun, &from, &to));
		}
	}
}

/* A cell that one type of field takes, or refuses. */
struct cell_case {
	enum noun_id noun;
	const char *field, *cell;
	const char *written; /* NULL: refused */
};

static const struct cell_case cell_cases[] = {
	{ NOUN_NODE, "code", "P1.2", "P1.2" },
	{ NOUN_NODE, "code", " P1.2\n", "P1.2" },
	{ NOUN_NODE, "code", "P1 2", NULL },
	{ NOUN_NODE, "code", "P1\t2", NULL },
	{ NOUN_NODE, "code", "P1\xC2\xA0X", NULL },
	{ NOUN_NODE, "code", "P1\xE2\x80\x8B", NULL },
	{ NOUN_NODE, "code", "P1\x7F", NULL },
	{ NOUN_NODE, "code", "P\xFF", NULL },
	{ NOUN_NODE, "level", "BAP/topic", "BAP/topic" },
	{ NOUN_NODE, "name", "  two\nlines\there ", "two\nlines\there" },
	{ NOUN_NODE, "name", "\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9" },
	{ NOUN_NODE, "name", "bell\x07", NULL },
	{ NOUN_NODE, "name", "old\rMac", NULL },
	{ NOUN_NODE, "name", "cut \xC3", NULL },
	{ NOUN_NODE, "position", "007", "7" },
	{ NOUN_NODE, "position", "-7", "-7" },
	{ NOUN_NODE, "position", "7.0", NULL },
	{ NOUN_NODE, "position", "-9223372036854775808", NULL },
	{ NOUN_NODE, "position", "9223372036854775808", NULL },
	{ NOUN_LEVEL, "carries_budget", "yes", "yes" },
	{ NOUN_LEVEL, "carries_budget", "Yes", NULL },
	{ NOUN_LEVEL, "carries_budget", "1", NULL },
	{ NOUN_TARGET, "value", "13.20", "13.20" },
	{ NOUN_TARGET, "value", "1,5", NULL },
	{ NOUN_TARGET, "value", "1e3", NULL },
	{ NOUN_TARGET, "period", "2026-Q1", "2026-Q1" },
	{ NOUN_TARGET, "period", "2026-Q5", NULL },
	{ NOUN_PLAN, "starts", "2026-02-28", "2026-02-28" },
	{ NOUN_PLAN, "starts", "2026-02-29", NULL },
	{ NOUN_PLAN, "starts", "28.2.2026", NULL },
	{ NOUN_BUDGET_LINE, "amount", "523000", NULL }, /* in which currency? */
};

static void test_field_parse__takes_and_refuses(void **state)
{
	struct arena *arena = *state;

	for (size_t i = 0; i < countof(cell_cases); i++) {
		const struct cell_case *c = &cell_cases[i];
		const struct noun *noun = noun_of(c->noun);
		const struct field *field = noun_field(noun, str_of(c->field));
		union any_row row;
		bool taken;

		row_clear(noun, &row);
		taken = field_parse(noun, field, str_of(c->cell), &row);
		if (taken != (c->written != NULL))
			fail_msg("%s: \"%s\" %s", c->field, c->cell, taken ? "taken" : "refused");
		if (taken && !str_eq(cell_of(arena, noun, field, &row), str_of(c->written)))
			fail_msg("%s: \"%s\" is not written \"%s\"", c->field, c->cell, c->written);
		if (!taken)
			assert_true(field_is_empty(field, &row));
	}
}

static void test_field_parse__empties_with_an_empty_cell(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 4;

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);
		union any_row row, cleared;

		row_throw(arena, noun, &seed, &row);
		row_clear(noun, &cleared);
		for (size_t i = 0; i < noun->n_fields; i++)
			assert_true(field_parse(noun, &noun->fields[i], S(" \n"), &row));
		assert_true(row_eq(noun, &row, &cleared));
	}
}

static bool set(struct budget_line *line, const char *field, const char *cell)
{
	return field_parse(&budget_line_noun, noun_field(&budget_line_noun, str_of(field)),
			   str_of(cell), line);
}

static void test_field_parse__money_belongs_to_its_currency(void **state)
{
	struct budget_line line;

	(void)state;
	row_clear(&budget_line_noun, &line);
	assert_true(set(&line, "currency", "CHF"));
	assert_true(set(&line, "amount", "523000.5"));
	assert_int_equal(line.amount, 52300050);
	assert_true(set(&line, "currency", "CHF"));
	assert_int_equal(line.amount, 52300050);
	assert_true(set(&line, "currency", "JPY"));
	assert_int_equal(line.amount, MONEY_EMPTY);
	assert_false(set(&line, "amount", "0.5"));
	assert_true(set(&line, "amount", "7"));
	assert_int_equal(line.amount, 7);
	assert_true(set(&line, "currency", "no-such"));
	assert_int_equal(line.amount, MONEY_EMPTY);
	assert_false(set(&line, "amount", "7"));
}

static void test_field_set_integer__an_amount_needs_its_currency(void **state)
{
	const struct field *amount = noun_field(&budget_line_noun, S("amount"));
	struct budget_line line;

	(void)state;
	row_clear(&budget_line_noun, &line);
	assert_false(field_set_integer(&budget_line_noun, amount, 100, &line));
	assert_int_equal(line.amount, MONEY_EMPTY);
	assert_true(set(&line, "currency", "CHF"));
	assert_true(field_set_integer(&budget_line_noun, amount, 100, &line));
	assert_int_equal(line.amount, 100);
}

static struct str key_of(struct arena *arena, enum noun_id noun, const char *cells)
{
	struct str key;

	assert_ok(row_key(arena, noun_of(noun), row_of(arena, noun, cells), &key));
	return key;
}

static void test_row_key__joins_parts_and_leaves_out_empty_ends(void **state)
{
	struct arena *arena = *state;

	assert_str(key_of(arena, NOUN_NODE, "code=P1.2\nname=x"), "P1.2");
	assert_str(key_of(arena, NOUN_LEVEL, "framework=BAP\ncode=topic"), "BAP/topic");
	assert_str(
		key_of(arena, NOUN_BUDGET_LINE, "plan=OP\nperiod=2026\nkind=allocated\nregion=AFR"),
		"OP/2026/allocated//AFR");
	assert_str(
		key_of(arena, NOUN_BUDGET_LINE, "plan=OP\nperiod=2026\nkind=stated-total\nnode=P1"),
		"OP/2026/stated-total/P1");
	assert_str(key_of(arena, NOUN_NODE, "name=x"), "");
}

static void test_key_cmp__is_natural_part_by_part(void **state)
{
	static const struct str sorted[] = {
		STR(""),
		STR("/"),
		STR("//AFR"),
		STR("/P1"),
		STR("A"),
		STR("A/1"),
		STR("A/02"),
		STR("A/2/x"),
		STR("A/10"),
		STR("A/a"),
		STR("A!"),
		STR("A.2"),
		STR("A.10"),
		STR("A01"),
		STR("A1"),
		STR("A1/x"),
		STR("A1.9"),
		STR("A1.10"),
		STR("A02"),
		STR("A02/x"),
		STR("A2"),
		STR("A10"),
		STR("A18446744073709551616"),
		STR("AA"),
		STR("B"),
		STR("a"),
		STR("\xC3\xA9"),
	};

	(void)state;
	/* 02 stands before 2: within a part, bytes decide where nothing else does. */
	for (size_t i = 0; i < countof(sorted); i++) {
		for (size_t j = 0; j < countof(sorted); j++) {
			int order = key_cmp(sorted[i], sorted[j]);

			if ((order > 0) - (order < 0) != (i > j) - (i < j))
				fail_msg("%.*s and %.*s", STR_ARGS(sorted[i]), STR_ARGS(sorted[j]));
		}
	}
}

static struct str throw_key(struct arena *arena, uint64_t *seed)
{
	static const char letters[] = "//0019ab.-";
	size_t len = (size_t)dice_throw(seed, 6);
	char *at = NEW(arena, char, len);

	for (size_t i = 0; i < len; i++)
		at[i] = letters[dice_throw(seed, sizeof(letters) - 1)];
	return (struct str){ at, len };
}

/* What an order must be, over many short keys in which everything meets everything. */
static void test_key_cmp__is_a_total_order(void **state)
{
	uint64_t seed = 99;
	enum { KEYS = 150 };
	struct str keys[KEYS];

	for (size_t i = 0; i < KEYS; i++)
		keys[i] = throw_key(*state, &seed);
	for (size_t a = 0; a < KEYS; a++) {
		for (size_t b = 0; b < KEYS; b++) {
			int order = key_cmp(keys[a], keys[b]), back = key_cmp(keys[b], keys[a]);

			assert_int_equal(order == 0, str_eq(keys[a], keys[b]));
			assert_int_equal((order > 0) - (order < 0), (back < 0) - (back > 0));
			for (size_t c = 0; c < KEYS && order < 0; c++)
				if (key_cmp(keys[b], keys[c]) < 0)
					assert_true(key_cmp(keys[a], keys[c]) < 0);
		}
	}
}

static void test_row_encode__is_sorted_and_escaped(void **state)
{
	struct arena *arena = *state;
	struct node *node = row_of(arena, NOUN_NODE, "code=P\\1\nposition=3\nlevel=BAP/topic");

	node->name = S("two\nlines");
	assert_str(encoding_of(arena, &node_noun, node),
		   "code=P\\\\1\nlevel=BAP/topic\nname=two\\nlines\nposition=3\n");
	row_clear(&node_noun, node);
	assert_str(encoding_of(arena, &node_noun, node), "");
}

static void test_row_decode__undoes_row_encode(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 5;
	union any_row from, to;

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		for (int n = 0; n < THROWS; n++) {
			row_throw(arena, noun, &seed, &from);
			assert_ok(row_decode(arena, noun, encoding_of(arena, noun, &from), &to));
			assert_true(row_eq(noun, &from, &to));
		}
	}
}

/* Different rows, different texts: changing any one field changes the encoding. */
static void test_row_encode__tells_rows_apart(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 6;
	union any_row a, b;

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		for (int n = 0; n < THROWS; n++) {
			const struct field *differ[NOUN_FIELDS_MAX];
			size_t i = (size_t)dice_throw(&seed, noun->n_fields);
			bool same;

			row_throw(arena, noun, &seed, &a);
			memcpy(&b, &a, sizeof(a));
			if (noun->fields[i].type != FIELD_MONEY)
				field_throw(arena, noun, &noun->fields[i], &seed, &b);
			same = str_eq(encoding_of(arena, noun, &a), encoding_of(arena, noun, &b));
			assert_int_equal(same, row_eq(noun, &a, &b));
			assert_int_equal(same, row_differences(noun, &a, &b, differ) == 0);
			if (!same)
				assert_ptr_equal(differ[0]->type == FIELD_MONEY ? &noun->fields[i]
										: differ[0],
						 &noun->fields[i]);
		}
	}
}

static void test_row_decode__refuses_all_that_row_encode_does_not_write(void **state)
{
	static const struct str wrong[] = {
		STR("code=P1"),           /* no end of line */
		STR("code\n"),            /* no value */
		STR("code=\n"),           /* an empty one is left out */
		STR("\n"),                /* no name */
		STR("colour=red\n"),      /* no such field */
		STR("level=a\ncode=b\n"), /* not sorted */
		STR("code=a\ncode=a\n"),  /* twice */
		STR("code=a b\n"),        /* no code */
		STR("name= a\n"),         /* outer space */
		STR("name=\\t\n"),        /* no such escape */
		STR("name=a\\\n"),        /* cut escape */
		STR("position=07\n"),     /* another spelling */
		STR("position=x\n"),      /* no number */
		STR("code=\xFF\n"),       /* no UTF-8 */
	};
	union any_row row;

	for (size_t i = 0; i < countof(wrong); i++)
		assert_fails(row_decode(*state, &node_noun, wrong[i], &row), ERR_INVALID);
	assert_fails(row_decode(*state, &budget_line_noun, S("amount=5\n"), &row), ERR_INVALID);
}

static void test_row_copy__has_texts_of_its_own(void **state)
{
	struct arena *arena = *state;
	char name[] = "Connectivity";
	struct node node, copy;

	row_clear(&node_noun, &node);
	node.name = (struct str){ name, strlen(name) };
	node.code = S("P1");
	assert_true(row_copy(arena, &node_noun, &node, &copy));
	assert_true(row_eq(&node_noun, &node, &copy));
	memset(name, 'x', strlen(name));
	assert_str(copy.name, "Connectivity");
	assert_int_equal(row_text_bytes(&node_noun, &copy), strlen("P1Connectivity"));
}

static void test_row__reports_an_arena_that_is_full(void **state)
{
	struct arena small;
	union any_row row;
	struct node node;
	struct str key;

	(void)state;
	row_clear(&node_noun, &node);
	node.code = S("P1");
	arena_init(&small, 0);
	assert_false(row_copy(&small, &node_noun, &node, &row));
	assert_fails(row_key(&small, &node_noun, &node, &key), ERR_LIMIT);
	assert_fails(row_decode(&small, &node_noun, S("code=P1\n"), &row), ERR_LIMIT);
	arena_finish(&small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_field_parse__reads_what_field_write_wrote),
		cmocka_unit_test(test_field_parse__takes_and_refuses),
		cmocka_unit_test(test_field_parse__empties_with_an_empty_cell),
		cmocka_unit_test(test_field_parse__money_belongs_to_its_currency),
		cmocka_unit_test(test_field_set_integer__an_amount_needs_its_currency),
		cmocka_unit_test(test_row_key__joins_parts_and_leaves_out_empty_ends),
		cmocka_unit_test(test_key_cmp__is_natural_part_by_part),
		cmocka_unit_test(test_key_cmp__is_a_total_order),
		cmocka_unit_test(test_row_encode__is_sorted_and_escaped),
		cmocka_unit_test(test_row_decode__undoes_row_encode),
		cmocka_unit_test(test_row_encode__tells_rows_apart),
		cmocka_unit_test(test_row_decode__refuses_all_that_row_encode_does_not_write),
		cmocka_unit_test(test_row_copy__has_texts_of_its_own),
		cmocka_unit_test(test_row__reports_an_arena_that_is_full),
	};

	return cmocka_run_group_tests(tests, make_arena, end_arena);
}

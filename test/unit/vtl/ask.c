/* What if, case, and, or and nvl do not ask for: no fault there, in parts of a block and in whole blocks. */
#include "table.h"

#include <string.h>

static const int64_t zero_or_four[] = { 0, 4 };

/* A dataset of one component r, `repeat` zeros and as many fours by turns. */
struct turns {
	struct desk desk;
	struct dataset *dataset;
	struct component component;
	struct column column;
	size_t repeat;
};

enum { ROWS = 5 * VECTOR_ROWS + 7 };

static void turns_open(struct turns *turns, size_t repeat)
{
	desk_open(&turns->desk);
	turns->repeat = repeat;
	turns->component = (struct component){ .name = STR("r"), .type = DATA_INTEGER };
	turns->column = (struct column){ .type = DATA_INTEGER,
					 .form = COLUMN_CARTESIAN,
					 .values = zero_or_four,
					 .repeat = repeat,
					 .count = 2 };
	assert_ok(dataset_new(&turns->desk.allowance, &turns->dataset));
	turns->dataset->structure = (struct structure){ &turns->component, 1 };
	turns->dataset->columns = &turns->column;
	turns->dataset->n_rows = ROWS;
}

static void turns_close(struct turns *turns)
{
	dataset_release(turns->dataset);
	desk_close(&turns->desk);
}

static const struct expression *row(struct turns *turns)
{
	return component(&turns->desk, turns->dataset, "r");
}

/* 12 / r, which has no result where r is zero. */
static const struct expression *share(struct turns *turns)
{
	return call(&turns->desk, OPERATION_DIVIDE, integer(&turns->desk, 12), row(turns), NULL);
}

static const struct expression *is_four(struct turns *turns)
{
	return call(&turns->desk, OPERATION_NOT_EQUAL, row(turns), integer(&turns->desk, 0), NULL);
}

static const struct expression *is_zero(struct turns *turns)
{
	return call(&turns->desk, OPERATION_EQUAL, row(turns), integer(&turns->desk, 0), NULL);
}

/* The expression has one value where r is zero and the other where it is four. */
static void assert_turns(struct turns *turns, const struct expression *expression,
			 struct scalar of_zero, struct scalar of_four)
{
	struct column column;

	assert_ok(expression_columns(&turns->desk.run, &turns->desk.arena, turns->dataset,
				     &expression, 1, &column));
	for (size_t i = 0; i < ROWS; i++) {
		struct scalar expected = zero_or_four[i / turns->repeat % 2] ? of_four : of_zero;
		struct scalar found = column_scalar(&column, i);

		assert_int_equal(found.is_null, expected.is_null);
		if (!expected.is_null)
			assert_true(scalar_cmp(found, expected) == 0);
	}
}

static void check_all(size_t repeat)
{
	struct turns turns;
	struct desk *desk = &turns.desk;
	const struct expression *operands[5], *e;

	turns_open(&turns, repeat);
	assert_turns(&turns,
		     call(desk, OPERATION_IF, is_four(&turns), share(&turns), number(desk, -1)),
		     scalar_number(-1), scalar_number(3));
	assert_turns(&turns,
		     call(desk, OPERATION_IF, is_zero(&turns),
			  constant(desk, scalar_null(DATA_NULL)), share(&turns)),
		     scalar_null(DATA_NUMBER), scalar_number(3));
	/* A choice within a choice, and texts. */
	e = call(desk, OPERATION_SUBSTR, text(desk, "abcdef"), row(&turns), integer(desk, 2));
	e = call(desk, OPERATION_IF,
		 call(desk, OPERATION_GREATER, share(&turns), integer(desk, 100), NULL),
		 text(desk, "x"), e);
	assert_turns(&turns, call(desk, OPERATION_IF, is_four(&turns), e, text(desk, "none")),
		     scalar_string(S("none")), scalar_string(S("de")));
	/* A condition of case is not asked where one before it is true. */
	operands[0] = is_zero(&turns);
	operands[1] = text(desk, "zero");
	operands[2] = call(desk, OPERATION_GREATER, share(&turns), integer(desk, 2), NULL);
	operands[3] = text(desk, "much");
	operands[4] = text(desk, "little");
	assert_ok(expression_call(&desk->arena, OPERATION_CASE, operands, 5, 9, &e, &desk->fault));
	assert_turns(&turns, e, scalar_string(S("zero")), scalar_string(S("much")));
	assert_turns(&turns, call(desk, OPERATION_AND, is_four(&turns), operands[2], NULL),
		     scalar_boolean(false), scalar_boolean(true));
	assert_turns(&turns, call(desk, OPERATION_OR, is_zero(&turns), operands[2], NULL),
		     scalar_boolean(true), scalar_boolean(true));
	e = call(desk, OPERATION_IF, is_zero(&turns), number(desk, 5),
		 constant(desk, scalar_null(DATA_NULL)));
	assert_turns(&turns, call(desk, OPERATION_NVL, e, share(&turns), NULL), scalar_number(5),
		     scalar_number(3));
	turns_close(&turns);
}

static void test_asking__leaves_out_rows(void **state)
{
	(void)state;
	check_all(1);
	check_all(3);
	check_all(64);
}

static void test_asking__leaves_out_whole_blocks(void **state)
{
	(void)state;
	check_all(VECTOR_ROWS);
	check_all(VECTOR_ROWS + 65);
}

static void assert_refused(struct turns *turns, const struct expression *expression)
{
	struct column column;

	turns->desk.run.fault = (struct fault){ 0 };
	assert_fails(expression_columns(&turns->desk.run, &turns->desk.arena, turns->dataset,
					&expression, 1, &column),
		     ERR_INVALID);
	assert_string_equal(str_cstr(&turns->desk.arena, turns->desk.run.fault.message),
			    "{1}: {2} cannot be divided by zero");
	turns->desk.run.fault = (struct fault){ 0 };
}

static void test_what_is_asked__is_refused(void **state)
{
	struct turns turns;
	struct desk *desk = &turns.desk;

	(void)state;
	turns_open(&turns, VECTOR_ROWS);
	assert_refused(&turns,
		       call(desk, OPERATION_IF, is_zero(&turns), share(&turns), number(desk, 1)));
	assert_refused(&turns,
		       call(desk, OPERATION_AND, is_zero(&turns),
			    call(desk, OPERATION_GREATER, share(&turns), integer(desk, 1), NULL),
			    NULL));
	/* xor needs both sides always. */
	assert_refused(&turns,
		       call(desk, OPERATION_XOR, is_four(&turns),
			    call(desk, OPERATION_GREATER, share(&turns), integer(desk, 1), NULL),
			    NULL));
	turns_close(&turns);
}

/* What is the same in all rows is computed once: when the first row asks, and not before. */
static void test_constants__are_asked_too(void **state)
{
	struct turns turns;
	struct desk *desk = &turns.desk;
	const struct expression *never, *e;

	(void)state;
	turns_open(&turns, VECTOR_ROWS);
	never = call(desk, OPERATION_DIVIDE, integer(desk, 1), integer(desk, 0), NULL);
	e = call(desk, OPERATION_IF, constant(desk, scalar_boolean(false)), never, number(desk, 2));
	assert_turns(&turns, e, scalar_number(2), scalar_number(2));
	e = call(desk, OPERATION_IF,
		 call(desk, OPERATION_GREATER, row(&turns), integer(desk, 9), NULL), never,
		 number(desk, 2));
	assert_turns(&turns, e, scalar_number(2), scalar_number(2));
	assert_refused(&turns, call(desk, OPERATION_IF, is_four(&turns), never, number(desk, 2)));
	e = call(desk, OPERATION_DIVIDE, integer(desk, 1), integer(desk, 8), NULL);
	assert_turns(&turns, call(desk, OPERATION_IF, is_four(&turns), e, number(desk, 2)),
		     scalar_number(2), scalar_number(0.125));
	turns_close(&turns);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_asking__leaves_out_rows),
		cmocka_unit_test(test_asking__leaves_out_whole_blocks),
		cmocka_unit_test(test_what_is_asked__is_refused),
		cmocka_unit_test(test_constants__are_asked_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

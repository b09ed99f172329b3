/* Sets of data points, and exists_in. */
#include "table.h"

#include "vtl/set.h"

static void assert_set(struct desk *desk, enum set_operator operator_, const char *expected)
{
	struct dataset *operands[] = { table(desk, "a:i:string b:i:integer m:m:integer\n"
						   "p|1|1\nq|1|2\nr|1|"),
				       table(desk, "a:i:string b:i:integer m:m:number\n"
						   "q|1|9.5\ns|1|8\np|2|7") };
	struct dataset *out;

	assert_ok(set_apply(&desk->run, operator_, operands, 2, &out));
	dataset_release(operands[0]);
	dataset_release(operands[1]);
	assert_table(desk, out, expected);
}

static void test_sets__take_the_leftmost_of_equal_data_points(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_set(&desk, SET_UNION,
		   "a:i:string b:i:integer m:m:number\np|1|1\nq|1|2\nr|1|\ns|1|8\np|2|7");
	assert_set(&desk, SET_INTERSECT, "a:i:string b:i:integer m:m:number\nq|1|2");
	assert_set(&desk, SET_DIFFERENCE, "a:i:string b:i:integer m:m:number\np|1|1\nr|1|");
	assert_set(&desk, SET_SYMMETRIC_DIFFERENCE,
		   "a:i:string b:i:integer m:m:number\np|1|1\nr|1|\ns|1|8\np|2|7");
	desk_close(&desk);
}

static void test_sets__have_at_most_64_operands(void **state)
{
	struct desk desk;
	struct dataset *operands[65], *out;

	(void)state;
	desk_open(&desk);
	operands[0] = table(&desk, "a:i:string m:m:integer\np|1");
	for (size_t i = 1; i < countof(operands); i++)
		operands[i] = operands[0];
	assert_ok(set_apply(&desk.run, SET_INTERSECT, operands, 64, &out));
	assert_table(&desk, out, "a:i:string m:m:integer\np|1");
	assert_fails(set_apply(&desk.run, SET_INTERSECT, operands, 65, &out), ERR_INVALID);
	dataset_release(operands[0]);
	desk_close(&desk);
}

static void test_sets__need_the_same_components(void **state)
{
	struct desk desk;
	struct dataset *operands[2], *out;

	(void)state;
	desk_open(&desk);
	operands[0] = table(&desk, "a:i:string m:m:integer\np|1");
	operands[1] = table(&desk, "a:i:string m:m:string\np|1");
	assert_fails(set_apply(&desk.run, SET_UNION, operands, 2, &out), ERR_INVALID);
	dataset_release(operands[1]);
	operands[1] = table(&desk, "a:i:string m:a:integer\np|1");
	assert_fails(set_apply(&desk.run, SET_UNION, operands, 2, &out), ERR_INVALID);
	dataset_release(operands[1]);
	operands[1] = table(&desk, "a:i:string m:m:integer n:m:integer\np|1|1");
	assert_fails(set_apply(&desk.run, SET_UNION, operands, 2, &out), ERR_INVALID);
	dataset_release(operands[0]);
	dataset_release(operands[1]);
	desk_close(&desk);
}

static void test_exists_in__asks_by_the_common_identifiers(void **state)
{
	struct desk desk;
	struct dataset *first, *second, *out;

	(void)state;
	desk_open(&desk);
	first = table(&desk, "a:i:string b:i:integer m:m:integer\np|1|1\nq|1|2\np|2|3");
	second = table(&desk, "a:i:string x:m:integer\np|7");
	assert_ok(exists_in(&desk.run, first, second, EXISTS_ALL, &out));
	assert_table(&desk, out,
		     "a:i:string b:i:integer bool_var:m:boolean\np|1|true\nq|1|false\np|2|true");
	assert_ok(exists_in(&desk.run, first, second, EXISTS_FALSE, &out));
	assert_table(&desk, out, "a:i:string b:i:integer bool_var:m:boolean\nq|1|false");
	assert_ok(exists_in(&desk.run, first, second, EXISTS_TRUE, &out));
	assert_table(&desk, out, "a:i:string b:i:integer bool_var:m:boolean\np|1|true\np|2|true");
	dataset_release(second);
	second = table(&desk, "c:i:string x:m:integer\np|7");
	assert_fails(exists_in(&desk.run, first, second, EXISTS_ALL, &out), ERR_INVALID);
	dataset_release(first);
	dataset_release(second);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sets__take_the_leftmost_of_equal_data_points),
		cmocka_unit_test(test_sets__have_at_most_64_operands),
		cmocka_unit_test(test_sets__need_the_same_components),
		cmocka_unit_test(test_exists_in__asks_by_the_common_identifiers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

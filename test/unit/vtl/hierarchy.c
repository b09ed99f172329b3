/* Hierarchies: computed and checked, in their modes. */
#include "table.h"

#include "vtl/hierarchy.h"

static const struct hierarchy_term of_b[] = { { .code = STR("M") }, { .code = STR("N") } };
static const struct hierarchy_term of_c[] = { { .code = STR("P") },
					      { .code = STR("Q"), .is_minus = true } };
static const struct hierarchy_term of_g[] = { { .code = STR("B") }, { .code = STR("C") } };
static const struct hierarchy_term of_m[] = { { .code = STR("N") } };

/* G stands before what it needs. */
static const struct hierarchy_rule rules[] = {
	{ .name = STR("R1"),
	  .left = STR("G"),
	  .relation = OPERATION_EQUAL,
	  .terms = of_g,
	  .n_terms = 2,
	  .error_code = { .type = DATA_STRING, .string = STR("bad G") },
	  .error_level = { .type = DATA_INTEGER, .integer = 5 } },
	{ .name = STR("R2"),
	  .left = STR("B"),
	  .relation = OPERATION_EQUAL,
	  .terms = of_b,
	  .n_terms = 2 },
	{ .name = STR("R3"),
	  .left = STR("C"),
	  .relation = OPERATION_EQUAL,
	  .terms = of_c,
	  .n_terms = 2 },
	{ .name = STR("R4"),
	  .left = STR("M"),
	  .relation = OPERATION_GREATER_EQUAL,
	  .terms = of_m,
	  .n_terms = 1 },
};

static const char given[] = "t:i:integer c:i:string x:m:integer V:v:string\n"
			    "1|M|2|a\n1|N|5|a\n1|P|7|b\n1|Q|7|b\n1|G|100|z\n"
			    "2|M|1|a\n2|N||a\n2|P|3|b\n3|M|1|a";

static const struct hierarchy all_rules = {
	.rules = rules, .n_rules = countof(rules), .component = STR("c"), .input = HIERARCHY_RULE
};

static void assert_rolled_up(struct desk *desk, enum hierarchy_mode mode,
			     enum hierarchy_input input, enum hierarchy_output output,
			     const char *expected)
{
	struct dataset *d = table(desk, given), *out;
	struct hierarchy hierarchy = all_rules;

	hierarchy.mode = mode;
	hierarchy.input = input;
	hierarchy.output = output;
	assert_ok(hierarchy_roll_up(&desk->run, d, &hierarchy, &out));
	dataset_release(d);
	assert_table(desk, out, expected);
}

static void test_hierarchy__computes_in_the_order_of_needs(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_rolled_up(&desk, HIERARCHY_NON_NULL, HIERARCHY_RULE, HIERARCHY_COMPUTED,
			 "t:i:integer c:i:string x:m:integer V:v:string\n"
			 "1|B|7|a\n1|C|0|b\n1|G|7|");
	assert_rolled_up(&desk, HIERARCHY_NON_ZERO, HIERARCHY_RULE, HIERARCHY_COMPUTED,
			 "t:i:integer c:i:string x:m:integer V:v:string\n"
			 "1|B|7|a\n1|G|7|\n2|B||a\n2|C|3|\n2|G||\n3|B|1|\n3|G|1|");
	assert_rolled_up(&desk, HIERARCHY_PARTIAL_NULL, HIERARCHY_RULE, HIERARCHY_COMPUTED,
			 "t:i:integer c:i:string x:m:integer V:v:string\n"
			 "1|B|7|a\n1|C|0|b\n1|G|7|\n2|B||a\n2|C||\n2|G||\n3|B||\n3|G||");
	assert_rolled_up(&desk, HIERARCHY_PARTIAL_ZERO, HIERARCHY_RULE, HIERARCHY_COMPUTED,
			 "t:i:integer c:i:string x:m:integer V:v:string\n"
			 "1|B|7|a\n1|C|0|b\n1|G|7|\n2|B||a\n2|C|3|\n2|G||\n3|B|1|\n3|G|1|");
	assert_rolled_up(
		&desk, HIERARCHY_ALWAYS_ZERO, HIERARCHY_DATASET, HIERARCHY_COMPUTED,
		"t:i:integer c:i:string x:m:integer V:v:string\n"
		"1|B|7|a\n1|C|0|b\n1|G|0|\n2|B||a\n2|C|3|\n2|G|0|\n3|B|1|\n3|C|0|\n3|G|0|");
	assert_rolled_up(&desk, HIERARCHY_NON_NULL, HIERARCHY_RULE, HIERARCHY_ALL,
			 "t:i:integer c:i:string x:m:integer V:v:string\n"
			 "1|M|2|a\n1|N|5|a\n1|P|7|b\n1|Q|7|b\n1|G|7|\n1|B|7|a\n1|C|0|b\n"
			 "2|M|1|a\n2|N||a\n2|P|3|b\n3|M|1|a");
	desk_close(&desk);
}

static void test_hierarchy__produces_a_null_that_is_not_zero(void **state)
{
	struct hierarchy hierarchy = all_rules;
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "t:i:integer c:i:string x:m:integer\n1|N|\n2|N|0");
	hierarchy.mode = HIERARCHY_NON_ZERO;
	assert_ok(hierarchy_roll_up(&desk.run, d, &hierarchy, &out));
	dataset_release(d);
	assert_table(&desk, out, "t:i:integer c:i:string x:m:integer\n1|B|\n1|G|");
	desk_close(&desk);
}

static void test_hierarchy__refuses_a_circle_and_a_wrong_component(void **state)
{
	static const struct hierarchy_term of_a[] = { { .code = STR("B") } };
	static const struct hierarchy_term of_b2[] = { { .code = STR("A") } };
	static const struct hierarchy_rule circle[] = {
		{ .left = STR("A"), .relation = OPERATION_EQUAL, .terms = of_a, .n_terms = 1 },
		{ .left = STR("B"), .relation = OPERATION_EQUAL, .terms = of_b2, .n_terms = 1 },
	};
	struct hierarchy hierarchy = { .rules = circle, .n_rules = 2, .component = S("c") };
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, given);
	hierarchy.input = HIERARCHY_RULE;
	assert_fails(hierarchy_roll_up(&desk.run, d, &hierarchy, &out), ERR_INVALID);
	desk.run.fault = (struct fault){ 0 };
	hierarchy.input = HIERARCHY_DATASET; /* nothing is taken from other rules */
	hierarchy.output = HIERARCHY_ALL;
	assert_ok(check_hierarchy(&desk.run, d, &hierarchy, &out));
	dataset_release(out);
	hierarchy = all_rules;
	hierarchy.component = S("x");
	assert_fails(hierarchy_roll_up(&desk.run, d, &hierarchy, &out), ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

/* Each rule needs the next one, and none is where it could be computed at once. */
static void test_hierarchy__orders_many_rules_that_are_written_backwards(void **state)
{
	enum { RULES = 40000 };
	struct hierarchy hierarchy = { .n_rules = RULES,
				       .component = S("c"),
				       .input = HIERARCHY_RULE };
	struct hierarchy_rule *many;
	struct hierarchy_term *terms;
	struct structure structure;
	struct fault fault = { 0 };
	struct dataset *d;
	struct desk desk;

	(void)state;
	desk_open(&desk);
	d = table(&desk, given);
	assert_non_null(many = NEW(&desk.arena, struct hierarchy_rule, RULES));
	assert_non_null(terms = NEW(&desk.arena, struct hierarchy_term, RULES));
	for (size_t r = 0; r < RULES; r++) {
		char digits[DIGITS_MOST];

		terms[r].code = str_copy(&desk.arena, str_of_digits(digits, r + 1, 1));
		many[r] = (struct hierarchy_rule){ .left = r > 0 ? terms[r - 1].code : S("0"),
						   .relation = OPERATION_EQUAL,
						   .terms = &terms[r],
						   .n_terms = 1 };
	}
	hierarchy.rules = many;
	assert_ok(hierarchy_structure(&desk.arena, &d->structure, &hierarchy, &structure, &fault));
	terms[RULES - 1].code = S("0");
	assert_fails(
		hierarchy_structure(&desk.arena, &d->structure, &hierarchy, &structure, &fault),
		ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

static void test_hierarchy__copies_items_and_adds_what_several_rules_say(void **state)
{
	static const struct hierarchy_term m[] = { { .code = STR("M") } };
	static const struct hierarchy_term n[] = { { .code = STR("N") } };
	static const struct hierarchy_term g[] = { { .code = STR("G") } };
	static const struct hierarchy_rule several[] = {
		{ .left = STR("T"), .relation = OPERATION_EQUAL, .terms = g, .n_terms = 1 },
		{ .left = STR("G"), .relation = OPERATION_EQUAL, .terms = m, .n_terms = 1 },
		{ .left = STR("M"), .relation = OPERATION_EQUAL, .terms = m, .n_terms = 1 },
		{ .left = STR("G"), .relation = OPERATION_EQUAL, .terms = n, .n_terms = 1 },
	};
	struct hierarchy hierarchy = { .rules = several,
				       .n_rules = countof(several),
				       .component = S("c"),
				       .input = HIERARCHY_RULE };
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk,
		  "t:i:integer c:i:string x:m:integer\n1|M|2\n1|N|5\n1|G|100\n2|N|4\n3|M|\n3|N|1");
	assert_ok(hierarchy_roll_up(&desk.run, d, &hierarchy, &out));
	assert_table(&desk, out,
		     "t:i:integer c:i:string x:m:integer\n1|M|2\n1|G|7\n1|T|7\n2|G|4\n2|T|4\n"
		     "3|G|1\n3|T|1");
	/* A rule that says that an item is itself is no check. */
	hierarchy.rules = several + 2;
	hierarchy.n_rules = 1;
	hierarchy.input = HIERARCHY_DATASET;
	hierarchy.output = HIERARCHY_ALL;
	assert_ok(check_hierarchy(&desk.run, d, &hierarchy, &out));
	assert_int_equal(out->n_rows, 0);
	dataset_release(out);
	dataset_release(d);
	desk_close(&desk);
}

/* T takes B, which a rule computes, only when what is computed is large and has no attribute of its own. */
static void test_hierarchy__has_conditions_on_what_is_given_and_what_is_computed(void **state)
{
	struct hierarchy_term of_t[] = { { .code = STR("A") }, { .code = STR("B") } };
	static const struct hierarchy_term of_computed[] = { { .code = STR("M") },
							     { .code = STR("N") } };
	struct hierarchy_rule conditioned[] = {
		{ .left = STR("T"), .relation = OPERATION_EQUAL, .terms = of_t, .n_terms = 2 },
		{ .left = STR("B"),
		  .relation = OPERATION_EQUAL,
		  .terms = of_computed,
		  .n_terms = 2 },
	};
	struct hierarchy hierarchy = { .rules = conditioned,
				       .n_rules = countof(conditioned),
				       .component = S("c"),
				       .mode = HIERARCHY_PARTIAL_ZERO,
				       .input = HIERARCHY_RULE };
	const struct expression *is_large, *has_none, *is_new;
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "t:i:integer c:i:string x:m:integer s:a:string\n"
			 "1|A|1|a\n1|B|50|\n1|M|4|a\n1|N|5|a\n"
			 "2|A|1|b\n2|M|1|a\n2|N|2|a\n"
			 "3|A|1|a\n3|T|0|a\n3|M|9|a");
	is_large =
		call(&desk, OPERATION_GREATER, component(&desk, d, "x"), integer(&desk, 3), NULL);
	has_none = call(&desk, OPERATION_ISNULL, component(&desk, d, "s"), NULL, NULL);
	is_new = call(&desk, OPERATION_ISNULL, component(&desk, d, "x"), NULL, NULL);
	conditioned[0].condition = is_new;
	of_t[0].condition =
		call(&desk, OPERATION_EQUAL, component(&desk, d, "s"), text(&desk, "a"), NULL);
	of_t[1].condition = call(&desk, OPERATION_AND, is_large, has_none, NULL);
	assert_ok(hierarchy_roll_up(&desk.run, d, &hierarchy, &out));
	assert_table(&desk, out, "t:i:integer c:i:string x:m:integer\n1|B|9\n2|B|3\n3|B|9\n1|T|10");
	dataset_release(d);
	desk_close(&desk);
}

static void test_hierarchy__keeps_every_digit_of_integers(void **state)
{
	static const struct hierarchy_term parts[] = { { .code = STR("M") },
						       { .code = STR("N"), .is_minus = true } };
	static const struct hierarchy_rule whole = { .name = STR("1"),
						     .left = STR("G"),
						     .relation = OPERATION_EQUAL,
						     .terms = parts,
						     .n_terms = 2 };
	struct hierarchy hierarchy = {
		.rules = &whole, .n_rules = 1, .component = S("c"), .input = HIERARCHY_RULE
	};
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "t:i:integer c:i:string x:m:integer\n"
			 "1|M|9007199254740993\n1|N|-1\n1|G|9007199254740993");
	assert_ok(hierarchy_roll_up(&desk.run, d, &hierarchy, &out));
	assert_table(&desk, out, "t:i:integer c:i:string x:m:integer\n1|G|9007199254740994");
	hierarchy.input = HIERARCHY_DATASET;
	hierarchy.output = HIERARCHY_ALL;
	assert_ok(check_hierarchy(&desk.run, d, &hierarchy, &out));
	assert_table(&desk, out,
		     "t:i:integer c:i:string ruleid:i:string bool_var:m:boolean "
		     "imbalance:m:integer errorcode:m:string errorlevel:m:integer\n"
		     "1|G|1|false|-1||");
	dataset_release(d);
	d = table(&desk, "t:i:integer c:i:string x:m:integer\n"
			 "1|M|9223372036854775807\n1|N|-1\n1|G|1");
	assert_fails(hierarchy_roll_up(&desk.run, d, &hierarchy, &out), ERR_INVALID);
	desk.run.fault = (struct fault){ 0 };
	assert_fails(check_hierarchy(&desk.run, d, &hierarchy, &out), ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

static void test_hierarchy__has_codes_of_each_type(void **state)
{
	static const struct hierarchy_term parts[] = { { .code = STR("01") },
						       { .code = STR("2") } };
	static const struct hierarchy_rule whole = {
		.left = STR("9"), .relation = OPERATION_EQUAL, .terms = parts, .n_terms = 2
	};
	struct hierarchy hierarchy = {
		.rules = &whole, .n_rules = 1, .component = S("c"), .input = HIERARCHY_RULE
	};
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "c:i:integer t:i:string x:m:number\n1|a|2\n2|a|5\n1|b|3");
	assert_ok(hierarchy_roll_up(&desk.run, d, &hierarchy, &out));
	assert_table(&desk, out, "c:i:integer t:i:string x:m:number\n9|a|7");
	hierarchy.output = HIERARCHY_ALL;
	hierarchy.mode = HIERARCHY_PARTIAL_ZERO;
	assert_ok(hierarchy_roll_up(&desk.run, d, &hierarchy, &out));
	assert_table(&desk, out,
		     "c:i:integer t:i:string x:m:number\n1|a|2\n2|a|5\n1|b|3\n9|a|7\n9|b|3");
	dataset_release(d);
	d = table(&desk, "c:i:date t:i:string x:m:number\n2020-01-01|a|2");
	assert_fails(hierarchy_roll_up(&desk.run, d, &hierarchy, &out), ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

static void test_check_hierarchy__compares_the_sides(void **state)
{
	struct desk desk;
	struct dataset *d, *out;
	struct hierarchy hierarchy = all_rules;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "t:i:integer c:i:string x:m:integer\n"
			 "1|M|2\n1|N|5\n1|B|7\n1|C|1\n1|G|9\n2|M|5\n2|N|5\n2|B|");
	hierarchy.input = HIERARCHY_DATASET;
	hierarchy.output = HIERARCHY_ALL;
	assert_ok(check_hierarchy(&desk.run, d, &hierarchy, &out));
	assert_table(&desk, out,
		     "t:i:integer c:i:string ruleid:i:string bool_var:m:boolean "
		     "imbalance:m:integer errorcode:m:string errorlevel:m:integer\n"
		     "1|G|R1|false|1|bad G|5\n1|B|R2|true|0||\n1|M|R4|false|-3||\n2|M|R4|true|0||");
	hierarchy.output = HIERARCHY_INVALID;
	assert_ok(check_hierarchy(&desk.run, d, &hierarchy, &out));
	assert_table(&desk, out,
		     "t:i:integer c:i:string ruleid:i:string x:m:integer imbalance:m:integer "
		     "errorcode:m:string errorlevel:m:integer\n"
		     "1|G|R1|9|1|bad G|5\n1|M|R4|2|-3||");
	/*
	 * What the operand lacks on the right comes from other rules: B of 2 is 10. The left side never
	 * comes from its own rule.
	 */
	hierarchy.output = HIERARCHY_ALL_MEASURES;
	hierarchy.input = HIERARCHY_DATASET_PRIORITY;
	hierarchy.mode = HIERARCHY_PARTIAL_ZERO;
	assert_ok(check_hierarchy(&desk.run, d, &hierarchy, &out));
	assert_table(&desk, out,
		     "t:i:integer c:i:string ruleid:i:string bool_var:m:boolean x:m:integer "
		     "imbalance:m:integer errorcode:m:string errorlevel:m:integer\n"
		     "1|G|R1|false|9|1|bad G|5\n1|B|R2|true|7|0||\n1|C|R3|false|1|1||\n"
		     "1|M|R4|false|2|-3||\n2|G|R1|false|0|-10|bad G|5\n2|B|R2|||||\n"
		     "2|M|R4|true|5|0||");
	dataset_release(d);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hierarchy__computes_in_the_order_of_needs),
		cmocka_unit_test(test_hierarchy__produces_a_null_that_is_not_zero),
		cmocka_unit_test(test_hierarchy__refuses_a_circle_and_a_wrong_component),
		cmocka_unit_test(test_hierarchy__orders_many_rules_that_are_written_backwards),
		cmocka_unit_test(test_hierarchy__copies_items_and_adds_what_several_rules_say),
		cmocka_unit_test(
			test_hierarchy__has_conditions_on_what_is_given_and_what_is_computed),
		cmocka_unit_test(test_hierarchy__keeps_every_digit_of_integers),
		cmocka_unit_test(test_hierarchy__has_codes_of_each_type),
		cmocka_unit_test(test_check_hierarchy__compares_the_sides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

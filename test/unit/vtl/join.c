/* Joins of small tables, of each kind. */
#include "table.h"

#include "vtl/join.h"

static const char left[] = "Id_1:i:integer Id_2:i:string Me_1:m:string Me_2:m:string\n"
			   "1|A|A|B\n1|B|C|D\n2|A|E|F";
static const char right[] = "Id_1:i:integer Id_2:i:string Me_1A:m:string Me_2:m:string\n"
			    "1|A|B|Q\n1|B|S|T\n3|A|Z|M";

static struct err join_two(struct desk *desk, enum join_kind kind, struct dataset *a,
			   struct dataset *b, struct join rest, struct dataset **out)
{
	const struct join_operand operands[] = { { &a->structure, S("d1"), a },
						 { &b->structure, S("d2"), b } };
	struct join join = rest;

	join.kind = kind;
	join.operands = operands;
	join.n_operands = 2;
	desk->run.fault = (struct fault){ 0 };
	return join_datasets(&desk->run, &join, out);
}

static void assert_joined(struct desk *desk, enum join_kind kind, const char *a, const char *b,
			  struct join rest, const char *expected)
{
	struct dataset *first = table(desk, a), *second = table(desk, b), *out;

	assert_ok(join_two(desk, kind, first, second, rest, &out));
	dataset_release(first);
	dataset_release(second);
	assert_table(desk, out, expected);
}

static void assert_unjoined(struct desk *desk, enum join_kind kind, const char *a, const char *b,
			    struct join rest)
{
	struct dataset *first = table(desk, a), *second = table(desk, b), *out;

	assert_fails(join_two(desk, kind, first, second, rest, &out), ERR_INVALID);
	dataset_release(first);
	dataset_release(second);
}

static void test_inner_join__has_the_pairs(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_joined(&desk, JOIN_INNER, left, right, (struct join){ 0 },
		      "Id_1:i:integer Id_2:i:string Me_1:m:string d1#Me_2:m:string Me_1A:m:string "
		      "d2#Me_2:m:string\n1|A|A|B|B|Q\n1|B|C|D|S|T");
	desk_close(&desk);
}

static void test_left_join__has_nulls_where_there_is_no_partner(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_joined(&desk, JOIN_LEFT, left, right, (struct join){ 0 },
		      "Id_1:i:integer Id_2:i:string Me_1:m:string d1#Me_2:m:string Me_1A:m:string "
		      "d2#Me_2:m:string\n1|A|A|B|B|Q\n1|B|C|D|S|T\n2|A|E|F||");
	desk_close(&desk);
}

static void test_full_join__has_the_keys_of_either_side(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_joined(&desk, JOIN_FULL, left, right, (struct join){ 0 },
		      "Id_1:i:integer Id_2:i:string Me_1:m:string d1#Me_2:m:string Me_1A:m:string "
		      "d2#Me_2:m:string\n1|A|A|B|B|Q\n1|B|C|D|S|T\n2|A|E|F||\n3|A|||Z|M");
	desk_close(&desk);
}

static void test_cross_join__has_all_pairs(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_joined(&desk, JOIN_CROSS, "a:i:integer x:m:number\n1|1\n2|",
		      "a:i:integer y:m:string\n7|p\n8|q", (struct join){ 0 },
		      "d1#a:i:integer x:m:number d2#a:i:integer y:m:string\n"
		      "1|1|7|p\n1|1|8|q\n2||7|p\n2||8|q");
	desk_close(&desk);
}

static void test_joins__multiply_rows_of_one_key(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_joined(&desk, JOIN_INNER, "a:i:string x:m:number\np|1\nq|2",
		      "a:i:string b:i:integer y:m:number\nq|1|10\np|1|20\np|2|30\nr|1|40",
		      (struct join){ 0 },
		      "a:i:string x:m:number b:i:integer y:m:number\n"
		      "p|1|1|20\np|1|2|30\nq|2|1|10");
	desk_close(&desk);
}

static void test_joins__need_keys_of_one_type(void **state)
{
	struct desk desk;
	const struct str nowhere[] = { S("x") };

	(void)state;
	desk_open(&desk);
	assert_unjoined(&desk, JOIN_INNER, "a:i:integer x:m:number\n1|1",
			"a:i:string y:m:number\n1|1", (struct join){ 0 });
	assert_unjoined(&desk, JOIN_INNER, "a:i:integer x:m:number\n1|1",
			"b:i:integer y:m:number\n1|1", (struct join){ 0 });
	assert_unjoined(&desk, JOIN_LEFT, "a:i:integer x:m:number\n1|1",
			"a:i:integer b:i:integer y:m:number\n1|1|1", (struct join){ 0 });
	assert_unjoined(&desk, JOIN_INNER, "a:i:integer x:m:number\n1|1",
			"a:i:integer x:m:number\n1|1",
			(struct join){ .using = nowhere, .n_using = 1 });
	desk_close(&desk);
}

static void test_left_join__takes_what_nvl_says_for_identifiers(void **state)
{
	const struct str using[] = { S("a") };
	const struct join_preset preset = { .name = S("b"), .value = scalar_integer(-1) };
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_joined(
		&desk, JOIN_LEFT, "a:i:integer x:m:number\n1|1\n2|2",
		"a:i:integer b:i:integer y:m:number\n1|5|6",
		(struct join){ .using = using, .n_using = 1, .presets = &preset, .n_presets = 1 },
		"a:i:integer x:m:number b:i:integer y:m:number\n1|1|5|6\n2|2|-1|");
	desk_close(&desk);
}

static void test_joins__combine_viral_attributes(void **state)
{
	const struct viral_clause clauses[] = {
		{ .first = scalar_string(S("C")), .result = scalar_string(S("C")) },
		{ .first = scalar_string(S("N")), .result = scalar_string(S("N")) },
	};
	const struct viral_rule rule = { .variable = S("V"),
					 .clauses = clauses,
					 .n_clauses = 2,
					 .otherwise = scalar_string(S("F")),
					 .has_otherwise = true };
	const struct viral_rules rules = { &rule, 1 };
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_joined(&desk, JOIN_FULL, "a:i:integer V:v:string\n1|N\n2|F\n3|C",
		      "a:i:integer V:v:string\n1|C\n2|F\n4|N", (struct join){ .viral = &rules },
		      "a:i:integer V:v:string\n1|C\n2|F\n3|C\n4|N");
	/* Where it is not viral its values do not count, in any order. */
	assert_joined(&desk, JOIN_FULL, "a:i:integer V:a:string\n1|C\n2|F\n4|N",
		      "a:i:integer V:v:string\n1|N\n2|F\n3|C", (struct join){ .viral = &rules },
		      "a:i:integer V:v:string\n1|N\n2|F\n4|\n3|C");
	/* The type takes the values of both, in any order. */
	const struct viral_rule greatest = { .variable = S("V"), .function = VIRAL_MAX };
	const struct viral_rules of_numbers = { &greatest, 1 };

	assert_joined(&desk, JOIN_INNER, "a:i:integer V:v:integer\n1|3\n2|1",
		      "a:i:integer V:v:number\n1|2.5\n2|1.5", (struct join){ .viral = &of_numbers },
		      "a:i:integer V:v:number\n1|3\n2|1.5");
	assert_unjoined(&desk, JOIN_INNER, "a:i:integer V:v:integer\n1|3",
			"a:i:integer V:v:string\n1|x", (struct join){ 0 });
	/* Without a rule: what all say, or nothing. */
	assert_joined(&desk, JOIN_INNER, "a:i:integer V:v:string\n1|N\n2|F",
		      "a:i:integer V:v:string\n1|C\n2|F", (struct join){ 0 },
		      "a:i:integer V:v:string\n1|\n2|F");
	desk_close(&desk);
}

static void test_join_strip__refuses_two_of_one_name(void **state)
{
	struct desk desk;
	struct dataset *a, *b, *joined, *out;

	(void)state;
	desk_open(&desk);
	a = table(&desk, left);
	b = table(&desk, right);
	assert_ok(join_two(&desk, JOIN_INNER, a, b, (struct join){ 0 }, &joined));
	assert_fails(join_strip(&desk.run, joined, &out), ERR_INVALID);
	dataset_release(joined);
	dataset_release(a);
	dataset_release(b);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inner_join__has_the_pairs),
		cmocka_unit_test(test_left_join__has_nulls_where_there_is_no_partner),
		cmocka_unit_test(test_full_join__has_the_keys_of_either_side),
		cmocka_unit_test(test_cross_join__has_all_pairs),
		cmocka_unit_test(test_joins__multiply_rows_of_one_key),
		cmocka_unit_test(test_joins__need_keys_of_one_type),
		cmocka_unit_test(test_left_join__takes_what_nvl_says_for_identifiers),
		cmocka_unit_test(test_joins__combine_viral_attributes),
		cmocka_unit_test(test_join_strip__refuses_two_of_one_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

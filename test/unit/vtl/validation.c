/* check, check_datapoint, and the clauses that turn columns into rows and back. */
#include "table.h"

#include "vtl/check.h"
#include "vtl/check_datapoint.h"
#include "vtl/clause.h"

static struct apply_operand beside(struct dataset *dataset)
{
	return (struct apply_operand){ .structure = &dataset->structure, .dataset = dataset };
}

static void test_check__tells_what_is_false_and_by_how_much(void **state)
{
	struct check_options all = { .is_invalid = false };
	const struct check_options invalid = { .is_invalid = true };
	struct desk desk;
	struct dataset *d, *imbalance, *out;

	(void)state;
	desk_open(&desk);
	all.parts[CHECK_CODE].scalar = text(&desk, "E");
	all.parts[CHECK_LEVEL].scalar = integer(&desk, 3);
	d = table(&desk,
		  "i:i:integer c:m:boolean A:a:string V:v:string\n1|true|x|N\n2|false|x|N\n3||x|M");
	imbalance = table(&desk, "i:i:integer x:m:integer\n1|0\n2|-4");
	all.parts[CHECK_IMBALANCE] = beside(imbalance);
	assert_ok(check_dataset(&desk.run, d, &all, &out));
	assert_table(&desk, out,
		     "i:i:integer bool_var:m:boolean imbalance:m:integer errorcode:m:string "
		     "errorlevel:m:integer V:v:string\n"
		     "1|true|0|||N\n2|false|-4|E|3|N\n3|||||M");
	assert_ok(check_dataset(&desk.run, d, &invalid, &out));
	assert_table(&desk, out,
		     "i:i:integer bool_var:m:boolean imbalance:m:number errorcode:m:string "
		     "errorlevel:m:integer V:v:string\n2|false||||N");
	assert_fails(check_dataset(&desk.run, imbalance, &all, &out), ERR_INVALID);
	dataset_release(d);
	dataset_release(imbalance);
	desk_close(&desk);
}

static void test_check__takes_codes_and_levels_of_datasets(void **state)
{
	struct check_options check = { .is_invalid = false };
	struct desk desk;
	struct dataset *d, *codes, *levels, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "i:i:integer c:m:boolean\n1|true\n2|false\n3|\n4|false");
	codes = table(&desk, "i:i:integer e:m:string V:v:string\n1|a|x\n2|b|x\n3|c|x");
	levels = table(&desk, "i:i:integer l:m:number\n2|0.5\n4|2");
	check.parts[CHECK_CODE] = beside(codes);
	check.parts[CHECK_LEVEL] = beside(levels);
	assert_ok(check_dataset(&desk.run, d, &check, &out));
	assert_table(&desk, out,
		     "i:i:integer bool_var:m:boolean imbalance:m:number errorcode:m:string "
		     "errorlevel:m:number\n1|true|||\n2|false||b|0.5\n3||||\n4|false|||2");
	check.parts[CHECK_IMBALANCE] = beside(codes);
	assert_fails(check_dataset(&desk.run, d, &check, &out), ERR_INVALID);
	check.parts[CHECK_IMBALANCE] = (struct apply_operand){ 0 };
	dataset_release(levels);
	levels = table(&desk, "i:i:integer k:i:string l:m:integer\n2|z|5");
	check.parts[CHECK_LEVEL] = beside(levels);
	assert_fails(check_dataset(&desk.run, d, &check, &out), ERR_INVALID);
	dataset_release(d);
	dataset_release(codes);
	dataset_release(levels);
	desk_close(&desk);
}

static void test_check_datapoint__has_a_line_for_each_rule(void **state)
{
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(
		&desk,
		"i:i:integer k:i:string x:m:integer A:a:string\n1|CREDIT|10|a\n1|DEBIT|-2|b\n2|DEBIT||c");
	{
		const struct datapoint_rule rules[] = {
			{ .name = S("1"),
			  .condition = call(&desk, OPERATION_EQUAL, component(&desk, d, "k"),
					    text(&desk, "CREDIT"), NULL),
			  .consequence = call(&desk, OPERATION_GREATER_EQUAL,
					      component(&desk, d, "x"), integer(&desk, 0), NULL) },
			{ .name = S("2"),
			  .consequence = call(&desk, OPERATION_GREATER, component(&desk, d, "x"),
					      integer(&desk, -1), NULL),
			  .error_code = scalar_string(S("bad")) },
		};
		struct check_datapoint check = { .rules = rules, .n_rules = 2 };

		assert_ok(check_datapoint(&desk.run, d, &check, &out));
		assert_table(&desk, out,
			     "i:i:integer k:i:string ruleid:i:string x:m:integer "
			     "errorcode:m:string errorlevel:m:integer\n1|DEBIT|2|-2|bad|");
		check.output = DATAPOINT_ALL;
		assert_ok(check_datapoint(&desk.run, d, &check, &out));
		assert_table(&desk, out,
			     "i:i:integer k:i:string ruleid:i:string bool_var:m:boolean "
			     "errorcode:m:string errorlevel:m:integer\n"
			     "1|CREDIT|1|true||\n1|DEBIT|1|true||\n2|DEBIT|1|true||\n"
			     "1|CREDIT|2|true||\n1|DEBIT|2|false|bad|\n2|DEBIT|2|||");
		check.rules = (struct datapoint_rule[]){ { .name = S("3"),
							   .consequence = integer(&desk, 1) } };
		check.n_rules = 1;
		assert_fails(check_datapoint(&desk.run, d, &check, &out), ERR_INVALID);
		check.rules = (struct datapoint_rule[]){ rules[1],
							 { .name = S("4"),
							   .consequence = rules[1].consequence,
							   .error_code = scalar_integer(4) } };
		check.n_rules = 2;
		assert_fails(check_datapoint(&desk.run, d, &check, &out), ERR_INVALID);
	}
	dataset_release(d);
	desk_close(&desk);
}

static void test_pivot__makes_measures_of_values(void **state)
{
	const struct viral_rule greatest = { .variable = S("V"), .function = VIRAL_MAX };
	const struct viral_rules rules = { &greatest, 1 };
	struct desk desk;
	struct dataset *d, *out, *back;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "i:i:integer k:i:string x:m:integer A:a:string\n"
			 "1|A|5|a\n1|B|2|b\n2|B||c\n2|C|7|d");
	assert_ok(pivot(&desk.run, d, S("k"), S("x"), NULL, &out));
	assert_table(&desk, dataset_hold(out),
		     "i:i:integer A:m:integer B:m:integer C:m:integer\n1|5|2|\n2|||7");
	assert_ok(unpivot(&desk.run, out, S("k"), S("x"), &back));
	dataset_release(out);
	assert_table(&desk, back, "i:i:integer k:i:string x:m:integer\n1|A|5\n1|B|2\n2|C|7");
	assert_fails(pivot(&desk.run, d, S("x"), S("k"), NULL, &out), ERR_INVALID);
	dataset_release(d);
	d = table(&desk, "i:i:integer k:i:string x:m:integer V:v:integer\n"
			 "1|A|5|3\n1|B|2|7\n2|B|1|4");
	assert_ok(pivot(&desk.run, d, S("k"), S("x"), &rules, &out));
	assert_table(&desk, out,
		     "i:i:integer V:v:integer A:m:integer B:m:integer\n1|7|5|2\n2|4||1");
	dataset_release(d);
	d = table(&desk, "i:i:integer k:i:string x:m:integer V:v:integer\n1|V|5|3");
	assert_fails(pivot(&desk.run, d, S("k"), S("x"), &rules, &out), ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

static void test_unpivot__takes_measures_of_one_type(void **state)
{
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "i:i:integer a:m:integer b:m:number c:m:number\n1|1||2.5\n2||3.5|");
	assert_ok(unpivot(&desk.run, d, S("k"), S("x"), &out));
	assert_table(&desk, out, "i:i:integer k:i:string x:m:number\n1|a|1\n1|c|2.5\n2|b|3.5");
	dataset_release(d);
	d = table(&desk, "i:i:integer a:m:integer b:m:string\n1|1|z");
	assert_fails(unpivot(&desk.run, d, S("k"), S("x"), &out), ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check__tells_what_is_false_and_by_how_much),
		cmocka_unit_test(test_check__takes_codes_and_levels_of_datasets),
		cmocka_unit_test(test_check_datapoint__has_a_line_for_each_rule),
		cmocka_unit_test(test_pivot__makes_measures_of_values),
		cmocka_unit_test(test_unpivot__takes_measures_of_one_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

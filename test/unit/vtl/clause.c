/* The clauses, on small tables. */
#include "table.h"

#include "vtl/clause.h"

static const char small[] =
	"Id_1:i:integer Id_2:i:string Me_1:m:integer At_1:a:string At_2:v:string\n"
	"1|A|20|x|N\n1|B|2||M\n2|A||y|";

static void test_calc__adds_and_replaces_components(void **state)
{
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, small);
	{
		const struct calc_item items[] = {
			{ .name = S("Me_1"),
			  .expression = call(&desk, OPERATION_MULTIPLY, component(&desk, d, "Me_1"),
					     integer(&desk, 2), NULL) },
			{ .name = S("Me_2"), .expression = component(&desk, d, "Id_1") },
			{ .name = S("At_3"),
			  .role = ROLE_ATTRIBUTE,
			  .has_role = true,
			  .expression = text(&desk, "EP") },
		};

		assert_ok(calc(&desk.run, d, &(struct calc){ items, countof(items) }, &out));
	}
	dataset_release(d); /* the result holds what it borrows */
	assert_table(&desk, out,
		     "Id_1:i:integer Id_2:i:string Me_1:m:integer At_1:a:string At_2:v:string "
		     "Me_2:m:integer At_3:a:string\n"
		     "1|A|40|x|N|1|EP\n1|B|4||M|1|EP\n2|A||y||2|EP");
	desk_close(&desk);
}

static void test_calc__leaves_identifiers_alone(void **state)
{
	struct desk desk;
	struct dataset *d;
	struct structure out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, small);
	{
		const struct calc_item item = { .name = S("Id_1"),
						.expression = integer(&desk, 1) };

		assert_fails(calc_structure(&desk.arena, &d->structure, &(struct calc){ &item, 1 },
					    &out, &desk.fault),
			     ERR_INVALID);
	}
	assert_str(desk.fault.args.at[1], "Id_1");
	dataset_release(d);
	desk_close(&desk);
}

static void test_filter__keeps_what_is_true_and_not_null(void **state)
{
	struct desk desk;
	struct dataset *d, *once, *twice;

	(void)state;
	desk_open(&desk);
	d = table(&desk, small);
	assert_ok(filter(
		&desk.run, d,
		call(&desk, OPERATION_LESS, component(&desk, d, "Me_1"), integer(&desk, 100), NULL),
		&once));
	assert_int_equal(once->n_rows, 2);
	assert_ok(filter(&desk.run, once,
			 call(&desk, OPERATION_EQUAL, component(&desk, once, "Id_2"),
			      text(&desk, "B"), NULL),
			 &twice));
	dataset_release(once);
	dataset_release(d);
	assert_table(&desk, twice,
		     "Id_1:i:integer Id_2:i:string Me_1:m:integer At_1:a:string At_2:v:string\n"
		     "1|B|2||M");
	desk_close(&desk);
}

static void test_keep_and_drop__choose_among_measures_and_attributes(void **state)
{
	const struct str names[] = { S("At_1") }, identifier[] = { S("Id_1") };
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, small);
	assert_ok(keep(&desk.run, d, names, 1, false, &out));
	assert_table(&desk, out, "Id_1:i:integer Id_2:i:string At_1:a:string\n1|A|x\n1|B|\n2|A|y");
	assert_ok(keep(&desk.run, d, names, 1, true, &out));
	assert_table(&desk, out,
		     "Id_1:i:integer Id_2:i:string Me_1:m:integer At_2:v:string\n"
		     "1|A|20|N\n1|B|2|M\n2|A||");
	assert_fails(keep(&desk.run, d, identifier, 1, false, &out), ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

static void test_rename__may_exchange_names_but_not_double_them(void **state)
{
	const struct rename_item swap[] = { { S("Id_1"), S("Id_2") }, { S("Id_2"), S("Id_1") } };
	const struct rename_item twice[] = { { S("Id_1"), S("Id_2") } };
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "Id_1:i:integer Id_2:i:string Me_1:m:integer\n1|A|20");
	assert_ok(rename_components(&desk.run, d, swap, 2, &out));
	assert_table(&desk, out, "Id_2:i:integer Id_1:i:string Me_1:m:integer\n1|A|20");
	assert_fails(rename_components(&desk.run, d, twice, 1, &out), ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

static void test_sub__fixes_identifiers_and_drops_them(void **state)
{
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, small);
	{
		const struct sub_item items[] = { { S("Id_1"), integer(&desk, 1) },
						  { S("Id_2"), text(&desk, "B") } };
		const struct sub_item measure[] = { { S("Me_1"), integer(&desk, 1) } };

		assert_ok(sub(&desk.run, d, items, 1, &out));
		assert_table(&desk, out,
			     "Id_2:i:string Me_1:m:integer At_1:a:string At_2:v:string\n"
			     "A|20|x|N\nB|2||M");
		assert_ok(sub(&desk.run, d, items, 2, &out));
		assert_table(&desk, out, "Me_1:m:integer At_1:a:string At_2:v:string\n2||M");
		assert_fails(sub(&desk.run, d, measure, 1, &out), ERR_INVALID);
	}
	dataset_release(d);
	desk_close(&desk);
}

static void test_membership__makes_one_measure(void **state)
{
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, small);
	assert_ok(membership(&desk.run, d, S("Me_1"), &out));
	assert_table(&desk, out,
		     "Id_1:i:integer Id_2:i:string Me_1:m:integer At_2:v:string\n"
		     "1|A|20|N\n1|B|2|M\n2|A||");
	assert_ok(membership(&desk.run, d, S("At_2"), &out));
	assert_table(&desk, out,
		     "Id_1:i:integer Id_2:i:string string_var:m:string At_2:v:string\n"
		     "1|A|N|N\n1|B|M|M\n2|A||");
	assert_fails(membership(&desk.run, d, S("Me_9"), &out), ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_calc__adds_and_replaces_components),
		cmocka_unit_test(test_calc__leaves_identifiers_alone),
		cmocka_unit_test(test_filter__keeps_what_is_true_and_not_null),
		cmocka_unit_test(test_keep_and_drop__choose_among_measures_and_attributes),
		cmocka_unit_test(test_rename__may_exchange_names_but_not_double_them),
		cmocka_unit_test(test_sub__fixes_identifiers_and_drops_them),
		cmocka_unit_test(test_membership__makes_one_measure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

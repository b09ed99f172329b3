/* Aggregation and operators on whole datasets. */
#include "table.h"

#include "vtl/aggregate.h"
#include "vtl/apply.h"

static const char sales[] = "Id_1:i:integer Id_2:i:string Me_1:m:integer Me_2:m:number V:v:string\n"
			    "1|A|3|1.5|N\n1|B|5||N\n1|C||2.5|N\n2|A|2|4|N\n2|B|4|6|M\n3|A|||N";

static void assert_aggregated(struct desk *desk, enum aggregation function,
			      struct grouping grouping, const char *operand, const char *expected)
{
	struct dataset *d = table(desk, operand), *out;
	struct aggregate aggregate = { .grouping = grouping };
	struct aggregate_item *items;

	assert_ok(aggregate_measures(&desk->arena, &d->structure, function, 1, &items,
				     &aggregate.n_items, &desk->fault));
	aggregate.items = items;
	assert_ok(aggregate_dataset(&desk->run, d, &aggregate, &out));
	dataset_release(d);
	assert_table(desk, out, expected);
}

static void test_aggregates__leave_nulls_out(void **state)
{
	static const struct str names[] = { STR("Id_1") };
	const struct grouping by = { .names = names, .n_names = 1 };
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_aggregated(&desk, AGGREGATION_SUM, by, sales,
			  "Id_1:i:integer Me_1:m:integer Me_2:m:number V:v:string\n"
			  "1|8|4|N\n2|6|10|\n3|||N");
	assert_aggregated(&desk, AGGREGATION_AVG, by, sales,
			  "Id_1:i:integer Me_1:m:number Me_2:m:number V:v:string\n"
			  "1|4|2|N\n2|3|5|\n3|||N");
	assert_aggregated(&desk, AGGREGATION_MIN, by, sales,
			  "Id_1:i:integer Me_1:m:integer Me_2:m:number V:v:string\n"
			  "1|3|1.5|N\n2|2|4|\n3|||N");
	assert_aggregated(&desk, AGGREGATION_MAX, by, sales,
			  "Id_1:i:integer Me_1:m:integer Me_2:m:number V:v:string\n"
			  "1|5|2.5|N\n2|4|6|\n3|||N");
	assert_aggregated(&desk, AGGREGATION_COUNT, by, sales,
			  "Id_1:i:integer int_var:m:integer V:v:string\n1|3|N\n2|2|\n3|1|N");
	desk_close(&desk);
}

static void test_deviations__are_of_population_and_sample(void **state)
{
	static const struct str names[] = { STR("Id_1") };
	static const char numbers[] =
		"Id_1:i:integer Id_2:i:integer x:m:number\n1|1|1000003\n1|2|1000005\n1|3|1000007\n2|1|5";
	const struct grouping by = { .names = names, .n_names = 1 };
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_aggregated(&desk, AGGREGATION_VAR_SAMP, by, numbers,
			  "Id_1:i:integer x:m:number\n1|4\n2|");
	assert_aggregated(&desk, AGGREGATION_VAR_POP, by, numbers,
			  "Id_1:i:integer x:m:number\n1|2.66666667\n2|0");
	assert_aggregated(&desk, AGGREGATION_STDDEV_SAMP, by, numbers,
			  "Id_1:i:integer x:m:number\n1|2\n2|");
	assert_aggregated(&desk, AGGREGATION_STDDEV_POP, by, numbers,
			  "Id_1:i:integer x:m:number\n1|1.63299316\n2|0");
	assert_aggregated(&desk, AGGREGATION_MEDIAN, by, numbers,
			  "Id_1:i:integer x:m:number\n1|1000005\n2|5");
	desk_close(&desk);
}

static void test_grouping__may_name_what_is_left_out_or_nothing(void **state)
{
	static const struct str names[] = { STR("Id_1") };
	static const char strings[] = "Id_1:i:integer Id_2:i:string x:m:string d:m:date\n"
				      "1|a|pear|2020-05-01\n2|a|apple|2019-01-01\n2|b||";
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_aggregated(&desk, AGGREGATION_MIN,
			  (struct grouping){ .names = names, .n_names = 1, .is_except = true },
			  strings, "Id_2:i:string x:m:string d:m:date\na|apple|2019-01-01\nb||");
	assert_aggregated(&desk, AGGREGATION_MAX, (struct grouping){ 0 }, strings,
			  "x:m:string d:m:date\npear|2020-05-01");
	assert_aggregated(&desk, AGGREGATION_SUM, (struct grouping){ 0 },
			  "Id_1:i:integer x:m:number\n", "x:m:number\n");
	desk_close(&desk);
}

static void test_aggregates__refuse_what_is_no_number(void **state)
{
	struct desk desk;
	struct dataset *d;
	struct aggregate_item *items;
	size_t n;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "Id_1:i:integer x:m:string\n1|a");
	assert_fails(aggregate_measures(&desk.arena, &d->structure, AGGREGATION_SUM, 1, &items, &n,
					&desk.fault),
		     ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

static void test_having__sees_hidden_aggregates(void **state)
{
	static const struct str names[] = { STR("Id_1") };
	struct desk desk;
	struct dataset *d, *out;
	struct structure virtual;
	const struct expression *operands[2], *having;

	(void)state;
	desk_open(&desk);
	d = table(&desk, sales);
	{
		struct aggregate_item items[] = {
			{ .function = AGGREGATION_SUM,
			  .operand = component(&desk, d, "Me_1"),
			  .name = S("total") },
			{ .function = AGGREGATION_COUNT, .name = S("n"), .is_hidden = true },
		};
		struct aggregate aggregate = { .items = items,
					       .n_items = countof(items),
					       .grouping = { .names = names, .n_names = 1 } };

		assert_ok(aggregate_having_structure(&desk.arena, &d->structure, &aggregate,
						     &virtual, &desk.fault));
		assert_ok(expression_component(&desk.arena, &virtual,
					       (size_t)structure_find(&virtual, S("n")), 1,
					       &operands[0]));
		operands[1] = integer(&desk, 1);
		assert_ok(expression_call(&desk.arena, OPERATION_GREATER, operands, 2, 1, &having,
					  &desk.fault));
		aggregate.having = having;
		assert_ok(aggregate_dataset(&desk.run, d, &aggregate, &out));
	}
	dataset_release(d);
	assert_table(&desk, out, "Id_1:i:integer total:m:integer V:v:string\n1|8|N\n2|6|");
	desk_close(&desk);
}

static void test_group_all__converts_the_time(void **state)
{
	struct desk desk;
	struct dataset *d, *out;
	const struct expression *operands[3] = { 0 };
	struct aggregate aggregate = { .grouping = { .is_except = true, .converted = S("t") } };
	struct aggregate_item *items;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "t:i:time_period a:i:string x:m:integer\n"
			 "2010Q1|A|20\n2010Q2|A|21\n2010Q1|B|50\n2011Q1|A|1");
	operands[0] = text(&desk, "A");
	operands[2] = component(&desk, d, "t");
	assert_ok(expression_call(&desk.arena, OPERATION_TIME_AGG, operands, 3, 1,
				  &aggregate.grouping.conversion, &desk.fault));
	assert_ok(aggregate_measures(&desk.arena, &d->structure, AGGREGATION_SUM, 1, &items,
				     &aggregate.n_items, &desk.fault));
	aggregate.items = items;
	assert_ok(aggregate_dataset(&desk.run, d, &aggregate, &out));
	dataset_release(d);
	assert_table(&desk, out,
		     "t:i:time_period a:i:string x:m:integer\n2010|A|41\n2010|B|50\n2011|A|1");
	desk_close(&desk);
}

static struct err apply_to(struct desk *desk, enum operation operation, struct dataset *a,
			   struct dataset *b, const struct expression *scalar, struct dataset **out)
{
	struct apply_operand operands[3] = { { .structure = &a->structure, .dataset = a } };
	size_t n = 1;

	if (b)
		operands[n++] = (struct apply_operand){ .structure = &b->structure, .dataset = b };
	if (scalar)
		operands[n++] = (struct apply_operand){ .scalar = scalar };
	desk->run.fault = (struct fault){ 0 };
	return apply(
		&desk->run,
		&(struct apply){ .operation = operation, .operands = operands, .n_operands = n },
		out);
}

static void test_apply__joins_by_the_common_identifiers(void **state)
{
	struct desk desk;
	struct dataset *a, *b, *out;

	(void)state;
	desk_open(&desk);
	a = table(&desk, "i:i:integer j:i:string x:m:integer y:m:number V:v:string\n"
			 "1|p|1|0.5|N\n1|q|2||N\n2|p|3|1|M");
	b = table(&desk, "i:i:integer y:m:number x:m:integer W:a:string\n1|10|100|z");
	assert_ok(apply_to(&desk, OPERATION_ADD, a, b, NULL, &out));
	assert_table(&desk, out,
		     "i:i:integer j:i:string x:m:integer y:m:number V:v:string\n"
		     "1|p|101|10.5|N\n1|q|102||N");
	assert_ok(apply_to(&desk, OPERATION_SUBTRACT, b, a, NULL, &out));
	assert_table(&desk, out,
		     "i:i:integer j:i:string y:m:number x:m:integer V:v:string\n"
		     "1|p|9.5|99|N\n1|q||98|N");
	assert_ok(apply_to(&desk, OPERATION_MULTIPLY, a, NULL, number(&desk, 2), &out));
	assert_table(&desk, out,
		     "i:i:integer j:i:string x:m:number y:m:number V:v:string\n"
		     "1|p|2|1|N\n1|q|4||N\n2|p|6|2|M");
	assert_fails(apply_to(&desk, OPERATION_GREATER, a, NULL, integer(&desk, 1), &out),
		     ERR_INVALID);
	dataset_release(b);
	b = table(&desk, "k:i:integer x:m:integer y:m:number\n1|1|1");
	assert_fails(apply_to(&desk, OPERATION_ADD, a, b, NULL, &out), ERR_INVALID);
	dataset_release(b);
	b = table(&desk, "i:i:integer x:m:integer\n1|1");
	assert_fails(apply_to(&desk, OPERATION_ADD, a, b, NULL, &out), ERR_INVALID);
	assert_ok(apply_to(&desk, OPERATION_GREATER, b, NULL, integer(&desk, 0), &out));
	assert_table(&desk, out, "i:i:integer bool_var:m:boolean\n1|true");
	assert_fails(apply_to(&desk, OPERATION_LENGTH, b, NULL, NULL, &out), ERR_INVALID);
	dataset_release(a);
	dataset_release(b);
	desk_close(&desk);
}

static void test_if__takes_data_points_of_the_branch_that_is_chosen(void **state)
{
	struct desk desk;
	struct dataset *condition, *a, *b, *out;

	(void)state;
	desk_open(&desk);
	condition = table(&desk, "i:i:integer c:m:boolean\n1|true\n2|false\n3|\n4|true");
	a = table(&desk, "i:i:integer x:m:integer\n1|10\n2|20\n3|30");
	b = table(&desk, "i:i:integer x:m:number\n1|1.5\n2|2.5\n3|3.5\n4|4.5");
	{
		const struct apply_operand operands[] = {
			{ .structure = &condition->structure, .dataset = condition },
			{ .structure = &a->structure, .dataset = a },
			{ .structure = &b->structure, .dataset = b },
		};
		const struct apply_operand scalar[] = { operands[0],
							{ .scalar = integer(&desk, 7) },
							operands[2] };

		assert_ok(apply(&desk.run,
				&(struct apply){ .operation = OPERATION_IF,
						 .operands = operands,
						 .n_operands = 3 },
				&out));
		assert_table(&desk, out, "i:i:integer x:m:number\n1|10\n2|2.5\n3|3.5");
		assert_ok(apply(&desk.run,
				&(struct apply){ .operation = OPERATION_IF,
						 .operands = scalar,
						 .n_operands = 3 },
				&out));
		assert_table(&desk, out, "i:i:integer x:m:number\n1|7\n2|2.5\n3|3.5\n4|7");
	}
	dataset_release(condition);
	dataset_release(a);
	dataset_release(b);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_aggregates__leave_nulls_out),
		cmocka_unit_test(test_deviations__are_of_population_and_sample),
		cmocka_unit_test(test_grouping__may_name_what_is_left_out_or_nothing),
		cmocka_unit_test(test_aggregates__refuse_what_is_no_number),
		cmocka_unit_test(test_having__sees_hidden_aggregates),
		cmocka_unit_test(test_group_all__converts_the_time),
		cmocka_unit_test(test_apply__joins_by_the_common_identifiers),
		cmocka_unit_test(test_if__takes_data_points_of_the_branch_that_is_chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

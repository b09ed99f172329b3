/*
 * Plans that are run: scripts on small tables. Every dataset is given back at the end, also after a
 * mistake, which closing the desk asserts.
 */
#include "vtl/execute.h"

#include "table.h"
#include "vtl/analyse.h"
#include "vtl/parse.h"

enum { MOST = 8 };

/* A script with its inputs, compiled. */
struct work {
	struct desk desk;
	struct plan_input inputs[MOST];
	struct run_input data[MOST];
	size_t n_inputs;
	struct diagnostics diagnostics;
	struct script script;
	struct plan plan;
	struct run_result results[MOST];
};

static void work_open(struct work *work)
{
	*work = (struct work){ .n_inputs = 0 };
	desk_open(&work->desk);
}

static void add_input(struct work *work, const char *name, const char *rows)
{
	struct dataset *dataset = table(&work->desk, rows);

	assert_true(work->n_inputs < MOST);
	work->inputs[work->n_inputs] =
		(struct plan_input){ .name = str_of(name), .structure = dataset->structure };
	work->data[work->n_inputs++].dataset = dataset;
}

static void compile(struct work *work, const char *text)
{
	const struct environment environment = { .inputs = work->inputs,
						 .n_inputs = work->n_inputs };

	diagnostics_init(&work->diagnostics, &work->desk.arena);
	assert_ok(script_parse(&work->desk.arena, S("test"), str_of(text), &work->diagnostics,
			       &work->script));
	assert_ok(script_analyse(&work->desk.arena, &work->script, &environment, &work->diagnostics,
				 &work->plan));
	assert_true(work->plan.n_results <= MOST);
}

static struct err run_once(struct work *work)
{
	return plan_run(&work->plan, &work->desk.run, &work->desk.arena, work->data, work->results);
}

/* The result of the name. */
static struct run_result *result(struct work *work, const char *name)
{
	for (size_t i = 0; i < work->plan.n_results; i++)
		if (str_eq(work->plan.results[i].name, str_of(name)))
			return &work->results[i];
	fail();
	return NULL;
}

static void assert_result(struct work *work, const char *name, const char *expected)
{
	struct run_result *found = result(work, name);

	assert_non_null(found->dataset);
	assert_table(&work->desk, dataset_hold(found->dataset), expected);
}

static void work_close(struct work *work)
{
	run_results_release(&work->plan, work->results);
	for (size_t i = 0; i < work->n_inputs; i++)
		dataset_release(work->data[i].dataset);
	desk_close(&work->desk);
}

static const char first[] = "Id:i:integer Me:m:number\n"
			    "1|10\n"
			    "2|20\n"
			    "3|";

static void test_execute__results_may_use_each_other_in_any_order(void **state)
{
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "DS", first);
	compile(&work, "C := B + A; B := A * 2; A := DS + 1;");
	assert_ok(run_once(&work));
	assert_result(&work, "C", "Id:i:integer Me:m:number\n1|33\n2|63\n3|");
	work_close(&work);
}

static void test_execute__a_scalar_of_data_goes_into_other_expressions(void **state)
{
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "DS", first);
	compile(&work, "Top := max(DS)#Me; Half := Top / 2; R := DS[filter Me > Half];");
	assert_ok(run_once(&work));
	assert_result(&work, "R", "Id:i:integer Me:m:number\n2|20");
	assert_true(result(&work, "Half")->scalar.number == 10);
	work_close(&work);
}

static void test_execute__a_plan_runs_again_on_other_data(void **state)
{
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "DS", first);
	compile(&work, "R := DS[calc Me := Me * 2][filter Me > 10];");
	assert_ok(run_once(&work));
	assert_result(&work, "R", "Id:i:integer Me:m:number\n1|20\n2|40");
	run_results_release(&work.plan, work.results);
	dataset_release(work.data[0].dataset);
	work.data[0].dataset = table(&work.desk, "Id:i:integer Me:m:number\n7|100");
	assert_ok(run_once(&work));
	assert_result(&work, "R", "Id:i:integer Me:m:number\n7|200");
	work_close(&work);
}

static void test_execute__an_argument_is_computed_once(void **state)
{
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "DS", first);
	/* Computed anew wherever it stands, the argument would be needed 2^20 times. */
	compile(&work, "define operator d (x dataset) is x + x end operator;\n"
		       "define operator e (x dataset) is d(d(d(d(d(x))))) end operator;\n"
		       "R := e(e(e(e(DS))));");
	assert_ok(run_once(&work));
	assert_result(&work, "R", "Id:i:integer Me:m:number\n1|10485760\n2|20971520\n3|");
	work_close(&work);
}

static void test_execute__analytic_functions_stand_within_expressions(void **state)
{
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "DS", first);
	compile(&work,
		"R := DS[calc Up := Me - lag(Me, 1 over (partition except all order by Id))];");
	assert_ok(run_once(&work));
	assert_result(&work, "R", "Id:i:integer Me:m:number Up:m:number\n1|10|\n2|20|10\n3||");
	work_close(&work);
}

static void test_execute__having_filters_groups(void **state)
{
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "DS", "Id:i:integer K:i:string Me:m:number\n1|a|1\n2|a|2\n3|b|9");
	compile(&work, "R := DS[aggr S := sum(Me) group by K having count() > 1 and max(Me) < 5];");
	assert_ok(run_once(&work));
	assert_result(&work, "R", "K:i:string S:m:number\na|3");
	work_close(&work);
}

static void test_execute__a_fault_has_its_place(void **state)
{
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "DS", "Id:i:integer Me:m:string\n1|12\n2|x");
	compile(&work, "R :=\n  DS[calc N := cast(Me, integer)];");
	assert_fails(run_once(&work), ERR_INVALID);
	assert_true(fault_found(&work.desk.run.fault));
	assert_int_equal(work.plan.places[work.desk.run.fault.place].place.line, 2);
	assert_int_equal(work.plan.places[work.desk.run.fault.place].place.column, 16);
	work_close(&work);
}

static void test_execute__a_run_can_be_called_off(void **state)
{
	const atomic_bool yes = true;
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "DS", first);
	compile(&work, "R := DS + 1;");
	work.desk.run.cancel = &yes;
	assert_fails(run_once(&work), ERR_LIMIT);
	work.desk.run.cancel = NULL;
	work.desk.run.deadline_ms = 1; /* long ago */
	assert_fails(run_once(&work), ERR_LIMIT);
	work_close(&work);
}

static void test_execute__memory_has_a_bound(void **state)
{
	struct work work;
	size_t limit;

	(void)state;
	work_open(&work);
	add_input(&work, "DS", first);
	compile(&work,
		"R := cross_join(DS as a, DS as b rename a#Id to Id_a, b#Id to Id_b, a#Me to M, "
		"b#Me to N);");
	limit = work.desk.allowance.limit;
	work.desk.allowance.limit = work.desk.allowance.used;
	assert_fails(run_once(&work), ERR_LIMIT);
	work.desk.allowance.limit = limit;
	assert_ok(run_once(&work));
	assert_int_equal(result(&work, "R")->dataset->n_rows, 9);
	work_close(&work);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_execute__results_may_use_each_other_in_any_order),
		cmocka_unit_test(test_execute__a_scalar_of_data_goes_into_other_expressions),
		cmocka_unit_test(test_execute__a_plan_runs_again_on_other_data),
		cmocka_unit_test(test_execute__an_argument_is_computed_once),
		cmocka_unit_test(test_execute__analytic_functions_stand_within_expressions),
		cmocka_unit_test(test_execute__having_filters_groups),
		cmocka_unit_test(test_execute__a_fault_has_its_place),
		cmocka_unit_test(test_execute__a_run_can_be_called_off),
		cmocka_unit_test(test_execute__memory_has_a_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

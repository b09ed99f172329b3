/*
 * Runs that end early: for want of memory at every single request, by an allowance that is too small, late
 * or called off. Nothing is left behind then, and the operands are as they were.
 */
#include "table.h"

#include "base/memory.h"
#include "vtl/analytic.h"
#include "vtl/apply.h"
#include "vtl/check.h"
#include "vtl/check_datapoint.h"
#include "vtl/clause.h"
#include "vtl/hierarchy.h"
#include "vtl/join.h"
#include "vtl/set.h"
#include "vtl/time_series.h"

struct operands {
	struct desk *desk;
	struct dataset *a, *b, *truths;
	const struct expression *condition, *text, *constant;
};

typedef struct err operate(struct operands *operands, struct dataset **out);

static struct err run_filter(struct operands *o, struct dataset **out)
{
	return filter(&o->desk->run, o->a, o->condition, out);
}

static struct err run_calc(struct operands *o, struct dataset **out)
{
	const struct calc_item item = { .name = S("new"), .expression = o->text };

	return calc(&o->desk->run, o->a, &(struct calc){ &item, 1 }, out);
}

static struct err run_join(struct operands *o, struct dataset **out)
{
	const struct join_operand joined[] = { { &o->a->structure, S("a"), o->a },
					       { &o->b->structure, S("b"), o->b } };

	return join_datasets(
		&o->desk->run,
		&(struct join){ .kind = JOIN_FULL, .operands = joined, .n_operands = 2 }, out);
}

static struct err run_apply(struct operands *o, struct dataset **out)
{
	const struct apply_operand operands[] = {
		{ .structure = &o->a->structure, .dataset = o->a },
		{ .structure = &o->b->structure, .dataset = o->b }
	};

	return apply(&o->desk->run,
		     &(struct apply){
			     .operation = OPERATION_ADD, .operands = operands, .n_operands = 2 },
		     out);
}

static struct err run_union(struct operands *o, struct dataset **out)
{
	struct dataset *operands[] = { o->a, o->b };

	return set_apply(&o->desk->run, SET_UNION, operands, 2, out);
}

static struct err run_aggregate(struct operands *o, struct dataset **out)
{
	static const struct str names[] = { STR("k") };
	struct aggregate aggregate = { .grouping = { .names = names, .n_names = 1 } };
	struct aggregate_item *items;

	TRY(aggregate_measures(&o->desk->arena, &o->a->structure, AGGREGATION_MEDIAN, 1, &items,
			       &aggregate.n_items, &o->desk->fault));
	aggregate.items = items;
	return aggregate_dataset(&o->desk->run, o->a, &aggregate, out);
}

static struct err run_analytic(struct operands *o, struct dataset **out)
{
	static const struct order_item by = { .name = STR("t") };
	const struct analytic_item pattern = { .function = AGGREGATION_SUM,
					       .over = { .order = &by, .n_order = 1 } };

	return analytic_dataset(&o->desk->run, o->a, &pattern, NULL, out);
}

static struct err run_fill(struct operands *o, struct dataset **out)
{
	return series_apply(&o->desk->run, SERIES_FILL_ALL, o->a, 0, out);
}

static struct err run_pivot(struct operands *o, struct dataset **out)
{
	return pivot(&o->desk->run, o->a, S("k"), S("x"), NULL, out);
}

static struct err run_hierarchy(struct operands *o, struct dataset **out)
{
	static const struct hierarchy_term terms[] = { { .code = STR("p") }, { .code = STR("q") } };
	static const struct hierarchy_rule rule = { .name = STR("1"),
						    .left = STR("all"),
						    .relation = OPERATION_EQUAL,
						    .terms = terms,
						    .n_terms = 2 };

	return hierarchy_roll_up(&o->desk->run, o->a,
				 &(struct hierarchy){ .rules = &rule,
						      .n_rules = 1,
						      .component = S("k"),
						      .input = HIERARCHY_RULE,
						      .output = HIERARCHY_ALL },
				 out);
}

static struct err run_plain_check(struct operands *o, struct dataset **out)
{
	struct check_options check = { .is_invalid = true };

	check.parts[CHECK_IMBALANCE] =
		(struct apply_operand){ .structure = &o->b->structure, .dataset = o->b };
	check.parts[CHECK_CODE].scalar = o->constant;
	return check_dataset(&o->desk->run, o->truths, &check, out);
}

static struct err run_check_hierarchy(struct operands *o, struct dataset **out)
{
	static const struct hierarchy_term terms[] = { { .code = STR("q") } };
	static const struct hierarchy_rule rule = { .name = STR("1"),
						    .left = STR("p"),
						    .relation = OPERATION_LESS,
						    .terms = terms,
						    .n_terms = 1 };

	return check_hierarchy(&o->desk->run, o->a,
			       &(struct hierarchy){ .rules = &rule,
						    .n_rules = 1,
						    .component = S("k"),
						    .mode = HIERARCHY_ALWAYS_ZERO,
						    .input = HIERARCHY_DATASET_PRIORITY,
						    .output = HIERARCHY_ALL_MEASURES },
			       out);
}

static struct err run_rules(struct operands *o, struct dataset **out)
{
	const struct datapoint_rule rule = { .name = S("1"), .consequence = o->condition };

	return check_datapoint(&o->desk->run, o->a,
			       &(struct check_datapoint){ .rules = &rule, .n_rules = 1 }, out);
}

static operate *const all[] = {
	run_filter,          run_calc, run_join,  run_apply,     run_union, run_aggregate,
	run_analytic,        run_fill, run_pivot, run_hierarchy, run_rules, run_plain_check,
	run_check_hierarchy,
};

static void open_operands(struct operands *o, struct desk *desk)
{
	desk_open(desk);
	o->desk = desk;
	o->a = table(desk, "k:i:string t:i:time_period x:m:number V:v:string\n"
			   "p|2010|1|N\np|2012|2|M\nq|2010|3|N\nq|2011||N");
	o->b = table(desk,
		     "k:i:string t:i:time_period x:m:number V:v:string\np|2010|5|M\nr|2010|7|N");
	o->truths = table(
		desk, "k:i:string t:i:time_period c:m:boolean\np|2010|false\nq|2010|true\nr|2010|");
	o->constant = text(desk, "code");
	o->condition =
		call(desk, OPERATION_GREATER, component(desk, o->a, "x"), number(desk, 1), NULL);
	o->text = call(desk, OPERATION_CONCAT, component(desk, o->a, "k"), text(desk, "!"), NULL);
}

static void close_operands(struct operands *o)
{
	dataset_release(o->a);
	dataset_release(o->b);
	dataset_release(o->truths);
	desk_close(o->desk);
}

static void test_memory__may_end_at_any_request(void **state)
{
	struct operands o;
	struct desk desk;

	(void)state;
	open_operands(&o, &desk);
	for (size_t i = 0; i < countof(all); i++) {
		size_t held = desk.allowance.used;
		bool is_done = false;

		for (uint64_t n = 1; !is_done; n++) {
			struct dataset *out = NULL;
			struct err err;

			memory_fail_after(n);
			err = all[i](&o, &out);
			memory_fail_after(0);
			is_done = !failed(err);
			if (is_done)
				dataset_release(out);
			else
				assert_fails(err, ERR_LIMIT);
			assert_int_equal(desk.allowance.used, held);
		}
	}
	close_operands(&o);
}

static void test_allowance__bounds_a_run(void **state)
{
	struct operands o;
	struct desk desk;

	(void)state;
	open_operands(&o, &desk);
	for (size_t i = 0; i < countof(all); i++) {
		size_t held = desk.allowance.used;
		struct dataset *out;

		desk.allowance.limit = held + 4096;
		assert_fails(all[i](&o, &out), ERR_LIMIT);
		assert_int_equal(desk.allowance.used, held);
		desk.allowance.limit = (size_t)1 << 30;
	}
	close_operands(&o);
}

static void test_run__may_be_late_or_called_off(void **state)
{
	const atomic_bool yes = true;
	struct operands o;
	struct desk desk;

	(void)state;
	open_operands(&o, &desk);
	for (size_t i = 0; i < countof(all); i++) {
		struct dataset *out;

		desk.run.cancel = &yes;
		assert_fails(all[i](&o, &out), ERR_LIMIT);
		desk.run.cancel = NULL;
		desk.run.deadline_ms = 1;
		assert_fails(all[i](&o, &out), ERR_LIMIT);
		desk.run.deadline_ms = 0;
		assert_ok(all[i](&o, &out));
		dataset_release(out);
	}
	close_operands(&o);
}

static void test_join__that_explodes_ends_at_the_limit_of_rows(void **state)
{
	struct operands o;
	struct desk desk;
	struct dataset *out;

	(void)state;
	open_operands(&o, &desk);
	desk.run.rows_most = 5;
	{
		const struct join_operand joined[] = { { &o.a->structure, S("a"), o.a },
						       { &o.b->structure, S("b"), o.b } };
		const struct join join = { .kind = JOIN_CROSS,
					   .operands = joined,
					   .n_operands = 2 };

		assert_fails(join_datasets(&desk.run, &join, &out), ERR_LIMIT);
	}
	assert_fails(run_fill(&o, &out), ERR_LIMIT);
	close_operands(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory__may_end_at_any_request),
		cmocka_unit_test(test_allowance__bounds_a_run),
		cmocka_unit_test(test_run__may_be_late_or_called_off),
		cmocka_unit_test(test_join__that_explodes_ends_at_the_limit_of_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

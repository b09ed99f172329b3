/*
 * Whatever the number of threads, results are the same to the bit and in the same order, and the fault
 * that is told is the first one: operators on odd numbers of rows, computed by one, two and three.
 */
#include "table.h"

#include "vtl/aggregate.h"
#include "vtl/apply.h"
#include "vtl/clause.h"
#include "vtl/join.h"

#include <string.h>

enum { TEAMS = 3, AREAS = 40, YEARS = 25 };

static const size_t sizes[] = { 0, 1, PART_ROWS - 1, PART_ROWS + 1, 3 * PART_ROWS + 17 };

/* How the rows lie: in the order of their identifiers, in another one, and with some left out. */
enum order { ORDER_SORTED, ORDER_SHUFFLED, ORDER_SPARSE, ORDER_COUNT_ };

static const struct dictionary *codes(struct arena *arena, const char *prefix, size_t n)
{
	struct dictionary *dictionary = NEW(arena, struct dictionary, 1);
	struct str *at = NEW(arena, struct str, n);

	for (size_t i = 0; i < n; i++)
		at[i] = str_format(arena, "%s%zu", prefix, i);
	*dictionary = (struct dictionary){ at, n };
	return dictionary;
}

/* variable, area and year as identifiers, and the number x; salt tells datasets apart. */
static struct dataset *observations(struct desk *desk, size_t n, enum order order, uint64_t salt)
{
	static const struct component components[] = {
		{ .name = STR("variable"), .role = ROLE_IDENTIFIER, .type = DATA_STRING },
		{ .name = STR("area"), .role = ROLE_IDENTIFIER, .type = DATA_STRING },
		{ .name = STR("year"), .role = ROLE_IDENTIFIER, .type = DATA_INTEGER },
		{ .name = STR("x"),
		  .role = ROLE_MEASURE,
		  .type = DATA_NUMBER,
		  .is_nullable = true },
		{ .name = STR("k"),
		  .role = ROLE_MEASURE,
		  .type = DATA_INTEGER,
		  .is_nullable = true },
	};
	uint64_t *nulls[countof(components)], seed = 88172645463325252 + salt;
	void *values[countof(components)];
	struct column *columns;
	struct dataset *out;

	assert_ok(dataset_new(&desk->allowance, &out));
	columns = NEW(&out->arena, struct column, countof(components));
	for (size_t c = 0; c < countof(components); c++)
		assert_ok(column_array(&out->arena, components[c].type, n, NULL, &columns[c],
				       &values[c], &nulls[c]));
	columns[0].dictionary = codes(&out->arena, "V", n / (AREAS * YEARS) * 2 + 2);
	columns[1].dictionary = codes(&out->arena, "A", AREAS);
	for (size_t i = 0; i < n; i++) {
		size_t at = i;

		if (order == ORDER_SHUFFLED)
			at = i * (salt ? 1000003 : 1000033) % n;
		if (order == ORDER_SPARSE)
			at = salt ? i * 2 : i + i / 3;
		((uint32_t *)values[0])[i] = (uint32_t)(at / (AREAS * YEARS));
		((uint32_t *)values[1])[i] = (uint32_t)(at / YEARS % AREAS);
		((int64_t *)values[2])[i] = (int64_t)(at % YEARS);
		((double *)values[3])[i] = (double)dice_throw(&seed, 1000000) / 997;
		((int64_t *)values[4])[i] = (int64_t)dice_throw(&seed, 1000);
		if (dice_throw(&seed, 20) == 0)
			bit_set(nulls[3], i);
	}
	out->structure = (struct structure){ components, countof(components) };
	out->columns = columns;
	out->n_rows = n;
	return out;
}

struct operands {
	struct desk *desk;
	struct dataset *a, *b;
};

static struct err filtered(struct operands *o, struct dataset **out)
{
	return filter(&o->desk->run, o->a,
		      call(o->desk, OPERATION_GREATER, component(o->desk, o->a, "x"),
			   number(o->desk, 500), NULL),
		      out);
}

static struct err calculated(struct operands *o, struct dataset **out)
{
	struct desk *desk = o->desk;
	const struct expression *x = component(desk, o->a, "x");
	const struct expression *area = component(desk, o->a, "area");
	const struct calc_item items[] = {
		{ .name = S("y"),
		  .expression = call(desk, OPERATION_ADD, x, number(desk, 1), NULL) },
		{ .name = S("s"),
		  .expression = call(desk, OPERATION_CONCAT, area, text(desk, "!"), NULL) },
		{ .name = S("n"), .expression = call(desk, OPERATION_LENGTH, area, NULL, NULL) },
	};

	return calc(&desk->run, o->a, &(struct calc){ items, countof(items) }, out);
}

static struct err aggregated(struct operands *o, enum aggregation function, const struct str *names,
			     size_t n, struct dataset **out)
{
	struct aggregate aggregate = { .grouping = { .names = names, .n_names = n } };
	struct aggregate_item *items;

	TRY(aggregate_measures(&o->desk->arena, &o->a->structure, function, 0, &items,
			       &aggregate.n_items, &o->desk->run.fault));
	aggregate.items = items;
	return aggregate_dataset(&o->desk->run, o->a, &aggregate, out);
}

static const struct str by_area[] = { STR("area"), STR("year") };
static const struct str by_variable[] = { STR("variable"), STR("area"), STR("year") };

static struct err summed(struct operands *o, struct dataset **out)
{
	return aggregated(o, AGGREGATION_SUM, by_area, 2, out);
}

static struct err summed_as_one(struct operands *o, struct dataset **out)
{
	return aggregated(o, AGGREGATION_SUM, by_area, 0, out);
}

static struct err summed_finely(struct operands *o, struct dataset **out)
{
	return aggregated(o, AGGREGATION_SUM, by_variable, 3, out);
}

static struct err averaged(struct operands *o, struct dataset **out)
{
	return aggregated(o, AGGREGATION_AVG, by_area, 1, out);
}

static struct err deviated(struct operands *o, struct dataset **out)
{
	return aggregated(o, AGGREGATION_STDDEV_SAMP, by_area, 2, out);
}

static struct err middled(struct operands *o, struct dataset **out)
{
	return aggregated(o, AGGREGATION_MEDIAN, by_area, 2, out);
}

static struct err least(struct operands *o, struct dataset **out)
{
	return aggregated(o, AGGREGATION_MIN, by_area, 2, out);
}

static struct err counted(struct operands *o, struct dataset **out)
{
	return aggregated(o, AGGREGATION_COUNT, by_area, 2, out);
}

static struct err joined(struct operands *o, enum join_kind kind, struct dataset **out)
{
	const struct join_operand operands[] = { { &o->a->structure, S("a"), o->a },
						 { &o->b->structure, S("b"), o->b } };

	return join_datasets(&o->desk->run,
			     &(struct join){ .kind = kind, .operands = operands, .n_operands = 2 },
			     out);
}

static struct err joined_inner(struct operands *o, struct dataset **out)
{
	return joined(o, JOIN_INNER, out);
}

static struct err joined_left(struct operands *o, struct dataset **out)
{
	return joined(o, JOIN_LEFT, out);
}

static struct err joined_full(struct operands *o, struct dataset **out)
{
	return joined(o, JOIN_FULL, out);
}

static struct err added(struct operands *o, struct dataset **out)
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

static struct err (*const all[])(struct operands *o, struct dataset **out) = {
	filtered, calculated, summed,  summed_as_one, summed_finely, averaged,    deviated,
	middled,  least,      counted, joined_inner,  joined_left,   joined_full, added,
};

static void assert_same_column(const struct column *a, const struct column *b, size_t n_rows)
{
	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;
		size_t width = data_width(a->type);
		struct vector_room room_a, room_b;
		struct vector x, y;

		column_read(a, from, n, &room_a, &x);
		column_read(b, from, n, &room_b, &y);
		for (size_t i = 0; i < n; i++) {
			assert_int_equal(vector_null(&x, i), vector_null(&y, i));
			if (vector_null(&x, i))
				continue;
			if (a->type == DATA_STRING)
				assert_true(str_eq(vector_scalar(&x, i).string,
						   vector_scalar(&y, i).string));
			else
				assert_memory_equal((const char *)x.values + i * width,
						    (const char *)y.values + i * width, width);
		}
	}
}

static void assert_same(const struct dataset *a, const struct dataset *b)
{
	assert_int_equal(a->n_rows, b->n_rows);
	assert_int_equal(a->structure.count, b->structure.count);
	for (size_t i = 0; i < a->structure.count; i++) {
		assert_int_equal(a->columns[i].type, b->columns[i].type);
		assert_same_column(&a->columns[i], &b->columns[i], a->n_rows);
	}
}

/* One operator by each team; all results are kept and compared with that of one thread. */
static void assert_same_by_all(struct operands *o, struct team *const *teams, size_t operator_)
{
	struct dataset *first = NULL, *view, *made;

	for (size_t t = 0; t < TEAMS; t++) {
		struct task task;

		o->desk->run.team = teams[t];
		task = run_task(&o->desk->run);
		assert_ok(all[operator_](o, &view));
		assert_ok(dataset_settle(&o->desk->allowance, &task, view, &made));
		dataset_release(view);
		if (first) {
			assert_same(first, made);
			dataset_release(made);
		} else {
			first = made;
		}
	}
	dataset_release(first);
}

static void open_teams(struct team **teams)
{
	for (size_t t = 0; t < TEAMS; t++)
		assert_ok(team_open(t + 1, &teams[t]));
}

static void close_teams(struct team **teams)
{
	for (size_t t = 0; t < TEAMS; t++)
		team_close(teams[t]);
}

static void test_run__gives_the_same_with_any_team(void **state)
{
	struct team *teams[TEAMS];

	(void)state;
	open_teams(teams);
	for (size_t s = 0; s < countof(sizes); s++) {
		for (enum order order = 0; order < ORDER_COUNT_; order++) {
			struct desk desk;
			struct operands o = { .desk = &desk };

			desk_open(&desk);
			o.a = observations(&desk, sizes[s], order, 0);
			o.b = observations(&desk, sizes[s], order, 1);
			for (size_t i = 0; i < countof(all); i++)
				assert_same_by_all(&o, teams, i);
			dataset_release(o.a);
			dataset_release(o.b);
			desk_close(&desk);
		}
	}
	close_teams(teams);
}

/* Two values that have no square root, in parts of their own: the first one is told. */
static void test_run__tells_the_first_fault_with_any_team(void **state)
{
	struct team *teams[TEAMS];
	size_t n = sizes[countof(sizes) - 1];
	struct desk desk;
	struct dataset *a, *out;
	double *x;

	(void)state;
	open_teams(teams);
	desk_open(&desk);
	a = observations(&desk, n, ORDER_SORTED, 0);
	memcpy(&x, &a->columns[3].values, sizeof(x));
	((struct column *)a->columns)[3].nulls = NULL;
	x[PART_ROWS + 3] = -1;
	x[n - 1] = -2;
	for (int round = 0; round < 10; round++) {
		for (size_t t = 0; t < TEAMS; t++) {
			const struct calc_item item = { .name = S("y"),
							.expression = call(&desk, OPERATION_SQRT,
									   component(&desk, a, "x"),
									   NULL, NULL) };

			desk.run.team = teams[t];
			desk.run.fault = (struct fault){ 0 };
			assert_fails(calc(&desk.run, a, &(struct calc){ &item, 1 }, &out),
				     ERR_INVALID);
			assert_true(fault_found(&desk.run.fault));
			assert_str(desk.run.fault.args.at[1], "-1");
		}
	}
	dataset_release(a);
	desk_close(&desk);
	close_teams(teams);
}

/* Memory, time and the call to stop hold for all members, and nothing is left behind. */
static void test_run__has_its_limits_with_any_team(void **state)
{
	const atomic_bool yes = true;
	struct team *teams[TEAMS];
	struct desk desk;
	struct operands o = { .desk = &desk };
	struct dataset *out;
	size_t held;

	(void)state;
	open_teams(teams);
	desk_open(&desk);
	o.a = observations(&desk, sizes[countof(sizes) - 1], ORDER_SHUFFLED, 0);
	o.b = observations(&desk, sizes[countof(sizes) - 1], ORDER_SHUFFLED, 1);
	held = desk.allowance.used;
	for (size_t t = 0; t < TEAMS; t++) {
		desk.run.team = teams[t];
		for (size_t i = 0; i < countof(all); i++) {
			desk.allowance.limit = held + PART_ROWS;
			assert_fails(all[i](&o, &out), ERR_LIMIT);
			desk.allowance.limit = (size_t)1 << 30;
			desk.run.cancel = &yes;
			assert_fails(all[i](&o, &out), ERR_LIMIT);
			desk.run.cancel = NULL;
			desk.run.deadline_ms = 1;
			assert_fails(all[i](&o, &out), ERR_LIMIT);
			desk.run.deadline_ms = 0;
			assert_int_equal(desk.allowance.used, held);
		}
	}
	dataset_release(o.a);
	dataset_release(o.b);
	desk_close(&desk);
	close_teams(teams);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_run__gives_the_same_with_any_team),
		cmocka_unit_test(test_run__tells_the_first_fault_with_any_team),
		cmocka_unit_test(test_run__has_its_limits_with_any_team),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

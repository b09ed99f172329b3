/*
 * How fast the operators of VTL are, on one thread and on columns in memory: a dataset of variables, 200
 * areas and 50 years with a number of which one in twenty is null, once in the order of its identifiers and
 * once shuffled. Results are materialised. Processor time, the best of three.
 *
 *	operators ROWS		"sorted filter 10000000 rows 0.081 s 123 million a second"
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "vtl/aggregate.h"
#include "vtl/apply.h"
#include "vtl/clause.h"
#include "vtl/join.h"

enum { AREAS = 200, PERIODS = 50, ROUNDS = 3, FIRST_YEAR = 1970 };

struct bench {
	struct allowance allowance;
	struct arena arena; /* of expressions */
	struct run run;
	struct dataset *a, *b; /* the same identifiers, measures x and y */
};

static void must(struct err e)
{
	if (failed(e)) {
		fprintf(stderr, "operators: %s: %.*s\n", e.where, STR_ARGS(e.detail));
		exit(2);
	}
}

static void must_have(const void *memory)
{
	if (!memory) {
		fprintf(stderr, "operators: out of memory\n");
		exit(2);
	}
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t throw(uint64_t * seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Codes as a dictionary: "AREA_0", "AREA_1" and so on. */
static const struct dictionary *codes(struct arena *arena, const char *prefix, size_t count)
{
	struct dictionary *dictionary = NEW(arena, struct dictionary, 1);
	struct str *at = NEW(arena, struct str, count);

	must_have(dictionary);
	must_have(at);
	for (size_t i = 0; i < count; i++)
		at[i] = str_format(arena, "%s_%zu", prefix, i);
	*dictionary = (struct dictionary){ at, count };
	return dictionary;
}

static struct dataset *make(struct bench *bench, size_t n, bool is_shuffled, const char *measure)
{
	const struct component components[] = {
		{ .name = STR("variable"), .role = ROLE_IDENTIFIER, .type = DATA_STRING },
		{ .name = STR("area"), .role = ROLE_IDENTIFIER, .type = DATA_STRING },
		{ .name = STR("period"), .role = ROLE_IDENTIFIER, .type = DATA_TIME_PERIOD },
		{ .name = str_of(measure), .type = DATA_NUMBER, .role = ROLE_MEASURE },
	};
	struct structure_draft structure;
	uint64_t seed = 88172645463325252, *nulls[4];
	struct column *columns;
	struct dataset *out;
	void *values[4];

	must(dataset_new(&bench->allowance, &out));
	structure = (struct structure_draft){ .arena = &out->arena };
	must_have(columns = NEW(&out->arena, struct column, countof(components)));
	for (size_t c = 0; c < countof(components); c++) {
		must(structure_add(&structure, components[c]));
		must(column_array(&out->arena, components[c].type, n, NULL, &columns[c], &values[c],
				  &nulls[c]));
		if (c < 3)
			columns[c].nulls = NULL;
	}
	columns[0].dictionary = codes(&out->arena, "VARIABLE", n / (AREAS * PERIODS) + 1);
	columns[1].dictionary = codes(&out->arena, "AREA", AREAS);
	for (size_t i = 0; i < n; i++) {
		size_t at = is_shuffled ? i * 2654435761u % n : i;

		((uint32_t *)values[0])[i] = (uint32_t)(at / (AREAS * PERIODS));
		((uint32_t *)values[1])[i] = (uint32_t)(at / PERIODS % AREAS);
		((time_period *)values[2])[i] =
			time_period_of(TIME_YEAR, (int32_t)(FIRST_YEAR - 1 + at % PERIODS));
		((double *)values[3])[i] = (double)(throw(&seed) % 1000000) / 1000;
		if (throw(&seed) % 20 == 0)
			bit_set(nulls[3], i);
	}
	out->structure = structure_of(&structure);
	out->columns = columns;
	out->n_rows = n;
	return out;
}

static const struct expression *component(struct bench *bench, const char *name)
{
	const struct structure *structure = &bench->a->structure;
	const struct expression *out;

	must(expression_component(&bench->arena, structure,
				  (size_t)structure_find(structure, str_of(name)), 0, &out));
	return out;
}

static const struct expression *call(struct bench *bench, enum operation operation,
				     const struct expression *a, double b)
{
	const struct expression *operands[] = { a, NULL }, *out;

	must(expression_constant(&bench->arena, scalar_number(b), 0, &operands[1]));
	must(expression_call(&bench->arena, operation, operands, 2, 0, &out, &bench->run.fault));
	return out;
}

static void run_filter(struct bench *bench, struct dataset **out)
{
	must(filter(&bench->run, bench->a,
		    call(bench, OPERATION_GREATER, component(bench, "x"), 500), out));
}

static void run_calc(struct bench *bench, struct dataset **out)
{
	const struct calc_item item = {
		.name = S("z"),
		.expression = call(bench, OPERATION_ADD,
				   call(bench, OPERATION_MULTIPLY, component(bench, "x"), 2), 1),
	};

	must(calc(&bench->run, bench->a, &(struct calc){ &item, 1 }, out));
}

static void aggregate(struct bench *bench, enum aggregation function, struct dataset **out)
{
	static const struct str names[] = { STR("area"), STR("period") };
	struct aggregate aggregate = { .grouping = { .names = names, .n_names = 2 } };
	struct aggregate_item *items;

	must(aggregate_measures(&bench->arena, &bench->a->structure, function, 0, &items,
				&aggregate.n_items, &bench->run.fault));
	aggregate.items = items;
	must(aggregate_dataset(&bench->run, bench->a, &aggregate, out));
}

static void run_sum(struct bench *bench, struct dataset **out)
{
	aggregate(bench, AGGREGATION_SUM, out);
}

static void run_median(struct bench *bench, struct dataset **out)
{
	aggregate(bench, AGGREGATION_MEDIAN, out);
}

static void run_join(struct bench *bench, struct dataset **out)
{
	const struct join_operand operands[] = { { &bench->a->structure, S("a"), bench->a },
						 { &bench->b->structure, S("b"), bench->b } };

	must(join_datasets(
		&bench->run,
		&(struct join){ .kind = JOIN_INNER, .operands = operands, .n_operands = 2 }, out));
}

static const struct operator_row {
	const char *name;
	void (*run)(struct bench *bench, struct dataset **out);
} operators[] = {
	{ "filter", run_filter }, { "calc", run_calc }, { "sum", run_sum },
	{ "median", run_median }, { "join", run_join },
};

/* One operator: its result as arrays, and the best time. */
static void measure(struct bench *bench, const char *order, const struct operator_row *operator_)
{
	double best = 0;
	size_t n = bench->a->n_rows;

	for (int round = 0; round < ROUNDS; round++) {
		struct dataset *view, *result;
		double from = seconds(), took;

		operator_->run(bench, &view);
		must(dataset_settle(&bench->allowance, view, &result));
		took = seconds() - from;
		best = round == 0 || took < best ? took : best;
		dataset_release(view);
		dataset_release(result);
	}
	printf("%s %s %zu rows %.3f s %.0f million a second\n", order, operator_->name, n, best,
	       (double)n / best / 1e6);
}

int main(int argc, char **argv)
{
	struct bench bench = { .allowance = { .limit = (size_t)16 << 30 } };
	int64_t n = 0;

	if (argc != 2 || !str_to_int64(str_of(argv[1]), &n) || n < AREAS * PERIODS ||
	    n > 1000000000) {
		fprintf(stderr, "usage: operators ROWS\n");
		return 2;
	}
	arena_init(&bench.arena, 1 << 24);
	bench.run = (struct run){ .allowance = &bench.allowance, .texts = &bench.arena };
	for (int is_shuffled = 0; is_shuffled < 2; is_shuffled++) {
		bench.a = make(&bench, (size_t)n, is_shuffled, "x");
		bench.b = make(&bench, (size_t)n, is_shuffled, "y");
		for (size_t i = 0; i < countof(operators); i++)
			measure(&bench, is_shuffled ? "shuffled" : "sorted", &operators[i]);
		dataset_release(bench.a);
		dataset_release(bench.b);
	}
	arena_finish(&bench.arena);
	return 0;
}

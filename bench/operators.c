/*
 * How fast the operators of VTL are, on columns in memory (operators_data.h). Results are materialised: no
 * rows of operands are left to be chosen. Elapsed time, the median.
 *
 *	operators ROWS THREADS ROUNDS [OPERATOR]	"sorted filter 0.081 s 4750000 rows 3562500000.125 0.155 s of processors"
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "vtl/aggregate.h"
#include "vtl/apply.h"
#include "vtl/clause.h"
#include "vtl/join.h"

#include "operators_data.h"

enum { ROUNDS_MOST = 64 };

struct bench {
	struct allowance allowance;
	struct arena arena; /* of expressions */
	struct run run;
	struct dataset *a, *b; /* the same identifiers, measures x and y */
	size_t rounds;
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

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
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

static struct dataset *make(struct bench *bench, size_t n, bool is_shuffled, uint64_t which)
{
	const struct component components[] = {
		{ .name = STR("variable"), .role = ROLE_IDENTIFIER, .type = DATA_STRING },
		{ .name = STR("area"), .role = ROLE_IDENTIFIER, .type = DATA_STRING },
		{ .name = STR("period"), .role = ROLE_IDENTIFIER, .type = DATA_TIME_PERIOD },
		{ .name = which ? S("y") : S("x"), .type = DATA_NUMBER, .role = ROLE_MEASURE },
	};
	struct structure_draft structure;
	uint64_t *nulls[4];
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
	columns[0].dictionary = codes(&out->arena, "VARIABLE", n / ((size_t)AREAS * PERIODS) + 1);
	columns[1].dictionary = codes(&out->arena, "AREA", AREAS);
	for (size_t i = 0; i < n; i++) {
		struct cell cell = cell_at(i, n, is_shuffled, which);

		((uint32_t *)values[0])[i] = cell.variable;
		((uint32_t *)values[1])[i] = cell.area;
		((time_period *)values[2])[i] = time_period_of(TIME_YEAR, cell.year - 1);
		((double *)values[3])[i] = cell.value;
		if (cell.is_null)
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

static void join(struct bench *bench, enum join_kind kind, struct dataset **out)
{
	const struct join_operand operands[] = { { &bench->a->structure, S("a"), bench->a },
						 { &bench->b->structure, S("b"), bench->b } };

	must(join_datasets(&bench->run,
			   &(struct join){ .kind = kind, .operands = operands, .n_operands = 2 },
			   out));
}

static void run_join(struct bench *bench, struct dataset **out)
{
	join(bench, JOIN_INNER, out);
}

static void run_left_join(struct bench *bench, struct dataset **out)
{
	join(bench, JOIN_LEFT, out);
}

static const struct operator_row {
	const char *name;
	void (*run)(struct bench *bench, struct dataset **out);
} operators[] = {
	{ "filter", run_filter }, { "calc", run_calc }, { "sum", run_sum },
	{ "median", run_median }, { "join", run_join }, { "left_join", run_left_join },
};

/* How many rows there are, and the sum of the last measure: what the other program must have too. */
static void print_proof(const struct dataset *dataset)
{
	const struct column *column = &dataset->columns[dataset->structure.count - 1];
	struct vector_room room;
	struct vector vector;
	double sum = 0;

	for (size_t from = 0; from < dataset->n_rows; from += VECTOR_ROWS) {
		size_t n = dataset->n_rows - from;

		column_read(column, from, n < VECTOR_ROWS ? n : VECTOR_ROWS, &room, &vector);
		for (size_t i = 0; i < vector.n; i++)
			sum += vector_null(&vector, i) ? 0 : ((const double *)vector.values)[i];
	}
	printf("%zu rows %.3f", dataset->n_rows, sum);
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* One operator: its result as arrays, and the median of its times. */
static void measure(struct bench *bench, const char *order, const struct operator_row *operator_)
{
	const struct task task = run_task(&bench->run);
	double times[ROUNDS_MOST], processors = 0;
	struct dataset *result = NULL;

	for (size_t round = 0; round < bench->rounds; round++) {
		struct dataset *view;
		double from, processors_from;

		dataset_release(result);
		from = seconds(CLOCK_MONOTONIC);
		processors_from = seconds(CLOCK_PROCESS_CPUTIME_ID);
		operator_->run(bench, &view);
		must(dataset_settle(&bench->allowance, &task, view, &result));
		times[round] = seconds(CLOCK_MONOTONIC) - from;
		processors += seconds(CLOCK_PROCESS_CPUTIME_ID) - processors_from;
		dataset_release(view);
	}
	must_have(result);
	qsort(times, bench->rounds, sizeof(*times), compare);
	printf("%s %s %.4f s ", order, operator_->name, times[bench->rounds / 2]);
	print_proof(result);
	printf(" %.4f s of processors\n", processors / (double)bench->rounds);
	dataset_release(result);
	fflush(stdout);
}

static bool read_number(const char *text, int64_t least, int64_t most, size_t *out)
{
	int64_t n;

	if (!str_to_int64(str_of(text), &n) || n < least || n > most)
		return false;
	*out = (size_t)n;
	return true;
}

int main(int argc, char **argv)
{
	struct bench bench = { .allowance = { .limit = (size_t)16 << 30 } };
	size_t n, threads;

	const char *only = argc == 5 ? argv[4] : NULL;

	if (argc < 4 || argc > 5 || !read_number(argv[1], ROWS_LEAST, ROWS_MOST_MEASURED, &n) ||
	    !read_number(argv[2], 1, TEAM_MOST, &threads) ||
	    !read_number(argv[3], 1, ROUNDS_MOST, &bench.rounds)) {
		fprintf(stderr, "usage: operators ROWS THREADS ROUNDS [OPERATOR]\n");
		return 2;
	}
	arena_init(&bench.arena, 1 << 24);
	bench.run = (struct run){ .allowance = &bench.allowance, .texts = &bench.arena };
	must(team_open(threads, &bench.run.team));
	for (int is_shuffled = 0; is_shuffled < 2; is_shuffled++) {
		bench.a = make(&bench, n, is_shuffled, 0);
		bench.b = make(&bench, n, is_shuffled, 1);
		for (size_t i = 0; i < countof(operators); i++) {
			if (!only || str_eq(str_of(only), str_of(operators[i].name)))
				measure(&bench, is_shuffled ? "shuffled" : "sorted", &operators[i]);
		}
		dataset_release(bench.a);
		dataset_release(bench.b);
	}
	team_close(bench.run.team);
	arena_finish(&bench.arena);
	return 0;
}

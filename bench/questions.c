/*
 * Asks a database of generated observations the queries that other databases are asked, through the same
 * use case as the command, the API and the pages, and prints what each takes, in milliseconds:
 *
 *	questions DATABASE RUNS [QUERY...]      "Q1 first 1.234 median 0.567 rows 1000 check 12345.6"
 *
 * Every row of an answer is looked at; the check is the sum of their numbers, so that the other side can be
 * compared. The first run finds nothing in memory. With RUNS of 0 it waits for a line on standard input
 * between its first runs and a second one, so that something can be changed in between. At the end it
 * prints its private memory in KiB. What the queries are is told in bench/README.md.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/ask_data.h"
#include "base/limits.h"
#include "model/variable.h"
#include "store/series.h"
#include "store/store.h"

enum {
	VARIABLES_MOST = 4096,
	QUESTIONNAIRE = 120,
	ANSWERED = 96,
	RUNS_MOST = 64,
	AREAS_MOST = 1024
};

/* What is asked, and of what. */
struct bench {
	struct app app;
	struct snapshot *present, *past;
	struct arena arena;
	struct str variables[VARIABLES_MOST];
	size_t n_variables;
	struct str country; /* the 43rd area */
	struct str areas[AREAS_MOST];
	size_t n_areas;
};

/* Looks at each row. */
struct looking {
	struct data_sink sink;
	size_t rows;
	double check;
	const struct bench *bench; /* whose variables and areas rows come in the order of */
	size_t i_variable, i_area; /* of the row before */
	int *answered;             /* Q4: items by area */
	double *numbers;           /* Q6: by variable and area */
};

static void must(struct err e)
{
	if (failed(e)) {
		fprintf(stderr, "questions: %s: %.*s\n", e.where, STR_ARGS(e.detail));
		exit(2);
	}
}

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Rows come in the order of variables and areas, some of them left out. */
static void find_place(struct looking *looking, const struct data_row *row)
{
	const struct bench *bench = looking->bench;

	while (!str_eq(bench->variables[looking->i_variable], row->variable)) {
		looking->i_variable++;
		looking->i_area = 0;
	}
	while (!str_eq(bench->areas[looking->i_area], row->area))
		looking->i_area++;
}

static struct err look(struct data_sink *sink, const struct data_row *row)
{
	struct looking *looking = (struct looking *)sink;

	if (isnan(row->observed.number))
		return OK;
	if (looking->numbers || looking->answered)
		find_place(looking, row);
	if (looking->numbers)
		looking->numbers[looking->i_variable * AREAS_MOST + looking->i_area] =
			row->observed.number;
	if (looking->answered)
		looking->answered[looking->i_area]++;
	looking->rows++;
	looking->check += row->observed.number;
	return OK;
}

static void ask(struct bench *bench, const struct snapshot *of, struct data_question question,
		struct looking *looking)
{
	struct diagnostics diagnostics;
	struct data_answer form;
	struct arena arena;

	question.membership = question.as_of = DATE_EMPTY;
	question.weight_period = PERIOD_NONE;
	arena_init(&arena, LIMIT_COMMAND_ARENA);
	diagnostics_init(&diagnostics, &arena);
	must(ask_data_each(&bench->app, of, moment_date(snapshot_head(of).at), &arena, &question,
			   &diagnostics, &form, &looking->sink));
	arena_finish(&arena);
}

static struct period year(int32_t n)
{
	struct period period;

	period_at(PERIOD_YEAR, n, &period);
	return period;
}

static struct data_question latest_of_all(const struct bench *bench)
{
	return (struct data_question){ .variables = bench->variables,
				       .n_variables = bench->n_variables,
				       .from = year(2025),
				       .to = year(2025),
				       .latest_within = 100 };
}

/* Profile of one country: the latest value of every variable. */
static void q1(struct bench *bench, struct looking *looking)
{
	struct data_question q = latest_of_all(bench);

	q.areas = &bench->country;
	q.n_areas = 1;
	ask(bench, bench->present, q, looking);
}

/* The latest value of one variable by country. */
static void q2(struct bench *bench, struct looking *looking)
{
	struct data_question q = latest_of_all(bench);

	q.variables = &bench->variables[76];
	q.n_variables = 1;
	ask(bench, bench->present, q, looking);
}

/* Means by region weighted by population, for twenty years. */
static void q3(struct bench *bench, struct looking *looking)
{
	struct data_question q = { .variables = &bench->variables[76],
				   .n_variables = 1,
				   .from = year(2006),
				   .to = year(2025),
				   .by = { .period = true, .scheme = S("region") },
				   .function = AGGREGATE_MEAN,
				   .weight = bench->variables[0] };

	ask(bench, bench->present, q, looking);
}

/* Share of countries with 96 of 120 items of a questionnaire no older than two years. */
static void q4(struct bench *bench, struct looking *looking)
{
	struct data_question q = latest_of_all(bench);
	int answered[AREAS_MOST] = { 0 };
	size_t holding = 0;

	q.n_variables = QUESTIONNAIRE;
	q.latest_within = 2;
	*looking = (struct looking){ .sink = { look }, .bench = bench, .answered = answered };
	ask(bench, bench->present, q, looking);
	for (size_t i = 0; i < bench->n_areas; i++)
		holding += answered[i] >= ANSWERED;
	looking->rows = 1;
	looking->check = 100.0 * (double)holding / (double)bench->n_areas;
}

/* The least developed countries against the others: means of the latest of every variable. */
static void q5(struct bench *bench, struct looking *looking)
{
	struct data_question q = latest_of_all(bench);

	q.by.scheme = S("ldc");
	q.function = AGGREGATE_MEAN;
	ask(bench, bench->present, q, looking);
}

/* The latest of every variable and country, of one scenario. */
static void numbers_of(struct bench *bench, struct looking *looking, const char *slice,
		       double *numbers)
{
	struct data_question q = latest_of_all(bench);

	for (size_t i = 0; i < bench->n_variables * AREAS_MOST; i++)
		numbers[i] = NAN;
	q.slice = str_of(slice);
	q.to = q.from = year(2029);
	*looking = (struct looking){ .sink = { look }, .numbers = numbers, .bench = bench };
	ask(bench, bench->present, q, looking);
}

/* Progress from baseline to target: its mean over countries, of every variable. */
static void q6(struct bench *bench, struct looking *looking)
{
	static double now[VARIABLES_MOST * AREAS_MOST], base[VARIABLES_MOST * AREAS_MOST],
		target[VARIABLES_MOST * AREAS_MOST];

	numbers_of(bench, looking, "", now);
	numbers_of(bench, looking, "SCENARIO=baseline", base);
	numbers_of(bench, looking, "SCENARIO=target", target);
	*looking = (struct looking){ .numbers = NULL };
	for (size_t v = 0; v < bench->n_variables; v++) {
		double sum = 0;
		size_t n = 0;

		for (size_t i = v * AREAS_MOST; i < v * AREAS_MOST + bench->n_areas; i++) {
			double progress = (now[i] - base[i]) / (target[i] - base[i]);

			if (isnan(progress))
				continue;
			sum += progress;
			n++;
		}
		looking->rows++;
		looking->check += sum / (double)n;
	}
}

/* Every variable by region and year. */
static void q7(struct bench *bench, struct looking *looking)
{
	struct data_question q = { .variables = bench->variables,
				   .n_variables = bench->n_variables,
				   .from = year(1976),
				   .to = year(2025),
				   .by = { .period = true, .scheme = S("region") },
				   .function = AGGREGATE_MEAN };

	ask(bench, bench->present, q, looking);
}

/* Every variable by region as known before the last load. */
static void q8(struct bench *bench, struct looking *looking)
{
	struct data_question q = { .variables = bench->variables,
				   .n_variables = bench->n_variables,
				   .from = year(2010),
				   .to = year(2025),
				   .by = { .scheme = S("region") },
				   .function = AGGREGATE_MEAN };

	ask(bench, bench->past, q, looking);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void measure(struct bench *bench, const char *name, int runs,
		    void (*query)(struct bench *bench, struct looking *looking))
{
	static struct looking looking;
	double times[RUNS_MOST], first = 0;

	for (int run = 0; run <= runs; run++) {
		double from = now_ms();

		looking = (struct looking){ .sink = { look } };
		query(bench, &looking);
		from = now_ms() - from;
		if (run == 0)
			first = times[0] = from;
		else
			times[run - 1] = from;
	}
	if (runs > 0)
		qsort(times, (size_t)runs, sizeof(*times), by_size);
	printf("%s first %.4f median %.4f rows %zu check %.8g\n", name, first, times[runs / 2],
	       looking.rows, looking.check);
	fflush(stdout);
}

static void open_bench(struct bench *bench, const char *path)
{
	struct store_config config = { .path = path };
	struct rows rows;
	const struct variable *variable;
	int64_t head;

	bench->app = (struct app){ .clock = system_clock, .chance = system_chance };
	must(store_open(&config, &bench->app.store));
	must(store_snapshot(bench->app.store, &bench->present));
	head = snapshot_head(bench->present).batch;
	must(store_at_batch(bench->app.store, head > 1 ? head - 1 : head, &bench->past));
	rows = snapshot_rows(bench->present, NOUN_VARIABLE);
	while ((variable = rows_next(&rows)) && bench->n_variables < VARIABLES_MOST)
		bench->variables[bench->n_variables++] = variable->code;
	rows = snapshot_rows(bench->present, NOUN_AREA);
	while (rows_next(&rows) && bench->n_areas < AREAS_MOST)
		bench->areas[bench->n_areas++] = rows.key;
	bench->country = bench->areas[bench->n_areas > 42 ? 42 : 0];
}

static void print_memory(void)
{
	FILE *file = fopen("/proc/self/smaps_rollup", "r");
	char line[256];
	long kib = 0, n;

	while (file && fgets(line, sizeof(line), file)) {
		char *end = strchr(line, ':');

		if (strncmp(line, "Private_", 8) != 0)
			continue;
		n = end ? strtol(end + 1, NULL, 10) : 0;
		kib += n;
	}
	if (file)
		fclose(file);
	printf("private %ld\n", kib);
}

/* Waits until somebody else has changed what there is to be changed. */
static void await_change(struct bench *bench)
{
	char line[64];

	if (!fgets(line, sizeof(line), stdin))
		return;
	snapshot_release(bench->present);
	must(store_snapshot(bench->app.store, &bench->present));
}

static bool is_wanted(int argc, char **argv, const char *name)
{
	for (int i = 3; i < argc; i++)
		if (str_eq(str_of(argv[i]), str_of(name)))
			return true;
	return argc == 3;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*query)(struct bench *bench, struct looking *looking);
	} queries[] = { { "Q1", q1 }, { "Q2", q2 }, { "Q3", q3 }, { "Q4", q4 },
			{ "Q5", q5 }, { "Q6", q6 }, { "Q7", q7 }, { "Q8", q8 } };
	static struct bench bench;
	int64_t runs = -1;

	if (argc < 3 || !str_to_int64(str_of(argv[2]), &runs) || runs < 0 || runs > RUNS_MOST) {
		fprintf(stderr, "usage: questions DATABASE RUNS [QUERY...]\n");
		return 2;
	}
	open_bench(&bench, argv[1]);
	for (int round = 0; round < (runs == 0 ? 2 : 1); round++) {
		if (round == 1)
			await_change(&bench);
		for (size_t i = 0; i < countof(queries); i++)
			if (is_wanted(argc, argv, queries[i].name))
				measure(&bench, queries[i].name, (int)runs, queries[i].query);
	}
	print_memory();
	snapshot_release(bench.present);
	snapshot_release(bench.past);
	store_close(bench.app.store);
	return 0;
}

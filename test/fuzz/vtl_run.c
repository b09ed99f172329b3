/*
 * Any bytes as a script on known datasets: analysed, and run within bounds when it means something. It
 * ends, nothing is held afterwards, and each result has the structure that the analysis foretold.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "cube/dataset_builder.h"
#include "vtl/analyse.h"
#include "vtl/execute.h"
#include "vtl/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { RUN_BYTES = 64 << 20, RUN_MS = 2000, ROWS_BOUND = 100000 };

static const struct component components[] = {
	{ STR("Id_1"), ROLE_IDENTIFIER, DATA_INTEGER, false, STR("") },
	{ STR("Id_2"), ROLE_IDENTIFIER, DATA_STRING, false, STR("") },
	{ STR("Time"), ROLE_IDENTIFIER, DATA_TIME_PERIOD, false, STR("") },
	{ STR("Me_1"), ROLE_MEASURE, DATA_NUMBER, true, STR("") },
	{ STR("Me_2"), ROLE_MEASURE, DATA_STRING, true, STR("") },
	{ STR("Me_3"), ROLE_MEASURE, DATA_BOOLEAN, true, STR("") },
	{ STR("At_1"), ROLE_VIRAL_ATTRIBUTE, DATA_STRING, true, STR("") },
};

static const char *const cells[][countof(components)] = {
	{ "1", "A", "2020Q1", "10.5", "x", "true", "P" },
	{ "1", "B", "2020Q1", "", "2020-01-01", "false", "" },
	{ "2", "A", "2020Q2", "-3", "", "", "Q" },
	{ "2", "A", "2021Q4", "0", "12", "true", "P" },
};

static void fill(struct dataset_builder *builder)
{
	for (size_t r = 0; r < countof(cells); r++) {
		if (failed(dataset_builder_row(builder)))
			return;
		for (size_t i = 0; i < countof(components); i++) {
			struct scalar scalar;

			if (cells[r][i][0] == '\0')
				continue;
			assert(scalar_parse(components[i].type, str_of(cells[r][i]), &scalar));
			if (failed(dataset_builder_put(builder, i, scalar)))
				return;
		}
	}
}

static struct dataset *make_dataset(struct allowance *allowance)
{
	const struct structure structure = { components, countof(components) };
	struct dataset_builder builder;
	struct dataset *dataset = NULL;

	if (failed(dataset_builder_begin(&builder, allowance, &structure)))
		return NULL;
	fill(&builder);
	return failed(dataset_builder_finish(&builder, &dataset)) ? NULL : dataset;
}

/* What the analysis says of a result holds; of a pivot, as far as it goes. */
static void check_result(const struct plan_result *result, const struct run_result *found)
{
	const struct structure *expected, *actual;

	if (!result->dataset)
		return;
	expected = &result->dataset->structure;
	actual = &found->dataset->structure;
	assert(actual->count == expected->count || result->dataset->is_open);
	for (size_t i = 0; i < actual->count && !result->dataset->is_open; i++) {
		assert(str_eq(actual->at[i].name, expected->at[i].name));
		assert(actual->at[i].role == expected->at[i].role);
		assert(actual->at[i].type == expected->at[i].type);
	}
}

static void run_script(struct arena *arena, const struct script *script, struct dataset *dataset,
		       struct run *run, const struct environment *environment)
{
	struct run_input inputs[] = { { .dataset = dataset }, { .dataset = dataset } };
	struct diagnostics diagnostics;
	struct run_result *results;
	struct plan plan;
	struct err e;

	diagnostics_init(&diagnostics, arena);
	e = script_analyse(arena, script, environment, &diagnostics, &plan);
	assert(e.code == ERR_NONE || e.code == ERR_INVALID || e.code == ERR_LIMIT);
	assert(e.code != ERR_INVALID || diagnostics.count > 0);
	if (failed(e))
		return;
	results = NEW(arena, struct run_result, plan.n_results + 1);
	if (!results)
		return;
	e = plan_run(&plan, run, arena, inputs, results);
	assert(e.code == ERR_NONE || e.code == ERR_INVALID || e.code == ERR_LIMIT);
	assert(e.code != ERR_INVALID || fault_found(&run->fault));
	for (size_t i = 0; i < plan.n_results && !failed(e); i++)
		check_result(&plan.results[i], &results[i]);
	run_results_release(&plan, results);
}

static void analyse_and_run(struct arena *arena, const struct script *script)
{
	struct allowance allowance = { .limit = RUN_BYTES };
	struct run run = { .allowance = &allowance,
			   .texts = arena,
			   .today = date_of(2026, 1, 31),
			   .rows_most = ROWS_BOUND };
	struct plan_input inputs[] = { { .name = S("DS_1") }, { .name = S("DS_2") } };
	const struct environment environment = { .inputs = inputs, .n_inputs = countof(inputs) };
	struct dataset *dataset = make_dataset(&allowance);

	if (!dataset)
		return;
	inputs[0].structure = inputs[1].structure = dataset->structure;
	run.deadline_ms = run_clock_ms() + RUN_MS;
	run_script(arena, script, dataset, &run, &environment);
	dataset_release(dataset);
	assert(allowance.used == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str source = { (const char *)data, size };
	struct diagnostics diagnostics;
	struct script script;
	struct arena arena;

	arena_init(&arena, LIMIT_REQUEST_ARENA);
	diagnostics_init(&diagnostics, &arena);
	if (!failed(script_parse(&arena, S("fuzz.vtl"), source, &diagnostics, &script)))
		analyse_and_run(&arena, &script);
	arena_finish(&arena);
	return 0;
}

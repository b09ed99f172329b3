/* outturn vtl: scripts of the Validation and Transformation Language 2.2. */
#include "base/file.h"
#include "base/limits.h"
#include "base/mark.h"
#include "cli/command.h"
#include "cli/vtl_database.h"
#include "vtl/layout.h"
#include "vtl/lineage_text.h"
#include "vtl/parse.h"

static struct err format_script(const struct invocation *call, struct diagnostics *diagnostics)
{
	struct str source, path = call->arguments[1];
	const char *terminated = str_cstr(call->arena, path);
	struct script script;
	struct buf text;

	TRY_NEW(terminated);
	TRY(about_file(call, terminated, file_read(call->arena, path, SCRIPT_BYTES_MOST, &source)));
	TRY(script_parse(call->arena, path, source, diagnostics, &script));
	buf_init(&text, call->arena);
	TRY(layout_script(call->arena, source, &text));
	fprintf(call->out, "%.*s", STR_ARGS(buf_held(&text)));
	return OK;
}

static struct environment environment_of(const struct vtl_files *files)
{
	return (struct environment){ .inputs = files->inputs,
				     .n_inputs = files->n_inputs,
				     .domains = files->domains,
				     .n_domains = files->n_domains,
				     .libraries = files->libraries,
				     .n_libraries = files->n_libraries };
}

static struct err check_script(const struct invocation *call, struct diagnostics *diagnostics)
{
	struct environment environment;
	struct vtl_files files;
	bool on_database;
	struct plan plan;
	struct buf text;

	TRY(vtl_on_database(call, &on_database));
	TRY(vtl_files_read(call, diagnostics, &files));
	if (on_database)
		return vtl_database_check(call, &files, diagnostics);
	environment = environment_of(&files);
	TRY(script_analyse(call->arena, &files.script, &environment, diagnostics, &plan));
	buf_init(&text, call->arena);
	plan_write(&text, &plan);
	fprintf(call->out, "%.*s", STR_ARGS(buf_held(&text)));
	return OK;
}

/* A whole number from 1 of an option, times its unit; `otherwise` without the option. */
static struct err bound_of(const struct invocation *call, enum option option, int64_t unit,
			   int64_t otherwise, int64_t *out)
{
	struct str text = call->options[option];
	int64_t n;

	*out = otherwise;
	if (!text.at)
		return OK;
	if (!str_to_int64(text, &n) || n < 1 || n > INT64_MAX / unit)
		return err_format(call->arena, ERR_USAGE, HERE, "--%.*s is a number from 1",
				  STR_ARGS(option_rows[option].name));
	*out = n * unit;
	return OK;
}

/* What a script is run with. */
struct work {
	const struct invocation *call;
	struct diagnostics *diagnostics;
	struct run *run;
	struct vtl_files files;
	struct environment environment;
	struct run_input *inputs;
	struct plan plan;
	const struct lineage_question *question; /* of explain; NULL: the results are written */
};

/* Runs the plan and writes its results. */
static struct err run_plan(struct work *work)
{
	const struct plan *plan = &work->plan;
	struct run_result *results = NEW(work->call->arena, struct run_result, plan->n_results + 1);
	struct err e;

	TRY_NEW(results);
	e = plan_run(plan, work->run, work->call->arena, work->inputs, results);
	if (failed(e))
		e = plan_tell_fault(plan, work->run, work->diagnostics, e);
	if (!failed(e))
		e = vtl_results_write(work->call, plan, results);
	run_results_release(plan, results);
	return e;
}

/* Prints the cells that the cell rests on. */
static struct err explain_cell(struct work *work)
{
	struct lineage lineage;
	struct str text;
	struct buf buf;
	struct err e;

	e = plan_lineage(&work->plan, work->run, work->call->arena, work->inputs, work->question,
			 &lineage);
	if (failed(e))
		return plan_tell_fault(&work->plan, work->run, work->diagnostics, e);
	buf_init(&buf, work->call->arena);
	lineage_write(&buf, &work->plan, work->inputs, &lineage);
	TRY(buf_done(&buf, &text));
	fprintf(work->call->out, "%.*s", STR_ARGS(text));
	return OK;
}

/* With data at hand: what pivots make is known now, and other mistakes stay the same. */
static struct err run_with_data(struct work *work, bool again)
{
	struct probe probe = { work->run, work->call->arena, work->inputs };

	TRY(vtl_data_read(work->call, &work->files, work->run, work->diagnostics, work->inputs));
	if (again) {
		struct err e;

		work->environment.probe = probe_run;
		work->environment.probe_context = &probe;
		e = script_analyse(work->call->arena, &work->files.script, &work->environment,
				   work->diagnostics, &work->plan);
		if (failed(e))
			return plan_tell_fault(&work->plan, work->run, work->diagnostics, e);
	}
	return work->question ? explain_cell(work) : run_plan(work);
}

static struct err run_files(struct work *work)
{
	struct diagnostics first;
	struct err e;

	work->environment = environment_of(&work->files);
	TRY_NEW(work->inputs = NEW(work->call->arena, struct run_input, work->files.n_inputs + 1));
	diagnostics_init(&first, work->call->arena);
	e = script_analyse(work->call->arena, &work->files.script, &work->environment, &first,
			   &work->plan);
	if (e.code == ERR_INVALID && !work->plan.has_pivot)
		*work->diagnostics = first;
	if (failed(e) && (e.code != ERR_INVALID || !work->plan.has_pivot))
		return e;
	e = run_with_data(work, work->plan.has_pivot);
	for (size_t i = 0; i < work->files.n_inputs; i++)
		dataset_release(work->inputs[i].dataset);
	return e;
}

/* Without --threads no more than so many, however many processors there are. */
enum { THREADS_USUAL = 8 };

static struct err run_within_bounds(struct work *work)
{
	const struct invocation *call = work->call;
	size_t n_processors = team_processors();
	struct run *run = work->run;
	int64_t memory_bytes, time_ms, n_threads;
	bool on_database;
	struct err e;

	TRY(bound_of(call, OPTION_MEMORY, 1 << 20, (int64_t)LIMIT_COMMAND_ARENA, &memory_bytes));
	TRY(bound_of(call, OPTION_SECONDS, 1000, 0, &time_ms));
	run->allowance->limit = (size_t)memory_bytes;
	if (time_ms > 0)
		run->deadline_ms = run_clock_ms() + time_ms;
	run->today = app_today(call->app);
	TRY(bound_of(call, OPTION_THREADS, 1,
		     (int64_t)(n_processors < THREADS_USUAL ? n_processors : THREADS_USUAL),
		     &n_threads));
	TRY(vtl_on_database(call, &on_database));
	TRY(vtl_files_read(call, work->diagnostics, &work->files));
	TRY(team_open(n_threads < TEAM_MOST ? (size_t)n_threads : TEAM_MOST, &run->team));
	if (!on_database)
		e = run_files(work);
	else if (work->question)
		e = vtl_database_explain(call, &work->files, run, work->diagnostics,
					 work->question);
	else
		e = vtl_database_run(call, &work->files, run, work->diagnostics);
	team_close(run->team);
	return e;
}

static struct err run_script(const struct invocation *call, struct diagnostics *diagnostics)
{
	struct allowance allowance = { .limit = 0 };
	struct run run = { .allowance = &allowance, .texts = call->arena };
	struct work work = { .call = call, .diagnostics = diagnostics, .run = &run };

	if (!call->options[OPTION_RESULTS].at)
		return ERROR(ERR_USAGE, "--output DIR says where the results go");
	return run_within_bounds(&work);
}

/* A question that does not fit the script is a wrong call, whatever is amiss with it. */
static struct err explain_script(const struct invocation *call, struct diagnostics *diagnostics)
{
	struct allowance allowance = { .limit = 0 };
	struct run run = { .allowance = &allowance, .texts = call->arena };
	struct lineage_question question;
	struct work work = {
		.call = call, .diagnostics = diagnostics, .run = &run, .question = &question
	};
	struct err e;

	if (call->n_arguments < 3)
		return ERROR(ERR_USAGE, "explain is told a cell: RESULT[ID=VALUE,...]#COMPONENT");
	TRY(lineage_question_parse(call->arena, call->arguments[2], &question));
	e = run_within_bounds(&work);
	if (e.code == ERR_NOT_FOUND)
		e.code = ERR_USAGE;
	return e;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	static const struct {
		struct str name;
		struct err (*run)(const struct invocation *call, struct diagnostics *diagnostics);
	} actions[] = {
		{ STR("run"), run_script },
		{ STR("explain"), explain_script },
		{ STR("check"), check_script },
		{ STR("fmt"), format_script },
	};
	struct diagnostics diagnostics;

	diagnostics_init(&diagnostics, call->arena);
	if (call->n_arguments > 2 && !str_eq(call->arguments[0], S("explain")))
		return ERROR(ERR_USAGE, "a cell is for explain alone");
	for (size_t i = 0; i < countof(actions); i++) {
		struct err e;

		if (!str_eq(call->arguments[0], actions[i].name))
			continue;
		e = actions[i].run(call, &diagnostics);
		if ((e.code != ERR_INVALID && e.code != ERR_LIMIT) || diagnostics.count == 0)
			return e;
		*exit_code = EXIT_REFUSED;
		return print_diagnostics(call, &diagnostics);
	}
	return ERROR(ERR_USAGE, "outturn vtl is followed by run, explain, check or fmt");
}

const struct command vtl_command = {
	.name = STR("vtl"),
	.summary = N_("run, check or format a script of VTL 2.2"),
	.arguments = "run|explain|check|fmt SCRIPT [CELL]",
	.help = N_(
		"run computes the script and writes each result as NAME.csv and NAME.json; check "
		"does the analysis alone and prints the structure of each result; fmt prints the "
		"script in the standard layout. A wrong script or wrong data exit with 1, every "
		"mistake with its place. With --db the data are the nouns and the variables of the "
		"database, by their names and codes. explain prints the cells of the data on which "
		"one cell of a result rests, as 'R[area=CHE,period=2024]#value'."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_AS_OF) | TAKES(OPTION_INPUT) |
		 TAKES(OPTION_STRUCTURE) | TAKES(OPTION_LIBRARY) | TAKES(OPTION_DOMAIN) |
		 TAKES(OPTION_RESULTS) | TAKES(OPTION_MEMORY) | TAKES(OPTION_SECONDS) |
		 TAKES(OPTION_THREADS),
	.min_arguments = 2,
	.max_arguments = 3,
	.run = run,
};

/* The state is pinned, the script compiled for it, and what the action wants done with that. */
#include "cli/vtl_database.h"

#include "app/script.h"
#include "base/limits.h"
#include "cli/print.h"
#include "store/store.h"

/* A script on its way through the database. */
struct database_work {
	const struct invocation *call;
	const struct vtl_files *files;
	struct run *run;
	struct diagnostics *diagnostics;
	const struct lineage_question *question; /* of explain */
	struct compiled_script compiled;
};

typedef struct err database_action(struct database_work *work);

struct err vtl_on_database(const struct invocation *call, bool *out)
{
	bool has_files = call->options[OPTION_INPUT].at || call->options[OPTION_STRUCTURE].at;

	*out = call->options[OPTION_DB].at || call->options[OPTION_AS_OF].at;
	if (*out && has_files)
		return ERROR(ERR_USAGE,
			     "the data are those of --db, or of --input and --structure");
	return OK;
}

static struct err run_and_write(struct database_work *work)
{
	const struct plan *plan = &work->compiled.plan;
	struct run_result *results = NEW(work->call->arena, struct run_result, plan->n_results + 1);
	struct err e;

	TRY_NEW(results);
	e = script_run(&work->compiled, work->run, work->call->arena, work->diagnostics, results);
	if (!failed(e))
		e = vtl_results_write(work->call, plan, results);
	run_results_release(plan, results);
	return e;
}

static struct err print_cells(struct database_work *work)
{
	struct script_cells cells;

	TRY(script_explain(&work->compiled, work->run, work->call->arena, work->diagnostics,
			   work->question, SIZE_MAX, &cells));
	for (size_t i = 0; i < cells.count; i++)
		fprintf(work->call->out, "%.*s\n", STR_ARGS(cells.at[i].text));
	return OK;
}

static struct err print_structures(struct database_work *work)
{
	struct str text;
	struct buf buf;

	buf_init(&buf, work->call->arena);
	plan_write(&buf, &work->compiled.plan);
	TRY(buf_done(&buf, &text));
	fprintf(work->call->out, "%.*s", STR_ARGS(text));
	return OK;
}

static struct err with_snapshot(struct database_work *work, const struct app *app,
				const struct snapshot *snapshot, database_action *action)
{
	const struct vtl_files *files = work->files;
	const struct script_request request = { .sources = files->sources,
						.n_sources = files->n_libraries + 1,
						.script = &files->script,
						.libraries = files->libraries,
						.n_libraries = files->n_libraries,
						.domains = files->domains,
						.n_domains = files->n_domains };

	TRY(script_compile(app, snapshot, work->call->arena, &request, work->run, work->diagnostics,
			   &work->compiled));
	return action(work);
}

/* As of a day, that day is the one on which the script runs. */
static struct err with_database(struct database_work *work, database_action *action)
{
	const struct invocation *call = work->call;
	struct snapshot *snapshot;
	struct app app;
	struct err e;

	if (call->options[OPTION_AS_OF].at)
		TRY(read_day(call->options[OPTION_AS_OF], &work->run->today));
	TRY(open_database(call, false, &app));
	e = pin_snapshot(call, &app, &snapshot);
	if (!failed(e)) {
		e = with_snapshot(work, &app, snapshot, action);
		snapshot_release(snapshot);
	}
	store_close(app.store);
	return e;
}

struct err vtl_database_run(const struct invocation *call, const struct vtl_files *files,
			    struct run *run, struct diagnostics *diagnostics)
{
	struct database_work work = {
		.call = call, .files = files, .run = run, .diagnostics = diagnostics
	};

	return with_database(&work, run_and_write);
}

struct err vtl_database_explain(const struct invocation *call, const struct vtl_files *files,
				struct run *run, struct diagnostics *diagnostics,
				const struct lineage_question *question)
{
	struct database_work work = { .call = call,
				      .files = files,
				      .run = run,
				      .diagnostics = diagnostics,
				      .question = question };

	return with_database(&work, print_cells);
}

struct err vtl_database_check(const struct invocation *call, const struct vtl_files *files,
			      struct diagnostics *diagnostics)
{
	struct allowance allowance = { .limit = LIMIT_COMMAND_ARENA };
	struct run run = { .allowance = &allowance,
			   .texts = call->arena,
			   .today = app_today(call->app) };
	struct database_work work = {
		.call = call, .files = files, .run = &run, .diagnostics = diagnostics
	};

	return with_database(&work, print_structures);
}

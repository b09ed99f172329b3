/* outturn load FILE...: observations into the database, as one batch. */
#include "app/load_observations.h"

#include <time.h>

#include "base/buf.h"
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "exchange/observation_reader.h"
#include "i18n/message.h"
#include "store/store.h"

/* When progress was last told, and since when there may be something to tell. */
struct progress {
	const struct invocation *call;
	struct timespec last;
};

static double seconds_since(struct timespec then)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - then.tv_sec) + (double)(now.tv_nsec - then.tv_nsec) / 1e9;
}

static struct str number(const struct invocation *call, int64_t n)
{
	return str_format(call->arena, "%lld", (long long)n);
}

/* Once a second, so that a load of minutes is seen to go on. */
static void tell_progress(void *context, int64_t rows)
{
	struct progress *progress = context;

	if (seconds_since(progress->last) < 1)
		return;
	clock_gettime(CLOCK_MONOTONIC, &progress->last);
	say_message(progress->call, progress->call->err, N_("rows read: {1}"),
		    (struct message_args){ { number(progress->call, rows) } });
}

/* ---- The answer ---- */

static struct err print_json(const struct invocation *call, const struct load_result *result,
			     const struct diagnostics *rejected)
{
	struct json_writer json;
	struct buf buf;
	struct str text;

	buf_init(&buf, call->arena);
	json_begin(&json, &buf, true);
	json_put_object(&json);
	json_put_name(&json, S("batch"));
	if (result->is_new)
		json_put_integer(&json, result->head.batch);
	else
		json_put_null(&json);
	json_put_members(
		&json,
		(struct member[]){
			{ .name = S("rows"), .number = result->counts.rows },
			{ .name = S("loaded"), .number = result->counts.loaded },
			{ .name = S("duplicates"), .number = result->counts.duplicates },
			{ .name = S("empty"), .number = result->counts.empty },
			{ .name = S("variables"), .number = (int64_t)result->counts.n_variables } },
		5);
	json_put_name(&json, S("rejected"));
	TRY(json_put_rejected(call, &json, rejected));
	json_put_end_object(&json);
	TRY(buf_done(&buf, &text));
	say(call->out, text);
	return OK;
}

static void say_batch(const struct invocation *call, const struct load_request *request,
		      const struct load_result *result)
{
	const char *id = request->dry_run ? N_("tried, and nothing kept:")
			 : result->is_new ? N_("batch {1}:")
					  : N_("nothing was new: the database stays at batch {1}");

	say_message(call, call->out, id,
		    (struct message_args){ { number(call, result->head.batch) } });
}

static struct err tell(const struct invocation *call, const struct load_request *request,
		       const struct load_result *result, const struct diagnostics *rejected)
{
	struct buf counts;
	struct str words;
	bool as_json;

	TRY(wants_json(call, &as_json));
	if (as_json)
		return print_json(call, result, rejected);
	TRY(print_diagnostics(call, rejected));
	say_batch(call, request, result);
	buf_init(&counts, call->arena);
	words_load_counts(&counts, call->locale, &result->counts);
	TRY(buf_done(&counts, &words));
	say(call->out, words);
	if (result->counts.n_variables > 0)
		say_message(call, call->out, N_("variables made: {1}"),
			    (struct message_args){
				    { number(call, (int64_t)result->counts.n_variables) } });
	return OK;
}

/* ---- The load ---- */

static struct err load_into(const struct invocation *call, const struct app *app,
			    const struct load_request *request, int *exit_code)
{
	struct load_request told = *request;
	struct progress progress = { .call = call };
	struct diagnostics rejected, faults;
	struct load_result result;

	diagnostics_init(&rejected, call->arena);
	rejected.limit = SIZE_MAX; /* none is passed over in silence */
	diagnostics_init(&faults, call->arena);
	clock_gettime(CLOCK_MONOTONIC, &progress.last);
	told.progress = tell_progress;
	told.context = &progress;
	struct err e = load_observations(app, call->arena, &told, &rejected, &faults, &result);

	if (e.code == ERR_INVALID && faults.count > 0) {
		*exit_code = EXIT_REFUSED;
		TRY(print_diagnostics(call, &faults));
		say_message(call, call->err, N_("refused: nothing was loaded"),
			    (struct message_args){ 0 });
		return OK;
	}
	TRY(e);
	return tell(call, request, &result, &rejected);
}

static struct err load_files(const struct invocation *call, const struct profile *profile,
			     const struct load_request *request, int *exit_code)
{
	struct load_request with_rows = *request;
	struct observation_reader_source source;
	struct observation_input *inputs;
	struct observation_request files = { .profile = profile,
					     .variable = call->options[OPTION_VARIABLE],
					     .n_inputs = call->n_arguments };
	struct app app;

	TRY_NEW(inputs = NEW(call->arena, struct observation_input, call->n_arguments));
	for (size_t i = 0; i < call->n_arguments; i++)
		inputs[i].path = call->arguments[i];
	files.inputs = inputs;
	TRY(observation_reader_open(&source, &files));
	with_rows.observations = &source.observations;
	struct err e = open_database(call, true, &app);

	if (!failed(e)) {
		e = load_into(call, &app, &with_rows, exit_code);
		store_close(app.store);
	}
	observation_reader_close(&source);
	return e;
}

static struct err find_profile(const struct invocation *call, const struct profile **out,
			       int *exit_code)
{
	struct str name = call->options[OPTION_PROFILE];
	struct diagnostics faults;

	*out = NULL;
	if (!name.at)
		return ERROR(ERR_USAGE, "--profile says how the files are to be read");
	diagnostics_init(&faults, call->arena);
	struct err e = profile_find(call->arena, name, &faults, out);

	if (e.code == ERR_NOT_FOUND)
		return err_format(call->arena, ERR_USAGE, HERE,
				  "there is no profile %.*s, and no file of that name",
				  STR_ARGS(name));
	if (e.code != ERR_INVALID || faults.count == 0)
		return e;
	*exit_code = EXIT_REFUSED;
	return print_diagnostics(call, &faults);
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct load_request request = { .source = call->arguments[0],
					.dry_run = call->options[OPTION_DRY_RUN].at };
	const struct profile *profile;
	bool as_json;

	TRY(wants_json(call, &as_json));
	TRY(read_words(call, OPTION_WHO, &request.who));
	TRY(read_words(call, OPTION_WHY, &request.why));
	TRY(find_profile(call, &profile, exit_code));
	if (!profile)
		return OK;
	return load_files(call, profile, &request, exit_code);
}

const struct command load_command = {
	.name = STR("load"),
	.summary = N_("load files of observations as one batch"),
	.arguments = "FILE...",
	.help = N_(
		"Reads files as the profile says and loads what is new in them. Each row that "
		"cannot be taken is printed with its place and the reason, and does not stop the "
		"load; a file that is not of its profile does, and then nothing is loaded."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT) | TAKES(OPTION_WHO) | TAKES(OPTION_WHY) |
		 TAKES(OPTION_PROFILE) | TAKES(OPTION_VARIABLE) | TAKES(OPTION_DRY_RUN),
	.min_arguments = 1,
	.max_arguments = SIZE_MAX,
	.run = run,
};

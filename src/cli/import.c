/* outturn import DIR: a plan's folder into the database, as one batch. */
#include "app/import_plan.h"

#include "app/words.h"
#include "base/buf.h"
#include "base/mark.h"
#include "check/check.h"
#include "cli/command.h"
#include "cli/print.h"
#include "exchange/folder.h"
#include "i18n/message.h"
#include "model/snapshot.h"
#include "store/store.h"

static struct str number(const struct invocation *call, size_t n)
{
	return str_format(call->arena, "%zu", n);
}

/* What the checks find is counted on standard error: it never refuses. */
static struct err tell_findings(const struct invocation *call, const struct snapshot *snapshot)
{
	size_t counts[SEVERITY_COUNT];

	TRY(check_counts(snapshot, app_today(call->app), counts));
	say_message(call, call->err,
		    N_("findings: {1} errors, {2} warnings, {3} notes (outturn check lists them)"),
		    (struct message_args){ { number(call, counts[SEVERITY_ERROR]),
					     number(call, counts[SEVERITY_WARNING]),
					     number(call, counts[SEVERITY_NOTE]) } });
	return OK;
}

static struct err print_result(const struct invocation *call, const struct import_result *result,
			       struct str hash)
{
	size_t counts[SEVERITY_COUNT];

	TRY(check_counts(result->snapshot, app_today(call->app), counts));
	return print_object(
		call,
		(struct member[]){
			{ .name = S("batch"), .number = result->head.batch },
			{ S("head"), hash, 0 },
			{ .name = S("added"), .number = (int64_t)result->added },
			{ .name = S("changed"), .number = (int64_t)result->changed },
			{ .name = S("removed"), .number = (int64_t)result->removed },
			{ .name = S("errors"), .number = (int64_t)counts[SEVERITY_ERROR] },
			{ .name = S("warnings"), .number = (int64_t)counts[SEVERITY_WARNING] },
			{ .name = S("notes"), .number = (int64_t)counts[SEVERITY_NOTE] } },
		8);
}

static struct err tell_result(const struct invocation *call, const struct import_result *result)
{
	struct str hash;
	bool as_json;

	TRY(wants_json(call, &as_json));
	TRY(head_text(call->arena, result->head, &hash));
	if (as_json)
		return print_result(call, result, hash);
	say_message(call, call->out,
		    result->added + result->changed + result->removed > 0
			    ? N_("batch {1}: {2} rows added, {3} changed, {4} removed")
			    : N_("nothing was different: the database stays at batch {1}"),
		    (struct message_args){
			    { number(call, (size_t)result->head.batch), number(call, result->added),
			      number(call, result->changed), number(call, result->removed) } });
	say_message(call, call->out, N_("head {1}"), (struct message_args){ { hash } });
	return tell_findings(call, result->snapshot);
}

/* One row's state on one side of a conflict: its encoding, indented. */
static struct err print_side(const struct invocation *call, const char *id, enum noun_id noun,
			     const void *row)
{
	struct buf buf;
	struct str text, line;

	say_message(call, call->err, id, (struct message_args){ 0 });
	if (!row) {
		say_message(call, call->err, N_("    (no such row)"), (struct message_args){ 0 });
		return OK;
	}
	buf_init(&buf, call->arena);
	row_encode(&buf, noun_of(noun), row);
	TRY(buf_done(&buf, &text));
	while (str_cut(&text, '\n', &line))
		if (!str_empty(line))
			fprintf(call->err, "    %.*s\n", STR_ARGS(line));
	return OK;
}

static struct err print_conflicts(const struct invocation *call, const struct import_result *result)
{
	struct str hash;

	TRY(head_text(call->arena, result->head, &hash));
	say_message(call, call->err, N_("the database has moved on: its head is {1}"),
		    (struct message_args){ { hash } });
	for (size_t i = 0; i < result->n_conflicts; i++) {
		const struct import_conflict *conflict = &result->conflicts[i];

		fprintf(call->err, "%.*s %.*s\n", STR_ARGS(noun_of(conflict->noun)->name),
			STR_ARGS(conflict->key));
		TRY(print_side(call, N_("  at the base:"), conflict->noun, conflict->base));
		TRY(print_side(call, N_("  in the database:"), conflict->noun, conflict->database));
		TRY(print_side(call, N_("  in the folder:"), conflict->noun, conflict->source));
	}
	return OK;
}

/* What was refused: words for a person on standard error, or an object on standard output. */
static struct err tell_refusal(const struct invocation *call, const struct diagnostics *diagnostics)
{
	struct json_writer json;
	struct buf buf;
	struct str text;
	bool as_json;

	TRY(wants_json(call, &as_json));
	if (!as_json) {
		TRY(print_diagnostics(call, diagnostics));
		say_message(call, call->err, N_("refused: {1} faults; nothing was changed"),
			    (struct message_args){ { number(call, diagnostics->count) } });
		return OK;
	}
	buf_init(&buf, call->arena);
	json_begin(&json, &buf, true);
	json_put_object(&json);
	json_put_name(&json, S("refused"));
	TRY(json_put_diagnostics(call, &json, diagnostics));
	json_put_end_object(&json);
	TRY(buf_done(&buf, &text));
	say(call->out, text);
	return OK;
}

static struct err read_base(const struct invocation *call, struct digest *base,
			    const struct digest **out)
{
	struct str text = call->options[OPTION_BASE];

	*out = NULL;
	if (!text.at)
		return OK;
	if (!digest_parse(text, base))
		return ERROR(ERR_USAGE, "--base is a head: 64 hexadecimal digits");
	*out = base;
	return OK;
}

static struct err import_opened(const struct invocation *call, const struct app *app,
				struct folder_source *source, struct diagnostics *diagnostics,
				int *exit_code)
{
	struct digest base;
	struct import_request request = { .rows = &source->rows,
					  .who = call->options[OPTION_WHO],
					  .why = call->options[OPTION_WHY],
					  .source = call->arguments[0] };
	struct import_result result;

	TRY(read_base(call, &base, &request.base));
	struct err e = import_plan(app, call->arena, &request, diagnostics, &result);

	if (e.code == ERR_INVALID && diagnostics->count > 0) {
		*exit_code = EXIT_REFUSED;
		return tell_refusal(call, diagnostics);
	}
	if (e.code == ERR_CONFLICT && result.moved_on) {
		*exit_code = EXIT_REFUSED;
		return print_conflicts(call, &result);
	}
	TRY(e);
	e = tell_result(call, &result);
	snapshot_release(result.snapshot);
	return e;
}

static struct err import_into(const struct invocation *call, const struct app *app, int *exit_code)
{
	struct diagnostics diagnostics;
	struct folder_source source;

	diagnostics_init(&diagnostics, call->arena);
	TRY(open_folder(call, call->arguments[0], &source, &diagnostics));
	struct err e = import_opened(call, app, &source, &diagnostics, exit_code);

	folder_source_close(&source);
	return e;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct app app;

	if (str_empty(str_trim(call->options[OPTION_WHO])) ||
	    str_empty(str_trim(call->options[OPTION_WHY])))
		return ERROR(ERR_USAGE, "a change is recorded with --who and --why");
	TRY(open_database(call, true, &app));
	struct err e = import_into(call, &app, exit_code);

	store_close(app.store);
	return e;
}

const struct command import_command = {
	.name = STR("import"),
	.summary = N_("load a plan's folder; all of it or nothing"),
	.arguments = "DIR",
	.help = N_(
		"Reads a folder of tables (a Tabular Data Package) as the whole state of the tables "
		"that it contains: a row that is missing there is deleted, a table that is missing "
		"is untouched. Every wrong cell is told as FILE:LINE:COLUMN and then nothing is "
		"changed. With --base the import is refused when the database has moved on from "
		"that head, and both versions are shown."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT) | TAKES(OPTION_WHO) | TAKES(OPTION_WHY) |
		 TAKES(OPTION_BASE),
	.min_arguments = 1,
	.max_arguments = 1,
	.run = run,
};

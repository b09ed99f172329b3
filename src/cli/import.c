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

/* "{n} error": a count in words, as a part of a sentence. */
static struct str counted(const struct invocation *call, struct plural id, size_t n)
{
	return message_format_plural(call->arena, call->locale, id, (int64_t)n,
				     (struct message_args){ 0 });
}

/* What the checks find is counted on standard error: it never refuses. */
static struct err tell_findings(const struct invocation *call, const struct snapshot *snapshot)
{
	static const struct plural errors = NP_("{n} error", "{n} errors");
	static const struct plural warnings = NP_("{n} warning", "{n} warnings");
	static const struct plural notes = NP_("{n} note", "{n} notes");
	size_t counts[SEVERITY_COUNT];

	TRY(check_counts(snapshot, app_today(call->app), counts));
	say_message(call, call->err, N_("findings: {1}, {2}, {3} (outturn check lists them)"),
		    (struct message_args){ { counted(call, errors, counts[SEVERITY_ERROR]),
					     counted(call, warnings, counts[SEVERITY_WARNING]),
					     counted(call, notes, counts[SEVERITY_NOTE]) } });
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
	static const struct plural added = NP_("{n} row added", "{n} rows added");
	static const struct plural changed = NP_("{n} row changed", "{n} rows changed");
	static const struct plural removed = NP_("{n} row removed", "{n} rows removed");
	struct str hash;
	bool as_json;

	TRY(wants_json(call, &as_json));
	TRY(head_text(call->arena, result->head, &hash));
	if (as_json)
		return print_result(call, result, hash);
	say_message(call, call->out,
		    result->added + result->changed + result->removed > 0
			    ? N_("batch {1}: {2}, {3}, {4}")
			    : N_("nothing was different: the database stays at batch {1}"),
		    (struct message_args){ { number(call, (size_t)result->head.batch),
					     counted(call, added, result->added),
					     counted(call, changed, result->changed),
					     counted(call, removed, result->removed) } });
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

/* The same for a program: on standard output, as every answer in JSON. */
static struct err print_conflicts_json(const struct invocation *call,
				       const struct import_result *result, struct str hash)
{
	struct json_writer json;
	struct buf buf, cell;
	struct str text, ignored;

	buf_init(&buf, call->arena);
	buf_init(&cell, call->arena);
	json_begin(&json, &buf, true);
	json_put_object(&json);
	json_put_members(&json, &(struct member){ S("head"), hash, 0 }, 1);
	json_put_name(&json, S("conflicts"));
	json_put_array(&json);
	for (size_t i = 0; i < result->n_conflicts; i++) {
		const struct import_conflict *conflict = &result->conflicts[i];
		const struct noun *noun = noun_of(conflict->noun);

		json_put_object(&json);
		json_put_members(&json,
				 (struct member[]){ { S("table"), noun->name, 0 },
						    { S("key"), conflict->key, 0 } },
				 2);
		json_put_row(&json, &cell, S("base"), noun, conflict->base);
		json_put_row(&json, &cell, S("database"), noun, conflict->database);
		json_put_row(&json, &cell, S("folder"), noun, conflict->source);
		json_put_end_object(&json);
	}
	json_put_end_array(&json);
	json_put_end_object(&json);
	TRY(buf_done(&cell, &ignored));
	TRY(buf_done(&buf, &text));
	say(call->out, text);
	return OK;
}

static struct err print_conflicts(const struct invocation *call, const struct import_result *result)
{
	struct str hash;
	bool as_json;

	TRY(wants_json(call, &as_json));
	TRY(head_text(call->arena, result->head, &hash));
	if (as_json)
		return print_conflicts_json(call, result, hash);
	if (result->base_unknown)
		say_message(call, call->err, N_("the base was never a head of this database"),
			    (struct message_args){ 0 });
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
	static const struct plural faults = NP_("refused for {n} fault; nothing was changed",
						"refused for {n} faults; nothing was changed");
	struct json_writer json;
	struct buf buf;
	struct str text;
	bool as_json;

	TRY(wants_json(call, &as_json));
	if (!as_json) {
		TRY(print_diagnostics(call, diagnostics));
		say(call->err, counted(call, faults, diagnostics->count));
		return OK;
	}
	buf_init(&buf, call->arena);
	json_begin(&json, &buf, true);
	json_put_object(&json);
	json_put_members(
		&json,
		&(struct member){ .name = S("faults"), .number = (int64_t)diagnostics->count }, 1);
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
				const struct import_request *request,
				struct diagnostics *diagnostics, int *exit_code)
{
	struct import_result result;
	struct err e = import_plan(app, call->arena, request, diagnostics, &result);

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

static struct err import_into(const struct invocation *call, const struct app *app,
			      const struct import_request *request, int *exit_code)
{
	struct import_request with_rows = *request;
	struct diagnostics diagnostics;
	struct folder_source source;

	diagnostics_init(&diagnostics, call->arena);
	TRY(open_folder(call, call->arguments[0], &source, &diagnostics));
	with_rows.rows = &source.rows;
	struct err e = import_opened(call, app, &with_rows, &diagnostics, exit_code);

	folder_source_close(&source);
	return e;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct import_request request = { .source = call->arguments[0] };
	struct digest base;
	struct app app;
	bool as_json;

	TRY(wants_json(call, &as_json));
	TRY(read_words(call, OPTION_WHO, &request.who));
	TRY(read_words(call, OPTION_WHY, &request.why));
	TRY(read_base(call, &base, &request.base));
	TRY(open_database(call, true, &app));
	struct err e = import_into(call, &app, &request, exit_code);

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

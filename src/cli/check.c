/*
 * outturn check [DIR]: everything that the catalogue finds in a plan's folder or in the database. What
 * cannot be read in a folder is found as well, under the names of the diagnostics, and the rest is
 * checked.
 */
#include "check/check.h"

#include "app/import_plan.h"
#include "app/words.h"
#include "base/buf.h"
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "exchange/findings_json.h"
#include "exchange/folder.h"
#include "i18n/message.h"
#include "store/store.h"

/* A finding with its words. */
struct spoken {
	struct finding finding;
	struct str message;
};

/* The table of a file's name: "budget_line.csv" is about budget_line. */
static struct str table_of(struct str file)
{
	return str_ends(file, S(".csv")) ? str_slice(file, 0, file.len - 4) : file;
}

static struct err speak_diagnostic(const struct invocation *call, const struct diagnostic *d,
				   struct list *spoken)
{
	struct spoken said = {
		.finding = { .check = str_of(diagnostic_name(d->id)),
			     .severity = SEVERITY_ERROR,
			     .table = table_of(d->file),
			     .key = d->key,
			     .column = d->column,
			     .stated = DECIMAL_EMPTY,
			     .computed = DECIMAL_EMPTY },
	};
	struct buf words;

	/* What is about no row is about a line, or the file as a whole. */
	if (str_empty(said.finding.key))
		said.finding.key =
			d->line > 0 ? str_format(call->arena, "line %lld", (long long)d->line)
				    : d->file;
	TRY_NEW(said.finding.key.at);
	buf_init(&words, call->arena);
	words_diagnostic(&words, call->locale, d);
	TRY(buf_done(&words, &said.message));
	return list_push(spoken, &said);
}

static struct err speak_finding(const struct invocation *call, const struct finding *finding,
				struct list *spoken)
{
	struct spoken said = { .finding = *finding };
	struct buf words;

	buf_init(&words, call->arena);
	words_finding(&words, call->locale, finding);
	TRY(buf_done(&words, &said.message));
	return list_push(spoken, &said);
}

static struct err print_json(const struct invocation *call, const struct list *spoken)
{
	struct json_writer json;
	struct buf buf;
	struct str text;

	buf_init(&buf, call->arena);
	json_begin(&json, &buf, true);
	json_put_array(&json);
	for (size_t i = 0; i < spoken->count; i++) {
		const struct spoken *said = LIST_AT(*spoken, struct spoken, i);

		findings_json_write(&json, &said->finding, said->message);
	}
	json_put_end_array(&json);
	TRY(buf_done(&buf, &text));
	say(call->out, text);
	return OK;
}

static void print_text(const struct invocation *call, const struct list *spoken)
{
	for (size_t i = 0; i < spoken->count; i++) {
		const struct spoken *said = LIST_AT(*spoken, struct spoken, i);
		const struct finding *finding = &said->finding;

		fprintf(call->out, "%.*s %.*s: %.*s %.*s",
			STR_ARGS(severity_name(finding->severity)), STR_ARGS(finding->check),
			STR_ARGS(finding->table), STR_ARGS(finding->key));
		if (!str_empty(finding->column))
			fprintf(call->out, " %.*s", STR_ARGS(finding->column));
		fprintf(call->out, ": %.*s\n", STR_ARGS(said->message));
	}
}

/* What is found only because a row could not be read is left out: of it, that row alone is wrong. */
static struct err find_all(const struct invocation *call, const struct snapshot *snapshot,
			   uint64_t incomplete, struct list *spoken)
{
	struct findings findings;

	TRY(check_findings(snapshot, app_today(call->app), &findings));
	for (size_t i = 0; i < findings.count; i++)
		if (!(check_named(findings.at[i].check)->nouns & incomplete))
			TRY(speak_finding(call, &findings.at[i], spoken));
	return OK;
}

/* The checks that read a table which is not whole say nothing, and that is said. */
static void print_silent(const struct invocation *call, uint64_t incomplete)
{
	static const struct plural words =
		NP_("{n} check is left out: a row of a table that it reads could not be read",
		    "{n} checks are left out: a row of a table that they read could not be read");
	int64_t n = 0;

	for (size_t i = 0; i < check_count(); i++)
		n += (check_at(i)->nouns & incomplete) != 0;
	if (n > 0)
		say(call->err, message_format_plural(call->arena, call->locale, words, n,
						     (struct message_args){ 0 }));
}

/* Prints what was said; the snapshot that the findings speak of is still held. */
static struct err print_all(const struct invocation *call, const struct list *spoken,
			    int *exit_code)
{
	bool as_json;

	TRY(wants_json(call, &as_json));
	if (spoken->count > 0)
		*exit_code = EXIT_REFUSED;
	if (as_json)
		return print_json(call, spoken);
	print_text(call, spoken);
	return OK;
}

static struct err check_snapshot(const struct invocation *call, const struct snapshot *snapshot,
				 const struct diagnostics *diagnostics, uint64_t incomplete,
				 int *exit_code)
{
	struct list spoken = LIST(call->arena, struct spoken);

	for (size_t i = 0; diagnostics && i < diagnostics->items.count; i++)
		TRY(speak_diagnostic(call, LIST_AT(diagnostics->items, struct diagnostic, i),
				     &spoken));
	TRY(find_all(call, snapshot, incomplete, &spoken));
	TRY(print_all(call, &spoken, exit_code));
	print_silent(call, incomplete);
	return diagnostics ? print_untold(call, diagnostics) : OK;
}

static struct err check_opened(const struct invocation *call, struct folder_source *source,
			       struct diagnostics *diagnostics, int *exit_code)
{
	struct snapshot *snapshot;

	TRY(read_plan(call->arena, &source->rows, diagnostics, &snapshot));
	struct err e =
		check_snapshot(call, snapshot, diagnostics, source->rows.incomplete, exit_code);

	snapshot_release(snapshot);
	return e;
}

static struct err check_folder(const struct invocation *call, int *exit_code)
{
	struct diagnostics diagnostics;
	struct folder_source source;

	diagnostics_init(&diagnostics, call->arena);
	TRY(open_folder(call, call->arguments[0], &source, &diagnostics));
	struct err e = check_opened(call, &source, &diagnostics, exit_code);

	folder_source_close(&source);
	return e;
}

static struct err check_database(const struct invocation *call, int *exit_code)
{
	struct snapshot *snapshot;
	struct app app;

	TRY(open_database(call, false, &app));
	struct err e = pin_snapshot(call, &app, &snapshot);

	if (!failed(e)) {
		e = check_snapshot(call, snapshot, NULL, 0, exit_code);
		snapshot_release(snapshot);
	}
	store_close(app.store);
	return e;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	bool as_json;

	TRY(wants_json(call, &as_json));
	if (call->n_arguments > 0 && call->options[OPTION_AS_OF].at)
		return ERROR(ERR_USAGE, "a folder has no past: --as-of is for the database");
	return call->n_arguments > 0 ? check_folder(call, exit_code)
				     : check_database(call, exit_code);
}

const struct command check_command = {
	.name = STR("check"),
	.summary = N_("find what is wrong or missing in a plan"),
	.arguments = "[DIR]",
	.help = N_("Checks a plan's folder, or the database when no folder is named. An error is a "
		   "contradiction, a warning something that the plan needs and lacks, a note the "
		   "rest. The exit code is 0 when nothing was found, 1 when something was."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT) | TAKES(OPTION_AS_OF),
	.max_arguments = 1,
	.run = run,
};

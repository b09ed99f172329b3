/*
 * outturn report operational-plan: a document made from the data, into a file or to the
 * terminal.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "i18n/locale.h"
#include "report/report.h"
#include "store/store.h"

struct report_kind {
	struct str name;
	struct err (*write_html)(struct arena *arena, const struct snapshot *snapshot,
				 const struct locale *locale, struct str plan, struct str *out);
};

static const struct report_kind kinds[] = {
	{ STR("operational-plan"), report_operational_plan_html },
};

static struct err find_kind(struct str name, const struct report_kind **out)
{
	for (size_t i = 0; i < countof(kinds); i++)
		if (str_eq(kinds[i].name, name)) {
			*out = &kinds[i];
			return OK;
		}
	return ERROR(ERR_USAGE, "the report is operational-plan");
}

static struct err find_locale(const struct invocation *call, const struct locale **out)
{
	struct str tag = call->options[OPTION_LANG];

	*out = tag.at ? locale_find(call->app->locales, tag) : call->locale;
	return *out ? OK : ERROR(ERR_USAGE, "--lang is en, fr, es, ar, zh or ru");
}

static struct err judge_format(const struct invocation *call)
{
	struct str format = call->options[OPTION_DOCUMENT];

	return !format.at || str_eq(format, S("html"))
		       ? OK
		       : ERROR(ERR_USAGE, "a document's --format is html");
}

static struct err write_stream(FILE *stream, struct str bytes)
{
	if (fwrite(bytes.at, 1, bytes.len, stream) != bytes.len)
		return ERROR(ERR_IO, "the report could not be written");
	return OK;
}

/* A pipe or a device cannot be replaced as a whole, as a plain file is; it is written to. */
static struct err write_device(const struct invocation *call, const char *path, struct str bytes)
{
	FILE *stream = fopen(path, "wb");
	struct err e;

	if (!stream)
		return err_format(call->arena, ERR_IO, HERE, "%s: %s", path, strerror(errno));
	e = write_stream(stream, bytes);
	if (fclose(stream) != 0 && !failed(e))
		e = ERROR(ERR_IO, "the report could not be written");
	return e;
}

static struct err write_out(const struct invocation *call, struct str bytes)
{
	struct str path = call->options[OPTION_OUTPUT];
	const char *terminated = str_cstr(call->arena, path);
	struct stat status;

	if (!path.at || str_eq(path, S("-")) || str_eq(path, S("/dev/stdout")))
		return write_stream(call->out, bytes);
	TRY_NEW(terminated);
	if (stat(terminated, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
		return write_device(call, terminated, bytes);
	struct err e = file_write(call->arena, path, bytes);

	if (failed(e))
		return err_format(call->arena, e.code, e.where, "%s: %.*s", terminated,
				  STR_ARGS(e.detail));
	return OK;
}

static struct err make_report(const struct invocation *call, const struct app *app,
			      const struct report_kind *kind, const struct locale *locale)
{
	struct snapshot *snapshot;
	struct str bytes;
	struct err e;

	TRY(pin_snapshot(call, app, &snapshot));
	e = kind->write_html(call->arena, snapshot, locale, call->options[OPTION_PLAN], &bytes);
	snapshot_release(snapshot);
	if (e.code == ERR_NOT_FOUND)
		return ERROR(ERR_USAGE, "there is no such plan in the database");
	TRY(e);
	return write_out(call, bytes);
}

static struct err run(const struct invocation *call, int *exit_code)
{
	const struct report_kind *kind;
	const struct locale *locale;
	struct app app;

	(void)exit_code;
	TRY(find_kind(call->arguments[0], &kind));
	TRY(find_locale(call, &locale));
	TRY(judge_format(call));
	TRY(open_database(call, false, &app));
	struct err e = make_report(call, &app, kind, locale);

	store_close(app.store);
	return e;
}

const struct command report_command = {
	.name = STR("report"),
	.summary = N_("write the plan as a document"),
	.arguments = "operational-plan",
	.help = N_(
		"Writes the plan as its own document is built, its tables and figures made from "
		"the data, as one file that needs no other and prints on A4: to FILE, or to the "
		"terminal. The same state gives the same bytes; the head of the log stands at the "
		"foot."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_PLAN) | TAKES(OPTION_LANG) |
		 TAKES(OPTION_DOCUMENT) | TAKES(OPTION_OUTPUT) | TAKES(OPTION_AS_OF),
	.min_arguments = 1,
	.max_arguments = 1,
	.run = run,
};

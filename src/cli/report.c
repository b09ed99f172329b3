/* outturn report NAME: a document of the plan as one file. */
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "i18n/locale.h"
#include "i18n/message.h"
#include "report/operational_plan.h"
#include "store/store.h"

static struct err read_locale(const struct invocation *call, const struct locale **out)
{
	struct str tag = call->options[OPTION_LANG];
	const struct locale *locale = call->locale;

	if (tag.at)
		locale = locale_find(call->app->locales, tag);
	if (!locale)
		return ERROR(ERR_USAGE, "--lang is one of en, fr, es, ar, zh, ru");
	*out = locale;
	return OK;
}

/* To the file of -o, as one step; without it to standard output. */
static struct err write_answer(const struct invocation *call, struct str text)
{
	struct str path = call->options[OPTION_OUTPUT];

	if (!path.at || str_eq(path, S("-"))) {
		if (fwrite(text.at, 1, text.len, call->out) != text.len)
			return ERROR(ERR_IO, "the document could not be written");
		return OK;
	}
	struct err e = file_write(call->arena, path, text);

	if (failed(e))
		return err_format(call->arena, e.code, e.where, "%.*s: %.*s", STR_ARGS(path),
				  STR_ARGS(e.detail));
	say_message(call, call->err, N_("{1} is written"), (struct message_args){ { path } });
	return OK;
}

static struct err report_from(const struct invocation *call, const struct app *app,
			      const struct locale *locale)
{
	struct snapshot *snapshot;
	struct buf buf;
	struct str text;

	TRY(pin_snapshot(call, app, &snapshot));
	buf_init_own(&buf, LIMIT_FILE_BYTES);
	struct err e = operational_plan_html(snapshot, locale, call->options[OPTION_PLAN],
					     call->arena, &buf);

	if (!failed(e))
		e = buf_done(&buf, &text);
	if (!failed(e))
		e = write_answer(call, text);
	buf_finish(&buf);
	snapshot_release(snapshot);
	return e;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct str format = call->options[OPTION_DOCUMENT];
	const struct locale *locale;
	struct app app;

	(void)exit_code;
	if (!str_eq(call->arguments[0], S("operational-plan")))
		return ERROR(ERR_USAGE, "the documents are: operational-plan");
	if (format.at && !str_eq(format, S("html")))
		return ERROR(ERR_USAGE, "a document's --format is html");
	TRY(read_locale(call, &locale));
	TRY(open_database(call, false, &app));
	struct err e = report_from(call, &app, locale);

	store_close(app.store);
	return e;
}

const struct command report_command = {
	.name = STR("report"),
	.summary = N_("write the plan's document as one file"),
	.arguments = "operational-plan",
	.help = N_("Writes the plan as the document that it comes from is built, from the data: header, "
		   "summary, numbered sections, tables that always foot, figures, footnotes. The file "
		   "needs nothing beside it and prints on A4. The same database, head and day give "
		   "the same bytes. Without --output it goes to standard output."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_PLAN) | TAKES(OPTION_LANG) | TAKES(OPTION_DOCUMENT) |
		 TAKES(OPTION_OUTPUT) | TAKES(OPTION_AS_OF),
	.min_arguments = 1,
	.max_arguments = 1,
	.run = run,
};

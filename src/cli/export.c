/* outturn export DIR: every table as a plan's folder. */
#include "app/export_plan.h"

#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "exchange/folder.h"
#include "i18n/message.h"
#include "store/store.h"

/* The folder is made, but not the folders above it: a path that was mistyped is no wish for them. */
static struct err open_sink(const struct invocation *call, struct folder_sink *sink)
{
	struct str path = call->arguments[0];
	struct err e = folder_sink_open(sink, call->arena, path);

	if (e.code == ERR_NOT_FOUND)
		return err_format(call->arena, ERR_USAGE, e.where,
				  "%.*s: the folder above it does not exist", STR_ARGS(path));
	return e;
}

static struct err export_snapshot(const struct invocation *call, const struct snapshot *snapshot)
{
	struct folder_sink sink;
	struct str hash;
	bool as_json;

	TRY(wants_json(call, &as_json));
	TRY(open_sink(call, &sink));
	struct err e = export_plan(snapshot, &sink.rows);

	folder_sink_close(&sink);
	TRY(e);
	TRY(head_text(call->arena, snapshot_head(snapshot), &hash));
	if (as_json)
		return print_object(call, &(struct member){ S("head"), hash, 0 }, 1);
	say_message(call, call->out, N_("head {1}"), (struct message_args){ { hash } });
	return OK;
}

static struct err export_from(const struct invocation *call, const struct app *app)
{
	struct snapshot *snapshot;

	TRY(pin_snapshot(call, app, &snapshot));
	struct err e = export_snapshot(call, snapshot);

	snapshot_release(snapshot);
	return e;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct app app;

	(void)exit_code;
	TRY(open_database(call, false, &app));
	struct err e = export_from(call, &app);

	store_close(app.store);
	return e;
}

const struct command export_command = {
	.name = STR("export"),
	.summary = N_("write every table as a plan's folder"),
	.arguments = "DIR",
	.help = N_(
		"Writes one CSV file a table and datapackage.json; equal databases give equal bytes. "
		"Prints the head of the log, which --base of import takes. Accounts and the log "
		"itself are not exported; backup holds them."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT) | TAKES(OPTION_AS_OF),
	.min_arguments = 1,
	.max_arguments = 1,
	.run = run,
};

/* outturn backup FILE: a consistent copy of the database while it is in use. */
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "i18n/message.h"
#include "store/store.h"

static struct err run(const struct invocation *call, int *exit_code)
{
	const char *path = str_cstr(call->arena, call->arguments[0]);
	struct app app;
	bool as_json;

	(void)exit_code;
	TRY(wants_json(call, &as_json));
	TRY_NEW(path);
	TRY(open_database(call, false, &app));
	struct err e = store_backup(app.store, path);

	store_close(app.store);
	TRY(about_file(call, path, e));
	if (as_json)
		return print_object(call, &(struct member){ S("backup"), call->arguments[0], 0 },
				    1);
	say_message(call, call->out, N_("{1} is written"),
		    (struct message_args){ { call->arguments[0] } });
	return OK;
}

const struct command backup_command = {
	.name = STR("backup"),
	.summary = N_("copy the database while it is in use"),
	.arguments = "FILE",
	.help = N_(
		"Writes a consistent copy, with the log, into a new file. What is there already is "
		"never touched."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT),
	.min_arguments = 1,
	.max_arguments = 1,
	.run = run,
};

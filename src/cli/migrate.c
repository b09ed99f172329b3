/* outturn migrate: an older database to the present format. */
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "i18n/message.h"
#include "store/store.h"

static struct err run(const struct invocation *call, int *exit_code)
{
	struct store_config config = { .write = true };
	int64_t steps;
	bool as_json;

	(void)exit_code;
	TRY(wants_json(call, &as_json));
	TRY(database_path(call, &config.path));
	TRY(about_file(call, config.path, store_migrate(&config, &steps)));
	if (as_json)
		return print_object(call,
				    (struct member[]){ { S("database"), str_of(config.path), 0 },
						       { .name = S("steps"), .number = steps } },
				    2);
	say_message(call, call->out, N_("{1} is of the present format; steps taken: {2}"),
		    (struct message_args){ { str_of(config.path),
					     str_format(call->arena, "%lld", (long long)steps) } });
	return OK;
}

const struct command migrate_command = {
	.name = STR("migrate"),
	.summary = N_("bring an older database to the present format"),
	.arguments = "",
	.help = N_(
		"Takes the numbered steps that lie between the database's format and the program's, "
		"in one transaction. New tables and columns need no step: they are added when the "
		"database is opened for writing. Make a backup first."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT),
	.run = run,
};

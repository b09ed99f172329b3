/* outturn init: a new empty database. */
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "i18n/message.h"
#include "store/store.h"

static struct err run(const struct invocation *call, int *exit_code)
{
	struct store_config config = { .write = true, .now = app_now(call->app) };
	bool as_json;

	(void)exit_code;
	TRY(wants_json(call, &as_json));
	TRY(database_path(call, &config.path));
	TRY(about_file(call, config.path, store_create(&config)));
	if (as_json)
		return print_object(call, &(struct member){ S("database"), str_of(config.path), 0 },
				    1);
	say_message(call, call->out, N_("{1} is ready"),
		    (struct message_args){ { str_of(config.path) } });
	return OK;
}

const struct command init_command = {
	.name = STR("init"),
	.summary = N_("make a new empty database"),
	.arguments = "",
	.help = N_(
		"Makes a database file with no plan in it. What is there already is never touched."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT),
	.run = run,
};

/* outturn version. */
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"

static struct err run(const struct invocation *call, int *exit_code)
{
	bool as_json;

	(void)exit_code;
	TRY(wants_json(call, &as_json));
	if (as_json)
		return print_object(call, &(struct member){ S("version"), S(OUTTURN_VERSION), 0 },
				    1);
	fprintf(call->out, "outturn %s\n", OUTTURN_VERSION);
	return OK;
}

const struct command version_command = {
	.name = STR("version"),
	.summary = N_("print the version"),
	.arguments = "",
	.help = N_("Prints the version of the program."),
	.takes = TAKES(OPTION_FORMAT),
	.run = run,
};

/* outturn version. */
#include "base/mark.h"
#include "cli/command.h"

static struct err run(const struct invocation *call, int *exit_code)
{
	(void)exit_code;
	fprintf(call->out, "outturn %s\n", OUTTURN_VERSION);
	return OK;
}

const struct command version_command = {
	.name = STR("version"),
	.summary = N_("print the version"),
	.arguments = "",
	.help = N_("Prints the version of the program."),
	.run = run,
};

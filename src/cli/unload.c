/* outturn unload BATCH: takes a wrong load back by a batch of its own. */
#include "app/unload_observations.h"

#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "i18n/message.h"
#include "store/store.h"

static struct str number(const struct invocation *call, int64_t n)
{
	return str_format(call->arena, "%lld", (long long)n);
}

static struct err tell(const struct invocation *call, const struct unload_result *result)
{
	bool as_json;

	TRY(wants_json(call, &as_json));
	if (as_json)
		return print_object(
			call,
			(struct member[]){ { .name = S("batch"), .number = result->head.batch },
					   { .name = S("restored"), .number = result->restored },
					   { .name = S("kept"), .number = result->kept } },
			3);
	say_message(
		call, call->out,
		result->is_new
			? N_("batch {1}; values restored: {2}; kept, since they were changed later: {3}")
			: N_("nothing was to be restored: the database stays at batch {1}"),
		(struct message_args){ { number(call, result->head.batch),
					 number(call, result->restored),
					 number(call, result->kept) } });
	return OK;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct unload_request request = { .batch = 0 };
	struct unload_result result;
	struct app app;
	bool as_json;

	TRY(wants_json(call, &as_json));
	TRY(read_words(call, OPTION_WHO, &request.who));
	TRY(read_words(call, OPTION_WHY, &request.why));
	if (!str_to_int64(call->arguments[0], &request.batch) || request.batch < 1)
		return ERROR(ERR_USAGE, "BATCH is the number of a batch; outturn log lists them");
	TRY(open_database(call, true, &app));
	struct err e = unload_observations(&app, call->arena, &request, &result);

	store_close(app.store);
	if (e.code == ERR_NOT_FOUND) {
		*exit_code = EXIT_REFUSED;
		say(call->err, e.detail);
		return OK;
	}
	TRY(e);
	return tell(call, &result);
}

const struct command unload_command = {
	.name = STR("unload"),
	.summary = N_("take a load of observations back"),
	.arguments = "BATCH",
	.help = N_("Each value that is still as the batch left it gets what it had before, by a "
		   "batch of its own; nothing is erased, and what was changed since stays."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT) | TAKES(OPTION_WHO) | TAKES(OPTION_WHY),
	.min_arguments = 1,
	.max_arguments = 1,
	.run = run,
};

/* outturn verify: is the log whole, and do the tables hold what it leads to? */
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "i18n/message.h"
#include "store/store.h"

static struct err print_fault(const struct invocation *call, const struct fault *fault)
{
	if (fault->batch > 0) {
		struct str batch = str_format(call->arena, "%lld", (long long)fault->batch);

		say_message(call, call->err, N_("batch {1}: {2}"),
			    (struct message_args){ { batch, fault->what } });
		return OK;
	}
	say(call->err, fault->what);
	return OK;
}

static struct err tell_whole(const struct invocation *call, const struct app *app)
{
	struct snapshot *snapshot;
	struct str hash, batch;

	TRY(store_snapshot(app->store, &snapshot));
	struct snapshot_head head = snapshot_head(snapshot);

	snapshot_release(snapshot);
	TRY(head_text(call->arena, head, &hash));
	batch = str_format(call->arena, "%lld", (long long)head.batch);
	say_message(call, call->out, N_("whole up to batch {1}"), (struct message_args){ { batch } });
	say_message(call, call->out, N_("head {1}"), (struct message_args){ { hash } });
	return OK;
}

static struct err verify_opened(const struct invocation *call, const struct app *app,
				int *exit_code)
{
	struct str text = call->options[OPTION_HEAD];
	struct digest head;
	struct fault *faults;
	size_t count;

	if (text.at && !digest_parse(text, &head))
		return ERROR(ERR_USAGE, "--head is a head: 64 hexadecimal digits");
	TRY(store_verify(app->store, call->arena, text.at ? &head : NULL, &faults, &count));
	for (size_t i = 0; i < count; i++)
		TRY(print_fault(call, &faults[i]));
	if (count == 0)
		return tell_whole(call, app);
	*exit_code = EXIT_REFUSED;
	return OK;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct app app;

	TRY(open_database(call, false, &app));
	struct err e = verify_opened(call, &app, exit_code);

	store_close(app.store);
	return e;
}

const struct command verify_command = {
	.name = STR("verify"),
	.summary = N_("recompute the log and compare it with the tables"),
	.arguments = "",
	.help = N_("Recomputes the hash of every batch and the chain that they form, replays the log and "
		   "compares the result with the tables. With --head the log must also contain that "
		   "head, which shows that nothing was cut off."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_HEAD),
	.run = run,
};

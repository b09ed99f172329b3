/* outturn verify: is the log whole, and do the tables hold what it leads to? */
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "i18n/message.h"
#include "store/store.h"

/* The faults, and the head up to which there are none. */
static struct err print_json(const struct invocation *call, struct snapshot_head head,
			     const struct store_fault *faults, size_t count)
{
	struct json_writer json;
	struct str hash, text;
	struct buf buf;

	TRY(head_text(call->arena, head, &hash));
	buf_init(&buf, call->arena);
	json_begin(&json, &buf, true);
	json_put_object(&json);
	json_put_members(&json,
			 (struct member[]){ { .name = S("batch"), .number = head.batch },
					    { S("head"), hash, 0 } },
			 2);
	json_put_faults(&json, faults, count);
	json_put_end_object(&json);
	TRY(buf_done(&buf, &text));
	say(call->out, text);
	return OK;
}

static struct err read_head(const struct app *app, struct snapshot_head *out)
{
	struct snapshot *snapshot;

	TRY(store_snapshot(app->store, &snapshot));
	*out = snapshot_head(snapshot);
	snapshot_release(snapshot);
	return OK;
}

static struct err tell_whole(const struct invocation *call, struct snapshot_head head)
{
	struct str hash, batch;

	TRY(head_text(call->arena, head, &hash));
	batch = str_format(call->arena, "%lld", (long long)head.batch);
	say_message(call, call->out, N_("whole up to batch {1}"),
		    (struct message_args){ { batch } });
	say_message(call, call->out, N_("head {1}"), (struct message_args){ { hash } });
	return OK;
}

static struct err verify_opened(const struct invocation *call, const struct app *app,
				int *exit_code)
{
	struct str text = call->options[OPTION_HEAD];
	struct digest wanted;
	struct snapshot_head head;
	struct store_fault *faults;
	size_t count;
	bool as_json;

	TRY(wants_json(call, &as_json));
	if (text.at && !digest_parse(text, &wanted))
		return ERROR(ERR_USAGE, "--head is a head: 64 hexadecimal digits");
	TRY(read_head(app, &head));
	TRY(store_verify(app->store, call->arena, text.at ? &wanted : NULL, &faults, &count));
	*exit_code = count > 0 ? EXIT_REFUSED : EXIT_DONE;
	if (as_json)
		return print_json(call, head, faults, count);
	print_faults(call, faults, count);
	return count == 0 ? tell_whole(call, head) : OK;
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
	.help = N_(
		"Recomputes the hash of every batch and the chain that they form, replays the log and "
		"compares the result with the tables. With --head the log must also contain that "
		"head, which shows that nothing was cut off."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT) | TAKES(OPTION_HEAD),
	.run = run,
};

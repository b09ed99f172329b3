/* outturn log: the batches, the newest first. */
#include "base/buf.h"
#include "base/mark.h"
#include "cli/command.h"
#include "exchange/json.h"
#include "store/store.h"

enum { BATCHES_SHOWN = 20 };

static void write_moment(struct buf *buf, struct moment at)
{
	buf_clear(buf);
	moment_write(buf, at);
}

static struct err print_text(const struct invocation *call, const struct batch *batches,
			     size_t count)
{
	struct buf buf;

	buf_init(&buf, call->arena);
	for (size_t i = 0; i < count; i++) {
		const struct batch *batch = &batches[i];
		struct str at, hash;

		write_moment(&buf, batch->at);
		TRY(buf_done(&buf, &at));
		fprintf(call->out, "%lld  %.*s  %.*s  %lld\n    %.*s\n", (long long)batch->number,
			STR_ARGS(at), STR_ARGS(batch->who), (long long)batch->n_changes,
			STR_ARGS(batch->why));
		if (!str_empty(batch->source))
			fprintf(call->out, "    %.*s%s%.*s\n", STR_ARGS(batch->source),
				str_empty(batch->source_sha256) ? "" : " ",
				STR_ARGS(batch->source_sha256));
		buf_clear(&buf);
		digest_write(&buf, batch->hash);
		TRY(buf_done(&buf, &hash));
		fprintf(call->out, "    %.*s\n", STR_ARGS(hash));
	}
	return OK;
}

static void json_member(struct json_writer *json, struct str name, struct str text)
{
	json_put_name(json, name);
	json_put_text(json, text);
}

static void json_batch(struct json_writer *json, struct buf *scratch, const struct batch *batch)
{
	json_put_object(json);
	json_put_name(json, S("number"));
	json_put_integer(json, batch->number);
	write_moment(scratch, batch->at);
	json_member(json, S("at"), buf_held(scratch));
	json_member(json, S("who"), batch->who);
	json_member(json, S("why"), batch->why);
	json_member(json, S("source"), batch->source);
	json_member(json, S("source_sha256"), batch->source_sha256);
	json_put_name(json, S("changes"));
	json_put_integer(json, batch->n_changes);
	buf_clear(scratch);
	digest_write(scratch, batch->hash);
	json_member(json, S("hash"), buf_held(scratch));
	json_put_end_object(json);
}

static struct err print_json(const struct invocation *call, const struct batch *batches,
			     size_t count)
{
	struct json_writer json;
	struct buf buf, scratch;
	struct str text, ignored;

	buf_init(&buf, call->arena);
	buf_init(&scratch, call->arena);
	json_begin(&json, &buf, true);
	json_put_array(&json);
	for (size_t i = 0; i < count; i++)
		json_batch(&json, &scratch, &batches[i]);
	json_put_end_array(&json);
	TRY(buf_done(&scratch, &ignored));
	TRY(buf_done(&buf, &text));
	say(call->out, text);
	return OK;
}

static struct err read_limit(const struct invocation *call, int64_t *out)
{
	*out = BATCHES_SHOWN;
	if (call->options[OPTION_LIMIT].at &&
	    (!str_to_int64(call->options[OPTION_LIMIT], out) || *out < 1))
		return ERROR(ERR_USAGE, "--limit is a number from 1");
	return OK;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct batch *batches;
	struct app app;
	int64_t limit;
	size_t count;
	bool as_json;

	(void)exit_code;
	TRY(wants_json(call, &as_json));
	TRY(read_limit(call, &limit));
	TRY(open_database(call, false, &app));
	struct err e = store_batches(app.store, call->arena, 0, (size_t)limit, &batches, &count);

	store_close(app.store);
	TRY(about_database(call, e));
	return as_json ? print_json(call, batches, count) : print_text(call, batches, count);
}

const struct command log_command = {
	.name = STR("log"),
	.summary = N_("list the batches, the newest first"),
	.arguments = "",
	.help = N_("Prints each batch with its moment (UTC), who made it and why, how many rows it "
		   "changed, its source with the SHA-256, and its hash."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT) | TAKES(OPTION_LIMIT),
	.run = run,
};

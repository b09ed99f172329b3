/* outturn restore FILE: a backup as a new database, once it has proved whole. */
#include "base/buf.h"
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "i18n/message.h"
#include "store/store.h"

static struct err tell_faults(const struct invocation *call, const struct store_fault *faults,
			      size_t count)
{
	struct json_writer json;
	struct buf buf;
	struct str text;
	bool as_json;

	TRY(wants_json(call, &as_json));
	if (!as_json) {
		print_faults(call, faults, count);
		say_message(call, call->err, N_("the backup is not whole; nothing was restored"),
			    (struct message_args){ 0 });
		return OK;
	}
	buf_init(&buf, call->arena);
	json_begin(&json, &buf, true);
	json_put_object(&json);
	json_put_faults(&json, faults, count);
	json_put_end_object(&json);
	TRY(buf_done(&buf, &text));
	say(call->out, text);
	return OK;
}

/* A backup that does not verify is not restored. */
static struct err restore_whole(const struct invocation *call, struct store *backup,
				const char *path, int *exit_code)
{
	struct store_fault *faults;
	size_t count;
	bool as_json;

	TRY(wants_json(call, &as_json));
	TRY(store_verify(backup, call->arena, NULL, &faults, &count));
	if (count > 0) {
		*exit_code = EXIT_REFUSED;
		return tell_faults(call, faults, count);
	}
	TRY(about_file(call, path, store_backup(backup, path)));
	if (as_json)
		return print_object(call, &(struct member){ S("database"), str_of(path), 0 }, 1);
	say_message(call, call->out, N_("{1} is ready"), (struct message_args){ { str_of(path) } });
	return OK;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct store_config config = { .path = str_cstr(call->arena, call->arguments[0]) };
	struct store *backup;
	const char *path;

	TRY_NEW(config.path);
	TRY(database_path(call, &path));
	TRY(about_file(call, config.path, store_open(&config, &backup)));
	struct err e = restore_whole(call, backup, path, exit_code);

	store_close(backup);
	return e;
}

const struct command restore_command = {
	.name = STR("restore"),
	.summary = N_("make a database of a backup"),
	.arguments = "FILE",
	.help = N_(
		"Verifies the backup and copies it into a new database. A database that is there "
		"already is never touched: move it away first, and the files with -wal and -shm "
		"behind its name with it. A server that is running goes on with the new one."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT),
	.min_arguments = 1,
	.max_arguments = 1,
	.run = run,
};

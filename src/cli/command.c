/* What the commands share. */
#include "cli/command.h"

#include <stdlib.h>

#include "app/words.h"
#include "base/buf.h"
#include "base/mark.h"
#include "i18n/message.h"
#include "store/store.h"

const struct command *const commands[] = {
	&init_command,    &import_command, &export_command,  &check_command,  &load_command,
	&unload_command,  &data_command,   &value_command,   &serve_command,  &report_command,
	&log_command,     &diff_command,   &verify_command,  &backup_command, &restore_command,
	&migrate_command, &vtl_command,    &version_command,
};
const size_t n_commands = countof(commands);

void say(FILE *stream, struct str text)
{
	fprintf(stream, "%.*s\n", STR_ARGS(text));
}

void say_message(const struct invocation *call, FILE *stream, const char *id,
		 struct message_args args)
{
	struct str text = message_format(call->arena, call->locale, str_of(id), args);

	say(stream, text.at ? text : str_of(id));
}

struct err wants_json(const struct invocation *call, bool *json_out)
{
	struct str format = call->options[OPTION_FORMAT];

	if (format.at && !str_eq(format, S("json")) && !str_eq(format, S("text")))
		return ERROR(ERR_USAGE, "--format is text or json");
	*json_out = str_eq(format, S("json"));
	return OK;
}

struct err database_path(const struct invocation *call, const char **out)
{
	struct str path = call->options[OPTION_DB];

	/* What a script lost on the way must not become another database. */
	if (path.at && str_empty(path))
		return ERROR(ERR_USAGE, "--db names no file");
	if (!path.at)
		path = str_of(getenv("OUTTURN_DB"));
	if (str_empty(path))
		path = S("outturn.db");
	*out = str_cstr(call->arena, path);
	TRY_NEW(*out);
	return OK;
}

struct err about_file(const struct invocation *call, const char *path, struct err e)
{
	if (!failed(e) || e.code == ERR_BUG)
		return e;
	return err_format(call->arena, ERR_USAGE, e.where, "%s: %.*s", path, STR_ARGS(e.detail));
}

struct err about_database(const struct invocation *call, struct err e)
{
	const char *path;

	if (!failed(e))
		return e;
	TRY(database_path(call, &path));
	return about_file(call, path, e);
}

struct err open_database(const struct invocation *call, bool write, struct app *out)
{
	struct store_config config = { .write = write };

	TRY(database_path(call, &config.path));
	*out = *call->app;
	struct err e = store_open(&config, &out->store);

	if (e.code == ERR_NOT_FOUND)
		return err_format(call->arena, ERR_USAGE, HERE,
				  "%s: there is no such database; outturn init makes one",
				  config.path);
	return about_file(call, config.path, e);
}

/* "budget_line.csv:17:amount: " as far as there is a line and a column; of no file, the program's name. */
static void write_place(struct buf *buf, const struct diagnostic *d)
{
	buf_str(buf, str_empty(d->file) ? S("outturn") : d->file);
	if (d->line > 0)
		buf_format(buf, ":%lld", (long long)d->line);
	if (!str_empty(d->column))
		buf_format(buf, ":%.*s", STR_ARGS(d->column));
	buf_str(buf, S(": "));
	if (d->line == 0 && !str_empty(d->key))
		buf_format(buf, "%.*s: ", STR_ARGS(d->key));
}

struct err print_untold(const struct invocation *call, const struct diagnostics *diagnostics)
{
	struct str more;

	if (diagnostics->count == diagnostics->items.count)
		return OK;
	more = str_format(call->arena, "%zu", diagnostics->count - diagnostics->items.count);
	TRY_NEW(more.at);
	say_message(call, call->err, N_("and {1} more"), (struct message_args){ { more } });
	return OK;
}

struct err print_diagnostics(const struct invocation *call, const struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->items.count; i++) {
		struct buf line;
		struct str text;

		buf_init(&line, call->arena);
		write_place(&line, LIST_AT(diagnostics->items, struct diagnostic, i));
		words_diagnostic(&line, call->locale,
				 LIST_AT(diagnostics->items, struct diagnostic, i));
		TRY(buf_done(&line, &text));
		say(call->err, text);
	}
	return print_untold(call, diagnostics);
}

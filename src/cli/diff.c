/*
 * outturn diff A B: what differs between two folders, two databases, or two dates of one database.
 * Each side is made a snapshot; the rest does not know where it came from.
 */
#include "model/diff.h"
#include "app/import_plan.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mark.h"
#include "cli/command.h"
#include "cli/print.h"
#include "exchange/folder.h"
#include "exchange/json.h"
#include "i18n/message.h"
#include "store/store.h"

/* A reference to a table that the folder lacks can be compared; a cell that was left out cannot. */
static bool lacks_cells(const struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->items.count; i++)
		if (LIST_AT(diagnostics->items, struct diagnostic, i)->id !=
		    DIAGNOSTIC_UNKNOWN_REFERENCE)
			return true;
	return diagnostics->count > diagnostics->items.count;
}

static struct err read_folder(const struct invocation *call, struct str path,
			      struct folder_source *source, struct diagnostics *diagnostics,
			      struct snapshot **out)
{
	TRY(read_plan(call->arena, &source->rows, diagnostics, out));
	if (!lacks_cells(diagnostics))
		return OK;
	snapshot_release(*out);
	*out = NULL;
	TRY(print_diagnostics(call, diagnostics));
	return err_format(call->arena, ERR_USAGE, HERE,
			  "%.*s cannot be read whole; nothing was compared", STR_ARGS(path));
}

static struct err folder_side(const struct invocation *call, struct str path, struct snapshot **out)
{
	struct diagnostics diagnostics;
	struct folder_source source;

	diagnostics_init(&diagnostics, call->arena);
	TRY(open_folder(call, path, &source, &diagnostics));
	struct err e = read_folder(call, path, &source, &diagnostics, out);

	folder_source_close(&source);
	return e;
}

static struct err date_side(const struct invocation *call, struct date day, struct snapshot **out)
{
	struct app app;

	TRY(open_database(call, false, &app));
	struct err e = store_as_of(app.store, day, out);

	store_close(app.store);
	if (e.code == ERR_NOT_FOUND)
		return ERROR(ERR_USAGE, "the first batch is younger than that day");
	return about_database(call, e);
}

static struct err database_side(const struct invocation *call, struct str path,
				struct snapshot **out)
{
	struct store_config config = { .path = str_cstr(call->arena, path) };
	struct store *store;

	TRY_NEW(config.path);
	TRY(about_file(call, config.path, store_open(&config, &store)));
	struct err e = store_snapshot(store, out);

	store_close(store);
	return about_file(call, config.path, e);
}

static struct err read_side(const struct invocation *call, struct str side, struct snapshot **out)
{
	struct date day;

	if (path_is_folder(call->arena, side))
		return folder_side(call, side, out);
	if (date_parse(side, &day))
		return date_side(call, day, out);
	return database_side(call, side, out);
}

/* One line a field that differs; for an added or removed row every field that is not empty. */
static void print_fields(const struct invocation *call, struct buf *buf,
			 const struct change *change)
{
	const struct noun *noun = noun_of(change->noun);

	for (size_t i = 0; i < noun->n_fields; i++) {
		const struct field *field = &noun->fields[i];
		struct str before, after;
		size_t split;

		buf_clear(buf);
		if (change->before)
			field_write(buf, noun, field, change->before);
		split = buf->len;
		if (change->after)
			field_write(buf, noun, field, change->after);
		before = str_slice(buf_held(buf), 0, split);
		after = str_slice(buf_held(buf), split, buf->len);
		if (str_eq(before, after))
			continue;
		if (!str_empty(before))
			fprintf(call->out, "  - %.*s: %.*s\n", STR_ARGS(field->name),
				STR_ARGS(before));
		if (!str_empty(after))
			fprintf(call->out, "  + %.*s: %.*s\n", STR_ARGS(field->name),
				STR_ARGS(after));
	}
}

static char sign_of(const struct change *change)
{
	if (!change->before)
		return '+';
	return change->after ? '~' : '-';
}

static struct err print_text(const struct invocation *call, const struct change *changes,
			     size_t count)
{
	struct buf buf;
	struct str ignored;

	buf_init(&buf, call->arena);
	for (size_t i = 0; i < count; i++) {
		fprintf(call->out, "%c %.*s %.*s\n", sign_of(&changes[i]),
			STR_ARGS(noun_of(changes[i].noun)->name), STR_ARGS(changes[i].key));
		print_fields(call, &buf, &changes[i]);
	}
	return buf_done(&buf, &ignored);
}

static struct err print_json(const struct invocation *call, const struct change *changes,
			     size_t count)
{
	struct json_writer json;
	struct buf buf, cell;
	struct str text, ignored;

	buf_init(&buf, call->arena);
	buf_init(&cell, call->arena);
	json_begin(&json, &buf, true);
	json_put_array(&json);
	for (size_t i = 0; i < count; i++) {
		const struct noun *noun = noun_of(changes[i].noun);

		json_put_object(&json);
		json_put_name(&json, S("table"));
		json_put_text(&json, noun->name);
		json_put_name(&json, S("key"));
		json_put_text(&json, changes[i].key);
		json_put_row(&json, &cell, S("before"), noun, changes[i].before);
		json_put_row(&json, &cell, S("after"), noun, changes[i].after);
		json_put_end_object(&json);
	}
	json_put_end_array(&json);
	TRY(buf_done(&cell, &ignored));
	TRY(buf_done(&buf, &text));
	say(call->out, text);
	return OK;
}

static struct err compare(const struct invocation *call, const struct snapshot *before,
			  const struct snapshot *after, int *exit_code)
{
	struct change *changes;
	size_t count;
	bool as_json;

	TRY(wants_json(call, &as_json));
	TRY(snapshot_diff(call->arena, before, after, &changes, &count));
	if (count > 0)
		*exit_code = EXIT_REFUSED;
	return as_json ? print_json(call, changes, count) : print_text(call, changes, count);
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct snapshot *before, *after = NULL;

	TRY(read_side(call, call->arguments[0], &before));
	struct err e = read_side(call, call->arguments[1], &after);

	if (!failed(e))
		e = compare(call, before, after, exit_code);
	snapshot_release(after);
	snapshot_release(before);
	return e;
}

const struct command diff_command = {
	.name = STR("diff"),
	.summary = N_("show what differs between two states"),
	.arguments = "A B",
	.help = N_("A and B are two plan folders, two databases, or two days (2026-01-31) of one "
		   "database, in any mixture. Prints each row that was added (+), removed (-) or "
		   "changed (~) with its fields. The exit code is 0 when nothing differs, 1 when "
		   "something does."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT),
	.min_arguments = 2,
	.max_arguments = 2,
	.run = run,
};

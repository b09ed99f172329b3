/* See print.h. */
#include "cli/print.h"

#include "app/ask_data.h"
#include "app/words.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "exchange/folder.h"
#include "i18n/message.h"
#include "store/store.h"

struct err head_text(struct arena *arena, struct snapshot_head head, struct str *out)
{
	struct buf text;

	buf_init(&text, arena);
	digest_write(&text, head.hash);
	return buf_done(&text, out);
}

struct err open_folder(const struct invocation *call, struct str path, struct folder_source *source,
		       struct diagnostics *diagnostics)
{
	struct err e = folder_source_open(source, call->arena, path, diagnostics);

	if (failed(e) && e.code != ERR_LIMIT)
		return err_make(ERR_USAGE, e.where, e.detail);
	return e;
}

void json_put_members(struct json_writer *json, const struct member *members, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_put_name(json, members[i].name);
		if (members[i].text.at)
			json_put_text(json, members[i].text);
		else
			json_put_integer(json, members[i].number);
	}
}

struct err print_object(const struct invocation *call, const struct member *members, size_t count)
{
	struct json_writer json;
	struct buf buf;
	struct str text;

	buf_init(&buf, call->arena);
	json_begin(&json, &buf, true);
	json_put_object(&json);
	json_put_members(&json, members, count);
	json_put_end_object(&json);
	TRY(buf_done(&buf, &text));
	say(call->out, text);
	return OK;
}

void json_put_row(struct json_writer *json, struct buf *cell, struct str name,
		  const struct noun *noun, const void *row)
{
	json_put_name(json, name);
	if (!row) {
		json_put_null(json);
		return;
	}
	json_put_object(json);
	for (size_t i = 0; i < noun->n_fields; i++) {
		if (field_is_empty(&noun->fields[i], row))
			continue;
		buf_clear(cell);
		field_write(cell, noun, &noun->fields[i], row);
		json_put_name(json, noun->fields[i].name);
		json_put_text(json, buf_held(cell));
	}
	json_put_end_object(json);
}

static struct err put_diagnostic(const struct invocation *call, struct json_writer *json,
				 const struct diagnostic *d)
{
	struct buf words;
	struct str message;

	buf_init(&words, call->arena);
	words_diagnostic(&words, call->locale, d);
	TRY(buf_done(&words, &message));
	json_put_object(json);
	json_put_members(json,
			 (struct member[]){ { S("fault"), str_of(diagnostic_name(d->id)), 0 },
					    { S("file"), d->file, 0 },
					    { .name = S("line"), .number = d->line } },
			 3);
	json_put_name(json, S("column"));
	if (str_empty(d->column))
		json_put_null(json);
	else
		json_put_text(json, d->column);
	json_put_name(json, S("message"));
	json_put_text(json, message);
	json_put_end_object(json);
	return OK;
}

struct err json_put_diagnostics(const struct invocation *call, struct json_writer *json,
				const struct diagnostics *diagnostics)
{
	json_put_array(json);
	for (size_t i = 0; i < diagnostics->items.count; i++)
		TRY(put_diagnostic(call, json, LIST_AT(diagnostics->items, struct diagnostic, i)));
	json_put_end_array(json);
	return OK;
}

static struct err put_rejected(const struct invocation *call, struct json_writer *json,
			       const struct diagnostic *d)
{
	struct buf words;
	struct str reason;

	buf_init(&words, call->arena);
	words_diagnostic(&words, call->locale, d);
	TRY(buf_done(&words, &reason));
	json_put_object(json);
	json_put_members(json,
			 (struct member[]){ { S("file"), d->file, 0 },
					    { .name = S("line"), .number = d->line },
					    { S("column"), d->column, 0 },
					    { S("value"), d->args[0], 0 },
					    { S("reason"), reason, 0 } },
			 5);
	json_put_end_object(json);
	return OK;
}

struct err json_put_rejected(const struct invocation *call, struct json_writer *json,
			     const struct diagnostics *rejected)
{
	json_put_array(json);
	for (size_t i = 0; i < rejected->items.count; i++)
		TRY(put_rejected(call, json, LIST_AT(rejected->items, struct diagnostic, i)));
	json_put_end_array(json);
	return OK;
}

void json_put_faults(struct json_writer *json, const struct store_fault *faults, size_t count)
{
	json_put_name(json, S("faults"));
	json_put_array(json);
	for (size_t i = 0; i < count; i++) {
		json_put_object(json);
		json_put_members(
			json,
			(struct member[]){ { .name = S("batch"), .number = faults[i].batch },
					   { S("message"), faults[i].what, 0 } },
			2);
		json_put_end_object(json);
	}
	json_put_end_array(json);
}

void print_faults(const struct invocation *call, const struct store_fault *faults, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct str batch;

		if (faults[i].batch == 0) {
			say(call->err, faults[i].what);
			continue;
		}
		batch = str_format(call->arena, "%lld", (long long)faults[i].batch);
		say_message(call, call->err, N_("batch {1}: {2}"),
			    (struct message_args){ { batch, faults[i].what } });
	}
}

struct err read_day(struct str text, struct date *out)
{
	if (!date_parse(text, out))
		return ERROR(ERR_USAGE, "a day is written as 2026-01-31");
	return OK;
}

struct err pin_snapshot(const struct invocation *call, const struct app *app, struct snapshot **out)
{
	struct date day;

	if (!call->options[OPTION_AS_OF].at)
		return about_database(call, store_snapshot(app->store, out));
	TRY(read_day(call->options[OPTION_AS_OF], &day));
	struct err e = store_as_of(app->store, day, out);

	if (e.code == ERR_NOT_FOUND)
		return ERROR(ERR_USAGE, "the first batch is younger than that day");
	return about_database(call, e);
}

struct err read_words(const struct invocation *call, enum option option, struct str *out)
{
	struct str words = str_trim(call->options[option]);

	if (str_empty(words))
		return ERROR(ERR_USAGE, "a change is recorded with --who and --why");
	if (utf8_fault(words) != SIZE_MAX)
		return ERROR(ERR_USAGE, "--who and --why are text in UTF-8");
	for (size_t i = 0; i < words.len; i++)
		if ((unsigned char)words.at[i] < 0x20 || words.at[i] == 0x7f)
			return ERROR(ERR_USAGE, "--who and --why are one line each");
	*out = words;
	return OK;
}

struct err ask_known(const struct invocation *call, const struct app *app,
		     const struct data_question *question, struct data_answer *out,
		     bool *is_known_out)
{
	struct diagnostics unknown;

	diagnostics_init(&unknown, call->arena);
	struct err e = ask_data(app, call->arena, question, &unknown, out);

	*is_known_out = e.code != ERR_INVALID || unknown.count == 0;
	if (!*is_known_out)
		return print_diagnostics(call, &unknown);
	if (e.code == ERR_NOT_FOUND)
		return ERROR(ERR_USAGE, "--as-of is before the first batch");
	return e;
}

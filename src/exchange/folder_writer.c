/*
 * Writing a plan's folder: one CSV file a noun that has rows, and the Tabular Data Package that
 * describes them (Frictionless Data, Tabular Data Package v1), made of the field tables.
 */
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/memory.h"
#include "exchange/csv.h"
#include "exchange/folder.h"
#include "exchange/format.h"
#include "exchange/json.h"
#include "exchange/row_csv.h"
#include "exchange/row_json.h"

struct folder_writer {
	struct arena *arena;     /* the caller's: what an error says lives as long as that */
	struct file_set files;   /* put in place by done, all together */
	const struct noun *noun; /* whose rows come in; NULL before the first */
	struct buf text;         /* of its file so far */
	struct buf cell;
	bool written[NOUN_COUNT];
};

static struct err file_name(struct folder_writer *writer, const struct noun *noun, struct str *out)
{
	*out = str_format(writer->arena, "%.*s.csv", STR_ARGS(noun->name));
	TRY_NEW(out->at);
	return OK;
}

static struct err finish_table(struct folder_writer *writer)
{
	struct str name, text;

	if (!writer->noun)
		return OK;
	TRY(file_name(writer, writer->noun, &name));
	TRY(buf_done(&writer->text, &text));
	TRY(file_set_write(&writer->files, name, text));
	writer->written[writer->noun->id] = true;
	writer->noun = NULL;
	return OK;
}

static void begin_table(struct folder_writer *writer, const struct noun *noun)
{
	writer->noun = noun;
	buf_clear(&writer->text);
	row_csv_head(&writer->text, noun);
}

static struct err take(struct row_sink *sink, const struct noun *noun, const void *rows,
		       size_t count)
{
	struct folder_writer *writer = ((struct folder_sink *)sink)->writer;

	if (count == 0)
		return OK;
	if (writer->noun != noun) {
		TRY(finish_table(writer));
		begin_table(writer, noun);
	}
	for (size_t i = 0; i < count; i++)
		row_csv_write(&writer->text, &writer->cell, noun,
			      (const char *)rows + i * noun->row_size);
	return OK; /* what the text could not hold is told by finish_table */
}

/* A table that has no rows any more has no file. */
static struct err remove_stale(struct folder_writer *writer)
{
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		struct str name;

		if (writer->written[id])
			continue;
		TRY(file_name(writer, noun_of((enum noun_id)id), &name));
		TRY(file_set_remove(&writer->files, name));
	}
	return OK;
}

static void named_text(struct json_writer *json, struct str name, struct str text)
{
	json_put_name(json, name);
	json_put_text(json, text);
}

static void describe_constraints(struct json_writer *json, const struct field *field)
{
	if (!(field->flags & FIELD_REQUIRED) && !field->choices)
		return;
	json_put_name(json, S("constraints"));
	json_put_object(json);
	if (field->flags & FIELD_REQUIRED) {
		json_put_name(json, S("required"));
		json_put_bool(json, true);
	}
	if (field->choices) {
		json_put_name(json, S("enum"));
		json_put_array(json);
		for (size_t i = 0; i < field->choices->count; i++)
			json_put_text(json, field->choices->at[i].name);
		json_put_end_array(json);
	}
	json_put_end_object(json);
}

static void describe_field(struct json_writer *json, const struct field *field)
{
	json_put_object(json);
	named_text(json, S("name"), field->name);
	named_text(json, S("type"), field_json_type(field->type));
	named_text(json, S("title"), str_of(field->label));
	named_text(json, S("description"), str_of(field->help));
	describe_constraints(json, field);
	json_put_end_object(json);
}

/* The standard allows no empty cell in a primary key: with optional parts there is none to state. */
static void describe_key(struct json_writer *json, const struct noun *noun)
{
	for (size_t i = 0; i < noun->n_keys; i++)
		if (!(noun->fields[i].flags & FIELD_REQUIRED))
			return;
	json_put_name(json, S("primaryKey"));
	json_put_array(json);
	for (size_t i = 0; i < noun->n_keys; i++)
		json_put_text(json, noun->fields[i].name);
	json_put_end_array(json);
}

/* A reference to a key of one part; one of several parts is a text that the standard cannot state. */
static bool is_foreign_key(const struct field *field)
{
	return field->refers != NOUN_NONE && noun_of(field->refers)->n_keys == 1;
}

static void describe_foreign_key(struct json_writer *json, const struct noun *noun,
				 const struct field *field)
{
	const struct noun *other = noun_of(field->refers);

	json_put_object(json);
	named_text(json, S("fields"), field->name);
	json_put_name(json, S("reference"));
	json_put_object(json);
	named_text(json, S("resource"), other == noun ? S("") : other->name);
	named_text(json, S("fields"), other->fields[0].name);
	json_put_end_object(json);
	json_put_end_object(json);
}

static void describe_foreign_keys(const struct folder_writer *writer, struct json_writer *json,
				  const struct noun *noun)
{
	bool any = false;

	for (size_t i = 0; i < noun->n_fields; i++) {
		const struct field *field = &noun->fields[i];

		if (!is_foreign_key(field) || !writer->written[field->refers])
			continue;
		if (!any) {
			json_put_name(json, S("foreignKeys"));
			json_put_array(json);
		}
		any = true;
		describe_foreign_key(json, noun, field);
	}
	if (any)
		json_put_end_array(json);
}

static void describe_table(struct folder_writer *writer, struct json_writer *json,
			   const struct noun *noun)
{
	json_put_object(json);
	named_text(json, S("name"), noun->name);
	json_put_name(json, S("path"));
	buf_clear(&writer->cell);
	buf_format(&writer->cell, "%.*s.csv", STR_ARGS(noun->name));
	json_put_text(json, buf_held(&writer->cell));
	named_text(json, S("profile"), S("tabular-data-resource"));
	named_text(json, S("title"), str_of(noun->plural));
	named_text(json, S("description"), str_of(noun->help));
	named_text(json, S("format"), S("csv"));
	named_text(json, S("mediatype"), S("text/csv"));
	named_text(json, S("encoding"), S("utf-8"));
	json_put_name(json, S("schema"));
	json_put_object(json);
	json_put_name(json, S("fields"));
	json_put_array(json);
	for (size_t i = 0; i < noun->n_fields; i++)
		describe_field(json, &noun->fields[i]);
	json_put_end_array(json);
	describe_key(json, noun);
	describe_foreign_keys(writer, json, noun);
	json_put_end_object(json);
	json_put_end_object(json);
}

static struct err write_package(struct folder_writer *writer)
{
	struct json_writer json;
	struct str text;

	buf_clear(&writer->text);
	json_begin(&json, &writer->text, true);
	json_put_object(&json);
	named_text(&json, S("profile"), S("tabular-data-package"));
	named_text(&json, S("name"), S("plan"));
	json_put_name(&json, S("outturn"));
	json_put_object(&json);
	json_put_name(&json, S("format"));
	json_put_integer(&json, FOLDER_FORMAT);
	json_put_end_object(&json);
	json_put_name(&json, S("resources"));
	json_put_array(&json);
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		if (writer->written[id])
			describe_table(writer, &json, noun_of((enum noun_id)id));
	json_put_end_array(&json);
	json_put_end_object(&json);
	buf_char(&writer->text, '\n');
	TRY(buf_done(&writer->text, &text));
	return file_set_write(&writer->files, S(FOLDER_PACKAGE), text);
}

static struct err done(struct row_sink *sink)
{
	struct folder_writer *writer = ((struct folder_sink *)sink)->writer;

	TRY(finish_table(writer));
	TRY(remove_stale(writer));
	TRY(write_package(writer));
	return file_set_replace(&writer->files);
}

struct err folder_sink_open(struct folder_sink *sink, struct arena *arena, struct str path)
{
	struct folder_writer *writer;

	TRY(folder_make(arena, path));
	writer = memory_take(sizeof(*writer));
	TRY_NEW(writer);
	writer->arena = arena;
	buf_init_own(&writer->text, LIMIT_FILE_BYTES);
	buf_init_own(&writer->cell, LIMIT_CELL_BYTES);
	*sink = (struct folder_sink){ .rows = { .take = take, .done = done }, .writer = writer };
	struct err e = file_set_open(&writer->files, arena, path);

	if (failed(e))
		folder_sink_close(sink);
	return e;
}

void folder_sink_close(struct folder_sink *sink)
{
	if (!sink->writer)
		return;
	file_set_close(&sink->writer->files);
	buf_finish(&sink->writer->text);
	buf_finish(&sink->writer->cell);
	memory_give(sink->writer);
	sink->writer = NULL;
}

/* See lineage_text.h. */
#include "vtl/lineage_text.h"

#include "base/buf.h"
#include "base/list.h"

/* ---- Reading ---- */

struct reading {
	struct arena *arena;
	struct str text;
	size_t at;
};

static bool take(struct reading *reading, char c)
{
	if (reading->at >= reading->text.len || reading->text.at[reading->at] != c)
		return false;
	reading->at++;
	return true;
}

/* Up to one of the ends, which is not taken. */
static struct str take_plain(struct reading *reading, struct str ends)
{
	size_t from = reading->at;

	while (reading->at < reading->text.len &&
	       str_find_char(ends, reading->text.at[reading->at], 0) == SIZE_MAX)
		reading->at++;
	return str_slice(reading->text, from, reading->at);
}

static struct err take_quoted(struct reading *reading, struct str *out)
{
	struct buf buf;

	buf_init(&buf, reading->arena);
	while (reading->at < reading->text.len) {
		char c = reading->text.at[reading->at++];

		if (c == '"' && !take(reading, '"')) {
			TRY(buf_done(&buf, out));
			return OK;
		}
		buf_char(&buf, c);
	}
	return ERROR(ERR_USAGE, "a quote of the cell is not closed");
}

/* A name, in quotes or up to one of the ends. */
static struct err take_name(struct reading *reading, struct str ends, struct str *out)
{
	if (take(reading, '"'))
		return take_quoted(reading, out);
	*out = str_trim(take_plain(reading, ends));
	return OK;
}

static struct err take_key(struct reading *reading, struct lineage_key *out)
{
	TRY(take_name(reading, S("=,]"), &out->name));
	if (str_empty(out->name) || !take(reading, '='))
		return err_format(reading->arena, ERR_USAGE, HERE,
				  "a cell is RESULT[ID=VALUE,...]#COMPONENT, not %.*s",
				  STR_ARGS(reading->text));
	if (take(reading, '"'))
		return take_quoted(reading, &out->value);
	out->value = take_plain(reading, S(",]"));
	return OK;
}

static struct err take_keys(struct reading *reading, struct lineage_question *out)
{
	struct list keys = LIST(reading->arena, struct lineage_key);
	struct lineage_key key = { .name = S("") };

	do {
		TRY(take_key(reading, &key));
		TRY(list_push(&keys, &key));
	} while (take(reading, ','));
	if (!take(reading, ']'))
		return ERROR(ERR_USAGE, "the identifiers of a cell end with ]");
	out->keys = keys.at;
	out->n_keys = keys.count;
	return OK;
}

struct err lineage_question_parse(struct arena *arena, struct str text,
				  struct lineage_question *out)
{
	struct reading reading = { .arena = arena, .text = text };

	*out = (struct lineage_question){ .component = S("") };
	TRY(take_name(&reading, S("[#"), &out->result));
	if (take(&reading, '['))
		TRY(take_keys(&reading, out));
	if (take(&reading, '#'))
		TRY(take_name(&reading, S(""), &out->component));
	if (str_empty(out->result) || reading.at < text.len)
		return err_format(arena, ERR_USAGE, HERE,
				  "a cell is RESULT[ID=VALUE,...]#COMPONENT, not %.*s",
				  STR_ARGS(text));
	return OK;
}

/* ---- Writing ---- */

static bool has_any(struct str text, struct str signs)
{
	bool has = false;

	for (size_t i = 0; i < text.len; i++)
		has |= str_find_char(signs, text.at[i], 0) != SIZE_MAX;
	return has;
}

static void write_quoted(struct buf *buf, struct str text)
{
	buf_char(buf, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			buf_char(buf, '"');
		buf_char(buf, text.at[i]);
	}
	buf_char(buf, '"');
}

static void write_value(struct buf *buf, struct scalar scalar)
{
	struct str text = scalar.type == DATA_STRING && !scalar.is_null ? scalar.string : S("");

	if (has_any(text, S(",]\"\n")))
		write_quoted(buf, text);
	else
		scalar_write(buf, scalar);
}

static void write_name(struct buf *buf, struct str name)
{
	if (has_any(name, S("[]#=,\"\n")))
		write_quoted(buf, name);
	else
		buf_str(buf, name);
}

/* One value of the keys; the first opens them. */
static void write_key(struct buf *buf, bool is_first, struct str name, struct scalar value)
{
	buf_char(buf, is_first ? '[' : ',');
	write_name(buf, name);
	buf_char(buf, '=');
	write_value(buf, value);
}

static void write_keys(struct buf *buf, const struct dataset *dataset, size_t row)
{
	bool is_first = true;

	for (size_t i = 0; i < dataset->structure.count; i++) {
		const struct component *component = &dataset->structure.at[i];

		if (component->role != ROLE_IDENTIFIER)
			continue;
		write_key(buf, is_first, component->name, column_scalar(&dataset->columns[i], row));
		is_first = false;
	}
	if (!is_first)
		buf_char(buf, ']');
}

void lineage_question_write(struct buf *buf, struct str result, const struct structure *structure,
			    const struct scalar *row)
{
	bool is_first = true;

	write_name(buf, result);
	for (size_t i = 0; structure && i < structure->count; i++) {
		if (structure->at[i].role != ROLE_IDENTIFIER)
			continue;
		write_key(buf, is_first, structure->at[i].name, row[i]);
		is_first = false;
	}
	if (!is_first)
		buf_char(buf, ']');
}

static void write_component(struct buf *buf, const struct dataset *dataset,
			    const struct lineage_cell *cell)
{
	struct scalar value;

	if (cell->component == COMPONENT_NONE)
		return;
	value = column_scalar(&dataset->columns[cell->component], cell->row);
	buf_char(buf, '#');
	write_name(buf, dataset->structure.at[cell->component].name);
	buf_str(buf, value.is_null ? S(" =") : S(" = "));
	write_value(buf, value);
}

void lineage_cell_write(struct buf *buf, const struct plan *plan, const struct run_input *inputs,
			const struct lineage_cell *cell)
{
	const struct dataset *dataset = inputs[cell->input].dataset;

	write_name(buf, plan->inputs[cell->input].name);
	if (dataset) {
		write_keys(buf, dataset, cell->row);
		write_component(buf, dataset, cell);
	} else {
		buf_str(buf, S(" = "));
		write_value(buf, inputs[cell->input].scalar);
	}
}

void lineage_write(struct buf *buf, const struct plan *plan, const struct run_input *inputs,
		   const struct lineage *lineage)
{
	for (size_t i = 0; i < lineage->count; i++) {
		lineage_cell_write(buf, plan, inputs, &lineage->at[i]);
		buf_char(buf, '\n');
	}
}

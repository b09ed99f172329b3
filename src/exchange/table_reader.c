/* See table_reader.h. */
#include "exchange/table_reader.h"

#include <string.h>

#include "base/limits.h"
#include "base/mark.h"
#include "base/utf8.h"
#include "model/row.h"

static struct err tell(struct table_reader *reader, struct diagnostic d)
{
	d.file = reader->file;
	return diagnostics_add(reader->diagnostics, d);
}

static struct err tell_fault(struct table_reader *reader, int64_t line, enum csv_fault fault)
{
	return tell(reader, (struct diagnostic){ .id = DIAGNOSTIC_BAD_SYNTAX,
						 .line = line,
						 .args = { csv_fault_words(fault) } });
}

/* The file's line in which a byte stands. */
static int64_t line_of(struct str bytes, size_t offset)
{
	int64_t line = 1;

	for (size_t i = 0; i < offset; i++)
		line += bytes.at[i] == '\n';
	return line;
}

/* False, and told, when the bytes are not text in UTF-8. */
static struct err check_bytes(struct table_reader *reader, struct arena *arena, struct str bytes,
			      bool *fine_out)
{
	size_t fault = utf8_fault(bytes), nul = str_find_char(bytes, '\0', 0);
	size_t at = fault < nul ? fault : nul;

	*fine_out = at == SIZE_MAX;
	if (*fine_out)
		return OK;
	return tell(reader, (struct diagnostic){ .id = DIAGNOSTIC_BAD_ENCODING,
						 .line = line_of(bytes, at),
						 .args = { str_format(arena, "%zu", at) } });
}

/* A column that is unknown or stands twice is told and passed over, so that the rest can be judged. */
static struct err map_column(struct table_reader *reader, struct str name, int column, int64_t line)
{
	const struct field *field = noun_field(reader->noun, name);

	if (!field)
		return tell(reader, (struct diagnostic){ .id = DIAGNOSTIC_UNKNOWN_COLUMN,
							 .line = line,
							 .column = name,
							 .args = { name } });

	int *place = &reader->column_of[field - reader->noun->fields];

	if (*place >= 0)
		return tell(reader, (struct diagnostic){ .id = DIAGNOSTIC_DUPLICATE_COLUMN,
							 .line = line,
							 .column = name,
							 .args = { name } });
	*place = column;
	return OK;
}

/* Without a column of the key there are no rows; any other that is missing is told once. */
static struct err check_columns(struct table_reader *reader, int64_t line)
{
	for (size_t i = 0; i < reader->noun->n_fields; i++) {
		const struct field *field = &reader->noun->fields[i];

		if (!(field->flags & FIELD_REQUIRED) || reader->column_of[i] >= 0)
			continue;
		reader->refused |= (field->flags & FIELD_KEY) != 0;
		TRY(tell(reader, (struct diagnostic){ .id = DIAGNOSTIC_MISSING_COLUMN,
						      .line = line,
						      .column = field->name,
						      .args = { field->name } }));
	}
	return OK;
}

static struct err read_header(struct table_reader *reader)
{
	struct csv_record header;
	enum csv_fault fault = CSV_FINE;
	bool more = false;

	for (size_t i = 0; i < NOUN_FIELDS_MAX; i++)
		reader->column_of[i] = -1;
	TRY(csv_next(&reader->csv, &header, &fault, &more));
	if (!more)
		header = (struct csv_record){ .line = 1 };
	if (more && fault != CSV_FINE) {
		reader->refused = true;
		return tell_fault(reader, header.line, fault);
	}
	reader->n_columns = header.count;
	for (size_t i = 0; i < header.count; i++)
		TRY(map_column(reader, str_trim(header.cells[i]), (int)i, header.line));
	return check_columns(reader, header.line);
}

struct err table_reader_open(struct table_reader *reader, struct arena *arena,
			     const struct noun *noun, struct str file, struct str bytes,
			     struct diagnostics *diagnostics)
{
	bool fine;

	*reader = (struct table_reader){ .noun = noun, .file = file, .diagnostics = diagnostics };
	TRY(check_bytes(reader, arena, bytes, &fine));
	if (!fine) {
		reader->refused = true;
		return OK;
	}
	csv_open(&reader->csv, arena, bytes);
	return read_header(reader);
}

/* The row's key as far as its cells are right; where there is none, the line. */
static struct err name_row(struct table_reader *reader, const struct csv_record *record,
			   const void *row, struct str *out)
{
	struct arena *arena = reader->csv.arena;

	TRY(row_key(arena, reader->noun, row, out));
	if (str_empty(*out))
		*out = str_format(arena, "line %lld", (long long)record->line);
	TRY_NEW(out->at);
	return OK;
}

static struct err parse_field(struct table_reader *reader, const struct csv_record *record,
			      size_t i_field, void *row, bool *fine)
{
	const struct field *field = &reader->noun->fields[i_field];
	struct diagnostic d = { .line = record->line, .column = field->name };
	struct str cell;

	if (reader->column_of[i_field] < 0)
		return OK;
	cell = str_trim(record->cells[reader->column_of[i_field]]);
	if (str_empty(cell)) {
		if (!(field->flags & FIELD_REQUIRED))
			return OK;
		d.id = DIAGNOSTIC_MISSING_VALUE;
	} else {
		if (field_parse(reader->noun, field, cell, row))
			return OK;
		d.id = DIAGNOSTIC_BAD_CELL;
		d.args[0] = cell;
		d.args[1] = str_of(field_expects(field));
	}
	if (field->flags & FIELD_KEY)
		*fine = false;
	TRY(name_row(reader, record, row, &d.key));
	return tell(reader, d);
}

/*
 * The key comes first, so that what is told names the row; then the currency, since the money's digits
 * depend on it. A wrong cell is left empty, so that the row still stands for those that refer to it;
 * only without its key it is dropped.
 */
static struct err parse_record(struct table_reader *reader, const struct csv_record *record,
			       void *row, bool *fine)
{
	const struct noun *noun = reader->noun;

	*fine = true;
	row_clear(noun, row);
	for (size_t i = 0; i < noun->n_keys; i++)
		TRY(parse_field(reader, record, i, row, fine));
	if (noun->currency >= 0)
		TRY(parse_field(reader, record, (size_t)noun->currency, row, fine));
	for (size_t i = noun->n_keys; i < noun->n_fields; i++)
		if ((int)i != noun->currency)
			TRY(parse_field(reader, record, i, row, fine));
	return OK;
}

static struct err check_shape(struct table_reader *reader, const struct csv_record *record,
			      struct arena *arena, enum csv_fault fault, bool *fine)
{
	*fine = fault == CSV_FINE && record->count == reader->n_columns;
	if (*fine)
		return OK;
	if (fault != CSV_FINE)
		return tell_fault(reader, record->line, fault);
	return tell(reader, (struct diagnostic){
				    .id = DIAGNOSTIC_BAD_SYNTAX,
				    .line = record->line,
				    .args = { S(N_("cells in the line: {2}, in the header: {3}")),
					      str_format(arena, "%zu", record->count),
					      str_format(arena, "%zu", reader->n_columns) } });
}

struct err table_reader_next(struct table_reader *reader, struct arena *arena,
			     struct row_chunk *out, bool *more_out)
{
	size_t size = reader->noun->row_size, count = 0;
	char *rows;
	int64_t *lines;
	bool more = !reader->refused;

	reader->incomplete |= reader->refused;

	*out = (struct row_chunk){ .noun = reader->noun, .file = reader->file };
	if (more) {
		rows = arena_alloc(arena, ROWS_A_CHUNK, size);
		lines = NEW(arena, int64_t, ROWS_A_CHUNK);
		TRY_NEW(rows && lines);
		out->rows = rows;
		out->lines = lines;
	}
	while (more && count < ROWS_A_CHUNK) {
		struct csv_record record;
		enum csv_fault fault;
		bool fine;

		TRY(csv_next(&reader->csv, &record, &fault, &more));
		if (!more)
			break;
		TRY(check_shape(reader, &record, arena, fault, &fine));
		if (fine)
			TRY(parse_record(reader, &record, rows + count * size, &fine));
		if (fine)
			lines[count++] = record.line;
		reader->incomplete |= !fine;
	}
	out->count = count;
	*more_out = more;
	return OK;
}

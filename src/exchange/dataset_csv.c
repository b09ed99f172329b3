/* Data points, in and out of CSV. */
#include "exchange/dataset_csv.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/mark.h"
#include "base/utf8.h"
#include "cube/dataset_builder.h"
#include "exchange/csv.h"

#include <math.h>
#include <string.h>

struct reading {
	struct arena *scratch; /* lives through the reading */
	struct str file, bytes;
	const struct structure *structure;
	struct diagnostics *diagnostics;
	struct csv_reader csv;
	struct arena cells;      /* of the csv reader */
	ptrdiff_t *component_of; /* each column's; COMPONENT_NONE: it is unknown */
	size_t n_columns;
	const struct map **values_of; /* each component's, as text; NULL: any of its type */
	struct dataset_builder builder;
	bool is_bad; /* something was told */
};

static struct err tell(struct reading *reading, struct diagnostic d)
{
	reading->is_bad = true;
	d.file = reading->file;
	return diagnostics_add(reading->diagnostics, d);
}

static struct str expected_words(enum data_type type)
{
	static const struct str words[] = {
		[DATA_NULL] = STR(""),
		[DATA_INTEGER] = STR(N_("an integer")),
		[DATA_NUMBER] = STR(N_("a number")),
		[DATA_BOOLEAN] = STR(N_("true or false")),
		[DATA_STRING] = STR(N_("a text")),
		[DATA_DATE] = STR(N_("a date")),
		[DATA_TIME_PERIOD] = STR(N_("a time period")),
		[DATA_TIME] = STR(N_("an interval of time")),
		[DATA_DURATION] = STR(N_("a duration")),
	};
	_Static_assert(countof(words) == DATA_TYPE_COUNT_, "each type has its words");

	return words[type];
}

static struct err check_bytes(struct reading *reading)
{
	size_t fault = utf8_fault(reading->bytes), nul = str_find_char(reading->bytes, '\0', 0);
	size_t at = fault < nul ? fault : nul;
	int64_t line = 1;

	if (at == SIZE_MAX)
		return OK;
	for (size_t i = 0; i < at; i++)
		line += reading->bytes.at[i] == '\n';
	return tell(reading,
		    (struct diagnostic){ .id = DIAGNOSTIC_BAD_ENCODING,
					 .line = line,
					 .args = { str_format(reading->scratch, "%zu", at) } });
}

static struct err map_column(struct reading *reading, size_t column, struct str name, int64_t line)
{
	ptrdiff_t found = structure_find(reading->structure, name);

	reading->component_of[column] = found;
	if (found == COMPONENT_NONE)
		return tell(reading, (struct diagnostic){ .id = DIAGNOSTIC_UNKNOWN_COLUMN,
							  .line = line,
							  .column = name,
							  .args = { name } });
	for (size_t i = 0; i < column; i++) {
		if (reading->component_of[i] != found)
			continue;
		return tell(reading, (struct diagnostic){ .id = DIAGNOSTIC_DUPLICATE_COLUMN,
							  .line = line,
							  .column = name,
							  .args = { name } });
	}
	return OK;
}

/* Only what may be null may be missing. */
static struct err check_columns(struct reading *reading, int64_t line)
{
	for (size_t i = 0; i < reading->structure->count; i++) {
		const struct component *component = &reading->structure->at[i];
		bool is_there = false;

		for (size_t c = 0; c < reading->n_columns; c++)
			is_there |= reading->component_of[c] == (ptrdiff_t)i;
		if (!is_there && !component->is_nullable)
			TRY(tell(reading, (struct diagnostic){ .id = DIAGNOSTIC_MISSING_COLUMN,
							       .line = line,
							       .column = component->name,
							       .args = { component->name } }));
	}
	return OK;
}

static struct err read_header(struct reading *reading)
{
	struct csv_record header;
	enum csv_fault fault = CSV_FINE;
	bool more = false;

	TRY(csv_next(&reading->csv, &header, &fault, &more));
	if (more && fault != CSV_FINE)
		return tell(reading, (struct diagnostic){ .id = DIAGNOSTIC_BAD_SYNTAX,
							  .line = header.line,
							  .args = { csv_fault_words(fault) } });
	if (!more)
		header = (struct csv_record){ .line = 1 };
	reading->n_columns = header.count;
	TRY_NEW(reading->component_of = NEW(reading->scratch, ptrdiff_t, header.count));
	for (size_t i = 0; i < header.count; i++) {
		struct str name = str_copy(reading->scratch, str_trim(header.cells[i]));

		TRY(map_column(reading, i, name, header.line));
	}
	return check_columns(reading, header.line);
}

/* Was the cell, which is empty, a pair of quotes? */
static bool is_quoted(const struct reading *reading, struct str cell)
{
	const char *bytes = reading->bytes.at;

	return cell.at > bytes && cell.at <= bytes + reading->bytes.len && cell.at[-1] == '"';
}

/* The values of a domain as they are written. */
static struct err domain_values(struct arena *arena, const struct dataset_domain *domain,
				const struct map **out)
{
	struct map *values = NEW(arena, struct map, 1);

	TRY_NEW(values);
	map_init(values, arena);
	for (size_t i = 0; i < domain->n_values; i++) {
		struct buf text;
		struct str key;

		buf_init(&text, arena);
		scalar_write(&text, domain->values[i]);
		TRY(buf_done(&text, &key));
		TRY(map_put(values, key, i));
	}
	*out = values;
	return OK;
}

static struct err find_domains(struct reading *reading, const struct dataset_domains *domains)
{
	const struct structure *structure = reading->structure;

	TRY_NEW(reading->values_of =
			NEW(reading->scratch, const struct map *, structure->count + 1));
	for (size_t i = 0; i < structure->count; i++)
		for (size_t d = 0; domains && d < domains->count; d++)
			if (domains->at[d].values &&
			    str_eq(structure->at[i].domain, domains->at[d].name))
				TRY(domain_values(reading->scratch, &domains->at[d],
						  &reading->values_of[i]));
	return OK;
}

static struct err check_domain(struct reading *reading, const struct csv_record *record,
			       size_t component, struct scalar scalar)
{
	const struct component *is = &reading->structure->at[component];
	struct arena_mark mark = arena_mark(&reading->cells);
	struct buf text;
	struct str key;
	uint64_t place;

	buf_init(&text, &reading->cells);
	scalar_write(&text, scalar);
	TRY(buf_done(&text, &key));
	if (!map_get(reading->values_of[component], key, &place))
		TRY(tell(reading, (struct diagnostic){ .id = DIAGNOSTIC_BAD_CELL,
						       .line = record->line,
						       .column = is->name,
						       .args = { key, is->domain } }));
	arena_rewind(&reading->cells, mark);
	return OK;
}

/* Programs that keep integers as numbers write 2 as "2.0" or "2e0": it is an integer all the same. */
static bool parse_cell(enum data_type type, struct str text, struct scalar *out)
{
	struct scalar number;

	if (scalar_parse(type, text, out))
		return true;
	if (type != DATA_INTEGER || !scalar_parse(DATA_NUMBER, text, &number) ||
	    fabs(number.number) > 0x1p53 || trunc(number.number) != number.number)
		return false;
	*out = scalar_integer((int64_t)number.number);
	return true;
}

static struct err read_cell(struct reading *reading, const struct csv_record *record,
			    size_t component, struct str cell)
{
	const struct component *is = &reading->structure->at[component];
	struct str text = is->type == DATA_STRING ? cell : str_trim(cell);
	struct scalar scalar;

	if (str_empty(text) && !(is->type == DATA_STRING && is_quoted(reading, cell))) {
		if (is->is_nullable)
			return OK;
		return tell(reading, (struct diagnostic){ .id = DIAGNOSTIC_MISSING_VALUE,
							  .line = record->line,
							  .column = is->name });
	}
	if (!parse_cell(is->type, text, &scalar))
		return tell(reading,
			    (struct diagnostic){ .id = DIAGNOSTIC_BAD_CELL,
						 .line = record->line,
						 .column = is->name,
						 .args = { text, expected_words(is->type) } });
	if (reading->values_of[component])
		TRY(check_domain(reading, record, component, scalar));
	return dataset_builder_put(&reading->builder, component, scalar);
}

static struct err read_row(struct reading *reading, const struct csv_record *record)
{
	static const struct str nothing = { .at = "", .len = 0 };

	TRY(dataset_builder_row(&reading->builder));
	if (record->count > reading->n_columns)
		TRY(tell(reading,
			 (struct diagnostic){
				 .id = DIAGNOSTIC_BAD_SYNTAX,
				 .line = record->line,
				 .args = { S(N_("there are more cells than columns")) } }));
	for (size_t i = 0; i < reading->n_columns; i++) {
		if (reading->component_of[i] != COMPONENT_NONE)
			TRY(read_cell(reading, record, (size_t)reading->component_of[i],
				      i < record->count ? record->cells[i] : nothing));
	}
	return OK;
}

/* Rows that are read before it is asked whether to go on. */
enum { ROWS_A_CHECK = 4096 };

static struct err read_rows(struct reading *reading, const struct task *task)
{
	struct csv_record record;
	enum csv_fault fault = CSV_FINE;
	bool more = true;

	for (size_t n = 1; more; n++) {
		if (n % ROWS_A_CHECK == 0)
			TRY(task_check(task));
		TRY(csv_next(&reading->csv, &record, &fault, &more));
		if (!more)
			break;
		if (fault == CSV_FINE)
			TRY(read_row(reading, &record));
		else
			TRY(tell(reading,
				 (struct diagnostic){ .id = DIAGNOSTIC_BAD_SYNTAX,
						      .line = record.line,
						      .args = { csv_fault_words(fault) } }));
	}
	return OK;
}

/* The lines of two rows, found by reading the file again: it is the one thing that was not kept. */
static struct err lines_of(struct reading *reading, size_t row, size_t earlier, int64_t *line,
			   int64_t *earlier_line)
{
	struct csv_record record;
	enum csv_fault fault = CSV_FINE;
	bool more = true;

	csv_open(&reading->csv, &reading->cells, reading->bytes);
	TRY(csv_next(&reading->csv, &record, &fault, &more)); /* the header */
	for (size_t i = 0; more; i++) {
		TRY(csv_next(&reading->csv, &record, &fault, &more));
		if (i == earlier)
			*earlier_line = record.line;
		if (i == row) {
			*line = record.line;
			return OK;
		}
	}
	return OK;
}

static struct str key_words(struct reading *reading, const struct dataset *dataset, size_t row)
{
	struct buf buf;

	buf_init(&buf, reading->scratch);
	for (size_t i = 0; i < dataset->structure.count; i++) {
		if (dataset->structure.at[i].role != ROLE_IDENTIFIER)
			continue;
		if (buf.len)
			buf_str(&buf, S(", "));
		scalar_write(&buf, column_scalar(&dataset->columns[i], row));
	}
	return buf_held(&buf);
}

static struct err examine(struct reading *reading, struct allowance *allowance,
			  const struct task *task, const struct dataset *dataset)
{
	struct dataset_fault fault;
	int64_t line = 0, earlier = 0;

	TRY(dataset_examine(allowance, task, dataset, &fault));
	if (!fault.is_broken)
		return OK;
	TRY(lines_of(reading, fault.row, fault.earlier, &line, &earlier));
	return tell(reading, (struct diagnostic){ .id = DIAGNOSTIC_DUPLICATE_KEY,
						  .line = line,
						  .args = { key_words(reading, dataset, fault.row),
							    str_format(reading->scratch, "%lld",
								       (long long)earlier) } });
}

/* What was read, if it is all good; *out stays NULL when something was told. */
static struct err read_all(struct reading *reading, struct allowance *allowance,
			   const struct task *task, struct dataset **out)
{
	struct dataset *dataset;
	struct err err;

	TRY(check_bytes(reading));
	if (reading->is_bad)
		return OK;
	csv_open(&reading->csv, &reading->cells, reading->bytes);
	TRY(read_header(reading));
	if (reading->is_bad)
		return OK;
	TRY(dataset_builder_begin(&reading->builder, allowance, reading->structure));
	err = read_rows(reading, task);
	if (failed(err) || reading->is_bad) {
		dataset_builder_abandon(&reading->builder);
		return err;
	}
	TRY(dataset_builder_finish(&reading->builder, &dataset));
	err = examine(reading, allowance, task, dataset);
	if (failed(err) || reading->is_bad)
		dataset_release(dataset);
	else
		*out = dataset;
	return err;
}

struct err dataset_csv_read(struct allowance *allowance, const struct task *task,
			    struct arena *scratch, struct str file, struct str bytes,
			    const struct structure *structure,
			    const struct dataset_domains *domains, struct diagnostics *diagnostics,
			    struct dataset **out, bool *fine_out)
{
	struct reading reading = { .scratch = scratch,
				   .file = file,
				   .bytes = bytes,
				   .structure = structure,
				   .diagnostics = diagnostics };
	struct dataset *dataset = NULL;
	struct err err;

	if (str_starts(bytes, S("\xef\xbb\xbf")))
		reading.bytes = str_slice(bytes, 3, bytes.len);
	TRY(find_domains(&reading, domains));
	arena_init_within(&reading.cells, allowance);
	err = read_all(&reading, allowance, task, &dataset);
	arena_finish(&reading.cells);
	if (failed(err))
		return err;
	*fine_out = dataset != NULL;
	if (dataset)
		*out = dataset;
	return OK;
}

void dataset_csv_write_header(struct buf *buf, const struct structure *structure)
{
	for (size_t i = 0; i < structure->count; i++) {
		if (i)
			buf_char(buf, ',');
		csv_write_cell(buf, structure->at[i].name);
	}
	buf_char(buf, '\n');
}

static void write_value(struct buf *buf, struct scalar scalar)
{
	if (scalar.is_null)
		return;
	if (scalar.type != DATA_STRING)
		scalar_write(buf, scalar);
	else if (str_empty(scalar.string))
		buf_str(buf, S("\"\""));
	else
		csv_write_cell(buf, scalar.string);
}

struct err dataset_csv_write_rows(struct buf *buf, struct arena *scratch,
				  const struct dataset *dataset, size_t from, size_t n)
{
	size_t count = dataset->structure.count;
	struct vector_room *rooms = NEW(scratch, struct vector_room, count);
	struct vector *vectors = NEW(scratch, struct vector, count);

	TRY_NEW(rooms);
	TRY_NEW(vectors);
	for (size_t i = 0; i < count; i++)
		column_read(&dataset->columns[i], from, n, &rooms[i], &vectors[i]);
	for (size_t r = 0; r < n; r++) {
		for (size_t i = 0; i < count; i++) {
			if (i)
				buf_char(buf, ',');
			write_value(buf, vector_scalar(&vectors[i], r));
		}
		buf_char(buf, '\n');
	}
	return buf->full ? ERROR(ERR_LIMIT, "out of memory") : OK;
}

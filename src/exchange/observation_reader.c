/*
 * The window: bytes are read from where the last record ended, checked to be text, and read as records
 * until one is cut by the window's end; that one begins the next window. Only a record that fills a window
 * makes it grow.
 */
#include "exchange/observation_reader.h"

#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mark.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "exchange/observation_rows.h"

enum {
	WINDOW_BYTES = 256 << 10, /* some thousands of rows: they stay in the processor's cache */
	WINDOW_BYTES_MOST = 8 << 20, /* of a record: cells are shorter */
	BOM_BYTES = 3,
};

struct observation_reader {
	const struct observation_request *request;
	struct arena kept; /* as long as the source */
	struct observation_rows rows;
	struct column_map map;
	struct hasher hasher;
	size_t i_input; /* the one being read, or the next */
	bool is_open, has_header;

	/* The file being read. */
	struct file_pieces pieces;
	uint64_t size, offset; /* bytes; where the next record begins */
	size_t window_bytes;
	bool reaches_end;     /* the window does */
	bool is_last;         /* and the file ends there */
	bool is_behind_whole; /* the record before had all its cells */
	struct csv_reader csv;
};

static const struct observation_input *input_of(const struct observation_reader *reader)
{
	return &reader->request->inputs[reader->i_input];
}

/* Tells what is wrong with the file, which ends the reading. */
static struct err give_up(const struct observation_reader *reader, struct diagnostics *diagnostics,
			  struct diagnostic d)
{
	d.file = input_of(reader)->path;
	TRY(diagnostics_add(diagnostics, d));
	return ERROR(ERR_INVALID, "a file of observations cannot be read");
}

static struct err give_up_saying(const struct observation_reader *reader,
				 struct diagnostics *diagnostics, int64_t line, struct str message)
{
	return give_up(reader, diagnostics,
		       (struct diagnostic){
			       .id = DIAGNOSTIC_BAD_SYNTAX, .line = line, .args = { message } });
}

/* -- The window -- */

static struct err open_input(struct observation_reader *reader, struct arena *arena)
{
	const struct observation_input *input = input_of(reader);

	if (!input->has_bytes)
		TRY(file_pieces_open(&reader->pieces, arena, input->path));
	reader->size = input->has_bytes ? input->bytes.len : reader->pieces.size;
	reader->offset = 0;
	reader->window_bytes = reader->request->window_bytes ? reader->request->window_bytes
							     : WINDOW_BYTES;
	reader->csv = (struct csv_reader){ .line = 1 };
	reader->is_open = true;
	reader->has_header = false;
	return OK;
}

static void close_input(struct observation_reader *reader)
{
	file_pieces_close(&reader->pieces);
	reader->is_open = false;
	reader->i_input++;
}

static struct err fill_window(struct observation_reader *reader, struct arena *arena,
			      struct str *out)
{
	const struct observation_input *input = input_of(reader);

	if (input->has_bytes)
		*out = str_slice(input->bytes, reader->offset,
				 reader->offset + reader->window_bytes);
	else
		TRY(file_pieces_read(&reader->pieces, arena, reader->offset, reader->window_bytes,
				     out));
	reader->reaches_end = reader->offset + out->len == reader->size;
	reader->is_last = reader->reaches_end && !input->is_cut;
	return OK;
}

static int64_t count_lines(struct str s)
{
	int64_t lines = 0;

	for (size_t i = 0; i < s.len; i++)
		lines += s.at[i] == '\n';
	return lines;
}

/* Text in UTF-8 without zero bytes; a character that the window's end cuts is left to the next one. */
static struct err check_text(struct observation_reader *reader, struct arena *arena,
			     struct diagnostics *diagnostics, struct str *window)
{
	size_t fault = utf8_fault(*window), nul = str_find_char(*window, '\0', 0);
	size_t at = fault < nul ? fault : nul;
	uint64_t offset = reader->offset + at;
	struct str place;

	if (at == SIZE_MAX)
		return OK;
	if (at == fault && !reader->is_last && window->len - at < 4) {
		window->len = at;
		return OK;
	}
	place = str_format(arena, "%llu", (unsigned long long)offset);
	TRY_NEW(place.at);
	return give_up(reader, diagnostics,
		       (struct diagnostic){ .id = DIAGNOSTIC_BAD_ENCODING,
					    .line = reader->csv.line +
						    count_lines(str_slice(*window, 0, at)),
					    .args = { place } });
}

static char separator_of(const struct profile *profile, struct str bytes, char guess)
{
	char after;

	switch (profile->separator) {
	case SEPARATOR_COMMA:
		return ',';
	case SEPARATOR_SEMICOLON:
		return ';';
	case SEPARATOR_TAB:
		return '\t';
	case SEPARATOR_AFTER_FIRST:
		after = csv_separator_after_first(bytes);
		return after ? after : guess;
	case SEPARATOR_GUESSED:
		break;
	}
	return guess;
}

/* Takes note that so many bytes of the window were read. */
static void consume(struct observation_reader *reader, struct str bytes)
{
	hasher_add(&reader->hasher, bytes);
	reader->offset += bytes.len;
}

/*
 * The file's first bytes: its mark is passed over, and the separator found, which the first line tells. A
 * window without all of that line is left empty, so that it grows.
 */
static void begin_text(struct observation_reader *reader, struct arena *arena, struct str *window)
{
	bool marked = str_starts(*window, S("\xEF\xBB\xBF"));
	struct str text = str_slice(*window, marked ? BOM_BYTES : 0, window->len);
	struct csv_reader guessing;

	if (!reader->is_last && !csv_has_first_line(text)) {
		window->len = 0;
		return;
	}
	if (marked)
		consume(reader, str_slice(*window, 0, BOM_BYTES));
	*window = text;
	csv_open(&guessing, arena, *window);
	reader->csv.separator = separator_of(reader->request->profile, *window, guessing.separator);
}

/* The bytes from the next record on, ready to be read as records. */
static struct err open_window(struct observation_reader *reader, struct arena *arena,
			      struct diagnostics *diagnostics)
{
	struct str window;

	TRY(fill_window(reader, arena, &window));
	TRY(check_text(reader, arena, diagnostics, &window));
	if (!reader->csv.separator)
		begin_text(reader, arena, &window);
	csv_continue(&reader->csv, arena, window, reader->is_last);
	return OK;
}

/* -- The header -- */

/* Is this record the header? Quietly: it may be a line of the preamble. */
static struct err try_header(struct observation_reader *reader, struct arena *arena,
			     const struct csv_record *record, bool *fits_out)
{
	const struct column_search search = {
		.profile = reader->request->profile,
		.file = input_of(reader)->path,
		.has_variable = !str_empty(reader->request->variable),
	};
	struct column_map map;

	return column_map_make(arena, &search, record, &map, fits_out);
}

static struct err take_header(struct observation_reader *reader, struct diagnostics *diagnostics,
			      const struct csv_record *record)
{
	const struct observation_input *input = input_of(reader);
	const struct column_search search = {
		.profile = reader->request->profile,
		.file = input->path,
		.has_variable = !str_empty(reader->request->variable),
		.diagnostics = diagnostics,
	};
	bool fits;

	TRY(column_map_make(&reader->kept, &search, record, &reader->map, &fits));
	if (!fits)
		return ERROR(ERR_INVALID, "a file is not of its profile");
	reader->has_header = true;
	reader->is_behind_whole = true;
	return observation_rows_begin_file(&reader->rows, input->path, &reader->map,
					   reader->request->variable, reader->csv.separator);
}

/* The widest of the lines that could be the header: its faults are worth to be told. */
struct candidate {
	struct csv_record record;
	bool is_there;
};

static struct err keep_candidate(struct arena *arena, const struct csv_record *record,
				 struct candidate *best)
{
	struct str *cells;

	if (best->is_there && best->record.count >= record->count)
		return OK;
	TRY_NEW(cells = NEW(arena, struct str, record->count));
	memcpy(cells, record->cells, record->count * sizeof(*cells));
	*best = (struct candidate){ .record = *record, .is_there = true };
	best->record.cells = cells;
	return OK;
}

/*
 * Reads up to the header, if the window has all of what may stand before it; *found_out: it has, and
 * records follow. Else nothing of the window is taken.
 */
static struct err find_header(struct observation_reader *reader, struct arena *arena,
			      struct diagnostics *diagnostics, bool *found_out)
{
	struct csv_reader begin = reader->csv;
	struct candidate best = { .is_there = false };

	*found_out = false;
	for (int i = 0; i <= reader->request->profile->preamble_lines; i++) {
		struct csv_record record;
		enum csv_fault fault = CSV_FINE;
		bool more, fits;

		TRY(csv_next(&reader->csv, &record, &fault, &more));
		if (!more && !reader->is_last) {
			reader->csv = begin;
			return OK;
		}
		if (!more)
			break;
		if (fault != CSV_FINE)
			return give_up_saying(reader, diagnostics, record.line,
					      csv_fault_words(fault));
		TRY(keep_candidate(arena, &record, &best));
		TRY(try_header(reader, arena, &record, &fits));
		*found_out = fits;
		if (fits)
			return take_header(reader, diagnostics, &record);
	}
	if (!best.is_there)
		return give_up_saying(reader, diagnostics, 1, S(N_("the file is empty")));
	return take_header(reader, diagnostics, &best.record);
}

/* -- Rows -- */

/*
 * Is this the file's last line, without an end, and shorter than the one before? Then the rest of the file
 * is missing. Short lines that follow each other are notes under the table, as the World Bank has them.
 */
static bool is_broken_off(struct observation_reader *reader, const struct csv_record *record)
{
	bool follows_whole = reader->is_behind_whole;

	reader->is_behind_whole = record->count >= reader->map.n_columns;
	return follows_whole && !reader->is_behind_whole && reader->is_last &&
	       reader->csv.at == reader->csv.bytes.len && !str_ends(reader->csv.bytes, S("\n"));
}

/* Records of the window into the chunk, as far as both reach; *ended_out: the file has no more. */
static struct err take_records(struct observation_reader *reader, struct diagnostics *diagnostics,
			       bool *ended_out)
{
	*ended_out = false;
	while (observation_rows_have_room(&reader->rows)) {
		struct csv_record record;
		enum csv_fault fault = CSV_FINE;
		bool more;

		TRY(csv_next(&reader->csv, &record, &fault, &more));
		if (!more) {
			*ended_out = reader->reaches_end;
			return OK;
		}
		if (fault == CSV_OPEN_QUOTE)
			return give_up_saying(reader, diagnostics, record.line,
					      csv_fault_words(fault));
		if (is_broken_off(reader, &record))
			return give_up_saying(
				reader, diagnostics, record.line,
				S(N_("the file breaks off in the middle of this line; "
				     "it is not whole")));
		TRY(observation_rows_take(&reader->rows, &record, fault));
	}
	return OK;
}

/* Nothing could be taken of the window: a larger one, within its bound. */
static struct err widen(struct observation_reader *reader, struct diagnostics *diagnostics)
{
	if (reader->window_bytes >= WINDOW_BYTES_MOST)
		return give_up_saying(reader, diagnostics, reader->csv.line,
				      S(N_("a line is too long; a quote may not be closed")));
	reader->window_bytes *= 2;
	return OK;
}

/* Behind the last whole record of what is cut: more than any record would be an open quote. */
static struct err check_rest(struct observation_reader *reader, struct diagnostics *diagnostics)
{
	uint64_t rest = reader->size - reader->offset - reader->csv.at;

	if (rest < WINDOW_BYTES)
		return OK;
	return give_up_saying(reader, diagnostics, reader->csv.line,
			      S(N_("a line is too long; a quote may not be closed")));
}

/* One window of the file that is open. */
static struct err read_window(struct observation_reader *reader, struct arena *arena,
			      struct diagnostics *diagnostics)
{
	bool ended = false, found = true;

	TRY(open_window(reader, arena, diagnostics));
	if (!reader->has_header)
		TRY(find_header(reader, arena, diagnostics, &found));
	if (found) {
		TRY(observation_rows_begin_chunk(&reader->rows, arena, reader->csv.bytes.len));
		TRY(take_records(reader, diagnostics, &ended));
	}
	if (ended && !reader->is_last)
		TRY(check_rest(reader, diagnostics));
	if (reader->csv.at == 0 && !ended)
		return widen(reader, diagnostics);
	consume(reader,
		str_slice(reader->csv.bytes, 0, ended ? reader->csv.bytes.len : reader->csv.at));
	if (reader->window_bytes > WINDOW_BYTES)
		reader->window_bytes = WINDOW_BYTES;
	if (ended)
		close_input(reader);
	return OK;
}

static void give_chunk(const struct observation_reader *reader, struct observation_chunk *out)
{
	const struct observation_rows *rows = &reader->rows;
	struct str area = S("");

	if (reader->has_header)
		area = reader->map.names[reader->map.column_of[PROFILE_AREA]];
	*out = (struct observation_chunk){
		.rows = rows->rows,
		.n_rows = rows->n_rows,
		.refused = rows->refused.at,
		.n_refused = rows->refused.count,
		.n_empty = rows->n_empty,
		.file = rows->file,
		.area_column = area,
		.area_coding = rows->profile->area_coding,
	};
}

static struct err next(struct observation_source *source, struct arena *arena,
		       struct diagnostics *diagnostics, struct observation_chunk *out,
		       bool *more_out)
{
	struct observation_reader *reader = ((struct observation_reader_source *)source)->reader;
	struct observation_chunk chunk = { .area_coding = reader->request->profile->area_coding };

	while (chunk.n_rows + chunk.n_refused + chunk.n_empty == 0) {
		if (!reader->is_open && reader->i_input == reader->request->n_inputs) {
			*out = chunk;
			*more_out = false;
			return OK;
		}
		if (!reader->is_open)
			TRY(open_input(reader, arena));
		reader->rows.n_rows = 0;
		reader->rows.n_empty = 0;
		reader->rows.refused.count = 0;
		TRY(read_window(reader, arena, diagnostics));
		give_chunk(reader, &chunk);
	}
	*out = chunk;
	*more_out = true;
	return OK;
}

/* Variables that were met are met again, and are the same. */
static void rewind_all(struct observation_source *source)
{
	struct observation_reader *reader = ((struct observation_reader_source *)source)->reader;

	file_pieces_close(&reader->pieces);
	reader->is_open = false;
	reader->i_input = 0;
	hasher_init(&reader->hasher);
}

static struct err variables(struct observation_source *source, struct arena *arena,
			    struct variable_description **out, size_t *count_out)
{
	return observation_rows_variables(
		&((struct observation_reader_source *)source)->reader->rows, arena, out, count_out);
}

static struct digest digest(const struct observation_source *source)
{
	struct hasher so_far = ((const struct observation_reader_source *)source)->reader->hasher;

	return hasher_end(&so_far);
}

struct err observation_reader_open(struct observation_reader_source *source,
				   const struct observation_request *request)
{
	struct observation_reader *reader = memory_take(sizeof(*reader));
	struct err e;

	TRY_NEW(reader);
	reader->request = request;
	reader->pieces.fd = -1;
	arena_init(&reader->kept, request->kept_bytes ? request->kept_bytes : LIMIT_COMMAND_ARENA);
	hasher_init(&reader->hasher);
	*source = (struct observation_reader_source){
		.observations = { .next = next,
				  .rewind = rewind_all,
				  .variables = variables,
				  .digest = digest },
		.reader = reader,
	};
	e = observation_rows_init(&reader->rows, &reader->kept, request->profile);
	if (failed(e))
		observation_reader_close(source);
	return e;
}

void observation_reader_close(struct observation_reader_source *source)
{
	struct observation_reader *reader = source->reader;

	if (!reader)
		return;
	file_pieces_close(&reader->pieces);
	arena_finish(&reader->kept);
	memory_give(reader);
	source->reader = NULL;
}

const struct column_map *observation_reader_columns(const struct observation_reader_source *source)
{
	return source->reader->map.names ? &source->reader->map : NULL;
}

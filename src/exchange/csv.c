/* Reading cell by cell with memchr-like steps: most cells are plain and cost one scan. */
#include "exchange/csv.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/mark.h"

/* Where the first line ends: a quote that begins a cell hides what is in it. The length without one. */
static size_t first_line_end(struct str bytes)
{
	bool quoted = false, begins = true;

	for (size_t i = 0; i < bytes.len; i++) {
		char c = bytes.at[i];

		if (c == '"' && (quoted || begins))
			quoted = !quoted;
		else if (c == '\n' && !quoted)
			return i;
		/* A second quote in a row opens again what the first one has closed. */
		begins = c == ',' || c == ';' || c == '\t' || c == '"';
	}
	return bytes.len;
}

bool csv_has_first_line(struct str bytes)
{
	return first_line_end(bytes) < bytes.len;
}

/* The separator that the first line uses outside quotes; a comma unless another clearly is meant. */
static char guess_separator(struct str bytes)
{
	size_t commas = 0, semicolons = 0, tabs = 0, end = first_line_end(bytes);
	bool quoted = false;

	for (size_t i = 0; i < end; i++) {
		char c = bytes.at[i];

		quoted ^= c == '"';
		commas += !quoted && c == ',';
		semicolons += !quoted && c == ';';
		tabs += !quoted && c == '\t';
	}
	if (commas > 0)
		return ',';
	if (semicolons > 0)
		return ';';
	return tabs > 0 ? '\t' : ',';
}

struct str csv_fault_words(enum csv_fault fault)
{
	switch (fault) {
	case CSV_OPEN_QUOTE:
		return S(N_("a quoted cell is not closed before the end of the file"));
	case CSV_AFTER_QUOTE:
		return S(N_("there is text after a closing quote"));
	case CSV_TOO_MANY_CELLS:
		return S(N_("the line has too many cells"));
	case CSV_CELL_TOO_LONG:
		return S(N_("a cell is too long"));
	default:
		return S("");
	}
}

void csv_open(struct csv_reader *reader, struct arena *arena, struct str bytes)
{
	if (str_starts(bytes, S("\xEF\xBB\xBF")))
		bytes = str_slice(bytes, 3, bytes.len);
	*reader = (struct csv_reader){
		.bytes = bytes, .line = 1, .separator = guess_separator(bytes), .arena = arena
	};
}

static bool is_word_char(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

char csv_separator_after_first(struct str bytes)
{
	bool quoted = bytes.len > 0 && bytes.at[0] == '"';
	size_t i = quoted;

	while (i < bytes.len && is_word_char(bytes.at[i]))
		i++;
	if (i + 2 < bytes.len && bytes.at[i] == '[' && bytes.at[i + 2] == ']')
		i += 3;
	if (quoted && i < bytes.len && bytes.at[i] == '"')
		i++;
	if (i == bytes.len || bytes.at[i] == '\n' || bytes.at[i] == '\r' || bytes.at[i] == '"' ||
	    (unsigned char)bytes.at[i] >= 0x80)
		return 0;
	return bytes.at[i];
}

void csv_continue(struct csv_reader *reader, struct arena *arena, struct str bytes, bool is_last)
{
	reader->bytes = bytes;
	reader->at = 0;
	reader->is_part = !is_last;
	reader->arena = arena;
	reader->cells = NULL;
	reader->room = 0;
}

static struct err add_cell(struct csv_reader *reader, size_t *count, struct str cell,
			   enum csv_fault *fault)
{
	if (cell.len > LIMIT_CELL_BYTES)
		*fault = CSV_CELL_TOO_LONG;
	if (*count == LIMIT_COLUMNS) {
		*fault = CSV_TOO_MANY_CELLS;
		return OK;
	}
	if (*count == reader->room) {
		size_t room = reader->room ? 2 * reader->room : 32;
		struct str *cells = NEW(reader->arena, struct str, room);

		TRY_NEW(cells);
		if (*count)
			memcpy(cells, reader->cells, *count * sizeof(*cells));
		reader->cells = cells;
		reader->room = room;
	}
	reader->cells[(*count)++] = cell;
	return OK;
}

/* The end of the carriage returns that begin at i. */
static size_t skip_returns(struct str s, size_t i)
{
	while (i < s.len && s.at[i] == '\r')
		i++;
	return i;
}

/* A copy of a quoted cell's inside with "" as one quote and a line break, however written, as LF. */
static struct err unescape(struct arena *arena, struct str inside, struct str *out)
{
	char *copy = NEW(arena, char, inside.len);
	size_t len = 0;

	TRY_NEW(copy || inside.len == 0);
	for (size_t i = 0; i < inside.len;) {
		size_t end = skip_returns(inside, i);

		if (end < inside.len && inside.at[end] == '\n')
			i = end;
		while (i < end)
			copy[len++] = inside.at[i++];
		if (i == inside.len)
			break;
		copy[len++] = inside.at[i];
		i += inside.at[i] == '"' ? 2 : 1; /* a quote has a twin */
	}
	*out = (struct str){ copy, len };
	return OK;
}

/* A quoted cell: reader->at is behind the opening quote, and ends behind the closing one. */
static struct err quoted_cell(struct csv_reader *reader, struct str *out, enum csv_fault *fault)
{
	const char *at = reader->bytes.at;
	size_t from = reader->at, i = from, end = reader->bytes.len;
	bool escaped = false;

	for (; i < end; i++) {
		if (at[i] == '\n')
			reader->line++;
		else if (at[i] == '\r')
			escaped = true;
		if (at[i] != '"')
			continue;
		if (i + 1 >= end || at[i + 1] != '"')
			break;
		escaped = true;
		i++;
	}
	*out = (struct str){ at + from, i - from };
	reader->at = i < end ? i + 1 : end;
	if (i == end)
		*fault = CSV_OPEN_QUOTE;
	return escaped ? unescape(reader->arena, *out, out) : OK;
}

/* Eight bytes with the highest bit of the first one set that is this character; later ones may lie. */
static inline uint64_t match(uint64_t eight, char c)
{
	const uint64_t ones = 0x0101010101010101U, high_bits = 0x8080808080808080U;
	uint64_t zeros = eight ^ (ones * (unsigned char)c);

	return (zeros - ones) & ~zeros & high_bits;
}

/* Where the cell that begins at i ends: a separator, a line feed, or the end. */
static inline size_t cell_end(const char *at, size_t i, size_t end, char separator)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	while (end - i >= sizeof(uint64_t)) {
		uint64_t eight, found;

		memcpy(&eight, at + i, sizeof(eight));
		found = match(eight, separator) | match(eight, '\n');
		if (found)
			return i + (size_t)__builtin_ctzll(found) / 8;
		i += sizeof(eight);
	}
#endif
	while (i < end && at[i] != separator && at[i] != '\n')
		i++;
	return i;
}

/* An unquoted cell, up to a separator or the line's end, neither included. */
static struct str plain_cell(struct csv_reader *reader)
{
	const char *at = reader->bytes.at;
	size_t from = reader->at;
	size_t i = cell_end(at, from, reader->bytes.len, reader->separator);

	reader->at = i;
	if (i > from && at[i - 1] == '\r' && (i == reader->bytes.len || at[i] == '\n'))
		i--;
	return (struct str){ at + from, i - from };
}

/*
 * Most cells of most files: not quoted, and with another one behind them. Takes those from reader->at on,
 * their separators with them, as far as there is room; all else is left to one_cell.
 */
static size_t plain_cells(struct csv_reader *reader, size_t count)
{
	const char *at = reader->bytes.at;
	size_t i = reader->at, end = reader->bytes.len;

	while (count < reader->room && i < end && at[i] != '"') {
		size_t to = cell_end(at, i, end, reader->separator);

		if (to == end || at[to] == '\n' || to - i > LIMIT_CELL_BYTES)
			break;
		reader->cells[count++] = (struct str){ at + i, to - i };
		i = to + 1;
	}
	reader->at = i;
	return count;
}

static bool at_line_end(const struct csv_reader *reader)
{
	const char *at = reader->bytes.at + reader->at;
	size_t left = reader->bytes.len - reader->at;

	return left == 0 || at[0] == '\n' || (at[0] == '\r' && (left == 1 || at[1] == '\n'));
}

/* False when the bytes ended before the line did. */
static bool skip_line_end(struct csv_reader *reader)
{
	if (reader->at < reader->bytes.len && reader->bytes.at[reader->at] == '\r')
		reader->at++;
	if (reader->at == reader->bytes.len)
		return false;
	assert(reader->bytes.at[reader->at] == '\n');
	reader->at++;
	reader->line++;
	return true;
}

static struct err one_cell(struct csv_reader *reader, size_t *count, enum csv_fault *fault)
{
	struct str cell;

	if (reader->at < reader->bytes.len && reader->bytes.at[reader->at] == '"') {
		reader->at++;
		TRY(quoted_cell(reader, &cell, fault));
		if (!at_line_end(reader) && reader->bytes.at[reader->at] != reader->separator) {
			*fault = CSV_AFTER_QUOTE;
			plain_cell(reader);
		}
	} else {
		cell = plain_cell(reader);
	}
	return add_cell(reader, count, cell, fault);
}

struct err csv_next(struct csv_reader *reader, struct csv_record *out, enum csv_fault *fault_out,
		    bool *more_out)
{
	enum csv_fault fault = CSV_FINE;
	size_t count = 0, from;
	int64_t line;

	*more_out = false;
	for (;;) {
		from = reader->at;
		if (from == reader->bytes.len)
			return OK;
		if (!at_line_end(reader))
			break;
		if (!skip_line_end(reader) && reader->is_part) {
			reader->at = from;
			return OK;
		}
	}
	line = reader->line;
	for (;;) {
		count = plain_cells(reader, count);
		TRY(one_cell(reader, &count, &fault));
		if (at_line_end(reader))
			break;
		reader->at++; /* the separator */
	}
	if (!skip_line_end(reader) && reader->is_part) {
		reader->at = from;
		reader->line = line;
		return OK;
	}
	*out = (struct csv_record){ .cells = reader->cells, .count = count, .line = line };
	*fault_out = fault;
	*more_out = true;
	return OK;
}

static bool needs_quotes(struct str cell)
{
	if (cell.len == 0)
		return false;
	for (size_t i = 0; i < cell.len; i++)
		if (cell.at[i] == ',' || cell.at[i] == '"' || cell.at[i] == '\n' ||
		    cell.at[i] == '\r')
			return true;
	return cell.at[0] == ' ' || cell.at[cell.len - 1] == ' ';
}

void csv_write_cell(struct buf *buf, struct str cell)
{
	if (!needs_quotes(cell)) {
		buf_str(buf, cell);
		return;
	}
	buf_char(buf, '"');
	for (size_t from = 0; from <= cell.len;) {
		size_t quote = str_find_char(cell, '"', from);
		size_t to = quote == SIZE_MAX ? cell.len : quote + 1;

		buf_str(buf, str_slice(cell, from, to));
		if (quote == SIZE_MAX)
			break;
		buf_char(buf, '"');
		from = to;
	}
	buf_char(buf, '"');
}

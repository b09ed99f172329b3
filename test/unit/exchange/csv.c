/* The CSV reader on what spreadsheets really write, and the writer. */
#include "testing.h"

#include <string.h>

#include "base/limits.h"
#include "exchange/csv.h"

static int setup(void **state)
{
	struct arena *arena = test_malloc(sizeof(*arena));

	arena_init(arena, LIMIT_REQUEST_ARENA);
	*state = arena;
	return 0;
}

static int teardown(void **state)
{
	arena_finish(*state);
	test_free(*state);
	return 0;
}

/* The records as text: cells in brackets, "!" and the fault's number after a faulty record. */
static void show_records(struct buf *out, struct csv_reader *reader)
{
	struct csv_record record;
	enum csv_fault fault;
	bool more;

	for (;;) {
		assert_ok(csv_next(reader, &record, &fault, &more));
		if (!more)
			break;
		buf_format(out, "%lld:", (long long)record.line);
		for (size_t i = 0; i < record.count; i++)
			buf_format(out, "[%.*s]", STR_ARGS(record.cells[i]));
		if (fault != CSV_FINE)
			buf_format(out, "!%d", (int)fault);
		buf_char(out, '\n');
	}
}

static struct str shown(struct arena *arena, struct str bytes)
{
	struct csv_reader reader;
	struct buf out;

	buf_init(&out, arena);
	csv_open(&reader, arena, bytes);
	show_records(&out, &reader);
	return buf_held(&out);
}

/* The same, read through a window that begins with so many bytes and grows where it must. */
static struct str shown_in_windows(struct arena *arena, struct str bytes, size_t window)
{
	struct csv_reader reader;
	size_t at = 0, size = window;
	struct buf out;

	buf_init(&out, arena);
	csv_open(&reader, arena, bytes);
	bytes = reader.bytes;
	while (at < bytes.len) {
		bool is_last = at + size >= bytes.len;

		csv_continue(&reader, arena, str_slice(bytes, at, at + size), is_last);
		show_records(&out, &reader);
		size = reader.at == 0 ? size + 1 : window;
		at += reader.at;
	}
	return buf_held(&out);
}

static void test_csv__records_and_cells(void **state)
{
	struct arena *arena = *state;
	static const struct {
		struct str bytes;
		const char *expected;
	} cases[] = {
		{ STR(""), "" },
		{ STR("\n\r\n\n"), "" },
		{ STR("a"), "1:[a]\n" },
		{ STR("a,b\nc,d"), "1:[a][b]\n2:[c][d]\n" },
		{ STR("a,b\r\nc,d\r\n"), "1:[a][b]\n2:[c][d]\n" },
		{ STR("a,,\n,,"), "1:[a][][]\n2:[][][]\n" },
		{ STR("\xEF\xBB\xBF"
		      "a,b"),
		  "1:[a][b]\n" },
		{ STR("a;b\nc;d,e"), "1:[a][b]\n2:[c][d,e]\n" },
		{ STR("a\tb\nc\td"), "1:[a][b]\n2:[c][d]\n" },
		{ STR("\"a;b\",c\nd;e,f"), "1:[a;b][c]\n2:[d;e][f]\n" },
		{ STR("\"a\",\"b\"\n"), "1:[a][b]\n" },
		{ STR("\"a \"\"b\"\" c\",d"), "1:[a \"b\" c][d]\n" },
		{ STR("\"\",\"\"\"\""), "1:[][\"]\n" },
		{ STR("\"two\nlines\",b\nc,d"), "1:[two\nlines][b]\n3:[c][d]\n" },
		{ STR("\"two\r\nlines\",b\r\n\r\nc,d"), "1:[two\nlines][b]\n4:[c][d]\n" },
		{ STR("a\"b,c"), "1:[a\"b][c]\n" },
		{ STR("a,\"b\nc"), "1:[a][b\nc]!1\n" },
		{ STR("a,\"b\"x,c\nd,e,f"), "1:[a][b][c]!2\n2:[d][e][f]\n" },
		{ STR("a,\"b\""), "1:[a][b]\n" },
		{ STR("a\rb,c"), "1:[a\rb][c]\n" },
		{ STR("a,b,"), "1:[a][b][]\n" },
	};

	for (size_t i = 0; i < countof(cases); i++)
		assert_str_at(shown(arena, cases[i].bytes), str_of(cases[i].expected), __FILE__,
			      (int)i);
}

static void test_csv__too_many_cells_and_too_long_ones_are_told(void **state)
{
	struct arena *arena = *state;
	struct csv_reader reader;
	struct csv_record record;
	enum csv_fault fault;
	bool more;
	char *bytes = NEW(arena, char, LIMIT_CELL_BYTES + 10);

	memset(bytes, ',', LIMIT_COLUMNS + 5);
	csv_open(&reader, arena, (struct str){ bytes, LIMIT_COLUMNS + 5 });
	assert_ok(csv_next(&reader, &record, &fault, &more));
	assert_int_equal(fault, CSV_TOO_MANY_CELLS);
	assert_int_equal(record.count, LIMIT_COLUMNS);
	memset(bytes, 'x', LIMIT_CELL_BYTES + 1);
	csv_open(&reader, arena, (struct str){ bytes, LIMIT_CELL_BYTES + 1 });
	assert_ok(csv_next(&reader, &record, &fault, &more));
	assert_int_equal(fault, CSV_CELL_TOO_LONG);
}

static void test_csv__what_is_written_is_read_back(void **state)
{
	struct arena *arena = *state;
	static const struct str cells[] = {
		STR("plain"),        STR(""),           STR("a,b"),
		STR("a\"b"),         STR("\""),         STR("two\nlines"),
		STR(" outer "),      STR("semi;colon"), STR("\"quoted\""),
		STR("ends with \""), STR("a\tb"),
	};
	struct csv_reader reader;
	struct csv_record record;
	enum csv_fault fault;
	struct buf buf;
	bool more;

	buf_init(&buf, arena);
	for (size_t i = 0; i < countof(cells); i++) {
		if (i > 0)
			buf_char(&buf, ',');
		csv_write_cell(&buf, cells[i]);
	}
	csv_open(&reader, arena, buf_held(&buf));
	assert_ok(csv_next(&reader, &record, &fault, &more));
	assert_true(more);
	assert_int_equal(fault, CSV_FINE);
	assert_int_equal(record.count, countof(cells));
	for (size_t i = 0; i < countof(cells); i++)
		assert_true(str_eq(record.cells[i], cells[i]));
}

static void test_csv__quotes_only_where_they_are_needed(void **state)
{
	struct buf buf;

	buf_init(&buf, *state);
	csv_write_cell(&buf, S("plain text; 13.25 %"));
	buf_char(&buf, '|');
	csv_write_cell(&buf, S("a, \"b\""));
	assert_str(buf_held(&buf), "plain text; 13.25 %|\"a, \"\"b\"\"\"");
}

static void test_csv__the_first_cell_may_tell_the_separator(void **state)
{
	static const struct {
		struct str bytes;
		char separator;
	} cases[] = {
		{ STR("STRUCTURE,A"), ',' },    { STR("STRUCTURE[;],A;B"), ',' },
		{ STR("STRUCTURE[,];A"), ';' }, { STR("\"STRUCTURE[;]\"|A"), '|' },
		{ STR("DATAFLOW\tA"), '\t' },   { STR("STRUCTURE[;]"), 0 },
		{ STR("A\nB,C"), 0 },           { STR(""), 0 },
		{ STR("A\xC3\xA9"), 0 },        { STR("\"\"\""), 0 },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		assert_int_equal(csv_separator_after_first(cases[i].bytes), cases[i].separator);
}

static void test_csv__a_first_line_ends_outside_of_quoted_cells(void **state)
{
	(void)state;
	assert_false(csv_has_first_line(S("")));
	assert_false(csv_has_first_line(S("a,b")));
	assert_true(csv_has_first_line(S("a,b\n")));
	assert_false(csv_has_first_line(S("\"a\nb\"")));
	assert_true(csv_has_first_line(S("\"a\nb\"\n")));
	assert_false(csv_has_first_line(S("\"a\"\"\n")));
	assert_true(csv_has_first_line(S("a\"\n")));
	assert_false(csv_has_first_line(S("a;\"\n")));
}

/* Any bytes: the reader ends, never reads outside (the sanitizers watch), and no window shows. */
static void test_csv__no_bytes_are_too_strange(void **state)
{
	struct arena *arena = *state;
	static const char alphabet[] = ",\"\n\r;\tab ";
	uint64_t seed = 20260101;

	for (int round = 0; round < 20000; round++) {
		char bytes[24];
		size_t len = (size_t)dice_throw(&seed, sizeof(bytes));
		struct arena_mark mark = arena_mark(arena);
		struct str whole;

		for (size_t i = 0; i < len; i++)
			bytes[i] = alphabet[dice_throw(&seed, sizeof(alphabet) - 1)];
		whole = shown(arena, (struct str){ bytes, len });
		assert_str_at(
			shown_in_windows(arena, (struct str){ bytes, len }, 1 + (size_t)round % 5),
			whole, __FILE__, __LINE__);
		arena_rewind(arena, mark);
	}
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_csv__records_and_cells),
		CASE(test_csv__too_many_cells_and_too_long_ones_are_told),
		CASE(test_csv__what_is_written_is_read_back),
		CASE(test_csv__quotes_only_where_they_are_needed),
		CASE(test_csv__the_first_cell_may_tell_the_separator),
		CASE(test_csv__a_first_line_ends_outside_of_quoted_cells),
		CASE(test_csv__no_bytes_are_too_strange),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}

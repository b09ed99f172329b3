/*
 * Small files in the forms of their publishers, in test/golden/observation: NAME.csv is read with the
 * profile (and the variable) that the first line of NAME.txt says; its other lines are what is found.
 * Each is read from the disk, from memory, and through a window that begins with one byte: nothing may
 * differ. With OUTTURN_GOLDEN=write in the environment the texts are written anew, to be read in the diff.
 */
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/memory.h"
#include "exchange/observation_reader.h"
#include "exchange/profile_guess.h"

#define FOLDER SOURCE_ROOT "/test/golden/observation"

static int setup(void **state)
{
	struct arena *arena = test_malloc(sizeof(*arena));

	arena_init(arena, (size_t)1 << 30);
	*state = arena;
	return 0;
}

static int teardown(void **state)
{
	arena_finish(*state);
	test_free(*state);
	return 0;
}

/* -- What is found, as text -- */

static void show_row(struct buf *out, const struct observation_row *row)
{
	static const char *const states[] = { "", "not applicable", "withheld", "not reported" };
	const struct observation *o = &row->observation;

	buf_format(out, "%lld %.*s|%.*s|%.*s|", (long long)row->line, STR_ARGS(o->key.variable),
		   STR_ARGS(o->key.slice), STR_ARGS(o->key.area));
	period_write(out, o->period);
	if (row->is_deletion) {
		buf_str(out, S(" deleted\n"));
		return;
	}
	buf_format(out, " %c", o->observed.status);
	if (!isnan(o->observed.number))
		buf_format(out, " %.17g (%d)", o->observed.number, o->observed.decimals);
	if (!isnan(o->observed.numerator) || !isnan(o->observed.denominator))
		buf_format(out, " %g/%g", o->observed.numerator, o->observed.denominator);
	if (!str_empty(o->observed.answer))
		buf_format(out, " \"%.*s\"", STR_ARGS(o->observed.answer));
	if (o->observed.state != OBSERVATION_VALUE)
		buf_format(out, " %s", states[o->observed.state]);
	if (!str_empty(o->observed.source))
		buf_format(out, " by %.*s", STR_ARGS(o->observed.source));
	buf_char(out, '\n');
}

static void show_diagnostic(struct buf *out, const char *what, const struct diagnostic *d)
{
	buf_format(out, "%lld %s %s [%.*s]", (long long)d->line, what, diagnostic_name(d->id),
		   STR_ARGS(d->column));
	for (size_t i = 0; i < DIAGNOSTIC_ARGS; i++)
		if (!str_empty(d->args[i]))
			buf_format(out, " (%.*s)", STR_ARGS(d->args[i]));
	buf_char(out, '\n');
}

/* In the order of lines: windows may not show. */
static void show_chunk(struct buf *rows, struct buf *refused, const struct observation_chunk *chunk)
{
	for (size_t i = 0; i < chunk->n_rows; i++)
		show_row(rows, &chunk->rows[i]);
	for (size_t i = 0; i < chunk->n_refused; i++)
		show_diagnostic(refused, "refused", &chunk->refused[i]);
}

static void show_variables(struct arena *arena, struct buf *out,
			   struct observation_reader_source *source)
{
	struct variable_description *found;
	size_t count;

	assert_ok(source->observations.variables(&source->observations, arena, &found, &count));
	for (size_t i = 0; i < count; i++)
		buf_format(out, "variable %.*s|%.*s|%.*s|%.*s|%.*s\n", STR_ARGS(found[i].code),
			   STR_ARGS(found[i].name), STR_ARGS(found[i].unit),
			   STR_ARGS(found[i].source), STR_ARGS(found[i].edition));
}

static struct str read_request(struct arena *arena, const struct observation_request *request,
			       struct digest *digest_out)
{
	struct observation_reader_source source;
	struct diagnostics diagnostics;
	struct buf rows, refused;
	size_t n_empty = 0;
	bool more = true;
	struct err e = OK;

	buf_init(&rows, arena);
	buf_init(&refused, arena);
	diagnostics_init(&diagnostics, arena);
	assert_ok(observation_reader_open(&source, request));
	while (more) {
		struct observation_chunk chunk;

		e = source.observations.next(&source.observations, arena, &diagnostics, &chunk,
					     &more);
		if (failed(e))
			break;
		show_chunk(&rows, &refused, &chunk);
		n_empty += chunk.n_empty;
		if (!more)
			assert_int_equal(chunk.n_rows + chunk.n_refused + chunk.n_empty, 0);
	}
	buf_str(&rows, buf_held(&refused));
	if (failed(e)) {
		/* Nothing of it is to be kept. */
		assert_fails(e, ERR_INVALID);
		assert_true(diagnostics.count > 0);
		buf_clear(&rows);
	}
	for (size_t i = 0; i < diagnostics.items.count; i++)
		show_diagnostic(&rows, "fault", LIST_AT(diagnostics.items, struct diagnostic, i));
	if (!failed(e)) {
		buf_format(&rows, "empty %zu\n", n_empty);
		show_variables(arena, &rows, &source);
		*digest_out = source.observations.digest(&source.observations);
	}
	observation_reader_close(&source);
	return buf_held(&rows);
}

/* -- Golden files -- */

static struct str golden_name(struct arena *arena, struct str csv)
{
	return str_format(arena, FOLDER "/%.*s.txt", (int)csv.len - 4, csv.at);
}

static void check_digest(struct digest found, struct str bytes)
{
	assert_true(digest_eq(found, digest_of(bytes)));
}

static void check_golden(struct arena *arena, struct str csv)
{
	struct str path = path_join(arena, S(FOLDER), csv), expected, first, profile, rest, found;
	struct observation_input input = { .path = path };
	struct observation_request request = { .inputs = &input, .n_inputs = 1 };
	struct diagnostics diagnostics;
	struct digest digest = { 0 }, none = { 0 };

	assert_ok(file_read(arena, golden_name(arena, csv), LIMIT_FILE_BYTES, &expected));
	assert_ok(file_read(arena, path, LIMIT_FILE_BYTES, &input.bytes));
	rest = expected;
	str_cut(&rest, '\n', &first);
	request.variable = first;
	str_cut(&request.variable, ' ', &profile);
	diagnostics_init(&diagnostics, arena);
	assert_ok(profile_find(arena, profile, &diagnostics, &request.profile));
	found = read_request(arena, &request, &digest);
	if (!digest_eq(digest, none))
		check_digest(digest, input.bytes);
	if (getenv("OUTTURN_GOLDEN"))
		assert_ok(file_write(
			arena, golden_name(arena, csv),
			str_format(arena, "%.*s\n%.*s", STR_ARGS(first), STR_ARGS(found))));
	else if (!str_eq(found, rest))
		fail_msg("%.*s gives\n%.*s\ninstead of\n%.*s", STR_ARGS(csv), STR_ARGS(found),
			 STR_ARGS(rest));
	input.has_bytes = true;
	assert_str_at(read_request(arena, &request, &digest), found, __FILE__, __LINE__);
	for (request.window_bytes = 1; request.window_bytes < 8; request.window_bytes += 3)
		assert_str_at(read_request(arena, &request, &digest), found, __FILE__, __LINE__);
}

static void test_observation_reader__reads_the_golden_files(void **state)
{
	struct str *names;
	size_t count, n_read = 0;

	assert_ok(folder_list(*state, S(FOLDER), &names, &count));
	for (size_t i = 0; i < count; i++)
		if (str_ends(names[i], S(".csv"))) {
			check_golden(*state, names[i]);
			n_read++;
		}
	assert_true(n_read >= 40);
}

/* -- The beginning of a file -- */

/* How many records the first bytes of a text have, and the fault that ends them. */
static size_t read_beginning(struct arena *arena, struct str bytes, size_t len, bool is_cut,
			     struct err *e_out)
{
	struct observation_input input = { .path = S("beginning.csv"),
					   .bytes = str_slice(bytes, 0, len),
					   .has_bytes = true,
					   .is_cut = is_cut };
	struct observation_request request = { .inputs = &input, .n_inputs = 1 };
	struct observation_reader_source source;
	struct observation_chunk chunk;
	struct diagnostics faults;
	size_t count = 0;
	bool more = true;

	diagnostics_init(&faults, arena);
	assert_ok(profile_find(arena, S("plain-long"), &faults, &request.profile));
	assert_ok(observation_reader_open(&source, &request));
	*e_out = OK;
	while (more && !failed(*e_out)) {
		*e_out = source.observations.next(&source.observations, arena, &faults, &chunk,
						  &more);
		if (!failed(*e_out))
			count += chunk.n_rows + chunk.n_refused;
	}
	observation_reader_close(&source);
	return count;
}

static void test_observation_reader__leaves_out_what_is_cut(void **state)
{
	static const struct str text = STR("variable,area,year,value,source\n"
					   "X,CHE,2020,1,\"two\nlines\"\n"
					   "X,CHE,2021,2,\xc3\xa9\n"
					   "X,CHE,2022,3,\"two\nlines\"");
	const size_t header = 32, first = header + 25, second = first + 16;
	struct str text_and_quote;
	struct err e;

	for (size_t len = header; len < text.len; len++) {
		size_t expected = len >= second ? 2 : len >= first;

		assert_int_equal(read_beginning(*state, text, len, true, &e), expected);
		assert_ok(e);
	}
	/* A last record without its line end is whole only where the file ends with it. */
	assert_int_equal(read_beginning(*state, text, text.len, true, &e), 2);
	assert_int_equal(read_beginning(*state, text, text.len, false, &e), 3);
	assert_ok(e);
	read_beginning(*state, text, text.len - 1, false, &e);
	assert_fails(e, ERR_INVALID);
	/* Without a whole header there is nothing to go by. */
	read_beginning(*state, text, header - 5, true, &e);
	assert_fails(e, ERR_INVALID);
	/* More than any row is an open quote. */
	for (size_t n = 100000; n <= 300000; n += 200000) {
		char *quoted = arena_text(*state, n);

		memset(quoted, 'a', n);
		text_and_quote =
			str_format(*state, "%.*s\"%.*s", (int)header, text.at, (int)n, quoted);
		assert_int_equal(
			read_beginning(*state, text_and_quote, text_and_quote.len, true, &e), 0);
		assert_true(failed(e) == (n > 256 << 10));
	}
}

/* -- Guessing -- */

/* The golden file is known, or it is a faulty one; never is another profile told. */
static bool check_guess(struct arena *arena, struct str csv)
{
	struct str path = path_join(arena, S(FOLDER), csv), bytes, expected, line, name;
	const struct profile *profile;

	assert_ok(file_read(arena, path, LIMIT_FILE_BYTES, &bytes));
	assert_ok(file_read(arena, golden_name(arena, csv), LIMIT_FILE_BYTES, &expected));
	str_cut(&expected, '\n', &line);
	str_cut(&line, ' ', &name);
	assert_ok(profile_guess(arena, bytes, &profile));
	if (profile)
		assert_str_at(profile->name, name, __FILE__, __LINE__);
	return profile != NULL;
}

static void test_profile_guess__knows_the_golden_files(void **state)
{
	struct str *names;
	size_t count, n_sound = 0;

	assert_ok(folder_list(*state, S(FOLDER), &names, &count));
	for (size_t i = 0; i < count; i++) {
		bool is_faulty = str_starts(names[i], S("fault-")) ||
				 str_eq(names[i], S("sdmx-csv-order.csv"));

		if (!str_ends(names[i], S(".csv")))
			continue;
		assert_true(check_guess(*state, names[i]) || is_faulty);
		n_sound += !is_faulty;
	}
	assert_true(n_sound >= 22);
}

/* -- What no small file shows -- */

static const struct profile *profile_named(struct arena *arena, const char *name)
{
	struct diagnostics diagnostics;
	const struct profile *profile;

	diagnostics_init(&diagnostics, arena);
	assert_ok(profile_find(arena, str_of(name), &diagnostics, &profile));
	return profile;
}

/* A header and so many rows of which every 7th is empty and every 11th refused. */
static struct str many_rows(struct arena *arena, size_t n_rows)
{
	struct buf text;

	buf_init(&text, arena);
	buf_str(&text, S("variable,area,period,value,sex\n"));
	for (size_t i = 0; i < n_rows; i++)
		buf_format(&text, "V.%zu,CHE,%zu,%s%zu,%s\n", i % 3, 1900 + i % 100,
			   i % 11 == 0 ? "x" : "", i, i % 2 ? "female" : "");
	return buf_held(&text);
}

static void test_observation_reader__accounts_for_every_row_of_every_file(void **state)
{
	enum { ROWS = 30000 };
	struct arena *arena = *state, chunks;
	struct str bytes = many_rows(arena, ROWS);
	struct observation_input inputs[] = {
		{ .path = S("a.csv"), .bytes = bytes, .has_bytes = true },
		{ .path = S("b.csv"),
		  .bytes = S("variable,area,period,value\n"),
		  .has_bytes = true },
		{ .path = S("c.csv"), .bytes = bytes, .has_bytes = true },
	};
	struct observation_request request = { .profile = profile_named(arena, "plain-long"),
					       .inputs = inputs,
					       .n_inputs = countof(inputs) };
	struct observation_reader_source source;
	struct diagnostics diagnostics;
	struct observation_chunk chunk;
	size_t n_rows = 0, n_refused = 0;
	int64_t line = 0;
	bool more = true;

	/* Neither the files nor the window are as large as this. */
	arena_init(&chunks, (size_t)4 << 20);
	diagnostics_init(&diagnostics, arena);
	assert_ok(observation_reader_open(&source, &request));
	while (more) {
		arena_reset(&chunks);
		assert_ok(source.observations.next(&source.observations, &chunks, &diagnostics,
						   &chunk, &more));
		n_rows += chunk.n_rows;
		n_refused += chunk.n_refused;
		assert_int_equal(chunk.n_empty, 0);
		for (size_t i = 0; i < chunk.n_rows; i++) {
			const struct observation_row *row = &chunk.rows[i];

			assert_true(row->line > line || row->line == 3);
			line = row->line;
			assert_true(row->observation.observed.number == (double)(line - 2));
			assert_str_at(row->observation.key.slice, line % 2 ? S("SEX=F") : S(""),
				      __FILE__, __LINE__);
		}
	}
	assert_int_equal(n_refused, 2 * ((ROWS + 10) / 11));
	assert_int_equal(n_rows + n_refused, 2 * ROWS);
	observation_reader_close(&source);
	arena_finish(&chunks);
}

static void test_observation_reader__a_lasting_quote_is_not_waited_for(void **state)
{
	enum { BYTES = 20 << 20 };
	struct arena *arena = *state;
	char *bytes = NEW(arena, char, BYTES);
	struct observation_input input = { .path = S("a.csv"),
					   .bytes = { bytes, BYTES },
					   .has_bytes = true };
	struct observation_request request = { .profile = profile_named(arena, "plain-long"),
					       .inputs = &input,
					       .n_inputs = 1 };
	static const char begin[] = "variable,area,period,value\nA,\"";
	struct digest digest;

	memset(bytes, '\n', BYTES);
	memcpy(bytes, begin, sizeof(begin) - 1);
	assert_str(read_request(arena, &request, &digest),
		   "2 fault bad-syntax [] (a line is too long; a quote may not be closed)\n");
}

static void test_observation_reader__says_which_file_is_not_there(void **state)
{
	struct arena *arena = *state;
	struct observation_input input = { .path = S("/nowhere/a.csv") };
	struct observation_request request = { .profile = profile_named(arena, "plain-long"),
					       .inputs = &input,
					       .n_inputs = 1 };
	struct observation_reader_source source;
	struct diagnostics diagnostics;
	struct observation_chunk chunk;
	bool more;

	diagnostics_init(&diagnostics, arena);
	assert_ok(observation_reader_open(&source, &request));
	assert_fails(
		source.observations.next(&source.observations, arena, &diagnostics, &chunk, &more),
		ERR_NOT_FOUND);
	observation_reader_close(&source);
	observation_reader_close(&source);
}

/* Each request for memory is refused once: the reading ends with it, and leaves nothing behind. */
static void test_observation_reader__stands_want_of_memory(void **state)
{
	struct arena *arena = *state;
	struct observation_input input = { .path = S(FOLDER "/plain-long.csv") };
	struct observation_request request = { .profile = profile_named(arena, "plain-long"),
					       .inputs = &input,
					       .n_inputs = 1 };
	bool done = false;
	uint64_t n = 0;

	while (!done) {
		struct observation_reader_source source = { .reader = NULL };
		struct diagnostics diagnostics;
		struct observation_chunk chunk;
		struct arena chunks;
		bool more = true;
		struct err e;

		arena_init(&chunks, (size_t)16 << 20);
		diagnostics_init(&diagnostics, arena);
		memory_fail_after(++n);
		e = observation_reader_open(&source, &request);
		while (!failed(e) && more)
			e = source.observations.next(&source.observations, &chunks, &diagnostics,
						     &chunk, &more);
		memory_fail_after(0);
		observation_reader_close(&source);
		arena_finish(&chunks);
		done = !failed(e);
		if (!done)
			assert_fails(e, ERR_LIMIT);
	}
	assert_true(n > 3);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_observation_reader__reads_the_golden_files),
		CASE(test_observation_reader__accounts_for_every_row_of_every_file),
		CASE(test_observation_reader__leaves_out_what_is_cut),
		CASE(test_profile_guess__knows_the_golden_files),
		CASE(test_observation_reader__a_lasting_quote_is_not_waited_for),
		CASE(test_observation_reader__says_which_file_is_not_there),
		CASE(test_observation_reader__stands_want_of_memory),
	};

	return cmocka_run_group_tests_name("observation_reader", tests, NULL, NULL);
}

/* multipart/form-data, as browsers send it, as nobody should, and in pieces of every size. */
#include "http/form.h"

#include "base/arena.h"
#include "testing.h"

#include <string.h>

enum { MAX_KEPT = 100 };

/* What browsers send for a form with a field and a file. */
#define WHOLE                                                                     \
	"--XyZ\r\n"                                                               \
	"Content-Disposition: form-data; name=\"profile\"\r\n"                    \
	"\r\n"                                                                    \
	"plain-long\r\n"                                                          \
	"--XyZ\r\n"                                                               \
	"Content-Disposition: form-data; name=\"file\"; filename=\"a b.csv\"\r\n" \
	"Content-Type: text/csv\r\n"                                              \
	"\r\n"                                                                    \
	"x,y\r\n\r\n--XyX\r\r\n--Xy\r\n"                                          \
	"--XyZ--\r\n"

/* A form that was read; its parts are in the arena. */
struct read {
	struct arena arena;
	struct form_reader reader;
	const struct form_part *parts;
	size_t n_parts;
	enum form_fault fault;
};

static void read_end(struct read *read)
{
	form_finish(&read->reader);
	arena_finish(&read->arena);
}

/* Reads the body in pieces of so many bytes. */
static void read_form(struct read *read, struct str body, size_t piece)
{
	*read = (struct read){ .n_parts = 0 };
	arena_init(&read->arena, 1 << 20);
	form_begin(&read->reader, S("XyZ"), MAX_KEPT);
	for (size_t i = 0; i < body.len; i += piece)
		form_take(&read->reader, str_slice(body, i, i + piece));
	read->fault = form_end(&read->reader);
	if (!read->fault)
		assert_ok(form_parts(&read->reader, &read->arena, &read->parts, &read->n_parts));
}

static enum form_fault fault_of(struct str body)
{
	struct read read;

	read_form(&read, body, SIZE_MAX / 2);
	read_end(&read);
	return read.fault;
}

static void test_form__is_the_same_in_pieces_of_every_size(void **state)
{
	(void)state;
	for (size_t piece = 1; piece <= sizeof(WHOLE); piece++) {
		struct read read;

		read_form(&read, S(WHOLE), piece);
		assert_int_equal(read.fault, FORM_FINE);
		assert_int_equal(read.n_parts, 2);
		assert_str(read.parts[0].name, "profile");
		assert_str(read.parts[0].bytes, "plain-long");
		assert_false(read.parts[0].is_file);
		assert_str(read.parts[1].name, "file");
		assert_str(read.parts[1].filename, "a b.csv");
		assert_str(read.parts[1].bytes, "x,y\r\n\r\n--XyX\r\r\n--Xy");
		assert_int_equal(read.parts[1].length, read.parts[1].bytes.len);
		assert_true(read.parts[1].is_file);
		read_end(&read);
	}
}

#define FILE_HEAD "--XyZ\r\nContent-Disposition: form-data; name=file; filename=\"\"\r\n\r\n"

static void test_form__keeps_the_beginning_of_a_large_file(void **state)
{
	struct arena arena;
	struct read read;
	char *bytes;

	(void)state;
	arena_init(&arena, 1 << 20);
	bytes = arena_text(&arena, 1000);
	memset(bytes, '\r', 1000);
	read_form(&read,
		  str_format(&arena,
			     FILE_HEAD "%.*s\r\n--XyZ\r\nContent-Disposition: form-data; "
				       "name=last\r\n\r\nz\r\n--XyZ--",
			     1000, bytes),
		  7);
	assert_int_equal(read.fault, FORM_FINE);
	assert_int_equal(read.parts[0].bytes.len, MAX_KEPT);
	assert_int_equal(read.parts[0].length, 1000);
	assert_str(read.parts[1].bytes, "z");
	/* What is kept is bounded, whatever comes. */
	assert_true(read.reader.kept.room <= 2 * MAX_KEPT);
	read_end(&read);
	arena_finish(&arena);
}

static void test_form__may_be_empty_or_have_empty_parts(void **state)
{
	struct read read;

	(void)state;
	read_form(&read, S("--XyZ--"), 1);
	assert_int_equal(read.fault, FORM_FINE);
	assert_int_equal(read.n_parts, 0);
	read_end(&read);
	read_form(&read,
		  S("preamble\r\n--XyZ \t\r\ncontent-disposition: FORM-DATA; a=b ; "
		    "name=\"q\\\"\\\\\\d\"\r\n\r\n\r\n--XyZ--epilogue\r\n--XyZ\r\n"),
		  3);
	assert_int_equal(read.fault, FORM_FINE);
	assert_int_equal(read.n_parts, 1);
	assert_str(read.parts[0].name, "q\"\\\\d");
	assert_str(read.parts[0].bytes, "");
	read_end(&read);
}

static void test_form__that_is_none_is_refused(void **state)
{
	static const struct str bodies[] = {
		STR(""),
		STR("--XyZ"),
		STR("--XyZ\r\n"),
		STR("no form at all"),
		STR("--XyZ\n\nx\n--XyZ--"),
		STR("--XyZ tail\r\n\r\nx\r\n--XyZ--"),
		STR("--XyZ\r\n\r\nno header\r\n--XyZ--"),
		STR("--XyZ\r\nContent-Type: a/b\r\n\r\nno name\r\n--XyZ--"),
		STR("--XyZ\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--XyZ--"),
		STR("--XyZ\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--XyZ--"),
		STR("--XyZ\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--XyZ--"),
		STR("--XyZ\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nx\r\n--XyZ--"),
		STR("--XyZ\r\nContent-Disposition: form-data; name=\"a\tb\"\r\n\r\nx\r\n--XyZ--"),
		STR("--XyZ\r\nContent-Disposition: form-data; name=a\r\n"
		    "Content-Disposition: form-data; name=b\r\n\r\nx\r\n--XyZ--"),
		STR("--XyZ\r\nno colon\r\n\r\nx\r\n--XyZ--"),
		STR("--XyZ\r\nContent-Disposition: form-data; name=a\r\n\r\n\xff\r\n--XyZ--"),
		STR("--XyZ\r\nContent-Disposition: form-data; name=a\r\n\r\n\0\r\n--XyZ--"),
		STR("--XyZ\r\nContent-Disposition: form-data; name=a\r\n\r\nbroken off"),
		STR("--XyZ\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--XyZ-"),
	};

	(void)state;
	for (size_t i = 0; i < countof(bodies); i++) {
		if (fault_of(bodies[i]) != FORM_MALFORMED)
			print_error("not refused: %.*s\n", STR_ARGS(bodies[i]));
		assert_int_equal(fault_of(bodies[i]), FORM_MALFORMED);
	}
}

/* So many letters between two texts. */
static struct str padded(struct arena *arena, const char *before, size_t n, const char *after)
{
	char *pad = arena_text(arena, n);

	assert_non_null(pad);
	memset(pad, 'a', n);
	return str_format(arena, "%s%.*s%s", before, (int)n, pad, after);
}

static void test_form__that_is_too_large_is_refused(void **state)
{
	static const char part[] = "--XyZ\r\nContent-Disposition: form-data; name=a\r\n\r\n";
	struct arena arena;
	struct buf many;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_int_equal(fault_of(padded(&arena, part, FORM_VALUE_MAX, "\r\n--XyZ--")), FORM_FINE);
	assert_int_equal(fault_of(padded(&arena, part, FORM_VALUE_MAX + 1, "\r\n--XyZ--")),
			 FORM_TOO_LARGE);
	assert_int_equal(fault_of(padded(&arena, "--XyZ\r\nX: ", FORM_HEAD_MAX, "\r\n")),
			 FORM_TOO_LARGE);
	buf_init(&many, &arena);
	for (int i = 0; i < FORM_PARTS_MAX; i++)
		buf_format(&many, "%sx\r\n", part);
	assert_int_equal(fault_of(str_format(&arena, "%.*s--XyZ--", STR_ARGS(buf_held(&many)))),
			 FORM_FINE);
	assert_int_equal(
		fault_of(str_format(&arena, "%.*s%sx\r\n--XyZ--", STR_ARGS(buf_held(&many)), part)),
		FORM_TOO_LARGE);
	arena_finish(&arena);
}

/* A route may take longer texts than usual. */
static void test_form__may_have_longer_values(void **state)
{
	enum { MOST = 3 * FORM_VALUE_MAX };
	static const char part[] = "--XyZ\r\nContent-Disposition: form-data; name=a\r\n\r\n";
	struct arena arena;

	(void)state;
	for (size_t more = 0; more <= 1; more++) {
		struct form_reader reader;

		arena_init(&arena, 1 << 20);
		form_begin(&reader, S("XyZ"), MAX_KEPT);
		form_allow_values(&reader, MOST);
		form_take(&reader, padded(&arena, part, MOST + more, "\r\n--XyZ--"));
		assert_int_equal(form_end(&reader), more ? FORM_TOO_LARGE : FORM_FINE);
		form_finish(&reader);
		arena_finish(&arena);
	}
}

static void test_form__has_a_boundary(void **state)
{
	static const struct {
		struct str type, boundary;
	} fine[] = {
		{ STR("multipart/form-data; boundary=abc"), STR("abc") },
		{ STR("Multipart/Form-Data;charset=utf-8; Boundary=\"a b:c\""), STR("a b:c") },
		{ STR("multipart/form-data; boundary=----WebKitFormBoundaryQ7"),
		  STR("----WebKitFormBoundaryQ7") },
	};
	static const struct str none[] = {
		STR(""),
		STR("multipart/form-data"),
		STR("multipart/form-data; boundary="),
		STR("multipart/form-data; boundary=\"\""),
		STR("multipart/form-data; boundary=\"a"),
		STR("multipart/form-data; boundary=\"a \""),
		STR("multipart/form-data; boundary=\"a\\\"b\""),
		STR("multipart/form-data; boundary=a\xc3\xa9"),
		STR("multipart/form-data boundary=abc"),
		STR("multipart/mixed; boundary=abc"),
		STR("application/x-www-form-urlencoded"),
		STR("multipart/form-data; boundary="
		    "12345678901234567890123456789012345678901234567890123456789012345678901"),
	};
	struct str boundary;

	(void)state;
	for (size_t i = 0; i < countof(fine); i++) {
		assert_true(form_boundary(fine[i].type, &boundary));
		assert_true(str_eq(boundary, fine[i].boundary));
	}
	for (size_t i = 0; i < countof(none); i++)
		assert_false(form_boundary(none[i], &boundary));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form__is_the_same_in_pieces_of_every_size),
		cmocka_unit_test(test_form__keeps_the_beginning_of_a_large_file),
		cmocka_unit_test(test_form__may_be_empty_or_have_empty_parts),
		cmocka_unit_test(test_form__that_is_none_is_refused),
		cmocka_unit_test(test_form__that_is_too_large_is_refused),
		cmocka_unit_test(test_form__may_have_longer_values),
		cmocka_unit_test(test_form__has_a_boundary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

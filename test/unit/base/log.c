/* The log: what stands on standard error after a call. */
#include "base/log.h"

#include "base/date.h"
#include "base/memory.h"
#include "testing.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Standard error goes into a file while a test writes to the log. */
struct capture {
	int real;
	FILE *file;
	char text[16384];
};

static void capture_begin(struct capture *capture)
{
	capture->file = tmpfile();
	assert_non_null(capture->file);
	capture->real = dup(STDERR_FILENO);
	assert_true(capture->real >= 0);
	assert_true(dup2(fileno(capture->file), STDERR_FILENO) >= 0);
}

/* What was written, after the time and the space behind it, which are checked here. */
static struct str capture_end(struct capture *capture)
{
	struct moment moment;
	size_t len;

	assert_true(dup2(capture->real, STDERR_FILENO) >= 0);
	close(capture->real);
	rewind(capture->file);
	len = fread(capture->text, 1, sizeof(capture->text), capture->file);
	fclose(capture->file);
	assert_true(len > 21);
	assert_true(moment_parse((struct str){ capture->text, 20 }, &moment));
	assert_true(moment.us > 0);
	assert_int_equal(capture->text[20], ' ');
	return (struct str){ capture->text + 21, len - 21 };
}

static void test_log_line__has_a_time_and_a_level(void **state)
{
	struct capture capture;

	(void)state;
	capture_begin(&capture);
	log_line(LOG_INFO, "listening on %s:%d", "127.0.0.1", 8080);
	assert_str(capture_end(&capture), "info: listening on 127.0.0.1:8080\n");
	capture_begin(&capture);
	log_line(LOG_WARNING, "%s", "");
	assert_str(capture_end(&capture), "warning: \n");
}

static void test_log_line__cannot_be_forged(void **state)
{
	static const struct {
		const char *text;
		struct str line;
	} cases[] = {
		{ "a\nb\r\tc", STR("info: a\\x0ab\\x0d\\x09c\n") },
		{ "\x1b[31mred\x7f", STR("info: \\x1b[31mred\\x7f\n") },
		{ "a\\x0ab", STR("info: a\\x5cx0ab\n") },
		{ "\xc3\xa9 \xd8\xae", STR("info: \xc3\xa9 \xd8\xae\n") },
		{ "\xc2\x9b"
		  "31m",
		  STR("info: \\xc2\\x9b31m\n") },
		{ "\xe2\x80\xae"
		  "evil\xe2\x80\xa8",
		  STR("info: \\xe2\\x80\\xae"
		      "evil\\xe2\\x80\\xa8\n") },
		{ "\xff"
		  "a\xc3\xc3\xa9\xc3",
		  STR("info: \\xff"
		      "a\\xc3\xc3\xa9\\xc3\n") },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct capture capture;

		capture_begin(&capture);
		log_line(LOG_INFO, "%s", cases[i].text);
		assert_str_at(capture_end(&capture), cases[i].line, __FILE__, __LINE__);
	}
}

static void test_log_line__is_cut_when_far_too_long(void **state)
{
	char text[5000];
	struct capture capture;
	struct str line;

	(void)state;
	memset(text, '\x01', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	capture_begin(&capture);
	log_line(LOG_INFO, "%s", text);
	line = capture_end(&capture);
	assert_true(str_starts(line, S("info: \\x01\\x01")));
	assert_true(str_ends(line, S("\\x01...\n")));
	assert_int_equal(line.len, 6 + 2000 * 4 + 4);
}

static void test_log_error__tells_code_detail_and_place(void **state)
{
	struct capture capture;

	(void)state;
	memory_fail_after(1);
	capture_begin(&capture);
	log_error("import", err_make(ERR_IO, "file.c:12", S("cannot read\nit")));
	memory_fail_after(0);
	assert_str(capture_end(&capture), "error: import: io: cannot read\\x0ait (file.c:12)\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_log_line__has_a_time_and_a_level),
		cmocka_unit_test(test_log_line__cannot_be_forged),
		cmocka_unit_test(test_log_line__is_cut_when_far_too_long),
		cmocka_unit_test(test_log_error__tells_code_detail_and_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What programs fetch: the same rows as the folder, part by part, with errors that they can read. */
#include "fixture.h"

#include "base/file.h"
#include "base/limits.h"
#include "model/field.h"

static void test_csv__is_the_file_of_the_folder(void **state)
{
	struct fixture *f = *state;

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		struct str name = noun_of((enum noun_id)id)->name, file;
		struct str target = str_format(&f->arena, "/api/v1/%.*s.csv", STR_ARGS(name));
		struct str path =
			str_format(&f->arena, SOURCE_ROOT "/plans/baku/%.*s.csv", STR_ARGS(name));
		struct answer answer = site_get(f, target.at);

		assert_int_equal(answer.status, 200);
		if (failed(file_read(&f->arena, path, LIMIT_FILE_BYTES, &file)))
			assert_int_equal(str_find_char(answer.body, '\n', 0), answer.body.len - 1);
		else
			assert_true(str_eq(answer.body, file));
	}
}

static void test_row__has_every_column(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/api/v1/budget_line/OP-26%2F2026%2Fstated-total%2FP1");

	assert_str(answer.type, "application/json");
	assert_str(answer.body, "{\n  \"plan\": \"OP-26\",\n  \"period\": \"2026\",\n"
				"  \"kind\": \"stated-total\",\n  \"node\": \"P1\",\n"
				"  \"region\": null,\n  \"action\": null,\n  \"fund\": null,\n"
				"  \"amount\": 523000,\n  \"currency\": \"CHF\",\n"
				"  \"share_of_parent\": null,\n  \"share_of_total\": 13.25,\n"
				"  \"qualifier\": null,\n  \"state\": \"preliminary\",\n"
				"  \"note\": null\n}\n");
}

static void test_rows__come_in_parts(void **state)
{
	struct fixture *f = *state;
	struct answer part = site_get(f, "/api/v1/risk?count=2&from=R2");

	assert_false(body_has(part, "\"R1\""));
	assert_true(body_has(part, "\"R2\""));
	assert_true(body_has(part, "\"R3\""));
	assert_false(body_has(part, "\"R4\""));
	assert_str(site_get(f, "/api/v1/risk?from=R5").body, "[]\n");
	assert_str(site_get(f, "/api/v1/term.csv?count=1").body,
		   "code,name,section\n3G,IMT-2000,3.1-T\n");
}

static void test_error__is_json(void **state)
{
	static const struct {
		const char *target;
		int status;
	} faults[] = {
		{ "/api/v1/nothing", 404 },
		{ "/api/v1/nothing.csv", 404 },
		{ "/api/v1/risk/R99", 404 },
		{ "/api/v1/risk?count=0", 400 },
		{ "/api/v1/risk?count=-1", 400 },
		{ "/api/v1/risk?count=two", 400 },
		{ "/api/v1/risk?as-of=yesterday", 400 },
		{ "/api/v1/finding?severity=fatal", 400 },
		{ "/api/v1/finding?check=nothing", 400 },
		{ "/api/v1/batch/0", 404 },
		{ "/api/v1/batch/2", 404 },
		{ "/api/v1/batch/99999999999999999999", 404 },
		{ "/api/v2", 404 },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < countof(faults); i++) {
		struct answer answer = site_get(f, faults[i].target);

		assert_int_equal(answer.status, faults[i].status);
		assert_str(answer.type, "application/problem+json");
		assert_true(body_has(answer, "\"status\": 40"));
	}
}

static void test_past__is_empty_before_the_first_batch(void **state)
{
	struct fixture *f = *state;

	assert_str(site_get(f, "/api/v1/risk?as-of=2020-01-01").body, "[]\n");
	assert_str(site_get(f, "/api/v1/term.csv?as-of=2020-01-01").body, "code,name,section\n");
	assert_str(site_get(f, "/api/v1/finding?as-of=2020-01-01").body, "[]\n");
	assert_str(site_get(f, "/api/v1/batch?as-of=2020-01-01").body, "[]\n");
	assert_int_equal(site_get(f, "/api/v1/risk/R1?as-of=2020-01-01").status, 404);
	assert_int_equal(site_get(f, "/api/v1/risk/R1").status, 200);
}

static size_t count_of(struct answer answer, const char *text)
{
	size_t count = 0, at = 0;

	while ((at = str_find(answer.body, str_of(text), at)) != SIZE_MAX) {
		count++;
		at++;
	}
	return count;
}

static void test_findings__are_filtered_and_counted(void **state)
{
	struct fixture *f = *state;
	struct answer all = site_get(f, "/api/v1/finding");
	struct answer errors = site_get(f, "/api/v1/finding?severity=error");
	struct answer shares = site_get(f, "/api/v1/finding?check=share-of-total");

	assert_int_equal(count_of(shares, "\"check\": \"share-of-total\""), 3);
	assert_int_equal(count_of(shares, "\"check\""), 3);
	assert_int_equal(count_of(errors, "\"severity\": \"error\""),
			 count_of(errors, "\"check\""));
	assert_int_equal(count_of(errors, "\"check\""), count_of(all, "\"severity\": \"error\""));
	assert_true(body_has(shares, "\"stated\": 13.25"));
	assert_true(body_has(shares, "\"computed\": 13.72"));
	assert_int_equal(count_of(site_get(f, "/api/v1/finding?count=1&from=1"), "\"check\""), 1);
	assert_int_equal(count_of(site_get(f, "/api/v1/finding?table=unit"), "\"check\""), 0);
}

static void test_batch__has_its_changes(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/api/v1/batch/1");

	assert_int_equal(count_of(site_get(f, "/api/v1/batch"), "\"number\""), 1);
	assert_int_equal(count_of(answer, "\"before\": null"), 1000);
	assert_false(body_has(answer, "\"after\": null"));
	answer = site_get(f, "/api/v1/batch/1?from=1000");
	assert_true(count_of(answer, "\"before\": null") > 0);
}

static void test_answer__is_unchanged_until_something_changes(void **state)
{
	struct fixture *f = *state;
	struct answer first = site_get(f, "/api/v1/risk");
	const char *tag =
		str_cstr(&f->arena, str_format(&f->arena, "\"%.*s\"", STR_ARGS(first.etag)));

	assert_int_equal(site_get_with(f, "/api/v1/risk", NULL, tag).status, 304);
	assert_int_equal(site_get_with(f, "/api/v1/risk?count=1", NULL, tag).status, 200);
}

static void test_health__is_plain(void **state)
{
	struct fixture *f = *state;

	assert_str(site_get(f, "/health").body, "ok\n");
	assert_str(site_get(f, "/health").type, "text/plain; charset=utf-8");
}

#define BAKU(test) cmocka_unit_test_setup_teardown(test, site_open_baku, site_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BAKU(test_csv__is_the_file_of_the_folder),
		BAKU(test_row__has_every_column),
		BAKU(test_rows__come_in_parts),
		BAKU(test_error__is_json),
		BAKU(test_past__is_empty_before_the_first_batch),
		BAKU(test_findings__are_filtered_and_counted),
		BAKU(test_batch__has_its_changes),
		BAKU(test_answer__is_unchanged_until_something_changes),
		cmocka_unit_test_setup_teardown(test_health__is_plain, site_open_empty, site_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

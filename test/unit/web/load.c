/* The preview of a load: what it says, that it says what a load would, and that it keeps nothing. */
#include "fixture.h"

#include <string.h>

#include "app/load_observations.h"
#include "app/present.h"
#include "base/file.h"
#include "base/limits.h"
#include "exchange/observation_reader.h"

#include "web/load.h"

#define GOLDEN SOURCE_ROOT "/test/golden/observation"

static struct answer post_file(struct fixture *f, struct str name, struct str bytes,
			       const char *profile, const char *variable)
{
	const struct form_part parts[] = {
		{ .name = S("file"),
		  .filename = name,
		  .is_file = true,
		  .bytes = str_slice(bytes, 0, LOAD_PREVIEW_BYTES),
		  .length = bytes.len },
		{ .name = S("profile"), .bytes = str_of(profile) },
		{ .name = S("variable"), .bytes = str_of(variable) },
	};

	return site_post(f, "/load", parts, countof(parts));
}

static struct answer preview(struct fixture *f, const char *csv)
{
	return post_file(f, S("values.csv"), str_of(csv), "", "");
}

/* The line of counts that the page says the command would print; empty when there is none. */
static struct str printed(struct answer answer)
{
	size_t from = str_find(answer.body, S("<samp>"), 0);

	if (from == SIZE_MAX)
		return S("");
	return str_slice(answer.body, from + 6, str_find(answer.body, S("</samp>"), from));
}

static const char mixed[] = "variable,area,period,value,source\n"
			    "IT.NET.USER.ZS,CHE,2024,97.30,ITU\n"
			    "IT.NET.USER.ZS,CHE,2024,97.30,ITU\n"
			    "IT.NET.USER.ZS,CHE,2024,98,ITU\n"
			    "IT.NET.USER.ZS,FRA,2024,,ITU\n"
			    "IT.NET.USER.ZS,XXX,2024,1,ITU\n"
			    "IT.NET.USER.ZS,FRA,soon,1,ITU\n"
			    "New.One,FRA,2024,<b>1</b>,ITU\n"
			    "New.One,FRA,2023,\"1,000\",ITU\n";

static void test_form__says_what_it_does(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/load?lang=en");

	assert_true(body_has(answer, "enctype=\"multipart/form-data\" action=\"/load?lang=en\""));
	assert_true(body_has(answer, "Nothing is stored"));
	assert_true(body_has(answer, "comes with accounts"));
	for (size_t i = 0; i < profile_builtin_count(); i++)
		assert_true(
			body_has(answer, str_cstr(&f->arena,
						  str_format(&f->arena, "<option value=\"%.*s\"",
							     STR_ARGS(profile_builtin_name(i))))));
	assert_true(body_has(site_get(f, "/variable"), "href=\"/load\""));
	assert_true(body_has(site_get(f, "/quality"), "href=\"/load\""));
	/* A preview is of the present, whatever day is looked at. */
	assert_true(body_has(site_get(f, "/load?as-of=2026-10-01"), "action=\"/load\""));
}

static void test_preview__says_what_would_happen(void **state)
{
	struct fixture *f = *state;
	struct answer answer = preview(f, mixed);

	assert_int_equal(answer.status, 200);
	assert_false(answer.is_kept);
	assert_str(answer.etag, "");
	assert_true(body_has(answer, "Of 8 rows 1 would be loaded, and 5 rejected."));
	assert_str(printed(answer), "rows: 8; loaded: 1; there already: 1; empty: 1; rejected: 5");
	assert_true(body_has(answer, "No profile was chosen."));
	assert_true(body_has(answer, "<code>outturn load values.csv --profile plain-long --db DB "
				     "--who NAME --why TEXT</code>"));
	/* A rejection with its line, column, value and reason. */
	assert_true(body_has(answer, "data-label=\"Line\">6</th><td data-label=\"Column\"><bdi>area"
				     "</bdi></td><td data-label=\"Value\"><bdi>XXX</bdi></td>"
				     "<td data-label=\"Reason\"><bdi>there is no area"));
	assert_true(body_has(answer, "<bdi>&lt;b&gt;1&lt;/b&gt;</bdi>"));
	/* The first rows, and the columns. */
	assert_true(body_has(answer, "<bdi>97.30</bdi>"));
	assert_true(body_has(answer, "href=\"/area/CHE\""));
	assert_true(body_has(answer, "<bdi>area</bdi></th><td>country or area</td>"));
	assert_true(body_has(answer, "1 variable would be made:"));
}

static void test_preview__knows_what_is_there(void **state)
{
	struct fixture *f = *state;

	site_load(f, "variable,area,period,value,source\nIT.NET.USER.ZS,CHE,2024,97.30,ITU\n"
		     "IT.NET.USER.ZS,FRA,2024,80,ITU\n");
	assert_str(printed(preview(f, "variable,area,period,value,source\n"
				      "IT.NET.USER.ZS,CHE,2024,97.30,ITU\n"
				      "IT.NET.USER.ZS,FRA,2024,81,ITU\n"
				      "IT.NET.USER.ZS,FRA,2025,82,ITU\n")),
		   "rows: 3; loaded: 2; there already: 1; empty: 0; rejected: 0");
}

/* What a load says that tries the same and keeps nothing; empty when the file is refused. */
static struct str tried(struct fixture *f, struct str bytes, struct str profile,
			struct str variable)
{
	struct observation_input input = { .path = S("x.csv"), .bytes = bytes, .has_bytes = true };
	struct observation_request files = { .inputs = &input,
					     .n_inputs = 1,
					     .variable = variable };
	struct load_request request = { .who = S("Bo"), .why = S("a trial"), .dry_run = true };
	struct observation_reader_source source;
	struct diagnostics rejected, faults;
	struct load_result result;
	struct buf words;

	diagnostics_init(&rejected, &f->arena);
	diagnostics_init(&faults, &f->arena);
	assert_ok(profile_find(&f->arena, profile, &faults, &files.profile));
	assert_ok(observation_reader_open(&source, &files));
	request.observations = &source.observations;

	struct err e = load_observations(&f->app, &f->arena, &request, &rejected, &faults, &result);

	observation_reader_close(&source);
	if (e.code == ERR_INVALID)
		return S("");
	assert_ok(e);
	buf_init(&words, &f->arena);
	words_load_counts(&words, &f->locales->at[0], &result.counts);
	return buf_held(&words);
}

static void check_as_tried(struct fixture *f, struct str bytes, struct str profile,
			   struct str variable)
{
	struct answer answer = post_file(f, S("x.csv"), bytes, str_cstr(&f->arena, profile),
					 str_cstr(&f->arena, variable));

	assert_int_equal(answer.status, 200);
	assert_str_at(printed(answer), tried(f, bytes, profile, variable), __FILE__, __LINE__);
	assert_true(str_empty(printed(answer)) == body_has(answer, "refused as a whole"));
}

/* The golden file NAME.csv, with the profile and the variable that NAME.txt names. */
static void check_golden(struct fixture *f, struct str csv)
{
	struct str stem = str_slice(csv, 0, csv.len - 4), bytes, text, line, profile;

	assert_ok(file_read(&f->arena, str_format(&f->arena, GOLDEN "/%.*s", STR_ARGS(csv)),
			    LIMIT_FILE_BYTES, &bytes));
	assert_ok(file_read(&f->arena, str_format(&f->arena, GOLDEN "/%.*s.txt", STR_ARGS(stem)),
			    LIMIT_FILE_BYTES, &text));
	str_cut(&text, '\n', &line);
	str_cut(&line, ' ', &profile);
	check_as_tried(f, bytes, profile, line.at ? line : S(""));
}

static void test_preview__says_what_a_load_says(void **state)
{
	struct fixture *f = *state;
	size_t count, n_checked = 0;
	struct str *names;

	assert_ok(folder_list(&f->arena, S(GOLDEN), &names, &count));
	for (size_t i = 0; i < count; i++) {
		if (!str_ends(names[i], S(".csv")))
			continue;
		check_golden(f, names[i]);
		n_checked++;
	}
	assert_true(n_checked >= 40);
}

/* Rows in any order with repetitions and conflicts, more than are read at a time. */
static struct str shuffled(struct fixture *f, size_t n_rows)
{
	static const char *const areas[] = { "CHE", "FRA", "AGO", "BRA", "FJI", "XXX" };
	uint64_t seed = 20260101;
	struct buf csv;

	buf_init(&csv, &f->arena);
	buf_str(&csv, S("variable,area,period,value\n"));
	for (size_t i = 0; i < n_rows; i++)
		buf_format(&csv, "V%d,%s,%d-%02d,%d\n", (int)dice_throw(&seed, 3),
			   areas[dice_throw(&seed, countof(areas))],
			   1500 + (int)dice_throw(&seed, 400), 1 + (int)dice_throw(&seed, 12),
			   (int)dice_throw(&seed, 2));
	return buf_held(&csv);
}

static void test_preview__of_many_rows_is_as_of_few(void **state)
{
	struct fixture *f = *state;
	struct str csv = shuffled(f, 55000);

	assert_true(csv.len <= LOAD_PREVIEW_BYTES);
	check_as_tried(f, csv, S("plain-long"), S(""));
}

static void test_preview__reads_1_mb_of_a_large_file(void **state)
{
	struct fixture *f = *state;
	struct str csv = shuffled(f, 100000), whole;
	struct answer answer = post_file(f, S("large.csv"), csv, "plain-long", "");
	size_t end = LOAD_PREVIEW_BYTES;

	assert_true(csv.len > LOAD_PREVIEW_BYTES);
	assert_true(body_has(answer, "Only the first 1,000,000 were read"));
	assert_true(body_has(answer, "Of this part of the file it says:"));
	while (csv.at[end - 1] != '\n')
		end--;
	whole = str_slice(csv, 0, end);
	assert_str_at(printed(answer), tried(f, whole, S("plain-long"), S("")), __FILE__, __LINE__);
	/* What is not read is not looked at: the same with anything behind it. */
	memset((char *)csv.at + LOAD_PREVIEW_BYTES, '"', csv.len - LOAD_PREVIEW_BYTES);
	assert_str_at(printed(post_file(f, S("large.csv"), csv, "plain-long", "")), printed(answer),
		      __FILE__, __LINE__);
}

/* ---- What is refused ---- */

static void test_preview__tells_why_a_file_is_refused(void **state)
{
	static const struct {
		struct str bytes;
		const char *profile, *reason;
	} files[] = {
		{ STR(""), "", "the file is empty" },
		{ STR(""), "plain-wide", "the file is empty" },
		{ STR("\n\n\r\n"), "", "the file is empty" },
		{ STR("\x7f"
		      "ELF\x02\0\0\0"),
		  "", "this is not text in UTF-8" },
		{ STR("PK\x03\x04\xff\xff"), "plain-long", "this is not text in UTF-8" },
		{ STR("variable,area,value\nX,CHE,1\n"), "plain-long", "is missing" },
		{ STR("Country Name,Country Code,Year,Value\nChad,TCD,2000,1\n"), "", "name one" },
		{ STR("variable,area,period,value\n\"X,CHE,2000,1\n"), "plain-long", "quote" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < countof(files); i++) {
		struct answer answer =
			post_file(f, S("bad.csv"), files[i].bytes, files[i].profile, "");

		assert_int_equal(answer.status, 200);
		assert_true(body_has(answer, "This file would be refused as a whole"));
		if (!body_has(answer, files[i].reason))
			print_error("no \"%s\" in the answer\n", files[i].reason);
		assert_true(body_has(answer, files[i].reason));
		assert_str(printed(answer), "");
	}
}

static void test_form__is_shown_again_with_what_is_wrong(void **state)
{
	const struct form_part no_file[] = { { .name = S("file"), .is_file = true } };
	const struct form_part text[] = { { .name = S("file"), .bytes = S("a,b\n") } };
	struct fixture *f = *state;
	struct answer answer = site_post(f, "/load", no_file, countof(no_file));

	assert_int_equal(answer.status, 400);
	assert_true(body_has(answer, "Choose a file."));
	assert_true(body_has(answer, "aria-invalid=\"true\""));
	assert_int_equal(site_post(f, "/load", text, countof(text)).status, 400);
	assert_int_equal(site_post(f, "/load", NULL, 0).status, 400);
	answer = post_file(f, S("x.csv"), S("colour,taste\nred,sweet\n"), "", "\"><script>");
	assert_int_equal(answer.status, 400);
	assert_true(body_has(answer, "No profile reads this file"));
	assert_true(body_has(answer, "value=\"&quot;&gt;&lt;script&gt;\""));
	answer = post_file(f, S("x.csv"), str_of(mixed), "../../etc/passwd", "");
	assert_int_equal(answer.status, 400);
	assert_true(body_has(answer, "There is no such profile"));
}

static void test_preview__is_for_our_own_pages(void **state)
{
	const struct form_part file[] = {
		{ .name = S("file"), .filename = S("x.csv"), .is_file = true, .bytes = S("a") }
	};
	struct fixture *f = *state;
	struct answer answer = site_post_from_elsewhere(f, "/load", file, countof(file));

	assert_int_equal(answer.status, 403);
	assert_true(body_has(answer, "This was not sent from here"));
}

/* ---- Bounds ---- */

static void assert_given_up(struct answer answer)
{
	assert_int_equal(answer.status, 503);
	assert_str(answer.retry_after, "5");
	assert_true(body_has(answer, "The preview was given up"));
	assert_true(body_has(answer, "outturn load values.csv --profile plain-long"));
	assert_str(printed(answer), "");
	assert_false(answer.is_kept);
}

static void test_preview__ends_with_its_time(void **state)
{
	struct fixture *f = *state;

	f->site.preview.time_ms = -1;
	assert_given_up(preview(f, mixed));
}

static void test_preview__ends_with_the_server(void **state)
{
	struct fixture *f = *state;
	struct answer answer;

	atomic_store(&f->is_ending, true);
	answer = preview(f, mixed);
	assert_int_equal(answer.status, 503);
	assert_false(body_has(answer, "more than"));
	atomic_store(&f->is_ending, false);
	assert_int_equal(preview(f, mixed).status, 200);
}

static void test_preview__ends_with_its_memory(void **state)
{
	struct fixture *f = *state;
	struct str csv = shuffled(f, 50000);

	f->site.preview.memory_bytes = 8 << 20;
	assert_given_up(post_file(f, S("values.csv"), csv, "plain-long", ""));
	assert_int_equal(preview(f, mixed).status, 200);
}

/* However much is wrong with a file, its page is small, and so is what it is made in. */
static void test_preview__is_bounded_in_what_it_tells(void **state)
{
	struct fixture *f = *state;
	struct buf csv;
	size_t before;

	buf_init(&csv, &f->arena);
	buf_str(&csv, S("variable,area,period,value\n"));
	while (csv.len < LOAD_PREVIEW_BYTES - 10)
		buf_str(&csv, S(",\n"));
	before = f->arena.used;

	struct answer answer = post_file(f, S("x.csv"), buf_held(&csv), "plain-long", "");

	assert_int_equal(answer.status, 200);
	assert_true(body_has(answer, "and 499,9"));
	assert_true(answer.body.len < 60000);
	assert_true(f->arena.used - before < 4 << 20);
}

static struct digest file_digest(struct fixture *f, const char *suffix)
{
	struct str path = str_format(&f->arena, "%s%s", f->path, suffix), bytes = S("");
	struct err e = file_read(&f->arena, path, LIMIT_FILE_BYTES, &bytes);

	assert_true(!failed(e) || e.code == ERR_NOT_FOUND);
	return digest_of(bytes);
}

static void test_preview__keeps_nothing(void **state)
{
	struct fixture *f = *state;
	struct digest database, log;
	struct snapshot *before, *after;
	struct str *names;
	size_t n_before, n_after;

	assert_ok(present(&f->app, &before));
	database = file_digest(f, "");
	log = file_digest(f, "-wal");
	assert_ok(folder_list(&f->arena, str_of(f->folder), &names, &n_before));
	assert_int_equal(preview(f, mixed).status, 200);
	assert_int_equal(post_file(f, S("x.csv"), shuffled(f, 30000), "", "").status, 200);
	assert_true(digest_eq(database, file_digest(f, "")));
	assert_true(digest_eq(log, file_digest(f, "-wal")));
	assert_ok(folder_list(&f->arena, str_of(f->folder), &names, &n_after));
	assert_int_equal(n_before, n_after);
	assert_ok(present(&f->app, &after));
	assert_ptr_equal(before, after);
	assert_false(body_has(site_get(f, "/variable"), "New.One"));
	snapshot_release(before);
	snapshot_release(after);
}

/* ---- The command ---- */

static void test_command__is_safe_to_be_run(void **state)
{
	static const struct {
		struct str file, profile, variable, words;
	} lines[] = {
		{ STR("a.csv"), STR("sdmx-csv"), STR(""), STR("a.csv --profile sdmx-csv") },
		{ STR("a b.csv"), STR(""), STR("IT.NET.USER.ZS"),
		  STR("'a b.csv' --profile PROFILE --variable IT.NET.USER.ZS") },
		{ STR("it's $(rm -rf ~)`id`.csv"), STR("owid"), STR("X; reboot"),
		  STR("'it'\\''s $(rm -rf ~)`id`.csv' --profile owid --variable 'X; reboot'") },
		{ STR("--db"), STR("owid"), STR(""), STR("./--db --profile owid") },
		{ STR("r\xc3\xa9sum\xc3\xa9.csv"), STR("owid"), STR(""),
		  STR("'r\xc3\xa9sum\xc3\xa9.csv' --profile owid") },
		{ STR("\xe2\x80\xaevsc.exe"), STR("owid"), STR("\xe2\x80\xae"),
		  STR("FILE --profile owid --variable CODE") },
		{ STR(""), STR("owid"), STR(""), STR("FILE --profile owid") },
	};
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < countof(lines); i++) {
		struct str line, expected = str_format(&arena,
						       "outturn load %.*s --db DB --who NAME "
						       "--why TEXT",
						       STR_ARGS(lines[i].words));

		assert_ok(load_command_line(&arena, lines[i].file, lines[i].profile,
					    lines[i].variable, &line));
		assert_str_at(line, expected, __FILE__, __LINE__);
	}
	arena_finish(&arena);
}

static void test_preview__names_the_file_without_its_folder(void **state)
{
	struct fixture *f = *state;
	struct answer answer =
		post_file(f, S("C:\\data\\<i>a</i>.csv"), str_of(mixed), "plain-long", "");

	assert_true(body_has(answer, "<h1 class=\"long\">Preview of i&gt;.csv</h1>") ||
		    body_has(answer, "i&gt;.csv"));
	assert_false(body_has(answer, "<i>a"));
	assert_false(body_has(answer, "C:"));
}

static int open_loaded(void **state)
{
	return site_open_baku(state);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_loaded, site_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_form__says_what_it_does),
		CASE(test_preview__says_what_would_happen),
		CASE(test_preview__knows_what_is_there),
		CASE(test_preview__says_what_a_load_says),
		CASE(test_preview__of_many_rows_is_as_of_few),
		CASE(test_preview__reads_1_mb_of_a_large_file),
		CASE(test_preview__tells_why_a_file_is_refused),
		CASE(test_form__is_shown_again_with_what_is_wrong),
		CASE(test_preview__is_for_our_own_pages),
		CASE(test_preview__ends_with_its_time),
		CASE(test_preview__ends_with_the_server),
		CASE(test_preview__ends_with_its_memory),
		CASE(test_preview__is_bounded_in_what_it_tells),
		CASE(test_preview__keeps_nothing),
		cmocka_unit_test(test_command__is_safe_to_be_run),
		CASE(test_preview__names_the_file_without_its_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

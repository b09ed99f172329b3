/* A script that is tried: what it gives and where it is wrong, that it is bounded, and that it keeps nothing. */
#include "fixture.h"

#include "app/present.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "web/script.h"
#include "web/script_examples.h"

static struct answer post(struct fixture *f, const char *target, const char *script)
{
	const struct form_part part = { .name = S("script"),
					.bytes = str_of(script),
					.length = str_of(script).len };

	return site_post(f, target, &part, 1);
}

static struct answer try(struct fixture *f, const char *script)
{
	return post(f, "/vtl?lang=en", script);
}

static void test_form__offers_examples_and_data(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/vtl?lang=en");

	assert_int_equal(answer.status, 200);
	assert_true(body_has(answer, "enctype=\"multipart/form-data\" action=\"/vtl?lang=en\""));
	assert_true(body_has(answer, "href=\"/vtl?lang=en&amp;example=budget\""));
	assert_true(body_has(site_get(f, "/vtl?example=budget"), "lines  := budget_line[filter"));
	assert_true(body_has(site_get(f, "/vtl?read=IT.NET.USER.ZS"),
			     "result := &#39;IT.NET.USER.ZS&#39;;"));
	assert_true(body_has(site_get(f, "/vtl?example=none"), "</textarea>"));
	assert_true(body_has(site_get(f, "/variable"), "href=\"/vtl\""));
}

/* The examples run on the plan that is shipped, with values such as those beside it. */
static void test_examples__run(void **state)
{
	struct fixture *f = *state;

	site_load(f, "variable,area,period,value\nIT.NET.USER.ZS,CHE,2020,94\n"
		     "IT.NET.USER.ZS,CHE,2019,93\nSP.POP.TOTL,CHE,2020,8636896\n");
	assert_true(script_examples.count >= 5);
	for (size_t i = 0; i < script_examples.count; i++) {
		struct str name = script_examples.rows[i].name;
		struct answer answer = try(f, str_cstr(&f->arena, script_examples.rows[i].text));

		if (!body_has(answer, "Nothing was stored."))
			print_error("%.*s is wrong\n", STR_ARGS(name));
		assert_true(body_has(answer, "Nothing was stored."));
		assert_int_equal(answer.status, 200);
		/* Each of them has a place in the list. */
		assert_true(body_has(site_get(f, "/vtl"),
				     str_cstr(&f->arena, str_format(&f->arena, "example=%.*s\"",
								    STR_ARGS(name)))));
	}
}

static void test_results__are_tables(void **state)
{
	struct fixture *f = *state;
	struct answer answer;

	site_load(f, "variable,area,period,value\nPop,CHE,2022,8\nPop,CHE,2023,9\n"
		     "Pop,FRA,2023,68\n");
	answer = try(f, "p := Pop[keep value];\r\nx <- 1 + 2;\r\nn := cast(null, string);\r\n"
			"q := \"<script>\";");
	assert_int_equal(answer.status, 200);
	assert_false(answer.is_kept);
	assert_str(answer.etag, "");
	assert_true(body_has(answer, "4 results. Nothing was stored."));
	assert_true(body_has(answer, "3 data points"));
	assert_true(body_has(answer, "<th scope=\"col\">area</th>"));
	assert_true(body_has(answer, ">2022<"));
	assert_true(body_has(answer, "<strong><bdi>3</bdi></strong> <code dir=\"ltr\">integer"));
	assert_true(body_has(answer, ">null</span>"));
	assert_true(body_has(answer, "&lt;script&gt;"));
	assert_false(body_has(answer, "<script>\""));
	assert_true(body_has(answer, "<code dir=\"ltr\">time_period</code>"));
	/* Of many rows the first are shown. */
	answer = try(f, "a := area;");
	assert_true(body_has(answer, "The first 20 are shown."));
	answer = try(f, "define operator f (x number) is x + 1 end operator;");
	assert_true(body_has(answer, "computes nothing"));
}

/* ---- Where a cell comes from ---- */

static struct answer ask_origin(struct fixture *f, const char *script, const char *cell)
{
	const struct form_part parts[] = { { .name = S("script"), .bytes = str_of(script) },
					   { .name = S("cell"), .bytes = str_of(cell) } };

	return site_post(f, "/vtl?lang=en", parts, countof(parts));
}

static void test_rows__can_be_asked_where_they_come_from(void **state)
{
	const char *script = "m := max(Pop[keep value] group by area);\ns := 1 + 2;\n"
			     "q := Pop[calc identifier note := \"a, <b>\"];";
	struct fixture *f = *state;
	struct answer answer;

	site_load(f, "variable,area,period,value\nPop,CHE,2022,8\nPop,CHE,2023,9\n"
		     "Pop,FRA,2023,68\n");
	answer = try(f, script);
	assert_int_equal(answer.status, 200);
	assert_true(body_has(answer, "form=\"script-form\" name=\"cell\" value=\"m[area=CHE]\""));
	assert_true(body_has(answer, "name=\"cell\" value=\"s\""));
	assert_true(body_has(answer, "aria-label=\"Show where m[area=FRA] comes from\""));
	assert_true(body_has(answer, "note=&quot;a, &lt;b&gt;&quot;]"));
	assert_false(body_has(answer, "Where it comes from"));
	/* The cells by their datasets, and the results once more. */
	answer = ask_origin(f, script, "m[area=CHE]");
	assert_int_equal(answer.status, 200);
	assert_false(answer.is_kept);
	assert_true(body_has(answer, "It rests on 2 cells of the data."));
	assert_true(body_has(answer, "href=\"/dataset/Pop?lang=en\""));
	assert_true(body_has(answer, "<code>Pop[area=CHE,period=2022]#value = 8</code>"));
	assert_true(body_has(answer, "<code>Pop[area=CHE,period=2023]#value = 9</code>"));
	assert_false(body_has(answer, "<code>Pop[area=FRA"));
	assert_true(body_has(answer, "3 results. Nothing was stored."));
	assert_true(body_has(ask_origin(f, script, "s"), "It rests on no data"));
}

static void test_cells__that_are_none_are_said_to_be(void **state)
{
	static const char *const cells[] = {
		"", "m", "x[area=CHE]", "m[area=XXX]", "m[area", "[]#"
	};
	struct fixture *f = *state;

	site_load(f, "variable,area,period,value\nPop,CHE,2022,8\n");
	for (size_t i = 0; i < countof(cells); i++) {
		struct answer answer =
			ask_origin(f, "m := max(Pop[keep value] group by area);", cells[i]);

		assert_int_equal(answer.status, 200);
		assert_true(body_has(answer, "The results of the script have no such cell."));
		assert_true(body_has(answer, "1 result. Nothing was stored."));
	}
}

/* However many cells one rests on, the page is small. */
static void test_origins__are_bounded(void **state)
{
	struct fixture *f = *state;
	struct buf csv;
	struct answer answer;

	buf_init(&csv, &f->arena);
	buf_str(&csv, S("variable,area,period,value\n"));
	for (int month = 0; month < 1200; month++)
		buf_format(&csv, "Pop,CHE,%d-%02d,1\n", 1900 + month / 12, month % 12 + 1);
	site_load(f, str_cstr(&f->arena, buf_held(&csv)));
	answer = ask_origin(f, "n := sum(Pop[keep value] group by area);", "n[area=CHE]");
	assert_true(
		body_has(answer, "It rests on 1,200 cells of the data. The first 300 are shown"));
	assert_true(body_has(answer, "Pop[area=CHE,period=1924M12]#value"));
	assert_false(body_has(answer, "Pop[area=CHE,period=1925M01]#value"));
}

/* ---- Mistakes ---- */

static void test_mistakes__stand_under_their_lines(void **state)
{
	struct fixture *f = *state;
	struct answer answer = try(f, "a := indicator;\r\nb := indicator[keep nam];\r\n"
				      "c := budget_lin;\r\n");

	assert_int_equal(answer.status, 200);
	assert_true(body_has(answer, "2 mistakes in the script"));
	assert_true(body_has(answer, "<li value=\"2\"><code>b := indicator[keep <mark>nam</mark>];"
				     "</code><p class=\"field-error\"><bdi>Column 21: the dataset "
				     "has no component nam; was name meant?</bdi></p></li>"));
	assert_true(body_has(answer, "c := <mark>budget_lin</mark>;"));
	assert_true(body_has(answer, "aria-invalid=\"true\""));
	/* What was written stays in the field, lines and all. */
	assert_true(body_has(answer, "a := indicator;\nb := indicator[keep nam];\nc :="));
	/* Columns count characters; a mark may be at the end of a line. */
	answer = try(f, "a := \"\xc3\xa9\xc3\xa9\" + 1;");
	assert_true(body_has(answer, "<mark>&quot;\xc3\xa9\xc3\xa9&quot;</mark> + 1;"));
	answer = try(f, "a := 1 +");
	assert_true(body_has(answer, "a := 1 +<mark> </mark>"));
	/* Two on a line, and lines far from both left out. */
	answer = try(f, "\n\n\n\n\n\na := x1;b := x2;\n\n\n\n\n\n\n\nc := x3;");
	assert_true(body_has(answer, "a := <mark>x1</mark>;b := <mark>x2</mark>;"));
	assert_false(body_has(answer, "<li value=\"3\""));
	assert_true(body_has(answer, "<li value=\"4\" class=\"after-gap\">"));
	assert_true(body_has(answer, "<li value=\"12\" class=\"after-gap\">"));
	/* What only data can tell has its place too. */
	answer = try(f, "a := area[calc d := cast(name, date)];");
	assert_true(body_has(answer, "1 mistake in the script"));
	assert_true(body_has(answer, "<mark>cast</mark>(name, date)"));
}

static void test_day__is_that_of_the_reader(void **state)
{
	struct fixture *f = *state;
	int64_t day_us = INT64_C(86400) * 1000000;

	f->now.us += 2 * day_us;
	site_load(f, "variable,area,period,value\nPop,CHE,2022,8\n");
	assert_true(body_has(try(f, "p := Pop; d := current_date();"), "2 results."));

	struct answer answer = post(f, "/vtl?lang=en&as-of=2026-11-24", "p := Pop;");

	assert_true(body_has(answer, "there is no dataset Pop"));
	assert_true(body_has(answer, "as-of=2026-11-24"));
}

/* ---- What is refused ---- */

static void test_form__is_shown_again_with_what_is_wrong(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(try(f, " \r\n ").status, 400);
	assert_true(body_has(try(f, ""), "Write a script."));
	assert_int_equal(site_post(f, "/vtl", NULL, 0).status, 400);
}

static void test_trial__is_for_our_own_pages(void **state)
{
	const struct form_part part = { .name = S("script"), .bytes = S("a := 1;") };
	struct fixture *f = *state;

	assert_int_equal(site_post_from_elsewhere(f, "/vtl", &part, 1).status, 403);
}

static void assert_given_up(struct answer answer)
{
	assert_int_equal(answer.status, 503);
	assert_str(answer.retry_after, "5");
	assert_true(body_has(answer, "The script was given up"));
	assert_true(body_has(answer, "</textarea>"));
}

static void test_trial__ends_with_its_time(void **state)
{
	struct fixture *f = *state;

	f->site.trial.time_ms = -1;
	assert_given_up(try(f, "a := area;"));
}

static void test_trial__ends_with_the_server(void **state)
{
	struct fixture *f = *state;
	struct answer answer;

	atomic_store(&f->is_ending, true);
	answer = try(f, "a := area;");
	assert_int_equal(answer.status, 503);
	assert_false(body_has(answer, "more than"));
	atomic_store(&f->is_ending, false);
	assert_int_equal(try(f, "a := area;").status, 200);
}

/* The operator that was at work is shown, with what it could not have. */
static void test_trial__ends_with_its_memory(void **state)
{
	struct fixture *f = *state;
	struct answer answer;

	f->site.trial.memory_bytes = 24 << 20;
	answer = try(f, "p := cross_join(area[keep name] as a, area[keep name] as b rename "
			"a#code to c1, b#code to c2, a#name to n1, b#name to n2);\n"
			"q := cross_join(p as p, area[keep name] as c);");
	assert_given_up(answer);
	assert_true(body_has(answer, "How far it came"));
	assert_true(body_has(answer, "<li value=\"2\"><code>q := <mark>cross_join</mark>(p"));
	assert_true(body_has(answer, "Column 6: this takes more memory"));
	assert_false(body_has(answer, "aria-invalid"));
	assert_int_equal(try(f, "a := area;").status, 200);
}

/* What a script may have room for is shown in part, and not refused by a page that has less. */
static void test_results__may_have_long_texts(void **state)
{
	struct fixture *f = *state;
	struct answer answer;
	struct arena arena;
	struct buf script;

	arena_init(&arena, 1 << 16);
	buf_init(&script, &arena);
	buf_str(&script,
		S("d0 := area[filter code >= \"U\"][calc s := name || \"0123456789\"];\n"));
	for (int i = 1; i < 17; i++)
		buf_format(&script, "d%d := d%d[calc s := s || s][keep s];\n", i, i - 1);
	buf_str(&script, S("again := d16;\nonce_more := d16;\n"));
	f->arena.limit = f->arena.used + LIMIT_REQUEST_ARENA;
	answer = try(f, str_cstr(&arena, buf_held(&script)));
	arena_finish(&arena);
	assert_int_equal(answer.status, 200);
	assert_true(body_has(answer, "19 results. Nothing was stored."));
	assert_true(body_has(answer, "0123456789United"));
	assert_true(body_has(answer, "\xE2\x80\xA6</td>"));
}

static void test_trial__keeps_nothing(void **state)
{
	struct fixture *f = *state;
	struct snapshot *before, *after;

	assert_ok(present(&f->app, &before));
	assert_int_equal(try(f, "area <- area[filter false];").status, 200);
	assert_ok(present(&f->app, &after));
	assert_ptr_equal(before, after);
	snapshot_release(before);
	snapshot_release(after);
}

/* ---- What a script may read, and with what ---- */

static void test_datasets__have_their_structures(void **state)
{
	struct fixture *f = *state;
	struct answer answer;

	site_load(f, "variable,area,period,value\nPop,CHE,2022,8\n");
	answer = site_get(f, "/dataset?lang=en");
	assert_true(body_has(answer, "href=\"/dataset/budget_line?lang=en\""));
	assert_true(body_has(answer, ">&#39;IT.NET.USER.ZS&#39;<"));
	answer = site_get(f, "/dataset/IT.NET.USER.ZS");
	assert_true(body_has(answer, "href=\"/vtl?read=IT.NET.USER.ZS\""));
	assert_true(body_has(answer, "<code dir=\"ltr\">period</code>"));
	answer = site_get(f, "/dataset/Pop%2FSEX=F");
	assert_true(body_has(answer, "<code dir=\"ltr\">SEX</code>"));
	answer = site_get(f, "/dataset/indicator");
	assert_true(
		body_has(answer, "<code dir=\"ltr\">&#39;measure&#39;</code>")); /* a word of VTL */
	assert_int_equal(site_get(f, "/dataset/nothing").status, 404);
}

static void test_operators__are_in_english_whatever_the_frame(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/vtl/operators?lang=ar");

	assert_true(body_has(answer, "<section lang=\"en\" dir=\"ltr\">"));
	assert_true(body_has(answer, "href=\"/vtl/operators/strings?lang=ar#operator-1\""));
	assert_true(body_has(answer, "href=\"/vtl/operators/analytic?lang=ar#lag\""));
	answer = site_get(f, "/vtl/operators/strings?lang=ar");
	assert_true(body_has(answer, "<div class=\"operators-chapter\" lang=\"en\" dir=\"ltr\">"));
	assert_true(body_has(answer, "<h2 id=\"operator-1\">"));
	assert_true(body_has(answer, "tabindex=\"0\" aria-label=\"data\"><table>"));
	answer = site_get(f, "/vtl/operators/analytic?lang=ar");
	assert_true(body_has(answer, "<h2 id=\"lag\">"));
	assert_false(body_has(answer, ".md\""));
	assert_true(body_has(site_get(f, "/vtl/operators/comparison?lang=ar"),
			     "<a href=\"/vtl/operators/general?lang=ar\">"));
	assert_true(body_has(
		site_get(f, "/vtl/operators/clauses?lang=ar"),
		"<a href=\"/vtl/operators/definitions?lang=ar#define-viral-propagation\">"));
	assert_int_equal(site_get(f, "/vtl/operators/README").status, 404);
	assert_int_equal(site_get(f, "/vtl/operators/none").status, 404);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_form__offers_examples_and_data, site_open_baku,
						site_close),
		cmocka_unit_test_setup_teardown(test_examples__run, site_open_baku, site_close),
		cmocka_unit_test_setup_teardown(test_results__are_tables, site_open_baku,
						site_close),
		cmocka_unit_test_setup_teardown(test_rows__can_be_asked_where_they_come_from,
						site_open_baku, site_close),
		cmocka_unit_test_setup_teardown(test_cells__that_are_none_are_said_to_be,
						site_open_baku, site_close),
		cmocka_unit_test_setup_teardown(test_origins__are_bounded, site_open_baku,
						site_close),
		cmocka_unit_test_setup_teardown(test_mistakes__stand_under_their_lines,
						site_open_baku, site_close),
		cmocka_unit_test_setup_teardown(test_day__is_that_of_the_reader, site_open_baku,
						site_close),
		cmocka_unit_test_setup_teardown(test_form__is_shown_again_with_what_is_wrong,
						site_open_baku, site_close),
		cmocka_unit_test_setup_teardown(test_trial__is_for_our_own_pages, site_open_baku,
						site_close),
		cmocka_unit_test_setup_teardown(test_trial__ends_with_its_time, site_open_baku,
						site_close),
		cmocka_unit_test_setup_teardown(test_trial__ends_with_the_server, site_open_baku,
						site_close),
		cmocka_unit_test_setup_teardown(test_trial__ends_with_its_memory, site_open_baku,
						site_close),
		cmocka_unit_test_setup_teardown(test_results__may_have_long_texts, site_open_baku,
						site_close),
		cmocka_unit_test_setup_teardown(test_trial__keeps_nothing, site_open_baku,
						site_close),
		cmocka_unit_test_setup_teardown(test_datasets__have_their_structures,
						site_open_baku, site_close),
		cmocka_unit_test_setup_teardown(test_operators__are_in_english_whatever_the_frame,
						site_open_baku, site_close),
	};

	return cmocka_run_group_tests_name("web-script", tests, NULL, NULL);
}

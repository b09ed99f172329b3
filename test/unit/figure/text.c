/* Text measured and fitted: breaks between words, ellipses, scripts without spaces. */
#include "figure/text.h"

#include "base/arena.h"
#include "testing.h"

static const struct text_style style = { .size = 12, .weight = WEIGHT_REGULAR };

/* The lines joined by "|". */
static struct str fitted(struct arena *arena, struct str s, int width, int most)
{
	struct text_lines fit;
	struct str all = S("");

	assert_ok(text_fit(arena, s, style, width * PX, most, &fit));
	for (int i = 0; i < fit.n_lines; i++) {
		assert_true(text_width(fit.lines[i], style) <= width * PX);
		all = str_format(arena, "%.*s%s%.*s", STR_ARGS(all), i > 0 ? "|" : "",
				 STR_ARGS(fit.lines[i]));
	}
	assert_int_equal(fit.is_cut, str_ends(all, S("…")));
	return all;
}

static void test_text_width__is_that_of_the_table_with_a_margin(void **state)
{
	struct text_style bold = { .size = 12, .weight = WEIGHT_BOLD };

	(void)state;
	assert_int_equal(text_width(S(""), style), 0);
	/* Ten digits of 572 thousandths, 12 px, and 5 per cent more. */
	assert_int_equal(text_width(S("0123456789"), style), 7207);
	assert_int_equal(text_width(S("电信"), style), 2520);
	assert_true(text_width(S("Networks"), bold) > text_width(S("Networks"), style));
	assert_int_equal(text_width(S("\u2068ab\u2069"), style), text_width(S("ab"), style));
	assert_true(text_width(S("الاتصالات"), style) > 30 * PX);
}

static void test_text_widest_word__is_that_of_the_widest_piece(void **state)
{
	(void)state;
	assert_int_equal(text_widest_word(S("a Digital  ecosystem"), style),
			 text_width(S("ecosystem"), style));
	assert_int_equal(text_widest_word(S("safe telecommunications/ICTs"), style),
			 text_width(S("telecommunications/"), style));
	assert_int_equal(text_widest_word(S("电信"), style), text_width(S("电"), style));
	assert_int_equal(text_widest_word(S(""), style), 0);
}

static void test_text_fit__breaks_between_words(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_str(fitted(&a, S("Digital services"), 200, 2), "Digital services");
	assert_str(fitted(&a, S("Digital services"), 60, 2), "Digital|services");
	assert_str(fitted(&a, S("  Digital   services "), 60, 2), "Digital|services");
	assert_str(fitted(&a, S("safe telecommunications/ICTs"), 130, 3),
		   "safe|telecommunications/|ICTs");
	assert_str(fitted(&a, S("policies 2026-2029"), 70, 2), "policies|2026-2029");
	assert_str(fitted(&a, S(""), 60, 2), "");
	arena_finish(&a);
}

static void test_text_fit__cuts_what_is_too_much(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_str(fitted(&a, S("Emergency telecommunications"), 100, 1), "Emergency tel…");
	assert_str(fitted(&a, S("Emergency telecommunications for all"), 80, 2),
		   "Emergency|telecommu…");
	assert_str(fitted(&a, S("Kapitänsmützenabzeichen"), 80, 2), "Kapitänsmüt|zenabzeich…");
	assert_str(fitted(&a, S("电信发展局和国际电信联盟、成员国"), 70, 2),
		   "电信发展局|和国际电…");
	arena_finish(&a);
}

static void test_text_fit__does_not_begin_a_line_with_a_full_stop(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_str(fitted(&a, S("电信发展局。会员"), 70, 3), "电信发展|局。会员");
	arena_finish(&a);
}

static void test_text_fit__ends_in_any_width(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	for (int width = 13; width < 200; width++)
		for (int most = 1; most <= TEXT_LINES_MAX; most++)
			fitted(&a, S("Inclusive, safe and secure telecommunications/ICTs"), width,
			       most);
	arena_finish(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_width__is_that_of_the_table_with_a_margin),
		cmocka_unit_test(test_text_widest_word__is_that_of_the_widest_piece),
		cmocka_unit_test(test_text_fit__breaks_between_words),
		cmocka_unit_test(test_text_fit__cuts_what_is_too_much),
		cmocka_unit_test(test_text_fit__does_not_begin_a_line_with_a_full_stop),
		cmocka_unit_test(test_text_fit__ends_in_any_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

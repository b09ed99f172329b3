/* Every figure in arenas that are too small for it, from nothing up: an error, and no output. */
#include "figure/bars.h"
#include "figure/bullet.h"
#include "figure/chain.h"
#include "figure/matrix.h"
#include "figure/series.h"
#include "figure/stacked.h"
#include "figure/strip.h"
#include "figure/tiles.h"
#include "figure/treemap.h"
#include "golden.h"

enum { STEP = 61, TRIES_MOST = 20000 };

#define VALUE          \
	{              \
		425, 1 \
	}

static const struct str title = STR("A title"), description = STR("A description");

static struct err draw_bars(const struct frame *frame, struct svg *out)
{
	static const struct bar bar = { STR("A priority whose name is much too long for its line"),
					STR("/a"), 5, STR(""), VALUE };
	struct bars bars = { .title = title,
			     .description = description,
			     .item_header = title,
			     .currency = S("CHF"),
			     .total = 10,
			     .bars = &bar,
			     .n_bars = 1 };

	return bars_draw(frame, &bars, out);
}

static struct err draw_bullets(const struct frame *frame, struct svg *out)
{
	static const struct bullet bullet = { STR("An indicator"), STR("/a"),
					      STR("people"),       { VALUE, STR("") },
					      { VALUE, STR("") },  { VALUE, STR("") } };
	struct bullets bullets = { .title = title,
				   .description = description,
				   .item_header = title,
				   .bullets = &bullet,
				   .n_bullets = 1 };

	return bullet_draw(frame, &bullets, out);
}

static struct err draw_chain(const struct frame *frame, struct svg *out)
{
	static const struct chain_item items[] = { { STR("One"), STR("/a"), 5, 0 },
						   { STR("Two"), STR(""), 3, 0 } };
	static const struct chain_tie ties[] = { { 0, 0 }, { 1, 1 } };
	struct chain chain = { .title = title,
			       .description = description,
			       .currency = S("CHF"),
			       .tie_note = title,
			       .ties = ties,
			       .n_ties = 2,
			       .most = 1 };

	for (int i = 0; i < CHAIN_COLUMNS; i++)
		chain.columns[i] = (struct chain_column){ title, items, 2 };
	return chain_draw(frame, &chain, out);
}

static struct err draw_matrix(const struct frame *frame, struct svg *out)
{
	static const struct matrix_item items[] = { { STR("R1"), STR("A risk"), STR("/a"), 0, 1 },
						    { STR("R2"), STR("Another"), STR(""), 0,
						      MATRIX_UNRATED } };
	struct matrix_axis axis = { title, { S("Low"), S("High") }, 2 };
	struct matrix matrix = { .title = title,
				 .description = description,
				 .item_header = title,
				 .probability = axis,
				 .impact = axis,
				 .items = items,
				 .n_items = 2 };

	return matrix_draw(frame, &matrix, out);
}

static const struct series_point points[] = { { STR("2025"), VALUE, STR(""), false },
					      { STR("2026"), VALUE, STR(""), false },
					      { STR("2027"), VALUE, STR(""), true } };

static struct series series(void)
{
	return (struct series){ .title = title,
				.description = description,
				.time_header = title,
				.value_header = title,
				.points = points,
				.n_points = 3,
				.target = VALUE,
				.target_label = title };
}

static struct err draw_series(const struct frame *frame, struct svg *out)
{
	struct series input = series();

	return series_draw(frame, &input, out);
}

static struct err draw_sparkline(const struct frame *frame, struct svg *out)
{
	struct series input = series();

	return sparkline_draw(frame, &input, out);
}

static struct err draw_stacked(const struct frame *frame, struct svg *out)
{
	static const struct stacked_part part = { STR("AFR"), STR("Africa"), STR("/a"),
						  VALUE,      true,          STR("") };
	struct stacked stacked = { .title = title,
				   .description = description,
				   .item_header = title,
				   .parts = &part,
				   .n_parts = 1 };

	return stacked_draw(frame, &stacked, out);
}

static struct err draw_strip(const struct frame *frame, struct svg *out)
{
	static const struct strip_dot dot = { STR("XXX"), STR("A country"), STR("/a"), 0, VALUE };
	struct strip strip = { .title = title,
			       .description = description,
			       .item_header = title,
			       .group_header = title,
			       .value_header = title,
			       .groups = &title,
			       .n_groups = 1,
			       .dots = &dot,
			       .n_dots = 1 };

	return strip_draw(frame, &strip, out);
}

static struct err draw_tiles(const struct frame *frame, struct svg *out)
{
	static const struct tile tile = { STR("XXX"), STR("A country"), STR("42%"), STR("/a"), 0,
					  0,          TILES_NO_DATA };
	struct tiles tiles = { .title = title,
			       .description = description,
			       .item_header = title,
			       .value_header = title,
			       .no_data = title,
			       .tiles = &tile,
			       .n_tiles = 1 };

	return tiles_draw(frame, &tiles, out);
}

static struct err draw_treemap(const struct frame *frame, struct svg *out)
{
	static const struct treemap_item items[] = { { STR("One"), STR("/a"), 5, 0 },
						     { STR("Two"), STR(""), 3, 0 },
						     { STR("Three"), STR(""), 2, 0 } };
	struct treemap map = { .title = title,
			       .description = description,
			       .group_header = title,
			       .item_header = title,
			       .currency = S("CHF"),
			       .groups = &title,
			       .n_groups = 1,
			       .items = items,
			       .n_items = 3,
			       .most = 1 };

	return treemap_draw(frame, &map, out);
}

static struct err (*const draws[])(const struct frame *frame, struct svg *out) = {
	draw_bars,      draw_bullets, draw_chain, draw_matrix, draw_series,
	draw_sparkline, draw_stacked, draw_strip, draw_tiles,  draw_treemap,
};

/* How many arenas were too small for it. */
static int count_failures(struct frame frame, size_t i_draw)
{
	for (int tries = 0; tries < TRIES_MOST; tries++) {
		struct svg svg = { .width = -1 };
		struct arena arena;
		struct err e;

		arena_init(&arena, (size_t)tries * STEP);
		frame.arena = &arena;
		e = draws[i_draw](&frame, &svg);
		arena_finish(&arena);
		if (!failed(e))
			return tries;
		assert_int_equal(e.code, ERR_LIMIT);
		assert_int_equal(svg.width, -1);
	}
	fail_msg("figure %zu never ends", i_draw);
	return 0;
}

static void test_figures__tell_that_memory_ended(void **state)
{
	struct studio studio;

	(void)state;
	studio_open(&studio);
	for (size_t i = 0; i < countof(draws); i++) {
		struct frame english = studio_frame(&studio, studio.english, FIGURE_NARROW);
		struct frame arabic = studio_frame(&studio, studio.arabic, FIGURE_NARROW);

		assert_true(count_failures(english, i) > 3);
		assert_true(count_failures(arabic, i) > 3);
	}
	studio_close(&studio);
}

/* The same input gives the same bytes, wherever its memory lies. */
static void test_figures__are_the_same_bytes_each_time(void **state)
{
	struct studio studio;

	(void)state;
	studio_open(&studio);
	for (size_t i = 0; i < countof(draws); i++) {
		struct frame frame = studio_frame(&studio, studio.english, FIGURE_WIDE);
		struct svg one, other;

		assert_ok(draws[i](&frame, &one));
		assert_ok(draws[i](&frame, &other));
		assert_true(str_eq(one.markup, other.markup));
	}
	studio_close(&studio);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures__tell_that_memory_ended),
		cmocka_unit_test(test_figures__are_the_same_bytes_each_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

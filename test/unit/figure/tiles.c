/* Tile grids: classes, tiles without data, grids too dense for codes, from the right. */
#include "figure/tiles.h"

#include "golden.h"

static const struct tile countries[] = {
	{ STR("SEN"), STR("Senegal"), STR("61%"), STR("/area/SEN"), 0, 0, 2 },
	{ STR("MLI"), STR("Mali"), STR("34%"), STR("/area/MLI"), 0, 1, 1 },
	{ STR("NER"), STR("Niger"), STR("not reported"), STR("/area/NER"), 0, 2, TILES_NO_DATA },
	{ STR("GMB"), STR("Gambia"), STR("12%"), STR(""), 1, 0, 0 },
	{ STR("CPV"), STR("Cabo Verde"), STR("80%"), STR(""), 2, 3, 3 },
	{ STR("MUS"), STR("Mauritius"), STR("100%"), STR("/area/MUS"), 2, 5, 4 },
};

static const struct tiles plain = {
	.title = STR("Use of the Internet"),
	.description = STR("Fictional shares of six countries."),
	.item_header = STR("Country"),
	.value_header = STR("Share"),
	.classes = { STR("0 to 20%"), STR("20 to 40%"), STR("40 to 70%"), STR("70 to 90%"),
		     STR("90 to 100%") },
	.n_classes = 5,
	.no_data = STR("No data"),
	.tiles = countries,
	.n_tiles = countof(countries),
};

static void draw(const char *name, bool arabic, int width, const struct tiles *tiles)
{
	struct studio studio;
	struct frame frame;
	struct svg svg;

	studio_open(&studio);
	frame = studio_frame(&studio, arabic ? studio.arabic : studio.english, width);
	assert_ok(tiles_draw(&frame, tiles, &svg));
	assert_golden(&studio, name, &svg);
	studio_close(&studio);
}

static void test_tiles__tell_their_class_by_tint_and_dots(void **state)
{
	(void)state;
	draw("tiles-plain", false, FIGURE_NARROW, &plain);
	draw("tiles-arabic", true, FIGURE_NARROW, &plain);
}

static void test_tiles__of_a_dense_grid_leave_codes_out(void **state)
{
	enum { SIDE = 24 };
	struct tile many[SIDE];
	struct tiles dense = plain;

	(void)state;
	for (int i = 0; i < SIDE; i++)
		many[i] = (struct tile){ S("WWW"), S("A country"), S("1%"), S(""), i, i, i % 2 };
	dense.n_classes = 2;
	dense.tiles = many;
	dense.n_tiles = SIDE;
	draw("tiles-dense", false, FIGURE_NARROW, &dense);
	dense.n_tiles = 0;
	dense.n_classes = 0;
	draw("tiles-none", false, FIGURE_NARROW, &dense);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tiles__tell_their_class_by_tint_and_dots),
		cmocka_unit_test(test_tiles__of_a_dense_grid_leave_codes_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The risk matrix: the plan's four risks, crowded and unrated ones, from the right. */
#include "figure/matrix.h"

#include "golden.h"

static const struct matrix_item risks[] = {
	{ STR("R1"), STR("Lack of resources/ Insufficient funding"), STR("/risk/R1"), 1, 2 },
	{ STR("R2"), STR("A second risk"), STR("/risk/R2"), 1, 2 },
	{ STR("R3"), STR("A third risk"), STR("/risk/R3"), 0, 1 },
	{ STR("R4"), STR("One not yet rated"), STR("/risk/R4"), MATRIX_UNRATED, 1 },
};

static const struct matrix plain = {
	.title = STR("Risks by probability and impact"),
	.description = STR("Two risks are of medium probability and high impact."),
	.item_header = STR("Risk"),
	.probability = { STR("Probability"), { STR("Low"), STR("Medium"), STR("High") }, 3 },
	.impact = { STR("Impact level"), { STR("Low"), STR("Medium"), STR("High") }, 3 },
	.items = risks,
	.n_items = countof(risks),
};

static void draw(const char *name, bool arabic, int width, const struct matrix *matrix)
{
	struct studio studio;
	struct frame frame;
	struct svg svg;

	studio_open(&studio);
	frame = studio_frame(&studio, arabic ? studio.arabic : studio.english, width);
	assert_ok(matrix_draw(&frame, matrix, &svg));
	assert_golden(&studio, name, &svg);
	studio_close(&studio);
}

static void test_matrix__places_risks_and_lists_the_unrated(void **state)
{
	(void)state;
	draw("matrix-plan", false, FIGURE_NARROW, &plain);
}

static void test_matrix__runs_from_the_right_in_arabic(void **state)
{
	struct matrix arabic = plain;

	(void)state;
	arabic.probability.name = S("الاحتمال");
	arabic.impact.name = S("مستوى التأثير");
	draw("matrix-arabic", true, FIGURE_NARROW, &arabic);
}

static void test_matrix__counts_what_a_cell_has_no_room_for(void **state)
{
	enum { MANY = 40 };
	struct matrix_item items[MANY];
	struct matrix crowded = plain;

	(void)state;
	for (int i = 0; i < MANY; i++)
		items[i] = (struct matrix_item){ i % 2 ? S("P1.2-R10") : S("R7"), S("A risk"),
						 S("/risk"), i < 30 ? 2 : i % 3, i < 30 ? 2 : 0 };
	crowded.items = items;
	crowded.n_items = MANY;
	draw("matrix-crowded", false, FIGURE_NARROW, &crowded);
}

static void test_matrix__may_have_other_levels_and_no_risks(void **state)
{
	struct matrix empty = plain;

	(void)state;
	empty.impact = (struct matrix_axis){ S("Impact"),
					     { S("Negligible"), S("Minor"), S("Moderate"),
					       S("Major"), S("Catastrophic") },
					     5 };
	empty.probability = (struct matrix_axis){ S("Probability"), { S("Any") }, 1 };
	empty.n_items = 0;
	draw("matrix-empty", false, FIGURE_LEAST, &empty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matrix__places_risks_and_lists_the_unrated),
		cmocka_unit_test(test_matrix__runs_from_the_right_in_arabic),
		cmocka_unit_test(test_matrix__counts_what_a_cell_has_no_room_for),
		cmocka_unit_test(test_matrix__may_have_other_levels_and_no_risks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

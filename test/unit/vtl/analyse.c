/*
 * Scripts on known datasets, compared with what is stored beside them in test/golden/vtl-analysis:
 * NAME.plan has the structure of each result of NAME.vtl, NAME.errors what is wrong with it.
 */
#include "vtl/analyse.h"

#include "shelf.h"
#include "vtl/parse.h"

#define ID(name_, type_)                                           \
	{                                                          \
		STR(name_), ROLE_IDENTIFIER, type_, false, STR("") \
	}
#define ME(name_, type_)                                       \
	{                                                      \
		STR(name_), ROLE_MEASURE, type_, true, STR("") \
	}
#define AT(name_, type_)                                         \
	{                                                        \
		STR(name_), ROLE_ATTRIBUTE, type_, true, STR("") \
	}
#define VIRAL(name_, type_)                                            \
	{                                                              \
		STR(name_), ROLE_VIRAL_ATTRIBUTE, type_, true, STR("") \
	}

static const struct component numbers[] = {
	ID("Id_1", DATA_INTEGER), ID("Id_2", DATA_STRING),    ME("Me_1", DATA_NUMBER),
	ME("Me_2", DATA_INTEGER), VIRAL("At_1", DATA_STRING), AT("At_2", DATA_STRING),
};
static const struct component texts[] = {
	ID("Id_1", DATA_INTEGER),
	ID("Id_2", DATA_STRING),
	ME("Me_3", DATA_STRING),
};
static const struct component answers[] = {
	ID("Id_1", DATA_INTEGER),
	ID("Id_2", DATA_STRING),
	ME("bool_var", DATA_BOOLEAN),
};
static const struct component places[] = {
	{ STR("country"), ROLE_IDENTIFIER, DATA_STRING, false, STR("Countries") },
	{ STR("partner"), ROLE_MEASURE, DATA_STRING, true, STR("Countries") },
	{ STR("region"), ROLE_MEASURE, DATA_STRING, true, STR("Regions") },
	ME("note", DATA_STRING),
};
static const struct component series[] = {
	ID("Id_1", DATA_STRING),
	ID("Time", DATA_TIME_PERIOD),
	ME("Me_1", DATA_NUMBER),
};

#define INPUT(name_, components_)                                                      \
	{                                                                              \
		.name = STR(name_), .structure = { components_, countof(components_) } \
	}

static const struct plan_input inputs[] = {
	INPUT("DS_1", numbers),
	INPUT("DS_2", numbers),
	INPUT("DS_3", texts),
	INPUT("DS_b", answers),
	INPUT("DS_t", series),
	INPUT("DS_p", places),
	{ .name = STR("SC"), .is_scalar = true, .type = DATA_INTEGER },
};

static const struct scalar countries[] = {
	{ .type = DATA_STRING, .string = STR("AF") },
	{ .type = DATA_STRING, .string = STR("BS") },
};
static const struct value_domain domains[] = {
	{ STR("Countries"), DATA_STRING, countries, countof(countries) },
};

static int open_shelf(void **state)
{
	static struct shelf shelf;

	shelf_open(&shelf, "vtl-analysis");
	*state = &shelf;
	return 0;
}

static int close_shelf(void **state)
{
	shelf_close(*state);
	return 0;
}

static void check_script(struct shelf *shelf, struct str name)
{
	const struct environment environment = { .inputs = inputs,
						 .n_inputs = countof(inputs),
						 .domains = domains,
						 .n_domains = countof(domains) };
	struct diagnostics diagnostics;
	struct buf errors, text;
	struct script script;
	struct plan plan;
	struct err e;

	diagnostics_init(&diagnostics, &shelf->arena);
	e = script_parse(&shelf->arena, name, shelf_script(shelf, name), &diagnostics, &script);
	if (!failed(e))
		e = script_analyse(&shelf->arena, &script, &environment, &diagnostics, &plan);

	assert_true(failed(e) == (diagnostics.count > 0));
	buf_init(&errors, &shelf->arena);
	write_errors(shelf, &errors, &diagnostics);
	assert_golden(shelf, name, ".errors", buf_held(&errors));
	if (failed(e)) {
		assert_fails(e, ERR_INVALID);
		return;
	}
	buf_init(&text, &shelf->arena);
	plan_write(&text, &plan);
	assert_golden(shelf, name, ".plan", buf_held(&text));
}

static void test_analyse__scripts_mean_what_is_stored(void **state)
{
	struct shelf *shelf = *state;
	size_t count;
	struct str *names = shelf_scripts(shelf, &count);

	assert_true(count >= 10);
	for (size_t i = 0; i < count; i++)
		check_script(shelf, names[i]);
}

/* Statements in the order that needs each other last, in a number that recursion would not stand. */
static void test_analyse__order_needs_no_recursion(void **state)
{
	const struct environment environment = { .inputs = inputs, .n_inputs = countof(inputs) };
	struct shelf *shelf = *state;
	struct diagnostics diagnostics;
	struct script script;
	struct plan plan;
	struct buf text;

	buf_init(&text, &shelf->arena);
	for (int i = 0; i < 2000; i++)
		buf_format(&text, "R%d := R%d;\n", i, i + 1);
	buf_str(&text, S("R2000 := DS_1;"));
	diagnostics_init(&diagnostics, &shelf->arena);
	assert_ok(script_parse(&shelf->arena, S("long"), buf_held(&text), &diagnostics, &script));
	assert_ok(script_analyse(&shelf->arena, &script, &environment, &diagnostics, &plan));
	assert_int_equal(plan.n_results, 2001);
	assert_str(plan.results[0].name, "R2000");
	assert_str(plan.results[2000].name, "R0");
}

/* Each operator calls the one before it twice: what a script of forty lines may not cost. */
static void test_analyse__calls_do_not_multiply_without_bound(void **state)
{
	const struct environment environment = { .inputs = inputs, .n_inputs = countof(inputs) };

	(void)state;
	for (int b = 0; b < 4; b++) {
		const char *type = b < 2 ? "scalar" : "dataset";
		struct diagnostics diagnostics;
		struct script script;
		struct arena arena;
		struct plan plan;
		struct buf text;

		arena_init(&arena, (size_t)512 << 20);
		buf_init(&text, &arena);
		buf_format(&text, "define operator f0 (x %s) is x + 1 end operator;\n", type);
		for (int i = 1; i < 40; i++) {
			buf_format(&text, "define operator f%d (x %s) is ", i, type);
			buf_format(&text, b % 2 == 0 ? "f%d(x) + f%d(x)" : "f%d(f%d(x))", i - 1,
				   i - 1);
			buf_str(&text, S(" end operator;\n"));
		}
		buf_str(&text, b < 2 ? S("R := DS_1[calc Me_9 := f39(Me_1)];")
				     : S("R := f39(DS_1#Me_1);"));
		diagnostics_init(&diagnostics, &arena);
		assert_ok(script_parse(&arena, S("calls"), buf_held(&text), &diagnostics, &script));
		assert_fails(script_analyse(&arena, &script, &environment, &diagnostics, &plan),
			     ERR_INVALID);
		assert_int_equal(diagnostics.count, 1);
		arena_finish(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_analyse__scripts_mean_what_is_stored),
		cmocka_unit_test(test_analyse__order_needs_no_recursion),
		cmocka_unit_test(test_analyse__calls_do_not_multiply_without_bound),
	};

	return cmocka_run_group_tests(tests, open_shelf, close_shelf);
}

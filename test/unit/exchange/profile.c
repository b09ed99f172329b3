/* Profiles: those that are built in, and what is told of one that is wrong. */
#include "exchange/profile.h"

#include "testing.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"

static int setup(void **state)
{
	struct arena *arena = test_malloc(sizeof(*arena));

	arena_init(arena, (size_t)16 << 20);
	*state = arena;
	return 0;
}

static int teardown(void **state)
{
	arena_finish(*state);
	test_free(*state);
	return 0;
}

/* What is told, "LINE PATH: MESSAGE (DETAIL)" each. */
static struct str told(struct arena *arena, struct str text)
{
	struct diagnostics diagnostics;
	const struct profile *profile = NULL;
	struct buf out;
	struct err e;

	diagnostics_init(&diagnostics, arena);
	e = profile_parse(arena, S("p.json"), text, &diagnostics, &profile);
	buf_init(&out, arena);
	for (size_t i = 0; i < diagnostics.items.count; i++) {
		const struct diagnostic *d = LIST_AT(diagnostics.items, struct diagnostic, i);

		/* A line is known only where the text is no JSON at all. */
		assert_int_equal(d->id, d->line ? DIAGNOSTIC_BAD_SYNTAX : DIAGNOSTIC_BAD_PROFILE);
		assert_str(d->file, "p.json");
		buf_format(&out, "%lld %.*s: %.*s (%.*s)\n", (long long)d->line,
			   STR_ARGS(d->column), STR_ARGS(d->args[0]), STR_ARGS(d->args[1]));
	}
	if (diagnostics.count == 0) {
		assert_ok(e);
		assert_non_null(profile);
	} else {
		assert_fails(e, ERR_INVALID);
		assert_null(profile);
	}
	return buf_held(&out);
}

static void test_profile__the_built_in_ones_are_fine(void **state)
{
	struct arena *arena = *state;

	assert_true(profile_builtin_count() >= 14);
	for (size_t i = 0; i < profile_builtin_count(); i++) {
		struct str name = profile_builtin_name(i);
		struct diagnostics diagnostics;
		const struct profile *profile;

		diagnostics_init(&diagnostics, arena);
		assert_ok(profile_find(arena, name, &diagnostics, &profile));
		/* Under the name of its file, and with words for people. */
		assert_true(str_eq(profile->name, name));
		assert_false(str_empty(profile->title));
	}
}

static void test_profile__says_what_a_publisher_means(void **state)
{
	struct arena *arena = *state;
	struct diagnostics diagnostics;
	const struct profile *p;
	enum observation_state mark;
	struct str text;

	diagnostics_init(&diagnostics, arena);
	assert_ok(profile_find(arena, S("sdmx-csv-iso2"), &diagnostics, &p));
	assert_int_equal(p->area_coding, AREA_CODING_ISO2);
	assert_str(code_table_map(&p->area_codes, S("EL")), "GR");
	assert_str(code_table_map(&p->area_codes, S("AT")), "AT");
	assert_true(code_table_get(&p->status_codes, S("s"), &text));
	assert_str(text, "E");
	assert_false(code_table_get(&p->status_codes, S("c"), &text));
	assert_true(mark_list_get(&p->status_states, S("c"), &mark));
	assert_int_equal(mark, OBSERVATION_WITHHELD);
	/* What the profile that it is like says, holds. */
	assert_int_equal(p->separator, SEPARATOR_AFTER_FIRST);
	assert_str(p->columns[PROFILE_VALUE].at[0], "OBS_VALUE");
	assert_true(name_list_has(&p->missing, S(":")));
	assert_ok(profile_find(arena, S("itu-datahub"), &diagnostics, &p));
	assert_true(name_list_fits(&p->answer_columns, S("dataValue 11")));
	assert_false(name_list_fits(&p->answer_columns, S("dataValues")));
	assert_str(code_table_map(&p->unit_variables, S("i271mb_5GB$")), "USD");
}

static void test_profile__tells_every_mistake_with_its_place(void **state)
{
	static const struct {
		struct str text;
		const char *told;
	} cases[] = {
		{ STR("{ \"profile\": \"p\", \"area\": { \"columns\": \"a\" }, \"period\": "
		      "{ \"columns\": \"t\" }, \"value\": { \"columns\": [\"v\", \"w\"] } }"),
		  "" },
		{ STR(""), "1 : it is not JSON ('[' or '{' expected near end of file)\n" },
		{ STR("{\n\"profile\": \n}"), "3 : it is not JSON (unexpected token near '}')\n" },
		{ STR("{ \"a\": 1, \"a\": 2 }"),
		  "1 : it is not JSON (duplicate object key near '\"a\"')\n" },
		{ STR("{ \"like\": \"plain-long\", \"profile\": \"p\", \"note\": [1], \"area\": { \"note\": 2 } }"),
		  "" },
		{ STR("[]"), "0 : this is not an object ()\n" },
		{ STR("{}"), "0 : a member is missing here (profile)\n"
			     "0 area: a member is missing here (columns)\n"
			     "0 period: this has either columns or headers ()\n"
			     "0 value: a member is missing here (columns)\n" },
		{ STR("{ \"profile\": 1, \"area\": [], \"labels\": \"yes\", \"preamble_lines\": -1 }"),
		  "0 profile: this is not a text ()\n"
		  "0 area: this is not an object ()\n"
		  "0 labels: this is neither true nor false ()\n"
		  "0 preamble_lines: this is not a whole number from 0 to 100 ()\n" },
		{ STR("{ \"area\": { \"coding\": \"iso5\", \"column\": \"x\" } }"),
		  "0 area.coding: this is none of (key, iso2, m49, name)\n"
		  "0 area.column: this member is not known; there are (columns, coding, codes)\n" },
		{ STR("{ \"value\": { \"columns\": [\"a\", 2], \"marks\": { \"x\": \"gone\" } } }"),
		  "0 value.columns: this is not a text or a list of texts ()\n"
		  "0 value.marks.x: this is none of (not-applicable, withheld, not-reported)\n" },
		{ STR("{ \"unit\": { \"codes\": { \"kg\": 3 } }, \"status\": { \"codes\": [] } }"),
		  "0 unit.codes.kg: this is not a text ()\n"
		  "0 status.codes: this is not an object ()\n" },
		{ STR("{ \"status\": { \"codes\": { \"e\": \"est\" } } }"),
		  "0 status.codes.e: this is not a status, which is one capital letter (est)\n" },
		{ STR("{ \"dimensions\": {} }"), "0 dimensions: this is not a list ()\n" },
		{ STR("{ \"dimensions\": [ { \"column\": \"sex\", \"dimension\": \"se x\" }, {} ] }"),
		  "0 dimensions.1: the name of a dimension has capital letters, digits and \"_\" "
		  "(se x)\n" },
		{ STR("{ \"dimensions\": [ {} ] }"),
		  "0 dimensions.1: a member is missing here (column)\n" },
		{ STR("{ \"like\": \"none\" }"),
		  "0 like: there is no built-in profile of this name (none)\n" },
		{ STR("{ \"like\": [] }"),
		  "0 like: this is not a text ()\n"
		  "0 like: there is no built-in profile of this name ()\n" },
		{ STR("{ \"like\": \"plain-long\", \"period\": { \"headers\": \"*\" } }"),
		  "0 period: this has either columns or headers ()\n"
		  "0 period.headers: where columns are named after periods, no other column holds "
		  "values ()\n" },
		{ STR("{ \"like\": \"plain-long\", \"variable\": { \"header\": true } }"),
		  "0 variable: this has either columns or the header ()\n" },
	};

	for (size_t i = 0; i < countof(cases); i++)
		assert_str_at(told(*state, cases[i].text), str_of(cases[i].told), __FILE__, (int)i);
}

static void test_profile__a_file_of_ones_own_is_found_by_its_path(void **state)
{
	struct arena *arena = *state;
	const char *folder = getenv("TMPDIR");
	struct str path = str_format(arena, "%s/outturn-profile-%d.json", folder ? folder : "/tmp",
				     (int)getpid());
	struct diagnostics diagnostics;
	const struct profile *profile;

	diagnostics_init(&diagnostics, arena);
	assert_fails(profile_find(arena, path, &diagnostics, &profile), ERR_NOT_FOUND);
	assert_fails(profile_find(arena, S("itu"), &diagnostics, &profile), ERR_NOT_FOUND);
	assert_ok(
		file_write(arena, path, S("{ \"profile\": \"mine\", \"like\": \"plain-long\" }")));
	assert_ok(profile_find(arena, path, &diagnostics, &profile));
	assert_str(profile->name, "mine");
	unlink(str_cstr(arena, path));
}

static void test_pattern__stars_stand_for_anything(void **state)
{
	static const struct {
		struct str pattern, name;
		const char *star; /* NULL: it does not fit */
	} cases[] = {
		{ STR("abc"), STR("ABC"), "ABC" },
		{ STR("abc"), STR("abcd"), NULL },
		{ STR(""), STR(""), "" },
		{ STR("*"), STR(""), "" },
		{ STR("*"), STR("2020"), "2020" },
		{ STR("[*]"), STR("[Sex]"), "Sex" },
		{ STR("[*]"), STR("[Sex"), NULL },
		{ STR("a*a"), STR("a"), NULL },
		{ STR("a*a"), STR("aa"), "" },
		{ STR("* [YR*]"), STR("1990 [YR1990]"), "1990" },
		{ STR("* [YR*]"), STR("1990 [1990]"), NULL },
		{ STR("dataValue *"), STR("dataValue 11"), "11" },
		{ STR("*b*c"), STR("aabbcc"), "aa" },
		{ STR("*bc"), STR("abcbc"), "abc" },
		{ STR("**"), STR("x"), "" },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct str star = S("?");
		bool fits = pattern_fits(cases[i].pattern, cases[i].name, &star);

		if (fits != (cases[i].star != NULL))
			fail_msg("%.*s and %.*s", STR_ARGS(cases[i].pattern),
				 STR_ARGS(cases[i].name));
		if (fits)
			assert_str_at(star, str_of(cases[i].star), __FILE__, (int)i);
	}
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_profile__the_built_in_ones_are_fine),
		CASE(test_profile__says_what_a_publisher_means),
		CASE(test_profile__tells_every_mistake_with_its_place),
		CASE(test_profile__a_file_of_ones_own_is_found_by_its_path),
		CASE(test_pattern__stars_stand_for_anything),
	};

	return cmocka_run_group_tests_name("profile", tests, NULL, NULL);
}

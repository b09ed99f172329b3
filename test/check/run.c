/*
 * Runs the checks over plans in folders. A folder of the name of a check holds the smallest plan on
 * which the check finds something, and findings.json, what it finds; folders within it hold further
 * plans for the same check, which find something else or nothing. A folder's presence is the test. Beside
 * them plans-<name>.json holds everything that is found in plans/<name>.
 *
 *	check-plans FOLDER-OF-CASES FOLDER-OF-PLANS FOLDER-OF-PAGES
 */
#include "testing.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/import_plan.h"
#include "app/words.h"
#include "base/buf.h"
#include "base/file.h"
#include "check/check.h"
#include "exchange/findings_json.h"
#include "exchange/folder.h"
#include "model/row.h"

enum { ARENA_BYTES = 256 << 20, FILE_BYTES = 16 << 20 };

/* The day on which all of them are checked. */
static const int32_t year = 2026, month = 7, day = 1;

/* What all cases share. */
struct shop {
	struct arena arena;
	struct locales *locales;
	struct str cases, plans, pages; /* folders */
};

struct example {
	struct shop *shop;
	struct str plan, expected; /* a folder and a file */
	const struct check *check; /* NULL: all of them */
};

static struct date today(void)
{
	return date_of(year, month, day);
}

/* The plan in the folder; what cannot be read is a fault of the test. */
static struct snapshot *read_folder(struct arena *arena, struct str path)
{
	struct diagnostics diagnostics;
	struct folder_source source;
	struct snapshot *snapshot;

	diagnostics_init(&diagnostics, arena);
	assert_ok(folder_source_open(&source, arena, path, &diagnostics));
	assert_ok(read_plan(arena, &source.rows, &diagnostics, &snapshot));
	folder_source_close(&source);
	for (size_t i = 0; i < diagnostics.items.count; i++) {
		const struct diagnostic *d = LIST_AT(diagnostics.items, struct diagnostic, i);

		print_error("%.*s:%lld: %s %.*s\n", STR_ARGS(d->file), (long long)d->line,
			    diagnostic_name(d->id), STR_ARGS(d->column));
	}
	assert_int_equal(diagnostics.count, 0);
	return snapshot;
}

static struct str findings_text(struct example *example, struct arena *arena,
				const struct snapshot *snapshot, const struct check *check)
{
	struct findings findings;
	struct json_writer json;
	struct buf buf;
	struct str text;

	if (check)
		assert_ok(check_findings_of(snapshot, today(), check, &findings));
	else
		assert_ok(check_findings(snapshot, today(), &findings));
	buf_init(&buf, arena);
	json_begin(&json, &buf, true);
	json_put_array(&json);
	for (size_t i = 0; i < findings.count; i++) {
		struct buf words;
		struct str message;

		buf_init(&words, arena);
		words_finding(&words, &example->shop->locales->at[0], &findings.at[i]);
		assert_ok(buf_done(&words, &message));
		assert_false(str_eq(message, findings.at[i].check)); /* It has words. */
		findings_json_write(&json, &findings.at[i], message);
	}
	json_put_end_array(&json);
	assert_ok(buf_done(&buf, &text));
	return str_trim(text);
}

static bool writes_golden(void)
{
	const char *wish = getenv("OUTTURN_GOLDEN");

	return wish && str_eq(str_of(wish), S("write"));
}

static void compare(struct example *example, struct arena *arena, struct str found)
{
	struct str expected;

	if (writes_golden()) {
		struct str text = str_format(arena, "%.*s\n", STR_ARGS(found));

		assert_ok(file_write(arena, example->expected, text));
		return;
	}
	assert_ok(file_read(arena, example->expected, FILE_BYTES, &expected));
	if (!str_eq(str_trim(expected), found))
		fail_msg("%.*s finds\n%.*s\ninstead of\n%.*s", STR_ARGS(example->plan),
			 STR_ARGS(found), STR_ARGS(expected));
}

/* A snapshot of the rows of these nouns alone. */
static struct snapshot *only(struct arena *arena, const struct snapshot *whole, uint64_t nouns)
{
	struct list changes = LIST(arena, struct change);
	struct snapshot *empty, *out;

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		struct rows rows = snapshot_rows(whole, (enum noun_id)id);
		struct change change = { .noun = (enum noun_id)id };

		if ((nouns & NOUN_BIT(id)) == 0)
			continue;
		while ((change.after = rows_next(&rows))) {
			change.key = rows.key;
			assert_ok(list_push(&changes, &change));
		}
	}
	assert_ok(snapshot_new(&empty));
	assert_ok(snapshot_apply(empty, changes.at, changes.count, (struct snapshot_head){ 0 },
				 &out));
	snapshot_release(empty);
	return out;
}

/* A check that reads a noun which it does not name would keep findings that are no longer true. */
static void assert_reads_what_it_names(struct example *example, struct arena *arena,
				       const struct snapshot *whole)
{
	for (size_t i = 0; i < check_count(); i++) {
		const struct check *check = check_at(i);
		struct snapshot *part = only(arena, whole, check->nouns);

		assert_str_at(findings_text(example, arena, part, check),
			      findings_text(example, arena, whole, check), __FILE__, __LINE__);
		snapshot_release(part);
	}
}

static void test_example(void **state)
{
	struct example *example = *state;
	struct snapshot *snapshot;
	struct arena arena;

	arena_init(&arena, ARENA_BYTES);
	snapshot = read_folder(&arena, example->plan);
	compare(example, &arena, findings_text(example, &arena, snapshot, example->check));
	assert_reads_what_it_names(example, &arena, snapshot);
	snapshot_release(snapshot);
	arena_finish(&arena);
}

/* The smallest plan of a check must find something, or it shows nothing. */
static void test_check(void **state)
{
	struct example *example = *state;
	struct str page = str_format(&example->shop->arena, "%.*s/%.*s.md",
				     STR_ARGS(example->shop->pages),
				     STR_ARGS(example->check->name));
	struct snapshot *snapshot;
	struct findings findings;
	struct arena arena;
	struct str text;

	arena_init(&arena, ARENA_BYTES);
	snapshot = read_folder(&arena, example->plan);
	assert_ok(check_findings_of(snapshot, today(), example->check, &findings));
	assert_int_not_equal(findings.count, 0);
	assert_ok(file_read(&arena, page, FILE_BYTES, &text));
	assert_true(text.len > 0 && text.at[0] >= 'A' && text.at[0] <= 'Z');
	assert_false(str_empty(words_check(&example->shop->locales->at[0], example->check->name)));
	snapshot_release(snapshot);
	arena_finish(&arena);
}

/* The names in the folder that do not begin with a dot, sorted. */
static size_t entries(struct str folder, struct dirent ***out)
{
	char path[4096];
	int n = snprintf(path, sizeof(path), "%.*s", STR_ARGS(folder));

	assert_true(n > 0 && (size_t)n < sizeof(path));
	n = scandir(path, out, NULL, alphasort);
	assert_true(n >= 0);
	return (size_t)n;
}

static void add_test(struct shop *shop, struct list *tests, void (*run)(void **state),
		     struct example example, struct str name)
{
	struct example *own = NEW(&shop->arena, struct example, 1);
	struct CMUnitTest test = { .test_func = run };

	assert_non_null(own);
	*own = example;
	test.initial_state = own;
	test.name = str_cstr(&shop->arena, name);
	assert_ok(list_push(tests, &test));
}

static void add_folder(struct shop *shop, struct list *tests, const struct check *check,
		       struct str plan, struct str name)
{
	add_test(shop, tests, test_example,
		 (struct example){ .shop = shop,
				   .plan = plan,
				   .expected = path_join(&shop->arena, plan, S("findings.json")),
				   .check = check },
		 name);
}

/* The smallest plan of the check, and the folders within it. */
static void add_check(struct shop *shop, struct list *tests, const struct check *check)
{
	struct str folder = path_join(&shop->arena, shop->cases, check->name);
	struct dirent **names = NULL;
	size_t n;

	add_test(shop, tests, test_check,
		 (struct example){ .shop = shop, .plan = folder, .check = check },
		 str_format(&shop->arena, "%.*s finds, and has a page", STR_ARGS(check->name)));
	add_folder(shop, tests, check, folder, check->name);
	n = entries(folder, &names);
	for (size_t i = 0; i < n; i++) {
		struct str name = str_of(names[i]->d_name);
		struct str within = path_join(&shop->arena, folder, name);

		if (name.at[0] != '.' && path_is_folder(&shop->arena, within))
			add_folder(shop, tests, check, within,
				   path_join(&shop->arena, check->name, name));
		free(names[i]);
	}
	free(names);
}

/* plans-baku.json is of plans/baku. */
static void add_plans(struct shop *shop, struct list *tests)
{
	struct str *names;
	size_t count;

	assert_ok(folder_list(&shop->arena, shop->cases, &names, &count));
	for (size_t i = 0; i < count; i++) {
		struct str plan;

		if (!str_starts(names[i], S("plans-")) || !str_ends(names[i], S(".json")))
			continue;
		plan = str_slice(names[i], sizeof("plans-") - 1,
				 names[i].len - (sizeof(".json") - 1));
		add_test(shop, tests, test_example,
			 (struct example){ .shop = shop,
					   .plan = path_join(&shop->arena, shop->plans, plan),
					   .expected =
						   path_join(&shop->arena, shop->cases, names[i]) },
			 path_join(&shop->arena, S("plans"), plan));
	}
}

int main(int argc, char **argv)
{
	struct shop shop = { 0 };
	struct list tests;
	int failures;

	if (argc != 4) {
		fprintf(stderr, "check-plans CASES PLANS PAGES\n");
		return 2;
	}
	arena_init(&shop.arena, ARENA_BYTES);
	shop.cases = str_of(argv[1]);
	shop.plans = str_of(argv[2]);
	shop.pages = str_of(argv[3]);
	tests = LIST(&shop.arena, struct CMUnitTest);
	assert_ok(locales_open(&shop.arena, (struct locale_settings){ 0 }, &shop.locales));
	for (size_t i = 0; i < check_count(); i++)
		add_check(&shop, &tests, check_at(i));
	add_plans(&shop, &tests);
	failures = _cmocka_run_group_tests("check", tests.at, tests.count, NULL, NULL);
	locales_close(shop.locales);
	arena_finish(&shop.arena);
	return failures;
}

/*
 * Rows from dice: references that lead nowhere or in circles, texts of all kinds, numbers at their
 * limits. Whatever a plan holds, the checks read it to the end and say where they found something.
 */
#include "testing.h"

#include "base/map.h"
#include "check/check.h"
#include "model/diff.h"
#include "model/rows.h"

enum { ARENA_BYTES = 1 << 28, ROUNDS = 12, ROWS = 150 };

/* Only rows whose key is new. */
static void throw_rows(struct arena *arena, uint64_t *seed, enum noun_id id, struct list *changes)
{
	const struct noun *noun = noun_of(id);
	struct map keys;
	uint64_t known;

	map_init(&keys, arena);
	for (int i = 0; i < ROWS; i++) {
		union any_row *row = NEW(arena, union any_row, 1);
		struct change change;

		assert_non_null(row);
		row_clear(noun, row);
		row_throw(arena, noun, seed, row);
		change = change_of(arena, id, NULL, row);
		if (str_empty(change.key) || map_get(&keys, change.key, &known))
			continue;
		assert_ok(map_put(&keys, change.key, 1));
		assert_ok(list_push(changes, &change));
	}
}

static struct snapshot *throw_plan(struct arena *arena, uint64_t *seed)
{
	struct list changes = LIST(arena, struct change);
	struct snapshot *empty, *plan;

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		throw_rows(arena, seed, (enum noun_id)id, &changes);
	assert_ok(changes_sort(arena, changes.at, changes.count));
	assert_ok(snapshot_new(&empty));
	assert_ok(snapshot_apply(empty, changes.at, changes.count, (struct snapshot_head){ 0 },
				 &plan));
	snapshot_release(empty);
	return plan;
}

/* A finding is about a row that is there, and about a column of it or a sum of its parts. */
static void assert_leads_somewhere(const struct snapshot *snapshot, const struct finding *finding)
{
	const struct noun *noun = noun_named(finding->table);

	assert_non_null(noun);
	assert_non_null(check_named(finding->check));
	if (!snapshot_find(snapshot, noun->id, finding->key))
		assert_true(noun->id == NOUN_PLAN); /* that a budget line names in vain */
	assert_true(finding->n_args <= FINDING_ARGS);
}

static void test_checks__read_any_plan_to_the_end(void **state)
{
	uint64_t seed = 26;
	size_t n_findings = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct findings findings;
		struct snapshot *plan;
		struct arena arena;

		arena_init(&arena, ARENA_BYTES);
		plan = throw_plan(&arena, &seed);
		assert_ok(check_findings(plan, date_of(2026, 7, 1), &findings));
		for (size_t i = 0; i < findings.count; i++)
			assert_leads_somewhere(plan, &findings.at[i]);
		n_findings += findings.count;
		snapshot_release(plan);
		arena_finish(&arena);
	}
	print_message("# %zu findings\n", n_findings);
	assert_true(n_findings > (size_t)ROUNDS * ROWS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_checks__read_any_plan_to_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

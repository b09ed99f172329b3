/* Teams: every part is done once, and the first failure is the one that is told. */
#include "base/team.h"

#include "testing.h"

#include <stdatomic.h>

enum { PARTS = 1000 };

struct counting {
	atomic_int done[PARTS];
	size_t n_members;
	size_t first_bad, second_bad; /* parts that fail */
};

static struct err count_part(void *work, size_t part, size_t member)
{
	struct counting *counting = work;

	assert(member < counting->n_members);
	atomic_fetch_add(&counting->done[part], 1);
	if (part == counting->second_bad)
		return ERROR(ERR_LIMIT, "the second");
	if (part == counting->first_bad)
		return ERROR(ERR_INVALID, "the first");
	return OK;
}

static void test_team_run__does_each_part_once(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 4; n++) {
		struct team *team;

		assert_ok(team_open(n, &team));
		assert_int_equal(team_size(team), n);
		for (int round = 0; round < 20; round++) {
			struct counting counting = { .n_members = n,
						     .first_bad = PARTS,
						     .second_bad = PARTS };

			assert_ok(team_run(team, PARTS, count_part, &counting));
			for (size_t i = 0; i < PARTS; i++)
				assert_int_equal(counting.done[i], 1);
		}
		team_close(team);
	}
}

static void test_team_run__tells_the_first_failure(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 4; n++) {
		struct team *team;

		assert_ok(team_open(n, &team));
		for (size_t first = 0; first < PARTS; first += 37) {
			struct counting counting = { .n_members = n,
						     .first_bad = first,
						     .second_bad = first + 1 };

			assert_fails(team_run(team, PARTS, count_part, &counting), ERR_INVALID);
			for (size_t i = 0; i <= first; i++)
				assert_int_equal(counting.done[i], 1);
		}
		team_close(team);
	}
}

static void test_team_run__without_a_team_is_done_by_the_caller(void **state)
{
	struct counting counting = { .n_members = 1, .first_bad = 3, .second_bad = 5 };

	(void)state;
	assert_int_equal(team_size(NULL), 1);
	assert_fails(team_run(NULL, PARTS, count_part, &counting), ERR_INVALID);
	assert_int_equal(counting.done[3], 1);
	assert_int_equal(counting.done[4], 0);
	assert_ok(team_run(NULL, 0, count_part, &counting));
	team_close(NULL);
}

static void test_team_processors__is_one_at_least(void **state)
{
	(void)state;
	assert_true(team_processors() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_team_run__does_each_part_once),
		cmocka_unit_test(test_team_run__tells_the_first_failure),
		cmocka_unit_test(test_team_run__without_a_team_is_done_by_the_caller),
		cmocka_unit_test(test_team_processors__is_one_at_least),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

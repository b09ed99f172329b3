/* The catalogue itself. */
#include "testing.h"

#include "check/check.h"

static void test_catalogue__names_are_words_joined_by_hyphens_and_told_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < check_count(); i++) {
		const struct check *check = check_at(i);

		assert_ptr_equal(check_named(check->name), check);
		for (size_t c = 0; c < check->name.len; c++)
			assert_true((check->name.at[c] >= 'a' && check->name.at[c] <= 'z') ||
				    (check->name.at[c] >= '0' && check->name.at[c] <= '9') ||
				    (check->name.at[c] == '-' && c > 0));
	}
	assert_null(check_named(S("no-such-check")));
	assert_null(check_named(S("")));
}

static void test_catalogue__each_check_reads_something_and_runs(void **state)
{
	(void)state;
	assert_int_not_equal(check_count(), 0);
	for (size_t i = 0; i < check_count(); i++) {
		assert_int_not_equal(check_at(i)->nouns, 0);
		assert_int_equal(check_at(i)->nouns & NOUN_BIT(NOUN_NONE), 0);
		assert_int_equal(check_at(i)->nouns >> NOUN_COUNT, 0);
		assert_non_null(check_at(i)->run);
		assert_true(check_at(i)->severity < SEVERITY_COUNT);
	}
}

/* A noun that becomes a tree later must not be forgotten; a weight is no parent. */
static void test_catalogue__each_tree_is_looked_through_for_circles(void **state)
{
	const struct check *check = check_named(S("circular-parent"));
	uint64_t trees = 0;

	(void)state;
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		for (size_t f = 0; f < noun->n_fields; f++)
			if (noun->fields[f].refers == noun->id &&
			    !str_eq(noun->fields[f].name, S("weight")))
				trees |= NOUN_BIT(id);
	}
	assert_non_null(check);
	assert_true(check->nouns == trees);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_catalogue__names_are_words_joined_by_hyphens_and_told_once),
		cmocka_unit_test(test_catalogue__each_check_reads_something_and_runs),
		cmocka_unit_test(test_catalogue__each_tree_is_looked_through_for_circles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

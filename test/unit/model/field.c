/* The field tables: each covers its struct, and what it says of others is true. */
#include "model/field.h"

#include "model/choices.h"
#include "model/indicator.h"
#include "model/row.h"
#include "testing.h"

#include <ctype.h>
#include <stdalign.h>
#include <string.h>

static size_t alignment(enum field_type type)
{
	static const size_t alignments[FIELD_TYPE_COUNT_] = {
		[FIELD_CODE] = alignof(struct str),
		[FIELD_TEXT] = alignof(struct str),
		[FIELD_CHOICE] = alignof(int),
		[FIELD_INTEGER] = alignof(int64_t),
		[FIELD_DECIMAL] = alignof(struct decimal),
		[FIELD_MONEY] = alignof(int64_t),
		[FIELD_DATE] = alignof(struct date),
		[FIELD_PERIOD] = alignof(struct period),
	};

	return alignments[type];
}

static size_t round_up(size_t n, size_t to)
{
	return (n + to - 1) / to * to;
}

/* A member without a row, two rows for one member, or a wrong type would leave a gap or overlap. */
static void test_noun__fields_cover_the_struct_exactly(void **state)
{
	(void)state;
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);
		size_t end = 0, widest = 1;

		for (size_t i = 0; i < noun->n_fields; i++) {
			const struct field *field = &noun->fields[i];
			size_t align = alignment(field->type);

			if (field->offset != round_up(end, align))
				fail_msg("%.*s.%.*s does not follow the member before it",
					 STR_ARGS(noun->name), STR_ARGS(field->name));
			end = field->offset + field_size(field->type);
			widest = align > widest ? align : widest;
		}
		assert_int_equal(noun->row_size, round_up(end, widest));
	}
}

static bool is_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!islower((unsigned char)s.at[i]) && !isdigit((unsigned char)s.at[i]) &&
		    s.at[i] != '_')
			return false;
	return s.len > 0;
}

static void test_noun__is_found_by_its_name(void **state)
{
	(void)state;
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		assert_int_equal(noun->id, id);
		assert_true(is_name(noun->name));
		assert_ptr_equal(noun_named(noun->name), noun);
		assert_true(noun->label[0] && noun->plural[0] && noun->help[0]);
	}
	assert_null(noun_named(S("")));
	assert_null(noun_named(S("nodes")));
}

static void test_noun__fields_are_found_by_their_names(void **state)
{
	(void)state;
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		assert_in_range(noun->n_fields, 1, NOUN_FIELDS_MAX);
		for (size_t i = 0; i < noun->n_fields; i++) {
			const struct field *field = &noun->fields[i];

			assert_true(is_name(field->name));
			assert_ptr_equal(noun_field(noun, field->name), field);
			assert_true(field->label[0] && field->help[0]);
			assert_true(field_expects(field)[0]);
		}
		assert_null(noun_field(noun, S("no_such_field")));
	}
}

static void test_noun__keys_stand_first_and_the_first_is_required(void **state)
{
	(void)state;
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		assert_in_range(noun->n_keys, 1, noun->n_fields);
		assert_true(noun->fields[0].flags & FIELD_REQUIRED);
		for (size_t i = 0; i < noun->n_fields; i++)
			assert_int_equal((noun->fields[i].flags & FIELD_KEY) != 0,
					 i < noun->n_keys);
	}
}

/* The order of the nouns is the order of loading. */
static void test_noun__references_point_up_or_to_itself(void **state)
{
	(void)state;
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		for (size_t i = 0; i < noun->n_fields; i++) {
			const struct field *field = &noun->fields[i];

			assert_in_range(field->refers, NOUN_NONE, id);
			if (field->refers != NOUN_NONE)
				assert_int_equal(field->type, FIELD_CODE);
		}
	}
}

static void test_noun__money_has_its_currency(void **state)
{
	(void)state;
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);
		bool has_money = false;

		for (size_t i = 0; i < noun->n_fields; i++)
			has_money |= noun->fields[i].type == FIELD_MONEY;
		assert_int_equal(has_money, noun->currency >= 0);
		if (has_money)
			assert_str(noun->fields[noun->currency].name, "currency");
	}
}

static void test_noun__only_words_are_translated(void **state)
{
	(void)state;
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		for (size_t i = 0; i < noun->n_fields; i++)
			if (noun->fields[i].flags & FIELD_TRANSLATED)
				assert_int_equal(noun->fields[i].type, FIELD_TEXT);
	}
}

static void assert_choices(const struct choices *choices)
{
	for (size_t i = 0; i < choices->count; i++) {
		assert_false(str_empty(choices->at[i].name));
		assert_true(choices->at[i].label[0]);
		for (size_t j = 0; j < i; j++)
			assert_false(str_eq(choices->at[i].name, choices->at[j].name));
	}
}

/* A hole in the words would be an enumerator without a word. */
static void test_noun__choices_have_a_word_for_each_enumerator(void **state)
{
	(void)state;
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		for (size_t i = 0; i < noun->n_fields; i++) {
			const struct field *field = &noun->fields[i];

			assert_int_equal(field->choices != NULL, field->type == FIELD_CHOICE);
			if (field->choices)
				assert_choices(field->choices);
		}
	}
	assert_int_equal(yes_no_choices.count, NO);
	assert_int_equal(grade_choices.count, GRADE_HIGH);
	assert_int_equal(progress_choices.count, PROGRESS_CANCELLED);
	assert_int_equal(aggregation_choices.count, AGGREGATION_NONE);
	assert_int_equal(noun_field(&indicator_noun, S("measure"))->choices->count,
			 INDICATOR_MEASURE_QUALITATIVE);
	assert_str(grade_choices.at[GRADE_MEDIUM - 1].name, "medium");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_noun__fields_cover_the_struct_exactly),
		cmocka_unit_test(test_noun__is_found_by_its_name),
		cmocka_unit_test(test_noun__fields_are_found_by_their_names),
		cmocka_unit_test(test_noun__keys_stand_first_and_the_first_is_required),
		cmocka_unit_test(test_noun__references_point_up_or_to_itself),
		cmocka_unit_test(test_noun__money_has_its_currency),
		cmocka_unit_test(test_noun__only_words_are_translated),
		cmocka_unit_test(test_noun__choices_have_a_word_for_each_enumerator),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

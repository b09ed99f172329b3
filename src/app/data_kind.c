/* One value of the right kind is enough, and mostly the first: no slice is read for long. */
#include "app/data_kind.h"

struct kinds {
	bool numbers, answers; /* are there such values? */
};

static void note_series(const struct data_slice *slice, size_t i_area, struct kinds *kinds)
{
	const struct series_view *view;

	if (slice->heads[i_area]->is_of_numbers) {
		kinds->numbers = true;
		return;
	}
	view = data_slice_view(slice, i_area);
	for (size_t i = 0; i < view->count && !(kinds->numbers && kinds->answers); i++) {
		if (series_state(view, i) != OBSERVATION_VALUE)
			continue;
		if (str_empty(series_answer(view, i)))
			kinds->numbers = true;
		else
			kinds->answers = true;
	}
}

static bool compares_answers(const struct data_question *question)
{
	return question->where.comparison != COMPARE_NONE && isnan(question->where.number);
}

static bool needs_numbers(const struct data_question *question)
{
	bool counts = question->function == AGGREGATE_COUNT ||
		      question->function == AGGREGATE_SHARE;

	return question->function != AGGREGATE_NONE &&
	       (!counts ||
		(question->where.comparison != COMPARE_NONE && !compares_answers(question)));
}

struct err data_kind_check(const struct data_question *question, struct arena *arena,
			   const struct data_slice *slice)
{
	bool wants_numbers = needs_numbers(question), wants_answers = compares_answers(question);
	struct kinds kinds = { false, false };

	if (!wants_numbers && !wants_answers)
		return OK;
	for (size_t i = 0; i < slice->n_areas; i++) {
		if (slice->heads[i])
			note_series(slice, i, &kinds);
		if (wants_numbers ? kinds.numbers : kinds.answers)
			return OK;
	}
	if (wants_numbers && kinds.answers)
		return err_format(arena, ERR_USAGE, HERE,
				  "the values of %.*s are answers, not numbers: they are counted, "
				  "or their share is, where one is given, as '= Yes'",
				  STR_ARGS(slice->variable));
	if (wants_answers && kinds.numbers)
		return err_format(arena, ERR_USAGE, HERE,
				  "the values of %.*s are numbers, not answers: compare with one, "
				  "as '<= 2'",
				  STR_ARGS(slice->variable));
	return OK;
}

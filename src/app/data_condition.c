/* A condition from its text, and whether a cell fulfils it. */
#include "app/ask_data.h"
#include "base/real.h"

struct sign {
	struct str text;
	enum data_comparison comparison;
};

/* The longer ones first, since the shorter begin them. */
static const struct sign signs[] = {
	{ STR("<="), COMPARE_AT_MOST }, { STR(">="), COMPARE_AT_LEAST },
	{ STR("!="), COMPARE_UNEQUAL }, { STR("<>"), COMPARE_UNEQUAL },
	{ STR("=="), COMPARE_EQUAL },   { STR("<"), COMPARE_LESS },
	{ STR(">"), COMPARE_MORE },     { STR("="), COMPARE_EQUAL },
};

static const struct sign *sign_of(struct str text)
{
	for (size_t i = 0; i < countof(signs); i++)
		if (str_starts(text, signs[i].text))
			return &signs[i];
	return NULL;
}

/* Without the quotation marks that may stand around an answer. */
static struct str without_quotes(struct str text)
{
	if (text.len >= 2 && text.at[0] == '"' && text.at[text.len - 1] == '"')
		return str_slice(text, 1, text.len - 1);
	return text;
}

bool data_condition_parse(struct str text, struct data_condition *out)
{
	struct data_condition condition = { .number = NAN };
	const struct sign *sign = sign_of(str_trim(text));
	struct str with;
	int8_t decimals;

	if (!sign)
		return false;
	condition.comparison = sign->comparison;
	with = str_trim(text);
	with = str_trim(str_slice(with, sign->text.len, with.len));
	if (!real_parse(with, '.', 0, &condition.number, &decimals)) {
		condition.number = NAN;
		condition.answer = without_quotes(with);
		if (str_empty(condition.answer) || (condition.comparison != COMPARE_EQUAL &&
						    condition.comparison != COMPARE_UNEQUAL))
			return false;
	}
	*out = condition;
	return true;
}

static bool has_answer(struct str answers, struct str answer)
{
	while (!str_empty(answers)) {
		size_t end = str_find(answers, S("; "), 0);

		if (str_eq(str_slice(answers, 0, end), answer))
			return true;
		answers = end == SIZE_MAX ? S("") : str_slice(answers, end + 2, answers.len);
	}
	return false;
}

static bool compare(double number, enum data_comparison comparison, double with)
{
	switch (comparison) {
	case COMPARE_LESS:
		return number < with;
	case COMPARE_AT_MOST:
		return number <= with;
	case COMPARE_EQUAL:
		return number == with;
	case COMPARE_UNEQUAL:
		return number != with;
	case COMPARE_AT_LEAST:
		return number >= with;
	case COMPARE_MORE:
		return number > with;
	case COMPARE_NONE:
		break;
	}
	return true;
}

static bool is_answered(const struct data_condition *condition, struct str answer)
{
	return has_answer(answer, condition->answer) == (condition->comparison == COMPARE_EQUAL);
}

static bool is_number_so(const struct data_condition *condition, double number)
{
	return !isnan(number) && compare(number, condition->comparison, condition->number);
}

bool data_condition_holds(const struct data_condition *condition, const struct series_view *view,
			  size_t i)
{
	if (series_state(view, i) != OBSERVATION_VALUE)
		return false;
	if (condition->comparison == COMPARE_NONE)
		return true;
	return isnan(condition->number) ? is_answered(condition, series_answer(view, i))
					: is_number_so(condition, series_number(view, i));
}

bool data_condition_holds_for(const struct data_condition *condition,
			      const struct observed *observed)
{
	if (observed->state != OBSERVATION_VALUE)
		return false;
	if (condition->comparison == COMPARE_NONE)
		return true;
	return isnan(condition->number) ? is_answered(condition, observed->answer)
					: is_number_so(condition, observed->number);
}

/* A condition from its text. */
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

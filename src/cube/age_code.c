/* See age_code.h. Each spelling is a pattern, in which '#' stands for a number of one to three digits. */
#include "cube/age_code.h"

struct spelling {
	struct str pattern;
	enum { AGES_BETWEEN, AGES_FROM, AGES_BELOW } form;
};

static const struct spelling spellings[] = {
	{ STR("Y#T#"), AGES_BETWEEN }, { STR("#-#"), AGES_BETWEEN }, { STR("#-#Y"), AGES_BETWEEN },
	{ STR("Y#-#"), AGES_BETWEEN }, { STR("#_#"), AGES_BETWEEN }, { STR("#T#"), AGES_BETWEEN },
	{ STR("Y_GE#"), AGES_FROM },   { STR("#+"), AGES_FROM },     { STR("#+Y"), AGES_FROM },
	{ STR("Y#+"), AGES_FROM },     { STR("Y_LT#"), AGES_BELOW }, { STR("<#"), AGES_BELOW },
	{ STR("<#Y"), AGES_BELOW },    { STR("LT#Y"), AGES_BELOW },
};

enum { NUMBERS_MOST = 2, DIGITS_LONGEST = 3 };

static char capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The number at the front of the code, without zeros before it, is cut off. */
static bool cut_number(struct str *code, struct str *out)
{
	size_t len = 0, zeros = 0;

	while (len < code->len && is_digit(code->at[len]))
		len++;
	while (zeros + 1 < len && code->at[zeros] == '0')
		zeros++;
	if (len == 0 || len > DIGITS_LONGEST)
		return false;
	*out = str_slice(*code, zeros, len);
	*code = str_slice(*code, len, code->len);
	return true;
}

static bool fits(struct str pattern, struct str code, struct str numbers[static NUMBERS_MOST])
{
	size_t n = 0;

	for (size_t i = 0; i < pattern.len; i++) {
		if (pattern.at[i] == '#') {
			if (!cut_number(&code, &numbers[n++]))
				return false;
			continue;
		}
		if (str_empty(code) || capital(code.at[0]) != pattern.at[i])
			return false;
		code = str_slice(code, 1, code.len);
	}
	return str_empty(code);
}

struct err age_code(struct arena *arena, struct str code, struct str *out)
{
	for (size_t i = 0; i < countof(spellings); i++) {
		struct str numbers[NUMBERS_MOST] = { STR(""), STR("") };

		if (!fits(spellings[i].pattern, code, numbers))
			continue;
		if (spellings[i].form == AGES_BETWEEN)
			*out = str_format(arena, "%.*s_%.*s", STR_ARGS(numbers[0]),
					  STR_ARGS(numbers[1]));
		else if (spellings[i].form == AGES_FROM)
			*out = str_copy(arena, numbers[0]);
		else
			*out = str_format(arena, "LT%.*sY", STR_ARGS(numbers[0]));
		TRY_NEW(out->at);
		return OK;
	}
	*out = code;
	return OK;
}

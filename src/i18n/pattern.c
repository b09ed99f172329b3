/* Regular expressions: ICU's, which work on UTF-16. */
#include "i18n/pattern.h"

#include "base/memory.h"

#include <unicode/uregex.h>
#include <unicode/ustring.h>

enum {
	STEPS_MOST = 1000,          /* of ICU's measure, about a millisecond each */
	STACK_BYTES = 4 << 20,      /* for what a match may have to come back to */
	TEXT_MOST = 16 << 20,       /* bytes of a text */
	EXPRESSION_MOST = 64 << 10, /* bytes of an expression */
};

struct pattern {
	URegularExpression *expression;
	UChar *units; /* the text being matched */
	int32_t room;
};

static bool to_units(struct pattern *pattern, struct str text, int32_t *n_out)
{
	UErrorCode status = U_ZERO_ERROR;

	if ((int32_t)text.len >= pattern->room) {
		int32_t room = 2 * (int32_t)text.len + 64; /* never more units than bytes */
		UChar *units = memory_retake(pattern->units, (size_t)room * sizeof(*units));

		if (!units)
			return false;
		pattern->units = units;
		pattern->room = room;
	}
	u_strFromUTF8(pattern->units, pattern->room, n_out, text.at ? text.at : "",
		      (int32_t)text.len, &status);
	return U_SUCCESS(status);
}

static struct err compile(struct pattern *pattern, struct str expression)
{
	UErrorCode status = U_ZERO_ERROR;
	UParseError place;
	int32_t n;

	if (!to_units(pattern, expression, &n))
		return ERROR(ERR_LIMIT, "out of memory");
	pattern->expression = uregex_open(pattern->units, n, 0, &place, &status);
	if (status == U_MEMORY_ALLOCATION_ERROR)
		return ERROR(ERR_LIMIT, "out of memory");
	if (U_FAILURE(status))
		return ERROR(ERR_INVALID, "it is no regular expression");
	uregex_setTimeLimit(pattern->expression, STEPS_MOST, &status);
	uregex_setStackLimit(pattern->expression, STACK_BYTES, &status);
	return OK;
}

struct err pattern_open(struct str expression, struct pattern **out)
{
	struct pattern *pattern;
	struct err err;

	if (expression.len > EXPRESSION_MOST)
		return ERROR(ERR_LIMIT, "the regular expression is too long");
	TRY_NEW(pattern = memory_take(sizeof(*pattern)));
	err = compile(pattern, expression);
	if (failed(err)) {
		pattern_close(pattern);
		return err;
	}
	*out = pattern;
	return OK;
}

void pattern_close(struct pattern *pattern)
{
	if (!pattern)
		return;
	if (pattern->expression)
		uregex_close(pattern->expression);
	memory_give(pattern->units);
	memory_give(pattern);
}

struct err pattern_matches(struct pattern *pattern, struct str text, bool *out)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n;

	if (text.len > TEXT_MOST)
		return ERROR(ERR_LIMIT, "the text is too long to be matched");
	if (!to_units(pattern, text, &n))
		return ERROR(ERR_LIMIT, "out of memory");
	uregex_setText(pattern->expression, pattern->units, n, &status);
	*out = uregex_matches(pattern->expression, 0, &status);
	if (status == U_REGEX_TIME_OUT || status == U_REGEX_STACK_OVERFLOW)
		return ERROR(ERR_LIMIT, "the regular expression takes too long");
	return U_SUCCESS(status) ? OK : ERROR(ERR_LIMIT, "out of memory");
}

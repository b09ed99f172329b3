/* Strings: functions of single texts, counted in code points; text.c runs them over blocks. */
#include "vtl/kernel.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "i18n/letter_case.h"
#include "i18n/pattern.h"
#include "vtl/string_distance.h"

static struct err concat(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
			 struct scalar *out)
{
	(void)call;
	buf_str(buf, operands[0].string);
	buf_str(buf, operands[1].string);
	out->string = buf_held(buf);
	return OK;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct err trim(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
		       struct scalar *out)
{
	enum operation operation = call->expression->operation;
	struct str text = operands[0].string;
	size_t from = 0, to = text.len;

	(void)buf;
	while (operation != OPERATION_RTRIM && from < to && is_space(text.at[from]))
		from++;
	while (operation != OPERATION_LTRIM && to > from && is_space(text.at[to - 1]))
		to--;
	out->string = str_slice(text, from, to);
	return OK;
}

static struct err upper(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
			struct scalar *out)
{
	(void)call;
	TRY(text_upper(buf, operands[0].string));
	out->string = buf_held(buf);
	return OK;
}

static struct err lower(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
			struct scalar *out)
{
	(void)call;
	TRY(text_lower(buf, operands[0].string));
	out->string = buf_held(buf);
	return OK;
}

static struct err length(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
			 struct scalar *out)
{
	(void)call;
	(void)buf;
	out->integer = (int64_t)utf8_length(operands[0].string);
	return OK;
}

/* The byte at which the point of the number begins, from 0; the length past the last. */
static size_t point_at(struct str text, size_t from, int64_t count)
{
	size_t at = from;

	while (count > 0 && at < text.len) {
		utf8_next(text, &at);
		count--;
	}
	return at;
}

/* An optional operand that counts from `least` on. */
static struct err count_of(struct kernel_call *call, size_t operand, const struct scalar *operands,
			   int64_t least, int64_t preset, int64_t *out)
{
	bool is_given = operand < call->expression->n_operands && call->operands[operand];

	*out = is_given ? operands[operand].integer : preset;
	if (*out >= least)
		return OK;
	return call_fault(call, operand + 1, S(N_("{1}: {2} is less than {3}")), operands[operand],
			  scalar_integer(least));
}

static struct err substr(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
			 struct scalar *out)
{
	struct str text = operands[0].string;
	int64_t start, count;
	size_t from;

	(void)buf;
	TRY(count_of(call, 1, operands, 1, 1, &start));
	TRY(count_of(call, 2, operands, 0, INT64_MAX, &count));
	from = point_at(text, 0, start - 1);
	out->string = str_slice(text, from, point_at(text, from, count));
	return OK;
}

static struct err replace(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
			  struct scalar *out)
{
	struct str text = operands[0].string, pattern = operands[1].string, by = { 0 };
	size_t from = 0, found;

	if (call->expression->n_operands > 2 && call->operands[2])
		by = operands[2].string;
	while (pattern.len && (found = str_find(text, pattern, from)) != SIZE_MAX) {
		buf_str(buf, str_slice(text, from, found));
		buf_str(buf, by);
		from = found + pattern.len;
	}
	buf_str(buf, str_slice(text, from, text.len));
	out->string = buf_held(buf);
	return OK;
}

/* Occurrences may overlap. */
static struct err instr(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
			struct scalar *out)
{
	struct str text = operands[0].string, pattern = operands[1].string;
	int64_t start, occurrence;
	size_t found;

	(void)buf;
	TRY(count_of(call, 2, operands, 1, 1, &start));
	TRY(count_of(call, 3, operands, 1, 1, &occurrence));
	out->integer = 0;
	found = point_at(text, 0, start - 1);
	for (; pattern.len && occurrence > 0; occurrence--) {
		found = str_find(text, pattern, found);
		if (found == SIZE_MAX)
			return OK;
		found++;
	}
	if (pattern.len)
		out->integer = (int64_t)utf8_length(str_slice(text, 0, found - 1)) + 1;
	return OK;
}

static struct err distance(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
			   struct scalar *out)
{
	struct arena *arena = call->state->arena;
	struct str a = operands[0].string, b = operands[1].string;
	struct err err;

	(void)buf;
	switch (call->expression->operation) {
	case OPERATION_LEVENSHTEIN:
		return distance_levenshtein(arena, a, b, &out->number);
	case OPERATION_DAMERAU_LEVENSHTEIN:
		return distance_damerau(arena, a, b, &out->number);
	case OPERATION_JARO_WINKLER:
		return distance_jaro_winkler(arena, a, b, &out->number);
	default:
		break;
	}
	err = distance_hamming(a, b, &out->number);
	if (failed(err))
		return call_fault(call, 0, S(N_("{1}: {2} and {3} are not of one length")),
				  operands[0], operands[1]);
	return OK;
}

/* Patterns that are open, and their texts: of a column that has few, each is opened once. */
enum { PATTERNS_OPEN = 64 };

struct opened_pattern {
	struct pattern *pattern;
	struct str text; /* of a dictionary */
};

struct opened_patterns {
	struct opened_pattern at[PATTERNS_OPEN];
	size_t newest; /* the one that was opened last; the next one takes the oldest's place */
};

static void close_opened(void *made)
{
	struct opened_patterns *opened = made;

	for (size_t i = 0; i < PATTERNS_OPEN; i++)
		pattern_close(opened->at[i].pattern);
}

static struct err open_pattern(struct kernel_call *call, struct scalar text,
			       struct opened_patterns *opened, struct pattern **out)
{
	struct opened_pattern *place;
	struct err err;

	for (size_t i = 0; i < PATTERNS_OPEN; i++) {
		place = &opened->at[(opened->newest + PATTERNS_OPEN - i) % PATTERNS_OPEN];
		if (place->pattern && str_eq(place->text, text.string)) {
			*out = place->pattern;
			return OK;
		}
	}
	opened->newest = (opened->newest + 1) % PATTERNS_OPEN;
	place = &opened->at[opened->newest];
	pattern_close(place->pattern);
	*place = (struct opened_pattern){ .text = text.string };
	err = pattern_open(text.string, &place->pattern);
	*out = place->pattern;
	if (err.code == ERR_INVALID)
		return call_fault(call, 2, S(N_("{1}: {2} is no regular expression")), text,
				  scalar_null(DATA_NULL));
	return err;
}

static struct err match(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
			struct scalar *out)
{
	struct opened_patterns *opened = call->state->made;
	struct pattern *pattern;

	(void)buf;
	if (!opened) {
		TRY_NEW(opened = NEW(call->state->arena, struct opened_patterns, 1));
		call->state->made = opened;
		call->state->close = close_opened;
	}
	TRY(open_pattern(call, operands[1], opened, &pattern));
	return pattern_matches(pattern, operands[0].string, &out->boolean);
}

static text_function *const functions[OPERATION_COUNT_] = {
	[OPERATION_CONCAT] = concat,
	[OPERATION_TRIM] = trim,
	[OPERATION_LTRIM] = trim,
	[OPERATION_RTRIM] = trim,
	[OPERATION_UPPER] = upper,
	[OPERATION_LOWER] = lower,
	[OPERATION_LENGTH] = length,
	[OPERATION_SUBSTR] = substr,
	[OPERATION_REPLACE] = replace,
	[OPERATION_INSTR] = instr,
	[OPERATION_LEVENSHTEIN] = distance,
	[OPERATION_DAMERAU_LEVENSHTEIN] = distance,
	[OPERATION_HAMMING] = distance,
	[OPERATION_JARO_WINKLER] = distance,
	[OPERATION_MATCH_CHARACTERS] = match,
};

static struct err run_text(struct kernel_call *call)
{
	return text_run(call, functions[call->expression->operation]);
}

const struct kernel_row *kernel_string(enum operation operation)
{
	static const struct kernel_row row = { run_text, true };

	return functions[operation] ? &row : NULL;
}

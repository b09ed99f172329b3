/*
 * Text measured and broken into lines. The widths of the table are Noto Sans's; a reader's font may
 * be another, hence the margin. Arabic letters are measured by their isolated forms, and scaled,
 * because most of them stand joined. What the table does not know counts as a full em.
 */
#include "figure/text.h"

#include <assert.h>

#include "base/arena.h"
#include "base/utf8.h"

enum {
	EM = 1000,             /* thousandths */
	MARGIN_PERCENT = 5,    /* for fonts that are wider than Noto Sans */
	ARABIC_PERCENT = 75,   /* of the isolated forms, measured on running text */
	ARABIC_FIRST = 0x0620, /* the letters */
	ARABIC_LAST = 0x06d3,
	ELLIPSIS = 0x2026,
	IDEOGRAPHIC_FIRST = 0x2e80, /* from here on lines may break between any two letters */
	ZERO_WIDTH_FIRST = 0xfe00,  /* variation selectors */
	ZERO_WIDTH_LAST = 0xfe0f
};

/* By the table, whose ranges are in the order of their codes. */
static int table_width(uint32_t code, int weight)
{
	for (int i = 0; i < WIDTH_RANGES && code >= width_ranges[i].first; i++) {
		const struct width_range *r = &width_ranges[i];

		if (code <= r->last)
			return r->widths[weight][code - r->first];
	}
	return EM;
}

static int code_width(uint32_t code, int weight)
{
	int width = table_width(code, weight);

	if (code >= ZERO_WIDTH_FIRST && code <= ZERO_WIDTH_LAST)
		return 0;
	if (code >= ARABIC_FIRST && code <= ARABIC_LAST)
		return width * ARABIC_PERCENT / 100;
	return width;
}

/* Thousandths of an em to hundredths of a pixel, the margin added. */
static int to_length(int64_t thousandths, struct text_style style)
{
	int64_t length = thousandths * style.size * (100 + MARGIN_PERCENT) * PX / 100 / EM;

	return length > INT32_MAX ? INT32_MAX : (int)length;
}

int text_width(struct str s, struct text_style style)
{
	int64_t total = 0;

	for (size_t at = 0; at < s.len;)
		total += code_width(utf8_next(s, &at), style.weight);
	return to_length(total, style);
}

/* Full stops and closing brackets of ideographic text do not begin a line. */
static bool is_closing(uint32_t code)
{
	static const uint32_t closing[] = { 0x3001, 0x3002, 0x300b, 0x300d, 0x300f, 0x3011,
					    0xff01, 0xff09, 0xff0c, 0xff1a, 0xff1b, 0xff1f };

	for (size_t i = 0; i < countof(closing); i++)
		if (closing[i] == code)
			return true;
	return false;
}

static bool may_break_between(uint32_t before, uint32_t after)
{
	bool is_ideographic = before >= IDEOGRAPHIC_FIRST || after >= IDEOGRAPHIC_FIRST;

	if (before == ' ')
		return after != ' ';
	if (before == '-' || before == '/' || before == 0x2013 || before == 0x2014)
		return after != ' ' && (after < '0' || after > '9');
	return is_ideographic && after != ' ' && !is_closing(after);
}

int text_widest_word(struct str s, struct text_style style)
{
	int64_t word = 0, widest = 0;
	uint32_t before = ' ';

	for (size_t at = 0; at < s.len;) {
		uint32_t code = utf8_next(s, &at);

		if (may_break_between(before, code))
			word = 0;
		word += code == ' ' ? 0 : code_width(code, style.weight);
		widest = word > widest ? word : widest;
		before = code;
	}
	return to_length(widest, style);
}

static struct str without_end_spaces(struct str s)
{
	while (s.len > 0 && s.at[s.len - 1] == ' ')
		s.len--;
	return s;
}

/* The offset up to which the text fits into the width: after a word, or inside one that is alone. */
static size_t fitting(struct str s, struct text_style style, int width)
{
	int64_t total = 0;
	size_t at = 0, last_break = 0;
	uint32_t before = 0;

	while (at < s.len) {
		size_t start = at;
		uint32_t code = utf8_next(s, &at);

		if (start > 0 && may_break_between(before, code))
			last_break = start;
		total += code_width(code, style.weight);
		if (code != ' ' && to_length(total, style) > width)
			return last_break > 0 ? last_break : start > 0 ? start : at;
		before = code;
	}
	return s.len;
}

/* As much of the text as fits before an ellipsis, and the ellipsis. */
static struct str cut(struct arena *arena, struct str s, struct text_style style, int width)
{
	int64_t total = code_width(ELLIPSIS, style.weight);
	size_t at = 0, end = 0;

	while (at < s.len) {
		total += code_width(utf8_next(s, &at), style.weight);
		if (to_length(total, style) > width)
			break;
		end = at;
	}
	s = without_end_spaces(str_slice(s, 0, end));
	return str_format(arena, "%.*s…", STR_ARGS(s));
}

struct err text_fit(struct arena *arena, struct str s, struct text_style style, int width, int most,
		    struct text_lines *out)
{
	struct text_lines fit = { .n_lines = 0 };
	struct str rest = str_trim(s);

	assert(most >= 1 && most <= TEXT_LINES_MAX);
	while (rest.len > 0 && fit.n_lines < most) {
		bool is_last = fit.n_lines == most - 1;
		size_t end = fitting(rest, style, width);
		struct str line = without_end_spaces(str_slice(rest, 0, end));

		fit.is_cut = is_last && end < rest.len;
		if (fit.is_cut)
			TRY_NEW((line = cut(arena, rest, style, width)).at);
		if (text_width(line, style) > fit.width)
			fit.width = text_width(line, style);
		fit.lines[fit.n_lines++] = line;
		rest = str_trim(str_slice(rest, end, rest.len));
	}
	*out = fit;
	return OK;
}

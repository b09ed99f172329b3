/*
 * CSS that names the left or the right breaks a page that is read from right to left: margins, edges,
 * corners and alignments are said by start and end.
 */
#include "rules.h"

static const char RULE[] = "physical-css";

enum { SHORTHAND_VALUES = 4 };

static bool is_separator(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == ',' || c == '/';
}

/* The next word of the value, its functions with their arguments; false at the end. */
static bool next_value(struct str *rest, struct str *out)
{
	size_t from = 0, to;
	int depth = 0;

	while (from < rest->len && is_separator(rest->at[from]))
		from++;
	for (to = from; to < rest->len && (depth || !is_separator(rest->at[to])); to++)
		depth += (rest->at[to] == '(') - (rest->at[to] == ')');
	*out = str_slice(*rest, from, to);
	*rest = str_slice(*rest, to, rest->len);
	return out->len > 0;
}

static bool is_physical_name(struct str property)
{
	struct str part;

	if (str_starts(property, S("--")))
		return false;
	while (str_cut(&property, '-', &part))
		if (str_eq(part, S("left")) || str_eq(part, S("right")))
			return true;
	return false;
}

/* Four values go round the box: the second is the right one, the fourth the left one. */
static bool is_lopsided(struct str property, struct str value)
{
	static const struct str boxes = STR("margin padding inset border-width border-style "
					    "border-color scroll-margin scroll-padding");
	struct str values[SHORTHAND_VALUES], one;
	size_t n = 0;

	while (next_value(&value, &one)) {
		if (n < SHORTHAND_VALUES)
			values[n] = one;
		n++;
	}
	if (n != SHORTHAND_VALUES)
		return false;
	if (str_eq(property, S("border-radius")))
		return !str_eq(values[0], values[1]) || !str_eq(values[2], values[3]);
	return words_have(boxes, property) && !str_eq(values[1], values[3]);
}

static void check_declaration(const struct source *source, struct str declaration,
			      struct report *report)
{
	struct str value = declaration, property, rest, word;
	size_t at = (size_t)(declaration.at - source->code.at);

	if (!str_cut(&value, ':', &property) || !value.at)
		return;
	property = str_trim(property);
	if (is_physical_name(property))
		report_add(report, source, at, RULE, "%.*s: use its logical form",
			   STR_ARGS(property));
	if (is_lopsided(property, value))
		report_add(report, source, at, RULE, "%.*s: its left and right values differ",
			   STR_ARGS(property));
	rest = value;
	while (next_value(&rest, &word))
		if (str_eq(word, S("left")) || str_eq(word, S("right")))
			report_add(report, source, at, RULE, "%.*s: %.*s: say start or end",
				   STR_ARGS(property), STR_ARGS(word));
}

void check_css(const struct source *source, struct report *report)
{
	struct str code = source->code;
	size_t from = 0;

	for (size_t i = 0; i < code.len; i++) {
		char c = code.at[i];

		if (c != ';' && c != '{' && c != '}')
			continue;
		if (c != '{') /* what stands before it is a selector or an at-rule */
			check_declaration(source, str_trim(str_slice(code, from, i)), report);
		from = i + 1;
	}
}

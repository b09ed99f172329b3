/*
 * mkcldr OUT: asks ICU how each language writes numbers and dates, and writes the answers as the
 * constant tables of src/i18n/cldr.h. Runs when the program is built. Affixes and separators are read
 * off formatted samples, so that they are what ICU itself would print. What the tables cannot say
 * (groups of other than three digits, a field that date.c does not know) stops the build.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "i18n/cldr.h"

enum { TEXT_BYTES = 256 };

/* Text in UTF-8. */
struct text {
	char at[TEXT_BYTES];
};

/* English is that of the world, not of the United States: the day stands before the month. */
static const struct {
	const char *name, *icu;
	bool has_dates;
} styles[] = {
	{ "en", "en_001", true },
	{ "fr", "fr", true },
	{ "es", "es", true },
	{ "ar", "ar@numbers=latn", true },
	{ "zh", "zh", true },
	{ "ru", "ru", true },
	{ "ar_indic", "ar@numbers=arab", false }, /* its dates are those of ar */
};

static void refuse(const char *locale, const char *what, const char *detail)
{
	fprintf(stderr, "mkcldr: %s: %s: %s\n", locale, what, detail);
	exit(1);
}

static void expect(UErrorCode status, const char *locale, const char *what)
{
	if (U_FAILURE(status))
		refuse(locale, what, u_errorName(status));
}

static struct text text_of(const UChar *units, int32_t length, const char *locale)
{
	struct text text = { 0 };
	UErrorCode status = U_ZERO_ERROR;

	u_strToUTF8(text.at, TEXT_BYTES, NULL, units, length, &status);
	if (status == U_STRING_NOT_TERMINATED_WARNING)
		status = U_BUFFER_OVERFLOW_ERROR;
	expect(status, locale, "UTF-8");
	return text;
}

/* Characters that an editor would hide, or that would reorder its lines. */
static const char *const hidden[] = {
	"\u00A0", "\u202F", "\u061C", "\u200E", "\u200F",
};

static size_t hidden_at(const char *s)
{
	for (size_t i = 0; i < countof(hidden); i++) {
		if (strncmp(s, hidden[i], strlen(hidden[i])) == 0)
			return strlen(hidden[i]);
	}
	return 0;
}

/* A struct str as C; what would be hidden is escaped. */
static void write_literal(FILE *out, const char *s)
{
	fprintf(out, "STR(\"");
	while (*s) {
		size_t n = hidden_at(s);

		for (size_t i = 0; i < n; i++)
			fprintf(out, "\\%03o", (unsigned char)*s++);
		if (n > 0)
			continue;
		if (*s == '"' || *s == '\\')
			fputc('\\', out);
		fputc(*s++, out);
	}
	fprintf(out, "\")");
}

static UNumberFormat *number_open(UNumberFormatStyle style, const char *icu)
{
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormat *format = unum_open(style, NULL, 0, icu, NULL, &status);

	expect(status, icu, "number format");
	return format;
}

static struct text number_text(const UNumberFormat *format, const char *number, const char *icu)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[TEXT_BYTES];
	int32_t length = unum_formatDecimal(format, number, (int32_t)strlen(number), units,
					    TEXT_BYTES, NULL, &status);

	expect(status, icu, number);
	return text_of(units, length, icu);
}

static struct text symbol_text(const UNumberFormat *format, UNumberFormatSymbol symbol,
			       const char *icu)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[TEXT_BYTES];
	int32_t length = unum_getSymbol(format, symbol, units, TEXT_BYTES, &status);

	expect(status, icu, "symbol");
	return text_of(units, length, icu);
}

static void append(struct text *text, const char *more, const char *icu)
{
	size_t length = strlen(text->at), added = strlen(more);

	if (length + added >= TEXT_BYTES)
		refuse(icu, "too long", more);
	memcpy(text->at + length, more, added + 1);
}

/* An affix, with ¤ for the currency XXX ("no currency") that a language without a country has. */
static void write_affix(FILE *out, const char *affix, const char *icu)
{
	const char *code = strstr(affix, "XXX");
	struct text text = { 0 };

	if (code) {
		memcpy(text.at, affix, (size_t)(code - affix));
		append(&text, "¤", icu);
		append(&text, code + strlen("XXX"), icu);
	}
	write_literal(out, code ? text.at : affix);
}

/* What stands before and after the digit 1 in the samples, which are plus and minus one. */
static void write_affixes(FILE *out, const char *name, UNumberFormatStyle style,
			  const char *const samples[SIGN_COUNT_], const char *icu)
{
	UNumberFormat *format = number_open(style, icu);
	UNumberFormat *plain = number_open(UNUM_DECIMAL, icu);
	struct text one = number_text(plain, "1", icu);

	unum_setAttribute(format, UNUM_FRACTION_DIGITS, 0);
	fprintf(out, "\t.%s = {\n", name);
	for (int sign = 0; sign < SIGN_COUNT_; sign++) {
		struct text text = number_text(format, samples[sign], icu);
		char *digit = strstr(text.at, one.at);

		if (!digit)
			refuse(icu, "no digit in", text.at);
		*digit = '\0';
		fprintf(out, "\t\t{ ");
		write_affix(out, text.at, icu);
		fprintf(out, ", ");
		write_affix(out, digit + strlen(one.at), icu);
		fprintf(out, " },\n");
	}
	fprintf(out, "\t},\n");
	unum_close(plain);
	unum_close(format);
}

/* 1234567.5 must be what number.c would write: groups of three, and the symbols as given. */
static void check_groups(const UNumberFormat *format, const char *point, const char *group,
			 const struct text digits[10], const char *icu)
{
	struct text ours = { 0 }, theirs = number_text(format, "1234567.5", icu);

	for (const char *c = "1,234,567.5"; *c; c++)
		append(&ours, *c == ',' ? group : *c == '.' ? point : digits[*c - '0'].at, icu);
	if (strcmp(ours.at, theirs.at) != 0)
		refuse(icu, "not grouped by three", theirs.at);
}

static void write_symbols(FILE *out, const char *icu)
{
	UNumberFormat *format = number_open(UNUM_DECIMAL, icu);
	struct text point = symbol_text(format, UNUM_DECIMAL_SEPARATOR_SYMBOL, icu);
	struct text group = symbol_text(format, UNUM_GROUPING_SEPARATOR_SYMBOL, icu);
	struct text digits[10];

	fprintf(out, "\t.digits = {");
	for (int i = 0; i < 10; i++) {
		digits[i] = number_text(format, (char[]){ (char)('0' + i), '\0' }, icu);
		fprintf(out, "%s ", i > 0 ? "," : "");
		write_literal(out, digits[i].at);
	}
	fprintf(out, " },\n\t.point = ");
	write_literal(out, point.at);
	fprintf(out, ",\n\t.group = ");
	write_literal(out, group.at);
	fprintf(out, ",\n");
	check_groups(format, point.at, group.at, digits, icu);
	unum_close(format);
}

static void write_number_style(FILE *out, const char *name, const char *icu)
{
	static const char *const ones[] = { [SIGN_PLUS] = "1", [SIGN_MINUS] = "-1" };
	static const char *const hundredths[] = { [SIGN_PLUS] = "0.01", [SIGN_MINUS] = "-0.01" };

	fprintf(out, "\nconst struct number_style number_%s = {\n", name);
	write_symbols(out, icu);
	write_affixes(out, "number", UNUM_DECIMAL, ones, icu);
	write_affixes(out, "percent", UNUM_PERCENT, hundredths, icu);
	write_affixes(out, "money", UNUM_CURRENCY_ISO, ones, icu);
	fprintf(out, "};\n");
}

/* The fields of ICU's patterns that date.c can write; a named one says where ICU has the names. */
struct field {
	const char *letters, *name;
	enum date_field field;
	UDateFormatSymbolType names; /* UDAT_ERAS (0): it is a number */
};

#define FIELD(id) #id, id
static const struct field fields[] = {
	{ "y", FIELD(DATE_FIELD_YEAR), UDAT_ERAS },
	{ "Q", FIELD(DATE_FIELD_QUARTER), UDAT_ERAS },
	{ "QQQ", FIELD(DATE_FIELD_QUARTER_NAME), UDAT_SHORT_QUARTERS },
	{ "qqq", FIELD(DATE_FIELD_QUARTER_NAME), UDAT_STANDALONE_SHORT_QUARTERS },
	{ "M", FIELD(DATE_FIELD_MONTH), UDAT_ERAS },
	{ "L", FIELD(DATE_FIELD_MONTH), UDAT_ERAS },
	{ "MMM", FIELD(DATE_FIELD_MONTH_SHORT), UDAT_SHORT_MONTHS },
	{ "LLL", FIELD(DATE_FIELD_MONTH_SHORT), UDAT_STANDALONE_SHORT_MONTHS },
	{ "MMMM", FIELD(DATE_FIELD_MONTH_NAME), UDAT_MONTHS },
	{ "LLLL", FIELD(DATE_FIELD_MONTH_NAME), UDAT_STANDALONE_MONTHS },
	{ "d", FIELD(DATE_FIELD_DAY), UDAT_ERAS },
	{ "H", FIELD(DATE_FIELD_HOUR), UDAT_ERAS },
	{ "HH", FIELD(DATE_FIELD_HOUR_TWO), UDAT_ERAS },
	{ "mm", FIELD(DATE_FIELD_MINUTE), UDAT_ERAS },
};
#undef FIELD

/* Where the names of each field come from, once a pattern has asked for them. */
struct names {
	UDateFormatSymbolType of[DATE_FIELD_MINUTE + 1];
};

static const struct field *field_find(const char *letters, size_t length, const char *icu)
{
	for (size_t i = 0; i < countof(fields); i++) {
		if (strlen(fields[i].letters) == length &&
		    strncmp(fields[i].letters, letters, length) == 0)
			return &fields[i];
	}
	refuse(icu, "a field that date.c does not know, in", letters);
	return NULL;
}

static struct text pattern_text(UDateTimePatternGenerator *generator, const char *skeleton,
				const char *icu)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[TEXT_BYTES], asked[TEXT_BYTES];
	int32_t length;

	u_uastrncpy(asked, skeleton, TEXT_BYTES);
	length = udatpg_getBestPattern(generator, asked, -1, units, TEXT_BYTES, &status);
	expect(status, icu, skeleton);
	return text_of(units, length, icu);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Copies a pattern's literal text, without its quotes, and returns what follows it. */
static const char *take_literal(const char *at, struct text *out)
{
	size_t length = 0;
	bool quoted = false;

	*out = (struct text){ 0 };
	for (; *at && (quoted || !is_letter(*at)); at++) {
		if (*at == '\'' && at[1] == '\'')
			out->at[length++] = *at++;
		else if (*at == '\'')
			quoted = !quoted;
		else
			out->at[length++] = *at;
	}
	return at;
}

/* A run of one letter, as a piece; returns what follows it. */
static const char *write_field(FILE *out, const char *at, struct names *names, const char *icu)
{
	size_t length = strspn(at, (char[]){ *at, '\0' });
	const struct field *field;

	if (strncmp(at, "z", length) == 0) {
		fprintf(out, "\t{ DATE_FIELD_TEXT, STR(\"UTC\") },\n");
		return at + length;
	}
	field = field_find(at, length, icu);
	if (field->names && names->of[field->field] && names->of[field->field] != field->names)
		refuse(icu, "names in two cases, in", at);
	if (field->names)
		names->of[field->field] = field->names;
	fprintf(out, "\t{ %s, STR(\"\") },\n", field->name);
	return at + length;
}

static void write_pattern(FILE *out, const char *name, const char *what, const char *pattern,
			  struct names *names)
{
	fprintf(out, "\n/* %s */\nstatic const struct date_piece %s_%s[] = {\n", pattern, name,
		what);
	while (*pattern) {
		struct text literal;

		pattern = take_literal(pattern, &literal);
		if (literal.at[0]) {
			fprintf(out, "\t{ DATE_FIELD_TEXT, ");
			write_literal(out, literal.at);
			fprintf(out, " },\n");
		}
		if (*pattern)
			pattern = write_field(out, pattern, names, name);
	}
	fprintf(out, "\t{ DATE_FIELD_END, STR(\"\") },\n};\n");
}

static void write_names(FILE *out, const char *what, UDateFormatSymbolType type, int count,
			const char *icu)
{
	UErrorCode status = U_ZERO_ERROR;
	UDateFormat *format = udat_open(UDAT_MEDIUM, UDAT_MEDIUM, icu, NULL, 0, NULL, 0, &status);

	expect(status, icu, "date format");
	fprintf(out, "\t.%s = {\n", what);
	for (int i = 0; i < count; i++) {
		UChar units[TEXT_BYTES];
		int32_t length = udat_getSymbols(format, type, i, units, TEXT_BYTES, &status);

		expect(status, icu, what);
		fprintf(out, "\t\t");
		write_literal(out, text_of(units, length, icu).at);
		fprintf(out, ",\n");
	}
	fprintf(out, "\t},\n");
	udat_close(format);
}

/* The shapes of a date that the program writes, and the skeleton by which ICU knows each. */
static const struct {
	const char *name, *skeleton;
} shapes[] = {
	{ "year", "y" },    { "quarter", "yQQQ" },    { "month", "yMMMM" },
	{ "day", "yMMMd" }, { "moment", "yMMMdHmz" },
};

static void write_date_style(FILE *out, const char *name, const char *icu)
{
	UErrorCode status = U_ZERO_ERROR;
	UDateTimePatternGenerator *generator = udatpg_open(icu, &status);
	struct names names = { 0 };

	expect(status, icu, "date patterns");
	for (size_t i = 0; i < countof(shapes); i++)
		write_pattern(out, name, shapes[i].name,
			      pattern_text(generator, shapes[i].skeleton, icu).at, &names);
	fprintf(out, "\nconst struct date_style date_%s = {\n", name);
	for (size_t i = 0; i < countof(shapes); i++)
		fprintf(out, "\t.%s = %s_%s,\n", shapes[i].name, name, shapes[i].name);
	if (names.of[DATE_FIELD_QUARTER_NAME])
		write_names(out, "quarters", names.of[DATE_FIELD_QUARTER_NAME], 4, icu);
	if (names.of[DATE_FIELD_MONTH_SHORT])
		write_names(out, "months_short", names.of[DATE_FIELD_MONTH_SHORT], 12, icu);
	if (names.of[DATE_FIELD_MONTH_NAME])
		write_names(out, "months", names.of[DATE_FIELD_MONTH_NAME], 12, icu);
	fprintf(out, "};\n");
	udatpg_close(generator);
}

int main(int argc, char **argv)
{
	FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;

	if (!out) {
		fprintf(stderr, "usage: mkcldr OUT\n");
		return 2;
	}
	fprintf(out,
		"/* Written by tools/locale/mkcldr.c from ICU %s. */\n#include \"i18n/cldr.h\"\n",
		U_ICU_VERSION);
	for (size_t i = 0; i < countof(styles); i++) {
		write_number_style(out, styles[i].name, styles[i].icu);
		if (styles[i].has_dates)
			write_date_style(out, styles[i].name, styles[i].icu);
	}
	return fclose(out) == 0 ? 0 : 1;
}

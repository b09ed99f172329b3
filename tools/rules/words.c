/* The calls that are not made here, the shape of a file, and SQL that is not put together by printf. */
#include "rules.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Words that may not stand in the code of some folders. */
struct word_rule {
	const char *name;
	struct str words;  /* separated by spaces */
	struct str in;     /* folders and files where the rule holds */
	struct str except; /* and those of them where it does not */
	const char *instead;
	bool is_call; /* the word is followed by '(' */
};

static const struct word_rule word_rules[] = {
	{ .name = "allocator",
	  .words = STR("malloc calloc realloc reallocarray free strdup strndup asprintf vasprintf "
		       "posix_memalign aligned_alloc open_memstream getline getdelim"),
	  .in = STR("src/ tools/"),
	  .except = STR("src/base/memory.c"),
	  .instead = "take memory from an arena, or from base/memory.h",
	  .is_call = true },
	{ .name = "memory",
	  .words = STR("memory_take memory_retake memory_give"),
	  .in = STR("src/ tools/"),
	  /*
	   * What is reference-counted, in snapshots, sets of series and datasets: each given in its own
	   * file; and the buffers that ICU is handed.
	   */
	  .except = STR("src/base/ src/store/ src/http/ src/exchange/ src/model/chunk.c "
			"src/model/derive.c src/model/snapshot.c src/model/table.c "
			"src/cube/series_set.c src/cube/dataset.c src/i18n/letter_case.c "
			"src/i18n/pattern.c"),
	  .instead = "an arena releases all at once",
	  .is_call = true },
	{ .name = "banned-call",
	  .words = STR(
		  "strcpy strncpy stpcpy strcat strncat sprintf vsprintf strtok gets scanf sscanf "
		  "atoi atol atoll atof localtime gmtime ctime asctime rand srand random srandom "
		  "setlocale system popen tmpnam tempnam mktemp alloca"),
	  .in = STR("src/ tools/ test/ bench/"),
	  .instead = "base has what replaces it",
	  .is_call = true },
	{ .name = "binary-float",
	  .words = STR("double float"),
	  .in = STR("src/model/"),
	  .instead = "the numbers of a plan are decimals and minor units" },
	{ .name = "raw-markup",
	  .words = STR("html_literal html__ url__"),
	  .in = STR("src/"),
	  .except = STR("src/html/"),
	  .instead = "write through html/html.h, and make addresses with html/link.h" },
	{ .name = "sql-by-hand",
	  .words = STR("sqlite3_mprintf sqlite3_vmprintf sqlite3_snprintf sqlite3_str_new"),
	  .in = STR("src/ tools/"),
	  .instead = "prepare a statement and bind what varies",
	  .is_call = true },
};

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool is_called(struct str code, size_t after)
{
	while (after < code.len && (code.at[after] == ' ' || code.at[after] == '\t'))
		after++;
	return after < code.len && code.at[after] == '(';
}

static void check_word(const struct source *source, size_t from, size_t to, struct report *report)
{
	struct str word = str_slice(source->code, from, to);

	for (size_t i = 0; i < countof(word_rules); i++) {
		const struct word_rule *rule = &word_rules[i];

		if (!words_have(rule->words, word) || !source_is_in(source, rule->in) ||
		    source_is_in(source, rule->except))
			continue;
		if (!rule->is_call || is_called(source->code, to))
			report_add(report, source, from, rule->name, "%.*s: %s", STR_ARGS(word),
				   rule->instead);
	}
}

void check_words(const struct source *source, struct report *report)
{
	struct str code = source->code;

	for (size_t i = 0; i < code.len;) {
		size_t from = i;

		while (i < code.len && is_word_byte(code.at[i]))
			i++;
		if (i > from)
			check_word(source, from, i, report);
		else
			i++;
	}
}

/* How a statement begins, and what must follow somewhere for it to be one rather than English. */
static const struct {
	struct str begins, has;
} statements[] = {
	{ STR("select "), STR(" from ") },  { STR("insert "), STR("into ") },
	{ STR("delete "), STR("from ") },   { STR("update "), STR(" set ") },
	{ STR("create "), STR(" table ") }, { STR("create "), STR(" index ") },
	{ STR("create table"), STR("") },   { STR("create index"), STR("") },
	{ STR("alter table"), STR("") },    { STR("drop table"), STR("") },
	{ STR("where "), STR("=") },        { STR("order by "), STR("") },
	{ STR("values ("), STR("") },
};

static bool has_anycase(struct str s, struct str needle, size_t limit)
{
	for (size_t i = 0; i + needle.len <= s.len && i <= limit; i++)
		if (strncasecmp(s.at + i, needle.at, needle.len) == 0)
			return true;
	return needle.len == 0;
}

static bool is_statement(struct str literal)
{
	for (size_t i = 0; i < countof(statements); i++)
		if (has_anycase(literal, statements[i].begins, 0) &&
		    has_anycase(literal, statements[i].has, SIZE_MAX))
			return true;
	return false;
}

static bool has_conversion(struct str literal)
{
	for (size_t i = 0; i + 1 < literal.len; i++) {
		if (literal.at[i] != '%')
			continue;
		if (literal.at[i + 1] != '%' && literal.at[i + 1] != '\'')
			return true;
		i++;
	}
	return false;
}

/* What the field tables say is made into statements in one file: names of tables cannot be bound. */
void check_sql(const struct source *source, struct report *report)
{
	if (!str_starts(source->path, S("src/")) || str_eq(source->path, S("src/store/schema.c")))
		return;
	for (size_t i = 0; i < source->literals.count; i++) {
		struct str literal = str_trim(*LIST_AT(source->literals, struct str, i));

		if (is_statement(literal) && has_conversion(literal))
			report_add(report, source, (size_t)(literal.at - source->text.at),
				   "printf-sql",
				   "a statement with a conversion in it; bind what varies");
	}
}

/* "src/base/str.h" is guarded by BASE_STR_H. */
static void check_guard(const struct source *source, struct report *report)
{
	char guard[256] = "#ifndef ";
	size_t len = strlen(guard);

	for (size_t i = 4; i < source->path.len && len + 1 < sizeof(guard); i++) {
		char c = source->path.at[i];

		guard[len++] = isalnum((unsigned char)c) ? (char)toupper((unsigned char)c) : '_';
	}
	guard[len] = '\0';
	if (str_find(source->code, str_of(guard), 0) == SIZE_MAX)
		report_add(report, source, 0, "include-guard", "expected %s", guard);
}

/* The type of a function may have a name; a struct, an enum or a union already has one. */
static bool hides_struct(struct str code, size_t at)
{
	while (at < code.len && !strchr("(;{", code.at[at]))
		at++;
	return at < code.len && code.at[at] != '(';
}

void check_shape(const struct source *source, struct report *report)
{
	static const struct str typedefs[] = {
		STR("typedef struct"),
		STR("typedef enum"),
		STR("typedef union"),
	};
	struct str code = source->code;

	if (!str_starts(source->text, S("/*")))
		report_add(report, source, 0, "opening-comment",
			   "a file opens by saying what it is for");
	if (str_starts(source->path, S("src/")) && str_ends(source->path, S(".h")))
		check_guard(source, report);
	for (size_t i = 0; i < countof(typedefs); i++) {
		size_t at = 0;

		for (; (at = str_find(code, typedefs[i], at)) != SIZE_MAX; at++)
			if (hides_struct(code, at))
				report_add(report, source, at, "typedef-struct",
					   "say struct, enum or union where it is used");
	}
}

/*
 * Both languages are read as a row of comments, strings and the rest; a mark is found by its word and
 * must be followed by string literals, as many as it takes.
 */
#include "scan.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"

enum mark_kind { MARK_TEXT, MARK_CONTEXT, MARK_PLURAL };

/* The words of marks. A longer one stands before its beginning. */
static const struct {
	enum scan_language language;
	struct str word;
	enum mark_kind kind;
} words[] = {
	{ SCAN_C, STR("N_("), MARK_TEXT },           { SCAN_C, STR("NC_("), MARK_CONTEXT },
	{ SCAN_C, STR("NP_("), MARK_PLURAL },        { SCAN_TEMPLATE, STR("{{_c"), MARK_CONTEXT },
	{ SCAN_TEMPLATE, STR("{{_n"), MARK_PLURAL }, { SCAN_TEMPLATE, STR("{{_"), MARK_TEXT },
};

struct scanner {
	struct arena *arena;
	enum scan_language language;
	struct str text;
	size_t at;
	struct place place;
	int64_t n_faults;
};

void scan_fault(const struct place *place, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%.*s:%lld: ", STR_ARGS(place->file), (long long)place->line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

static bool sees(const struct scanner *s, struct str what)
{
	return str_starts(str_slice(s->text, s->at, s->text.len), what);
}

static void skip(struct scanner *s, size_t bytes)
{
	for (size_t i = 0; i < bytes && s->at < s->text.len; i++)
		s->place.line += s->text.at[s->at++] == '\n';
}

static void skip_past(struct scanner *s, struct str end)
{
	size_t found = str_find(s->text, end, s->at);

	skip(s, (found == SIZE_MAX ? s->text.len : found + end.len) - s->at);
}

static void skip_space(struct scanner *s)
{
	while (s->at < s->text.len && (s->text.at[s->at] == ' ' || s->text.at[s->at] == '\t' ||
				       s->text.at[s->at] == '\r' || s->text.at[s->at] == '\n'))
		skip(s, 1);
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static void complain(struct scanner *s, const char *what)
{
	scan_fault(&s->place, "%s", what);
	s->n_faults++;
}

/* Adds the character that an escape of C stands for; the cursor is on its backslash. */
static void take_escape(struct scanner *s, struct buf *out)
{
	skip(s, 1);
	if (sees(s, S("n")))
		buf_char(out, '\n');
	else if (sees(s, S("\"")) || sees(s, S("\\")))
		buf_char(out, s->text.at[s->at]);
	else
		complain(s, "in a marked text only \\n, \\\" and \\\\ are understood");
	skip(s, 1);
}

/* Takes one literal, its quote next. */
static void take_literal(struct scanner *s, struct buf *out)
{
	skip(s, 1);
	while (s->at < s->text.len && s->text.at[s->at] != '"') {
		if (s->text.at[s->at] == '\\') {
			take_escape(s, out);
			continue;
		}
		buf_char(out, s->text.at[s->at]);
		skip(s, 1);
	}
	skip(s, 1);
}

/* A text of literals side by side; at is NULL when something else is next. */
static struct err take_text(struct scanner *s, struct str *out)
{
	struct buf buf;

	*out = (struct str){ 0 };
	skip_space(s);
	if (!sees(s, S("\"")))
		return OK;
	buf_init(&buf, s->arena);
	do {
		take_literal(s, &buf);
		skip_space(s);
	} while (s->language == SCAN_C && sees(s, S("\"")));
	return buf_done(&buf, out);
}

static struct err take_two(struct scanner *s, struct str *first, struct str *second)
{
	TRY(take_text(s, first));
	if (s->language == SCAN_C && sees(s, S(",")))
		skip(s, 1);
	return take_text(s, second);
}

/* Reads what the mark takes; the cursor is behind its word. */
static struct err take_mark(struct scanner *s, enum mark_kind kind, struct list *marks)
{
	struct mark mark = { .place = s->place };
	struct str text, second = { 0 };

	if (kind == MARK_TEXT)
		TRY(take_text(s, &text));
	else
		TRY(take_two(s, &text, &second));
	if (str_empty(text) || (kind != MARK_TEXT && str_empty(second)) ||
	    (s->language == SCAN_C && !sees(s, S(")")))) {
		complain(s, "a mark takes literal texts in double quotes, and none is empty");
		return OK;
	}
	mark.id = text;
	if (kind == MARK_PLURAL)
		mark.plural = second;
	if (kind == MARK_CONTEXT)
		mark.id = str_format(s->arena, "%.*s\004%.*s", STR_ARGS(text), STR_ARGS(second));
	TRY_NEW(mark.id.at);
	return list_push(marks, &mark);
}

/* Takes a mark if one is next. */
static struct err try_marks(struct scanner *s, struct list *marks, bool *taken)
{
	*taken = false;
	for (size_t i = 0; i < countof(words); i++) {
		if (words[i].language != s->language || !sees(s, words[i].word))
			continue;
		*taken = true;
		skip(s, words[i].word.len);
		return take_mark(s, words[i].kind, marks);
	}
	return OK;
}

/* A macro's definition runs on where its line ends with a backslash. */
static void skip_definition(struct scanner *s)
{
	do
		skip_past(s, S("\n"));
	while (s->at < s->text.len && str_ends(str_slice(s->text, 0, s->at), S("\\\n")));
}

/* Skips what cannot hold a mark of C: comments, strings, characters, definitions; else false. */
static bool skip_opaque(struct scanner *s)
{
	if (sees(s, S("/*"))) {
		skip_past(s, S("*/"));
	} else if (sees(s, S("//"))) {
		skip_past(s, S("\n"));
	} else if (sees(s, S("#define"))) {
		skip_definition(s);
	} else if (sees(s, S("\"")) || sees(s, S("'"))) {
		char quote = s->text.at[s->at];

		skip(s, 1);
		while (s->at < s->text.len && s->text.at[s->at] != quote)
			skip(s, s->text.at[s->at] == '\\' ? 2 : 1);
		skip(s, 1);
	} else {
		return false;
	}
	return true;
}

/* Moves past a word of C that is no mark, or past one byte. */
static void skip_word(struct scanner *s)
{
	do
		skip(s, 1);
	while (s->at < s->text.len && is_word(s->text.at[s->at]) && is_word(s->text.at[s->at - 1]));
}

struct err scan_file(struct arena *arena, struct str path, struct str text,
		     enum scan_language language, struct list *marks, int64_t *n_faults)
{
	struct scanner s = { .arena = arena,
			     .language = language,
			     .text = text,
			     .place = { .file = path, .line = 1 } };

	while (s.at < text.len) {
		bool taken;

		if (language == SCAN_C && skip_opaque(&s))
			continue;
		TRY(try_marks(&s, marks, &taken));
		if (!taken && language == SCAN_C)
			skip_word(&s);
		else if (!taken)
			skip(&s, 1);
	}
	*n_faults += s.n_faults;
	return OK;
}

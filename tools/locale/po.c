/* The syntax of .po files: comments, keywords and quoted strings that run over lines. */
#include "po.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"

enum { PO_FILE_BYTES_MAX = 16 << 20 };

/* What a quoted string adds to: the part of a message that the last keyword named. */
enum part { PART_NONE, PART_CONTEXT, PART_ID, PART_PLURAL, PART_TEXT };

struct po_reader {
	struct arena *arena;
	struct po_file *file;
	int64_t line;
	bool fuzzy; /* a flag was seen for the message to come */

	struct po_message message; /* being read */
	enum part part;
	struct buf text;    /* of the part, so far */
	struct str context; /* at is NULL: none */
};

void po_fault(struct po_file *file, int64_t line, const char *format, ...)
{
	va_list args;

	file->n_faults++;
	fprintf(stderr, "%.*s:%lld: ", STR_ARGS(file->path), (long long)line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

/* Keeps the text that the strings have built. */
static struct err part_end(struct po_reader *r)
{
	struct po_message *m = &r->message;
	struct str text;

	TRY(buf_done(&r->text, &text));
	if (!text.at)
		text = S("");
	switch (r->part) {
	case PART_NONE:
		break;
	case PART_CONTEXT:
		r->context = text;
		break;
	case PART_ID:
		m->id = r->context.at ? str_format(r->arena, "%.*s\004%.*s", STR_ARGS(r->context),
						   STR_ARGS(text))
				      : text;
		TRY_NEW(m->id.at);
		break;
	case PART_PLURAL:
		m->plural = text;
		break;
	case PART_TEXT:
		m->texts[m->n_texts - 1] = text;
		break;
	}
	buf_init(&r->text, r->arena);
	r->part = PART_NONE;
	return OK;
}

/* Ends the message being read, if there is one. */
static struct err message_end(struct po_reader *r)
{
	bool begun = r->part != PART_NONE;

	TRY(part_end(r));
	if (begun && r->message.n_texts == 0)
		po_fault(r->file, r->line, "a message without msgstr");
	else if (begun)
		TRY(list_push(&r->file->messages, &r->message));
	r->message = (struct po_message){ 0 };
	r->context = (struct str){ 0 };
	return OK;
}

/* The byte that stands for a backslash and c; -1 when none does. */
static int escape_of(char c)
{
	switch (c) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case '"':
	case '\\':
		return c;
	default:
		return -1;
	}
}

/* Adds a quoted string to the part. */
static void string_add(struct po_reader *r, struct str s)
{
	size_t i = 1;

	for (; i < s.len && s.at[i] != '"'; i++) {
		int escape;

		if (s.at[i] != '\\' || i + 1 == s.len) {
			buf_char(&r->text, s.at[i]);
			continue;
		}
		escape = escape_of(s.at[++i]);
		if (escape < 0)
			po_fault(r->file, r->line, "unknown escape \\%c", s.at[i]);
		else
			buf_char(&r->text, (char)escape);
	}
	if (i >= s.len)
		po_fault(r->file, r->line, "a string that is not closed");
	else if (i + 1 < s.len)
		po_fault(r->file, r->line, "something after the string");
}

static struct err begin_context(struct po_reader *r)
{
	if (r->part == PART_TEXT)
		TRY(message_end(r));
	if (r->part != PART_NONE)
		po_fault(r->file, r->line, "msgctxt inside a message");
	TRY(part_end(r));
	r->part = PART_CONTEXT;
	return OK;
}

static struct err begin_id(struct po_reader *r)
{
	if (r->part == PART_TEXT)
		TRY(message_end(r));
	if (r->part == PART_ID || r->part == PART_PLURAL)
		po_fault(r->file, r->line, "a second msgid in one message");
	TRY(part_end(r));
	r->part = PART_ID;
	r->message.line = r->line;
	r->message.fuzzy = r->fuzzy;
	r->fuzzy = false;
	return OK;
}

static struct err begin_plural(struct po_reader *r)
{
	if (r->part != PART_ID)
		po_fault(r->file, r->line, "msgid_plural without its msgid");
	TRY(part_end(r));
	r->part = PART_PLURAL;
	return OK;
}

static struct err begin_text(struct po_reader *r)
{
	if (r->part != PART_ID) {
		po_fault(r->file, r->line, "msgstr without its msgid");
		return message_end(r);
	}
	TRY(part_end(r));
	r->part = PART_TEXT;
	r->message.n_texts = 1;
	return OK;
}

/* msgstr[form]: the forms stand in their order. */
static struct err begin_form(struct po_reader *r, int form)
{
	struct po_message *m = &r->message;

	if (r->part != (form == 0 ? PART_PLURAL : PART_TEXT) || m->n_texts != form) {
		po_fault(r->file, r->line, "msgstr[%d] out of its place", form);
		return message_end(r);
	}
	TRY(part_end(r));
	r->part = PART_TEXT;
	m->n_texts = form + 1;
	return OK;
}

static const struct {
	struct str word;
	struct err (*begin)(struct po_reader *r);
} keywords[] = {
	{ STR("msgctxt"), begin_context },
	{ STR("msgid"), begin_id },
	{ STR("msgid_plural"), begin_plural },
	{ STR("msgstr"), begin_text },
};

static struct err keyword_read(struct po_reader *r, struct str word)
{
	for (size_t i = 0; i < countof(keywords); i++) {
		if (str_eq(word, keywords[i].word))
			return keywords[i].begin(r);
	}
	if (str_starts(word, S("msgstr[")) && word.len == 9 && word.at[7] >= '0' &&
	    word.at[7] < '0' + PO_FORMS_MAX && word.at[8] == ']')
		return begin_form(r, word.at[7] - '0');
	po_fault(r->file, r->line, "unknown keyword %.*s", STR_ARGS(word));
	return OK;
}

/* "#, fuzzy, c-format": only the flag of a guess matters; other comments are for people. */
static struct err comment_read(struct po_reader *r, struct str line)
{
	if (r->part == PART_TEXT)
		TRY(message_end(r));
	if (str_starts(line, S("#,")) && str_find(line, S("fuzzy"), 0) != SIZE_MAX)
		r->fuzzy = true;
	return OK;
}

static struct err line_read(struct po_reader *r, struct str line)
{
	size_t quote = str_find_char(line, '"', 0);

	if (line.len == 0)
		return OK;
	if (line.at[0] == '#')
		return comment_read(r, line);
	if (quote == SIZE_MAX) {
		po_fault(r->file, r->line, "neither a comment nor a keyword with its string");
		return OK;
	}
	if (quote > 0)
		TRY(keyword_read(r, str_trim(str_slice(line, 0, quote))));
	if (r->part == PART_NONE)
		po_fault(r->file, r->line, "a string without its keyword");
	else
		string_add(r, str_slice(line, quote, line.len));
	return OK;
}

struct err po_read(struct arena *arena, struct str path, struct po_file *out)
{
	struct po_reader r = { .arena = arena, .file = out };
	struct str rest, line;

	*out = (struct po_file){ .path = path, .messages = LIST(arena, struct po_message) };
	buf_init(&r.text, arena);
	TRY(file_read(arena, path, PO_FILE_BYTES_MAX, &rest));
	while (str_cut(&rest, '\n', &line)) {
		r.line++;
		if (utf8_fault(line) != SIZE_MAX)
			po_fault(out, r.line, "not UTF-8");
		TRY(line_read(&r, str_trim(line)));
	}
	return message_end(&r);
}

struct str po_header(const struct po_file *file, struct str name)
{
	for (size_t i = 0; i < file->messages.count; i++) {
		const struct po_message *m = LIST_AT(file->messages, struct po_message, i);
		struct str rest = m->texts[0], line;

		while (str_empty(m->id) && str_cut(&rest, '\n', &line)) {
			if (str_starts(line, name) && line.len > name.len &&
			    line.at[name.len] == ':')
				return str_trim(str_slice(line, name.len + 1, line.len));
		}
	}
	return (struct str){ 0 };
}

bool po_translated(const struct po_message *m)
{
	if (m->fuzzy || str_empty(m->id))
		return false;
	for (int i = 0; i < m->n_texts; i++) {
		if (str_empty(m->texts[i]))
			return false;
	}
	return true;
}

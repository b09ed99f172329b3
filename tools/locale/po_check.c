/* The checks, one function each, over every message that has been translated. */
#include "po_check.h"

#include "base/map.h"

enum { COUNT_BIT = 0, ARGUMENT_LAST = 6 };

/* The placeholders of a text as bits: {n} is bit 0, {1} to {6} are the bits of their number. */
static unsigned placeholders(struct str text)
{
	unsigned found = 0;

	for (size_t at = 0; (at = str_find_char(text, '{', at)) != SIZE_MAX; at++) {
		if (at + 2 >= text.len || text.at[at + 2] != '}')
			continue;
		if (text.at[at + 1] == 'n')
			found |= 1U << COUNT_BIT;
		else if (text.at[at + 1] >= '1' && text.at[at + 1] <= '0' + ARGUMENT_LAST)
			found |= 1U << (text.at[at + 1] - '0');
	}
	return found;
}

/* The first placeholder of the set, as it is spelled. */
static struct str placeholder_name(unsigned set)
{
	static const struct str names[] = {
		STR("{n}"), STR("{1}"), STR("{2}"), STR("{3}"), STR("{4}"), STR("{5}"), STR("{6}"),
	};
	size_t i = 0;

	while (i + 1 < countof(names) && !(set >> i & 1))
		i++;
	return names[i];
}

/* A form for one, two or no things may do without the number; nothing else may be left out. */
static void check_placeholders(struct po_file *file, const struct po_message *m)
{
	unsigned wanted = placeholders(m->id) | placeholders(m->plural);
	unsigned needed = m->plural.at ? wanted & ~(1U << COUNT_BIT) : wanted;

	for (int i = 0; i < m->n_texts; i++) {
		unsigned found = placeholders(m->texts[i]);

		if (needed & ~found)
			po_fault(file, m->line, "the translation lacks %.*s",
				 STR_ARGS(placeholder_name(needed & ~found)));
		if (found & ~wanted)
			po_fault(file, m->line, "the translation has an unknown %.*s",
				 STR_ARGS(placeholder_name(found & ~wanted)));
	}
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does the text hold a tag or a character reference? */
static bool has_markup(struct str text)
{
	for (size_t i = 0; i + 1 < text.len; i++) {
		char next = text.at[i + 1];

		if (text.at[i] == '<' && (is_letter(next) || next == '/' || next == '!'))
			return true;
		if (text.at[i] == '&' && (is_letter(next) || next == '#') &&
		    str_find_char(text, ';', i) != SIZE_MAX)
			return true;
	}
	return false;
}

static void check_markup(struct po_file *file, const struct po_message *m)
{
	bool found = has_markup(m->id) || has_markup(m->plural);

	for (int i = 0; i < m->n_texts; i++)
		found = found || has_markup(m->texts[i]);
	if (found)
		po_fault(file, m->line, "markup in a message");
}

static void check_line_ends(struct po_file *file, const struct po_message *m)
{
	for (int i = 0; i < m->n_texts; i++) {
		if (str_starts(m->id, S("\n")) != str_starts(m->texts[i], S("\n")) ||
		    str_ends(m->id, S("\n")) != str_ends(m->texts[i], S("\n")))
			po_fault(file, m->line,
				 "the translation begins or ends its line where English does not");
	}
}

static void check_forms(struct po_file *file, const struct po_message *m, int n_forms)
{
	int wanted = m->plural.at ? n_forms : 1;

	if (m->n_texts != wanted)
		po_fault(file, m->line, "%d forms where the language has %d", m->n_texts, wanted);
}

static struct err check_twice(struct po_file *file, struct map *lines, const struct po_message *m)
{
	uint64_t first;

	if (map_get(lines, m->id, &first))
		po_fault(file, m->line, "the message stands already at line %llu",
			 (unsigned long long)first);
	return map_put(lines, m->id, (uint64_t)m->line);
}

static struct err check_header(struct arena *arena, struct po_file *file, struct plural_rule *out)
{
	struct str type = po_header(file, S("Content-Type"));
	struct err e;

	*out = (struct plural_rule){ 0 };
	if (!str_eq(type, S("text/plain; charset=UTF-8")))
		po_fault(file, 1, "the header must say Content-Type: text/plain; charset=UTF-8");
	e = plural_rule_read(arena, po_header(file, S("Plural-Forms")), out);
	if (e.code == ERR_INVALID) {
		po_fault(file, 1, "Plural-Forms: %.*s", STR_ARGS(e.detail));
		return OK;
	}
	return e;
}

struct err po_check(struct arena *arena, struct po_file *file, struct plural_rule *out)
{
	struct map lines;

	map_init(&lines, arena);
	TRY(check_header(arena, file, out));
	for (size_t i = 0; i < file->messages.count; i++) {
		const struct po_message *m = LIST_AT(file->messages, struct po_message, i);

		TRY(check_twice(file, &lines, m));
		if (!po_translated(m))
			continue;
		check_placeholders(file, m);
		check_markup(file, m);
		check_line_ends(file, m);
		if (out->n_forms > 0)
			check_forms(file, m, out->n_forms);
	}
	return OK;
}

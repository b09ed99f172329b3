/* Lines with mistakes and those around them; in each line, what the mistakes are about is marked. */
#include "web/script.h"

#include "app/words.h"
#include "base/buf.h"

struct lines_of {
	const struct page *page;
	struct str source;
	const struct diagnostics *diagnostics;
	const struct script_mistake_place *places;
};

static bool is_near(const struct lines_of *lines, int64_t number)
{
	for (size_t i = 0; i < lines->diagnostics->items.count; i++)
		if (lines->places[i].line >= number - SCRIPT_LINES_AROUND &&
		    lines->places[i].line <= number + SCRIPT_LINES_AROUND)
			return true;
	return false;
}

/* The byte at which the character begins; the length of the text past its end. */
static size_t byte_of(struct str text, size_t from, size_t characters)
{
	while (from < text.len && characters > 0) {
		from++;
		while (from < text.len && ((unsigned char)text.at[from] & 0xc0) == 0x80)
			from++;
		characters--;
	}
	return from;
}

/* The first mark of the line that ends behind the place: [*from, *to). */
static bool next_mark(const struct lines_of *lines, int64_t number, struct str text, size_t at,
		      size_t *from, size_t *to)
{
	bool found = false;

	for (size_t i = 0; i < lines->diagnostics->items.count; i++) {
		const struct script_mistake_place *place = &lines->places[i];
		size_t begin, end;

		if (place->line != number)
			continue;
		begin = byte_of(text, 0, (size_t)(place->column - 1));
		end = byte_of(text, begin, place->length ? place->length : 1);
		if (begin < at || (found && begin >= *from))
			continue;
		*from = begin;
		*to = end;
		found = true;
	}
	return found;
}

static struct err add_piece(struct list *pieces, struct str text, bool is_wrong)
{
	struct script_piece piece = { text, is_wrong };

	return str_empty(text) ? OK : list_push(pieces, &piece);
}

/* A mistake where the line is at its end marks a blank behind it. */
static struct err fill_pieces(const struct lines_of *lines, int64_t number, struct str text,
			      struct script_line *out)
{
	struct list pieces = LIST(lines->page->arena, struct script_piece);
	size_t at = 0, from, to;
	bool more = next_mark(lines, number, text, at, &from, &to);

	while (more) {
		TRY(add_piece(&pieces, str_slice(text, at, from), false));
		TRY(add_piece(&pieces, from < to ? str_slice(text, from, to) : S(" "), true));
		at = to > at ? to : at + 1;
		more = from < to && next_mark(lines, number, text, at, &from, &to);
	}
	TRY(add_piece(&pieces, str_slice(text, at, text.len), false));
	if (pieces.count == 0)
		TRY(add_piece(&pieces, S(" "), false));
	out->pieces.at = pieces.at;
	out->pieces.count = pieces.count;
	return OK;
}

static struct err fill_mistakes(const struct lines_of *lines, int64_t number,
				struct script_line *out)
{
	struct list mistakes = LIST(lines->page->arena, struct script_mistake);

	for (size_t i = 0; i < lines->diagnostics->items.count; i++) {
		struct script_mistake mistake = { .column = lines->places[i].column };
		struct buf words;

		if (lines->places[i].line != number)
			continue;
		buf_init(&words, lines->page->arena);
		words_mistake(&words, lines->page->locale,
			      LIST_AT(lines->diagnostics->items, struct diagnostic, i));
		TRY(buf_done(&words, &mistake.sentence));
		TRY(list_push(&mistakes, &mistake));
	}
	out->mistakes.at = mistakes.at;
	out->mistakes.count = mistakes.count;
	return OK;
}

struct err script_fill_lines(const struct page *page, struct str source,
			     const struct diagnostics *diagnostics,
			     const struct script_mistake_place *places, struct script_page *v)
{
	const struct lines_of lines = { page, source, diagnostics, places };
	struct list shown = LIST(page->arena, struct script_line);
	struct str rest = source, text;
	int64_t last = 0;

	for (int64_t number = 1; str_cut(&rest, '\n', &text); number++) {
		struct script_line line = { .number = number };

		if (!is_near(&lines, number))
			continue;
		line.is_after_gap = number > last + 1;
		last = number;
		TRY(fill_pieces(&lines, number, text, &line));
		TRY(fill_mistakes(&lines, number, &line));
		TRY(list_push(&shown, &line));
	}
	v->n_mistakes = diagnostics->count;
	v->lines.at = shown.at;
	v->lines.count = shown.count;
	return OK;
}

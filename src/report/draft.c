/* Words, notes and the framework of a document while it is composed. */
#include "report/draft.h"

#include <ctype.h>

#include "base/buf.h"
#include "i18n/number.h"
#include "model/footnote.h"
#include "model/label.h"
#include "model/product.h"
#include "model/row.h"
#include "model/translate.h"

enum { LETTERS = 26 };

/* ---- Words ---- */

struct phrase draft_printed(const struct draft *d, struct str text)
{
	struct str language = d->plan->language;

	if (str_empty(text) || str_eq(language, d->locale->tag))
		language = S("");
	return (struct phrase){ .text = text, .lang = language };
}

struct phrase draft_said(const struct draft *d, enum noun_id noun, struct str key,
			 struct str column, struct str text)
{
	struct spoken spoken =
		text_in(d->snapshot, d->arena, noun, key, column, d->locale->tag, text);

	if (spoken.is_translated)
		return (struct phrase){ .text = spoken.text };
	return draft_printed(d, text);
}

/* The short name, or else the name; the code of a thing that is not there. */
static struct phrase usual_name(const struct draft *d, enum noun_id noun, struct str key)
{
	const struct field *name = noun_field(noun_of(noun), S("name"));
	const struct field *brief = noun_field(noun_of(noun), S("short_name"));
	const void *row = snapshot_find(d->snapshot, noun, key);

	if (!row)
		return (struct phrase){ .text = key };
	if (brief && !str_empty(field_str(brief, row)))
		name = brief;
	return draft_said(d, noun, key, name->name, field_str(name, row));
}

/* A label that is not translated gives way to a name that is. */
struct phrase draft_named(const struct draft *d, enum noun_id noun, struct str key)
{
	struct str place = str_format(d->arena, "%.*s/%.*s/%.*s", STR_ARGS(noun_of(noun)->name),
				      STR_ARGS(key), STR_ARGS(d->section->code));
	const struct label *label = snapshot_find(d->snapshot, NOUN_LABEL, place);
	struct phrase name = usual_name(d, noun, key), printed;

	if (!label)
		return name;
	printed = draft_said(d, NOUN_LABEL, place, S("text"), label->text);
	return str_empty(printed.lang) || !str_empty(name.lang) ? printed : name;
}

struct phrase draft_words(const struct draft *d, struct str id)
{
	return (struct phrase){ .text = message(d->locale, id) };
}

struct str draft_message(const struct draft *d, struct str id, struct message_args args)
{
	return message_format(d->arena, d->locale, id, args);
}

struct str draft_choice(const struct draft *d, enum noun_id noun, struct str field, int choice)
{
	const struct choices *choices = noun_field(noun_of(noun), field)->choices;

	return choice > 0 ? message(d->locale, str_of(choices->at[choice - 1].label)) : S("");
}

struct str draft_money(const struct draft *d, int64_t minor, struct str currency)
{
	struct buf buf;

	buf_init(&buf, d->arena);
	number_write_money(&buf, d->locale, minor, currency);
	return buf_held(&buf);
}

struct str draft_percent(const struct draft *d, struct decimal percent)
{
	struct buf buf;

	buf_init(&buf, d->arena);
	number_write_percent(&buf, d->locale, percent);
	return buf_held(&buf);
}

struct str draft_number(const struct draft *d, int64_t n)
{
	struct buf buf;

	buf_init(&buf, d->arena);
	number_write_int(&buf, d->locale, n);
	return buf_held(&buf);
}

struct phrase draft_caption(const struct draft *d)
{
	const struct section *section = d->section;
	struct phrase title =
		draft_said(d, NOUN_SECTION, section->code, S("title"), section->title);

	if (str_empty(title.text))
		title = draft_printed(d, section->number);
	else if (!str_empty(section->number))
		title.text = str_format(d->arena, "%.*s %.*s", STR_ARGS(section->number),
					STR_ARGS(title.text));
	return title;
}

/* ---- Blocks and notes ---- */

struct err draft_block(struct draft *d, struct block block)
{
	return list_push(&d->blocks, &block);
}

struct err draft_remark(struct draft *d, struct phrase remark)
{
	return draft_block(d, (struct block){ .remark = remark });
}

struct err draft_absence(struct draft *d, struct str words)
{
	if (d->section->image != SECTION_IMAGE_ABSENT || d->is_to_fill)
		return OK;
	return draft_remark(d, draft_words(d, words));
}

struct err draft_absent_table(struct draft *d)
{
	return draft_absence(d, S(N_("The image of the source is missing; this table is made from "
				     "the data of the plan.")));
}

struct err draft_absent_figure(struct draft *d)
{
	return draft_absence(d, S(N_("The image of the source is missing; this figure is made from "
				     "the data of the plan.")));
}

struct err draft_to_fill(struct draft *d)
{
	struct phrase caption = draft_caption(d);

	d->is_to_fill = true;
	if (!str_empty(caption.text))
		TRY(draft_block(d, (struct block){ .paragraph = caption }));
	return draft_remark(d,
			    draft_words(d, S(N_("To be filled: the source leaves a gap here."))));
}

/* a … z, aa, ab …: the n-th mark of the program, from 0. */
static struct str letters_of(struct arena *arena, size_t n)
{
	size_t first = n / LETTERS;
	char last = (char)('a' + n % LETTERS);

	if (first == 0)
		return str_format(arena, "%c", last);
	return str_format(arena, "%.*s%c", STR_ARGS(letters_of(arena, first - 1)), last);
}

static struct err add_note(struct draft *d, struct note note, const struct note **out)
{
	struct note *kept = NEW(d->arena, struct note, 1);

	TRY_NEW(kept);
	*kept = note;
	*out = kept;
	return list_push(&d->notes, out);
}

struct err draft_note(struct draft *d, struct str text, struct list *marks)
{
	struct str mark = letters_of(d->arena, d->n_letters++);
	const struct note *note;

	TRY(add_note(d,
		     (struct note){
			     .mark = mark,
			     .id = str_format(d->arena, "note-%.*s-%.*s", STR_ARGS(d->chapter.id),
					      STR_ARGS(mark)),
			     .text = { .text = text },
		     },
		     &note));
	return list_push(marks, &note);
}

struct err draft_difference(struct draft *d, struct str place, struct str text, struct list *marks)
{
	TRY_NEW(place.at);
	TRY(map_put(&d->differences, place, 1));
	return draft_note(d, text, marks);
}

/* The footnotes of the section become notes of the chapter. */
static struct err read_footnotes(struct draft *d)
{
	struct found_rows found;

	TRY(snapshot_where(d->snapshot, NOUN_FOOTNOTE, "section", d->section->code, &found));
	for (size_t i = 0; i < found.count; i++) {
		const struct footnote *footnote = found.at[i];
		struct footmark mark = { .column = footnote->column };
		struct str key;

		TRY(row_key(d->arena, noun_of(NOUN_FOOTNOTE), footnote, &key));
		TRY(add_note(d,
			     (struct note){
				     .mark = draft_number(d, footnote->number),
				     .id = str_format(d->arena, "note-%lld",
						      (long long)footnote->number),
				     .text = draft_said(d, NOUN_FOOTNOTE, key, S("text"),
							footnote->text),
			     },
			     &mark.note));
		TRY(list_push(&d->footmarks, &mark));
	}
	return OK;
}

struct err draft_footmarks(struct draft *d, struct str heading, struct notes *out)
{
	struct list marks = LIST(d->arena, const struct note *);

	if (!d->footmarks.arena) {
		d->footmarks = LIST(d->arena, struct footmark);
		TRY(read_footnotes(d));
	}
	for (size_t i = 0; i < d->footmarks.count; i++) {
		struct footmark *mark = LIST_AT(d->footmarks, struct footmark, i);

		if (mark->is_placed || !(str_empty(heading) || str_eq(mark->column, heading)))
			continue;
		mark->is_placed = true;
		TRY(list_push(&marks, &mark->note));
	}
	*out = marks_of(&marks);
	return OK;
}

/* ---- The plan's framework ---- */

const struct node *draft_node(const struct draft *d, size_t place)
{
	return d->budgets->tree->at[place].node;
}

struct err draft_tops(const struct draft *d, struct str framework, struct list *out)
{
	const struct tree *tree = d->budgets->tree;

	*out = LIST(d->arena, size_t);
	for (size_t i = 0; i < tree->count; i = tree->at[i].end)
		if (str_eq(node_framework(tree->at[i].node), framework))
			TRY(list_push(out, &i));
	return OK;
}

struct err draft_children(const struct draft *d, size_t place, struct list *out)
{
	const struct tree *tree = d->budgets->tree;

	*out = LIST(d->arena, size_t);
	for (size_t c = place + 1; c < tree->at[place].end; c = tree->at[c].end)
		TRY(list_push(out, &c));
	return OK;
}

struct phrase draft_levels(const struct draft *d, const size_t *places, size_t count)
{
	const struct level *last = NULL;
	struct buf words;

	buf_init(&words, d->arena);
	for (size_t i = 0; i < count; i++) {
		const struct level *level = d->budgets->tree->at[places[i]].level;

		if (!level || level == last)
			continue;
		buf_str(&words, words.len > 0 ? S(" / ") : S(""));
		buf_str(&words, draft_said(d, NOUN_LEVEL, draft_node(d, places[i])->level,
					   S("name"), level->name)
					.text);
		last = level;
	}
	return draft_printed(d, buf_held(&words));
}

/* ---- Figures ---- */

struct str draft_figure_title(const struct draft *d, struct str words)
{
	struct phrase caption = draft_caption(d);

	return str_empty(caption.text) ? message(d->locale, words) : caption.text;
}

/* An id within the file: letters, digits and "-". */
static struct str id_of(struct arena *arena, struct str code)
{
	char *at = arena_text(arena, code.len);

	if (!at)
		return S("");
	for (size_t i = 0; i < code.len; i++)
		at[i] = isalnum((unsigned char)code.at[i]) ? code.at[i] : '-';
	return (struct str){ at, code.len };
}

struct frame draft_frame(const struct draft *d, const char *suffix, int width)
{
	struct str code = id_of(d->arena, d->section->code);

	return (struct frame){
		.arena = d->arena,
		.locale = d->locale,
		.id = str_format(d->arena, "figure-%.*s%s", STR_ARGS(code), suffix),
		.width = width,
	};
}

/*
 * A document while it is composed: the plan that it is about, the words in the reader's language, the
 * chapter that is being filled, its notes. Private to the room.
 */
#ifndef REPORT_DRAFT_H
#define REPORT_DRAFT_H

#include "app/shares.h"
#include "base/list.h"
#include "base/map.h"
#include "base/mark.h"
#include "i18n/message.h"
#include "model/plan.h"
#include "model/section.h"
#include "model/snapshot.h"
#include "report/document.h"

struct draft {
	struct arena *arena;
	const struct snapshot *snapshot;
	const struct locale *locale;
	const struct plan *plan;
	const struct budgets *budgets;
	const struct budget *budget;   /* NULL: the plan has none */
	const struct section *section; /* the one being composed */
	struct list heads, chapters;   /* struct chapter, those that are whole */
	struct chapter chapter;        /* the open one; at level 0 it is part of the head */
	struct list blocks, notes;     /* of the open one: struct block, const struct note * */
	struct list footmarks;         /* struct footmark: of the section */
	bool is_to_fill;               /* the section has nothing to show */
	size_t n_letters;              /* notes of the program in the open chapter */
	struct map differences;        /* figures of the source that are not what the data give */
};

/* A footnote of the source, and the heading after which its mark stands. */
struct footmark {
	struct str column;
	const struct note *note;
	bool is_placed;
};

/* ---- Words ---- */

/* A text of the plan: translated, or as entered with its language. */
struct phrase draft_said(const struct draft *d, enum noun_id noun, struct str key,
			 struct str column, struct str text);

/* Text of the plan that has no translations, such as a heading of a table. */
struct phrase draft_printed(const struct draft *d, struct str text);

/* What a thing is called in the section, or else its short name, or else its name. */
struct phrase draft_named(const struct draft *d, enum noun_id noun, struct str key);

/* Words of the program as a phrase of the document. */
struct phrase draft_words(const struct draft *d, struct str id);

struct str draft_message(const struct draft *d, struct str id, struct message_args args);
struct str draft_choice(const struct draft *d, enum noun_id noun, struct str field, int choice);
struct str draft_money(const struct draft *d, int64_t minor, struct str currency);
struct str draft_percent(const struct draft *d, struct decimal percent);
struct str draft_number(const struct draft *d, int64_t n);

/* "Figure 2: Breakdown of …": number and title of the section; empty when it has neither. */
struct phrase draft_caption(const struct draft *d);

/* ---- Blocks and notes ---- */

MUST_USE struct err draft_block(struct draft *d, struct block block);
MUST_USE struct err draft_remark(struct draft *d, struct phrase remark);

/* Where the image of the source is missing: words that say so, if something stands in its place. */
MUST_USE struct err draft_absence(struct draft *d, struct str words);

/* The same for a table that is made from the data. */
MUST_USE struct err draft_absent_table(struct draft *d);
MUST_USE struct err draft_absent_figure(struct draft *d);

/* What stands in place of a table or figure that there are no data for. */
MUST_USE struct err draft_to_fill(struct draft *d);

/* A note of the program at the foot of the chapter, added to the marks of a place. */
MUST_USE struct err draft_note(struct draft *d, struct str text, struct list *marks);

/* The same about a figure of the source that is not what the data give; its place counts it once. */
MUST_USE struct err draft_difference(struct draft *d, struct str place, struct str text,
				     struct list *marks);

/*
 * The footnotes whose mark stands after the heading; with an empty heading all that have found no
 * place so far.
 */
MUST_USE struct err draft_footmarks(struct draft *d, struct str heading, struct notes *out);

/* A list of const struct note * as marks. */
static inline struct notes marks_of(const struct list *list)
{
	return (struct notes){ list->at, list->count };
}

/* ---- The plan's framework ---- */

const struct node *draft_node(const struct draft *d, size_t place);

/* The places (size_t) of the tops of a framework, and of the children of a place. */
MUST_USE struct err draft_tops(const struct draft *d, struct str framework, struct list *out);
MUST_USE struct err draft_children(const struct draft *d, size_t place, struct list *out);

/* The names of the levels of the places, one after the other: "Priority / Enabler". */
struct phrase draft_levels(const struct draft *d, const size_t *places, size_t count);

/* ---- Figures ---- */

/* The caption as the title of a figure; without one, the words. */
struct str draft_figure_title(const struct draft *d, struct str words);

/* The frame of a figure of the section in this width; the suffix keeps two of them apart. */
struct frame draft_frame(const struct draft *d, const char *suffix, int width);

/* ---- What a section shows: one file each ---- */

MUST_USE struct err compose_results(struct draft *d);
MUST_USE struct err compose_budget(struct draft *d);
MUST_USE struct err compose_output_indicators(struct draft *d);
MUST_USE struct err compose_risks(struct draft *d);
MUST_USE struct err compose_regions(struct draft *d);
MUST_USE struct err compose_linkages(struct draft *d);
MUST_USE struct err compose_chain(struct draft *d);

#endif

/*
 * What the pages of many nouns share: a thing of the plan as a link, the facts of a row by its field
 * table, the findings about it, and how it came to be. Each gives a piece for a template to place.
 */
#ifndef WEB_PARTS_H
#define WEB_PARTS_H

#include "web/page.h"

/* A thing of the plan, as other pages name it. */
struct thing {
	struct str noun; /* what kind of thing, in the reader's language */
	struct str code;
	struct said name; /* its short name where it has one, its code where it has no name */
	struct href href; /* empty: it has no page, or does not exist */
	bool is_missing;  /* the key leads nowhere */
	bool is_nameless; /* its name is its code */
};

struct things {
	const struct thing *at;
	size_t count;
};

struct thing page_thing(const struct page *page, enum noun_id noun, struct str key);

/* The same with its whole name instead of the short one. */
struct thing page_thing_whole(const struct page *page, enum noun_id noun, struct str key);

/* A row that findings are about. */
struct concern {
	enum noun_id noun;
	struct str key;
	bool is_named; /* the page shows others like it: its findings say what they are about */
};

/* One finding, in words. */
struct finding_view {
	struct str severity, severity_words; /* "error", and as the reader reads it */
	struct str sentence;
	struct str check;
	struct href check_page;
	struct thing
		about; /* what it is about, on a page of other things; its code is empty: of the page */
};

struct findings_view {
	const struct finding_view *at;
	size_t count;
};

/* The findings about the rows, by severity; with their heading, or a sentence that there are none. */
MUST_USE struct err part_findings(struct page *page, const struct concern *concerns, size_t count,
				  struct markup *out);

/* A finding in words with the thing that it is about, for a list of findings. */
struct finding;
MUST_USE struct err finding_view_of(const struct page *page, const struct finding *finding,
				    struct finding_view *out);

/*
 * The row's fields as a list of label and value, an empty one as «not given»; without the key, the
 * position and those named in skip, which the page shows in its own way.
 */
MUST_USE struct err part_facts(struct page *page, enum noun_id noun, const void *row,
			       const struct str *skip, size_t n_skip, struct markup *out);

/* One line of such a list. */
struct fact {
	struct str label;
	struct markup value; /* empty: not given */
	struct thing thing;  /* what the field refers to, instead of a value */
	bool has_thing;
};

struct facts_view {
	const struct fact *at;
	size_t count;
	struct {
		const struct str *at;
		size_t count;
	} absent; /* the labels of the fields that are not given */
};

/* One change of a row: its fields before and after. */
struct event_change {
	struct str field;
	struct markup before, after; /* empty: there was nothing */
};

/* One entry of a history. */
struct event_view {
	struct moment at;
	struct str who, why;
	struct href batch;
	bool is_added, is_removed;
	struct {
		const struct event_change *at;
		size_t count;
	} changes;
};

struct history_view {
	struct {
		const struct event_view *at;
		size_t count;
	} events;
	bool has_more;
	struct href more;
};

/* How the row came to be what it is in the state that the page shows. */
MUST_USE struct err part_history(struct page *page, enum noun_id noun, struct str key,
				 struct markup *out);

/* The addresses of pages that are not about a row: of a batch, of a check. */
struct href page_link_batch(const struct page *page, int64_t batch);
struct href page_link_check(const struct page *page, struct str check);

/*
 * A list that is shown in pages by ?page=N: which rows are on this one, and where the others are.
 * The links keep the other fields of the query.
 */
struct paging {
	size_t first, count; /* of the rows shown */
	size_t total;
	size_t page, n_pages;       /* from 1 */
	struct href previous, next; /* empty at the ends */
};

struct paging page_paging(const struct page *page, size_t total, size_t per_page);

#endif

/*
 * What a thing of the plan is tied to: links from and to it, the names that it bears in the document,
 * the footnotes that stand where it is printed, and the rows that findings about it may be about.
 */
#ifndef WEB_RELATED_H
#define WEB_RELATED_H

#include "base/list.h"
#include "model/link.h"
#include "web/parts.h"

/* The thing at the other end of a link. */
struct related {
	struct thing thing;
	struct str printed; /* how the document names it there; empty: as it is named anyway */
	bool is_repeated;   /* it stands in this list before */
};

/* The first RELATED_SHOWN of them, and how many more there are. */
struct related_list {
	const struct related *at;
	size_t count, n_more;
	struct href more; /* where these are listed */
};

enum { RELATED_SHOWN = 200 };

/* What the row's links of the kind lead to, in the order of their positions. */
MUST_USE struct err related_to(struct page *page, enum noun_id noun, struct str key,
			       enum link_kind kind, enum noun_id to, struct related_list *out);

/* What leads to the row. */
MUST_USE struct err related_from(struct page *page, enum noun_id noun, struct str key,
				 enum link_kind kind, enum noun_id from, struct related_list *out);

/* How many links of indicators say that they measure the row. */
MUST_USE struct err count_measures(const struct page *page, enum noun_id noun, struct str key,
				   size_t *out);

/* How many different nodes deliver the product. */
MUST_USE struct err count_deliveries(const struct page *page, struct str product, size_t *out);

/* A name that the document prints, and where; the places of one name are one row. */
struct printed_name {
	struct said name;
	struct things sections;
};

struct printed_names {
	const struct printed_name *at;
	size_t count;
};

MUST_USE struct err printed_names(struct page *page, enum noun_id noun, struct str key,
				  struct printed_names *out);

/* A footnote, and the heading at which its mark stands. */
struct note {
	int64_t number;
	struct str column;
	struct said text;
};

struct notes {
	const struct note *at;
	size_t count;
};

/* The footnotes of the sections in which the row or something linked to it is printed. */
MUST_USE struct err notes_about(struct page *page, enum noun_id noun, struct str key,
				struct notes *out);

/* The row, and the rows that say something about it alone: links, amounts, targets. */
MUST_USE struct err concerns_of(struct page *page, enum noun_id noun, struct str key,
				struct list *out);

/* The rows of a noun whose field holds the key, as things. */
MUST_USE struct err things_where(struct page *page, enum noun_id noun, const char *field,
				 struct str key, struct things *out);

/* The findings about the row and what concerns_of gives. */
MUST_USE struct err part_findings_of(struct page *page, enum noun_id noun, struct str key,
				     struct markup *out);

#endif

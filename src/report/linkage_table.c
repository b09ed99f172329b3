/*
 * How the tops of the plan's framework are linked to those of another one: a matrix, to be filled
 * where neither the source nor the data say anything.
 */
#include "report/table.h"

#include "base/buf.h"
#include "model/framework.h"
#include "model/link.h"

enum { COLUMNS_MOST = 12 };

static bool is_between(const struct link *link, struct str from, struct str to)
{
	struct str node = noun_of(NOUN_NODE)->name;

	return (link->kind == LINK_KIND_ALIGNED_WITH || link->kind == LINK_KIND_CONTRIBUTES_TO) &&
	       str_eq(link->from_noun, node) && str_eq(link->to_noun, node) &&
	       str_eq(link->from_key, from) && str_eq(link->to_key, to);
}

/* How strongly the one is linked to the other; without a link, to be filled. */
static struct err add_linkage(struct draft *d, struct table_draft *t, struct str from,
			      struct str to)
{
	struct found_rows links;

	TRY(snapshot_where(d->snapshot, NOUN_LINK, "from_key", from, &links));
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = links.at[i];
		struct str words;

		if (!is_between(link, from, to))
			continue;
		words = draft_choice(d, NOUN_LINK, S("strength"), link->strength);
		if (str_empty(words))
			words = message(d->locale, S(N_("linked")));
		return table_cell(t, cell_text((struct phrase){ .text = words }));
	}
	return table_cell(t, (struct cell){ .kind = CELL_TO_FILL });
}

/* "Affordable connectivity (Emergency telecommunications, …)": with what stands below it. */
static struct err add_name(struct draft *d, struct table_draft *t, size_t place)
{
	struct phrase name = draft_named(d, NOUN_NODE, draft_node(d, place)->code);
	struct list children;
	struct buf text;

	TRY(draft_children(d, place, &children));
	buf_init(&text, d->arena);
	buf_str(&text, name.text);
	for (size_t i = 0; i < children.count; i++) {
		const struct node *child = draft_node(d, *LIST_AT(children, size_t, i));

		buf_str(&text, i == 0 ? S(" (") : S(", "));
		buf_str(&text, draft_named(d, NOUN_NODE, child->code).text);
	}
	if (children.count > 0)
		buf_char(&text, ')');
	TRY(buf_done(&text, &name.text));
	return table_cell(t, cell_text(name));
}

static struct err add_row(struct draft *d, struct table_draft *t, size_t place,
			  const struct list *targets)
{
	TRY(add_name(d, t, place));
	for (size_t i = 0; i < targets->count; i++)
		TRY(add_linkage(d, t, draft_node(d, place)->code,
				draft_node(d, *LIST_AT(*targets, size_t, i))->code));
	return table_row_end(t, false);
}

/* The columns; a framework of which nothing is known but its name has one that is to be filled. */
static struct err begin(struct draft *d, struct table_draft *t, const struct list *tops,
			const struct list *targets)
{
	struct column_words columns[COLUMNS_MOST + 1] = { { draft_levels(d, tops->at, tops->count),
							    false } };
	size_t count = 1;

	for (; count <= targets->count; count++) {
		size_t place = *LIST_AT(*targets, size_t, count - 1);

		columns[count].heading = draft_named(d, NOUN_NODE, draft_node(d, place)->code);
	}
	if (targets->count == 0)
		columns[count++].heading = draft_named(d, NOUN_FRAMEWORK, d->section->subject_key);
	return table_begin(t, d, columns, count);
}

struct err compose_linkages(struct draft *d)
{
	struct list tops, targets;
	struct table_draft t;

	TRY(draft_tops(d, d->plan->framework, &tops));
	TRY(draft_tops(d, d->section->subject_key, &targets));
	if (targets.count > COLUMNS_MOST)
		targets.count = COLUMNS_MOST;
	TRY(begin(d, &t, &tops, &targets));
	for (size_t i = 0; i < tops.count; i++)
		TRY(add_row(d, &t, *LIST_AT(tops, size_t, i), &targets));
	TRY(table_end(&t));
	return draft_absence(d, S(N_("The image of the source is missing; what the plan's data do "
				     "not say is to be filled.")));
}

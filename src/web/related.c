/* Following links, labels, footnotes and what rests on them. */
#include "web/related.h"

#include "base/list.h"
#include "base/map.h"
#include "model/footnote.h"
#include "model/label.h"
#include "model/row.h"
#include "model/section.h"
#include "web/money.h"
#include "web/related.html.h"

/* ---- Links ---- */

/* How the section of a link prints the thing; empty where that is how it is named anyway. */
static struct err find_printed(const struct page *page, enum noun_id noun,
			       const struct thing *thing, struct str section, struct str *out)
{
	struct found_rows labels;

	TRY(snapshot_where(page->snapshot, NOUN_LABEL, "key", thing->code, &labels));
	for (size_t i = 0; i < labels.count; i++) {
		const struct label *label = labels.at[i];

		if (str_eq(label->noun, noun_of(noun)->name) && str_eq(label->section, section) &&
		    !str_eq(label->text, thing->name.text))
			*out = label->text;
	}
	return OK;
}

/* Past those that are shown the list only counts. */
static struct err push_related(const struct page *page, enum noun_id noun, struct str key,
			       struct str section, struct list *list, size_t *n_more)
{
	struct related related;

	if (list->count == RELATED_SHOWN) {
		++*n_more;
		return OK;
	}
	related = (struct related){ .thing = page_thing(page, noun, key) };
	TRY(find_printed(page, noun, &related.thing, section, &related.printed));
	return list_push(list, &related);
}

static void mark_repeated(struct list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		struct related *related = LIST_AT(*list, struct related, i);

		for (size_t k = 0; k < i && !related->is_repeated; k++)
			related->is_repeated = str_eq(LIST_AT(*list, struct related, k)->thing.code,
						      related->thing.code);
	}
}

static int by_code(const void *a, const void *b, const void *context)
{
	const struct related *left = a, *right = b;

	(void)context;
	return key_cmp(left->thing.code, right->thing.code);
}

struct err related_to(struct page *page, enum noun_id noun, struct str key, enum link_kind kind,
		      enum noun_id to, struct related_list *out)
{
	struct list list = LIST(page->arena, struct related);
	struct found_rows links;
	size_t n_more = 0;

	TRY(snapshot_where(page->snapshot, NOUN_LINK, "from_key", key, &links));
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = links.at[i];

		if (link->kind == (int)kind && str_eq(link->from_noun, noun_of(noun)->name) &&
		    str_eq(link->to_noun, noun_of(to)->name))
			TRY(push_related(page, to, link->to_key, link->section, &list, &n_more));
	}
	mark_repeated(&list);
	*out = (struct related_list){ list.at, list.count, n_more, page_link(page, S("link")) };
	return OK;
}

struct err related_from(struct page *page, enum noun_id noun, struct str key, enum link_kind kind,
			enum noun_id from, struct related_list *out)
{
	struct list list = LIST(page->arena, struct related);
	struct found_rows links;
	size_t n_more = 0;

	TRY(snapshot_where(page->snapshot, NOUN_LINK, "to_key", key, &links));
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = links.at[i];

		if (link->kind == (int)kind && str_eq(link->to_noun, noun_of(noun)->name) &&
		    str_eq(link->from_noun, noun_of(from)->name))
			TRY(push_related(page, from, link->from_key, link->section, &list,
					 &n_more));
	}
	/* The position of a delivery orders the products of a node, not the nodes of a product. */
	if (kind == LINK_KIND_DELIVERS)
		TRY(list_sort(&list, by_code, NULL));
	mark_repeated(&list);
	*out = (struct related_list){ list.at, list.count, n_more, page_link(page, S("link")) };
	return OK;
}

struct err count_measures(const struct page *page, enum noun_id noun, struct str key, size_t *out)
{
	struct found_rows links;
	size_t n = 0;

	TRY(snapshot_where(page->snapshot, NOUN_LINK, "to_key", key, &links));
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = links.at[i];

		n += link->kind == LINK_KIND_MEASURES &&
		     str_eq(link->to_noun, noun_of(noun)->name) &&
		     str_eq(link->from_noun, S("indicator"));
	}
	*out = n;
	return OK;
}

struct err count_deliveries(const struct page *page, struct str product, size_t *out)
{
	struct found_rows links;
	struct map nodes;

	map_init(&nodes, page->arena);
	TRY(snapshot_where(page->snapshot, NOUN_LINK, "to_key", product, &links));
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = links.at[i];

		if (link->kind == LINK_KIND_DELIVERS && str_eq(link->to_noun, S("product")) &&
		    str_eq(link->from_noun, S("node")))
			TRY(map_put(&nodes, link->from_key, 1));
	}
	*out = nodes.count;
	return OK;
}

struct err things_where(struct page *page, enum noun_id noun, const char *field, struct str key,
			struct things *out)
{
	struct list list = LIST(page->arena, struct thing);
	struct found_rows rows;

	TRY(snapshot_where(page->snapshot, noun, field, key, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct thing thing;
		struct str code;

		TRY(row_key(page->arena, noun_of(noun), rows.at[i], &code));
		thing = page_thing_whole(page, noun, code);
		TRY(list_push(&list, &thing));
	}
	*out = (struct things){ list.at, list.count };
	return OK;
}

/* ---- Names as printed ---- */

/* A name with its places, while they are collected. */
struct gathered {
	struct str text;
	struct list sections; /* struct thing */
};

/* A section of the document; one without a title, as most tables are, is called by its kind. */
static struct thing section_thing(const struct page *page, struct str code)
{
	struct thing thing = page_thing(page, NOUN_SECTION, code);
	const struct section *section = page_row(page, NOUN_SECTION, code);

	if (section && thing.is_nameless) {
		thing.name =
			said_here(page_choice(page, NOUN_SECTION, S("kind"), (int)section->kind));
		thing.is_nameless = false;
	}
	return thing;
}

static struct err gather(struct page *page, const struct label *label, struct list *names)
{
	struct thing section = section_thing(page, label->section);
	struct gathered fresh = { .text = label->text,
				  .sections = LIST(page->arena, struct thing) };

	for (size_t i = 0; i < names->count; i++) {
		struct gathered *name = LIST_AT(*names, struct gathered, i);

		if (str_eq(name->text, label->text))
			return list_push(&name->sections, &section);
	}
	TRY(list_push(&fresh.sections, &section));
	return list_push(names, &fresh);
}

struct err printed_names(struct page *page, enum noun_id noun, struct str key,
			 struct printed_names *out)
{
	struct list names = LIST(page->arena, struct gathered);
	struct printed_name *printed;
	struct found_rows labels;

	TRY(snapshot_where(page->snapshot, NOUN_LABEL, "key", key, &labels));
	for (size_t i = 0; i < labels.count; i++) {
		const struct label *label = labels.at[i];

		if (str_eq(label->noun, noun_of(noun)->name))
			TRY(gather(page, label, &names));
	}
	TRY_NEW(printed = NEW(page->arena, struct printed_name, names.count + 1));
	for (size_t i = 0; i < names.count; i++) {
		const struct gathered *name = LIST_AT(names, struct gathered, i);

		printed[i].name =
			(struct said){ .text = name->text, .lang = page_plan_language(page) };
		printed[i].sections = (struct things){ name->sections.at, name->sections.count };
	}
	*out = (struct printed_names){ printed, names.count };
	return OK;
}

/* ---- Footnotes ---- */

/* The sections that are already taken, and their notes. */
struct note_search {
	struct page *page;
	struct map seen;
	struct list notes;
};

static struct err take_section(struct note_search *search, struct str section)
{
	struct found_rows rows;
	uint64_t seen;

	if (str_empty(section) || map_get(&search->seen, section, &seen))
		return OK;
	TRY(map_put(&search->seen, section, 1));
	TRY(snapshot_where(search->page->snapshot, NOUN_FOOTNOTE, "section", section, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct footnote *footnote = rows.at[i];
		struct note note = {
			.number = footnote->number,
			.column = footnote->column,
			.text = { footnote->text, page_plan_language(search->page) },
		};

		TRY(list_push(&search->notes, &note));
	}
	return OK;
}

static struct err take_links(struct note_search *search, const char *field, struct str noun,
			     struct str key)
{
	struct found_rows links;

	TRY(snapshot_where(search->page->snapshot, NOUN_LINK, field, key, &links));
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = links.at[i];
		bool is_from = str_eq(link->from_noun, noun) && str_eq(link->from_key, key);
		bool is_to = str_eq(link->to_noun, noun) && str_eq(link->to_key, key);

		if (is_from || is_to)
			TRY(take_section(search, link->section));
	}
	return OK;
}

static struct err take_labels(struct note_search *search, struct str noun, struct str key)
{
	struct found_rows labels;

	TRY(snapshot_where(search->page->snapshot, NOUN_LABEL, "key", key, &labels));
	for (size_t i = 0; i < labels.count; i++) {
		const struct label *label = labels.at[i];

		if (str_eq(label->noun, noun))
			TRY(take_section(search, label->section));
	}
	return OK;
}

static int by_number(const void *a, const void *b, const void *context)
{
	const struct note *left = a, *right = b;

	(void)context;
	return (left->number > right->number) - (left->number < right->number);
}

struct err notes_about(struct page *page, enum noun_id noun, struct str key, struct notes *out)
{
	struct note_search search = { .page = page, .notes = LIST(page->arena, struct note) };
	struct str name = noun_of(noun)->name;

	map_init(&search.seen, page->arena);
	TRY(take_links(&search, "from_key", name, key));
	TRY(take_links(&search, "to_key", name, key));
	TRY(take_labels(&search, name, key));
	TRY(list_sort(&search.notes, by_number, NULL));
	*out = (struct notes){ search.notes.at, search.notes.count };
	return OK;
}

/* ---- Findings ---- */

static struct err push_concern(struct page *page, enum noun_id noun, const void *row,
			       struct list *out)
{
	struct concern concern = { .noun = noun };

	TRY(row_key(page->arena, noun_of(noun), row, &concern.key));
	return list_push(out, &concern);
}

/* The rows of the noun whose field holds the key. */
static struct err push_where(struct page *page, enum noun_id noun, const char *field,
			     struct str key, struct list *out)
{
	struct found_rows rows;

	TRY(snapshot_where(page->snapshot, noun, field, key, &rows));
	for (size_t i = 0; i < rows.count; i++)
		TRY(push_concern(page, noun, rows.at[i], out));
	return OK;
}

struct err concerns_of(struct page *page, enum noun_id noun, struct str key, struct list *out)
{
	struct concern itself = { .noun = noun, .key = key };
	struct found_rows links;

	TRY(list_push(out, &itself));
	TRY(snapshot_where(page->snapshot, NOUN_LINK, "from_key", key, &links));
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = links.at[i];

		if (str_eq(link->from_noun, noun_of(noun)->name))
			TRY(push_concern(page, NOUN_LINK, link, out));
	}
	if (noun == NOUN_NODE)
		TRY(push_where(page, NOUN_BUDGET_LINE, "node", key, out));
	if (noun == NOUN_INDICATOR)
		TRY(push_where(page, NOUN_TARGET, "indicator", key, out));
	return OK;
}

struct err part_findings_of(struct page *page, enum noun_id noun, struct str key,
			    struct markup *out)
{
	struct list concerns = LIST(page->arena, struct concern);

	TRY(concerns_of(page, noun, key, &concerns));
	return part_findings(page, concerns.at, concerns.count, out);
}

/* The document: its contents, and each of its parts. See document.h. */
#include "web/document.h"

#include "base/list.h"
#include "base/mark.h"
#include "model/footnote.h"
#include "web/document.html.h"
#include "web/download.h"
#include "web/report.h"
#include "web/routes.h"

/* ---- Parts ---- */

/* Does the section begin a page? All of the document's head is one. */
static bool begins_part(const struct section *section, const struct section *head)
{
	if (!head)
		return true;
	if (section->kind == SECTION_KIND_HEADER)
		return head->kind != SECTION_KIND_HEADER;
	return section->kind == SECTION_KIND_TEXT && !str_empty(section->title);
}

struct err document_of(struct page *page, struct str plan, struct document *out)
{
	struct list parts = LIST(page->arena, struct document_part);
	const struct section *head = NULL;

	TRY(snapshot_where(page->snapshot, NOUN_SECTION, "plan", plan, &out->sections));
	for (size_t i = 0; i < out->sections.count; i++) {
		const struct section *section = out->sections.at[i];
		struct document_part part = { .head = section, .first = i };

		if (begins_part(section, head)) {
			head = section;
			TRY(list_push(&parts, &part));
		}
		LIST_AT(parts, struct document_part, parts.count - 1)->count++;
	}
	out->parts = parts.at;
	out->n_parts = parts.count;
	return OK;
}

size_t document_part_of(const struct document *document, struct str section)
{
	for (size_t p = 0; p < document->n_parts; p++) {
		const struct document_part *part = &document->parts[p];

		for (size_t i = part->first; i < part->first + part->count; i++) {
			const struct section *one = document->sections.at[i];

			if (str_eq(one->code, section))
				return p;
		}
	}
	return SIZE_MAX;
}

/* The title of a part; the head of a document has none of its own. */
static struct said title_of(const struct page *page, const struct section *section)
{
	if (section->kind == SECTION_KIND_HEADER)
		return said_here(page_words(page, S(N_("Head of the document"))));
	if (str_empty(section->title))
		return said_here(section->code);
	return page_said(page, NOUN_SECTION, section->code, S("title"), section->title);
}

static struct href link_to_part(const struct page *page, const struct section *head)
{
	return link_to_row(page->arena, page->view, S("document"), head->code);
}

static struct document_link link_of(const struct page *page, const struct section *head)
{
	return (struct document_link){
		.href = link_to_part(page, head),
		.number = head->number,
		.title = title_of(page, head),
		.is_deep = !str_empty(head->parent),
	};
}

/* ---- Contents ---- */

static struct err fill_contents(struct page *page, const struct document *document,
				struct document_view *v)
{
	static const struct plural parts =
		NP_("The plan's document has {n} part.", "The plan's document has {n} parts.");
	static const struct plural absent =
		NP_("{n} image of the source is missing from its text and is to be filled.",
		    "{n} images of the source are missing from its text and are to be filled.");
	struct document_link *links = NEW(page->arena, struct document_link, document->n_parts);
	int64_t n_absent = 0;

	TRY_NEW(links);
	for (size_t i = 0; i < document->n_parts; i++)
		links[i] = link_of(page, document->parts[i].head);
	for (size_t i = 0; i < document->sections.count; i++) {
		const struct section *section = document->sections.at[i];

		n_absent += section->image == SECTION_IMAGE_ABSENT;
	}
	v->contents.at = links;
	v->contents.count = document->n_parts;
	v->lead = page_count(page, parts, (int64_t)document->n_parts);
	if (n_absent > 0)
		v->lead = str_format(page->arena, "%.*s %.*s", STR_ARGS(v->lead),
				     STR_ARGS(page_count(page, absent, n_absent)));
	return OK;
}

static struct err contents_show(const struct request *request, struct response *response)
{
	static const enum noun_id nouns[] = { NOUN_SECTION, NOUN_FOOTNOTE, NOUN_LABEL };
	struct document_view v = { .contents = { .count = 0 } };
	struct document document = { .n_parts = 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_DOCUMENT));
	if (page.is_answered)
		return OK;
	page_title(&page, page_words(&page, S(N_("Document"))));
	if (page.plan)
		TRY(document_of(&page, page.plan->code, &document));
	v.lead = page_words(&page, S(N_("No text has been entered for a plan yet.")));
	if (document.n_parts > 0) {
		TRY(fill_contents(&page, &document, &v));
		v.report = link_to_report(&page);
	}
	TRY(part_download(&page, nouns, countof(nouns), &v.download));
	view_document(&page.body, &v);
	return page_end(&page);
}

/* ---- A part ---- */

static struct err notes_of(struct page *page, const struct section *section, struct notes *out)
{
	struct found_rows found;
	struct note *notes;

	TRY(snapshot_where(page->snapshot, NOUN_FOOTNOTE, "section", section->code, &found));
	TRY_NEW(notes = NEW(page->arena, struct note, found.count));
	for (size_t i = 0; i < found.count; i++) {
		const struct footnote *footnote = found.at[i];
		struct str key = str_format(page->arena, "%.*s/%lld", STR_ARGS(footnote->plan),
					    (long long)footnote->number);

		notes[i] = (struct note){
			.number = footnote->number,
			.column = footnote->column,
			.text = page_said(page, NOUN_FOOTNOTE, key, S("text"), footnote->text),
		};
	}
	*out = (struct notes){ notes, found.count };
	return OK;
}

/* Where a reader finds the data that a table or figure of the document is about. */
static void point_elsewhere(const struct page *page, const struct section *section,
			    struct document_item *item)
{
	static const struct {
		struct str path, words;
	} places[] = {
		[SECTION_SHOWS_RESULTS] = { STR("framework"), STR(N_("See the framework")) },
		[SECTION_SHOWS_OUTPUT_INDICATORS] = { STR("product"),
						      STR(N_("See the products and services")) },
		[SECTION_SHOWS_RISKS] = { STR("risk"), STR(N_("See the risks")) },
		[SECTION_SHOWS_BUDGET] = { STR("budget"), STR(N_("See the budget")) },
		[SECTION_SHOWS_BUDGET_BY_REGION] = { STR("budget"),
						     STR(N_("See the budget by region")) },
		[SECTION_SHOWS_LINKAGES] = { STR("link"), STR(N_("See the linkages")) },
		[SECTION_SHOWS_RESULTS_CHAIN] = { STR(""), STR(N_("See the results chain")) },
	};

	if (section->shows == 0)
		return;
	item->elsewhere = page_link(page, places[section->shows].path);
	item->elsewhere_words = page_words(page, places[section->shows].words);
}

static struct err item_of(struct page *page, const struct section *section, bool is_head,
			  struct document_item *out)
{
	struct said body = page_said(page, NOUN_SECTION, section->code, S("body"), section->body);

	*out = (struct document_item){
		.id = section->code,
		.number = section->number,
		.title = page_said(page, NOUN_SECTION, section->code, S("title"), section->title),
		.is_head = is_head && section->kind != SECTION_KIND_HEADER,
		.lang = body.lang,
		.is_absent = section->image == SECTION_IMAGE_ABSENT,
	};
	point_elsewhere(page, section, out);
	TRY(prose_read_lines(page->arena, body.text, &out->body));
	TRY(notes_of(page, section, &out->notes));
	return document_table(page, section, &out->table);
}

/* The parts of the document that the section is divided into. */
static struct err fill_below(struct page *page, const struct document *document,
			     const struct section *section, struct document_page *v)
{
	struct document_link *links = NEW(page->arena, struct document_link, document->n_parts);

	TRY_NEW(links);
	for (size_t i = 0; i < document->n_parts; i++)
		if (str_eq(document->parts[i].head->parent, section->code))
			links[v->below.count++] = link_of(page, document->parts[i].head);
	v->below.at = links;
	return OK;
}

static struct err fill_part(struct page *page, const struct document *document, size_t at,
			    struct document_page *v)
{
	const struct document_part *part = &document->parts[at];
	struct document_item *items = NEW(page->arena, struct document_item, part->count);

	TRY_NEW(items);
	for (size_t i = 0; i < part->count; i++)
		TRY(item_of(page, document->sections.at[part->first + i], i == 0, &items[i]));
	v->items.at = items;
	v->items.count = part->count;
	TRY(fill_below(page, document, part->head, v));
	if (at > 0)
		v->previous = link_of(page, document->parts[at - 1].head);
	if (at + 1 < document->n_parts)
		v->next = link_of(page, document->parts[at + 1].head);
	return part_history(page, NOUN_SECTION, part->head->code, &v->history);
}

/* The place of a section that stands on another one's page. */
static struct err redirect(const struct page *page, const struct section *head,
			   const struct section *section)
{
	struct href href = link_to_part(page, head);

	if (head != section)
		href = link_at(page->arena, href, section->code);
	TRY_NEW(link_text(href).at);
	response_redirect(page->response, 302, link_text(href));
	return OK;
}

static struct err part_show(struct page *page, const struct document *document, size_t at)
{
	const struct section *head = document->parts[at].head;
	struct document_page v = {
		.number = head->number,
		.title = title_of(page, head),
		.contents = page_link(page, S("document")),
		.report = link_to_report(page),
	};

	page_title(page, v.title.text);
	page_crumb_to(page, S("document"), S(N_("Document")));
	TRY(fill_part(page, document, at, &v));
	view_document_page(&page->body, &v);
	return page_end(page);
}

static struct err section_show(const struct request *request, struct response *response)
{
	const struct section *section;
	struct document document;
	struct page page;
	size_t at;

	TRY(page_begin(&page, request, response, NAV_DOCUMENT));
	if (page.is_answered)
		return OK;
	section = page_row(&page, NOUN_SECTION, request_param(request, S("code")));
	if (!section)
		return ERROR(ERR_NOT_FOUND, "no such section");
	TRY(document_of(&page, section->plan, &document));
	at = document_part_of(&document, section->code);
	if (at == SIZE_MAX)
		return ERROR(ERR_BUG, "a section stands in its own document");
	if (document.parts[at].head != section || str_starts(request->target, S("/section/")))
		return redirect(&page, document.parts[at].head, section);
	return part_show(&page, &document, at);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/document"), contents_show, .role = ROLE_READER,
	  .help = STR(N_("the contents of the plan's own document")) },
	{ METHOD_GET, STR("/document/:code"), section_show, .role = ROLE_READER,
	  .help = STR(N_("a section of the document as printed, its tables from the data")) },
	{ METHOD_GET, STR("/section/:code"), section_show, .role = ROLE_READER,
	  .help = STR(N_("leads to the section's place in the document")) },
};

const struct route_table document_routes = { routes, countof(routes) };

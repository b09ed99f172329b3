/*
 * /vtl/operators. The HTML of a chapter is cut between its elements: headings of operators get an id, and what
 * may be wider than the page a box in which it moves sideways.
 */
#include "web/operators.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/mark.h"
#include "html/html.h"
#include "web/operators.html.h"
#include "web/routes.h"

/* What is between the first pair of tags from *at on, which moves past it; false: there is none. */
static bool next_element(struct str html, struct str open, struct str close, size_t *at,
			 struct str *out)
{
	size_t from = str_find(html, open, *at), to;

	if (from == SIZE_MAX)
		return false;
	to = str_find(html, close, from);
	if (to == SIZE_MAX)
		return false;
	*out = str_slice(html, from + open.len, to);
	*at = to + close.len;
	return true;
}

static struct err markup_of(const struct page *page, struct str html, struct markup *out)
{
	struct html h;

	html_begin(&h, page->arena, page->locale);
	html_document(&h, html);
	return html_markup(&h, out);
}

/*
 * The place of an operator, as its heading would be called on GitHub, so that links between chapters lead to it
 * in both; names such as "<=" have no letters, and a number instead.
 */
static struct err operator_id(const struct page *page, struct str heading, size_t number,
			      struct str *out)
{
	bool in_tag = false, has_letters = false;
	struct buf buf;

	buf_init(&buf, page->arena);
	for (size_t i = 0; i < heading.len; i++) {
		char c = heading.at[i] >= 'A' && heading.at[i] <= 'Z' ? (char)(heading.at[i] | 32)
								      : heading.at[i];
		bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';

		if (c == '<' || c == '>')
			in_tag = c == '<';
		else if (!in_tag && (is_letter || c == ' ' || c == '-'))
			buf_char(&buf, c == ' ' ? '-' : c);
		has_letters |= !in_tag && is_letter;
	}
	TRY(buf_done(&buf, out));
	if (!has_letters || str_find_char(heading, '&', 0) != SIZE_MAX)
		*out = str_format(page->arena, "operator-%zu", number + 1);
	TRY_NEW(out->at);
	return OK;
}

static struct href chapter_link(const struct page *page, struct str name)
{
	struct str path = str_format(page->arena, "vtl/operators/%.*s", STR_ARGS(name));

	return page_link(page, path);
}

static struct err fill_chapter(const struct page *page, const struct text *text,
			       struct operator_chapter *out)
{
	struct list links = LIST(page->arena, struct operator_link);
	struct str element = text->name;
	size_t at = 0;

	out->href = chapter_link(page, text->name);
	next_element(text->text, S("<h1>"), S("</h1>"), &at, &element);
	TRY(markup_of(page, element, &out->title));
	while (next_element(text->text, S("<h2>"), S("</h2>"), &at, &element)) {
		struct operator_link link;
		struct str id;

		TRY(operator_id(page, element, links.count, &id));
		link.href = link_at(page->arena, out->href, id);
		TRY(markup_of(page, element, &link.name));
		TRY(list_push(&links, &link));
	}
	out->operators = (struct operator_links){ links.at, links.count };
	return OK;
}

/* The overview of the folder is for who reads it there. */
static bool is_chapter(struct str name)
{
	return !str_eq(name, S("README"));
}

static struct err operators_show(const struct request *request, struct response *response)
{
	struct operators_view v = { .chapters = { .count = 0 } };
	struct operator_chapter *chapters;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_STATISTICS));
	if (page.is_answered)
		return OK;
	page_crumb_to(&page, S("variable"), S(N_("Variables")));
	page_crumb_to(&page, S("vtl"), S(N_("Scripts")));
	page_title(&page, page_words(&page, S(N_("The operators of VTL"))));
	TRY_NEW(chapters = NEW(page.arena, struct operator_chapter, operator_chapters.count + 1));
	for (size_t i = 0; i < operator_chapters.count; i++)
		if (is_chapter(operator_chapters.rows[i].name))
			TRY(fill_chapter(&page, &operator_chapters.rows[i],
					 &chapters[v.chapters.count++]));
	v.chapters.at = chapters;
	v.script = page_link(&page, S("vtl"));
	view_operators(&page.body, &v);
	return page_end(&page);
}

/* ---- A chapter ---- */

/* What stands in the place of a tag. */
struct replacement {
	struct str tag, html;
};

static const struct replacement replacements[] = {
	{ STR("<table>"),
	  STR("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"data\"><table>") },
	{ STR("</table>"), STR("</table></div>") },
	{ STR("<pre>"), STR("<pre tabindex=\"0\">") },
};

/* The first of the tags at or after the place; NULL when none is left. */
static const struct replacement *next_tag(struct str html, size_t from, size_t *at)
{
	const struct replacement *found = NULL;

	*at = html.len;
	for (size_t i = 0; i < countof(replacements); i++) {
		size_t place = str_find(html, replacements[i].tag, from);

		if (place < *at) {
			*at = place;
			found = &replacements[i];
		}
	}
	return found;
}

static void write_boxed(struct html *h, struct str html)
{
	const struct replacement *tag;
	size_t from = 0, at;

	while ((tag = next_tag(html, from, &at))) {
		html_document(h, str_slice(html, from, at));
		html_document(h, tag->html);
		from = at + tag->tag.len;
	}
	html_document(h, str_slice(html, from, html.len));
}

/* "definitions.md#define-operator": the page of the chapter, at the place. False: it leads elsewhere. */
static bool chapter_target(const struct page *page, struct str target, struct href *out)
{
	struct str ending = S(".md");
	size_t place = str_find_char(target, '#', 0);
	struct str file = str_slice(target, 0, place);

	if (!str_ends(file, ending) || str_find_char(file, '/', 0) != SIZE_MAX)
		return false;
	*out = chapter_link(page, str_slice(file, 0, file.len - ending.len));
	if (place != SIZE_MAX)
		*out = link_at(page->arena, *out, str_slice(target, place + 1, target.len));
	return true;
}

/* Links to other chapters lead to their pages, in the reader's view. */
static void write_linked(const struct page *page, struct html *h, struct str html)
{
	struct str open = S("<a href=\"");
	size_t from = 0, at;

	while ((at = str_find(html, open, from)) != SIZE_MAX) {
		size_t begin = at + open.len, end = str_find_char(html, '"', begin);
		struct href href;

		write_boxed(h, str_slice(html, from, begin));
		from = begin;
		if (!chapter_target(page, str_slice(html, begin, end), &href))
			continue;
		html_url(h, href);
		from = end;
	}
	write_boxed(h, str_slice(html, from, html.len));
}

static struct err write_chapter(const struct page *page, struct str html, struct markup *out)
{
	struct str heading, id;
	size_t from = 0, at, number = 0;
	struct html h;

	html_begin(&h, page->arena, page->locale);
	while ((at = str_find(html, S("<h2>"), from)) != SIZE_MAX) {
		size_t behind = at;

		write_linked(page, &h, str_slice(html, from, at));
		if (!next_element(html, S("<h2>"), S("</h2>"), &behind, &heading))
			break;
		TRY(operator_id(page, heading, number++, &id));
		html_document(&h, S("<h2 id=\""));
		html_attr(&h, id);
		html_document(&h, S("\">"));
		from = at + S("<h2>").len;
	}
	write_linked(page, &h, str_slice(html, from, html.len));
	return html_markup(&h, out);
}

static struct err chapter_show(const struct request *request, struct response *response)
{
	struct str name = request_param(request, S("chapter"));
	struct str html = is_chapter(name) ? text_named(&operator_chapters, name) : S("");
	struct chapter_view v;
	struct page page;

	if (str_empty(html))
		return ERROR(ERR_NOT_FOUND, "no such chapter");
	TRY(page_begin(&page, request, response, NAV_STATISTICS));
	if (page.is_answered)
		return OK;
	page_crumb_to(&page, S("variable"), S(N_("Variables")));
	page_crumb_to(&page, S("vtl"), S(N_("Scripts")));
	page_crumb_to(&page, S("vtl/operators"), S(N_("The operators of VTL")));
	page_title(&page, page_message(&page, S(N_("The operators of VTL: {1}")),
				       (struct message_args){ { name } }));
	TRY(write_chapter(&page, html, &v.text));
	view_operator_chapter(&page.body, &v);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/vtl/operators"), operators_show, .role = ROLE_READER,
	  .help = STR(N_("the operators of VTL by chapter")) },
	{ METHOD_GET, STR("/vtl/operators/:chapter"), chapter_show, .role = ROLE_READER,
	  .help = STR(N_("a chapter of the reference of VTL, with examples")) },
};

const struct route_table operators_routes = { routes, countof(routes) };

/* Pages: what they are seen with, and how they are answered. */
#include "web/page.h"

#include "app/present.h"
#include "base/buf.h"
#include "i18n/number.h"
#include "model/translation.h"
#include "web/frame.h"
#include "web/past.html.h"

/* The plan that the site is about: the one that begins last; of several, the last by key. */
static const struct plan *newest_plan(const struct snapshot *snapshot)
{
	struct rows rows = snapshot_rows(snapshot, NOUN_PLAN);
	const struct plan *plan, *newest = NULL;

	while ((plan = rows_next(&rows)))
		if (!newest || date_cmp(plan->starts, newest->starts) >= 0)
			newest = plan;
	return newest;
}

static void set_view(struct page *page, const struct visit *visit, struct date as_of)
{
	page->locale = visit->locale;
	page->today = date_empty(as_of) ? visit->today : as_of;
	page->view = (struct link_view){ .lang = visit->lang, .as_of = as_of };
	page->pages.view = page->view;
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		page->pages.has_page[id] = true;
}

void page_bare(struct page *page, const struct request *request, struct response *response)
{
	const struct site *site = request->context;
	const struct visit *visit = request->pinned;
	struct visit none = { .locale = &site->app->locales->at[0], .today = app_today(site->app) };

	*page = (struct page){ .request = request,
			       .response = response,
			       .site = site,
			       .arena = request->arena,
			       .nav = NAV_NONE };
	set_view(page, visit && visit->locale ? visit : &none, DATE_EMPTY);
	if (visit && visit->present) {
		page->snapshot = visit->present;
		page->plan = newest_plan(page->snapshot);
	}
	html_begin(&page->body, page->arena, page->locale);
}

/* The ETag names what the page is made from: two answers with one tag have the same bytes. */
static struct err find_unchanged(struct page *page)
{
	struct snapshot_head head = snapshot_head(page->snapshot);
	struct buf buf;
	struct str text;

	buf_init(&buf, page->arena);
	buf_format(&buf, "%.*s %.*s %.*s %.*s ", STR_ARGS(page->site->version),
		   STR_ARGS(page->site->build), STR_ARGS(page->locale->tag),
		   STR_ARGS(page->request->target));
	date_write(&buf, page->today);
	digest_write(&buf, head.hash);
	TRY(buf_done(&buf, &text));

	struct digest digest = digest_of(text);

	buf_clear(&buf);
	digest_write(&buf, digest);
	TRY(buf_done(&buf, &text));
	page->is_answered = response_unchanged(page->response, page->request, text);
	return OK;
}

/* Before the first batch there is nothing to show, and that is not an error. */
static struct err answer_before_first(struct page *page)
{
	struct link_view view = { .lang = page->view.lang, .as_of = DATE_EMPTY };
	struct href present = link_to_page(page->arena, view, S(""));

	page_title(page, page_words(page, S(N_("Before the first entry"))));
	view_before_first(&page->body, &page->view.as_of, &present);
	page->is_answered = true;
	return page_end(page);
}

static struct err pin_past(struct visit *visit, const struct site *site, struct date as_of,
			   bool *before_first)
{
	struct err e;

	if (visit->past)
		return OK;
	e = present_as_of(site->app, as_of, &visit->past);
	*before_first = e.code == ERR_NOT_FOUND;
	return *before_first ? OK : e;
}

/* The state that was asked for; none yet when that is before the first batch. */
static struct err pin(struct page *page, const struct request *request, struct response *response,
		      bool *before_first)
{
	struct visit *visit = request->pinned;
	struct date as_of = DATE_EMPTY;

	page_bare(page, request, response);
	*before_first = false;
	if (str_empty(visit->as_of))
		return OK;
	if (!date_parse(visit->as_of, &as_of))
		return ERROR(ERR_INVALID, "as-of is a day such as 2026-01-31");
	TRY(pin_past(visit, page->site, as_of, before_first));
	set_view(page, visit, as_of);
	page->snapshot = visit->past;
	page->plan = *before_first ? NULL : newest_plan(page->snapshot);
	return OK;
}

struct err page_begin(struct page *page, const struct request *request, struct response *response,
		      enum nav nav)
{
	bool before_first;

	TRY(pin(page, request, response, &before_first));
	page->nav = nav;
	return before_first ? answer_before_first(page) : find_unchanged(page);
}

struct err page_begin_form(struct page *page, const struct request *request,
			   struct response *response, enum nav nav)
{
	bool before_first;

	TRY(pin(page, request, response, &before_first));
	page->nav = nav;
	return before_first ? answer_before_first(page) : OK;
}

struct err page_begin_data(struct page *page, const struct request *request,
			   struct response *response)
{
	struct visit *visit = request->pinned;
	bool before_first;

	TRY(pin(page, request, response, &before_first));
	if (before_first) {
		TRY(snapshot_new(&visit->past));
		page->snapshot = visit->past;
	}
	return find_unchanged(page);
}

struct err page_end(struct page *page)
{
	struct markup body;
	struct html h;
	struct str text;

	TRY(html_markup(&page->body, &body));
	html_begin(&h, page->arena, page->locale);
	TRY(frame_write(page, &h, body));
	TRY(html_end(&h, &text));
	response_page(page->response, text, page->locale->tag);
	page->response->vary = VARY_ACCEPT_LANGUAGE;
	return OK;
}

void page_title(struct page *page, struct str title)
{
	page->title = title;
}

void page_title_add(struct page *page, struct str label, struct str value)
{
	struct message_args args = { { label, value, page->chosen } };

	page->chosen = str_empty(page->chosen) ? page_message(page, S(N_("{1}: {2}")), args)
					       : page_message(page, S(N_("{3}, {1}: {2}")), args);
}

void page_crumb(struct page *page, struct href href, struct said name)
{
	/* The middle of a very long way is left out: its beginning and its end say where one is. */
	if (page->n_crumbs == CRUMBS_MAX)
		page->n_crumbs--;
	page->crumbs[page->n_crumbs++] = (struct crumb){ .href = href, .name = name };
}

void page_crumb_to(struct page *page, struct str path, struct str words)
{
	page_crumb(page, page_link(page, path), said_here(page_words(page, words)));
}

const void *page_row(const struct page *page, enum noun_id noun, struct str key)
{
	return str_empty(key) ? NULL : snapshot_find(page->snapshot, noun, key);
}

struct href page_link(const struct page *page, struct str path)
{
	return link_to_path(page->arena, page->view, path);
}

struct href page_link_row(const struct page *page, enum noun_id noun, struct str key)
{
	return link_to_row(page->arena, page->view, noun_of(noun)->name, key);
}

bool page_is_view_field(struct str name)
{
	return str_eq(name, S("lang")) || str_eq(name, S("as-of"));
}

struct str page_words(const struct page *page, struct str id)
{
	return message(page->locale, id);
}

struct str page_message(const struct page *page, struct str id, struct message_args args)
{
	return message_format(page->arena, page->locale, id, args);
}

struct str page_count(const struct page *page, struct plural id, int64_t n)
{
	return message_format_plural(page->arena, page->locale, id, n, (struct message_args){ 0 });
}

struct str page_number(const struct page *page, int64_t n)
{
	struct buf buf;

	buf_init(&buf, page->arena);
	number_write_int(&buf, page->locale, n);
	return buf_held(&buf);
}

struct str page_money(const struct page *page, int64_t minor, struct str currency)
{
	struct buf buf;

	buf_init(&buf, page->arena);
	number_write_money(&buf, page->locale, minor, currency);
	return buf_held(&buf);
}

struct str page_plan_language(const struct page *page)
{
	struct str language = page->plan ? page->plan->language : S("");

	return str_eq(language, page->locale->tag) ? S("") : language;
}

struct said page_said(const struct page *page, enum noun_id noun, struct str key, struct str column,
		      struct str text)
{
	const struct translation *translation = NULL;

	if (str_empty(text))
		return said_here(text);
	if (snapshot_count(page->snapshot, NOUN_TRANSLATION) > 0) {
		struct str name = noun_of(noun)->name, tag = page->locale->tag;
		struct str row_key = str_format(page->arena, "%.*s/%.*s/%.*s/%.*s", STR_ARGS(name),
						STR_ARGS(key), STR_ARGS(column), STR_ARGS(tag));

		translation = snapshot_find(page->snapshot, NOUN_TRANSLATION, row_key);
	}
	if (translation)
		return said_here(translation->text);
	return (struct said){ .text = text, .lang = page_plan_language(page) };
}

struct said said_here(struct str words)
{
	return (struct said){ .text = words };
}

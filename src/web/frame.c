/* The frame: what of it is data, and its two navigations, one row an entry. */
#include "web/frame.h"

#include "base/buf.h"
#include "base/mark.h"
#include "web/frame.html.h"
#include "web/parts.h"

struct entry {
	struct str path; /* "" is the first page */
	struct str words;
};

static const struct entry main_entries[NAV_COUNT] = {
	[NAV_OVERVIEW] = { STR(""), STR(N_("Overview")) },
	[NAV_FRAMEWORK] = { STR("framework"), STR(N_("Framework")) },
	[NAV_INDICATORS] = { STR("indicator"), STR(N_("Indicators")) },
	[NAV_STATISTICS] = { STR("variable"), STR(N_("Statistics")) },
	[NAV_BUDGET] = { STR("budget"), STR(N_("Budget")) },
	[NAV_RISKS] = { STR("risk"), STR(N_("Risks")) },
	[NAV_DOCUMENT] = { STR("document"), STR(N_("Document")) },
	[NAV_FINDINGS] = { STR("finding"), STR(N_("Findings")) },
	[NAV_HISTORY] = { STR("history"), STR(N_("History")) },
};

/* At the foot of the page: what is looked up now and then. */
static const struct entry more_entries[] = {
	{ STR("outcome"), STR(N_("Outcomes")) },
	{ STR("product"), STR(N_("Outputs (products and services)")) },
	{ STR("unit"), STR(N_("Units")) },
	{ STR("duty"), STR(N_("Duties to report")) },
	{ STR("area"), STR(N_("Countries and areas")) },
	{ STR("quality"), STR(N_("Quality of the data")) },
	{ STR("vtl"), STR(N_("Scripts")) },
	{ STR("term"), STR(N_("Terms")) },
	{ STR("reference"), STR(N_("Reference")) },
	{ STR("data"), STR(N_("Data")) },
};

enum { SHORT_HASH = 12 };

static struct str path_received(const struct page *page)
{
	struct str target = page->request->target;

	return str_slice(target, 0, str_find_char(target, '?', 0));
}

/* This very page in another view: all fields of its query that are not the view's own stay. */
static struct href here(const struct page *page, struct link_view view)
{
	const struct request *request = page->request;
	struct href href = link_to_same(page->arena, view, path_received(page));

	for (size_t i = 0; i < request->n_fields; i++)
		if (!page_is_view_field(request->fields[i].name))
			href = link_with(page->arena, href, request->fields[i].name,
					 request->fields[i].value);
	return href;
}

/* The entries in the reader's language; current is none of them when it is past the last. */
static struct err fill_entries(const struct page *page, const struct entry *entries, size_t count,
			       size_t current, const struct frame_entry **out)
{
	struct frame_entry *filled = NEW(page->arena, struct frame_entry, count);

	TRY_NEW(filled);
	for (size_t i = 0; i < count; i++) {
		filled[i].href = page_link(page, entries[i].path);
		filled[i].words = page_words(page, entries[i].words);
		filled[i].is_current = i == current;
	}
	*out = filled;
	return OK;
}

static struct err fill_navigation(const struct page *page, struct frame_view *v)
{
	v->entries.count = NAV_COUNT;
	TRY(fill_entries(page, main_entries, NAV_COUNT, page->nav, &v->entries.at));
	v->more.count = countof(more_entries);
	return fill_entries(page, more_entries, countof(more_entries), SIZE_MAX, &v->more.at);
}

static struct err fill_languages(const struct page *page, struct frame_view *v)
{
	struct frame_language *languages = NEW(page->arena, struct frame_language, LOCALE_COUNT);

	TRY_NEW(languages);
	for (size_t i = 0; i < LOCALE_COUNT; i++) {
		const struct locale *locale = &page->site->app->locales->at[i];
		struct link_view view = { .lang = locale->tag, .as_of = page->view.as_of };

		languages[i].href = here(page, view);
		languages[i].tag = locale->tag;
		languages[i].name = locale->name;
		languages[i].dir = locale_dir(locale);
		languages[i].is_current = locale == page->locale;
	}
	v->languages.at = languages;
	v->languages.count = LOCALE_COUNT;
	return OK;
}

/* What the form of the day keeps: the language, and the page's own fields. */
static struct err fill_fields(const struct page *page, struct frame_view *v)
{
	const struct request *request = page->request;
	struct frame_field *fields = NEW(page->arena, struct frame_field, request->n_fields + 1);
	size_t count = 0;

	TRY_NEW(fields);
	if (!str_empty(page->view.lang))
		fields[count++] = (struct frame_field){ S("lang"), page->view.lang };
	for (size_t i = 0; i < request->n_fields; i++)
		if (!page_is_view_field(request->fields[i].name))
			fields[count++] = (struct frame_field){ request->fields[i].name,
								request->fields[i].value };
	v->fields.at = fields;
	v->fields.count = count;
	return OK;
}

static struct err fill_foot(const struct page *page, struct frame_view *v)
{
	struct snapshot_head head = snapshot_head(page->snapshot);
	struct buf text;

	if (head.batch == 0)
		return OK;
	buf_init(&text, page->arena);
	digest_write(&text, head.hash);
	TRY(buf_done(&text, &v->hash));
	v->hash_short = str_slice(v->hash, 0, SHORT_HASH);
	v->batch = head.batch;
	v->recorded = head.at;
	v->batch_page = page_link_batch(page, head.batch);
	return OK;
}

/* Which page of a list this is; empty for the first and for a page that is no list. */
static struct str page_of_list(const struct page *page)
{
	int64_t n;

	if (!page->snapshot || !str_to_int64(request_field(page->request, S("page")), &n) || n < 2)
		return S("");
	return page_message(page, S(N_("page {1}")),
			    (struct message_args){ { page_number(page, n) } });
}

/* "Indicators, Baseline: without, page 2 – ITU-D Operational Plan for 2026": no two have the same. */
static struct err fill_title(const struct page *page, struct frame_view *v)
{
	const struct str parts[] = { page->title, page->chosen, page_of_list(page) };
	struct buf title;

	v->site_name = said_here(S("Outturn"));
	if (page->plan)
		v->site_name =
			page_said(page, NOUN_PLAN, page->plan->code, S("name"), page->plan->name);
	buf_init(&title, page->arena);
	for (size_t i = 0; i < countof(parts); i++) {
		if (i > 0 && !str_empty(parts[i]))
			buf_str(&title, S(", "));
		buf_str(&title, parts[i]);
	}
	if (!str_empty(page->title))
		buf_str(&title, S(" – "));
	/* The page of the plan itself is named once. */
	if (str_eq(page->title, v->site_name.text) && str_empty(page->chosen))
		buf_clear(&title);
	buf_str(&title, v->site_name.text);
	return buf_done(&title, &v->title);
}

struct err frame_write(struct page *page, struct html *h, struct markup body)
{
	struct frame_view v = {
		.lang = page->locale->tag,
		.dir = locale_dir(page->locale),
		.language_name = page->locale->name,
		.version = page->site->version,
		.icon = page->site->icon,
		.style = page->site->style,
		.script = page->site->script,
		.home = page_link(page, S("")),
		.as_of = page->view.as_of,
		.today = page->today,
		.crumbs = { page->crumbs, page->n_crumbs },
		.body = body,
	};

	v.present = here(page, (struct link_view){ .lang = page->view.lang, .as_of = DATE_EMPTY });
	v.here = link_to_same(page->arena, LINK_VIEW_NONE, path_received(page));
	TRY(fill_title(page, &v));
	TRY(fill_navigation(page, &v));
	TRY(fill_languages(page, &v));
	TRY(fill_fields(page, &v));
	if (page->snapshot)
		TRY(fill_foot(page, &v));
	view_frame(h, &v);
	return OK;
}

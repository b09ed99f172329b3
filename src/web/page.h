/*
 * A page, from its request to its answer. A handler reads as a sentence:
 *
 *	static struct err node_show(const struct request *request, struct response *response)
 *	{
 *		struct node_view view = { 0 };
 *		struct page page;
 *
 *		TRY(page_begin(&page, request, response, NAV_FRAMEWORK));
 *		if (page.is_answered)
 *			return OK;
 *		TRY(page_find(&page, NOUN_NODE, request_param(request, S("code")), &view.node));
 *		TRY(node_fill(&page, &view));
 *		view_node(&page.body, &view);
 *		return page_end(&page);
 *	}
 *
 * page_begin pins the state (the present, or as of a day), finds the language, and gives the answer
 * its ETag; when the reader has this very version the page is answered already. page_end puts the
 * body into the frame of the site. Everything lives in the request's arena or in the snapshot.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "html/link.h"
#include "html/noun.h"
#include "http/request.h"
#include "i18n/message.h"
#include "model/plan.h"
#include "model/snapshot.h"
#include "web/site.h"

/* The entries of the main navigation, in their order (frame.c has their words and addresses). */
enum nav {
	NAV_OVERVIEW,
	NAV_FRAMEWORK,
	NAV_INDICATORS,
	NAV_STATISTICS,
	NAV_BUDGET,
	NAV_RISKS,
	NAV_DOCUMENT,
	NAV_FINDINGS,
	NAV_HISTORY,
	NAV_COUNT,
	NAV_NONE = NAV_COUNT, /* a page that is under none of them */
};

/* Text of the plan with its language, when that is not the page's: <bdi lang="…">. */
struct said {
	struct str text;
	struct str lang; /* empty: the page's, or nobody knows */
};

/* A step of the way to this page. */
struct crumb {
	struct href href;
	struct said name;
};

enum { CRUMBS_MAX = 12 };

struct page {
	const struct request *request;
	struct response *response;
	const struct site *site;
	struct arena *arena;
	const struct snapshot *snapshot; /* NULL on the page of an error that had none */
	const struct plan *plan;         /* the newest; NULL: there is none */
	const struct locale *locale;
	struct link_view view;   /* for link_to_… */
	struct noun_pages pages; /* the same for the tables of html/noun.h */
	struct date today;       /* the day for dated checks: the clock's, or that of as-of */
	enum nav nav;
	struct str title;  /* set by page_title */
	struct str chosen; /* set by page_title_add: what of a list is shown */
	struct crumb crumbs[CRUMBS_MAX];
	size_t n_crumbs;
	struct html body; /* the handler writes here */
	bool is_answered; /* the response is whole: the handler returns OK at once */
};

/* ERR_INVALID when ?as-of= is no date. */
MUST_USE struct err page_begin(struct page *page, const struct request *request,
			       struct response *response, enum nav nav);

/* The same for the answer to a form, which is made anew each time and has no ETag. */
MUST_USE struct err page_begin_form(struct page *page, const struct request *request,
				    struct response *response, enum nav nav);

/*
 * The same for an answer that is data and stands in no frame: before the first batch there are no
 * rows, instead of a page that says so.
 */
MUST_USE struct err page_begin_data(struct page *page, const struct request *request,
				    struct response *response);

/* The page without a state: what an error is told on. */
void page_bare(struct page *page, const struct request *request, struct response *response);

/* Puts the body into the frame (frame.h) and answers with it. */
MUST_USE struct err page_end(struct page *page);

/* The title of the window, in the reader's language or the plan's. */
void page_title(struct page *page, struct str title);

/* What was chosen of a list, behind its title: "Owner: without". */
void page_title_add(struct page *page, struct str label, struct str value);

/* One more step of the way, from the top down; the page itself is not one. */
void page_crumb(struct page *page, struct href href, struct said name);

/* Crumbs of a list page: page_crumb_to(&page, S("indicator"), S(N_("Indicators"))). */
void page_crumb_to(struct page *page, struct str path, struct str words);

/* The row, or NULL; the caller names the noun whose struct it expects. */
const void *page_row(const struct page *page, enum noun_id noun, struct str key);

/* Addresses that carry the language and the day on. */
struct href page_link(const struct page *page, struct str path);
struct href page_link_row(const struct page *page, enum noun_id noun, struct str key);

/* Does the field of a query say how a page is seen (lang, as-of), and not what is on it? */
bool page_is_view_field(struct str name);

/* A message in the reader's language, without and with arguments. */
struct str page_words(const struct page *page, struct str id);
struct str page_message(const struct page *page, struct str id, struct message_args args);
struct str page_count(const struct page *page, struct plural id, int64_t n);

/* Values as text of the reader's language, for arguments of messages and for figures. */
struct str page_number(const struct page *page, int64_t n);
struct str page_money(const struct page *page, int64_t minor, struct str currency);

/* A text of the plan: its translation into the reader's language, or else as it was entered. */
struct said page_said(const struct page *page, enum noun_id noun, struct str key, struct str column,
		      struct str text);

/* The language of the plan's texts, for a text that has no translations; empty: the reader's own. */
struct str page_plan_language(const struct page *page);

/* Words in the reader's own language as a struct said. */
struct said said_here(struct str words);

#endif

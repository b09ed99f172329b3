/* The glossary and the duties to report. */
#include "web/term.h"

#include "base/list.h"
#include "base/mark.h"
#include "model/duty.h"
#include "model/term.h"
#include "web/download.h"
#include "web/money.h"
#include "web/routes.h"
#include "web/term.html.h"

enum { TERMS_SHOWN = 200, DUTIES_SHOWN = 100 };

static struct thing thing_or_none(const struct page *page, enum noun_id noun, struct str key)
{
	return str_empty(key) ? (struct thing){ .is_missing = true } : page_thing(page, noun, key);
}

static bool is_on_page(const struct paging *paging, size_t i)
{
	return i >= paging->first && i < paging->first + paging->count;
}

static struct err fill_terms(struct page *page, struct terms_view *v)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_TERM);
	struct list terms = LIST(page->arena, struct term_row);
	const struct term *term;

	for (size_t i = 0; (term = rows_next(&rows)); i++) {
		struct term_row row = {
			.code = term->code,
			.name = page_said(page, NOUN_TERM, term->code, S("name"), term->name),
			.section = thing_or_none(page, NOUN_SECTION, term->section),
		};

		if (is_on_page(&v->paging, i))
			TRY(list_push(&terms, &row));
	}
	v->rows.at = terms.at;
	v->rows.count = terms.count;
	return OK;
}

static struct err terms_show(const struct request *request, struct response *response)
{
	static const enum noun_id nouns[] = { NOUN_TERM };
	struct terms_view v = { .count = 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_NONE));
	if (page.is_answered)
		return OK;
	page_title(&page, page_words(&page, S(N_("Terms"))));
	v.count = snapshot_count(page.snapshot, NOUN_TERM);
	v.paging = page_paging(&page, v.count, TERMS_SHOWN);
	TRY(fill_terms(&page, &v));
	TRY(part_download(&page, nouns, countof(nouns), &v.download));
	view_terms(&page.body, &v);
	return page_end(&page);
}

static struct duty_row duty_row_of(const struct page *page, const struct duty *duty)
{
	struct str code = duty->code;

	return (struct duty_row){
		.thing = page_thing(page, NOUN_DUTY, code),
		.recipient = page_said(page, NOUN_DUTY, code, S("recipient"), duty->recipient),
		.occasion =
			page_said(page, NOUN_DUTY, code, S("first_occasion"), duty->first_occasion),
		.frequency = page_choice(page, NOUN_DUTY, S("frequency"), duty->frequency),
		.first = duty->first,
		.last = duty->last,
		.owner = thing_or_none(page, NOUN_UNIT, duty->owner),
		.section = thing_or_none(page, NOUN_SECTION, duty->section),
	};
}

static struct err fill_duties(struct page *page, struct duties_view *v)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_DUTY);
	struct list duties = LIST(page->arena, struct duty_row);
	const struct duty *duty;

	for (size_t i = 0; (duty = rows_next(&rows)); i++) {
		struct duty_row row = duty_row_of(page, duty);

		v->n_unowned += str_empty(duty->owner);
		if (is_on_page(&v->paging, i))
			TRY(list_push(&duties, &row));
	}
	v->rows.at = duties.at;
	v->rows.count = duties.count;
	return OK;
}

static struct err duties_show(const struct request *request, struct response *response)
{
	static const enum noun_id nouns[] = { NOUN_DUTY };
	struct duties_view v = { .count = 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_NONE));
	if (page.is_answered)
		return OK;
	page_title(&page, page_words(&page, S(N_("Duties to report"))));
	v.count = snapshot_count(page.snapshot, NOUN_DUTY);
	v.paging = page_paging(&page, v.count, DUTIES_SHOWN);
	TRY(fill_duties(&page, &v));
	TRY(part_download(&page, nouns, countof(nouns), &v.download));
	view_duties(&page.body, &v);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/term"), terms_show, .role = ROLE_READER,
	  .help = STR(N_("the abbreviations and terms that the plan explains")) },
	{ METHOD_GET, STR("/duty"), duties_show, .role = ROLE_READER,
	  .help = STR(N_("what is to be reported, to whom and when")) },
};

const struct route_table term_routes = { routes, countof(routes) };

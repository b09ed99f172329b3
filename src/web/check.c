/* See check.h. */
#include "web/check.h"

#include "app/words.h"
#include "base/mark.h"
#include "exchange/findings_json.h"
#include "web/api.h"
#include "web/check.html.h"
#include "web/check_pages.h"
#include "web/routes.h"

enum { FINDINGS_SHOWN = 50 };

static struct err row_of(const struct page *page, const struct check *check, struct check_row *out)
{
	struct findings findings;

	TRY(check_findings_of(page->snapshot, page->today, check, &findings));
	*out = (struct check_row){
		.name = check->name,
		.about = words_check(page->locale, check->name),
		.severity = severity_name(check->severity),
		.severity_words = words_severity(page->locale, check->severity),
		.page = page_link_check(page, check->name),
		.count = findings.count,
	};
	return OK;
}

static struct err list_show(const struct request *request, struct response *response)
{
	struct checks_view v = { .n_checks = check_count() };
	struct check_row *rows;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_FINDINGS));
	if (page.is_answered)
		return OK;
	TRY_NEW(rows = NEW(page.arena, struct check_row, v.n_checks));
	for (size_t i = 0; i < v.n_checks; i++) {
		TRY(row_of(&page, check_at(i), &rows[i]));
		v.n_silent += rows[i].count == 0;
	}
	v.rows.at = rows;
	v.rows.count = v.n_checks;
	page_title(&page, page_words(&page, S(N_("Checks"))));
	page_crumb_to(&page, S("finding"), S(N_("Findings")));
	view_checks(&page.body, &v);
	return page_end(&page);
}

static struct err fill_findings(const struct page *page, const struct check *check,
				struct check_view *v)
{
	struct finding_row *rows;
	struct findings findings;

	TRY(check_findings_of(page->snapshot, page->today, check, &findings));
	v->paging = page_paging(page, findings.count, FINDINGS_SHOWN);
	TRY_NEW(rows = NEW(page->arena, struct finding_row, v->paging.count));
	for (size_t i = 0; i < v->paging.count; i++)
		TRY(finding_row_of(page, &findings.at[v->paging.first + i], &rows[i]));
	v->rows = (struct finding_rows){ rows, v->paging.count };
	v->json = link_with(page->arena, api_link(page, S("finding"), S("")), S("check"),
			    check->name);
	return OK;
}

static struct err check_show(const struct request *request, struct response *response)
{
	const struct check *check = check_named(request_param(request, S("name")));
	struct check_view v;
	struct page page;

	if (!check)
		return ERROR(ERR_NOT_FOUND, "no such check");
	TRY(page_begin(&page, request, response, NAV_FINDINGS));
	if (page.is_answered)
		return OK;
	page_title(&page, words_check(page.locale, check->name));
	page_crumb_to(&page, S("finding"), S(N_("Findings")));
	page_crumb_to(&page, S("check"), S(N_("Checks")));
	TRY(row_of(&page, check, &v.check));
	TRY(prose_read(page.arena, text_named(&check_pages, check->name), &v.prose));
	TRY(fill_findings(&page, check, &v));
	view_check(&page.body, &v);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/check"), list_show, .role = ROLE_READER,
	  .help = STR(N_("every check and how much it finds")) },
	{ METHOD_GET, STR("/check/:name"), check_show, .role = ROLE_READER,
	  .help = STR(N_("what a check looks for, why, and what it finds now")) },
};

const struct route_table check_routes = { routes, countof(routes) };

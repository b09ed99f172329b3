/* See report.h. */
#include "web/report.h"

#include "base/mark.h"
#include "report/report.h"
#include "web/routes.h"

struct href link_to_report(const struct page *page)
{
	return page_link(page, S("report/operational-plan.html"));
}

/* The plan that ?plan= names, or else the newest. */
static struct err report_show(const struct request *request, struct response *response)
{
	struct str plan = request_field(request, S("plan"));
	struct str text, name;
	struct page page;

	TRY(page_begin_data(&page, request, response));
	if (page.is_answered)
		return OK;
	TRY(report_operational_plan_html(page.arena, page.snapshot, page.locale, plan, &text));
	TRY(report_operational_plan_name(page.arena, page.snapshot, plan, &name));
	response_body(response, S("text/html; charset=utf-8"), text);
	response->filename = name;
	response->language = page.locale->tag;
	response->vary |= VARY_ACCEPT_LANGUAGE;
	return OK;
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/report/operational-plan.html"), report_show, .role = ROLE_READER,
	  .help = STR(N_("the whole document of a plan as one file, to be saved and printed")) },
};

const struct route_table report_routes = { routes, countof(routes) };

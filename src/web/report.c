/* See report.h. */
#include "web/report.h"

struct href link_to_report(const struct page *page)
{
	return page_link(page, S("report/operational-plan.html"));
}

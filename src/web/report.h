/* The report of a plan as one file, sent as an attachment. */
#ifndef WEB_REPORT_H
#define WEB_REPORT_H

#include "web/page.h"

/* The way to it, in the language and as of the day of the page. */
struct href link_to_report(const struct page *page);

#endif

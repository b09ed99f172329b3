/* The style sheet of a document (report.css), compiled in. */
#ifndef REPORT_HTML_STYLE_H
#define REPORT_HTML_STYLE_H

#include "base/str.h"

extern const struct str report_css;

#endif

/* The site behind a server: pages, use cases, languages. What serves it is http. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "http/server.h"
#include "web/site.h"

/* The program that serves the site; the site must outlive the server. */
struct program web_program(struct site *site);

#endif

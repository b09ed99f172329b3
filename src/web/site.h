/*
 * What the server hands to every page: the program's use cases, its assets and its version. Made once
 * when the server opens; behind request->context of each request, and read by all threads.
 */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "app/app.h"
#include "html/value.h"
#include "http/asset.h"

/* The bounds of what is tried on a page: the preview of a load (web/load.c), a script (web/script.c). */
struct trial_limits {
	int64_t time_ms;
	size_t memory_bytes;
};

struct site {
	const struct app *app;
	const struct asset_table *assets;
	struct str version;              /* of the program */
	struct str build;                /* differs between two builds of one version */
	struct href icon, style, script; /* the addresses of the assets that every page has */
	struct trial_limits preview, trial;
};

/* Only what is in the arena is the site's own. */
MUST_USE struct err site_init(struct site *site, struct arena *arena, const struct app *app,
			      struct str version);

/*
 * What one request is seen with, from its address and headers: pinned before it is routed
 * (request->pinned), given back after it was answered.
 */
struct visit {
	struct snapshot *present;
	struct snapshot *past; /* the state that was asked for by as-of, once a page wants it */
	const struct locale *locale;
	struct str lang;   /* the language asked for by name; empty: negotiated */
	struct str as_of;  /* as asked for, not yet read; empty: the present */
	struct date today; /* the UTC day of the clock */
};

/* The functions of struct program (http/server.h). */
MUST_USE struct err visit_begin(struct request *request, struct str *variant_out);
void visit_end(struct request *request);

#endif

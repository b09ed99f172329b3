/*
 * A site over a database in a folder of its own, asked without a socket: the whole way of a request
 * but for the bytes on the wire. The clock stands still.
 */
#ifndef UNIT_WEB_FIXTURE_H
#define UNIT_WEB_FIXTURE_H

#include "testing.h"

#include "app/history.h"
#include "http/request.h"
#include "web/web.h"

#include <stdatomic.h>

struct row_source;

struct fixture {
	struct arena arena;
	char folder[64], path[96];
	struct locales *locales;
	struct app app;
	struct moment now;
	struct site site;
	struct program program;
	struct route_tree *tree;
	atomic_bool is_ending; /* as when the server stops: what takes long is called off */
};

/* For cmocka: an empty database; the same with plans/baku in it; and its end. */
int site_open_empty(void **state);
int site_open_baku(void **state);
int site_close(void **state);

/* Imports the folder, each of its rows changed by `change` on the way (NULL: as it is). */
void site_import(struct fixture *f, const char *folder,
		 void (*change)(const struct noun *, void *));

/* Imports one table of the noun from its text. */
void site_import_table(struct fixture *f, const char *noun, const char *csv);

/* Loads the text, a table with a row a value, as one batch. */
void site_load(struct fixture *f, const char *csv);

/* What was answered. The body lives as long as the fixture. */
struct answer {
	int status;
	struct str type, etag, language, body, location, filename, retry_after;
	bool is_kept; /* by the server, for the next who asks */
};

/* GET of the target, with an Accept-Language and an If-None-Match header where they are given. */
struct answer site_get(struct fixture *f, const char *target);
struct answer site_get_with(struct fixture *f, const char *target, const char *accept_language,
			    const char *if_none_match);

/* POST of a form by one of our own pages, and by a page of another site. */
struct answer site_post(struct fixture *f, const char *target, const struct form_part *parts,
			size_t n_parts);
struct answer site_post_from_elsewhere(struct fixture *f, const char *target,
				       const struct form_part *parts, size_t n_parts);

/* The answer's body holds the literal. */
bool body_has(struct answer answer, const char *text);

#endif

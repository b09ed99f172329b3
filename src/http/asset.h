/*
 * Files that are compiled in: style sheets, scripts, icons. tools/embed makes the table from files
 * at build time, with a hash of the bytes in each name, so that they may be kept for ever; there is
 * no file system behind a path.
 */
#ifndef HTTP_ASSET_H
#define HTTP_ASSET_H

#include "http/response.h"

/* One file. */
struct asset {
	struct str source; /* the name it had: "outturn.css" */
	struct str path;   /* the address it has: "/assets/outturn-4f0c….css" */
	struct str type;   /* its media type */
	struct str etag;   /* without quotes */
	struct str bytes;
	struct str gzip; /* the same bytes compressed; empty where that would not help */
};

/* The table of one folder, sorted by path. */
struct asset_table {
	const struct asset *rows;
	size_t count;
};

/* The file that had this name at build time, which must be one of them: for links on pages. */
const struct asset *asset_named(const struct asset_table *table, struct str source);

/* The file at this address; NULL when there is none. */
const struct asset *asset_find(const struct asset_table *table, struct str path);

/* Answers with the file. */
void asset_respond(const struct asset *asset, const struct request *request,
		   struct response *response);

#endif

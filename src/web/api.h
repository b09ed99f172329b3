/*
 * What a person can see, a program can fetch. What the answers of the API have in common: they begin
 * like a page (?lang=, ?as-of=, ETag), are JSON or CSV, and go by parts when they are long. A part
 * that is not the last has a Link header with rel="next".
 */
#ifndef WEB_API_H
#define WEB_API_H

#include "exchange/json.h"
#include "web/page.h"

/* An answer that is being written. */
struct api {
	struct page page;
	struct buf text;
	struct json_writer json;
};

/* ERR_INVALID as page_begin; api->page.is_answered as there. */
MUST_USE struct err api_begin(struct api *api, const struct request *request,
			      struct response *response);

MUST_USE struct err api_end_json(struct api *api);

/* A file to be saved: "indicator" becomes indicator.csv. */
MUST_USE struct err api_end_csv(struct api *api, struct str name);

/* The part that was asked for: ?count=, at most API_MOST, which is also what nobody asking gets. */
enum { API_MOST = 10000 };
MUST_USE struct err api_count(const struct request *request, size_t *out);

/* ?name= as a whole number that is not negative; otherwise as given. ERR_INVALID when it is none. */
MUST_USE struct err api_number(const struct request *request, struct str name, int64_t otherwise,
			       int64_t *out);

/* Says where the next part is: the same address with another ?from=. */
MUST_USE struct err api_next(struct api *api, struct str from);

/* A member of the open object. */
void api_put_text(struct json_writer *json, struct str name, struct str text);
void api_put_integer(struct json_writer *json, struct str name, int64_t n);

/* "/api/v1/indicator.csv" for "indicator" and ".csv". */
struct href api_link(const struct page *page, struct str name, struct str ending);

#endif

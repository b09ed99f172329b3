/* The rows of every table, as JSON and as CSV, and each row by its key. */
#include "base/limits.h"
#include "exchange/row_csv.h"
#include "exchange/row_json.h"
#include "web/api.h"
#include "web/routes.h"

/* Which table was asked for, and in which format. */
struct table_asked {
	const struct noun *noun;
	bool is_csv;
};

static struct err read_table(struct str name, struct table_asked *out)
{
	static const struct str csv = STR(".csv");
	bool is_csv = str_ends(name, csv);
	const struct noun *noun =
		noun_named(is_csv ? str_slice(name, 0, name.len - csv.len) : name);

	if (!noun)
		return ERROR(ERR_NOT_FOUND, "no such table");
	*out = (struct table_asked){ .noun = noun, .is_csv = is_csv };
	return OK;
}

/* The rows from the key in ?from= on, at most count; the rest is for the next part. */
static struct err write_json(struct api *api, const struct noun *noun, size_t count)
{
	struct str from = request_field(api->page.request, S("from"));
	struct rows rows = snapshot_rows_from(api->page.snapshot, noun->id, from);
	const void *row = rows_next(&rows);

	json_put_array(&api->json);
	for (size_t i = 0; row && i < count; i++, row = rows_next(&rows))
		row_json_write(&api->json, noun, row);
	json_put_end_array(&api->json);
	return row ? api_next(api, rows.key) : OK;
}

/* A table to be saved is whole, unless a part of it was asked for. */
static struct err write_csv(struct api *api, const struct noun *noun, size_t count)
{
	const struct request *request = api->page.request;
	bool is_part = request_field(request, S("count")).at;
	struct rows rows =
		snapshot_rows_from(api->page.snapshot, noun->id, request_field(request, S("from")));
	const void *row = rows_next(&rows);
	struct buf cell;

	buf_init_own(&cell, LIMIT_CELL_BYTES);
	row_csv_head(&api->text, noun);
	for (size_t i = 0; row && (!is_part || i < count); i++, row = rows_next(&rows))
		row_csv_write(&api->text, &cell, noun, row);
	buf_finish(&cell);
	return row ? api_next(api, rows.key) : OK;
}

static struct err rows_show(const struct request *request, struct response *response)
{
	struct table_asked asked;
	struct api api;
	size_t count;

	TRY(read_table(request_param(request, S("table")), &asked));
	TRY(api_count(request, &count));
	TRY(api_begin(&api, request, response));
	if (api.page.is_answered)
		return OK;
	if (asked.is_csv) {
		TRY(write_csv(&api, asked.noun, count));
		return api_end_csv(&api, asked.noun->name);
	}
	TRY(write_json(&api, asked.noun, count));
	return api_end_json(&api);
}

static struct err row_show(const struct request *request, struct response *response)
{
	struct table_asked asked;
	struct api api;
	const void *row;

	TRY(read_table(request_param(request, S("table")), &asked));
	TRY(api_begin(&api, request, response));
	if (api.page.is_answered)
		return OK;
	row = page_row(&api.page, asked.noun->id, request_param(request, S("key")));
	if (!row || asked.is_csv)
		return ERROR(ERR_NOT_FOUND, "no such row");
	row_json_write(&api.json, asked.noun, row);
	return api_end_json(&api);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/api/v1/:table"), rows_show, .role = ROLE_READER,
	  .help = STR(N_("the rows of a table: JSON, or CSV with .csv behind its name; "
			 "?count= and ?from= for a part")) },
	{ METHOD_GET, STR("/api/v1/:table/:key"), row_show, .role = ROLE_READER,
	  .help = STR(N_("one row by its key; a key of several parts is written with %2F")) },
};

const struct route_table api_rows_routes = { routes, countof(routes) };

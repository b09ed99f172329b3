/* The common part of the API, its index, and the pulse of the server. */
#include "web/api.h"

#include "exchange/row_json.h"
#include "web/routes.h"

struct err api_begin(struct api *api, const struct request *request, struct response *response)
{
	TRY(page_begin_data(&api->page, request, response));
	buf_init(&api->text, request->arena);
	json_begin(&api->json, &api->text, true);
	return OK;
}

static struct err end(struct api *api, struct str type)
{
	struct str body;

	TRY(buf_done(&api->text, &body));
	response_body(api->page.response, type, body);
	api->page.response->vary |= VARY_ACCEPT_LANGUAGE;
	return OK;
}

struct err api_end_json(struct api *api)
{
	buf_char(&api->text, '\n');
	return end(api, S("application/json"));
}

struct err api_end_csv(struct api *api, struct str name)
{
	struct str filename = str_format(api->page.arena, "%.*s.csv", STR_ARGS(name));

	TRY_NEW(filename.at);
	api->page.response->filename = filename;
	return end(api, S("text/csv; charset=utf-8; header=present"));
}

struct err api_number(const struct request *request, struct str name, int64_t otherwise,
		      int64_t *out)
{
	struct str asked = request_field(request, name);
	int64_t n = otherwise;

	if (!str_empty(asked) && (!str_to_int64(asked, &n) || n < 0))
		return ERROR(ERR_INVALID, "a field of the query is no whole number");
	*out = n;
	return OK;
}

struct err api_count(const struct request *request, size_t *out)
{
	int64_t n;

	TRY(api_number(request, S("count"), API_MOST, &n));
	if (n == 0)
		return ERROR(ERR_INVALID, "a part without anything in it leads nowhere");
	*out = n < API_MOST ? (size_t)n : API_MOST;
	return OK;
}

struct err api_next(struct api *api, struct str from)
{
	const struct request *request = api->page.request;
	struct str path = str_slice(request->target, 0, str_find_char(request->target, '?', 0));
	struct href href = link_to_same(api->page.arena, LINK_VIEW_NONE, path);
	struct str value;

	for (size_t i = 0; i < request->n_fields; i++)
		if (!str_eq(request->fields[i].name, S("from")))
			href = link_with(api->page.arena, href, request->fields[i].name,
					 request->fields[i].value);
	href = link_with(api->page.arena, href, S("from"), from);
	TRY_NEW(link_text(href).at);
	value = str_format(api->page.arena, "<%.*s>; rel=\"next\"", STR_ARGS(link_text(href)));
	TRY_NEW(value.at);
	response_header(api->page.response, S("Link"), value);
	return OK;
}

void api_put_text(struct json_writer *json, struct str name, struct str text)
{
	json_put_name(json, name);
	json_put_text(json, text);
}

void api_put_integer(struct json_writer *json, struct str name, int64_t n)
{
	json_put_name(json, name);
	json_put_integer(json, n);
}

struct href api_link(const struct page *page, struct str name, struct str ending)
{
	struct str path =
		str_format(page->arena, "api/v1/%.*s%.*s", STR_ARGS(name), STR_ARGS(ending));

	return page_link(page, path);
}

static void put_flag(struct json_writer *json, struct str name, bool is_set)
{
	json_put_name(json, name);
	json_put_bool(json, is_set);
}

static void put_choices(struct json_writer *json, const struct choices *choices)
{
	json_put_name(json, S("values"));
	json_put_array(json);
	for (size_t i = 0; i < choices->count; i++)
		json_put_text(json, choices->at[i].name);
	json_put_end_array(json);
}

static void put_field(struct json_writer *json, const struct field *field)
{
	json_put_object(json);
	api_put_text(json, S("name"), field->name);
	api_put_text(json, S("type"), field_json_type(field->type));
	put_flag(json, S("key"), field->flags & FIELD_KEY);
	put_flag(json, S("required"), field->flags & FIELD_REQUIRED);
	if (field->choices)
		put_choices(json, field->choices);
	if (field->refers != NOUN_NONE)
		api_put_text(json, S("refers_to"), noun_of(field->refers)->name);
	json_put_end_object(json);
}

static void put_noun(struct api *api, const struct noun *noun)
{
	struct json_writer *json = &api->json;
	size_t rows = snapshot_count(api->page.snapshot, noun->id);

	json_put_object(json);
	api_put_text(json, S("name"), noun->name);
	api_put_integer(json, S("rows"), (int64_t)rows);
	api_put_text(json, S("json"), link_text(api_link(&api->page, noun->name, S(""))));
	api_put_text(json, S("csv"), link_text(api_link(&api->page, noun->name, S(".csv"))));
	json_put_name(json, S("columns"));
	json_put_array(json);
	for (size_t i = 0; i < noun->n_fields; i++)
		put_field(json, &noun->fields[i]);
	json_put_end_array(json);
	json_put_end_object(json);
}

static void put_head(struct json_writer *json, struct buf *scratch, struct snapshot_head head)
{
	json_put_name(json, S("head"));
	if (head.batch == 0) {
		json_put_null(json);
		return;
	}
	json_put_object(json);
	api_put_integer(json, S("batch"), head.batch);
	moment_write(scratch, head.at);
	api_put_text(json, S("at"), buf_held(scratch));
	buf_clear(scratch);
	digest_write(scratch, head.hash);
	api_put_text(json, S("hash"), buf_held(scratch));
	json_put_end_object(json);
}

static struct err index_show(const struct request *request, struct response *response)
{
	struct buf scratch;
	struct api api;

	TRY(api_begin(&api, request, response));
	if (api.page.is_answered)
		return OK;
	buf_init(&scratch, request->arena);
	json_put_object(&api.json);
	api_put_text(&api.json, S("version"), api.page.site->version);
	put_head(&api.json, &scratch, snapshot_head(api.page.snapshot));
	api_put_text(&api.json, S("finding"), link_text(api_link(&api.page, S("finding"), S(""))));
	api_put_text(&api.json, S("batch"), link_text(api_link(&api.page, S("batch"), S(""))));
	json_put_name(&api.json, S("tables"));
	json_put_array(&api.json);
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		put_noun(&api, noun_of((enum noun_id)id));
	json_put_end_array(&api.json);
	json_put_end_object(&api.json);
	return api_end_json(&api);
}

/* The state could be read (begin does that for every request), so that the server is well. */
static struct err health_show(const struct request *request, struct response *response)
{
	(void)request;
	response_body(response, S("text/plain; charset=utf-8"), S("ok\n"));
	response->cache = CACHE_NEVER;
	response->keep = false;
	return OK;
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/api/v1"), index_show, .role = ROLE_READER,
	  .help = STR(N_("every table with its columns, and where its rows are")) },
	{ METHOD_GET, STR("/health"), health_show, .role = ROLE_READER,
	  .help = STR(N_("\"ok\" while the server can read its data")) },
};

const struct route_table api_routes = { routes, countof(routes) };

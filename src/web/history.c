/* The batches that the state knows, and one of them with its changes. See history.h. */
#include "web/history.h"

#include "base/buf.h"
#include "base/mark.h"
#include "exchange/row_json.h"
#include "html/noun.h"
#include "model/row.h"
#include "web/api.h"
#include "web/history.html.h"
#include "web/routes.h"

enum { BATCHES_SHOWN = 50, CHANGES_SHOWN = 100, SHORT_HASH = 12, CHANGES_A_PART = 1000 };

static struct err hash_text(const struct page *page, struct digest digest, struct str *out)
{
	struct buf buf;

	buf_init(&buf, page->arena);
	digest_write(&buf, digest);
	return buf_done(&buf, out);
}

static struct err row_of(const struct page *page, const struct batch *batch, struct batch_row *out)
{
	*out = (struct batch_row){
		.number = batch->number,
		.at = batch->at,
		.who = batch->who,
		.why = batch->why,
		.source = batch->source,
		.page = page_link_batch(page, batch->number),
	};
	TRY(history_rows_changed(page->site->app, batch, &out->n_rows));
	out->n_slices = batch->n_changes - out->n_rows;
	out->tells_rows = out->n_rows > 0 || out->n_slices == 0;
	TRY(hash_text(page, batch->hash, &out->hash));
	out->hash_short = str_slice(out->hash, 0, SHORT_HASH);
	return OK;
}

static struct err fill_batches(struct page *page, int64_t head, struct batches_view *v)
{
	struct batch *batches;
	struct batch_row *rows;
	size_t count;

	v->paging = page_paging(page, (size_t)head, BATCHES_SHOWN);
	TRY(history_batches(page->site->app, page->arena, head - (int64_t)v->paging.first,
			    v->paging.count, &batches, &count));
	TRY_NEW(rows = NEW(page->arena, struct batch_row, count + 1));
	for (size_t i = 0; i < count; i++)
		TRY(row_of(page, &batches[i], &rows[i]));
	v->rows.at = rows;
	v->rows.count = count;
	return OK;
}

static struct err history_show(const struct request *request, struct response *response)
{
	static const struct plural lead =
		NP_("The plan was changed {n} time.", "The plan was changed {n} times.");
	struct batches_view v = { .rows = { .count = 0 } };
	struct page page;
	int64_t head;

	TRY(page_begin(&page, request, response, NAV_HISTORY));
	if (page.is_answered)
		return OK;
	head = snapshot_head(page.snapshot).batch;
	page_title(&page, page_words(&page, S(N_("History"))));
	v.lead = head > 0 ? page_count(&page, lead, head)
			  : page_words(&page, S(N_("Nothing has been entered yet.")));
	if (head > 0)
		TRY(fill_batches(&page, head, &v));
	v.json = api_link(&page, S("batch"), S(""));
	view_batches(&page.body, &v);
	return page_end(&page);
}

/* ---- One batch ---- */

/* A field before or after the change; nothing where there was no row. */
static struct err value_of(const struct page *page, const struct noun *noun,
			   const struct field *field, const void *row, struct markup *out)
{
	struct html h;

	html_begin(&h, page->arena, page->locale);
	html_field(&h, &page->pages, noun, field, row);
	return html_markup(&h, out);
}

static struct err change_of(const struct page *page, const struct change *change,
			    struct change_row *out)
{
	const struct noun *noun = noun_of(change->noun);
	const struct field *fields[NOUN_FIELDS_MAX];
	struct event_change *values;
	size_t count = 0;

	*out = (struct change_row){
		.kind = page_words(page, str_of(noun->label)),
		.thing = page_thing(page, change->noun, change->key),
		.is_added = !change->before,
		.is_removed = !change->after,
	};
	if (change->before && change->after)
		count = row_differences(noun, change->before, change->after, fields);
	TRY_NEW(values = NEW(page->arena, struct event_change, count + 1));
	for (size_t i = 0; i < count; i++) {
		values[i].field = page_words(page, str_of(fields[i]->label));
		TRY(value_of(page, noun, fields[i], change->before, &values[i].before));
		TRY(value_of(page, noun, fields[i], change->after, &values[i].after));
	}
	out->fields.at = values;
	out->fields.count = count;
	return OK;
}

static struct err fill_changes(struct page *page, const struct batch *batch, struct batch_view *v)
{
	struct recorded *recorded;
	struct change_row *rows;
	size_t count;

	v->paging = page_paging(page, (size_t)v->batch.n_rows, CHANGES_SHOWN);
	TRY(history_changes(page->site->app, page->arena, batch->number, (int64_t)v->paging.first,
			    v->paging.count, &recorded, &count));
	TRY_NEW(rows = NEW(page->arena, struct change_row, count + 1));
	for (size_t i = 0; i < count; i++)
		TRY(change_of(page, &recorded[i].change, &rows[i]));
	v->changes.at = rows;
	v->changes.count = count;
	return OK;
}

/* The batch of the address; one that is younger than the state does not exist in it. */
static struct err find_batch(const struct page *page, struct batch *out)
{
	int64_t number;

	if (!str_to_int64(request_param(page->request, S("number")), &number) || number < 1 ||
	    number > snapshot_head(page->snapshot).batch)
		return ERROR(ERR_NOT_FOUND, "no such batch");
	return history_batch(page->site->app, page->arena, number, out);
}

static struct err fill_batch(struct page *page, const struct batch *batch, struct batch_view *v)
{
	struct link_view then = { .lang = page->view.lang, .as_of = moment_date(batch->at) };
	struct str name = str_format(page->arena, "batch/%lld", (long long)batch->number);

	TRY(row_of(page, batch, &v->batch));
	TRY(hash_text(page, batch->previous, &v->previous));
	v->source_sha256 = batch->source_sha256;
	v->day = then.as_of;
	v->as_of = link_to_page(page->arena, then, S(""));
	v->json = api_link(page, name, S(""));
	if (batch->number > 1)
		v->older = page_link_batch(page, batch->number - 1);
	if (batch->number < snapshot_head(page->snapshot).batch)
		v->newer = page_link_batch(page, batch->number + 1);
	return fill_changes(page, batch, v);
}

static struct err batch_show(const struct request *request, struct response *response)
{
	struct batch_view v = { .changes = { .count = 0 } };
	struct batch batch;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_HISTORY));
	if (page.is_answered)
		return OK;
	TRY(find_batch(&page, &batch));
	page_crumb_to(&page, S("history"), S(N_("History")));
	TRY(fill_batch(&page, &batch, &v));
	page_title(&page,
		   page_message(&page, S(N_("Batch {1}")),
				(struct message_args){ { page_number(&page, batch.number) } }));
	view_batch(&page.body, &v);
	return page_end(&page);
}

/* ---- The same as data ---- */

static struct err put_batch(struct api *api, const struct batch *batch)
{
	struct json_writer *json = &api->json;
	struct str hash, previous;
	struct buf at;

	buf_init(&at, api->page.arena);
	moment_write(&at, batch->at);
	TRY(hash_text(&api->page, batch->hash, &hash));
	TRY(hash_text(&api->page, batch->previous, &previous));
	api_put_integer(json, S("number"), batch->number);
	api_put_text(json, S("at"), buf_held(&at));
	api_put_text(json, S("who"), batch->who);
	api_put_text(json, S("why"), batch->why);
	api_put_text(json, S("source"), batch->source);
	api_put_text(json, S("source_sha256"), batch->source_sha256);
	api_put_integer(json, S("n_changes"), batch->n_changes);
	api_put_text(json, S("previous"), previous);
	api_put_text(json, S("hash"), hash);
	return OK;
}

static struct err batches_data(const struct request *request, struct response *response)
{
	struct batch *batches = NULL;
	int64_t head, from;
	size_t count, found;
	struct api api;

	TRY(api_count(request, &count));
	TRY(api_begin(&api, request, response));
	if (api.page.is_answered)
		return OK;
	head = snapshot_head(api.page.snapshot).batch;
	TRY(api_number(request, S("from"), head, &from));
	from = from > head ? head : from;
	TRY(history_batches(api.page.site->app, request->arena, from, count, &batches, &found));
	json_put_array(&api.json);
	for (size_t i = 0; i < found; i++) {
		json_put_object(&api.json);
		TRY(put_batch(&api, &batches[i]));
		json_put_end_object(&api.json);
	}
	json_put_end_array(&api.json);
	if (from > (int64_t)found)
		TRY(api_next(&api, str_format(request->arena, "%lld",
					      (long long)(from - (int64_t)found))));
	return api_end_json(&api);
}

static void put_row(struct json_writer *json, struct str name, const struct noun *noun,
		    const void *row)
{
	json_put_name(json, name);
	if (row)
		row_json_write(json, noun, row);
	else
		json_put_null(json);
}

/* A batch may be large: its changes go by parts, from the place in ?from= on. */
static struct err put_changes(struct api *api, const struct batch *batch, int64_t from)
{
	struct recorded *recorded;
	size_t count;

	TRY(history_changes(api->page.site->app, api->page.arena, batch->number, from,
			    CHANGES_A_PART, &recorded, &count));
	json_put_name(&api->json, S("changes"));
	json_put_array(&api->json);
	for (size_t i = 0; i < count; i++) {
		const struct change *change = &recorded[i].change;
		const struct noun *noun = noun_of(change->noun);

		json_put_object(&api->json);
		api_put_text(&api->json, S("table"), noun->name);
		api_put_text(&api->json, S("key"), change->key);
		put_row(&api->json, S("before"), noun, change->before);
		put_row(&api->json, S("after"), noun, change->after);
		json_put_end_object(&api->json);
	}
	json_put_end_array(&api->json);
	from += (int64_t)count;
	if (count < CHANGES_A_PART || from >= batch->n_changes)
		return OK;
	return api_next(api, str_format(api->page.arena, "%lld", (long long)from));
}

static struct err batch_data(const struct request *request, struct response *response)
{
	struct batch batch;
	int64_t from;
	struct api api;

	TRY(api_number(request, S("from"), 0, &from));
	TRY(api_begin(&api, request, response));
	if (api.page.is_answered)
		return OK;
	TRY(find_batch(&api.page, &batch));
	json_put_object(&api.json);
	TRY(put_batch(&api, &batch));
	TRY(put_changes(&api, &batch, from));
	json_put_end_object(&api.json);
	return api_end_json(&api);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/history"), history_show, .role = ROLE_READER,
	  .help = STR(N_("every batch of changes: who, when, why, from which source")) },
	{ METHOD_GET, STR("/batch/:number"), batch_show, .role = ROLE_READER,
	  .help = STR(N_("one batch with what it changed")) },
	{ METHOD_GET, STR("/api/v1/batch"), batches_data, .role = ROLE_READER,
	  .help = STR(N_("the batches as JSON, the newest first")) },
	{ METHOD_GET, STR("/api/v1/batch/:number"), batch_data, .role = ROLE_READER,
	  .help = STR(N_("a batch with the rows before and after each change")) },
};

const struct route_table history_routes = { routes, countof(routes) };

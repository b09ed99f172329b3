/* Observations over HTTP: the parameters are those of the command line. */
#include "app/data_question.h"
#include "app/words.h"
#include "base/limits.h"
#include "exchange/data_writer.h"
#include "web/api.h"
#include "web/routes.h"

enum data_format { FORMAT_JSON, FORMAT_CSV, FORMAT_SDMX_CSV };

/* Fields of the query that are not of the question. */
static bool is_other(struct str name)
{
	return str_eq(name, S("format")) || str_eq(name, S("lang"));
}

static struct err read_question(const struct request *request, struct data_question *out)
{
	struct data_parameter *parameters;
	size_t count = 0;

	TRY_NEW(parameters = NEW(request->arena, struct data_parameter, request->n_fields + 1));
	for (size_t i = 0; i < request->n_fields; i++)
		if (!is_other(request->fields[i].name))
			parameters[count++] = (struct data_parameter){ request->fields[i].name,
								       request->fields[i].value };
	return data_question_read(request->arena, parameters, count, out);
}

static struct err read_format(const struct request *request, enum data_format *out)
{
	static const struct str names[] = { STR("json"), STR("csv"), STR("sdmx-csv") };
	struct str format = request_field(request, S("format"));

	*out = FORMAT_JSON;
	if (str_empty(format))
		return OK;
	for (size_t i = 0; i < countof(names); i++) {
		if (!str_eq(names[i], format))
			continue;
		*out = (enum data_format)i;
		return OK;
	}
	return ERROR(ERR_USAGE, "format is json, csv or sdmx-csv");
}

/* What cannot be asked so, in words: {"error": ["…"]}. */
static void begin_refusal(struct api *api)
{
	json_put_object(&api->json);
	json_put_name(&api->json, S("error"));
	json_put_array(&api->json);
}

static struct err end_refusal(struct api *api)
{
	json_put_end_array(&api->json);
	json_put_end_object(&api->json);
	TRY(api_end_json(api));
	api->page.response->status = 400;
	api->page.response->keep = false;
	return OK;
}

static struct err refuse(struct api *api, struct err e, const struct diagnostics *diagnostics)
{
	begin_refusal(api);
	if (e.code == ERR_USAGE)
		json_put_text(&api->json, e.detail);
	for (size_t i = 0; e.code == ERR_INVALID && i < diagnostics->items.count; i++) {
		struct buf words;

		buf_init(&words, api->page.arena);
		words_diagnostic(&words, api->page.locale,
				 LIST_AT(diagnostics->items, struct diagnostic, i));
		json_put_text(&api->json, buf_held(&words));
	}
	return end_refusal(api);
}

static struct err write_answer(struct api *api, const struct data_answer *answer,
			       enum data_format format)
{
	if (format == FORMAT_JSON) {
		data_write_json(&api->text, answer);
		return api_end_json(api);
	}
	if (format == FORMAT_CSV)
		data_write_csv(&api->text, answer);
	else
		TRY(data_write_sdmx_csv(api->page.arena, &api->text, answer));
	return api_end_csv(api, S("data"));
}

/* The rows are in the arena; more of them than it takes is no fault of the server. */
static struct err ask(struct api *api, struct arena *rows, const struct data_question *question,
		      struct diagnostics *diagnostics, struct data_answer *out)
{
	const struct page *page = &api->page;

	if (!date_empty(page->view.as_of) && snapshot_head(page->snapshot).batch == 0)
		return ERROR(ERR_USAGE, "as-of is before the first batch");
	struct err e = ask_data_of(page->site->app, page->snapshot, page->today, rows, question,
				   diagnostics, out);

	return e.code == ERR_LIMIT
		       ? ERROR(ERR_USAGE, "the answer is larger than a request may be: ask for "
					  "fewer areas, periods or variables, or by the command "
					  "outturn data")
		       : e;
}

static struct err answer(struct api *api, struct arena *rows, const struct request *request)
{
	struct diagnostics diagnostics;
	struct data_question question;
	struct data_answer answer;
	enum data_format format;

	diagnostics_init(&diagnostics, request->arena);
	struct err e = read_format(request, &format);

	if (!failed(e))
		e = read_question(request, &question);
	if (!failed(e))
		e = ask(api, rows, &question, &diagnostics, &answer);
	if (e.code == ERR_USAGE || (e.code == ERR_INVALID && diagnostics.count > 0))
		return refuse(api, e, &diagnostics);
	TRY(e);
	return write_answer(api, &answer, format);
}

static struct err data_show(const struct request *request, struct response *response)
{
	struct arena rows;
	struct api api;

	TRY(api_begin(&api, request, response));
	if (api.page.is_answered)
		return OK;
	arena_init(&rows, LIMIT_ANSWER_BYTES);
	struct err e = answer(&api, &rows, request);

	arena_finish(&rows);
	return e;
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/api/v1/data"), data_show, .role = ROLE_READER,
	  .help = STR(
		  N_("observations, or many made one: variable=, area=, group=, among=, "
		     "period=, coordinate=, latest-within=, by=, aggregate=, weight=, where=, "
		     "denominator=, membership=, explain=; format= is json, csv or sdmx-csv")) },
};

const struct route_table data_routes = { routes, countof(routes) };

/* /vtl */
#include "web/script.h"

#include "base/buf.h"
#include "base/mark.h"
#include "base/printable.h"
#include "html/table.h"
#include "web/check_pages.h"
#include "web/routes.h"
#include "web/script.html.h"
#include "web/script_examples.h"

enum { CELL_BYTES = 200 };

/* ---- The form ---- */

/* The examples by their files, in the order in which one learns from them. */
static const struct {
	struct str file, title;
} examples[] = {
	{ STR("people-online"), STR(N_("People online: a percentage of a population")) },
	{ STR("regions"), STR(N_("A mean by region, weighted by population")) },
	{ STR("change"), STR(N_("Change from the year before")) },
	{ STR("budget"), STR(N_("The budget by kind, with shares")) },
	{ STR("rules"), STR(N_("Rules that data and the plan must keep")) },
};

static struct err fill_form(const struct page *page, struct str source, struct script_form *form)
{
	struct script_example *filled = NEW(page->arena, struct script_example, countof(examples));

	TRY_NEW(filled);
	for (size_t i = 0; i < countof(examples); i++) {
		filled[i].title = page_words(page, examples[i].title);
		filled[i].href = link_with(page->arena, page_link(page, S("vtl")), S("example"),
					   examples[i].file);
	}
	form->action = page_link(page, S("vtl"));
	form->source = source;
	form->bytes_most = SCRIPT_TEXT_BYTES;
	form->examples.at = filled;
	form->examples.count = countof(examples);
	form->datasets = page_link(page, S("dataset"));
	form->operators = page_link(page, S("vtl/operators"));
	return OK;
}

static struct err begin(struct page *page)
{
	page_crumb_to(page, S("variable"), S(N_("Variables")));
	page_title(page, page_words(page, S(N_("Scripts"))));
	return OK;
}

/* ?example=: one of the files; ?read=: a script that reads the dataset. */
static struct err source_of(const struct page *page, struct str *out)
{
	struct str example = request_field(page->request, S("example"));
	struct str dataset = request_field(page->request, S("read")), name;

	*out = S("");
	if (example.at)
		*out = text_named(&script_examples, example);
	if (!dataset.at || str_empty(dataset))
		return OK;
	TRY(script_name_text(page->arena, dataset, &name));
	*out = str_format(page->arena, "result := %.*s;\n", STR_ARGS(name));
	TRY_NEW(out->at);
	return OK;
}

static struct err script_show(const struct request *request, struct response *response)
{
	struct script_page v = { .is_tried = false };
	struct str source;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_STATISTICS));
	if (page.is_answered)
		return OK;
	TRY(begin(&page));
	TRY(source_of(&page, &source));
	TRY(fill_form(&page, source, &v.form));
	view_script(&page.body, &v);
	return page_end(&page);
}

/* ---- Results ---- */

struct err script_fill_components(const struct page *page, const struct structure *structure,
				  struct script_components *out)
{
	struct script_component *filled =
		NEW(page->arena, struct script_component, structure->count + 1);

	TRY_NEW(filled);
	for (size_t i = 0; i < structure->count; i++) {
		const struct component *component = &structure->at[i];

		TRY(script_name_text(page->arena, component->name, &filled[i].name));
		filled[i].role = role_name(component->role);
		filled[i].type = data_type_name(component->type);
		filled[i].is_nullable = component->is_nullable;
	}
	out->at = filled;
	out->count = structure->count;
	return OK;
}

static struct err cell_text(const struct page *page, struct scalar scalar, struct str *out)
{
	struct buf buf;
	struct str text = { 0 };

	if (scalar.type == DATA_STRING) {
		text = scalar.is_null ? S("") : scalar.string; /* long ones are not copied */
	} else {
		buf_init(&buf, page->arena);
		scalar_write(&buf, scalar);
		TRY(buf_done(&buf, &text));
	}
	*out = str_empty(text) ? S("") : printable(page->arena, text, CELL_BYTES);
	TRY_NEW(out->at);
	return OK;
}

/* The button that asks where the row comes from. */
static void write_ask(struct html_table *table, struct str question)
{
	const struct script_ask ask = { question };

	html_table_cell_begin(table);
	view_script_ask(table->h, &ask);
	html_table_cell_end(table);
}

static struct err write_rows(const struct page *page, const struct tried_result *result,
			     const struct script_components *components, struct markup *out)
{
	size_t width = result->structure.count;
	struct html_column *columns = NEW(page->arena, struct html_column, width + 1);
	struct html_table table;
	struct html h;

	TRY_NEW(columns);
	for (size_t i = 0; i < width; i++)
		columns[i] = (struct html_column){
			.heading = components->at[i].name,
			.is_number = data_is_numeric(result->structure.at[i].type),
		};
	columns[width].heading = page_words(page, S(N_("Origin")));
	html_begin(&h, page->arena, page->locale);
	html_table_begin(&table, &h, S(""), columns, width + 1);
	for (size_t row = 0; row < result->n_shown; row++) {
		html_table_row(&table);
		for (size_t i = 0; i < width; i++) {
			struct str text;

			TRY(cell_text(page, result->cells[row * width + i], &text));
			html_table_cell(&table, text);
		}
		write_ask(&table, result->questions[row]);
	}
	html_table_end(&table);
	return html_markup(&h, out);
}

static struct err fill_result(const struct page *page, const struct tried_result *result,
			      size_t number, struct script_result *out)
{
	*out = (struct script_result){ .name = result->name,
				       .is_scalar = result->is_scalar,
				       .n_rows = result->n_rows,
				       .n_shown = result->n_shown,
				       .is_cut = result->n_shown < result->n_rows };
	TRY_NEW((out->id = str_format(page->arena, "result-%zu", number + 1)).at);
	if (result->is_scalar) {
		out->type = data_type_name(result->type);
		out->is_null = result->scalar.is_null;
		out->ask.cell = result->questions[0];
		return cell_text(page, result->scalar, &out->value);
	}
	TRY(script_fill_components(page, &result->structure, &out->components));
	return result->n_shown && result->structure.count
		       ? write_rows(page, result, &out->components, &out->rows)
		       : OK;
}

static struct err fill_results(const struct page *page, const struct trial *trial,
			       struct script_page *v)
{
	struct script_result *results =
		NEW(page->arena, struct script_result, trial->n_results + 1);

	TRY_NEW(results);
	for (size_t i = 0; i < trial->n_results; i++)
		TRY(fill_result(page, &trial->results[i], i, &results[i]));
	v->results.at = results;
	v->results.count = trial->n_results;
	return OK;
}

/* ---- What was sent ---- */

/* Lines end with LF in scripts; forms send CR LF. */
static struct err plain_lines(struct arena *arena, struct str text, struct str *out)
{
	char *plain = arena_text(arena, text.len + 1);
	size_t len = 0;

	TRY_NEW(plain);
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '\r' || i + 1 == text.len || text.at[i + 1] != '\n')
			plain[len++] = text.at[i];
	*out = (struct str){ plain, len };
	return OK;
}

/* Why it was given up, under the line that it had come to; with nothing told, the bounds alone. */
static struct err fill_given_up(const struct page *page, struct str source,
				const struct diagnostics *diagnostics, const struct trial *trial,
				struct script_page *v)
{
	v->is_given_up = true;
	return trial->places && diagnostics->count > 0
		       ? script_fill_lines(page, source, diagnostics, trial->places, v)
		       : OK;
}

static struct err try_source(const struct page *page, struct str source, struct str asked,
			     struct script_page *v)
{
	const struct trial_request request = {
		.snapshot = page->snapshot,
		.today = page->today,
		.source = source,
		.cancel = page->request->cancel,
		.time_ms = page->site->trial.time_ms,
		.memory_bytes = page->site->trial.memory_bytes,
		.n_rows = SCRIPT_ROWS_SHOWN,
		.n_cells = SCRIPT_CELLS_SHOWN,
		.text_bytes = CELL_BYTES + 1, /* so that one that is longer is seen to be */
		.asked = asked,
		.n_explained = SCRIPT_ORIGINS_SHOWN,
	};
	struct diagnostics diagnostics;
	struct trial trial;
	struct err e;

	diagnostics_init(&diagnostics, page->arena);
	diagnostics.limit = SCRIPT_MISTAKES_SHOWN;
	e = try_script(page->site->app, page->arena, &request, &diagnostics, &trial);
	v->is_tried = true;
	v->seconds = page_number(page, (request.time_ms + 999) / 1000);
	v->megabytes = page_number(page, (int64_t)(request.memory_bytes >> 20));
	if (e.code == ERR_LIMIT && !request_is_called_off(page->request))
		return fill_given_up(page, source, &diagnostics, &trial, v);
	if (e.code == ERR_INVALID && diagnostics.count > 0) {
		v->form.is_wrong = true;
		return script_fill_lines(page, source, &diagnostics, trial.places, v);
	}
	TRY(e);
	v->is_asked = asked.at != NULL;
	if (v->is_asked)
		TRY(script_fill_origins(page, asked, &trial, &v->origins));
	return fill_results(page, &trial, v);
}

/* The text of the part; at is NULL without one. */
static struct str text_of(const struct request *request, struct str name)
{
	const struct form_part *part = request_part(request, name);

	return part && !part->is_file ? part->bytes : (struct str){ 0 };
}

static struct err script_try(const struct request *request, struct response *response)
{
	struct str asked = str_slice(text_of(request, S("cell")), 0, SCRIPT_CELL_BYTES);
	struct script_page v = { .is_tried = false };
	struct str source;
	struct page page;

	TRY(page_begin_form(&page, request, response, NAV_STATISTICS));
	if (page.is_answered)
		return OK;
	TRY(begin(&page));
	TRY(plain_lines(page.arena, text_of(request, S("script")), &source));
	TRY(fill_form(&page, source, &v.form));
	if (str_empty(str_trim(source)))
		v.form.error = page_words(&page, S(N_("Write a script.")));
	else
		TRY(try_source(&page, source, asked, &v));
	view_script(&page.body, &v);
	TRY(page_end(&page));
	response->cache = CACHE_NEVER;
	response->keep = false;
	if (!str_empty(v.form.error))
		response->status = 400;
	if (v.is_given_up) {
		response->status = 503;
		response_header(response, S("Retry-After"), S(RETRY_AFTER_S));
	}
	return OK;
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/vtl"), script_show, .role = ROLE_READER,
	  .help = STR(N_("a form in which a script of VTL is tried on the plan's nouns and "
			 "variables: example= and read= fill it in")) },
	{ METHOD_POST, STR("/vtl"), script_try, .role = ROLE_READER, .csrf = CSRF_CHECKED,
	  .max_body = SCRIPT_BODY_BYTES, .body = BODY_FORM, .max_value = SCRIPT_TEXT_BYTES,
	  .is_slow = true,
	  .help = STR(N_("the results of a script, or its mistakes under their lines; nothing is "
			 "stored: script= as multipart/form-data, and cell= to ask where a cell of "
			 "a result comes from")) },
};

const struct route_table script_routes = { routes, countof(routes) };

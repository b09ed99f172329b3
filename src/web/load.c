/* /load */
#include "web/load.h"

#include "app/words.h"
#include "base/buf.h"
#include "base/mark.h"
#include "base/printable.h"
#include "base/utf8.h"
#include "cube/slice.h"
#include "exchange/observation_reader.h"
#include "exchange/profile_guess.h"
#include "i18n/message.h"
#include "web/load.html.h"
#include "web/observed.h"
#include "web/routes.h"

enum {
	NAME_BYTES = 200,
	CELL_BYTES = 300,
	WINDOW_BYTES = 32 << 10, /* a small one, for little memory */
};

/* What was sent. */
struct asked {
	struct str file;  /* its name, without folders */
	struct str bytes; /* the first of them */
	uint64_t length;  /* of all */
	struct str profile, variable;
	const struct profile *read_with; /* NULL: none is known */
	bool is_guessed;
};

/* ---- The form ---- */

/* Like the preview itself, of the present state whatever day the reader has chosen. */
static struct href action_of(const struct page *page)
{
	struct link_view view = { .lang = page->view.lang, .as_of = DATE_EMPTY };

	return link_to_path(page->arena, view, S("load"));
}

static struct err fill_form(const struct page *page, const struct asked *asked,
			    struct load_form *form)
{
	size_t count = profile_builtin_count();
	struct profile_option *options = NEW(page->arena, struct profile_option, count);

	TRY_NEW(options);
	for (size_t i = 0; i < count; i++) {
		const struct profile *profile;
		struct diagnostics faults;

		diagnostics_init(&faults, page->arena);
		TRY(profile_find(page->arena, profile_builtin_name(i), &faults, &profile));
		options[i] = (struct profile_option){ profile->name, profile->title,
						      str_eq(profile->name, asked->profile) };
	}
	form->action = action_of(page);
	form->profiles.at = options;
	form->profiles.count = count;
	form->variable = asked->variable;
	return OK;
}

static struct err load_show(const struct request *request, struct response *response)
{
	const struct asked nothing = { .length = 0 };
	struct load_page v = { .form = { .file_error = S("") } };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_STATISTICS));
	if (page.is_answered)
		return OK;
	page_crumb_to(&page, S("variable"), S(N_("Variables")));
	page_title(&page, page_words(&page, S(N_("Preview of a load"))));
	TRY(fill_form(&page, &nothing, &v.form));
	view_load(&page.body, &v);
	return page_end(&page);
}

/* ---- What was sent ---- */

static struct str text_of(const struct request *request, struct str name)
{
	const struct form_part *part = request_part(request, name);

	return part && !part->is_file ? str_trim(part->bytes) : S("");
}

/* Behind the last slash of either kind: some senders name the folder too. */
static struct str base_name(struct str path)
{
	size_t from = 0;

	for (size_t i = 0; i < path.len; i++)
		if (path.at[i] == '/' || path.at[i] == '\\')
			from = i + 1;
	return str_slice(path, from, path.len);
}

static void read_asked(const struct request *request, struct asked *out)
{
	const struct form_part *file = request_part(request, S("file"));

	*out = (struct asked){ .profile = text_of(request, S("profile")),
			       .variable = text_of(request, S("variable")) };
	if (!file || !file->is_file)
		return;
	out->file = base_name(file->filename);
	out->bytes = str_slice(file->bytes, 0, LOAD_PREVIEW_BYTES);
	out->length = file->length;
}

static bool is_text(struct str bytes)
{
	return utf8_fault(bytes) == SIZE_MAX && str_find_char(bytes, '\0', 0) == SIZE_MAX;
}

/* The profile that was chosen, or the one that reads the file best; else what is wrong is told. */
static struct err find_profile(const struct page *page, struct asked *asked, struct load_form *form)
{
	struct diagnostics faults;
	struct err e;

	if (str_empty(asked->profile)) {
		TRY(profile_guess(page->arena, asked->bytes, &asked->read_with));
		asked->is_guessed = asked->read_with != NULL;
		/* Without text no profile is to blame: the file itself is refused. */
		if (!asked->read_with && !str_empty(str_trim(asked->bytes)) &&
		    is_text(asked->bytes))
			form->profile_error = page_words(
				page,
				S(N_("No profile reads this file, or several do equally well: "
				     "choose one.")));
		return OK;
	}
	for (size_t i = 0; i < profile_builtin_count(); i++) {
		if (!str_eq(profile_builtin_name(i), asked->profile))
			continue;
		diagnostics_init(&faults, page->arena);
		e = profile_find(page->arena, asked->profile, &faults, &asked->read_with);
		return e;
	}
	form->profile_error = page_words(page, S(N_("There is no such profile: choose one.")));
	return OK;
}

/* ---- What would come of it ---- */

/* A text of the file, fit to be shown. */
static struct err shown(const struct page *page, struct str text, size_t most, struct str *out)
{
	*out = str_empty(text) ? S("") : printable(page->arena, text, most);
	TRY_NEW(out->at);
	return OK;
}

static struct err fill_rejected(const struct page *page, const struct diagnostics *diagnostics,
				bool has_values, struct rejected_rows *out)
{
	size_t count = diagnostics->items.count;
	struct rejected_row *rows = NEW(page->arena, struct rejected_row, count + 1);

	TRY_NEW(rows);
	for (size_t i = 0; i < count; i++) {
		const struct diagnostic *d = LIST_AT(diagnostics->items, struct diagnostic, i);
		struct buf words;

		buf_init(&words, page->arena);
		words_diagnostic(&words, page->locale, d);
		rows[i].line = d->line;
		TRY(buf_done(&words, &rows[i].reason));
		TRY(shown(page, d->column, CELL_BYTES, &rows[i].column));
		if (has_values)
			TRY(shown(page, d->args[0], CELL_BYTES, &rows[i].value));
	}
	*out = (struct rejected_rows){ rows, count, diagnostics->count - count };
	return OK;
}

static struct err fill_rows(const struct page *page, const struct preview_result *result,
			    struct load_preview *v)
{
	struct understood_row *rows = NEW(page->arena, struct understood_row, result->n_sample + 1);

	TRY_NEW(rows);
	for (size_t i = 0; i < result->n_sample; i++) {
		const struct observation *o = &result->sample[i].observation;

		rows[i] = (struct understood_row){
			.line = result->sample[i].line,
			.area = page_thing(page, NOUN_AREA, o->key.area),
			.period = period_words(page, o->period),
			.slice = slice_words(page, o->key.slice),
			.status = status_words(page, &o->observed),
			.is_number = str_empty(o->observed.answer),
		};
		TRY(shown(page, o->key.variable, CELL_BYTES, &rows[i].variable));
		TRY(shown(page, observed_words(page, &o->observed), CELL_BYTES, &rows[i].value));
		TRY(shown(page, o->observed.source, CELL_BYTES, &rows[i].source));
	}
	v->rows.at = rows;
	v->rows.count = result->n_sample;
	return OK;
}

static struct err fill_variables(const struct page *page, const struct preview_result *result,
				 struct load_preview *v)
{
	size_t count = result->n_variables < LOAD_VARIABLES_SHOWN ? result->n_variables
								  : LOAD_VARIABLES_SHOWN;
	struct str *codes = NEW(page->arena, struct str, count + 1);

	TRY_NEW(codes);
	for (size_t i = 0; i < count; i++)
		TRY(shown(page, result->variables[i]->code, CELL_BYTES, &codes[i]));
	v->variables.at = codes;
	v->variables.count = count;
	v->variables.n_more = result->n_variables - count;
	return OK;
}

static struct err fill_result(const struct page *page, const struct preview_result *result,
			      const struct diagnostics *rejected, struct load_preview *v)
{
	struct buf printed;

	v->counts = result->counts;
	v->lead = page_message(
		page, S(N_("Of {1} rows {2} would be loaded, and {3} rejected.")),
		(struct message_args){ { page_number(page, result->counts.rows),
					 page_number(page, result->counts.loaded),
					 page_number(page, result->counts.rejected) } });
	buf_init(&printed, page->arena);
	words_load_counts(&printed, page->locale, &result->counts);
	TRY(buf_done(&printed, &v->printed));
	TRY(fill_rows(page, result, v));
	TRY(fill_variables(page, result, v));
	return fill_rejected(page, rejected, true, &v->rejected);
}

/* Reads the source to its end. What makes it unusable, and a bound that is met, are answers as well. */
static struct err try_load(const struct page *page, struct observation_reader_source *source,
			   struct load_preview *v)
{
	const struct preview_request request = {
		.observations = &source->observations,
		.snapshot = page->snapshot,
		.n_sample = LOAD_ROWS_SHOWN,
		.cancel = page->request->cancel,
		.time_ms = page->site->preview.time_ms,
		.memory_bytes = page->site->preview.memory_bytes,
	};
	struct diagnostics rejected, faults;
	struct preview_result result;

	diagnostics_init(&rejected, page->arena);
	rejected.limit = LOAD_REJECTED_SHOWN;
	diagnostics_init(&faults, page->arena);

	struct err e =
		preview_load(page->site->app, page->arena, &request, &rejected, &faults, &result);

	v->is_given_up = e.code == ERR_LIMIT && !request_is_called_off(page->request);
	v->is_refused = e.code == ERR_INVALID && faults.count > 0;
	if (v->is_given_up)
		return OK;
	if (v->is_refused)
		return fill_rejected(page, &faults, false, &v->faults);
	TRY(e);
	return fill_result(page, &result, &rejected, v);
}

static struct err read_file(const struct page *page, const struct asked *asked,
			    const struct profile *profile, struct load_preview *v)
{
	const struct observation_input input = {
		.path = v->file, .bytes = asked->bytes, .has_bytes = true, .is_cut = v->is_cut
	};
	const struct observation_request request = {
		.profile = profile,
		.variable = asked->variable,
		.inputs = &input,
		.n_inputs = 1,
		.window_bytes = WINDOW_BYTES,
		.kept_bytes = page->site->preview.memory_bytes / 4,
	};
	struct observation_reader_source source;
	const struct column_map *map;

	TRY(observation_reader_open(&source, &request));

	struct err e = try_load(page, &source, v);

	map = observation_reader_columns(&source);
	if (!failed(e) && map && !v->is_given_up)
		e = load_fill_columns(page, map, v);
	observation_reader_close(&source);
	return e;
}

/* Any profile will do to say what is wrong with a file that is no text, or empty. */
static struct err profile_for(const struct page *page, const struct asked *asked,
			      const struct profile **out)
{
	struct diagnostics faults;

	*out = asked->read_with;
	if (*out)
		return OK;
	diagnostics_init(&faults, page->arena);
	return profile_find(page->arena, S("plain-long"), &faults, out);
}

static struct err fill_preview(const struct page *page, const struct asked *asked,
			       struct load_preview *v)
{
	const struct profile *profile;

	TRY(shown(page, asked->file, NAME_BYTES, &v->file));
	if (str_empty(v->file))
		v->file = page_words(page, S(N_("a file without a name")));
	v->is_guessed = asked->is_guessed;
	v->profile = asked->read_with ? asked->read_with->name : S("");
	v->is_cut = asked->length > asked->bytes.len;
	v->read = page_number(page, (int64_t)asked->bytes.len);
	v->whole = page_number(page, (int64_t)asked->length);
	v->seconds = page_number(page, (page->site->preview.time_ms + 999) / 1000);
	TRY(load_command_line(page->arena, asked->file, v->profile, asked->variable, &v->command));
	TRY(profile_for(page, asked, &profile));
	return read_file(page, asked, profile, v);
}

/* ---- The page ---- */

/* The form once more, with what was wrong with it. */
static struct err answer_form(struct page *page, struct load_form *form)
{
	struct load_page v = { .form = *form };

	page_title(page, page_words(page, S(N_("Preview of a load"))));
	view_load(&page->body, &v);
	TRY(page_end(page));
	page->response->status = 400;
	return OK;
}

static struct err answer_preview(struct page *page, const struct asked *asked,
				 struct load_form *form)
{
	struct load_preview v = { .form = *form };

	TRY(fill_preview(page, asked, &v));
	page_crumb_to(page, S("load"), S(N_("Preview of a load")));
	page_title(page, page_message(page, S(N_("Preview of {1}")),
				      (struct message_args){ { v.file } }));
	view_load_preview(&page->body, &v);
	TRY(page_end(page));
	if (!v.is_given_up)
		return OK;
	page->response->status = 503;
	response_header(page->response, S("Retry-After"), S(RETRY_AFTER_S));
	return OK;
}

static struct err load_try(const struct request *request, struct response *response)
{
	struct load_form form = { .file_error = S("") };
	struct asked asked;
	struct page page;

	page_bare(&page, request, response);
	page.nav = NAV_STATISTICS;
	page_crumb_to(&page, S("variable"), S(N_("Variables")));
	read_asked(request, &asked);
	if (str_empty(asked.file) && asked.length == 0)
		form.file_error = page_words(&page, S(N_("Choose a file.")));
	else
		TRY(find_profile(&page, &asked, &form));
	TRY(fill_form(&page, &asked, &form));
	if (str_empty(form.file_error) && str_empty(form.profile_error))
		TRY(answer_preview(&page, &asked, &form));
	else
		TRY(answer_form(&page, &form));
	response->cache = CACHE_NEVER;
	response->keep = false;
	return OK;
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/load"), load_show, .role = ROLE_READER,
	  .help = STR(N_("a form that takes a file of observations, to preview a load of it")) },
	{ METHOD_POST, STR("/load"), load_try, .role = ROLE_READER, .csrf = CSRF_CHECKED,
	  .max_body = LOAD_UPLOAD_BYTES, .body = BODY_FORM, .max_kept = LOAD_PREVIEW_BYTES,
	  .is_slow = true,
	  .help = STR(
		  N_("what a load of the file would do, as far as its first 1 MB tell; nothing is "
		     "stored: file=, profile=, variable= as multipart/form-data")) },
};

const struct route_table load_routes = { routes, countof(routes) };

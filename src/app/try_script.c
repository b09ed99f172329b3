/* What a script works with is taken from one allowance and let go; the answer is copied out of it. */
#include "app/try_script.h"

#include "app/script.h"
#include "base/buf.h"
#include "cube/dataset_builder.h"
#include "vtl/lexer.h"
#include "vtl/parse.h"

/* A script on its way. */
struct attempt {
	const struct app *app;
	const struct trial_request *request;
	struct arena *answer; /* the caller's */
	struct arena *work;   /* gone at the end */
	struct run *run;
	struct diagnostics *diagnostics;
	size_t cells_left;
};

/* ---- Results ---- */

/* Of a text the first `most` bytes. */
static struct err kept_scalar(struct arena *arena, struct scalar scalar, size_t most,
			      struct scalar *out)
{
	*out = scalar;
	if (scalar.type != DATA_STRING || scalar.is_null)
		return OK;
	out->string = str_copy(arena, str_slice(scalar.string, 0, most));
	TRY_NEW(out->string.at || str_empty(scalar.string));
	return OK;
}

/* Identifiers are kept whole, since they say which data point is meant. */
static size_t text_kept(const struct attempt *attempt, const struct component *component)
{
	return component->role == ROLE_IDENTIFIER ? SIZE_MAX : attempt->request->text_bytes;
}

static size_t rows_shown(const struct attempt *attempt, const struct dataset *dataset)
{
	size_t n = dataset->n_rows, most = attempt->request->n_rows;
	size_t width = dataset->structure.count ? dataset->structure.count : 1;

	n = n < most ? n : most;
	return n < attempt->cells_left / width ? n : attempt->cells_left / width;
}

static struct err keep_rows(struct attempt *attempt, const struct dataset *dataset,
			    struct tried_result *out)
{
	size_t width = dataset->structure.count;
	struct scalar *cells;

	out->n_rows = dataset->n_rows;
	out->n_shown = rows_shown(attempt, dataset);
	attempt->cells_left -= out->n_shown * width;
	TRY_NEW(cells = NEW(attempt->answer, struct scalar, out->n_shown * width + 1));
	for (size_t row = 0; row < out->n_shown; row++)
		for (size_t i = 0; i < width; i++)
			TRY(kept_scalar(attempt->answer, column_scalar(&dataset->columns[i], row),
					text_kept(attempt, &dataset->structure.at[i]),
					&cells[row * width + i]));
	out->cells = cells;
	return structure_copy(attempt->answer, &dataset->structure, &out->structure);
}

static struct err keep_question(struct attempt *attempt, struct str result,
				const struct structure *structure, const struct scalar *row,
				struct str *out)
{
	struct buf buf;

	buf_init(&buf, attempt->answer);
	lineage_question_write(&buf, result, structure, row);
	return buf_done(&buf, out);
}

static struct err keep_questions(struct attempt *attempt, struct str result,
				 struct tried_result *kept)
{
	struct str *questions = NEW(attempt->answer, struct str, kept->n_shown + 1);

	TRY_NEW(questions);
	kept->questions = questions;
	if (kept->is_scalar)
		return keep_question(attempt, result, NULL, NULL, &questions[0]);
	for (size_t i = 0; i < kept->n_shown; i++)
		TRY(keep_question(attempt, result, &kept->structure,
				  &kept->cells[i * kept->structure.count], &questions[i]));
	return OK;
}

static struct err keep_result(struct attempt *attempt, const struct plan_result *planned,
			      const struct run_result *result, struct tried_result *out)
{
	*out = (struct tried_result){ .is_scalar = !result->dataset };
	TRY(script_name_text(attempt->answer, planned->name, &out->name));
	if (result->dataset) {
		TRY(keep_rows(attempt, result->dataset, out));
	} else {
		out->type = planned->scalar->type;
		TRY(kept_scalar(attempt->answer, result->scalar, attempt->request->text_bytes,
				&out->scalar));
	}
	return keep_questions(attempt, planned->name, out);
}

static struct err keep_results(struct attempt *attempt, const struct plan *plan,
			       const struct run_result *results, struct trial *out)
{
	struct tried_result *kept = NEW(attempt->answer, struct tried_result, plan->n_results + 1);

	TRY_NEW(kept);
	for (size_t i = 0; i < plan->n_results; i++)
		TRY(keep_result(attempt, &plan->results[i], &results[i], &kept[i]));
	out->results = kept;
	out->n_results = plan->n_results;
	return OK;
}

/* ---- Where a cell comes from ---- */

static struct err keep_cells(struct arena *arena, const struct script_cells *cells,
			     struct script_cells *out)
{
	struct script_cell *kept = NEW(arena, struct script_cell, cells->count + 1);

	TRY_NEW(kept);
	for (size_t i = 0; i < cells->count; i++) {
		kept[i].dataset = str_copy(arena, cells->at[i].dataset);
		kept[i].text = str_copy(arena, cells->at[i].text);
		TRY_NEW(kept[i].dataset.at && kept[i].text.at);
	}
	*out = (struct script_cells){ kept, cells->count, cells->n_all };
	return OK;
}

/* A question that does not fit the results is answered by saying so. */
static struct err explain(struct attempt *attempt, const struct compiled_script *compiled,
			  struct trial *out)
{
	const struct trial_request *request = attempt->request;
	struct lineage_question question;
	struct script_cells cells;
	struct err e = lineage_question_parse(attempt->work, request->asked, &question);

	if (!failed(e))
		e = script_explain(compiled, attempt->run, attempt->work, attempt->diagnostics,
				   &question, request->n_explained, &cells);
	if (e.code == ERR_USAGE || e.code == ERR_NOT_FOUND)
		return OK;
	TRY(e);
	out->is_explained = true;
	return keep_cells(attempt->answer, &cells, &out->explained);
}

/* ---- Mistakes ---- */

static size_t characters(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += ((unsigned char)text.at[i] & 0xc0) != 0x80;
	return n;
}

/* The piece of the script that begins at the place, as far as it stands on one line. */
static size_t length_at(struct str source, struct place place)
{
	struct lexer lexer;
	struct token token;

	lexer_init(&lexer, source);
	while ((token = lexer_next(&lexer)).kind != TOKEN_END) {
		struct str text = str_slice(source, token.offset, token.end);

		if (token.place.line == place.line && token.place.column == place.column)
			return characters(str_slice(text, 0, str_find_char(text, '\n', 0)));
		if (token.place.line > place.line)
			break;
	}
	return 0;
}

static struct err find_places(const struct attempt *attempt, struct trial *out)
{
	const struct list *items = &attempt->diagnostics->items;
	struct script_mistake_place *places =
		NEW(attempt->answer, struct script_mistake_place, items->count + 1);

	TRY_NEW(places);
	for (size_t i = 0; i < items->count; i++) {
		const struct diagnostic *d = LIST_AT(*items, struct diagnostic, i);
		int64_t column = 1;

		if (!str_to_int64(d->column, &column))
			column = 1;
		places[i] = (struct script_mistake_place){ .line = d->line, .column = column };
		places[i].length = length_at(attempt->request->source,
					     (struct place){ (uint32_t)d->line, (uint32_t)column });
	}
	out->places = places;
	return OK;
}

/* ---- The trial ---- */

static struct err run_compiled(struct attempt *attempt, const struct compiled_script *compiled,
			       struct trial *out)
{
	const struct plan *plan = &compiled->plan;
	struct run_result *results = NEW(attempt->work, struct run_result, plan->n_results + 1);
	struct err e;

	TRY_NEW(results);
	e = script_run(compiled, attempt->run, attempt->work, attempt->diagnostics, results);
	if (!failed(e))
		e = keep_results(attempt, plan, results, out);
	run_results_release(plan, results);
	if (!failed(e) && attempt->request->asked.at)
		e = explain(attempt, compiled, out);
	return e;
}

static struct err compile_and_run(struct attempt *attempt, struct trial *out)
{
	struct script script;
	struct compiled_script compiled;
	const struct script_request request = { .sources = &attempt->request->source,
						.n_sources = 1,
						.script = &script };

	TRY(run_check(attempt->run));
	TRY(script_parse(attempt->work, S(""), attempt->request->source, attempt->diagnostics,
			 &script));
	TRY(script_compile(attempt->app, attempt->request->snapshot, attempt->work, &request,
			   attempt->run, attempt->diagnostics, &compiled));
	return run_compiled(attempt, &compiled, out);
}

struct err try_script(const struct app *app, struct arena *arena,
		      const struct trial_request *request, struct diagnostics *diagnostics,
		      struct trial *out)
{
	struct allowance allowance = { .limit = request->memory_bytes };
	struct run run = { .allowance = &allowance,
			   .cancel = request->cancel,
			   .deadline_ms = run_clock_ms() + request->time_ms,
			   .today = request->today };
	struct attempt attempt = { .app = app,
				   .request = request,
				   .answer = arena,
				   .run = &run,
				   .diagnostics = diagnostics,
				   .cells_left = request->n_cells };
	struct arena work;
	struct err e;

	*out = (struct trial){ .n_results = 0 };
	arena_init_within(&work, &allowance);
	attempt.work = &work;
	run.texts = &work;
	e = compile_and_run(&attempt, out);
	arena_finish(&work);
	if (e.code == ERR_INVALID || e.code == ERR_LIMIT)
		TRY(find_places(&attempt, out));
	return e;
}

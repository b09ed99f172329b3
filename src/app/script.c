/* Compiling and running with what app/script_data.h offers. */
#include "app/script.h"

#include "base/buf.h"
#include "base/mark.h"

static bool same_structure(const struct structure *a, const struct structure *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!str_eq(a->at[i].name, b->at[i].name) || a->at[i].role != b->at[i].role ||
		    a->at[i].type != b->at[i].type)
			return false;
	return true;
}

static void release_inputs(struct run_input *inputs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		dataset_release(inputs[i].dataset);
}

/*
 * The data of the inputs that the plan uses, and while it is not whole, of those that it may come to use;
 * released by the caller, also after an error.
 */
static struct err make_inputs(const struct compiled_script *compiled, bool is_whole,
			      struct run *run, struct run_input *inputs)
{
	const struct script_data *data = &compiled->data;

	for (size_t i = 0; i < data->count; i++) {
		if (!(is_whole ? compiled->plan.inputs[i].is_used : data->at[i].is_named))
			continue;
		TRY(run_check(run));
		TRY(script_dataset_make(data->app, data->snapshot, &data->at[i], run->allowance,
					&inputs[i].dataset));
		if (!same_structure(&inputs[i].dataset->structure,
				    &compiled->plan.inputs[i].structure))
			return ERROR(ERR_CONFLICT, "the structure of the data has changed");
	}
	return OK;
}

struct err script_run(const struct compiled_script *compiled, struct run *run, struct arena *arena,
		      struct diagnostics *diagnostics, struct run_result *results_out)
{
	struct run_input *inputs = NEW(arena, struct run_input, compiled->data.count + 1);
	struct err e;

	for (size_t i = 0; i < compiled->plan.n_results; i++)
		results_out[i] = (struct run_result){ .dataset = NULL };
	TRY_NEW(inputs);
	e = make_inputs(compiled, true, run, inputs);
	if (!failed(e)) {
		e = plan_run(&compiled->plan, run, arena, inputs, results_out);
		if (failed(e))
			e = plan_tell_fault(&compiled->plan, run, diagnostics, e);
	}
	release_inputs(inputs, compiled->data.count);
	return e;
}

static struct err tell_cells(const struct plan *plan, const struct run_input *inputs,
			     const struct lineage *lineage, size_t most, struct arena *arena,
			     struct script_cells *out)
{
	size_t count = lineage->count < most ? lineage->count : most;
	struct script_cell *cells = NEW(arena, struct script_cell, count + 1);

	TRY_NEW(cells);
	for (size_t i = 0; i < count; i++) {
		struct buf text;

		buf_init(&text, arena);
		lineage_cell_write(&text, plan, inputs, &lineage->at[i]);
		cells[i].dataset = plan->inputs[lineage->at[i].input].name;
		TRY(buf_done(&text, &cells[i].text));
	}
	*out = (struct script_cells){ cells, count, lineage->count };
	return OK;
}

struct err script_explain(const struct compiled_script *compiled, struct run *run,
			  struct arena *arena, struct diagnostics *diagnostics,
			  const struct lineage_question *question, size_t most,
			  struct script_cells *out)
{
	struct run_input *inputs = NEW(arena, struct run_input, compiled->data.count + 1);
	struct lineage lineage;
	struct err e;

	TRY_NEW(inputs);
	e = make_inputs(compiled, true, run, inputs);
	if (!failed(e)) {
		e = plan_lineage(&compiled->plan, run, arena, inputs, question, &lineage);
		if (failed(e))
			e = plan_tell_fault(&compiled->plan, run, diagnostics, e);
	}
	if (!failed(e))
		e = tell_cells(&compiled->plan, inputs, &lineage, most, arena, out);
	release_inputs(inputs, compiled->data.count);
	return e;
}

/* With data at hand: what pivots make is known now, and other mistakes stay the same. */
static struct err compile_with_data(const struct script_request *request,
				    const struct environment *environment, struct arena *arena,
				    struct run *run, struct diagnostics *diagnostics,
				    struct compiled_script *compiled)
{
	struct run_input *inputs = NEW(arena, struct run_input, compiled->data.count + 1);
	struct probe probe = { run, arena, inputs };
	struct environment with_data = *environment;
	struct err e;

	TRY_NEW(inputs);
	with_data.probe = probe_run;
	with_data.probe_context = &probe;
	e = make_inputs(compiled, false, run, inputs);
	if (!failed(e)) {
		e = script_analyse(arena, request->script, &with_data, diagnostics,
				   &compiled->plan);
		if (failed(e))
			e = plan_tell_fault(&compiled->plan, run, diagnostics, e);
	}
	release_inputs(inputs, compiled->data.count);
	return e;
}

static struct err inputs_of(const struct script_data *data, struct arena *arena,
			    struct environment *environment)
{
	struct plan_input *inputs = NEW(arena, struct plan_input, data->count + 1);

	TRY_NEW(inputs);
	for (size_t i = 0; i < data->count; i++)
		inputs[i] = (struct plan_input){ .name = data->at[i].name,
						 .structure = data->at[i].structure };
	environment->inputs = inputs;
	environment->n_inputs = data->count;
	return OK;
}

struct err script_compile(const struct app *app, const struct snapshot *snapshot,
			  struct arena *arena, const struct script_request *request,
			  struct run *run, struct diagnostics *diagnostics,
			  struct compiled_script *out)
{
	struct environment environment = { .libraries = request->libraries,
					   .n_libraries = request->n_libraries,
					   .domains = request->domains,
					   .n_domains = request->n_domains };
	struct diagnostics first;
	struct err e;

	TRY(script_data_of(app, snapshot, arena, request->sources, request->n_sources, &out->data));
	TRY(inputs_of(&out->data, arena, &environment));
	diagnostics_init(&first, diagnostics->items.arena);
	first.limit = diagnostics->limit;
	e = script_analyse(arena, request->script, &environment, &first, &out->plan);
	if (failed(e) && e.code != ERR_INVALID)
		return e;
	if (out->plan.has_pivot)
		return compile_with_data(request, &environment, arena, run, diagnostics, out);
	*diagnostics = first;
	return e;
}

/*
 * The plan as a tree that is walked from its results. What a step has made is kept under its number
 * until it was used as often as the plan says; a step that is used once keeps nothing.
 */
#include "vtl/execute.h"

#include <assert.h>

#include "base/mark.h"
#include "cube/dataset_builder.h"
#include "vtl/parse.h"

struct kept {
	struct dataset *dataset; /* held, or NULL */
	size_t uses;             /* so far */
};

struct execution {
	const struct plan *plan;
	struct run *run;
	struct arena *arena;
	const struct run_input *inputs;
	struct run_result *results;
	struct kept *kept; /* by the numbers of steps */
	struct scalar *slots;
	size_t n_filled;         /* slots */
	struct run_trail *trail; /* NULL: nothing is kept beyond its use */
};

/* Most operators have one dataset as their operand. */
enum { OPERANDS_INLINE = 2 };

/* The datasets of a step's operands, released when it is made. */
struct operands {
	struct dataset **at;
	size_t count;
	struct dataset *inline_[OPERANDS_INLINE];
};

static struct err make(struct execution *x, const struct step *step,
		       const struct operands *operands, struct dataset **out);

static void operands_release(struct operands *operands)
{
	for (size_t i = 0; i < operands->count; i++)
		dataset_release(operands->at[i]);
	operands->count = 0;
}

static struct err step_run(struct execution *x, const struct step *step, struct dataset **out);

static struct err operands_run(struct execution *x, const struct step *step, struct operands *out)
{
	out->at = out->inline_;
	out->count = 0;
	if (step->n_operands > OPERANDS_INLINE)
		TRY_NEW(out->at = NEW(x->arena, struct dataset *, step->n_operands));
	for (size_t i = 0; i < step->n_operands; i++) {
		TRY(step_run(x, step->operands[i], &out->at[i]));
		out->count++;
	}
	return OK;
}

/* Which of its limits the run has come to. */
static void explain_limit(struct run *run)
{
	struct str message = S(N_("this takes more memory, or has more rows, than a run may"));

	if (run->cancel && atomic_load_explicit(run->cancel, memory_order_relaxed))
		message = S(N_("the run was called off here"));
	else if (run->deadline_ms && run_clock_ms() > run->deadline_ms)
		message = S(N_("the run takes longer than it may, and is here so far"));
	if (!fault_found(&run->fault))
		run->fault = (struct fault){ .message = message };
}

/* One reference for the caller. */
static struct err step_run(struct execution *x, const struct step *step, struct dataset **out)
{
	struct kept *kept = &x->kept[step->number];
	struct operands operands = { 0 };
	struct err e;

	if (!kept->dataset) {
		struct dataset *made = NULL;

		TRY(run_check(x->run));
		e = operands_run(x, step, &operands);
		if (!failed(e))
			e = make(x, step, &operands, &made);
		operands_release(&operands);
		if (e.code == ERR_LIMIT)
			explain_limit(x->run);
		if (failed(e) && x->run->fault.place == 0)
			x->run->fault.place = step->place;
		TRY(e);
		kept->dataset = made;
		if (x->trail)
			x->trail->steps[step->number] = dataset_hold(made);
	}
	kept->uses++;
	assert(kept->uses <= step->uses);
	*out = kept->dataset;
	if (kept->uses < step->uses)
		dataset_hold(kept->dataset);
	else
		kept->dataset = NULL;
	return OK;
}

static struct err make_apply(struct execution *x, const struct step *step,
			     const struct operands *operands, struct dataset **out)
{
	struct apply call = step->apply.call;
	struct apply_operand *filled;

	TRY_NEW(filled = NEW(x->arena, struct apply_operand, call.n_operands + 1));
	for (size_t i = 0; i < call.n_operands; i++) {
		filled[i] = call.operands[i];
		if (step->apply.operand_of[i] == SIZE_MAX)
			continue;
		filled[i].dataset = operands->at[step->apply.operand_of[i]];
		filled[i].structure = &filled[i].dataset->structure;
	}
	call.operands = filled;
	return apply(x->run, &call, out);
}

static struct err make_join(struct execution *x, const struct step *step,
			    const struct operands *operands, struct dataset **out)
{
	struct join join = step->join;
	struct join_operand *filled;

	TRY_NEW(filled = NEW(x->arena, struct join_operand, join.n_operands));
	for (size_t i = 0; i < join.n_operands; i++) {
		filled[i] = join.operands[i];
		filled[i].dataset = operands->at[i];
		filled[i].structure = &operands->at[i]->structure;
	}
	join.operands = filled;
	return join_datasets(x->run, &join, out);
}

/* The condition is the first operand, so that 0 is no dataset beside it. */
static struct err make_plain_check(struct execution *x, const struct step *step,
				   const struct operands *operands, struct dataset **out)
{
	struct check_options check = step->check.call;

	for (enum check_part part = 0; part < CHECK_PART_COUNT_; part++) {
		if (step->check.operand_of[part] == 0)
			continue;
		check.parts[part].dataset = operands->at[step->check.operand_of[part]];
		check.parts[part].structure = &check.parts[part].dataset->structure;
	}
	return check_dataset(x->run, operands->at[0], &check, out);
}

static struct err make_check(struct execution *x, const struct step *step,
			     const struct operands *operands, struct dataset **out)
{
	struct run *run = x->run;
	struct dataset *first = operands->at[0];

	switch (step->kind) {
	case STEP_HIERARCHY:
		return hierarchy_roll_up(run, first, &step->hierarchy, out);
	case STEP_CHECK_HIERARCHY:
		return check_hierarchy(run, first, &step->hierarchy, out);
	case STEP_CHECK_DATAPOINT:
		return check_datapoint(run, first, &step->check_datapoint, out);
	default:
		return make_plain_check(x, step, operands, out);
	}
}

/* A plan that knows the measures of its pivots is good for data that have just these. */
static struct err make_pivot(struct execution *x, const struct step *step,
			     const struct operands *operands, struct dataset **out)
{
	struct structure found;
	struct dataset *made;

	TRY(pivot(x->run, operands->at[0], step->pivot.identifier, step->pivot.measure,
		  step->pivot.viral, &made));
	found = made->structure;
	for (size_t i = 0; !step->is_open && i < step->structure.count; i++)
		if (found.count != step->structure.count ||
		    !str_eq(found.at[i].name, step->structure.at[i].name)) {
			dataset_release(made);
			return fault_set(&x->run->fault, 0,
					 S(N_("pivot: the data have other values of {1} than those "
					      "that the script was compiled for")),
					 (struct message_args){ { step->pivot.identifier } });
		}
	*out = made;
	return OK;
}

static struct err make_clause(struct execution *x, const struct step *step,
			      const struct operands *operands, struct dataset **out)
{
	struct run *run = x->run;
	struct dataset *first = operands->at[0];

	switch (step->kind) {
	case STEP_CALC:
		return calc(run, first, &step->calc, out);
	case STEP_FILTER:
		return filter(run, first, step->filter, out);
	case STEP_KEEP:
		return keep(run, first, step->keep.names, step->keep.n, step->keep.is_drop, out);
	case STEP_RENAME:
		return rename_components(run, first, step->rename.items, step->rename.n, out);
	case STEP_SUB:
		return sub(run, first, step->sub.items, step->sub.n, out);
	case STEP_PIVOT:
		return make_pivot(x, step, operands, out);
	case STEP_UNPIVOT:
		return unpivot(run, first, step->pivot.identifier, step->pivot.measure, out);
	default:
		return membership(run, first, step->membership, out);
	}
}

static struct err make_series(struct execution *x, const struct step *step,
			      const struct operands *operands, struct dataset **out)
{
	struct scalar shift = scalar_integer(0);

	if (step->series.shift)
		TRY(expression_scalar(x->run, x->arena, step->series.shift, &shift));
	if (shift.is_null)
		return fault_set(&x->run->fault, 2, S(N_("{1}: the number of periods is null")),
				 (struct message_args){ { S("timeshift") } });
	return series_apply(x->run, step->series.operator_, operands->at[0], shift.integer, out);
}

/* Inputs and results are there already; the rest is computed of the operands. */
static struct err make(struct execution *x, const struct step *step,
		       const struct operands *operands, struct dataset **out)
{
	struct run *run = x->run;

	switch (step->kind) {
	case STEP_INPUT:
		*out = dataset_hold(x->inputs[step->input].dataset);
		return OK;
	case STEP_RESULT:
		*out = dataset_hold(x->results[step->result].dataset);
		return OK;
	case STEP_APPLY:
		return make_apply(x, step, operands, out);
	case STEP_AGGREGATE:
		return aggregate_dataset(run, operands->at[0], &step->aggregate, out);
	case STEP_ANALYTIC:
		return analytic_dataset(run, operands->at[0], &step->analytic.pattern,
					step->analytic.viral, out);
	case STEP_EXTEND:
		return analytic_extend(run, operands->at[0], step->extend.items, step->extend.n,
				       out);
	case STEP_JOIN:
		return make_join(x, step, operands, out);
	case STEP_STRIP:
		return join_strip(run, operands->at[0], out);
	case STEP_SET:
		return set_apply(run, step->set, operands->at, operands->count, out);
	case STEP_EXISTS:
		return exists_in(run, operands->at[0], operands->at[1], step->exists, out);
	case STEP_SERIES:
		return make_series(x, step, operands, out);
	case STEP_PERIOD_INDICATOR:
		return period_indicator(run, operands->at[0], out);
	case STEP_HIERARCHY:
	case STEP_CHECK_HIERARCHY:
	case STEP_CHECK:
	case STEP_CHECK_DATAPOINT:
		return make_check(x, step, operands, out);
	default:
		return make_clause(x, step, operands, out);
	}
}

/* The one value of a dataset without identifiers; null when it has no data point. */
static struct err read_cell(struct execution *x, const struct step *step, struct scalar *out)
{
	struct dataset *dataset;
	ptrdiff_t measure;

	TRY(step_run(x, step, &dataset));
	measure = structure_only(&dataset->structure, ROLE_MEASURE);
	assert(measure != COMPONENT_NONE);
	*out = scalar_null(dataset->structure.at[measure].type);
	if (dataset->n_rows > 0)
		*out = column_scalar(&dataset->columns[measure], 0);
	if (out->type == DATA_STRING && !out->is_null)
		out->string = str_copy(x->arena, out->string);
	dataset_release(dataset);
	return OK;
}

static struct err fill_slot(struct execution *x, const struct slot *slot, struct scalar *out)
{
	if (slot->cell)
		return read_cell(x, slot->cell, out);
	if (slot->expression)
		return expression_scalar(x->run, x->arena, slot->expression, out);
	*out = x->inputs[slot->input].scalar;
	return OK;
}

static struct err fill_slots(struct execution *x, size_t end)
{
	for (; x->n_filled < end; x->n_filled++)
		TRY(fill_slot(x, &x->plan->slots[x->n_filled], &x->slots[x->n_filled]));
	return OK;
}

static struct err run_one(struct execution *x, size_t i)
{
	const struct plan_result *result = &x->plan->results[i];

	TRY(fill_slots(x, result->end_slot));
	if (result->dataset)
		return step_run(x, result->dataset, &x->results[i].dataset);
	return expression_scalar(x->run, x->arena, result->scalar, &x->results[i].scalar);
}

struct err plan_run(const struct plan *plan, struct run *run, struct arena *arena,
		    const struct run_input *inputs, struct run_result *results_out)
{
	return plan_run_kept(plan, run, arena, inputs, results_out, NULL);
}

struct err plan_run_kept(const struct plan *plan, struct run *run, struct arena *arena,
			 const struct run_input *inputs, struct run_result *results_out,
			 struct run_trail *trail)
{
	struct execution x = { .plan = plan,
			       .run = run,
			       .arena = arena,
			       .inputs = inputs,
			       .results = results_out,
			       .trail = trail };
	struct err e = OK;

	for (size_t i = 0; i < plan->n_results; i++)
		results_out[i] = (struct run_result){ .dataset = NULL };
	TRY_NEW(x.kept = NEW(arena, struct kept, plan->n_steps + 1));
	TRY_NEW(x.slots = NEW(arena, struct scalar, plan->n_slots + 1));
	run->slots = x.slots;
	if (trail)
		trail->slots = x.slots;
	for (size_t i = 0; i < plan->n_results && !failed(e); i++)
		e = run_one(&x, i);
	run->slots = NULL;
	for (size_t i = 0; i < plan->n_steps; i++)
		dataset_release(x.kept[i].dataset);
	return e;
}

void run_trail_release(const struct plan *plan, struct run_trail *trail)
{
	for (size_t i = 0; i < plan->n_steps; i++) {
		dataset_release(trail->steps[i]);
		trail->steps[i] = NULL;
	}
}

struct err plan_tell_fault(const struct plan *plan, const struct run *run,
			   struct diagnostics *diagnostics, struct err e)
{
	struct err told;
	const struct plan_place *place =
		&plan->places[run->fault.place < plan->n_places ? run->fault.place : 0];
	struct script_mistake mistake = { .place = place->place, .message = run->fault.message };

	if ((e.code != ERR_INVALID && e.code != ERR_LIMIT) || !fault_found(&run->fault))
		return e;
	for (size_t i = 0; i < countof(mistake.args); i++)
		mistake.args[i] = run->fault.args.at[i];
	told = script_refuse(diagnostics, place->file, mistake);
	return e.code == ERR_LIMIT ? e : told;
}

struct err probe_run(void *probe, const struct plan *so_far, struct structure *out)
{
	const struct probe *p = probe;
	struct run_result *results = NEW(p->arena, struct run_result, so_far->n_results);
	struct err e;

	TRY_NEW(results);
	e = plan_run(so_far, p->run, p->arena, p->inputs, results);
	if (!failed(e))
		e = structure_copy(p->arena, &results[so_far->n_results - 1].dataset->structure,
				   out);
	run_results_release(so_far, results);
	return e;
}

void run_results_release(const struct plan *plan, struct run_result *results)
{
	for (size_t i = 0; i < plan->n_results; i++) {
		dataset_release(results[i].dataset);
		results[i].dataset = NULL;
	}
}

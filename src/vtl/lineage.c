/* Runs, finds the cell, and traces it: steps from the last to the first, since operands stand before. */
#include "vtl/lineage.h"

#include "vtl/lineage_trace.h"

/* ---- The cell that is asked for ---- */

static struct err find_result(const struct plan *plan, struct arena *arena, struct str name,
			      size_t *out)
{
	for (size_t i = 0; i < plan->n_results; i++)
		if (str_eq(plan->results[i].name, name)) {
			*out = i;
			return OK;
		}
	return err_format(arena, ERR_NOT_FOUND, HERE, "the script has no result %.*s",
			  STR_ARGS(name));
}

/* An identifier that was given, with the value that it must have. */
struct wanted {
	size_t place;
	struct scalar value;
};

static struct err read_keys(struct arena *arena, const struct structure *structure,
			    const struct lineage_question *question, struct wanted *out)
{
	for (size_t k = 0; k < question->n_keys; k++) {
		const struct lineage_key *key = &question->keys[k];
		ptrdiff_t at = structure_find(structure, key->name);

		if (at == COMPONENT_NONE || structure->at[at].role != ROLE_IDENTIFIER)
			return err_format(arena, ERR_USAGE, HERE, "%.*s has no identifier %.*s",
					  STR_ARGS(question->result), STR_ARGS(key->name));
		out[k].place = (size_t)at;
		if (!scalar_parse(structure->at[at].type, key->value, &out[k].value))
			return err_format(arena, ERR_USAGE, HERE, "%.*s is no %.*s, which %.*s is",
					  STR_ARGS(key->value),
					  STR_ARGS(data_type_name(structure->at[at].type)),
					  STR_ARGS(key->name));
		for (size_t i = 0; i < k; i++)
			if (out[i].place == out[k].place)
				return err_format(arena, ERR_USAGE, HERE, "%.*s is given twice",
						  STR_ARGS(key->name));
	}
	for (size_t i = 0; i < structure->count; i++) {
		bool is_given = structure->at[i].role != ROLE_IDENTIFIER;

		for (size_t k = 0; k < question->n_keys; k++)
			is_given |= out[k].place == i;
		if (!is_given)
			return err_format(
				arena, ERR_USAGE, HERE, "a cell of %.*s is told by %.*s=VALUE too",
				STR_ARGS(question->result), STR_ARGS(structure->at[i].name));
	}
	return OK;
}

static bool is_row(const struct dataset *dataset, size_t row, const struct wanted *wanted, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		struct scalar own = column_scalar(&dataset->columns[wanted[k].place], row);

		if (own.is_null || scalar_cmp(own, wanted[k].value) != 0)
			return false;
	}
	return true;
}

static struct err find_row(struct arena *arena, const struct dataset *dataset,
			   const struct lineage_question *question, size_t *out)
{
	struct wanted *wanted = NEW(arena, struct wanted, question->n_keys + 1);

	TRY_NEW(wanted);
	TRY(read_keys(arena, &dataset->structure, question, wanted));
	for (size_t row = 0; row < dataset->n_rows; row++)
		if (is_row(dataset, row, wanted, question->n_keys)) {
			*out = row;
			return OK;
		}
	return err_format(arena, ERR_NOT_FOUND, HERE, "%.*s has no such data point",
			  STR_ARGS(question->result));
}

static struct err check_component(struct arena *arena, const struct structure *structure,
				  const struct lineage_question *question)
{
	ptrdiff_t at = structure_find(structure, question->component);

	if (str_empty(question->component) ||
	    (at != COMPONENT_NONE && structure->at[at].role != ROLE_IDENTIFIER))
		return OK;
	return err_format(arena, ERR_USAGE, HERE, "%.*s has no measure or attribute %.*s",
			  STR_ARGS(question->result), STR_ARGS(question->component));
}

static bool is_asked(const struct component *component, struct str name)
{
	return str_empty(name) ? component->role == ROLE_MEASURE : str_eq(component->name, name);
}

static struct err demand_cell(struct trace *trace, const struct step *step,
			      const struct lineage_question *question)
{
	const struct dataset *dataset = made_by(trace, step);
	const struct structure *structure = &dataset->structure;
	uint64_t *bits = NEW(trace->arena, uint64_t, bits_words(dataset->n_rows) + 1);
	size_t row = 0;

	TRY_NEW(bits);
	TRY(check_component(trace->arena, structure, question));
	TRY(find_row(trace->arena, dataset, question, &row));
	bit_set(bits, row);
	for (size_t i = 0; i < structure->count; i++)
		if (is_asked(&structure->at[i], question->component))
			TRY(demand_cells(trace, step, i, bits));
	return demand_cells(trace, step, structure->count, bits);
}

/* ---- The way back ---- */

static void reach(struct trace *trace, const struct step *step)
{
	if (!step || trace->steps[step->number])
		return;
	trace->steps[step->number] = step;
	for (size_t i = 0; i < step->n_operands; i++)
		reach(trace, step->operands[i]);
}

/* The one value of a dataset without identifiers. */
static struct err demand_slot_cell(struct trace *trace, const struct step *step)
{
	const struct dataset *dataset = made_by(trace, step);
	uint64_t bits = 1;

	if (dataset->n_rows == 0)
		return OK;
	return demand_cells(trace, step, (size_t)structure_only(&dataset->structure, ROLE_MEASURE),
			    &bits);
}

/* Slots that others are computed by stand before them. */
static struct err trace_slots(struct trace *trace)
{
	for (size_t i = trace->plan->n_slots; i-- > 0;) {
		const struct slot *slot = &trace->plan->slots[i];

		if (!trace->slots[i])
			continue;
		if (slot->cell)
			TRY(demand_slot_cell(trace, slot->cell));
		else
			demand_slots(trace, slot->expression);
	}
	return OK;
}

/*
 * A step that is passed may demand a slot, whose cell is a step before it: the slots are looked at after every
 * step, and each demand stays.
 */
static struct err trace_back(struct trace *trace)
{
	TRY(trace_slots(trace));
	for (size_t n = trace->plan->n_steps; n-- > 0;) {
		if (!trace->steps[n] || !trace->demands[n].dataset)
			continue;
		TRY(run_check(trace->run));
		TRY(trace_step(trace, trace->steps[n]));
		TRY(trace_slots(trace));
	}
	return OK;
}

/* ---- The cells ---- */

static struct err add_cell(struct list *cells, size_t input, size_t row, ptrdiff_t component)
{
	struct lineage_cell cell = { input, row, component };

	return list_push(cells, &cell);
}

static struct err add_row(struct list *cells, const struct demand *demand, size_t input, size_t row)
{
	bool is_named = false;

	for (size_t c = 0; c < demand->dataset->structure.count; c++) {
		if (!demand->rows[c] || !bit_get(demand->rows[c], row))
			continue;
		TRY(add_cell(cells, input, row, (ptrdiff_t)c));
		is_named = true;
	}
	return is_named ? OK : add_cell(cells, input, row, COMPONENT_NONE);
}

/* An input may have several steps; what they demand is one. */
static struct err merge_demands(struct trace *trace, size_t input, struct demand *out)
{
	*out = (struct demand){ .dataset = NULL };
	for (size_t n = 0; n < trace->plan->n_steps; n++) {
		const struct step *step = trace->steps[n];
		const struct demand *demand = &trace->demands[n];

		if (!step || step->kind != STEP_INPUT || step->input != input || !demand->dataset)
			continue;
		if (!out->dataset) {
			*out = *demand;
			continue;
		}
		for (size_t c = 0; c <= demand->dataset->structure.count; c++)
			for (size_t w = 0;
			     demand->rows[c] && w < bits_words(demand->dataset->n_rows); w++) {
				if (!out->rows[c])
					TRY_NEW(out->rows[c] = NEW(
							trace->arena, uint64_t,
							bits_words(demand->dataset->n_rows) + 1));
				out->rows[c][w] |= demand->rows[c][w];
			}
	}
	return OK;
}

static bool scalar_is_demanded(const struct trace *trace, size_t input)
{
	for (size_t i = 0; i < trace->plan->n_slots; i++) {
		const struct slot *slot = &trace->plan->slots[i];

		if (trace->slots[i] && !slot->cell && !slot->expression && slot->input == input)
			return true;
	}
	return false;
}

static struct err collect(struct trace *trace, struct arena *arena, struct lineage *out)
{
	struct list cells = LIST(arena, struct lineage_cell);

	for (size_t i = 0; i < trace->plan->n_inputs; i++) {
		struct demand demand;

		if (trace->plan->inputs[i].is_scalar) {
			if (scalar_is_demanded(trace, i))
				TRY(add_cell(&cells, i, 0, COMPONENT_NONE));
			continue;
		}
		TRY(merge_demands(trace, i, &demand));
		for (size_t row = 0; demand.dataset && row < demand.dataset->n_rows; row++)
			if (bit_get(demand.rows[demand.dataset->structure.count], row))
				TRY(add_row(&cells, &demand, i, row));
	}
	*out = (struct lineage){ cells.at, cells.count };
	return OK;
}

/* ---- All of it ---- */

static struct err trace_cell(struct trace *trace, struct arena *arena, size_t result,
			     const struct lineage_question *question, struct lineage *out)
{
	const struct plan *plan = trace->plan;
	const struct plan_result *asked = &plan->results[result];

	TRY_NEW(trace->steps = NEW(trace->arena, const struct step *, plan->n_steps + 1));
	TRY_NEW(trace->demands = NEW(trace->arena, struct demand, plan->n_steps + 1));
	TRY_NEW(trace->slots = NEW(trace->arena, bool, plan->n_slots + 1));
	for (size_t i = 0; i < plan->n_results; i++)
		reach(trace, plan->results[i].dataset);
	for (size_t i = 0; i < plan->n_slots; i++)
		reach(trace, plan->slots[i].cell);
	if (asked->dataset)
		TRY(demand_cell(trace, asked->dataset, question));
	else if (question->n_keys > 0 || !str_empty(question->component))
		return err_format(arena, ERR_USAGE, HERE, "%.*s is a scalar: it has no identifiers",
				  STR_ARGS(question->result));
	else
		demand_slots(trace, asked->scalar);
	TRY(trace_back(trace));
	return collect(trace, arena, out);
}

static struct err run_and_trace(struct trace *trace, struct arena *arena,
				const struct run_input *inputs, size_t result,
				const struct lineage_question *question, struct run_result *results,
				struct run_trail *trail, struct lineage *out)
{
	struct run *run = trace->run;
	struct err e;

	TRY(plan_run_kept(trace->plan, run, trace->arena, inputs, results, trail));
	trace->trail = trail;
	run->slots = trail->slots;
	e = trace_cell(trace, arena, result, question, out);
	run->slots = NULL;
	return e;
}

struct err plan_lineage(const struct plan *plan, struct run *run, struct arena *arena,
			const struct run_input *inputs, const struct lineage_question *question,
			struct lineage *out)
{
	struct trace trace = { .plan = plan, .run = run, .arena = arena };
	struct run_result *results = NEW(arena, struct run_result, plan->n_results + 1);
	struct run_trail trail = { .steps = NEW(arena, struct dataset *, plan->n_steps + 1) };
	size_t result;
	struct err e;

	TRY_NEW(results);
	TRY_NEW(trail.steps);
	TRY(find_result(plan, arena, question->result, &result));
	e = run_and_trace(&trace, arena, inputs, result, question, results, &trail, out);
	run_results_release(plan, results);
	run_trail_release(plan, &trail);
	return e;
}

/* A join: a row of the result is made of one row of each operand, found by its identifiers. */
#include "vtl/join_plan.h"
#include "vtl/lineage_way.h"

/* Where the virtual dataset has this identifier of the operand; outputs stand in the order of components. */
static size_t output_of(const struct join_plan *plan, const struct structure *structure,
			size_t operand, size_t place)
{
	struct str name = structure->at[place].name;

	for (size_t i = 0; i < plan->n_outputs; i++) {
		const struct join_output *output = &plan->outputs[i];

		if (output->is_key ? str_eq(output->name, name)
				   : output->operand == operand && output->place == place)
			return i;
	}
	return SIZE_MAX;
}

static struct err relate(struct trace *trace, const struct join_plan *plan, size_t operand,
			 struct way *way)
{
	const struct structure *in = &way->in->structure;
	struct key_pair *pairs = NEW(trace->arena, struct key_pair, in->count + 1);
	size_t n = 0;

	TRY_NEW(pairs);
	for (size_t i = 0; i < in->count; i++) {
		size_t out = output_of(plan, in, operand, i);

		if (out < way->out->structure.count &&
		    (in->at[i].role == ROLE_IDENTIFIER || plan->outputs[out].is_key))
			pairs[n++] = (struct key_pair){ out, i };
	}
	return relation_by_keys(trace, way->out, way->in, pairs, n, &way->relation);
}

static void depend_on_operand(const struct join_plan *plan, size_t operand, struct way *way)
{
	for (size_t i = 0; i < plan->n_outputs && i < way->out->structure.count; i++) {
		const struct join_output *output = &plan->outputs[i];
		ptrdiff_t at = structure_find(&way->in->structure, output->name);

		if (output->operand == operand)
			depend(&way->dependence, i, output->place);
		else if ((output->is_key && at != COMPONENT_NONE) ||
			 (output->is_combined && join_has_viral(&way->in->structure, output->name)))
			depend(&way->dependence, i, (size_t)at);
	}
}

struct err trace_join(struct trace *trace, const struct step *step)
{
	struct join join = step->join;
	struct join_operand *operands;
	struct join_plan plan;

	TRY_NEW(operands = NEW(trace->arena, struct join_operand, join.n_operands));
	for (size_t i = 0; i < join.n_operands; i++) {
		operands[i] = join.operands[i];
		operands[i].structure = &made_by(trace, step->operands[i])->structure;
	}
	join.operands = operands;
	TRY(join_plan_make(trace->arena, &join, &plan, &trace->run->fault));
	for (size_t i = 0; i < step->n_operands; i++) {
		struct way way;

		TRY(way_begin(trace, step, i, &way));
		TRY(relate(trace, &plan, i, &way));
		depend_on_operand(&plan, i, &way);
		TRY(way_go(trace, &way));
	}
	return OK;
}

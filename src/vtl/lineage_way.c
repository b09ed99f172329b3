/* See lineage_way.h. */
#include "vtl/lineage_way.h"

struct err common_keys(struct arena *arena, const struct structure *out, const struct structure *in,
		       struct key_pair **pairs_out, size_t *n_out)
{
	struct key_pair *pairs = NEW(arena, struct key_pair, out->count + 1);
	size_t n = 0;

	TRY_NEW(pairs);
	for (size_t i = 0; i < out->count; i++) {
		ptrdiff_t at = structure_find(in, out->at[i].name);

		if (out->at[i].role == ROLE_IDENTIFIER && at != COMPONENT_NONE &&
		    in->at[at].role == ROLE_IDENTIFIER)
			pairs[n++] = (struct key_pair){ i, (size_t)at };
	}
	*pairs_out = pairs;
	*n_out = n;
	return OK;
}

struct err way_begin(struct trace *trace, const struct step *step, size_t operand, struct way *way)
{
	*way = (struct way){ .step = step, .operand = step->operands[operand] };
	way->out = made_by(trace, step);
	way->in = made_by(trace, way->operand);
	TRY(dependence_make(trace->arena, &way->out->structure, &way->in->structure,
			    &way->dependence));
	depend(&way->dependence, way->dependence.n_out, way->dependence.n_in);
	return OK;
}

struct err way_by_common_keys(struct trace *trace, struct way *way)
{
	struct key_pair *pairs = NULL;
	size_t n;

	TRY(common_keys(trace->arena, &way->out->structure, &way->in->structure, &pairs, &n));
	return relation_by_keys(trace, way->out, way->in, pairs, n, &way->relation);
}

struct err way_go(struct trace *trace, const struct way *way)
{
	return demand_through(trace, way->step, way->operand, &way->relation, &way->dependence,
			      way->filter);
}

void depend_by_names(struct way *way)
{
	const struct structure *out = &way->out->structure, *in = &way->in->structure;

	for (size_t i = 0; i < out->count; i++) {
		ptrdiff_t at = structure_find(in, out->at[i].name);

		if (at != COMPONENT_NONE)
			depend(&way->dependence, i, (size_t)at);
	}
}

void depend_new_on_measures(struct way *way)
{
	const struct structure *out = &way->out->structure, *in = &way->in->structure;

	for (size_t i = 0; i < out->count; i++)
		for (size_t k = 0; k < in->count; k++)
			if (out->at[i].role == ROLE_MEASURE && in->at[k].role == ROLE_MEASURE &&
			    !has_name(in, out->at[i].name))
				depend(&way->dependence, i, k);
}

/* From a step to one of its operands: what the steps of lineage_steps.c and its neighbours share. Private. */
#ifndef VTL_LINEAGE_WAY_H
#define VTL_LINEAGE_WAY_H

#include "vtl/lineage_trace.h"

/* A step with one of its operands, on the way. */
struct way {
	const struct step *step, *operand;
	const struct dataset *out, *in;
	struct relation relation;
	struct dependence dependence;
	const struct row_filter *filter;
};

/* Of the data points it is said that they rest on those of the operand; relation and filter are the caller's. */
MUST_USE struct err way_begin(struct trace *trace, const struct step *step, size_t operand,
			      struct way *way);

/* The identifiers that both have under one name, in the arena. */
MUST_USE struct err common_keys(struct arena *arena, const struct structure *out,
				const struct structure *in, struct key_pair **pairs_out,
				size_t *n_out);

/* Rows are related by these. */
MUST_USE struct err way_by_common_keys(struct trace *trace, struct way *way);

/* Hands the demand on. */
MUST_USE struct err way_go(struct trace *trace, const struct way *way);

/* Components rest on those of the same name. */
void depend_by_names(struct way *way);

/* Measures that an operator has named itself (bool_var) rest on all measures. */
void depend_new_on_measures(struct way *way);

static inline bool has_name(const struct structure *structure, struct str name)
{
	return structure_find(structure, name) != COMPONENT_NONE;
}

/* Steps with files of their own. */
MUST_USE struct err trace_windows(struct trace *trace, const struct step *step);
MUST_USE struct err trace_join(struct trace *trace, const struct step *step);
MUST_USE struct err trace_hierarchy(struct trace *trace, const struct step *step);
MUST_USE struct err trace_datapoint_rules(struct trace *trace, const struct step *step);

#endif

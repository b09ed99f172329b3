/* The way back through a plan, from demanded cells of what a step made to those of its operands. Private. */
#ifndef VTL_LINEAGE_TRACE_H
#define VTL_LINEAGE_TRACE_H

#include "vtl/lineage.h"

/*
 * Which cells of a dataset are demanded: for each component its rows as bits, and in the last place
 * (structure.count) the data points themselves. NULL: none.
 */
struct demand {
	const struct dataset *dataset; /* NULL: nobody has demanded anything */
	uint64_t **rows;
};

struct trace {
	const struct plan *plan;
	struct run *run;
	struct arena *arena;
	const struct run_trail *trail;
	const struct step **steps; /* by their numbers; NULL: not reached */
	struct demand *demands;    /* likewise */
	bool *slots;               /* which are demanded */
};

/*
 * How the rows of a step's dataset relate to those of an operand: they are one and the same, or agree in groups
 * by keys, or each has a window.
 */
struct relation {
	size_t n_out, n_in;
	const uint32_t *group_out, *group_in; /* by keys; NULL: row i is row i */
	size_t n_groups;
	const struct frame *frame; /* by windows; rows are places in its order */
	const size_t *from, *to;   /* of each place */
	size_t *place_of;          /* of each row */
};

/* Which components of the operand those of the result rest on: pairs. The last of each is the data point. */
struct dependence {
	size_t n_out, n_in; /* components */
	bool *at;           /* (n_out + 1) * (n_in + 1) */
};

/* Components by their places; COMPONENT_NONE is the data point. */
struct key_pair {
	size_t out, in;
};

MUST_USE struct err relation_by_keys(struct trace *trace, const struct dataset *out,
				     const struct dataset *in, const struct key_pair *pairs,
				     size_t n_pairs, struct relation *relation);

/* Of rows that have a window each: [from, to) of the places of the frame. */
MUST_USE struct err relation_by_windows(struct trace *trace, const struct frame *frame,
					const size_t *from, const size_t *to,
					struct relation *relation);

static inline struct relation relation_same(size_t n_rows)
{
	return (struct relation){ .n_out = n_rows, .n_in = n_rows };
}

/* The operand's rows that the demanded ones are related to, added to in_bits. */
void relation_spread(const struct relation *relation, const uint64_t *out_bits, uint64_t *mark,
		     uint64_t *in_bits);

MUST_USE struct err dependence_make(struct arena *arena, const struct structure *out,
				    const struct structure *in, struct dependence *dependence);

/* The component of the result, or the data point (n_out), rests on that of the operand, or on its being there. */
static inline void depend(struct dependence *dependence, size_t out, size_t in)
{
	dependence->at[out * (dependence->n_in + 1) + in] = true;
}

/* … on what an expression over the operand reads; slots are demanded at once. */
void depend_on_expression(struct trace *trace, struct dependence *dependence, size_t out,
			  const struct expression *expression);
void demand_slots(struct trace *trace, const struct expression *expression);

/* Adds cells to what is demanded of a step. */
MUST_USE struct err demand_cells(struct trace *trace, const struct step *step, size_t component,
				 const uint64_t *bits);

/*
 * What is demanded of the step is demanded of its operand. accepts: NULL, or which of the operand's rows count
 * for a component of the result.
 */
struct row_filter {
	bool (*accepts)(const struct row_filter *filter, size_t out_component, size_t in_row);
	const void *context;
};
MUST_USE struct err demand_through(struct trace *trace, const struct step *step,
				   const struct step *operand, const struct relation *relation,
				   const struct dependence *dependence,
				   const struct row_filter *filter);

/* From the step to its operands (lineage_steps.c). */
MUST_USE struct err trace_step(struct trace *trace, const struct step *step);

static inline const struct dataset *made_by(const struct trace *trace, const struct step *step)
{
	return trace->trail->steps[step->number];
}

#endif

/*
 * The machine that runs expressions (evaluate.c): a node for each operator, with room for one block of its
 * result. Each thread that computes has a machine of its own. Private to the room.
 */
#ifndef VTL_MACHINE_H
#define VTL_MACHINE_H

#include "vtl/kernel.h"

struct machine_node {
	const struct expression *expression;
	const struct column *column; /* EXPRESSION_COMPONENT */
	struct machine_node **operands;
	const struct vector **operand_vectors;
	const struct kernel_row *kernel;
	struct kernel_state state;
	struct vector vector; /* the block's result */
	struct vector_room *room;
	struct machine_node *older; /* of the same machine */
	bool is_constant;           /* no component in it */
	bool is_done;               /* a constant has been computed, for a whole block */
};

struct machine {
	struct run *run;
	struct arena *arena;
	const struct dataset *dataset; /* NULL: expressions without components */
	struct machine_node *newest;
};

/* The nodes of an expression, in the machine's arena. */
MUST_USE struct err machine_node_new(struct machine *machine, const struct expression *expression,
				     struct machine_node **out);

/*
 * Runs the node over the rows [from, from + n), n at most VECTOR_ROWS: node->vector. Its values go to the
 * given place, unless it is a column or constant.
 */
MUST_USE struct err machine_node_run(struct machine *machine, struct machine_node *node,
				     size_t from, size_t n, void *values, uint64_t *nulls);

/* Ends what kernels have opened. */
void machine_finish(struct machine *machine);

#endif

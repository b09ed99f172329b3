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
	bool may_fail;              /* a value may be none that an operator in it can take */
	uint64_t *decided; /* ask.c: room for two bits a row; NULL: all operands are asked */
};

struct machine {
	struct run *run;
	struct arena *arena;
	const struct dataset *dataset; /* NULL: expressions without components */
	struct machine_node *newest;
	const uint64_t *unasked; /* the rows of the block whose values nobody sees; NULL: none */
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

/*
 * Operators that decide by one operand whether another is asked: if, case, and, or, nvl (ask.c). What they
 * do not ask for in a row is no fault there: "if n <> 0 then a / n else null" has a result for each n.
 */
bool operation_asks(enum operation operation);

/* May the operator itself, with operands of the right types, have no result for a value? */
bool operation_may_fail(enum operation operation);

/* Runs the operands of such an operator, each for the rows in which it is asked. */
MUST_USE struct err machine_ask(struct machine *machine, struct machine_node *node, size_t from,
				size_t n);

/* Runs one operand: node->operand_vectors[i]. */
MUST_USE struct err machine_run_operand(struct machine *machine, struct machine_node *node,
					size_t i, size_t from, size_t n);

/* Ends what kernels have opened. */
void machine_finish(struct machine *machine);

#endif

/*
 * One operator on one block: what the machine (evaluate.c) and the kernels say to one another. Private to
 * the room.
 *
 * A kernel that is strict never decides about nulls: the machine has already put the union of the
 * operands' nulls into call->nulls, and what is computed where they are set is never seen. Others write
 * the nulls themselves.
 */
#ifndef VTL_KERNEL_H
#define VTL_KERNEL_H

#include "vtl/expression.h"

struct buf;

struct kernel_call {
	struct run *run;
	const struct expression *expression;
	size_t n;                             /* rows of the block */
	const struct vector *const *operands; /* NULL: left out */
	void *values;                         /* of the result, to be written */
	uint64_t *nulls;                      /* of the result */
	bool has_nulls;
	const uint64_t
		*unasked; /* rows in which nothing is a fault; NULL: none; strict: they are null */
	struct kernel_state *state; /* the operator's own, from block to block */
};

/* What an operator keeps for all blocks. */
struct kernel_state {
	struct arena *arena;
	const bool *is_constant;            /* for each operand: it is the same in all rows */
	struct dictionary_builder *strings; /* of a result that is a string */
	struct memo *memo;                  /* text.c */
	void *made;                         /* what the kernel prepares: a pattern, a set, a mask */
	void (*close)(void *made); /* ends it, when the expression has run; NULL: nothing to end */
};

typedef struct err kernel(struct kernel_call *call);

struct kernel_row {
	kernel *run;
	bool is_strict;
};

/* The kernels of a family; NULL where the operator is of another. */
const struct kernel_row *kernel_numeric(enum operation operation);
const struct kernel_row *kernel_compare(enum operation operation);
const struct kernel_row *kernel_logic(enum operation operation);
const struct kernel_row *kernel_string(enum operation operation);
const struct kernel_row *kernel_time(enum operation operation);
const struct kernel_row *kernel_cast(enum operation operation);

/* Is the result null in row i? */
static inline bool call_null(const struct kernel_call *call, size_t i)
{
	return call->has_nulls && bit_get(call->nulls, i);
}

/* Makes the result null in row i; of kernels that are strict too, where a value has no result. */
void call_set_null(struct kernel_call *call, size_t i);

/* A fault of a value: of the expression's operator, with the values as they are written. */
MUST_USE struct err call_fault(struct kernel_call *call, size_t operand, struct str message,
			       struct scalar first, struct scalar second);

/* The same, about somebody else than the operator. */
MUST_USE struct err call_fault_about(struct kernel_call *call, struct str about, struct str message,
				     struct scalar first, struct scalar second);

/*
 * Operators on texts are functions of single values. Where all operands but one string are the same in
 * all rows, the function is called once for each string of its dictionary that is met, and not for each
 * row. A result that is a string may lie in `buf`, which is empty before each call.
 */
typedef struct err text_function(struct kernel_call *call, const struct scalar *operands,
				 struct buf *buf, struct scalar *out);

MUST_USE struct err text_run(struct kernel_call *call, text_function *function);

#endif

/*
 * Expressions over the components of one dataset, typed and ready to run: constants, components and
 * operators. They are computed in blocks of VECTOR_ROWS rows, operator by operator, so that what lies
 * between two operators stays in the processor's cache; nothing is decided or allocated for a row, but
 * where a string is met for the first time.
 *
 * The makers below apply the rules of types and put implicit casts where they belong; the analyser of a
 * script builds with them, and the same tree is run.
 */
#ifndef VTL_EXPRESSION_H
#define VTL_EXPRESSION_H

#include "vtl/operation.h"
#include "vtl/run.h"

enum expression_kind {
	EXPRESSION_CONSTANT,
	EXPRESSION_COMPONENT,
	EXPRESSION_SLOT, /* a scalar that is known when the run begins: run->slots[component] */
	EXPRESSION_CALL
};

struct expression {
	enum expression_kind kind;
	enum data_type type;
	uint32_t place; /* the caller's, handed back in a fault */
	struct scalar constant;
	size_t component; /* its place in the dataset's structure; of a slot: its number */
	enum operation operation;
	const struct expression *const *operands; /* NULL: an optional one that was left out */
	size_t n_operands;
};

/* Text of the constant is borrowed. */
MUST_USE struct err expression_constant(struct arena *arena, struct scalar constant, uint32_t place,
					const struct expression **out);
MUST_USE struct err expression_component(struct arena *arena, const struct structure *structure,
					 size_t component, uint32_t place,
					 const struct expression **out);

MUST_USE struct err expression_slot(struct arena *arena, enum data_type type, size_t slot,
				    uint32_t place, const struct expression **out);

/* ERR_INVALID with *fault: the operands' types or number. OPERATION_CAST goes by expression_cast. */
MUST_USE struct err expression_call(struct arena *arena, enum operation operation,
				    const struct expression *const *operands, size_t n,
				    uint32_t place, const struct expression **out,
				    struct fault *fault);

/* mask: NULL, or a constant string. ERR_INVALID: VTL has no conversion between the two. */
MUST_USE struct err expression_cast(struct arena *arena, const struct expression *operand,
				    enum data_type type, const struct expression *mask,
				    uint32_t place, const struct expression **out,
				    struct fault *fault);

/* The same, where it is implicit: the operand itself when its type fits as it is. */
MUST_USE struct err expression_fit(struct arena *arena, const struct expression *operand,
				   enum data_type type, const struct expression **out,
				   struct fault *fault);

/*
 * Computes the expressions for every row of the dataset: arrays, in the arena, one for each. An
 * expression that is a component alone is that column, borrowed. ERR_INVALID with run->fault: a value
 * that an operator cannot take.
 */
MUST_USE struct err expression_columns(struct run *run, struct arena *arena,
				       const struct dataset *dataset,
				       const struct expression *const *expressions, size_t n,
				       struct column *columns_out);

/* The rows for which the condition is true, in the arena; neither false nor null are chosen. */
MUST_USE struct err expression_rows(struct run *run, struct arena *arena,
				    const struct dataset *dataset,
				    const struct expression *condition, const uint32_t **rows_out,
				    size_t *n_rows_out);

/* An expression without components; its text is in the arena. */
MUST_USE struct err expression_scalar(struct run *run, struct arena *arena,
				      const struct expression *expression, struct scalar *out);

#endif

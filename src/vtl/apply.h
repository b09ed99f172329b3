/*
 * The operators of values at the level of datasets: f(DS_1), DS_1 + DS_2, DS_1 > 20. Datasets are joined
 * by their common identifiers (inner join; the identifiers of one contain those of the other), and the
 * operator is applied to each measure, or to each pair of measures of one name.
 */
#ifndef VTL_APPLY_H
#define VTL_APPLY_H

#include "vtl/expression.h"
#include "vtl/viral.h"

/*
 * A dataset's structure, or an expression without components. Both NULL: an operand left out. Without
 * `dataset` the structure alone can be told.
 */
struct apply_operand {
	const struct structure *structure;
	const struct expression *scalar;
	struct dataset *dataset; /* with the structure, when it is computed */
};

struct apply {
	enum operation operation;
	const struct apply_operand *operands;
	size_t n_operands;
	enum data_type type; /* OPERATION_CAST: the wished one */
	const struct viral_rules *viral;
	uint32_t place;
};

MUST_USE struct err apply_structure(struct arena *arena, const struct apply *apply,
				    struct structure *out, struct fault *fault);
MUST_USE struct err apply(struct run *run, const struct apply *apply, struct dataset **out);

/*
 * The same for OPERATION_IF and OPERATION_CASE, in the order of their operands: each condition is a dataset
 * with one boolean measure; what is chosen are datasets and scalars. A data point is that of the first
 * operand whose condition is true for its identifiers. apply() and apply_structure() come here by
 * themselves.
 */
MUST_USE struct err apply_case_structure(struct arena *arena, const struct apply *apply,
					 struct structure *out, struct fault *fault);
MUST_USE struct err apply_case(struct run *run, const struct apply *apply, struct dataset **out);

#endif

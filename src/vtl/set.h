/*
 * Datasets as sets of data points: union, intersect, setdiff, symdiff and exists_in. Data points are the
 * same when their identifiers are; of the same ones the leftmost counts.
 */
#ifndef VTL_SET_H
#define VTL_SET_H

#include "vtl/run.h"

enum set_operator { SET_UNION, SET_INTERSECT, SET_DIFFERENCE, SET_SYMMETRIC_DIFFERENCE };

/* All operands have the same components; those of the result stand in the order of the first. */
MUST_USE struct err set_structure(struct arena *arena, enum set_operator operator_,
				  const struct structure *const *operands, size_t n,
				  struct structure *out, struct fault *fault);
MUST_USE struct err set_apply(struct run *run, enum set_operator operator_,
			      struct dataset *const *operands, size_t n, struct dataset **out);

enum exists_retain { EXISTS_ALL, EXISTS_TRUE, EXISTS_FALSE };

/* The identifiers of the first and bool_var: is there a data point with their common identifiers? */
MUST_USE struct err exists_structure(struct arena *arena, const struct structure *first,
				     const struct structure *second, struct structure *out,
				     struct fault *fault);
MUST_USE struct err exists_in(struct run *run, struct dataset *first, struct dataset *second,
			      enum exists_retain retain, struct dataset **out);

#endif

/*
 * Joins: the virtual dataset of inner_join, left_join, full_join and cross_join, in which a component
 * that comes from several operands is called ALIAS#NAME. The clauses of a join are those of vtl/clause.h
 * and vtl/aggregate.h, run on it in their order; at the end the aliases are taken off.
 *
 * Rows are matched by hash and the result is a view of the operands: nothing is copied until it is
 * written or computed with.
 */
#ifndef VTL_JOIN_H
#define VTL_JOIN_H

#include "vtl/expression.h"
#include "vtl/viral.h"

enum join_kind { JOIN_INNER, JOIN_LEFT, JOIN_FULL, JOIN_CROSS };

struct join_operand {
	const struct structure *structure;
	struct str alias; /* unique; the name of the dataset where the script gives none */
	struct dataset *dataset;
};

struct join {
	enum join_kind kind;
	const struct join_operand *operands;
	size_t n_operands;
	const struct str *using;
	size_t n_using; /* 0: all common identifiers */
};

MUST_USE struct err join_structure(struct arena *arena, const struct join *join,
				   struct structure *out, struct fault *fault);
MUST_USE struct err join_datasets(struct run *run, const struct join *join, struct dataset **out);

/*
 * Takes the aliases off. ERR_INVALID: two components would have one name. Viral attributes of one name
 * become one by their rule when `viral` is given, and non-viral ones stay as they are.
 */
MUST_USE struct err join_strip_structure(struct arena *arena, const struct structure *operand,
					 struct structure *out, struct fault *fault);
MUST_USE struct err join_strip(struct run *run, struct dataset *operand, struct dataset **out);

#endif

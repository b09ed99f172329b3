/*
 * Joins: the virtual dataset of inner_join, left_join, full_join and cross_join, in which a component
 * that comes from several operands is called ALIAS#NAME. The clauses of a join are those of vtl/clause.h
 * and vtl/aggregate.h, run on it in their order; at the end the aliases are taken off.
 *
 * Rows are matched by their keys, and the result is a view of the operands: nothing is copied until it is
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

/* using …, nvl(NAME, VALUE): what an identifier that is no key is where there is no data point. */
struct join_preset {
	struct str alias; /* empty: of any operand */
	struct str name;
	struct scalar value;
};

struct join {
	enum join_kind kind;
	const struct join_operand *operands;
	size_t n_operands;
	const struct str *using;
	size_t n_using; /* 0: all common identifiers */
	const struct join_preset *presets;
	size_t n_presets;
	const struct viral_rules *viral;
};

/*
 * The virtual dataset. Viral attributes of several operands are one already, combined by their rule. A
 * left_join and a full_join have no other attributes. A fault's operand is one of the join; behind them are
 * counted the names of `using`, and behind these the presets, each with its name and its value.
 */
MUST_USE struct err join_structure(struct arena *arena, const struct join *join,
				   struct structure *out, struct fault *fault);
MUST_USE struct err join_datasets(struct run *run, const struct join *join, struct dataset **out);

/* Takes the aliases off. ERR_INVALID: two components would have one name. */
MUST_USE struct err join_strip_structure(struct arena *arena, const struct structure *operand,
					 struct structure *out, struct fault *fault);
MUST_USE struct err join_strip(struct run *run, struct dataset *operand, struct dataset **out);

#endif

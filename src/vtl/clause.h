/*
 * The clauses: a dataset in, a dataset out, the data points chosen or the components changed. What is not
 * computed is borrowed from the operand. Each comes as a pair: the structure of the result, and the
 * result.
 */
#ifndef VTL_CLAUSE_H
#define VTL_CLAUSE_H

#include "vtl/expression.h"
#include "vtl/viral.h"

/* What calc makes. */
struct calc_item {
	struct str name;
	enum component_role role;
	bool has_role; /* else an existing component keeps its role, and a new one is a measure */
	const struct expression *expression;
	struct str moved_by; /* the operator that moves an identifier of the operand; empty: none */
};

/* Viral attributes stay, other attributes that are not computed are dropped as `keeps_attributes` says. */
struct calc {
	const struct calc_item *items;
	size_t n_items;
};

MUST_USE struct err calc_structure(struct arena *arena, const struct structure *operand,
				   const struct calc *calc, struct structure *out,
				   struct fault *fault);
MUST_USE struct err calc(struct run *run, struct dataset *operand, const struct calc *calc,
			 struct dataset **out);

/* The structure is the operand's. ERR_INVALID: the condition is no boolean. */
MUST_USE struct err filter_check(const struct expression *condition, struct fault *fault);
MUST_USE struct err filter(struct run *run, struct dataset *operand,
			   const struct expression *condition, struct dataset **out);

/* keep and drop name measures and attributes; identifiers always stay. */
MUST_USE struct err keep_structure(struct arena *arena, const struct structure *operand,
				   const struct str *names, size_t n, bool is_drop,
				   struct structure *out, struct fault *fault);
MUST_USE struct err keep(struct run *run, struct dataset *operand, const struct str *names,
			 size_t n, bool is_drop, struct dataset **out);

struct rename_item {
	struct str from, to;
};

MUST_USE struct err rename_structure(struct arena *arena, const struct structure *operand,
				     const struct rename_item *items, size_t n,
				     struct structure *out, struct fault *fault);
MUST_USE struct err rename_components(struct run *run, struct dataset *operand,
				      const struct rename_item *items, size_t n,
				      struct dataset **out);

/* sub: an identifier and the value that it is fixed to (an expression without components). */
struct sub_item {
	struct str name;
	const struct expression *value;
};

MUST_USE struct err sub_structure(struct arena *arena, const struct structure *operand,
				  const struct sub_item *items, size_t n, struct structure *out,
				  struct fault *fault);
MUST_USE struct err sub(struct run *run, struct dataset *operand, const struct sub_item *items,
			size_t n, struct dataset **out);

/*
 * pivot: the values of an identifier become measures. Which ones there are only the data say, so that the
 * structure known beforehand lacks them: it has the other identifiers and the viral attributes, behind which
 * the measures follow. A viral attribute of the data points that become one is combined by its rule.
 */
MUST_USE struct err pivot_structure(struct arena *arena, const struct structure *operand,
				    struct str identifier, struct str measure,
				    struct structure *out, struct fault *fault);
MUST_USE struct err pivot(struct run *run, struct dataset *operand, struct str identifier,
			  struct str measure, const struct viral_rules *viral,
			  struct dataset **out);

/* unpivot: the names of the measures become values of a new identifier; nulls make no data point. */
MUST_USE struct err unpivot_structure(struct arena *arena, const struct structure *operand,
				      struct str identifier, struct str measure,
				      struct structure *out, struct fault *fault);
MUST_USE struct err unpivot(struct run *run, struct dataset *operand, struct str identifier,
			    struct str measure, struct dataset **out);

/* DS#COMP. Without identifiers in DS the result has none either: its one value is a scalar. */
MUST_USE struct err membership_structure(struct arena *arena, const struct structure *operand,
					 struct str name, struct structure *out,
					 struct fault *fault);
MUST_USE struct err membership(struct run *run, struct dataset *operand, struct str name,
			       struct dataset **out);

/* The conventional name of a measure of the type: "num_var", "bool_var". */
struct str measure_name(enum data_type type);

#endif

/*
 * hierarchy and check_hierarchy: rules that relate the values of one identifier, computed or checked for
 * each combination of the other identifiers. Conditions are expressions over the operand's structure:
 * that of a rule is about the data point on its left, that of a term about the term's.
 */
#ifndef VTL_HIERARCHY_H
#define VTL_HIERARCHY_H

#include "vtl/expression.h"
#include "vtl/viral.h"

struct hierarchy_term {
	struct str code;
	bool is_minus;
	const struct expression *condition; /* NULL: always */
};

/* LEFT relation TERMS, when the condition holds. */
struct hierarchy_rule {
	struct str name;                    /* "R010", or its number from 1 */
	const struct expression *condition; /* NULL: always */
	struct str left;
	enum operation relation; /* OPERATION_EQUAL, _LESS, _LESS_EQUAL, _GREATER, _GREATER_EQUAL */
	const struct hierarchy_term *terms;
	size_t n_terms;
	struct scalar error_code, error_level; /* null: none */
};

enum hierarchy_mode {
	HIERARCHY_NON_NULL,
	HIERARCHY_NON_ZERO,
	HIERARCHY_PARTIAL_NULL,
	HIERARCHY_PARTIAL_ZERO,
	HIERARCHY_ALWAYS_NULL,
	HIERARCHY_ALWAYS_ZERO
};

enum hierarchy_input {
	HIERARCHY_DATASET,
	HIERARCHY_RULE,            /* hierarchy alone */
	HIERARCHY_RULE_PRIORITY,   /* hierarchy alone */
	HIERARCHY_DATASET_PRIORITY /* check_hierarchy alone */
};

enum hierarchy_output {
	HIERARCHY_COMPUTED, /* of hierarchy */
	HIERARCHY_ALL,      /* of both */
	HIERARCHY_INVALID,  /* of check_hierarchy */
	HIERARCHY_ALL_MEASURES
};

struct hierarchy {
	const struct hierarchy_rule *rules;
	size_t n_rules;
	struct str component; /* the identifier of the rules' codes */
	enum hierarchy_mode mode;
	enum hierarchy_input input;
	enum hierarchy_output output;
	const struct viral_rules *viral;
};

MUST_USE struct err hierarchy_structure(struct arena *arena, const struct structure *operand,
					const struct hierarchy *hierarchy, struct structure *out,
					struct fault *fault);
MUST_USE struct err hierarchy_roll_up(struct run *run, struct dataset *operand,
				      const struct hierarchy *hierarchy, struct dataset **out);

MUST_USE struct err check_hierarchy_structure(struct arena *arena, const struct structure *operand,
					      const struct hierarchy *hierarchy,
					      struct structure *out, struct fault *fault);
MUST_USE struct err check_hierarchy(struct run *run, struct dataset *operand,
				    const struct hierarchy *hierarchy, struct dataset **out);

#endif

/* check and check_datapoint: which data points satisfy a condition, and what is wrong with the others. */
#ifndef VTL_VALIDATION_H
#define VTL_VALIDATION_H

#include "vtl/expression.h"

/* What check adds to the condition that is its operand. */
struct check_options {
	struct scalar error_code, error_level; /* null: none */
	bool is_invalid;                       /* only what is false */
};

/* imbalance: NULL: none. */
MUST_USE struct err check_structure(struct arena *arena, const struct structure *operand,
				    const struct structure *imbalance,
				    const struct check_options *check, struct structure *out,
				    struct fault *fault);
MUST_USE struct err check_dataset(struct run *run, struct dataset *operand,
				  struct dataset *imbalance, const struct check_options *check,
				  struct dataset **out);

enum datapoint_output { DATAPOINT_INVALID, DATAPOINT_ALL, DATAPOINT_ALL_MEASURES };

/* when CONDITION then CONSEQUENCE, over the operand's structure. */
struct datapoint_rule {
	struct str name;
	const struct expression *condition; /* NULL: always */
	const struct expression *consequence;
	struct scalar error_code, error_level;
};

struct check_datapoint {
	const struct datapoint_rule *rules;
	size_t n_rules;
	enum datapoint_output output;
};

MUST_USE struct err check_datapoint_structure(struct arena *arena, const struct structure *operand,
					      const struct check_datapoint *check,
					      struct structure *out, struct fault *fault);
MUST_USE struct err check_datapoint(struct run *run, struct dataset *operand,
				    const struct check_datapoint *check, struct dataset **out);

#endif

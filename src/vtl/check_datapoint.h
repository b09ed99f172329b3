/* check_datapoint: which data points satisfy the rules of a ruleset, and what is wrong with the others. */
#ifndef VTL_CHECK_DATAPOINT_H
#define VTL_CHECK_DATAPOINT_H

#include "vtl/expression.h"

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

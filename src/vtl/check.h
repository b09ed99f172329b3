/* check: which data points satisfy a condition, and what is wrong with the others. */
#ifndef VTL_CHECK_H
#define VTL_CHECK_H

#include "vtl/apply.h"

/* What may be said beside the condition, in the order of the result's measures. */
enum check_part { CHECK_IMBALANCE, CHECK_CODE, CHECK_LEVEL, CHECK_PART_COUNT_ };

/* The measure of the result that the part becomes: "imbalance", "errorcode", "errorlevel". */
struct str check_part_name(enum check_part part);

struct check_options {
	/*
	 * Each a dataset with one measure and the identifiers of the condition; code and level may be
	 * scalars as well; or left out.
	 */
	struct apply_operand parts[CHECK_PART_COUNT_];
	bool is_invalid; /* only what is false */
};

/* In a fault the condition is operand 1, and the parts follow it. */
MUST_USE struct err check_structure(struct arena *arena, const struct structure *condition,
				    const struct check_options *check, struct structure *out,
				    struct fault *fault);
MUST_USE struct err check_dataset(struct run *run, struct dataset *condition,
				  const struct check_options *check, struct dataset **out);

#endif

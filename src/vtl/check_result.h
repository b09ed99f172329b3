/* The components that the results of check, check_datapoint and check_hierarchy have in common. */
#ifndef VTL_CHECK_RESULT_H
#define VTL_CHECK_RESULT_H

#include "vtl/expression.h"

/* One that the operator makes, which may be null unless it is an identifier. */
MUST_USE struct err check_add(struct structure_draft *draft, struct str name,
			      enum component_role role, enum data_type type);

/* The operand's own of the role, but for names that are taken by now. */
MUST_USE struct err check_add_role(struct structure_draft *draft, const struct structure *operand,
				   enum component_role role);

/* The types of errorcode and errorlevel; DATA_NULL: not said yet. */
struct error_types {
	enum data_type code, level;
};

/*
 * What a rule says goes with what others have said. ERR_INVALID with *fault: it is of another type.
 * rule: its name.
 */
MUST_USE struct err error_types_take(struct error_types *types, struct str rule,
				     const struct scalar *code, const struct scalar *level,
				     struct fault *fault);

/* errorcode and errorlevel, which are a string and an integer where nothing was said. */
MUST_USE struct err check_add_errors(struct structure_draft *draft, struct error_types types);

/* The value as one of the type: an integer where others are numbers becomes one. */
struct scalar error_value(struct scalar value, enum data_type type);

#endif

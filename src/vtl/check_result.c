/* Components of the results of validation. */
#include "vtl/check_result.h"

struct err check_add(struct structure_draft *draft, struct str name, enum component_role role,
		     enum data_type type)
{
	return structure_add(draft, (struct component){ .name = name,
							.role = role,
							.type = type,
							.is_nullable = role != ROLE_IDENTIFIER });
}

struct err check_add_role(struct structure_draft *draft, const struct structure *operand,
			  enum component_role role)
{
	for (size_t i = 0; i < operand->count; i++) {
		struct structure so_far = structure_of(draft);

		if (operand->at[i].role == role &&
		    structure_find(&so_far, operand->at[i].name) == COMPONENT_NONE)
			TRY(structure_add(draft, operand->at[i]));
	}
	return OK;
}

/* null, or nothing said at all. */
static bool is_nothing(const struct scalar *value)
{
	return value->is_null || value->type == DATA_NULL;
}

static struct err take(enum data_type *so_far, struct str rule, struct str component,
		       const struct scalar *value, struct fault *fault)
{
	enum data_type common;

	if (is_nothing(value))
		return OK;
	if (!data_common(*so_far, value->type, &common))
		return fault_set(
			fault, 0,
			S(N_("rule {1}: its {2} is {3}, and that of a rule before it is "
			     "{4}")),
			(struct message_args){ { rule, component, data_type_name(value->type),
						 data_type_name(*so_far) } });
	*so_far = common;
	return OK;
}

struct err error_types_take(struct error_types *types, struct str rule, const struct scalar *code,
			    const struct scalar *level, struct fault *fault)
{
	TRY(take(&types->code, rule, S("errorcode"), code, fault));
	return take(&types->level, rule, S("errorlevel"), level, fault);
}

struct err check_add_errors(struct structure_draft *draft, struct error_types types)
{
	TRY(check_add(draft, S("errorcode"), ROLE_MEASURE,
		      types.code == DATA_NULL ? DATA_STRING : types.code));
	return check_add(draft, S("errorlevel"), ROLE_MEASURE,
			 types.level == DATA_NULL ? DATA_INTEGER : types.level);
}

struct scalar error_value(struct scalar value, enum data_type type)
{
	if (is_nothing(&value))
		return scalar_null(type);
	if (value.type == DATA_INTEGER && type == DATA_NUMBER)
		return scalar_number((double)value.integer);
	if (value.type == DATA_BOOLEAN && type == DATA_STRING)
		return scalar_string(value.boolean ? S("true") : S("false"));
	return value;
}

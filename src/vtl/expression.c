/* Expressions as they are made: types are settled here, and implicit casts put in their places. */
#include "vtl/expression.h"

#include <assert.h>

static struct err expression_new(struct arena *arena, struct expression expression,
				 const struct expression **out)
{
	struct expression *made = NEW(arena, struct expression, 1);

	TRY_NEW(made);
	*made = expression;
	*out = made;
	return OK;
}

struct err expression_constant(struct arena *arena, struct scalar constant, uint32_t place,
			       const struct expression **out)
{
	return expression_new(arena,
			      (struct expression){ .kind = EXPRESSION_CONSTANT,
						   .type = constant.type,
						   .place = place,
						   .constant = constant },
			      out);
}

struct err expression_component(struct arena *arena, const struct structure *structure,
				size_t component, uint32_t place, const struct expression **out)
{
	assert(component < structure->count);
	return expression_new(arena,
			      (struct expression){ .kind = EXPRESSION_COMPONENT,
						   .type = structure->at[component].type,
						   .place = place,
						   .component = component },
			      out);
}

struct err expression_slot(struct arena *arena, enum data_type type, size_t slot, uint32_t place,
			   const struct expression **out)
{
	return expression_new(
		arena,
		(struct expression){
			.kind = EXPRESSION_SLOT, .type = type, .place = place, .component = slot },
		out);
}

/* From each type (row) to which it can be cast: i implicitly, c explicitly, m with a mask, if one is given. */
static const char casts[DATA_TYPE_COUNT_][DATA_TYPE_COUNT_ + 1] = {
	/*                   0INBSDPTU */
	[DATA_NULL] = "iiiiiiiii",        [DATA_INTEGER] = "-iicm----",
	[DATA_NUMBER] = "-cicm----",      [DATA_BOOLEAN] = "-ccim----",
	[DATA_STRING] = "-mmcimmmm",      [DATA_DATE] = "----mici-",
	[DATA_TIME_PERIOD] = "----mcii-", [DATA_TIME] = "----mcci-",
	[DATA_DURATION] = "----m---i",
};

static struct err cast_new(struct arena *arena, const struct expression *operand,
			   enum data_type type, const struct expression *mask, uint32_t place,
			   const struct expression **out)
{
	const struct expression **operands = NEW(arena, const struct expression *, 2);

	TRY_NEW(operands);
	operands[0] = operand;
	operands[1] = mask;
	return expression_new(arena,
			      (struct expression){ .kind = EXPRESSION_CALL,
						   .type = type,
						   .place = place,
						   .operation = OPERATION_CAST,
						   .operands = operands,
						   .n_operands = mask ? 2 : 1 },
			      out);
}

/* A constant that can be converted on the spot. */
static bool constant_fit(const struct expression *operand, enum data_type type, struct scalar *out)
{
	if (operand->kind != EXPRESSION_CONSTANT)
		return false;
	if (operand->constant.is_null) {
		*out = scalar_null(type);
		return true;
	}
	if (operand->type == DATA_INTEGER && type == DATA_NUMBER) {
		*out = scalar_number((double)operand->constant.integer);
		return true;
	}
	return false;
}

static struct err convert(struct arena *arena, const struct expression *operand,
			  enum data_type type, const struct expression *mask, uint32_t place,
			  const struct expression **out)
{
	struct scalar constant;

	if (operand->type == type && !mask) {
		*out = operand;
		return OK;
	}
	if (constant_fit(operand, type, &constant))
		return expression_constant(arena, constant, operand->place, out);
	return cast_new(arena, operand, type, mask, place, out);
}

struct err expression_cast(struct arena *arena, const struct expression *operand,
			   enum data_type type, const struct expression *mask, uint32_t place,
			   const struct expression **out, struct fault *fault)
{
	bool is_of_text = operand->type == DATA_STRING || type == DATA_STRING;

	if (casts[operand->type][type] == '-')
		return fault_set(fault, 1, S(N_("cast: {1} cannot be made {2}")),
				 (struct message_args){
					 { data_type_name(operand->type), data_type_name(type) } });
	if (mask && mask->type != DATA_STRING)
		return fault_set(fault, 3, S(N_("{1}: expected {2}, but it is {3}")),
				 (struct message_args){
					 { S("cast"), S("string"), data_type_name(mask->type) } });
	if (mask && !is_of_text)
		return fault_set(fault, 3, S(N_("cast: a mask goes with strings alone")),
				 (struct message_args){ { S("") } });
	return convert(arena, operand, type, mask, place, out);
}

struct err expression_fit(struct arena *arena, const struct expression *operand,
			  enum data_type type, const struct expression **out, struct fault *fault)
{
	if (!data_fits(operand->type, type))
		return fault_set(fault, 0, S(N_("expected {1}, but it is {2}")),
				 (struct message_args){
					 { data_type_name(type), data_type_name(operand->type) } });
	return convert(arena, operand, type, NULL, operand->place, out);
}

static struct err call_new(struct arena *arena, enum operation operation, enum data_type type,
			   const struct expression *const *operands, size_t n, uint32_t place,
			   const struct expression **out)
{
	return expression_new(arena,
			      (struct expression){ .kind = EXPRESSION_CALL,
						   .type = type,
						   .place = place,
						   .operation = operation,
						   .operands = operands,
						   .n_operands = n },
			      out);
}

/* "It is a shortcut for op >= from and op <= to", nulls included. The operands fit already. */
static struct err between_new(struct arena *arena, const struct expression *const *operands,
			      uint32_t place, const struct expression **out)
{
	const struct expression **parts = NEW(arena, const struct expression *, 6);

	TRY_NEW(parts);
	parts[0] = parts[2] = operands[0];
	parts[1] = operands[1];
	parts[3] = operands[2];
	TRY(call_new(arena, OPERATION_GREATER_EQUAL, DATA_BOOLEAN, parts, 2, place, &parts[4]));
	TRY(call_new(arena, OPERATION_LESS_EQUAL, DATA_BOOLEAN, parts + 2, 2, place, &parts[5]));
	return call_new(arena, OPERATION_AND, DATA_BOOLEAN, parts + 4, 2, place, out);
}

struct err expression_call(struct arena *arena, enum operation operation,
			   const struct expression *const *operands, size_t n, uint32_t place,
			   const struct expression **out, struct fault *fault)
{
	enum data_type *types = NEW(arena, enum data_type, n);
	const struct expression **fitted = NEW(arena, const struct expression *, n);
	enum data_type type = DATA_NULL;

	assert(operation != OPERATION_CAST);
	TRY_NEW(types);
	TRY_NEW(fitted);
	for (size_t i = 0; i < n; i++)
		types[i] = operands[i] ? operands[i]->type : DATA_NULL;
	TRY(operation_type(operation, types, n, &type, fault));
	for (size_t i = 0; i < n; i++) {
		if (operands[i])
			TRY(convert(arena, operands[i], operation_operand(operation, types, n, i),
				    NULL, operands[i]->place, &fitted[i]));
	}
	if (operation == OPERATION_BETWEEN)
		return between_new(arena, fitted, place, out);
	return call_new(arena, operation, type, fitted, n, place, out);
}

/* The rules of types of operators, which follow from what their rows say of operands and results. */
#include "vtl/operation.h"

#include <assert.h>

#include "vtl/operation_rows.h"

static enum operand_class class_of(enum operation operation, size_t n, size_t i)
{
	if (operation == OPERATION_CASE)
		return i % 2 == 0 && i + 1 < n ? CLASS_BOOLEAN : CLASS_COMMON;
	return operation_row_of(operation)->classes[i < OPERANDS_NAMED ? i : OPERANDS_NAMED - 1];
}

static bool class_takes(enum operand_class class, enum data_type type)
{
	if (type == DATA_NULL)
		return true;
	switch (class) {
	case CLASS_ANY:
	case CLASS_COMMON:
		return true;
	case CLASS_NUMBER:
		return data_is_numeric(type);
	case CLASS_INTEGER:
		return type == DATA_INTEGER;
	case CLASS_STRING:
		return data_fits(type, DATA_STRING);
	case CLASS_BOOLEAN:
		return type == DATA_BOOLEAN;
	case CLASS_TIME:
		return data_is_time(type);
	case CLASS_PERIOD:
		return type == DATA_TIME_PERIOD;
	case CLASS_UNIT:
		return type == DATA_DURATION || type == DATA_STRING;
	case CLASS_DURATION:
		return type == DATA_DURATION;
	case CLASS_NONE:
		break;
	}
	return false;
}

/* What a class is called in a message. */
static struct str class_words(enum operand_class class)
{
	switch (class) {
	case CLASS_NUMBER:
		return S("number");
	case CLASS_INTEGER:
		return S("integer");
	case CLASS_STRING:
		return S("string");
	case CLASS_BOOLEAN:
		return S("boolean");
	case CLASS_TIME:
		return S("date | time_period | time");
	case CLASS_PERIOD:
		return S("time_period");
	case CLASS_UNIT:
	case CLASS_DURATION:
		return S("duration");
	case CLASS_ANY:
	case CLASS_COMMON:
	case CLASS_NONE:
		break;
	}
	return S("scalar");
}

/* The type of all operands of CLASS_COMMON; *i_out: the first that does not fit to those before it. */
static bool common_type(enum operation operation, const enum data_type *operands, size_t n,
			enum data_type *out, size_t *i_out)
{
	enum data_type common = DATA_NULL;

	for (size_t i = 0; i < n; i++) {
		if (class_of(operation, n, i) != CLASS_COMMON)
			continue;
		if (!data_common(common, operands[i], &common)) {
			*i_out = i;
			*out = common;
			return false;
		}
	}
	*out = common;
	return true;
}

static enum data_type numeric_type(const enum data_type *operands, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (operands[i] == DATA_NUMBER)
			return DATA_NUMBER;
	}
	return DATA_INTEGER;
}

static enum data_type result_type(enum operation operation, const enum data_type *operands,
				  size_t n, enum data_type common, enum data_type wished)
{
	switch ((enum result_rule)operation_row_of(operation)->result) {
	case RESULT_INTEGER:
		return DATA_INTEGER;
	case RESULT_NUMBER:
		return DATA_NUMBER;
	case RESULT_STRING:
		return DATA_STRING;
	case RESULT_BOOLEAN:
		return DATA_BOOLEAN;
	case RESULT_DATE:
		return DATA_DATE;
	case RESULT_DURATION:
		return DATA_DURATION;
	case RESULT_NUMERIC:
		return numeric_type(operands, n);
	case RESULT_DIGITS:
		return n < 2 ? DATA_INTEGER : DATA_NUMBER;
	case RESULT_COMMON:
		return common;
	case RESULT_TIME:
		return operands[2];
	case RESULT_FIRST:
		return operands[0];
	case RESULT_CAST:
		break;
	}
	return wished;
}

static struct str count_text(size_t n)
{
	static const struct str counts[] = { STR("0"), STR("1"), STR("2"), STR("3"), STR("4"),
					     STR("5"), STR("6"), STR("7"), STR("8"), STR("9") };

	return n < countof(counts) ? counts[n] : S("10+");
}

static struct err refuse_count(enum operation operation, size_t n, struct fault *fault)
{
	const struct operation_row *row = operation_row_of(operation);
	struct message_args args = { { row->name, count_text(row->least), count_text(row->most),
				       count_text(n) } };

	return fault_set(fault, n > row->most ? row->most + 1u : 0,
			 row->most == 1 ? S(N_("{1} takes one operand, not {4}"))
			 : row->least == row->most
				 ? S(N_("{1} takes {2} operands, not {4}"))
				 : S(N_("{1} takes {2} to {3} operands, not {4}")),
			 args);
}

/* An operand of a wrong type. A day that is written as a string is the mistake that is made most often. */
static struct err refuse_type(struct str name, struct str expected, enum data_type nearest,
			      enum data_type type, size_t operand, struct fault *fault)
{
	bool is_time = data_is_time(nearest) || nearest == DATA_DURATION;

	if (type == DATA_STRING && is_time)
		return fault_set(fault, operand,
				 S(N_("{1}: expected {2}, but it is {3}; a string becomes one by "
				      "cast ( \"…\", {4} )")),
				 (struct message_args){ { name, expected, data_type_name(type),
							  data_type_name(nearest) } });
	return fault_set(fault, operand, S(N_("{1}: expected {2}, but it is {3}")),
			 (struct message_args){ { name, expected, data_type_name(type) } });
}

/* The type that a string would be cast to where the class is expected. */
static enum data_type class_nearest(enum operand_class class)
{
	switch (class) {
	case CLASS_TIME:
		return DATA_DATE;
	case CLASS_PERIOD:
		return DATA_TIME_PERIOD;
	case CLASS_DURATION:
		return DATA_DURATION;
	default:
		return DATA_NULL;
	}
}

struct err operation_type(enum operation operation, const enum data_type *operands, size_t n,
			  enum data_type *out, struct fault *fault)
{
	const struct operation_row *row = operation_row_of(operation);
	enum data_type common;
	size_t i_wrong;

	assert(operation > OPERATION_NONE && operation < OPERATION_COUNT_);
	if (n < operation_least(operation) || n > operation_most(operation) ||
	    (operation == OPERATION_CASE && n % 2 == 0))
		return refuse_count(operation, n, fault);
	for (size_t i = 0; i < n; i++) {
		enum operand_class class = class_of(operation, n, i);

		if (!class_takes(class, operands[i]))
			return refuse_type(row->name, class_words(class), class_nearest(class),
					   operands[i], i + 1, fault);
	}
	if (!common_type(operation, operands, n, &common, &i_wrong))
		return refuse_type(row->name, data_type_name(common), common, operands[i_wrong],
				   i_wrong + 1, fault);
	*out = result_type(operation, operands, n, common, *out);
	return OK;
}

enum data_type operation_operand(enum operation operation, const enum data_type *operands, size_t n,
				 size_t i)
{
	enum data_type common = DATA_NULL;
	size_t i_wrong;

	switch (class_of(operation, n, i)) {
	case CLASS_NUMBER:
		if (operation == OPERATION_RANDOM ||
		    operation_row_of(operation)->result == RESULT_NUMBER)
			return DATA_NUMBER;
		if (operation_row_of(operation)->result == RESULT_NUMERIC)
			return numeric_type(operands, n);
		return operands[i] == DATA_NULL ? DATA_NUMBER : operands[i];
	case CLASS_INTEGER:
		return DATA_INTEGER;
	case CLASS_STRING:
		return DATA_STRING;
	case CLASS_BOOLEAN:
		return DATA_BOOLEAN;
	case CLASS_PERIOD:
		return DATA_TIME_PERIOD;
	case CLASS_UNIT:
	case CLASS_DURATION:
		return DATA_DURATION;
	case CLASS_COMMON:
		common_type(operation, operands, n, &common, &i_wrong);
		return common;
	case CLASS_TIME:
	case CLASS_ANY:
	case CLASS_NONE:
		break;
	}
	return operands[i];
}

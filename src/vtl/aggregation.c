/* The aggregate and analytic functions: names and types. */
#include "vtl/aggregate.h"

#include <assert.h>

static const struct str names[] = {
	[AGGREGATION_SUM] = STR("sum"),
	[AGGREGATION_AVG] = STR("avg"),
	[AGGREGATION_COUNT] = STR("count"),
	[AGGREGATION_MIN] = STR("min"),
	[AGGREGATION_MAX] = STR("max"),
	[AGGREGATION_MEDIAN] = STR("median"),
	[AGGREGATION_STDDEV_POP] = STR("stddev_pop"),
	[AGGREGATION_STDDEV_SAMP] = STR("stddev_samp"),
	[AGGREGATION_VAR_POP] = STR("var_pop"),
	[AGGREGATION_VAR_SAMP] = STR("var_samp"),
	[AGGREGATION_FIRST_VALUE] = STR("first_value"),
	[AGGREGATION_LAST_VALUE] = STR("last_value"),
	[AGGREGATION_LAG] = STR("lag"),
	[AGGREGATION_LEAD] = STR("lead"),
	[AGGREGATION_RANK] = STR("rank"),
	[AGGREGATION_RATIO_TO_REPORT] = STR("ratio_to_report"),
};
_Static_assert(countof(names) == AGGREGATION_FUNCTION_COUNT_, "each function has its name");

struct str aggregation_name(enum aggregation function)
{
	assert(function < AGGREGATION_FUNCTION_COUNT_);
	return names[function];
}

bool aggregation_named(struct str name, enum aggregation *out)
{
	for (int i = 0; i < AGGREGATION_FUNCTION_COUNT_; i++) {
		if (str_eq(names[i], name)) {
			*out = (enum aggregation)i;
			return true;
		}
	}
	return false;
}

struct err aggregation_type(enum aggregation function, struct str measure, enum data_type operand,
			    enum data_type *out, struct fault *fault)
{
	bool is_number = data_is_numeric(operand) || operand == DATA_NULL;

	switch (function) {
	case AGGREGATION_COUNT:
	case AGGREGATION_RANK:
		*out = DATA_INTEGER;
		return OK;
	case AGGREGATION_MIN:
	case AGGREGATION_MAX:
	case AGGREGATION_FIRST_VALUE:
	case AGGREGATION_LAST_VALUE:
	case AGGREGATION_LAG:
	case AGGREGATION_LEAD:
		*out = operand == DATA_NULL ? DATA_STRING : operand;
		return OK;
	case AGGREGATION_SUM:
		*out = operand == DATA_INTEGER ? DATA_INTEGER : DATA_NUMBER;
		break;
	default:
		*out = DATA_NUMBER;
		break;
	}
	if (is_number)
		return OK;
	if (!str_empty(measure))
		return fault_set(fault, 1,
				 S(N_("{1}: the measure {2} must be a number, and it is {3}")),
				 (struct message_args){ { aggregation_name(function), measure,
							  data_type_name(operand) } });
	return fault_set(fault, 1, S(N_("{1}: expected {2}, but it is {3}")),
			 (struct message_args){ { aggregation_name(function), S("number"),
						  data_type_name(operand) } });
}

struct err aggregate_measures(struct arena *arena, const struct structure *operand,
			      enum aggregation function, uint32_t place,
			      struct aggregate_item **items_out, size_t *n_out, struct fault *fault)
{
	struct aggregate_item *items = NEW(arena, struct aggregate_item, operand->count + 1);
	enum data_type type;
	size_t n = 0;

	TRY_NEW(items);
	if (function == AGGREGATION_COUNT) {
		items[n++] = (struct aggregate_item){ .function = function,
						      .name = S("int_var"),
						      .role = ROLE_MEASURE,
						      .has_role = true };
		*items_out = items;
		*n_out = n;
		return OK;
	}
	for (size_t i = 0; i < operand->count; i++) {
		if (operand->at[i].role != ROLE_MEASURE)
			continue;
		items[n] = (struct aggregate_item){ .function = function,
						    .name = operand->at[i].name,
						    .role = ROLE_MEASURE,
						    .has_role = true };
		TRY(aggregation_type(function, operand->at[i].name, operand->at[i].type, &type,
				     fault));
		TRY(expression_component(arena, operand, i, place, &items[n].operand));
		n++;
	}
	/* Of any dataset there is a least and a greatest value: without measures, of none. */
	if (n == 0 && function != AGGREGATION_MIN && function != AGGREGATION_MAX)
		return fault_set(fault, 1, S(N_("{1}: the dataset has no measure")),
				 (struct message_args){ { aggregation_name(function) } });
	*items_out = items;
	*n_out = n;
	return OK;
}

/* period_indicator of datasets: that of a value is an operator of kernel_time.c. */
#include "vtl/period_indicator.h"

#include "vtl/draft.h"
#include "vtl/expression.h"

struct err period_indicator_structure(struct arena *arena, const struct structure *operand,
				      struct structure *out, struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	ptrdiff_t time = structure_time(operand);

	if (time == COMPONENT_NONE || operand->at[time].type != DATA_TIME_PERIOD)
		return fault_set(fault, 1,
				 S(N_("{1}: the dataset must have exactly one identifier of type "
				      "time_period")),
				 (struct message_args){ { S("period_indicator") } });
	for (size_t i = 0; i < operand->count; i++) {
		if (operand->at[i].role == ROLE_IDENTIFIER)
			TRY(structure_add(&draft, operand->at[i]));
	}
	TRY(structure_add(&draft, (struct component){ .name = S("duration_var"),
						      .role = ROLE_MEASURE,
						      .type = DATA_DURATION,
						      .is_nullable = true }));
	for (size_t i = 0; i < operand->count; i++) {
		if (operand->at[i].role == ROLE_VIRAL_ATTRIBUTE)
			TRY(structure_add(&draft, operand->at[i]));
	}
	*out = structure_of(&draft);
	return OK;
}

static struct err indicator_fill(struct run *run, struct dataset *draft, const void *call)
{
	const struct dataset *operand = call;
	const struct structure *structure = &operand->structure;
	const struct expression *period, *indicator;
	struct column *columns;
	size_t to = 0;

	TRY(dataset_borrow(draft, (struct dataset *)operand));
	TRY(period_indicator_structure(&draft->arena, structure, &draft->structure, &run->fault));
	TRY(draft_columns(draft, &columns));
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role == ROLE_IDENTIFIER)
			columns[to++] = operand->columns[i];
	}
	TRY(expression_component(&draft->arena, structure, (size_t)structure_time(structure), 0,
				 &period));
	TRY(expression_call(&draft->arena, OPERATION_PERIOD_INDICATOR, &period, 1, 0, &indicator,
			    &run->fault));
	draft->n_rows = operand->n_rows;
	TRY(expression_columns(run, &draft->arena, operand, &indicator, 1, &columns[to++]));
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role == ROLE_VIRAL_ATTRIBUTE)
			columns[to++] = operand->columns[i];
	}
	return OK;
}

struct err period_indicator(struct run *run, struct dataset *operand, struct dataset **out)
{
	return draft_make(run, indicator_fill, operand, out);
}

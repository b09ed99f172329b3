/* Analytic functions on datasets: as components more, or on all measures. */
#include "vtl/analytic.h"

#include "vtl/draft.h"
#include "vtl/frame.h"
#include "vtl/window.h"

static bool needs_window(enum aggregation function)
{
	return function != AGGREGATION_RANK && function != AGGREGATION_LAG &&
	       function != AGGREGATION_LEAD;
}

/* Which parts of `over` a function needs and which it does not take. */
static struct err check_over(const struct analytic_item *item, struct fault *fault)
{
	bool is_ratio = item->function == AGGREGATION_RATIO_TO_REPORT;
	const struct message_args name = { { aggregation_name(item->function) } };

	if (!needs_window(item->function) && item->over.n_order == 0)
		return fault_set(fault, 0,
				 S(N_("{1} needs \"order by\", which says what comes before what")),
				 name);
	if ((is_ratio || !needs_window(item->function)) && item->over.window != WINDOW_DEFAULT)
		return fault_set(fault, 0, S(N_("{1} takes no window")), name);
	if (is_ratio && item->over.n_order > 0)
		return fault_set(fault, 0, S(N_("{1} takes no \"order by\"")), name);
	if (is_ratio && !item->over.has_partition)
		return fault_set(fault, 0,
				 S(N_("{1} needs \"partition by\" or \"partition except\": a value "
				      "is reported as a part of its partition")),
				 name);
	return OK;
}

/* measure: the name of the operand when it is a measure of a dataset, else empty. */
static struct err check_item(const struct structure *structure, const struct analytic_item *item,
			     struct str measure, enum data_type operand, enum data_type *type,
			     struct fault *fault)
{
	bool is_neighbour = item->function == AGGREGATION_LAG || item->function == AGGREGATION_LEAD;

	TRY(check_over(item, fault));
	TRY(frame_check(structure, &item->over, fault));
	TRY(aggregation_type(item->function, measure, operand, type, fault));
	if (is_neighbour && item->offset < 1)
		return fault_set(fault, 2, S(N_("{1}: the offset must be greater than 0")),
				 (struct message_args){ { aggregation_name(item->function) } });
	if (is_neighbour && item->preset && !data_fits(item->preset->type, operand))
		return fault_set(fault, 3, S(N_("{1}: expected {2}, but it is {3}")),
				 (struct message_args){ { aggregation_name(item->function),
							  data_type_name(operand),
							  data_type_name(item->preset->type) } });
	return OK;
}

static const struct analytic_item *item_named(const struct analytic_item *items, size_t n,
					      struct str name)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(items[i].name, name))
			return &items[i];
	}
	return NULL;
}

static struct err item_component(const struct structure *operand, const struct analytic_item *item,
				 struct component *out, struct fault *fault)
{
	struct component component = { .name = item->name,
				       .role = item->role,
				       .is_nullable = true };

	TRY(check_item(operand, item, S(""), item->operand ? item->operand->type : DATA_NULL,
		       &component.type, fault));
	*out = component;
	return OK;
}

struct err analytic_structure(struct arena *arena, const struct structure *operand,
			      const struct analytic_item *items, size_t n, struct structure *out,
			      struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	struct component component;

	for (size_t i = 0; i < operand->count; i++) {
		const struct analytic_item *item = item_named(items, n, operand->at[i].name);

		component = operand->at[i];
		if (item && component.role == ROLE_IDENTIFIER)
			return fault_set(fault, 0,
					 S(N_("{1}: {2} is an identifier and cannot be changed")),
					 (struct message_args){ { S("calc"), component.name } });
		if (item)
			TRY(item_component(operand, item, &component, fault));
		TRY(structure_add(&draft, component));
	}
	for (size_t i = 0; i < n; i++) {
		struct structure so_far = structure_of(&draft);

		if (structure_find(&so_far, items[i].name) != COMPONENT_NONE)
			continue;
		TRY(item_component(operand, &items[i], &component, fault));
		TRY(structure_add(&draft, component));
	}
	*out = structure_of(&draft);
	return OK;
}

/* One function over the values; the frame is made for it alone. */
static struct err run_item(struct run *run, struct arena *arena, const struct dataset *operand,
			   const struct analytic_item *item, const struct column *values,
			   struct column *out)
{
	struct arena scratch;
	struct frame frame;
	struct err err;

	run_scratch(run, &scratch);
	err = frame_make(run, &scratch, operand, &item->over, needs_window(item->function), &frame);
	if (!failed(err))
		err = window_run(run, arena, &scratch, item, &frame, values, out);
	arena_finish(&scratch);
	return err;
}

struct extend_call {
	struct dataset *operand;
	const struct analytic_item *items;
	size_t n;
};

static struct err extend_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct extend_call *call = call_;
	const struct dataset *operand = call->operand;
	struct column *columns;

	TRY(dataset_borrow(draft, call->operand));
	TRY(analytic_structure(&draft->arena, &operand->structure, call->items, call->n,
			       &draft->structure, &run->fault));
	TRY(draft_columns(draft, &columns));
	for (size_t i = 0; i < operand->structure.count; i++)
		columns[i] = operand->columns[i];
	for (size_t i = 0; i < call->n; i++) {
		const struct analytic_item *item = &call->items[i];
		ptrdiff_t place = structure_find(&draft->structure, item->name);
		struct column values = { .type = DATA_NULL };

		if (item->operand)
			TRY(expression_columns(run, &draft->arena, operand, &item->operand, 1,
					       &values));
		TRY(run_item(run, &draft->arena, operand, item, &values, &columns[place]));
	}
	draft->n_rows = operand->n_rows;
	return OK;
}

struct err analytic_extend(struct run *run, struct dataset *operand,
			   const struct analytic_item *items, size_t n, struct dataset **out)
{
	return draft_make(run, extend_fill, &(struct extend_call){ operand, items, n }, out);
}

/* --- on all measures --- */

static struct err add_measures(struct structure_draft *draft, const struct structure *operand,
			       const struct analytic_item *pattern, struct fault *fault)
{
	for (size_t i = 0; i < operand->count; i++) {
		struct component component = operand->at[i];

		if (component.role != ROLE_MEASURE)
			continue;
		TRY(check_item(operand, pattern, component.name, component.type, &component.type,
			       fault));
		component.is_nullable = true;
		TRY(structure_add(draft, component));
	}
	return OK;
}

struct err analytic_dataset_structure(struct arena *arena, const struct structure *operand,
				      const struct analytic_item *pattern, struct structure *out,
				      struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };

	if (structure_count(operand, ROLE_MEASURE) == 0 && pattern->function != AGGREGATION_COUNT)
		return fault_set(fault, 1, S(N_("{1}: the dataset has no measure")),
				 (struct message_args){ { aggregation_name(pattern->function) } });
	for (size_t i = 0; i < operand->count; i++) {
		if (operand->at[i].role == ROLE_IDENTIFIER)
			TRY(structure_add(&draft, operand->at[i]));
	}
	if (pattern->function == AGGREGATION_COUNT || pattern->function == AGGREGATION_RANK) {
		TRY(check_over(pattern, fault));
		TRY(frame_check(operand, &pattern->over, fault));
		TRY(structure_add(&draft, (struct component){ .name = S("int_var"),
							      .role = ROLE_MEASURE,
							      .type = DATA_INTEGER,
							      .is_nullable = true }));
	} else {
		TRY(add_measures(&draft, operand, pattern, fault));
	}
	for (size_t i = 0; i < operand->count; i++) {
		if (operand->at[i].role == ROLE_VIRAL_ATTRIBUTE)
			TRY(structure_add(&draft, operand->at[i]));
	}
	*out = structure_of(&draft);
	return OK;
}

struct dataset_call {
	struct dataset *operand;
	const struct analytic_item *pattern;
	const struct viral_rules *viral;
};

static struct err component_column(struct run *run, struct arena *arena, struct arena *scratch,
				   const struct dataset_call *call, const struct frame *frame,
				   const struct component *component, struct column *out)
{
	const struct dataset *operand = call->operand;
	ptrdiff_t place = structure_find(&operand->structure, component->name);
	const struct column nothing = { .type = DATA_NULL };
	const struct column *column = place == COMPONENT_NONE ? &nothing : &operand->columns[place];
	const struct viral_windows windows = { frame->rows, frame->from, frame->to, frame->n_rows };

	if (component->role == ROLE_MEASURE)
		return window_run(run, arena, scratch, call->pattern, frame, column, out);
	*out = *column;
	if (component->role == ROLE_IDENTIFIER || !frame->from)
		return OK;
	return viral_slide(run, arena, viral_rule_of(call->viral, component), column, &windows,
			   out);
}

static struct err dataset_columns(struct run *run, struct dataset *draft, struct arena *scratch,
				  const struct dataset_call *call)
{
	struct column *columns;
	struct frame frame;

	TRY(draft_columns(draft, &columns));
	TRY(frame_make(run, scratch, call->operand, &call->pattern->over,
		       needs_window(call->pattern->function), &frame));
	for (size_t i = 0; i < draft->structure.count; i++)
		TRY(component_column(run, &draft->arena, scratch, call, &frame,
				     &draft->structure.at[i], &columns[i]));
	return OK;
}

static struct err dataset_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct dataset_call *call = call_;
	struct arena scratch;
	struct err err;

	TRY(dataset_borrow(draft, call->operand));
	TRY(analytic_dataset_structure(&draft->arena, &call->operand->structure, call->pattern,
				       &draft->structure, &run->fault));
	run_scratch(run, &scratch);
	err = dataset_columns(run, draft, &scratch, call);
	arena_finish(&scratch);
	draft->n_rows = call->operand->n_rows;
	return err;
}

struct err analytic_dataset(struct run *run, struct dataset *operand,
			    const struct analytic_item *pattern, const struct viral_rules *viral,
			    struct dataset **out)
{
	return draft_make(run, dataset_fill, &(struct dataset_call){ operand, pattern, viral },
			  out);
}

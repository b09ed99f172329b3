/*
 * Aggregation of datasets. The rows' groups are found block by block, and every item takes the block's
 * values while they are in the cache.
 */
#include "vtl/aggregate.h"

#include "cube/row_groups.h"
#include "vtl/accumulate.h"
#include "vtl/draft.h"

#include <string.h>

static bool is_named(const struct grouping *grouping, struct str name)
{
	for (size_t i = 0; i < grouping->n_names; i++) {
		if (str_eq(grouping->names[i], name))
			return true;
	}
	return false;
}

static bool is_kept(const struct grouping *grouping, const struct component *component)
{
	return component->role == ROLE_IDENTIFIER &&
	       is_named(grouping, component->name) != grouping->is_except;
}

static struct err check_grouping(const struct structure *operand, const struct grouping *grouping,
				 struct fault *fault)
{
	size_t place;

	for (size_t i = 0; i < grouping->n_names; i++) {
		TRY(component_find(operand, S("group"), grouping->names[i], &place, fault));
		if (operand->at[place].role != ROLE_IDENTIFIER)
			return fault_set(
				fault, 0, S(N_("{1}: {2} is no identifier")),
				(struct message_args){ { S("group"), grouping->names[i] } });
	}
	if (str_empty(grouping->converted))
		return OK;
	TRY(component_find(operand, S("group all"), grouping->converted, &place, fault));
	if (operand->at[place].role != ROLE_IDENTIFIER)
		return fault_set(fault, 0, S(N_("{1}: {2} is no identifier")),
				 (struct message_args){ { S("group all"), grouping->converted } });
	return OK;
}

static struct err item_component(const struct structure *operand, const struct aggregate_item *item,
				 struct component *out, struct fault *fault)
{
	ptrdiff_t found = structure_find(operand, item->name);
	struct component component = { .name = item->name,
				       .role = ROLE_MEASURE,
				       .is_nullable = true };

	if (item->has_role)
		component.role = item->role;
	else if (found != COMPONENT_NONE)
		component.role = operand->at[found].role;
	if (component.role == ROLE_IDENTIFIER ||
	    (found != COMPONENT_NONE && operand->at[found].role == ROLE_IDENTIFIER &&
	     !item->is_hidden))
		return fault_set(fault, 0, S(N_("{1}: {2} is an identifier and cannot be changed")),
				 (struct message_args){ { S("aggr"), item->name } });
	TRY(aggregation_type(item->function, S(""), item->operand ? item->operand->type : DATA_NULL,
			     &component.type, fault));
	*out = component;
	return OK;
}

/* What is wrong with an item is about that one. */
static struct err of_item(struct err e, size_t i, struct fault *fault)
{
	if (e.code == ERR_INVALID)
		fault->operand = i + 1;
	return e;
}

/* The identifiers, then the items; with_hidden also those that are for `having` alone. */
static struct err add_components(struct structure_draft *draft, const struct structure *operand,
				 const struct aggregate *aggregate, bool with_hidden,
				 struct fault *fault)
{
	const struct grouping *grouping = &aggregate->grouping;

	TRY(check_grouping(operand, grouping, fault));
	for (size_t i = 0; i < operand->count; i++) {
		struct component component = operand->at[i];

		if (!is_kept(grouping, &component))
			continue;
		if (str_eq(component.name, grouping->converted))
			component.type = grouping->conversion->type;
		TRY(structure_add(draft, component));
	}
	for (size_t i = 0; i < aggregate->n_items; i++) {
		struct structure so_far = structure_of(draft);
		struct component component = { 0 };

		if (aggregate->items[i].is_hidden && !with_hidden)
			continue;
		TRY(of_item(item_component(operand, &aggregate->items[i], &component, fault), i,
			    fault));
		if (structure_find(&so_far, component.name) != COMPONENT_NONE)
			return fault_set(fault, i + 1, S(N_("{1}: {2} is calculated twice")),
					 (struct message_args){ { S("aggr"), component.name } });
		TRY(structure_add(draft, component));
	}
	return OK;
}

struct err aggregate_having_structure(struct arena *arena, const struct structure *operand,
				      const struct aggregate *aggregate, struct structure *out,
				      struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };

	TRY(add_components(&draft, operand, aggregate, true, fault));
	*out = structure_of(&draft);
	return OK;
}

struct err aggregate_structure(struct arena *arena, const struct structure *operand,
			       const struct aggregate *aggregate, struct structure *out,
			       struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };

	TRY(add_components(&draft, operand, aggregate, false, fault));
	if (aggregate->having && aggregate->having->type != DATA_BOOLEAN)
		return fault_set(
			fault, 0, S(N_("{1}: expected {2}, but it is {3}")),
			(struct message_args){ { S("having"), S("boolean"),
						 data_type_name(aggregate->having->type) } });
	for (size_t i = 0; i < operand->count; i++) {
		struct structure so_far = structure_of(&draft);

		if (operand->at[i].role == ROLE_VIRAL_ATTRIBUTE &&
		    structure_find(&so_far, operand->at[i].name) == COMPONENT_NONE)
			TRY(structure_add(&draft, operand->at[i]));
	}
	*out = structure_of(&draft);
	return OK;
}

/* An aggregation under way. */
struct aggregating {
	struct run *run;
	struct arena *arena;  /* of the result */
	struct arena scratch; /* of this operator */
	const struct dataset *operand;
	const struct aggregate *aggregate;
	const struct column **keys;
	struct column converted;
	size_t n_keys;
	struct column *values; /* of each item */
	struct accumulator *accumulators;
	struct row_groups groups;
	uint32_t *group_of; /* each row's group; NULL: nobody asks */
};

static bool has_viral(const struct structure *structure)
{
	return structure_count(structure, ROLE_VIRAL_ATTRIBUTE) > 0;
}

static struct err prepare_keys(struct aggregating *work)
{
	const struct grouping *grouping = &work->aggregate->grouping;
	const struct structure *structure = &work->operand->structure;

	TRY_NEW(work->keys = NEW(&work->scratch, const struct column *, structure->count));
	for (size_t i = 0; i < structure->count; i++) {
		if (!is_kept(grouping, &structure->at[i]))
			continue;
		work->keys[work->n_keys] = &work->operand->columns[i];
		if (str_eq(structure->at[i].name, grouping->converted)) {
			TRY(expression_columns(work->run, work->arena, work->operand,
					       &grouping->conversion, 1, &work->converted));
			work->keys[work->n_keys] = &work->converted;
		}
		work->n_keys++;
	}
	return row_groups_begin(&work->groups, &work->scratch, work->keys, work->n_keys,
				work->operand->n_rows);
}

static struct err prepare_items(struct aggregating *work)
{
	const struct aggregate *aggregate = work->aggregate;

	TRY_NEW(work->values = NEW(&work->scratch, struct column, aggregate->n_items));
	TRY_NEW(work->accumulators = NEW(&work->scratch, struct accumulator, aggregate->n_items));
	for (size_t i = 0; i < aggregate->n_items; i++) {
		const struct aggregate_item *item = &aggregate->items[i];
		enum data_type type = DATA_NULL;

		if (item->operand) {
			/* A least or greatest string needs its dictionary in the result. */
			bool is_string = item->operand->type == DATA_STRING;

			TRY(expression_columns(work->run, is_string ? work->arena : &work->scratch,
					       work->operand, &item->operand, 1, &work->values[i]));
			type = item->operand->type;
		}
		accumulator_begin(&work->accumulators[i], &work->scratch, item->function, type);
	}
	if (has_viral(&work->operand->structure))
		TRY_NEW(work->group_of = NEW(&work->scratch, uint32_t, work->operand->n_rows));
	return OK;
}

static struct err take_block(struct aggregating *work, size_t from, size_t n,
			     struct vector_room *room)
{
	uint32_t ids[VECTOR_ROWS];

	TRY(row_groups_block(&work->groups, from, n, ids));
	if (work->group_of)
		memcpy(work->group_of + from, ids, n * sizeof(*ids));
	for (size_t i = 0; i < work->aggregate->n_items; i++) {
		struct vector vector, *values = NULL;

		if (work->aggregate->items[i].operand) {
			column_read(&work->values[i], from, n, room, &vector);
			values = &vector;
		}
		TRY(accumulator_take(&work->accumulators[i], work->run, values, ids, n,
				     work->groups.count));
	}
	return OK;
}

static struct err take_rows(struct aggregating *work)
{
	struct vector_room *room = NEW(&work->scratch, struct vector_room, 1);
	size_t n_rows = work->operand->n_rows;

	TRY_NEW(room);
	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		TRY(run_check(work->run));
		TRY(take_block(work, from,
			       n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS, room));
	}
	/* Without identifiers there is one data point, be there rows or not. */
	if (work->n_keys == 0 && n_rows == 0)
		work->groups.count = 1;
	return OK;
}

/* The identifiers of the groups: those of their first rows. */
static struct err key_columns(struct aggregating *work, struct column *out)
{
	struct row_choice choice = { .arena = work->arena, .n_rows = work->groups.count };
	uint32_t *rows;

	if (work->n_keys == 0)
		return OK;
	TRY_NEW(rows = NEW(work->arena, uint32_t, work->groups.count));
	if (work->groups.count)
		memcpy(rows, work->groups.first_rows, work->groups.count * sizeof(*rows));
	choice.rows = rows;
	for (size_t i = 0; i < work->n_keys; i++)
		TRY(row_choice_column(&choice, work->keys[i], &out[i]));
	return OK;
}

/* The groups that having keeps, as a choice of rows of the virtual dataset. */
static struct err having_rows(struct aggregating *work, const struct column *columns,
			      struct row_choice *out)
{
	struct dataset virtual = { .columns = columns, .n_rows = work->groups.count };

	TRY(aggregate_having_structure(&work->scratch, &work->operand->structure, work->aggregate,
				       &virtual.structure, &work->run->fault));
	return expression_rows(work->run, work->arena, &virtual, work->aggregate->having,
			       &out->rows, &out->n_rows);
}

static struct err viral_columns(struct aggregating *work, const struct structure *result,
				size_t first, struct column *columns)
{
	for (size_t i = first; i < result->count; i++) {
		const struct component *component = &result->at[i];
		ptrdiff_t place = structure_find(&work->operand->structure, component->name);

		TRY(viral_gather(work->run, work->arena,
				 viral_rule_of(work->aggregate->viral, component),
				 &work->operand->columns[place], work->operand->n_rows,
				 work->group_of, work->groups.count, &columns[i]));
	}
	return OK;
}

/* Keys and all items, the hidden ones too: what having sees. */
static struct err virtual_columns(struct aggregating *work, struct column **out)
{
	size_t n = work->n_keys + work->aggregate->n_items;
	struct column *columns = NEW(&work->scratch, struct column, n);

	TRY_NEW(columns);
	TRY(key_columns(work, columns));
	for (size_t i = 0; i < work->aggregate->n_items; i++)
		TRY(accumulator_end(&work->accumulators[i], work->arena, work->groups.count,
				    &columns[work->n_keys + i]));
	*out = columns;
	return OK;
}

static struct err lay_out(struct aggregating *work, struct dataset *draft)
{
	struct row_choice choice = { .arena = work->arena, .n_rows = work->groups.count };
	struct column *columns, *virtual;
	size_t to = 0;

	TRY(virtual_columns(work, &virtual));
	TRY(draft_columns(draft, &columns));
	for (size_t i = 0; i < work->n_keys; i++)
		columns[to++] = virtual[i];
	for (size_t i = 0; i < work->aggregate->n_items; i++) {
		if (!work->aggregate->items[i].is_hidden)
			columns[to++] = virtual[work->n_keys + i];
	}
	TRY(viral_columns(work, &draft->structure, to, columns));
	if (work->aggregate->having) {
		TRY(having_rows(work, virtual, &choice));
		for (size_t i = 0; i < draft->structure.count; i++)
			TRY(row_choice_column(&choice, &columns[i], &columns[i]));
	}
	draft->n_rows = choice.n_rows;
	return OK;
}

static struct err aggregate_rows(struct aggregating *work, struct dataset *draft)
{
	TRY(prepare_keys(work));
	TRY(prepare_items(work));
	TRY(take_rows(work));
	return lay_out(work, draft);
}

struct aggregate_call {
	struct dataset *operand;
	const struct aggregate *aggregate;
};

static struct err aggregate_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct aggregate_call *call = call_;
	struct aggregating work = { .run = run,
				    .arena = &draft->arena,
				    .operand = call->operand,
				    .aggregate = call->aggregate };
	struct err err;

	TRY(dataset_borrow(draft, call->operand));
	TRY(aggregate_structure(&draft->arena, &call->operand->structure, call->aggregate,
				&draft->structure, &run->fault));
	run_scratch(run, &work.scratch);
	err = aggregate_rows(&work, draft);
	arena_finish(&work.scratch);
	return err;
}

struct err aggregate_dataset(struct run *run, struct dataset *operand,
			     const struct aggregate *aggregate, struct dataset **out)
{
	return draft_make(run, aggregate_fill, &(struct aggregate_call){ operand, aggregate }, out);
}

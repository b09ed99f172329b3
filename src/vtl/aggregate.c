/*
 * Aggregation of datasets. The rows' groups are found block by block, and every item takes the block's
 * values while they are in the cache.
 */
#include "vtl/aggregate.h"

#include "cube/row_groups.h"
#include "vtl/accumulate.h"
#include "vtl/draft.h"

#include <string.h>

/* Chunks of rows that are accumulated by themselves. */
enum { CHUNKS_MOST = 8, CHUNK_ROWS_LEAST = PART_ROWS, ROWS_A_GROUP = 4 };

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
	if (found != COMPONENT_NONE && operand->at[found].role == ROLE_IDENTIFIER &&
	    !item->is_hidden)
		return fault_set(fault, 0, S(N_("{1}: {2} is an identifier and cannot be changed")),
				 (struct message_args){ { S("aggr"), item->name } });
	if (component.role == ROLE_IDENTIFIER)
		return fault_set(
			fault, 0,
			S(N_("{1}: {2} becomes a measure or an attribute, and cannot be an "
			     "identifier")),
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
	if (draft.count == 0)
		return fault_set(fault, 1,
				 S(N_("the dataset has no measure, and without an identifier to "
				      "group by nothing of it is left")),
				 (struct message_args){ 0 });
	*out = structure_of(&draft);
	return OK;
}

/* Rows that are next to one another, and what was accumulated of them. */
struct chunk {
	size_t from, end;
	struct arena arena;
	struct row_groups groups;
	struct accumulator *accumulators; /* of each item */
};

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
	struct column *values;      /* of each item */
	struct row_groups measured; /* the keys */
	struct chunk *chunks;
	size_t n_chunks;
	struct accumulator *accumulators; /* of all rows */
	size_t n_groups;
	const uint32_t *first_rows; /* of each group */
	uint32_t *group_of;         /* each row's group; NULL: nobody asks */
};

static bool has_viral(const struct structure *structure)
{
	return structure_count(structure, ROLE_VIRAL_ATTRIBUTE) > 0;
}

static struct err prepare_keys(struct aggregating *work)
{
	const struct grouping *grouping = &work->aggregate->grouping;
	const struct structure *structure = &work->operand->structure;
	const struct task task = run_task(work->run);

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
	return row_groups_measure(&work->measured, &work->scratch, &task, work->keys, work->n_keys,
				  work->operand->n_rows);
}

static struct err prepare_items(struct aggregating *work)
{
	const struct aggregate *aggregate = work->aggregate;

	TRY_NEW(work->values = NEW(&work->scratch, struct column, aggregate->n_items));
	for (size_t i = 0; i < aggregate->n_items; i++) {
		const struct aggregate_item *item = &aggregate->items[i];
		/* A least or greatest string needs its dictionary in the result. */
		bool is_string = item->operand && item->operand->type == DATA_STRING;

		if (item->operand)
			TRY(expression_columns(work->run, is_string ? work->arena : &work->scratch,
					       work->operand, &item->operand, 1, &work->values[i]));
	}
	if (has_viral(&work->operand->structure))
		TRY_NEW(work->group_of = NEW(&work->scratch, uint32_t, work->operand->n_rows));
	return OK;
}

static enum data_type type_of(const struct aggregate_item *item)
{
	return item->operand ? item->operand->type : DATA_NULL;
}

/* --- chunks of rows --- */

/*
 * How many chunks: by the data alone, so that numbers are added in the same order by any team. Each chunk
 * has groups of its own, which are put together in the end; that is worth it where there are many rows for
 * each group that is possible.
 */
static size_t chunks_of(const struct aggregating *work)
{
	const struct aggregate *aggregate = work->aggregate;
	size_t n_rows = work->operand->n_rows, most = n_rows / CHUNK_ROWS_LEAST;
	uint64_t range = work->measured.range;

	for (size_t i = 0; i < aggregate->n_items; i++) {
		if (!accumulator_merges(aggregate->items[i].function,
					type_of(&aggregate->items[i])))
			return 1;
	}
	if (work->group_of || range == 0)
		return 1;
	if (n_rows / ROWS_A_GROUP / range < most)
		most = n_rows / ROWS_A_GROUP / range;
	return most < 1 ? 1 : most < CHUNKS_MOST ? most : CHUNKS_MOST;
}

static struct err accumulators_begin(const struct aggregating *work, struct arena *arena,
				     struct accumulator **out)
{
	size_t n = work->aggregate->n_items;

	TRY_NEW(*out = NEW(arena, struct accumulator, n));
	for (size_t i = 0; i < n; i++)
		accumulator_begin(&(*out)[i], arena, work->aggregate->items[i].function,
				  type_of(&work->aggregate->items[i]));
	return OK;
}

static struct err take_block(const struct aggregating *work, struct run *run, struct chunk *chunk,
			     size_t from, size_t n, struct vector_room *room)
{
	uint32_t ids[VECTOR_ROWS];

	TRY(row_groups_block(&chunk->groups, from, n, ids));
	if (work->group_of)
		memcpy(work->group_of + from, ids, n * sizeof(*ids));
	for (size_t i = 0; i < work->aggregate->n_items; i++) {
		struct vector vector, *values = NULL;

		if (work->aggregate->items[i].operand) {
			column_read(&work->values[i], from, n, room, &vector);
			values = &vector;
		}
		TRY(accumulator_take(&chunk->accumulators[i], run, values, ids, n,
				     chunk->groups.count));
	}
	return OK;
}

static struct err take_chunk(struct run *run, void *work_, const struct rows_part *share)
{
	const struct aggregating *work = work_;
	struct chunk *chunk = &work->chunks[share->number];
	struct vector_room *room = NEW(&chunk->arena, struct vector_room, 1);

	TRY_NEW(room);
	if (work->n_chunks > 1) {
		TRY(row_groups_again(&work->measured, &chunk->arena, chunk->end - chunk->from,
				     &chunk->groups));
	} else {
		chunk->groups = work->measured;
		TRY(row_groups_tables(&chunk->groups, work->operand->n_rows));
	}
	TRY(accumulators_begin(work, &chunk->arena, &chunk->accumulators));
	for (size_t from = chunk->from; from < chunk->end; from += VECTOR_ROWS) {
		TRY(run_check(run));
		TRY(take_block(work, run, chunk, from,
			       chunk->end - from < VECTOR_ROWS ? chunk->end - from : VECTOR_ROWS,
			       room));
	}
	return OK;
}

/* First rows of all chunks' groups, in the order of the chunks. */
static struct err first_rows_of_all(struct aggregating *work, uint32_t **out, size_t *n_out)
{
	uint32_t *rows;
	size_t n = 0;

	for (size_t c = 0; c < work->n_chunks; c++)
		n += work->chunks[c].groups.count;
	TRY_NEW(rows = NEW(&work->scratch, uint32_t, n));
	*out = rows;
	*n_out = n;
	for (size_t c = 0; c < work->n_chunks; c++) {
		const struct row_groups *groups = &work->chunks[c].groups;

		memcpy(rows, groups->first_rows, groups->count * sizeof(*rows));
		rows += groups->count;
	}
	return OK;
}

/*
 * The groups of all rows: the first rows of the chunks' groups are grouped like rows. Since they stand in
 * the order of the rows, so do the groups that are found. ids_out has the group of each of them.
 */
static struct err group_chunks(struct aggregating *work, uint32_t **ids_out)
{
	struct row_choice choice = { .arena = &work->scratch };
	const struct column **keys = NEW(&work->scratch, const struct column *, work->n_keys);
	struct row_groups groups;
	uint32_t *rows, *ids, *first_rows;

	TRY_NEW(keys);
	TRY(first_rows_of_all(work, &rows, &choice.n_rows));
	choice.rows = rows;
	for (size_t i = 0; i < work->n_keys; i++) {
		struct column *chosen = NEW(&work->scratch, struct column, 1);

		TRY_NEW(chosen);
		TRY(row_choice_column(&choice, work->keys[i], chosen));
		keys[i] = chosen;
	}
	TRY(row_groups_begin(&groups, &work->scratch, NULL, keys, work->n_keys, choice.n_rows));
	TRY_NEW(ids = NEW(&work->scratch, uint32_t, choice.n_rows));
	for (size_t from = 0; from < choice.n_rows; from += VECTOR_ROWS)
		TRY(row_groups_block(&groups, from,
				     choice.n_rows - from < VECTOR_ROWS ? choice.n_rows - from
									: VECTOR_ROWS,
				     ids + from));
	TRY_NEW(first_rows = NEW(&work->scratch, uint32_t, groups.count));
	for (size_t g = 0; g < groups.count; g++)
		first_rows[g] = rows[groups.first_rows[g]];
	work->n_groups = groups.count;
	work->first_rows = first_rows;
	*ids_out = ids;
	return OK;
}

static struct err merge_chunks(struct aggregating *work)
{
	uint32_t *ids = NULL;

	TRY(group_chunks(work, &ids));
	TRY(accumulators_begin(work, &work->scratch, &work->accumulators));
	for (size_t c = 0; c < work->n_chunks; c++) {
		const struct chunk *chunk = &work->chunks[c];

		for (size_t i = 0; i < work->aggregate->n_items; i++)
			TRY(accumulator_merge(&work->accumulators[i], work->run,
					      &chunk->accumulators[i], ids, chunk->groups.count,
					      work->n_groups));
		ids += chunk->groups.count;
	}
	return OK;
}

static struct err take_rows(struct aggregating *work)
{
	size_t n_rows = work->operand->n_rows, n_parts = part_count(n_rows);

	work->n_chunks = chunks_of(work);
	TRY_NEW(work->chunks = NEW(&work->scratch, struct chunk, work->n_chunks));
	for (size_t c = 0; c < work->n_chunks; c++) {
		struct chunk *chunk = &work->chunks[c];

		run_scratch(work->run, &chunk->arena);
		chunk->from = n_parts * c / work->n_chunks * PART_ROWS;
		chunk->end = n_parts * (c + 1) / work->n_chunks * PART_ROWS;
		chunk->end = chunk->end < n_rows ? chunk->end : n_rows;
	}
	TRY(run_shares(work->run, work->n_chunks, take_chunk, work));
	if (work->n_chunks > 1)
		return merge_chunks(work);
	work->accumulators = work->chunks[0].accumulators;
	work->n_groups = work->chunks[0].groups.count;
	work->first_rows = work->chunks[0].groups.first_rows;
	/* Without identifiers there is one data point, be there rows or not. */
	if (work->n_keys == 0 && n_rows == 0)
		work->n_groups = 1;
	return OK;
}

/* --- the result --- */

/* The identifiers of the groups: those of their first rows. */
static struct err key_columns(struct aggregating *work, struct column *out)
{
	struct row_choice choice = { .arena = work->arena, .n_rows = work->n_groups };
	uint32_t *rows;

	if (work->n_keys == 0)
		return OK;
	TRY_NEW(rows = NEW(work->arena, uint32_t, work->n_groups));
	if (work->n_groups)
		memcpy(rows, work->first_rows, work->n_groups * sizeof(*rows));
	choice.rows = rows;
	for (size_t i = 0; i < work->n_keys; i++)
		TRY(row_choice_column(&choice, work->keys[i], &out[i]));
	return OK;
}

/* The groups that having keeps, as a choice of rows of the virtual dataset. */
static struct err having_rows(struct aggregating *work, const struct column *columns,
			      struct row_choice *out)
{
	struct dataset virtual = { .columns = columns, .n_rows = work->n_groups };

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
				 work->group_of, work->n_groups, &columns[i]));
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
		TRY(accumulator_end(&work->accumulators[i], work->run, work->arena, work->n_groups,
				    &columns[work->n_keys + i]));
	*out = columns;
	return OK;
}

static struct err lay_out(struct aggregating *work, struct dataset *draft)
{
	struct row_choice choice = { .arena = work->arena, .n_rows = work->n_groups };
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
	for (size_t c = 0; c < work.n_chunks && work.chunks; c++)
		arena_finish(&work.chunks[c].arena);
	arena_finish(&work.scratch);
	return err;
}

struct err aggregate_dataset(struct run *run, struct dataset *operand,
			     const struct aggregate *aggregate, struct dataset **out)
{
	return draft_make(run, aggregate_fill, &(struct aggregate_call){ operand, aggregate }, out);
}

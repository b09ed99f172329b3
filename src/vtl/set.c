/*
 * Sets of data points. All operands are laid one after the other, as one dataset of which the result is a
 * choice of rows: the first of each group of equal identifiers that belongs to it.
 */
#include "vtl/set.h"

#include "cube/row_groups.h"
#include "vtl/draft.h"
#include "vtl/expression.h"

#include <assert.h>
#include <string.h>

enum { OPERANDS_MOST = 64 }; /* a bit each, and a message says it */

static struct str set_name(enum set_operator operator_)
{
	static const struct str names[] = {
		[SET_UNION] = STR("union"),
		[SET_INTERSECT] = STR("intersect"),
		[SET_DIFFERENCE] = STR("setdiff"),
		[SET_SYMMETRIC_DIFFERENCE] = STR("symdiff"),
	};

	return names[operator_];
}

/* The same components in the same roles; *out: with the type that takes the values of both. */
static struct err fit_component(enum set_operator operator_, struct component *component,
				const struct structure *other, size_t operand, struct fault *fault)
{
	ptrdiff_t found = structure_find(other, component->name);
	enum data_type type;

	if (found == COMPONENT_NONE || other->at[found].role != component->role)
		return fault_set(
			fault, operand + 1,
			S(N_("{1}: this dataset has no {2} {3}, and the first one has it")),
			(struct message_args){ { set_name(operator_), role_name(component->role),
						 component->name } });
	if (!data_common(component->type, other->at[found].type, &type))
		return fault_set(
			fault, operand + 1,
			S(N_("{1}: {2} is {3} in one operand and {4} in another")),
			(struct message_args){ { set_name(operator_), component->name,
						 data_type_name(component->type),
						 data_type_name(other->at[found].type) } });
	component->type = type;
	component->is_nullable |= other->at[found].is_nullable;
	return OK;
}

/* What an operand has, the first one has too. */
static struct err check_no_more(enum set_operator operator_, const struct structure *first,
				const struct structure *other, size_t operand, struct fault *fault)
{
	for (size_t i = 0; i < other->count; i++) {
		if (structure_find(first, other->at[i].name) == COMPONENT_NONE)
			return fault_set(
				fault, operand + 1,
				S(N_("{1}: this dataset has the {2} {3}, and the first one has "
				     "not")),
				(struct message_args){ { set_name(operator_),
							 role_name(other->at[i].role),
							 other->at[i].name } });
	}
	return OK;
}

struct err set_structure(struct arena *arena, enum set_operator operator_,
			 const struct structure *const *operands, size_t n, struct structure *out,
			 struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	bool is_pair = operator_ == SET_DIFFERENCE || operator_ == SET_SYMMETRIC_DIFFERENCE;

	if (n > OPERANDS_MOST)
		return fault_set(fault, OPERANDS_MOST + 1,
				 S(N_("{1} takes at most 64 datasets: take some together first")),
				 (struct message_args){ { set_name(operator_) } });
	assert(n >= 2 && (!is_pair || n == 2));
	for (size_t i = 0; i < operands[0]->count; i++) {
		struct component component = operands[0]->at[i];

		for (size_t o = 1; o < n; o++)
			TRY(fit_component(operator_, &component, operands[o], o, fault));
		TRY(structure_add(&draft, component));
	}
	for (size_t o = 1; o < n; o++)
		TRY(check_no_more(operator_, operands[0], operands[o], o, fault));
	*out = structure_of(&draft);
	return OK;
}

struct set_call {
	enum set_operator operator_;
	struct dataset *const *operands;
	size_t n;
};

/* The operand's column, cast to the result's type where it is of another. */
static struct err operand_column(struct run *run, struct arena *arena, struct dataset *operand,
				 const struct component *component, struct column *out)
{
	size_t place = (size_t)structure_find(&operand->structure, component->name);
	const struct expression *expression;

	TRY(expression_component(arena, &operand->structure, place, 0, &expression));
	TRY(expression_fit(arena, expression, component->type, &expression, &run->fault));
	return expression_columns(run, arena, operand, &expression, 1, out);
}

/* Lays one column of all operands one after the other, as an array. */
static struct err append(struct run *run, struct arena *arena, const struct set_call *call,
			 const struct component *component, size_t n_rows, struct column *out)
{
	size_t width = data_width(component->type), to = 0;
	struct dictionary_builder *strings = NULL;
	struct vector_room *room = NEW(arena, struct vector_room, 1);
	const uint32_t *codes = NULL;
	bool has_nulls = false;
	uint64_t *nulls;
	void *values;

	TRY_NEW(room);
	if (component->type == DATA_STRING) {
		TRY_NEW(strings = NEW(arena, struct dictionary_builder, 1));
		dictionary_begin(strings, arena);
	}
	TRY(column_array(arena, component->type, n_rows, strings ? &strings->dictionary : NULL, out,
			 &values, &nulls));
	for (size_t o = 0; o < call->n; o++) {
		size_t operand_rows = call->operands[o]->n_rows;
		struct column column;
		struct vector vector;

		TRY(operand_column(run, arena, call->operands[o], component, &column));
		if (strings)
			TRY(dictionary_merge(strings, column.dictionary, &codes));
		for (size_t from = 0; from < operand_rows; from += VECTOR_ROWS) {
			size_t n = operand_rows - from < VECTOR_ROWS ? operand_rows - from
								     : VECTOR_ROWS;

			TRY(run_check(run));
			column_read(&column, from, n, room, &vector);
			for (size_t i = 0; strings && i < n; i++)
				((uint32_t *)values)[to + i] =
					vector_null(&vector, i)
						? 0
						: codes[((const uint32_t *)vector.values)[i]];
			if (!strings)
				memcpy((char *)values + to * width, vector.values, n * width);
			for (size_t i = 0; vector.nulls && i < n; i++) {
				if (bit_get(vector.nulls, i)) {
					bit_set(nulls, to + i);
					has_nulls = true;
				}
			}
			to += n;
		}
	}
	if (!has_nulls)
		out->nulls = NULL;
	return OK;
}

/* Which groups of equal identifiers belong to the result, told from the operands that have them. */
static bool belongs(enum set_operator operator_, uint64_t operands, size_t n)
{
	switch (operator_) {
	case SET_UNION:
		return true;
	case SET_INTERSECT:
		return operands == (n == 64 ? UINT64_MAX : (UINT64_C(1) << n) - 1);
	case SET_DIFFERENCE:
		return operands == 1;
	case SET_SYMMETRIC_DIFFERENCE:
		break;
	}
	return operands == 1 || operands == 2;
}

/* For each group the operands that have it, a bit each. */
static struct err note_operands(struct run *run, struct arena *arena, struct row_groups *groups,
				const struct set_call *call, size_t n_rows, uint64_t **out)
{
	uint64_t *operands = NEW(arena, uint64_t, n_rows);
	size_t operand = 0, end = call->operands[0]->n_rows;
	uint32_t ids[VECTOR_ROWS];

	TRY_NEW(operands);
	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;

		TRY(run_check(run));
		TRY(row_groups_block(groups, from, n, ids));
		for (size_t i = 0; i < n; i++) {
			while (from + i == end)
				end += call->operands[++operand]->n_rows;
			operands[ids[i]] |= UINT64_C(1) << operand;
		}
	}
	*out = operands;
	return OK;
}

/* The rows that belong to the result, in the arena. */
static struct err choose_rows(struct run *run, struct arena *arena, struct arena *scratch,
			      const struct set_call *call, const struct column *columns,
			      const struct structure *structure, struct row_choice *out,
			      size_t n_rows)
{
	const struct column **keys = NEW(scratch, const struct column *, structure->count);
	struct row_groups groups;
	uint64_t *operands;
	uint32_t *rows;
	size_t n = 0;

	TRY_NEW(keys);
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role == ROLE_IDENTIFIER)
			keys[n++] = &columns[i];
	}
	TRY(row_groups_begin(&groups, scratch, NULL, keys, n, n_rows));
	TRY(note_operands(run, scratch, &groups, call, n_rows, &operands));
	TRY_NEW(rows = NEW(arena, uint32_t, groups.count));
	for (size_t g = 0; g < groups.count; g++) {
		if (belongs(call->operator_, operands[g], call->n))
			rows[out->n_rows++] = groups.first_rows[g];
	}
	out->rows = rows;
	return OK;
}

static struct err set_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct set_call *call = call_;
	const struct structure *structures[OPERANDS_MOST];
	struct row_choice choice = { .arena = &draft->arena };
	struct column *columns;
	struct arena scratch;
	size_t n_rows = 0;
	struct err err;

	for (size_t o = 0; o < call->n && o < OPERANDS_MOST; o++) {
		TRY(dataset_borrow(draft, call->operands[o]));
		structures[o] = &call->operands[o]->structure;
		n_rows += call->operands[o]->n_rows;
	}
	TRY(set_structure(&draft->arena, call->operator_, structures, call->n, &draft->structure,
			  &run->fault));
	if (n_rows > ROWS_MOST)
		return ERROR(ERR_LIMIT, "a result has too many rows");
	TRY(draft_columns(draft, &columns));
	for (size_t i = 0; i < draft->structure.count; i++)
		TRY(append(run, &draft->arena, call, &draft->structure.at[i], n_rows, &columns[i]));
	run_scratch(run, &scratch);
	err = choose_rows(run, &draft->arena, &scratch, call, columns, &draft->structure, &choice,
			  n_rows);
	arena_finish(&scratch);
	if (failed(err))
		return err;
	for (size_t i = 0; choice.n_rows < n_rows && i < draft->structure.count; i++)
		TRY(row_choice_column(&choice, &columns[i], &columns[i]));
	draft->n_rows = choice.n_rows;
	return OK;
}

struct err set_apply(struct run *run, enum set_operator operator_, struct dataset *const *operands,
		     size_t n, struct dataset **out)
{
	return draft_make(run, set_fill, &(struct set_call){ operator_, operands, n }, out);
}

/* --- exists_in --- */

struct err exists_structure(struct arena *arena, const struct structure *first,
			    const struct structure *second, struct structure *out,
			    struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	size_t n_first = structure_count(first, ROLE_IDENTIFIER);
	size_t n_second = structure_count(second, ROLE_IDENTIFIER), n_common = 0;

	for (size_t i = 0; i < first->count; i++) {
		ptrdiff_t found = structure_find(second, first->at[i].name);

		if (first->at[i].role != ROLE_IDENTIFIER)
			continue;
		TRY(structure_add(&draft, first->at[i]));
		if (found == COMPONENT_NONE || second->at[found].role != ROLE_IDENTIFIER)
			continue;
		n_common++;
		if (second->at[found].type != first->at[i].type)
			return fault_set(fault, 2,
					 S(N_("{1}: {2} is {3} in one operand and {4} in another")),
					 (struct message_args){
						 { S("exists_in"), first->at[i].name,
						   data_type_name(first->at[i].type),
						   data_type_name(second->at[found].type) } });
	}
	if (n_common != n_first && n_common != n_second)
		return fault_set(
			fault, 2,
			S(N_("{1}: the identifiers of one operand must all be those of the other")),
			(struct message_args){ { S("exists_in") } });
	TRY(structure_add(&draft, (struct component){ .name = S("bool_var"),
						      .role = ROLE_MEASURE,
						      .type = DATA_BOOLEAN,
						      .is_nullable = true }));
	for (size_t i = 0; i < first->count; i++) {
		if (first->at[i].role == ROLE_VIRAL_ATTRIBUTE)
			TRY(structure_add(&draft, first->at[i]));
	}
	*out = structure_of(&draft);
	return OK;
}

struct exists_call {
	struct dataset *first, *second;
	enum exists_retain retain;
};

/* For each row of the first: is there one of the second? */
static struct err look_up(struct run *run, struct arena *scratch, const struct exists_call *call,
			  uint8_t *is_there)
{
	const struct structure *structure = &call->first->structure;
	const struct column **own = NEW(scratch, const struct column *, structure->count);
	const struct column **other = NEW(scratch, const struct column *, structure->count);
	struct row_groups groups;
	struct row_lookup lookup;
	uint32_t ids[VECTOR_ROWS];
	size_t n_keys = 0, n_first = call->first->n_rows, n_second = call->second->n_rows;

	TRY_NEW(own);
	TRY_NEW(other);
	for (size_t i = 0; i < structure->count; i++) {
		ptrdiff_t found = structure_find(&call->second->structure, structure->at[i].name);

		if (structure->at[i].role != ROLE_IDENTIFIER || found == COMPONENT_NONE ||
		    call->second->structure.at[found].role != ROLE_IDENTIFIER)
			continue;
		own[n_keys] = &call->first->columns[i];
		other[n_keys++] = &call->second->columns[found];
	}
	TRY(row_groups_begin(&groups, scratch, NULL, other, n_keys, n_second));
	for (size_t from = 0; from < n_second; from += VECTOR_ROWS)
		TRY(row_groups_block(&groups, from,
				     n_second - from < VECTOR_ROWS ? n_second - from : VECTOR_ROWS,
				     ids));
	TRY(row_lookup_begin(&lookup, &groups, own));
	for (size_t from = 0; from < n_first; from += VECTOR_ROWS) {
		size_t n = n_first - from < VECTOR_ROWS ? n_first - from : VECTOR_ROWS;

		TRY(run_check(run));
		row_lookup_block(&lookup, from, n, ids);
		for (size_t i = 0; i < n; i++)
			is_there[from + i] = ids[i] != GROUP_NONE;
	}
	return OK;
}

static struct err exists_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct exists_call *call = call_;
	size_t n_rows = call->first->n_rows;
	struct row_choice choice = { .arena = &draft->arena };
	struct column *columns;
	struct arena scratch;
	uint8_t *is_there;
	uint32_t *rows;
	struct err err;

	TRY(dataset_borrow(draft, call->first));
	TRY(exists_structure(&draft->arena, &call->first->structure, &call->second->structure,
			     &draft->structure, &run->fault));
	TRY(draft_columns(draft, &columns));
	TRY_NEW(is_there = NEW(&draft->arena, uint8_t, n_rows));
	run_scratch(run, &scratch);
	err = look_up(run, &scratch, call, is_there);
	arena_finish(&scratch);
	if (failed(err))
		return err;
	TRY_NEW(rows = NEW(&draft->arena, uint32_t, n_rows + 1));
	for (size_t i = 0; i < n_rows; i++) {
		rows[choice.n_rows] = (uint32_t)i;
		choice.n_rows += call->retain == EXISTS_ALL ||
				 is_there[i] == (call->retain == EXISTS_TRUE);
	}
	choice.rows = rows;
	for (size_t i = 0; i < draft->structure.count; i++) {
		const struct component *component = &draft->structure.at[i];
		struct column column = { .type = DATA_BOOLEAN, .values = is_there };

		if (component->role != ROLE_MEASURE)
			column = call->first->columns[structure_find(&call->first->structure,
								     component->name)];
		if (choice.n_rows < n_rows)
			TRY(row_choice_column(&choice, &column, &column));
		columns[i] = column;
	}
	draft->n_rows = choice.n_rows;
	return OK;
}

struct err exists_in(struct run *run, struct dataset *first, struct dataset *second,
		     enum exists_retain retain, struct dataset **out)
{
	return draft_make(run, exists_fill, &(struct exists_call){ first, second, retain }, out);
}

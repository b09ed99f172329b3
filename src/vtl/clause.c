/*
 * calc, filter, keep, drop, rename, sub and membership. The columns of a result are those of the operand,
 * but for what calc computes.
 */
#include "vtl/clause.h"

#include "vtl/draft.h"

#include <assert.h>

/* --- calc --- */

static struct err calc_item_check(const struct structure *operand, const struct calc_item *item,
				  size_t i, struct fault *fault)
{
	ptrdiff_t found = structure_find(operand, item->name);

	if (found != COMPONENT_NONE && operand->at[found].role == ROLE_IDENTIFIER &&
	    str_empty(item->moved_by))
		return fault_set(fault, i + 1,
				 S(N_("{1}: {2} is an identifier and cannot be changed")),
				 (struct message_args){ { S("calc"), item->name } });
	return OK;
}

static struct component calc_component(const struct structure *operand,
				       const struct calc_item *item)
{
	ptrdiff_t found = structure_find(operand, item->name);
	enum component_role role = found == COMPONENT_NONE ? ROLE_MEASURE : operand->at[found].role;

	return (struct component){
		.name = item->name,
		.role = item->has_role ? item->role : role,
		.type = item->expression->type == DATA_NULL ? DATA_STRING : item->expression->type,
		.is_nullable = !item->has_role || item->role != ROLE_IDENTIFIER
	};
}

/* The item that makes the component of the name; NULL: none does. */
static const struct calc_item *calc_find(const struct calc *calc, struct str name)
{
	for (size_t i = 0; i < calc->n_items; i++) {
		if (str_eq(calc->items[i].name, name))
			return &calc->items[i];
	}
	return NULL;
}

struct err calc_structure(struct arena *arena, const struct structure *operand,
			  const struct calc *calc, struct structure *out, struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };

	for (size_t i = 0; i < calc->n_items; i++) {
		TRY(calc_item_check(operand, &calc->items[i], i, fault));
		if (calc_find(calc, calc->items[i].name) != &calc->items[i])
			return fault_set(
				fault, i + 1, S(N_("{1}: {2} is calculated twice")),
				(struct message_args){ { S("calc"), calc->items[i].name } });
	}
	for (size_t i = 0; i < operand->count; i++) {
		const struct calc_item *item = calc_find(calc, operand->at[i].name);

		TRY(structure_add(&draft, item ? calc_component(operand, item) : operand->at[i]));
	}
	for (size_t i = 0; i < calc->n_items; i++) {
		if (structure_find(operand, calc->items[i].name) == COMPONENT_NONE)
			TRY(structure_add(&draft, calc_component(operand, &calc->items[i])));
	}
	*out = structure_of(&draft);
	return OK;
}

static struct str calc_name(const struct calc_item *item)
{
	return str_empty(item->moved_by) ? S("calc") : item->moved_by;
}

/* An identifier has a value in each data point. */
static struct err check_identifier(struct run *run, const struct dataset *draft,
				   const struct calc_item *item, const struct column *column)
{
	struct err err;

	if (!item->has_role || item->role != ROLE_IDENTIFIER)
		return OK;
	for (size_t row = 0; row < draft->n_rows; row++) {
		if (!column_scalar(column, row).is_null)
			continue;
		err = fault_set(&run->fault, 0,
				S(N_("{1}: the identifier {2} would be null in a data point")),
				(struct message_args){ { calc_name(item), item->name } });
		run->fault.place = item->expression->place;
		return err;
	}
	return OK;
}

struct calc_call {
	struct dataset *operand;
	const struct calc *calc;
};

static struct err calc_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct calc_call *call = call_;
	const struct calc *calc = call->calc;
	const struct expression **expressions;
	struct column *columns, *made;

	TRY(dataset_borrow(draft, call->operand));
	TRY(calc_structure(&draft->arena, &call->operand->structure, calc, &draft->structure,
			   &run->fault));
	TRY(draft_columns(draft, &columns));
	TRY_NEW(expressions = NEW(&draft->arena, const struct expression *, calc->n_items));
	TRY_NEW(made = NEW(&draft->arena, struct column, calc->n_items));
	for (size_t i = 0; i < calc->n_items; i++) {
		expressions[i] = calc->items[i].expression;
		if (expressions[i]->type == DATA_NULL) /* null alone: of strings, by convention */
			TRY(expression_fit(&draft->arena, expressions[i], DATA_STRING,
					   &expressions[i], &run->fault));
	}
	TRY(expression_columns(run, &draft->arena, call->operand, expressions, calc->n_items,
			       made));
	draft->n_rows = call->operand->n_rows;
	for (size_t i = 0; i < draft->structure.count; i++) {
		const struct calc_item *item = calc_find(calc, draft->structure.at[i].name);

		columns[i] = item ? made[item - calc->items] : call->operand->columns[i];
		if (item)
			TRY(check_identifier(run, draft, item, &columns[i]));
	}
	return OK;
}

/* Data points that differed may agree once their identifier is moved: months end on several days. */
static struct err check_moved(struct run *run, const struct calc *calc,
			      const struct dataset *dataset)
{
	const struct calc_item *moved = NULL;
	struct task task = run_task(run);
	struct dataset_fault found;
	struct err err;

	for (size_t i = 0; i < calc->n_items; i++)
		moved = str_empty(calc->items[i].moved_by) ? moved : &calc->items[i];
	if (!moved)
		return OK;
	TRY(dataset_examine(run->allowance, &task, dataset, &found));
	if (!found.is_broken)
		return OK;
	err = fault_set(&run->fault, 0,
			S(N_("{1}: {2} would be the same in data points that differ in nothing "
			     "else")),
			(struct message_args){ { moved->moved_by, moved->name } });
	run->fault.place = moved->expression->place;
	return err;
}

struct err calc(struct run *run, struct dataset *operand, const struct calc *calc,
		struct dataset **out)
{
	struct dataset *made;
	struct err err;

	TRY(draft_make(run, calc_fill, &(struct calc_call){ operand, calc }, &made));
	err = check_moved(run, calc, made);
	if (failed(err))
		dataset_release(made);
	else
		*out = made;
	return err;
}

/* --- filter --- */

struct err filter_check(const struct expression *condition, struct fault *fault)
{
	if (condition->type == DATA_BOOLEAN || condition->type == DATA_NULL)
		return OK;
	return fault_set(fault, 1, S(N_("{1}: expected {2}, but it is {3}")),
			 (struct message_args){
				 { S("filter"), S("boolean"), data_type_name(condition->type) } });
}

struct filter_call {
	struct dataset *operand;
	const struct expression *condition;
};

static struct err filter_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct filter_call *call = call_;
	const uint32_t *rows;
	size_t n_rows;

	TRY(filter_check(call->condition, &run->fault));
	TRY(expression_rows(run, &draft->arena, call->operand, call->condition, &rows, &n_rows));
	return dataset_choose(draft, call->operand, rows, n_rows);
}

struct err filter(struct run *run, struct dataset *operand, const struct expression *condition,
		  struct dataset **out)
{
	return draft_make(run, filter_fill, &(struct filter_call){ operand, condition }, out);
}

/* --- components that stay, under their names or others --- */

/* The result's structure, and for each of its components its place in the operand. */
static struct err project(struct dataset *draft, struct dataset *operand, const size_t *places)
{
	struct column *columns;

	TRY(dataset_borrow(draft, operand));
	TRY(draft_columns(draft, &columns));
	for (size_t i = 0; i < draft->structure.count; i++)
		columns[i] = operand->columns[places[i]];
	draft->n_rows = operand->n_rows;
	return OK;
}

static bool is_named(const struct str *names, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(names[i], name))
			return true;
	}
	return false;
}

struct err keep_structure(struct arena *arena, const struct structure *operand,
			  const struct str *names, size_t n, bool is_drop, struct structure *out,
			  struct fault *fault)
{
	struct str clause = is_drop ? S("drop") : S("keep");
	struct structure_draft draft = { .arena = arena };
	size_t place;

	for (size_t i = 0; i < n; i++) {
		TRY(component_find(operand, clause, names[i], &place, fault));
		if (operand->at[place].role == ROLE_IDENTIFIER)
			return fault_set(
				fault, i + 1,
				S(N_("{1}: {2} is an identifier, and identifiers always stay")),
				(struct message_args){ { clause, names[i] } });
		if (is_named(names, i, names[i]))
			return fault_set(fault, i + 1, S(N_("{1}: {2} is named twice")),
					 (struct message_args){ { clause, names[i] } });
	}
	for (size_t i = 0; i < operand->count; i++) {
		const struct component *component = &operand->at[i];

		if (component->role == ROLE_IDENTIFIER ||
		    is_named(names, n, component->name) != is_drop)
			TRY(structure_add(&draft, *component));
	}
	*out = structure_of(&draft);
	return OK;
}

struct keep_call {
	struct dataset *operand;
	const struct str *names;
	size_t n;
	bool is_drop;
};

static struct err keep_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct keep_call *call = call_;
	size_t *places = NEW(&draft->arena, size_t, call->operand->structure.count);

	TRY_NEW(places);
	TRY(keep_structure(&draft->arena, &call->operand->structure, call->names, call->n,
			   call->is_drop, &draft->structure, &run->fault));
	for (size_t i = 0; i < draft->structure.count; i++)
		places[i] = (size_t)structure_find(&call->operand->structure,
						   draft->structure.at[i].name);
	return project(draft, call->operand, places);
}

struct err keep(struct run *run, struct dataset *operand, const struct str *names, size_t n,
		bool is_drop, struct dataset **out)
{
	return draft_make(run, keep_fill, &(struct keep_call){ operand, names, n, is_drop }, out);
}

static struct str renamed(const struct rename_item *items, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(items[i].from, name))
			return items[i].to;
	}
	return name;
}

/* The last item that makes the name, from 1; 0: none does. */
static size_t renamed_to(const struct rename_item *items, size_t n, struct str name)
{
	while (n > 0 && !str_eq(items[n - 1].to, name))
		n--;
	return n;
}

static struct err rename_check(const struct structure *operand, const struct rename_item *items,
			       size_t n, struct fault *fault)
{
	size_t place;

	for (size_t i = 0; i < n; i++) {
		TRY(component_find(operand, S("rename"), items[i].from, &place, fault));
		for (size_t k = 0; k < i; k++)
			if (str_eq(items[k].from, items[i].from))
				return fault_set(
					fault, i + 1, S(N_("{1}: {2} is named twice")),
					(struct message_args){ { S("rename"), items[i].from } });
	}
	return OK;
}

struct err rename_structure(struct arena *arena, const struct structure *operand,
			    const struct rename_item *items, size_t n, struct structure *out,
			    struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };

	TRY(rename_check(operand, items, n, fault));
	for (size_t i = 0; i < operand->count; i++) {
		struct component component = operand->at[i];
		struct structure so_far = structure_of(&draft);

		component.name = renamed(items, n, component.name);
		if (structure_find(&so_far, component.name) != COMPONENT_NONE)
			return fault_set(fault, renamed_to(items, n, component.name),
					 S(N_("{1}: there would be two components {2}")),
					 (struct message_args){ { S("rename"), component.name } });
		TRY(structure_add(&draft, component));
	}
	*out = structure_of(&draft);
	return OK;
}

struct rename_call {
	struct dataset *operand;
	const struct rename_item *items;
	size_t n;
};

static struct err rename_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct rename_call *call = call_;

	TRY(rename_structure(&draft->arena, &call->operand->structure, call->items, call->n,
			     &draft->structure, &run->fault));
	TRY(dataset_borrow(draft, call->operand));
	draft->columns = call->operand->columns;
	draft->n_rows = call->operand->n_rows;
	return OK;
}

struct err rename_components(struct run *run, struct dataset *operand,
			     const struct rename_item *items, size_t n, struct dataset **out)
{
	return draft_make(run, rename_fill, &(struct rename_call){ operand, items, n }, out);
}

/* --- sub --- */

static bool sub_fixes(const struct sub_item *items, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(items[i].name, name))
			return true;
	}
	return false;
}

/* IDENTIFIER = VALUE and …, as a condition. */
static struct err sub_condition(struct arena *arena, const struct structure *operand,
				const struct sub_item *items, size_t n,
				const struct expression **out, struct fault *fault)
{
	const struct expression *all = NULL, *sides[2], *one;

	for (size_t i = 0; i < n; i++) {
		size_t place;

		TRY(component_find(operand, S("sub"), items[i].name, &place, fault));
		if (operand->at[place].role != ROLE_IDENTIFIER)
			return fault_set(fault, i + 1, S(N_("{1}: {2} is no identifier")),
					 (struct message_args){ { S("sub"), items[i].name } });
		if (sub_fixes(items, i, items[i].name))
			return fault_set(fault, i + 1, S(N_("{1}: {2} is named twice")),
					 (struct message_args){ { S("sub"), items[i].name } });
		if (items[i].value->type == DATA_NULL)
			return fault_set(fault, i + 1,
					 S(N_("{1}: {2} is an identifier and never null")),
					 (struct message_args){ { S("sub"), items[i].name } });
		TRY(expression_component(arena, operand, place, items[i].value->place, &sides[0]));
		sides[1] = items[i].value;
		TRY(expression_call(arena, OPERATION_EQUAL, sides, 2, items[i].value->place, &one,
				    fault));
		sides[0] = all;
		sides[1] = one;
		if (all)
			TRY(expression_call(arena, OPERATION_AND, sides, 2, one->place, &one,
					    fault));
		all = one;
	}
	*out = all;
	return OK;
}

struct err sub_structure(struct arena *arena, const struct structure *operand,
			 const struct sub_item *items, size_t n, struct structure *out,
			 struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	const struct expression *condition;

	TRY(sub_condition(arena, operand, items, n, &condition, fault));
	for (size_t i = 0; i < operand->count; i++) {
		if (!sub_fixes(items, n, operand->at[i].name))
			TRY(structure_add(&draft, operand->at[i]));
	}
	*out = structure_of(&draft);
	return OK;
}

struct sub_call {
	struct dataset *operand;
	const struct sub_item *items;
	size_t n;
};

static struct err sub_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct sub_call *call = call_;
	const struct structure *operand = &call->operand->structure;
	struct row_choice choice = { .arena = &draft->arena };
	const struct expression *condition = NULL;
	struct column *columns;
	size_t to = 0;

	TRY(dataset_borrow(draft, call->operand));
	TRY(sub_structure(&draft->arena, operand, call->items, call->n, &draft->structure,
			  &run->fault));
	TRY(sub_condition(&draft->arena, operand, call->items, call->n, &condition, &run->fault));
	assert(condition);
	TRY(expression_rows(run, &draft->arena, call->operand, condition, &choice.rows,
			    &choice.n_rows));
	TRY(draft_columns(draft, &columns));
	for (size_t i = 0; i < operand->count; i++) {
		if (!sub_fixes(call->items, call->n, operand->at[i].name))
			TRY(row_choice_column(&choice, &call->operand->columns[i], &columns[to++]));
	}
	draft->n_rows = choice.n_rows;
	return OK;
}

struct err sub(struct run *run, struct dataset *operand, const struct sub_item *items, size_t n,
	       struct dataset **out)
{
	return draft_make(run, sub_fill, &(struct sub_call){ operand, items, n }, out);
}

/* --- membership --- */

struct str measure_name(enum data_type type)
{
	static const struct str names[] = {
		[DATA_NULL] = STR("string_var"),
		[DATA_INTEGER] = STR("int_var"),
		[DATA_NUMBER] = STR("num_var"),
		[DATA_BOOLEAN] = STR("bool_var"),
		[DATA_STRING] = STR("string_var"),
		[DATA_DATE] = STR("date_var"),
		[DATA_TIME_PERIOD] = STR("time_period_var"),
		[DATA_TIME] = STR("time_var"),
		[DATA_DURATION] = STR("duration_var"),
	};
	_Static_assert(countof(names) == DATA_TYPE_COUNT_, "each type has its name");

	return names[type];
}

struct err membership_structure(struct arena *arena, const struct structure *operand,
				struct str name, struct structure *out, struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	struct component measure;
	size_t place;

	TRY(component_find(operand, S("#"), name, &place, fault));
	measure = operand->at[place];
	if (measure.role != ROLE_MEASURE)
		measure.name = measure_name(measure.type);
	measure.role = ROLE_MEASURE;
	for (size_t i = 0; i < operand->count; i++) {
		if (operand->at[i].role == ROLE_IDENTIFIER)
			TRY(structure_add(&draft, operand->at[i]));
	}
	TRY(structure_add(&draft, measure));
	for (size_t i = 0; i < operand->count; i++) {
		if (operand->at[i].role == ROLE_VIRAL_ATTRIBUTE &&
		    !str_eq(operand->at[i].name, measure.name))
			TRY(structure_add(&draft, operand->at[i]));
	}
	*out = structure_of(&draft);
	return OK;
}

struct membership_call {
	struct dataset *operand;
	struct str name;
};

static struct err membership_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct membership_call *call = call_;
	const struct structure *operand = &call->operand->structure;
	size_t *places = NEW(&draft->arena, size_t, operand->count + 1);

	TRY_NEW(places);
	TRY(membership_structure(&draft->arena, operand, call->name, &draft->structure,
				 &run->fault));
	for (size_t i = 0; i < draft->structure.count; i++) {
		const struct component *component = &draft->structure.at[i];
		bool is_measure = component->role == ROLE_MEASURE;

		places[i] =
			(size_t)structure_find(operand, is_measure ? call->name : component->name);
	}
	return project(draft, call->operand, places);
}

struct err membership(struct run *run, struct dataset *operand, struct str name,
		      struct dataset **out)
{
	return draft_make(run, membership_fill, &(struct membership_call){ operand, name }, out);
}

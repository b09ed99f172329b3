/*
 * check and check_datapoint. Each rule is one expression; the result of a ruleset is the rules' parts laid
 * one after the other.
 */
#include "vtl/validation.h"

#include "vtl/clause.h"
#include "vtl/draft.h"
#include "vtl/join.h"

#include <string.h>

static struct err add(struct structure_draft *draft, struct str name, enum component_role role,
		      enum data_type type)
{
	return structure_add(
		draft, (struct component){
			       .name = name, .role = role, .type = type, .is_nullable = true });
}

static struct err add_of_role(struct structure_draft *draft, const struct structure *operand,
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

static enum data_type error_type(const struct scalar *given, enum data_type preset)
{
	return given->type == DATA_NULL ? preset : given->type;
}

/* errorcode and errorlevel: of the types that are given, or as the manual has them. */
static struct err add_errors(struct structure_draft *draft, const struct scalar *code,
			     const struct scalar *level)
{
	TRY(add(draft, S("errorcode"), ROLE_MEASURE, error_type(code, DATA_STRING)));
	return add(draft, S("errorlevel"), ROLE_MEASURE, error_type(level, DATA_INTEGER));
}

/* The value where the condition is false, else null. */
static struct err where_false(struct arena *arena, const struct expression *condition,
			      const struct scalar *value, enum data_type type,
			      const struct expression **out, struct fault *fault)
{
	const struct expression *operands[3];
	struct scalar typed = *value;

	if (typed.type == DATA_NULL || typed.is_null) {
		return expression_constant(arena, scalar_null(type), 0, out);
	}
	TRY(expression_call(arena, OPERATION_NOT, &condition, 1, 0, &operands[0], fault));
	TRY(expression_constant(arena, typed, 0, &operands[1]));
	TRY(expression_constant(arena, scalar_null(type), 0, &operands[2]));
	TRY(expression_call(arena, OPERATION_IF, operands, 3, 0, out, fault));
	return expression_fit(arena, *out, type, out, fault);
}

/* --- check --- */

struct err check_structure(struct arena *arena, const struct structure *operand,
			   const struct structure *imbalance, const struct check_options *check,
			   struct structure *out, struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	ptrdiff_t measure = structure_only(operand, ROLE_MEASURE), number = COMPONENT_NONE;

	if (measure == COMPONENT_NONE || operand->at[measure].type != DATA_BOOLEAN)
		return fault_set(fault, 1,
				 S(N_("{1}: the dataset must have exactly one boolean measure")),
				 (struct message_args){ { S("check") } });
	if (imbalance) {
		number = structure_only(imbalance, ROLE_MEASURE);
		if (number == COMPONENT_NONE || !data_is_numeric(imbalance->at[number].type))
			return fault_set(
				fault, 2,
				S(N_("{1}: the imbalance must have exactly one measure, a number")),
				(struct message_args){ { S("check") } });
	}
	for (size_t i = 0; imbalance && i < operand->count; i++) {
		ptrdiff_t found = structure_find(imbalance, operand->at[i].name);

		if (operand->at[i].role == ROLE_IDENTIFIER &&
		    (found == COMPONENT_NONE || imbalance->at[found].role != ROLE_IDENTIFIER))
			return fault_set(fault, 2,
					 S(N_("{1}: the operands have not the same identifiers")),
					 (struct message_args){ { S("check") } });
	}
	TRY(add_of_role(&draft, operand, ROLE_IDENTIFIER));
	TRY(add(&draft, S("bool_var"), ROLE_MEASURE, DATA_BOOLEAN));
	TRY(add(&draft, S("imbalance"), ROLE_MEASURE,
		imbalance ? imbalance->at[number].type : DATA_NUMBER));
	TRY(add_errors(&draft, &check->error_code, &check->error_level));
	TRY(add_of_role(&draft, operand, ROLE_VIRAL_ATTRIBUTE));
	*out = structure_of(&draft);
	return OK;
}

struct check_call {
	struct dataset *operand; /* whose measure is the condition */
	struct dataset *imbalance;
	struct dataset *joined; /* both, where there is an imbalance */
	const struct check_options *check;
};

/* What the component of the result is made of, over the joined dataset. */
static struct err check_component(struct run *run, struct arena *arena,
				  const struct check_call *call, const struct component *component,
				  const struct expression **out)
{
	const struct structure *joined = &call->joined->structure;
	ptrdiff_t place = structure_find(joined, component->name);
	const struct expression *condition;

	TRY(expression_component(arena, joined, (size_t)structure_find(joined, S("bool_var")), 0,
				 &condition));
	if (str_eq(component->name, S("errorcode")))
		return where_false(arena, condition, &call->check->error_code, component->type, out,
				   &run->fault);
	if (str_eq(component->name, S("errorlevel")))
		return where_false(arena, condition, &call->check->error_level, component->type,
				   out, &run->fault);
	if (place == COMPONENT_NONE) /* imbalance that was not given */
		return expression_constant(arena, scalar_null(component->type), 0, out);
	return expression_component(arena, joined, (size_t)place, 0, out);
}

static struct err check_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct check_call *call = call_;
	const struct structure *imbalance = call->imbalance ? &call->imbalance->structure : NULL;
	const struct expression **expressions;
	struct column *columns;

	TRY(dataset_borrow(draft, call->joined));
	TRY(check_structure(&draft->arena, &call->operand->structure, imbalance, call->check,
			    &draft->structure, &run->fault));
	TRY(draft_columns(draft, &columns));
	TRY_NEW(expressions =
			NEW(&draft->arena, const struct expression *, draft->structure.count));
	for (size_t i = 0; i < draft->structure.count; i++)
		TRY(check_component(run, &draft->arena, call, &draft->structure.at[i],
				    &expressions[i]));
	draft->n_rows = call->joined->n_rows;
	return expression_columns(run, &draft->arena, call->joined, expressions,
				  draft->structure.count, columns);
}

/* The dataset with its measure under another name. */
static struct err with_measure(struct run *run, struct dataset *dataset, struct str name,
			       struct dataset **out)
{
	ptrdiff_t measure = structure_only(&dataset->structure, ROLE_MEASURE);
	struct rename_item item = { dataset->structure.at[measure].name, name };

	return rename_components(run, dataset, &item, 1, out);
}

/* The condition as bool_var, and beside it the imbalance. */
static struct err join_imbalance(struct run *run, struct dataset *operand,
				 struct dataset *imbalance, struct dataset **out)
{
	struct dataset *condition = NULL, *number = NULL, *bare = NULL;
	struct str name = S("imbalance");
	struct err err = with_measure(run, operand, S("bool_var"), &condition);

	if (failed(err))
		return err;
	if (!imbalance) {
		*out = condition;
		return OK;
	}
	err = with_measure(run, imbalance, name, &number);
	if (!failed(err))
		err = keep(run, number, &name, 1, false, &bare);
	if (!failed(err)) {
		const struct join_operand operands[] = {
			{ &condition->structure, S("1"), condition },
			{ &bare->structure, S("2"), bare },
		};
		bool has_keys = structure_count(&condition->structure, ROLE_IDENTIFIER) > 0;
		const struct join join = { .kind = has_keys ? JOIN_LEFT : JOIN_CROSS,
					   .operands = operands,
					   .n_operands = countof(operands) };

		err = join_datasets(run, &join, out);
	}
	dataset_release(condition);
	dataset_release(number);
	dataset_release(bare);
	return err;
}

static struct err only_false(struct run *run, struct dataset *dataset, struct dataset **out)
{
	const struct structure *structure = &dataset->structure;
	const struct expression *condition, *is_false;
	struct arena arena;
	struct err err;

	run_scratch(run, &arena);
	err = expression_component(&arena, structure,
				   (size_t)structure_find(structure, S("bool_var")), 0, &condition);
	if (!failed(err))
		err = expression_call(&arena, OPERATION_NOT, &condition, 1, 0, &is_false,
				      &run->fault);
	if (!failed(err))
		err = filter(run, dataset, is_false, out);
	arena_finish(&arena);
	return err;
}

struct err check_dataset(struct run *run, struct dataset *operand, struct dataset *imbalance,
			 const struct check_options *check, struct dataset **out)
{
	struct check_call call = { operand, imbalance, NULL, check };
	struct dataset *all;
	struct structure structure;
	struct arena arena;
	struct err err;

	/* Before anything is looked up in operands that may not have it. */
	run_scratch(run, &arena);
	err = check_structure(&arena, &operand->structure, imbalance ? &imbalance->structure : NULL,
			      check, &structure, &run->fault);
	arena_finish(&arena);
	if (failed(err))
		return err;
	TRY(join_imbalance(run, operand, imbalance, &call.joined));
	err = draft_make(run, check_fill, &call, &all);
	dataset_release(call.joined);
	if (failed(err))
		return err;
	if (!check->is_invalid) {
		*out = all;
		return OK;
	}
	err = only_false(run, all, out);
	dataset_release(all);
	return err;
}

/* --- check_datapoint --- */

static struct scalar first_given(const struct check_datapoint *check, bool is_level)
{
	for (size_t r = 0; r < check->n_rules; r++) {
		const struct scalar *given = is_level ? &check->rules[r].error_level
						      : &check->rules[r].error_code;

		if (given->type != DATA_NULL && !given->is_null)
			return *given;
	}
	return scalar_null(DATA_NULL);
}

struct err check_datapoint_structure(struct arena *arena, const struct structure *operand,
				     const struct check_datapoint *check, struct structure *out,
				     struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	struct scalar code = first_given(check, false), level = first_given(check, true);

	for (size_t r = 0; r < check->n_rules; r++) {
		const struct datapoint_rule *rule = &check->rules[r];
		enum data_type type = rule->consequence->type;
		enum data_type condition = rule->condition ? rule->condition->type : DATA_BOOLEAN;

		if (type == DATA_BOOLEAN)
			type = condition;
		if (type != DATA_BOOLEAN)
			return fault_set(fault, 0, S(N_("rule {1}: expected {2}, but it is {3}")),
					 (struct message_args){ { rule->name, S("boolean"),
								  data_type_name(type) } });
	}
	TRY(add_of_role(&draft, operand, ROLE_IDENTIFIER));
	TRY(structure_add(&draft, (struct component){ .name = S("ruleid"),
						      .role = ROLE_IDENTIFIER,
						      .type = DATA_STRING }));
	if (check->output != DATAPOINT_ALL)
		TRY(add_of_role(&draft, operand, ROLE_MEASURE));
	if (check->output != DATAPOINT_INVALID)
		TRY(add(&draft, S("bool_var"), ROLE_MEASURE, DATA_BOOLEAN));
	TRY(add_errors(&draft, &code, &level));
	TRY(add_of_role(&draft, operand, ROLE_VIRAL_ATTRIBUTE));
	*out = structure_of(&draft);
	return OK;
}

struct datapoint_call {
	struct dataset *operand;
	const struct check_datapoint *check;
};

/* All rules on all data points: which rows of which rule belong to the result, and what it says. */
struct verdicts {
	uint32_t *rows; /* of the operand */
	uint32_t *rules;
	uint8_t *values; /* true or false */
	uint64_t *nulls;
	size_t count, room;
};

/* A rule is true where its condition does not hold; where that is null, it is null. */
static struct err rule_expression(struct arena *arena, const struct datapoint_rule *rule,
				  const struct expression **out, struct fault *fault)
{
	const struct expression *operands[2];

	*out = rule->consequence;
	if (!rule->condition)
		return OK;
	TRY(expression_call(arena, OPERATION_NOT, &rule->condition, 1, 0, &operands[0], fault));
	operands[1] = rule->consequence;
	return expression_call(arena, OPERATION_OR, operands, 2, 0, out, fault);
}

static struct err take_verdicts(struct run *run, struct arena *scratch,
				const struct datapoint_call *call, size_t rule,
				struct verdicts *verdicts)
{
	const struct expression *expression;
	size_t n_rows = call->operand->n_rows;
	struct vector_room *room = NEW(scratch, struct vector_room, 1);
	struct column column;
	struct vector vector;

	TRY_NEW(room);
	TRY(rule_expression(scratch, &call->check->rules[rule], &expression, &run->fault));
	TRY(expression_columns(run, scratch, call->operand, &expression, 1, &column));
	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;

		TRY(run_check(run));
		column_read(&column, from, n, room, &vector);
		for (size_t i = 0; i < n; i++) {
			bool is_null = vector_null(&vector, i);
			bool is_true = ((const uint8_t *)vector.values)[i];

			if (call->check->output == DATAPOINT_INVALID && (is_null || is_true))
				continue;
			verdicts->rows[verdicts->count] = (uint32_t)(from + i);
			verdicts->rules[verdicts->count] = (uint32_t)rule;
			verdicts->values[verdicts->count] = !is_null && is_true;
			if (is_null)
				bit_set(verdicts->nulls, verdicts->count);
			verdicts->count++;
		}
	}
	return OK;
}

static struct err verdicts_of(struct run *run, struct arena *arena,
			      const struct datapoint_call *call, struct verdicts *out)
{
	size_t most;

	if (__builtin_mul_overflow(call->operand->n_rows, call->check->n_rules, &most) ||
	    most > ROWS_MOST)
		return ERROR(ERR_LIMIT, "a result has too many rows");
	TRY_NEW(out->rows = NEW(arena, uint32_t, most));
	TRY_NEW(out->rules = NEW(arena, uint32_t, most));
	TRY_NEW(out->values = NEW(arena, uint8_t, most));
	TRY_NEW(out->nulls = NEW(arena, uint64_t, bits_words(most)));
	for (size_t r = 0; r < call->check->n_rules; r++) {
		struct arena scratch;
		struct err err;

		run_scratch(run, &scratch);
		err = take_verdicts(run, &scratch, call, r, out);
		arena_finish(&scratch);
		if (failed(err))
			return err;
	}
	return OK;
}

/* One value of each rule, as rows of a column that the verdicts choose from. */
static struct err rule_column(struct arena *arena, const struct datapoint_call *call,
			      const struct component *component, struct column *out)
{
	struct dictionary_builder *strings = NEW(arena, struct dictionary_builder, 1);
	size_t n = call->check->n_rules;
	uint64_t *nulls;
	void *values;

	TRY_NEW(strings);
	dictionary_begin(strings, arena);
	TRY(column_array(arena, component->type, n, &strings->dictionary, out, &values, &nulls));
	for (size_t r = 0; r < n; r++) {
		const struct datapoint_rule *rule = &call->check->rules[r];
		struct scalar value = str_eq(component->name, S("ruleid"))
					      ? scalar_string(rule->name)
				      : str_eq(component->name, S("errorcode")) ? rule->error_code
										: rule->error_level;

		if (value.is_null || value.type != component->type)
			bit_set(nulls, r);
		else if (value.type == DATA_STRING)
			TRY(dictionary_code(strings, value.string, &((uint32_t *)values)[r]));
		else
			memcpy((char *)values + r * data_width(value.type), &value.integer,
			       data_width(value.type));
	}
	return OK;
}

/* errorcode and errorlevel are those of the rule where it is false. */
static struct err error_rows(struct arena *arena, const struct verdicts *verdicts, uint32_t **out)
{
	uint32_t *rows = NEW(arena, uint32_t, verdicts->count);

	TRY_NEW(rows);
	for (size_t i = 0; i < verdicts->count; i++) {
		bool is_false = !verdicts->values[i] && !bit_get(verdicts->nulls, i);

		rows[i] = is_false ? verdicts->rules[i] : ROW_NONE;
	}
	*out = rows;
	return OK;
}

static struct err datapoint_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct datapoint_call *call = call_;
	const struct structure *operand = &call->operand->structure;
	struct arena *arena = &draft->arena;
	struct verdicts verdicts = { 0 };
	struct column *columns, column;
	uint32_t *errors;

	TRY(dataset_borrow(draft, call->operand));
	TRY(check_datapoint_structure(arena, operand, call->check, &draft->structure, &run->fault));
	TRY(verdicts_of(run, arena, call, &verdicts));
	TRY(error_rows(arena, &verdicts, &errors));
	TRY(draft_columns(draft, &columns));
	struct row_choice points = { .arena = arena,
				     .rows = verdicts.rows,
				     .n_rows = verdicts.count };
	struct row_choice rules = { .arena = arena,
				    .rows = verdicts.rules,
				    .n_rows = verdicts.count };
	struct row_choice faults = {
		.arena = arena, .rows = errors, .n_rows = verdicts.count, .has_none = true
	};

	for (size_t i = 0; i < draft->structure.count; i++) {
		const struct component *component = &draft->structure.at[i];
		bool is_rule = str_eq(component->name, S("ruleid"));
		bool is_error = str_eq(component->name, S("errorcode")) ||
				str_eq(component->name, S("errorlevel"));

		if (is_rule || is_error) {
			TRY(rule_column(arena, call, component, &column));
			TRY(row_choice_column(is_rule ? &rules : &faults, &column, &columns[i]));
		} else if (str_eq(component->name, S("bool_var"))) {
			columns[i] = (struct column){ .type = DATA_BOOLEAN,
						      .values = verdicts.values,
						      .nulls = verdicts.nulls };
		} else {
			TRY(row_choice_column(
				&points,
				&call->operand->columns[structure_find(operand, component->name)],
				&columns[i]));
		}
	}
	draft->n_rows = verdicts.count;
	return OK;
}

struct err check_datapoint(struct run *run, struct dataset *operand,
			   const struct check_datapoint *check, struct dataset **out)
{
	return draft_make(run, datapoint_fill, &(struct datapoint_call){ operand, check }, out);
}

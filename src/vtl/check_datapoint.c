/*
 * check_datapoint. Each rule is one expression; the result of a ruleset is the rules' parts laid one after
 * the other.
 */
#include "vtl/check_datapoint.h"

#include "vtl/check_result.h"
#include "vtl/draft.h"

#include <string.h>

struct err check_datapoint_structure(struct arena *arena, const struct structure *operand,
				     const struct check_datapoint *check, struct structure *out,
				     struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	struct error_types errors = { 0 };

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
		TRY(error_types_take(&errors, rule->name, &rule->error_code, &rule->error_level,
				     fault));
	}
	TRY(check_add_role(&draft, operand, ROLE_IDENTIFIER));
	TRY(check_add(&draft, S("ruleid"), ROLE_IDENTIFIER, DATA_STRING));
	if (check->output != DATAPOINT_ALL)
		TRY(check_add_role(&draft, operand, ROLE_MEASURE));
	if (check->output != DATAPOINT_INVALID)
		TRY(check_add(&draft, S("bool_var"), ROLE_MEASURE, DATA_BOOLEAN));
	TRY(check_add_errors(&draft, errors));
	TRY(check_add_role(&draft, operand, ROLE_VIRAL_ATTRIBUTE));
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

		value = error_value(value, component->type);
		if (value.is_null)
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

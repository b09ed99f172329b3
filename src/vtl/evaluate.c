/*
 * The machine that runs expressions: a node for each operator, with room for one block of its result. For
 * each block the nodes are run from the leaves to the root, and the root writes where the result belongs.
 */
#include "vtl/machine.h"

#include "base/buf.h"

#include <assert.h>
#include <string.h>

void machine_finish(struct machine *machine)
{
	for (struct machine_node *node = machine->newest; node; node = node->older) {
		if (node->state.close && node->state.made)
			node->state.close(node->state.made);
	}
}

void call_set_null(struct kernel_call *call, size_t i)
{
	if (!call->has_nulls)
		memset(call->nulls, 0, bits_words(call->n) * sizeof(*call->nulls));
	call->has_nulls = true;
	bit_set(call->nulls, i);
}

static struct str scalar_text(struct arena *arena, struct scalar scalar)
{
	struct str text = { 0 };
	struct buf buf;

	if (scalar.is_null)
		return scalar.type == DATA_NULL ? text : S("null");
	if (scalar.type == DATA_STRING && str_empty(scalar.string))
		return S("\"\"");
	if (!arena)
		return text;
	buf_init(&buf, arena);
	scalar_write(&buf, scalar);
	return buf_held(&buf);
}

static struct err tell_fault(struct kernel_call *call, struct str about, size_t operand,
			     struct str message, struct scalar first, struct scalar second)
{
	struct run *run = call->run;
	struct message_args args = { { about, scalar_text(run->texts, first),
				       scalar_text(run->texts, second) } };
	bool is_first = !fault_found(&run->fault);
	struct err err = fault_set(&run->fault, operand, message, args);

	if (is_first)
		run->fault.place = call->expression->place;
	return err;
}

struct err call_fault(struct kernel_call *call, size_t operand, struct str message,
		      struct scalar first, struct scalar second)
{
	return tell_fault(call, operation_name(call->expression->operation), operand, message,
			  first, second);
}

struct err call_fault_about(struct kernel_call *call, struct str about, struct str message,
			    struct scalar first, struct scalar second)
{
	/* The text may lie where the expression is computed; the fault outlives that. */
	return tell_fault(call, scalar_text(call->run->texts, scalar_string(about)), 0, message,
			  first, second);
}

static const struct kernel_row *kernel_of(enum operation operation)
{
	const struct kernel_row *row;

	if ((row = kernel_numeric(operation)) || (row = kernel_compare(operation)) ||
	    (row = kernel_logic(operation)) || (row = kernel_string(operation)) ||
	    (row = kernel_time(operation)) || (row = kernel_cast(operation)))
		return row;
	return NULL;
}

static struct err node_call(struct machine *machine, struct machine_node *node)
{
	const struct expression *expression = node->expression;
	bool *is_constant;
	size_t n = expression->n_operands;

	node->kernel = kernel_of(expression->operation);
	assert(node->kernel);
	TRY_NEW(node->operands = NEW(machine->arena, struct machine_node *, n));
	TRY_NEW(node->operand_vectors = NEW(machine->arena, const struct vector *, n));
	TRY_NEW(is_constant = NEW(machine->arena, bool, n));
	/* A number that is random by its seed and index is as constant as they are. */
	node->is_constant = true;
	node->may_fail = operation_may_fail(expression->operation);
	for (size_t i = 0; i < n; i++) {
		is_constant[i] = true;
		if (!expression->operands[i])
			continue;
		TRY(machine_node_new(machine, expression->operands[i], &node->operands[i]));
		is_constant[i] = node->operands[i]->is_constant;
		node->is_constant &= is_constant[i];
		node->may_fail |= node->operands[i]->may_fail;
	}
	if (node->may_fail && operation_asks(expression->operation))
		TRY_NEW(node->decided = NEW(machine->arena, uint64_t, 2 * bits_words(VECTOR_ROWS)));
	node->state = (struct kernel_state){ .arena = machine->arena, .is_constant = is_constant };
	if (expression->type == DATA_STRING) {
		TRY_NEW(node->state.strings = NEW(machine->arena, struct dictionary_builder, 1));
		dictionary_begin(node->state.strings, machine->arena);
	}
	return OK;
}

/* The value of a slot; a null may come without its type. */
static struct err slot_column(struct machine *machine, const struct expression *expression,
			      struct column *out)
{
	struct scalar value = machine->run->slots[expression->component];

	if (value.is_null)
		value = scalar_null(expression->type);
	assert(value.type == expression->type);
	return column_constant(machine->arena, value, out);
}

struct err machine_node_new(struct machine *machine, const struct expression *expression,
			    struct machine_node **out)
{
	struct machine_node *node = NEW(machine->arena, struct machine_node, 1);
	struct column *constant;

	TRY_NEW(node);
	node->expression = expression;
	node->older = machine->newest;
	machine->newest = node;
	TRY_NEW(node->room = NEW(machine->arena, struct vector_room, 1));
	switch (expression->kind) {
	case EXPRESSION_CONSTANT:
		TRY_NEW(constant = NEW(machine->arena, struct column, 1));
		TRY(column_constant(machine->arena, expression->constant, constant));
		node->column = constant;
		node->is_constant = true;
		break;
	case EXPRESSION_SLOT:
		TRY_NEW(constant = NEW(machine->arena, struct column, 1));
		TRY(slot_column(machine, expression, constant));
		node->column = constant;
		node->is_constant = true;
		break;
	case EXPRESSION_COMPONENT:
		assert(machine->dataset);
		assert(expression->component < machine->dataset->structure.count);
		node->column = &machine->dataset->columns[expression->component];
		break;
	case EXPRESSION_CALL:
		TRY(node_call(machine, node));
		break;
	}
	*out = node;
	return OK;
}

static void add_nulls(const uint64_t *more, size_t n, uint64_t *nulls, bool *is_any)
{
	for (size_t w = 0; w < bits_words(n); w++)
		nulls[w] = (*is_any ? nulls[w] : 0) | more[w];
	*is_any = true;
}

/* The union of the operands' nulls and of the rows that are not asked; false: none is null. */
static bool nulls_of_operands(const struct machine *machine, const struct machine_node *node,
			      size_t n, uint64_t *nulls)
{
	bool is_any = false;

	for (size_t i = 0; i < node->expression->n_operands; i++) {
		const struct vector *operand = node->operand_vectors[i];

		if (operand && operand->nulls)
			add_nulls(operand->nulls, n, nulls, &is_any);
	}
	if (machine->unasked)
		add_nulls(machine->unasked, n, nulls, &is_any);
	return is_any;
}

struct err machine_run_operand(struct machine *machine, struct machine_node *node, size_t i,
			       size_t from, size_t n)
{
	struct machine_node *operand = node->operands[i];

	if (!operand)
		return OK;
	TRY(machine_node_run(machine, operand, from, n, operand->room->values,
			     operand->room->nulls));
	node->operand_vectors[i] = &operand->vector;
	return OK;
}

static struct err run_operands(struct machine *machine, struct machine_node *node, size_t from,
			       size_t n)
{
	if (node->decided)
		return machine_ask(machine, node, from, n);
	for (size_t i = 0; i < node->expression->n_operands; i++)
		TRY(machine_run_operand(machine, node, i, from, n));
	return OK;
}

static struct err node_compute(struct machine *machine, struct machine_node *node, size_t from,
			       size_t n, void *values, uint64_t *nulls)
{
	const struct expression *expression = node->expression;
	struct kernel_call call = { .run = machine->run,
				    .expression = expression,
				    .n = n,
				    .operands = node->operand_vectors,
				    .values = values,
				    .nulls = nulls,
				    .unasked = machine->unasked,
				    .state = &node->state };

	TRY(run_operands(machine, node, from, n));
	if (node->kernel->is_strict)
		call.has_nulls = nulls_of_operands(machine, node, n, nulls);
	TRY(node->kernel->run(&call));
	node->vector = (struct vector){ .type = expression->type,
					.values = values,
					.nulls = call.has_nulls ? nulls : NULL,
					.n = n };
	if (node->state.strings)
		node->vector.dictionary = &node->state.strings->dictionary;
	return OK;
}

/* A constant is computed once, for blocks of any length, and whichever rows ask for it. */
static struct err run_constant(struct machine *machine, struct machine_node *node)
{
	const uint64_t *unasked = machine->unasked;
	struct err err = OK;

	machine->unasked = NULL;
	if (node->column)
		column_read(node->column, 0, VECTOR_ROWS, node->room, &node->vector);
	else
		err = node_compute(machine, node, 0, VECTOR_ROWS, node->room->values,
				   node->room->nulls);
	machine->unasked = unasked;
	node->is_done = true;
	return err;
}

/* Is no row of the block asked? Bits beyond n may be any. */
static bool is_unasked(const struct machine *machine, size_t n)
{
	if (!machine->unasked)
		return false;
	for (size_t w = 0; w < n / 64; w++) {
		if (machine->unasked[w] != UINT64_MAX)
			return false;
	}
	return n % 64 == 0 || (machine->unasked[n / 64] | UINT64_MAX << n % 64) == UINT64_MAX;
}

/* What stands for values that are not asked. */
static void skip(struct machine_node *node, size_t n, void *values, uint64_t *nulls)
{
	memset(values, 0, n * data_width(node->expression->type));
	memset(nulls, 0xff, bits_words(n) * sizeof(*nulls));
	node->vector = (struct vector){
		.type = node->expression->type, .values = values, .nulls = nulls, .n = n
	};
	if (node->state.strings)
		node->vector.dictionary = &node->state.strings->dictionary;
}

struct err machine_node_run(struct machine *machine, struct machine_node *node, size_t from,
			    size_t n, void *values, uint64_t *nulls)
{
	if (!node->is_done && node->may_fail && is_unasked(machine, n)) {
		skip(node, n, values, nulls);
		return OK;
	}
	if (node->is_constant) {
		if (!node->is_done)
			TRY(run_constant(machine, node));
		node->vector.n = n;
		return OK;
	}
	if (node->column) {
		column_read(node->column, from, n, node->room, &node->vector);
		return OK;
	}
	return node_compute(machine, node, from, n, values, nulls);
}

/*
 * Operators that do not ask all their operands in each row. The rows in which one is not asked are handed
 * down with it: for them its operators compute a null, and a value that they could not take is no fault.
 */
#include "vtl/machine.h"

#include <assert.h>
#include <string.h>

bool operation_asks(enum operation operation)
{
	switch (operation) {
	case OPERATION_IF:
	case OPERATION_CASE:
	case OPERATION_AND:
	case OPERATION_OR:
	case OPERATION_NVL:
		return true;
	default:
		return false;
	}
}

bool operation_may_fail(enum operation operation)
{
	switch (operation) {
	case OPERATION_CONCAT:
	case OPERATION_TRIM:
	case OPERATION_LTRIM:
	case OPERATION_RTRIM:
	case OPERATION_UPPER:
	case OPERATION_LOWER:
	case OPERATION_LENGTH:
	case OPERATION_EQUAL:
	case OPERATION_NOT_EQUAL:
	case OPERATION_LESS:
	case OPERATION_LESS_EQUAL:
	case OPERATION_GREATER:
	case OPERATION_GREATER_EQUAL:
	case OPERATION_BETWEEN:
	case OPERATION_IN:
	case OPERATION_NOT_IN:
	case OPERATION_ISNULL:
	case OPERATION_AND:
	case OPERATION_OR:
	case OPERATION_XOR:
	case OPERATION_NOT:
	case OPERATION_IF:
	case OPERATION_CASE:
	case OPERATION_NVL:
		return false;
	default:
		return true;
	}
}

/* The rows whose value is known to be wanted, 64 of them. */
static uint64_t rows_of(const struct vector *vector, size_t from, uint8_t wanted)
{
	const uint8_t *values = vector->values;
	size_t n = vector->n - from < 64 ? vector->n - from : 64;
	uint64_t word = 0;

	if (vector->type != DATA_BOOLEAN) /* null, all of it */
		return 0;
	for (size_t i = 0; i < n; i++)
		word |= (uint64_t)(values[from + i] == wanted) << i;
	return vector->nulls ? word & ~vector->nulls[from / 64] : word;
}

/* An operand for the rows that are not in `unasked`. */
static struct err ask(struct machine *machine, struct machine_node *node, size_t operand,
		      size_t from, size_t n, const uint64_t *unasked)
{
	const uint64_t *outer = machine->unasked;
	struct err err;

	machine->unasked = unasked;
	err = machine_run_operand(machine, node, operand, from, n);
	machine->unasked = outer;
	return err;
}

/* Nothing is decided but what nobody asks. */
static void begin(const struct machine *machine, size_t n, uint64_t *decided)
{
	size_t size = bits_words(n) * sizeof(*decided);

	if (machine->unasked)
		memcpy(decided, machine->unasked, size);
	else
		memset(decided, 0, size);
}

/* if and case: a condition where none before it is true, a value where its own is the first. */
static struct err ask_case(struct machine *machine, struct machine_node *node, size_t from,
			   size_t n)
{
	uint64_t *decided = node->decided, *others = decided + bits_words(VECTOR_ROWS);
	size_t n_conditions = node->expression->n_operands / 2;

	begin(machine, n, decided);
	for (size_t c = 0; c < n_conditions; c++) {
		TRY(ask(machine, node, 2 * c, from, n, decided));
		for (size_t w = 0; w < bits_words(n); w++) {
			uint64_t mine = rows_of(node->operand_vectors[2 * c], 64 * w, true) &
					~decided[w];

			others[w] = ~mine;
			decided[w] |= mine;
		}
		TRY(ask(machine, node, 2 * c + 1, from, n, others));
	}
	return ask(machine, node, 2 * n_conditions, from, n, decided);
}

/* and, or, nvl: the second operand where the first does not decide. */
static struct err ask_second(struct machine *machine, struct machine_node *node, size_t from,
			     size_t n)
{
	enum operation operation = node->expression->operation;
	const struct vector *first;
	uint64_t *decided = node->decided;

	TRY(machine_run_operand(machine, node, 0, from, n));
	first = node->operand_vectors[0];
	begin(machine, n, decided);
	for (size_t w = 0; w < bits_words(n); w++) {
		if (operation == OPERATION_NVL)
			decided[w] |= first->nulls ? ~first->nulls[w] : UINT64_MAX;
		else
			decided[w] |= rows_of(first, 64 * w, operation == OPERATION_OR);
	}
	return ask(machine, node, 1, from, n, decided);
}

struct err machine_ask(struct machine *machine, struct machine_node *node, size_t from, size_t n)
{
	assert(node->decided && n <= VECTOR_ROWS);
	if (node->expression->operation == OPERATION_IF ||
	    node->expression->operation == OPERATION_CASE)
		return ask_case(machine, node, from, n);
	return ask_second(machine, node, from, n);
}

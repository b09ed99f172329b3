/*
 * Comparisons, whose result is a boolean: both operands are of one type by now. Strings are compared by
 * their bytes. Greater is less with the operands exchanged.
 */
#include "vtl/kernel.h"

#include <stdlib.h>
#include <string.h>

/* The three comparisons that there really are. */
enum order { ORDER_EQUAL, ORDER_LESS, ORDER_LESS_EQUAL };

static void compare_numbers(enum order order, const double *a, const double *b, size_t n,
			    uint8_t *out)
{
	if (order == ORDER_EQUAL) {
		for (size_t i = 0; i < n; i++)
			out[i] = a[i] == b[i];
	} else if (order == ORDER_LESS) {
		for (size_t i = 0; i < n; i++)
			out[i] = a[i] < b[i];
	} else {
		for (size_t i = 0; i < n; i++)
			out[i] = a[i] <= b[i];
	}
}

static void compare_integers(enum order order, const int64_t *a, const int64_t *b, size_t n,
			     uint8_t *out)
{
	if (order == ORDER_EQUAL) {
		for (size_t i = 0; i < n; i++)
			out[i] = a[i] == b[i];
	} else if (order == ORDER_LESS) {
		for (size_t i = 0; i < n; i++)
			out[i] = a[i] < b[i];
	} else {
		for (size_t i = 0; i < n; i++)
			out[i] = a[i] <= b[i];
	}
}

static void compare_instants(enum order order, const time_instant *a, const time_instant *b,
			     size_t n, uint8_t *out)
{
	if (order == ORDER_EQUAL) {
		for (size_t i = 0; i < n; i++)
			out[i] = time_instant_canonical(a[i]) == time_instant_canonical(b[i]);
	} else if (order == ORDER_LESS) {
		for (size_t i = 0; i < n; i++)
			out[i] = time_instant_canonical(a[i]) < time_instant_canonical(b[i]);
	} else {
		for (size_t i = 0; i < n; i++)
			out[i] = time_instant_canonical(a[i]) <= time_instant_canonical(b[i]);
	}
}

/* Periods, and codes of strings: what is equal is the same word. */
static void equal_words(const uint32_t *a, const uint32_t *b, size_t n, uint8_t *out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = a[i] == b[i];
}

static bool holds(enum order order, int compared)
{
	return order == ORDER_EQUAL  ? compared == 0
	       : order == ORDER_LESS ? compared < 0
				     : compared <= 0;
}

/* Types whose order is not that of their bytes. */
static void compare_others(enum order order, const struct vector *a, const struct vector *b,
			   size_t n, uint8_t *out)
{
	for (size_t i = 0; i < n; i++) {
		struct scalar left = vector_scalar(a, i), right = vector_scalar(b, i);

		out[i] = !left.is_null && !right.is_null && holds(order, scalar_cmp(left, right));
	}
}

static struct err compare_text(struct kernel_call *call, const struct scalar *operands,
			       struct buf *buf, struct scalar *out)
{
	int compared = str_cmp(operands[0].string, operands[1].string);

	(void)buf;
	switch (call->expression->operation) {
	case OPERATION_EQUAL:
		out->boolean = compared == 0;
		break;
	case OPERATION_NOT_EQUAL:
		out->boolean = compared != 0;
		break;
	case OPERATION_LESS:
		out->boolean = compared < 0;
		break;
	case OPERATION_LESS_EQUAL:
		out->boolean = compared <= 0;
		break;
	case OPERATION_GREATER:
		out->boolean = compared > 0;
		break;
	default:
		out->boolean = compared >= 0;
		break;
	}
	return OK;
}

static struct err compare(struct kernel_call *call, enum order order, bool is_exchanged)
{
	const struct vector *a = call->operands[is_exchanged], *b = call->operands[!is_exchanged];
	size_t n = call->n;
	uint8_t *out = call->values;

	switch (a->type) {
	case DATA_NUMBER:
		compare_numbers(order, a->values, b->values, n, out);
		break;
	case DATA_INTEGER:
		compare_integers(order, a->values, b->values, n, out);
		break;
	case DATA_DATE:
		compare_instants(order, a->values, b->values, n, out);
		break;
	case DATA_TIME_PERIOD:
		if (order == ORDER_EQUAL)
			equal_words(a->values, b->values, n, out);
		else
			compare_others(order, a, b, n, out);
		break;
	case DATA_STRING:
		if (order == ORDER_EQUAL && a->dictionary == b->dictionary) {
			equal_words(a->values, b->values, n, out);
			break;
		}
		return text_run(call, compare_text);
	case DATA_NULL:
		memset(out, 0, n);
		break;
	default:
		compare_others(order, a, b, n, out);
		break;
	}
	return OK;
}

static struct err run_equal(struct kernel_call *call)
{
	return compare(call, ORDER_EQUAL, false);
}

static struct err run_not_equal(struct kernel_call *call)
{
	uint8_t *out = call->values;

	if (call->operands[0]->type == DATA_STRING &&
	    call->operands[0]->dictionary != call->operands[1]->dictionary)
		return text_run(call, compare_text);
	TRY(compare(call, ORDER_EQUAL, false));
	for (size_t i = 0; i < call->n; i++)
		out[i] = !out[i];
	return OK;
}

static struct err run_less(struct kernel_call *call)
{
	return compare(call, ORDER_LESS, false);
}

static struct err run_less_equal(struct kernel_call *call)
{
	return compare(call, ORDER_LESS_EQUAL, false);
}

static struct err run_greater(struct kernel_call *call)
{
	return compare(call, ORDER_LESS, true);
}

static struct err run_greater_equal(struct kernel_call *call)
{
	return compare(call, ORDER_LESS_EQUAL, true);
}

/* The values of `in`, sorted; nulls among them are counted. */
struct value_set {
	struct scalar *at;
	size_t count;
	bool has_null;
};

static int compare_scalars(const void *a, const void *b)
{
	return scalar_cmp(*(const struct scalar *)a, *(const struct scalar *)b);
}

static struct err value_set_of(struct kernel_call *call, struct value_set **out)
{
	struct value_set *set = call->state->made;

	if (!set) {
		TRY_NEW(set = NEW(call->state->arena, struct value_set, 1));
		TRY_NEW(set->at = NEW(call->state->arena, struct scalar,
				      call->expression->n_operands));
		for (size_t i = 1; i < call->expression->n_operands; i++) {
			struct scalar value = vector_scalar(call->operands[i], 0);

			if (value.is_null)
				set->has_null = true;
			else
				set->at[set->count++] = value;
		}
		if (set->count)
			qsort(set->at, set->count, sizeof(*set->at), compare_scalars);
		call->state->made = set;
	}
	*out = set;
	return OK;
}

static bool set_has(const struct value_set *set, struct scalar value)
{
	return set->count &&
	       bsearch(&value, set->at, set->count, sizeof(*set->at), compare_scalars);
}

/* What is not among the values is null when there is a null among them: it might be the one. */
static void in_result(const struct kernel_call *call, const struct value_set *set,
		      struct scalar value, struct scalar *out)
{
	bool is_in = set_has(set, value);

	out->is_null = !is_in && set->has_null;
	out->boolean = is_in == (call->expression->operation == OPERATION_IN);
}

static struct err in_text(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
			  struct scalar *out)
{
	struct value_set *set;

	(void)buf;
	TRY(value_set_of(call, &set));
	in_result(call, set, operands[0], out);
	return OK;
}

static struct err run_in(struct kernel_call *call)
{
	const struct vector *operand = call->operands[0];
	uint8_t *out = call->values;
	struct value_set *set;

	/* It is strict in the first operand alone. */
	call->has_nulls = operand->nulls != NULL;
	if (call->has_nulls)
		memcpy(call->nulls, operand->nulls, bits_words(call->n) * sizeof(*call->nulls));
	if (operand->type == DATA_STRING)
		return text_run(call, in_text);
	TRY(value_set_of(call, &set));
	for (size_t i = 0; i < call->n; i++) {
		struct scalar result = { .type = DATA_BOOLEAN };

		if (!call_null(call, i))
			in_result(call, set, vector_scalar(operand, i), &result);
		out[i] = result.boolean;
		if (result.is_null)
			call_set_null(call, i);
	}
	return OK;
}

static const struct kernel_row rows[OPERATION_COUNT_] = {
	[OPERATION_EQUAL] = { run_equal, true },
	[OPERATION_NOT_EQUAL] = { run_not_equal, true },
	[OPERATION_LESS] = { run_less, true },
	[OPERATION_LESS_EQUAL] = { run_less_equal, true },
	[OPERATION_GREATER] = { run_greater, true },
	[OPERATION_GREATER_EQUAL] = { run_greater_equal, true },
	[OPERATION_IN] = { run_in, false },
	[OPERATION_NOT_IN] = { run_in, false },
};

const struct kernel_row *kernel_compare(enum operation operation)
{
	return rows[operation].run ? &rows[operation] : NULL;
}

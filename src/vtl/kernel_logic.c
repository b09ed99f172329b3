/*
 * Three-valued logic, and the operators that choose: if, case, nvl. They decide about nulls themselves.
 */
#include "vtl/kernel.h"

#include <assert.h>
#include <string.h>

/* A word of a bitmap, one bit a boolean. */
static uint64_t pack(const uint8_t *values, size_t n)
{
	uint64_t word = 0;

	for (size_t i = 0; i < n; i++)
		word |= (uint64_t)values[i] << i;
	return word;
}

static void unpack(uint64_t word, size_t n, uint8_t *values)
{
	for (size_t i = 0; i < n; i++)
		values[i] = word >> i & 1;
}

/* and, or and xor, 64 rows at a time: what is true, and what is null. */
static struct err run_binary(struct kernel_call *call)
{
	const struct vector *a = call->operands[0], *b = call->operands[1];
	uint8_t *out = call->values;
	uint64_t any_null = 0;

	for (size_t from = 0; from < call->n; from += 64) {
		size_t n = call->n - from < 64 ? call->n - from : 64;
		uint64_t null_a = a->nulls ? a->nulls[from / 64] : 0;
		uint64_t null_b = b->nulls ? b->nulls[from / 64] : 0;
		uint64_t true_a = pack((const uint8_t *)a->values + from, n) & ~null_a;
		uint64_t true_b = pack((const uint8_t *)b->values + from, n) & ~null_b;
		uint64_t false_a = ~true_a & ~null_a, false_b = ~true_b & ~null_b;
		uint64_t is_true, is_false;

		if (call->expression->operation == OPERATION_AND) {
			is_true = true_a & true_b;
			is_false = false_a | false_b;
		} else if (call->expression->operation == OPERATION_OR) {
			is_true = true_a | true_b;
			is_false = false_a & false_b;
		} else {
			is_true = (true_a & false_b) | (false_a & true_b);
			is_false = (true_a & true_b) | (false_a & false_b);
		}
		call->nulls[from / 64] = ~(is_true | is_false);
		if (n < 64)
			call->nulls[from / 64] &= (UINT64_C(1) << n) - 1;
		any_null |= call->nulls[from / 64];
		unpack(is_true, n, out + from);
	}
	call->has_nulls = any_null != 0;
	return OK;
}

static struct err run_not(struct kernel_call *call)
{
	const uint8_t *a = call->operands[0]->values;
	uint8_t *out = call->values;

	for (size_t i = 0; i < call->n; i++)
		out[i] = !a[i];
	return OK;
}

static struct err run_isnull(struct kernel_call *call)
{
	uint8_t *out = call->values;

	for (size_t i = 0; i < call->n; i++)
		out[i] = vector_null(call->operands[0], i);
	return OK;
}

/* Strings that are chosen from several columns: their codes in the dictionary of the result. */
struct translations {
	const struct dictionary *from[2]; /* of two operands, as they were when last seen */
	uint32_t *codes[2];
	size_t room[2];
};

static const uint32_t CODE_UNKNOWN = UINT32_MAX;

/* The result's code of an operand's string, asked for once. */
static struct err translate(struct kernel_call *call, struct translations *made, size_t which,
			    const struct vector *operand, uint32_t code, uint32_t *out)
{
	const struct dictionary *dictionary = operand->dictionary;

	if (made->from[which] != dictionary || code >= made->room[which]) {
		size_t room = dictionary->count + dictionary->count / 2 + 64;
		uint32_t *codes = NEW(call->state->arena, uint32_t, room);

		TRY_NEW(codes);
		memset(codes, 0xff, room * sizeof(*codes));
		made->from[which] = dictionary;
		made->codes[which] = codes;
		made->room[which] = room;
	}
	if (made->codes[which][code] == CODE_UNKNOWN)
		TRY(dictionary_code(call->state->strings, dictionary->at[code],
				    &made->codes[which][code]));
	*out = made->codes[which][code];
	return OK;
}

static struct err choose_strings(struct kernel_call *call, const uint8_t *choice,
				 const struct vector *const *choices, size_t n_choices)
{
	struct translations *made = call->state->made;
	uint32_t *out = call->values;
	size_t n_pairs = (n_choices + 1) / 2;

	if (!made) {
		TRY_NEW(made = NEW(call->state->arena, struct translations, n_pairs));
		call->state->made = made;
	}
	for (size_t i = 0; i < call->n; i++) {
		const struct vector *operand = choices[choice[i]];

		if (call_null(call, i)) {
			out[i] = 0;
			continue;
		}
		TRY(translate(call, &made[choice[i] / 2], choice[i] % 2, operand,
			      ((const uint32_t *)operand->values)[i], &out[i]));
	}
	return OK;
}

enum { CHOICES_MOST = 255 };

/* Copies for each row the value of the operand that was chosen for it, and its null. */
static struct err choose(struct kernel_call *call, const uint8_t *choice,
			 const struct vector *const *choices, size_t n_choices)
{
	size_t width = data_width(call->expression->type);
	uint64_t any = 0;

	memset(call->nulls, 0, bits_words(call->n) * sizeof(*call->nulls));
	for (size_t i = 0; i < call->n; i++) {
		uint64_t is_null = vector_null(choices[choice[i]], i);

		call->nulls[i / 64] |= is_null << (i % 64);
		any |= is_null;
	}
	call->has_nulls = any;
	if (call->expression->type == DATA_STRING)
		return choose_strings(call, choice, choices, n_choices);
	if (width == 8) {
		uint64_t *out = call->values;

		for (size_t i = 0; i < call->n; i++)
			out[i] = ((const uint64_t *)choices[choice[i]]->values)[i];
	} else if (width == 4) {
		uint32_t *out = call->values;

		for (size_t i = 0; i < call->n; i++)
			out[i] = ((const uint32_t *)choices[choice[i]]->values)[i];
	} else if (width == 1) {
		uint8_t *out = call->values;

		for (size_t i = 0; i < call->n; i++)
			out[i] = ((const uint8_t *)choices[choice[i]]->values)[i];
	}
	return OK;
}

static bool is_true(const struct vector *condition, size_t i)
{
	return condition->type == DATA_BOOLEAN && !vector_null(condition, i) &&
	       ((const uint8_t *)condition->values)[i];
}

/* if and case: (condition, value)…, otherwise. A condition that is null is not true. */
static struct err run_case(struct kernel_call *call)
{
	size_t n_conditions = call->expression->n_operands / 2;
	const struct vector *choices[CHOICES_MOST + 1];
	uint8_t choice[VECTOR_ROWS] = { 0 };

	if (n_conditions > CHOICES_MOST)
		return call_fault(call, 0, S(N_("{1}: too many conditions")),
				  scalar_null(DATA_NULL), scalar_null(DATA_NULL));
	for (size_t c = 0; c < n_conditions; c++)
		choices[c] = call->operands[2 * c + 1];
	choices[n_conditions] = call->operands[2 * n_conditions];
	for (size_t i = 0; i < call->n; i++) {
		size_t c = 0;

		while (c < n_conditions && !is_true(call->operands[2 * c], i))
			c++;
		choice[i] = (uint8_t)c;
	}
	return choose(call, choice, choices, n_conditions + 1);
}

static struct err run_nvl(struct kernel_call *call)
{
	uint8_t choice[VECTOR_ROWS] = { 0 };

	assert(call->n <= VECTOR_ROWS);
	for (size_t i = 0; i < call->n; i++)
		choice[i] = vector_null(call->operands[0], i);
	return choose(call, choice, call->operands, 2);
}

/* The value of a constant operand. */
static struct str constant_text(const struct kernel_call *call, size_t operand)
{
	return call->n > 0 ? vector_scalar(call->operands[operand], 0).string : (struct str){ 0 };
}

/* A value that is none of its declared type ends the run. */
static struct err run_restrict(struct kernel_call *call)
{
	uint8_t choice[VECTOR_ROWS] = { 0 };

	for (size_t i = 0; i < call->n; i++) {
		if (is_true(call->operands[1], i) || (call->unasked && bit_get(call->unasked, i)))
			continue;
		return call_fault_about(
			call, constant_text(call, 2), S(N_("{1}: {2} is no value of {3}")),
			vector_scalar(call->operands[0], i), scalar_string(constant_text(call, 3)));
	}
	return choose(call, choice, call->operands, 1);
}

static const struct kernel_row rows[OPERATION_COUNT_] = {
	[OPERATION_AND] = { run_binary, false },        [OPERATION_OR] = { run_binary, false },
	[OPERATION_XOR] = { run_binary, false },        [OPERATION_NOT] = { run_not, true },
	[OPERATION_ISNULL] = { run_isnull, false },     [OPERATION_IF] = { run_case, false },
	[OPERATION_CASE] = { run_case, false },         [OPERATION_NVL] = { run_nvl, false },
	[OPERATION_RESTRICT] = { run_restrict, false },
};

const struct kernel_row *kernel_logic(enum operation operation)
{
	return rows[operation].run ? &rows[operation] : NULL;
}

/*
 * Numbers. Integers stay integers where the manual says so, and what does not fit in 64 bits is an error;
 * so is a number without a value (a division by zero, the logarithm of nothing).
 */
#include "vtl/kernel.h"

#include <math.h>
#include <string.h>

static struct err overflow(struct kernel_call *call)
{
	return call_fault(call, 0, S(N_("{1}: the result is beyond the range of integers")),
			  scalar_null(DATA_NULL), scalar_null(DATA_NULL));
}

static struct err no_number(struct kernel_call *call, size_t operand, size_t i)
{
	return call_fault(call, operand, S(N_("{1}: there is no result for {2}")),
			  vector_scalar(call->operands[operand - 1], i), scalar_null(DATA_NULL));
}

/* Numbers of the result that are none: an error where they are seen. */
static struct err check_finite(struct kernel_call *call, size_t operand)
{
	const double *values = call->values;
	uint64_t word, carried = 0;

	/* Adding 1 to an exponent of ones carries into the sign. */
	for (size_t i = 0; i < call->n; i++) {
		memcpy(&word, &values[i], sizeof(word));
		carried |= (word & UINT64_C(0x7ff0000000000000)) + UINT64_C(0x0010000000000000);
	}
	if (!(carried >> 63))
		return OK;
	for (size_t i = 0; i < call->n; i++) {
		if (!isfinite(values[i]) && !call_null(call, i))
			return no_number(call, operand, i);
	}
	return OK;
}

static struct err run_add(struct kernel_call *call)
{
	size_t n = call->n;

	if (call->expression->type == DATA_NUMBER) {
		const double *a = call->operands[0]->values, *b = call->operands[1]->values;
		double *out = call->values;

		for (size_t i = 0; i < n; i++)
			out[i] = a[i] + b[i];
		return check_finite(call, 1);
	}
	const int64_t *a = call->operands[0]->values, *b = call->operands[1]->values;
	int64_t *out = call->values, over = 0;

	for (size_t i = 0; i < n; i++) {
		out[i] = (int64_t)((uint64_t)a[i] + (uint64_t)b[i]);
		over |= (a[i] ^ out[i]) & (b[i] ^ out[i]);
	}
	if (over >= 0)
		return OK;
	for (size_t i = 0; i < n; i++) {
		if (((a[i] ^ out[i]) & (b[i] ^ out[i])) < 0 && !call_null(call, i))
			return overflow(call);
	}
	return OK;
}

static struct err run_subtract(struct kernel_call *call)
{
	size_t n = call->n;

	if (call->expression->type == DATA_NUMBER) {
		const double *a = call->operands[0]->values, *b = call->operands[1]->values;
		double *out = call->values;

		for (size_t i = 0; i < n; i++)
			out[i] = a[i] - b[i];
		return check_finite(call, 1);
	}
	const int64_t *a = call->operands[0]->values, *b = call->operands[1]->values;
	int64_t *out = call->values, over = 0;

	for (size_t i = 0; i < n; i++) {
		out[i] = (int64_t)((uint64_t)a[i] - (uint64_t)b[i]);
		over |= (a[i] ^ b[i]) & (a[i] ^ out[i]);
	}
	if (over >= 0)
		return OK;
	for (size_t i = 0; i < n; i++) {
		if (((a[i] ^ b[i]) & (a[i] ^ out[i])) < 0 && !call_null(call, i))
			return overflow(call);
	}
	return OK;
}

static struct err run_multiply(struct kernel_call *call)
{
	size_t n = call->n;

	if (call->expression->type == DATA_NUMBER) {
		const double *a = call->operands[0]->values, *b = call->operands[1]->values;
		double *out = call->values;

		for (size_t i = 0; i < n; i++)
			out[i] = a[i] * b[i];
		return check_finite(call, 1);
	}
	const int64_t *a = call->operands[0]->values, *b = call->operands[1]->values;
	int64_t *out = call->values;

	for (size_t i = 0; i < n; i++) {
		if (__builtin_mul_overflow(a[i], b[i], &out[i]) && !call_null(call, i))
			return overflow(call);
	}
	return OK;
}

static struct err run_divide(struct kernel_call *call)
{
	const double *a = call->operands[0]->values, *b = call->operands[1]->values;
	double *out = call->values;
	bool has_zero = false;

	for (size_t i = 0; i < call->n; i++) {
		has_zero |= b[i] == 0;
		out[i] = a[i] / b[i];
	}
	for (size_t i = 0; has_zero && i < call->n; i++) {
		if (b[i] == 0 && !call_null(call, i))
			return call_fault(call, 2, S(N_("{1}: {2} cannot be divided by zero")),
					  vector_scalar(call->operands[0], i),
					  scalar_null(DATA_NULL));
	}
	return check_finite(call, 1);
}

/* The remainder has the sign of the divisor (mod(5, -2) is -1); without a divisor it is the dividend. */
static struct err run_mod(struct kernel_call *call)
{
	if (call->expression->type == DATA_NUMBER) {
		const double *a = call->operands[0]->values, *b = call->operands[1]->values;
		double *out = call->values;

		for (size_t i = 0; i < call->n; i++) {
			double rest = b[i] == 0 ? a[i] : fmod(a[i], b[i]);

			out[i] = b[i] != 0 && rest != 0 && (rest < 0) != (b[i] < 0) ? rest + b[i]
										    : rest;
		}
		return OK;
	}
	const int64_t *a = call->operands[0]->values, *b = call->operands[1]->values;
	int64_t *out = call->values;

	for (size_t i = 0; i < call->n; i++) {
		int64_t rest = b[i] == 0 ? a[i] : b[i] == -1 ? 0 : a[i] % b[i];

		out[i] = b[i] != 0 && rest != 0 && (rest < 0) != (b[i] < 0) ? rest + b[i] : rest;
	}
	return OK;
}

static struct err run_minus(struct kernel_call *call)
{
	size_t n = call->n;

	if (call->expression->type == DATA_NUMBER) {
		const double *a = call->operands[0]->values;
		double *out = call->values;

		for (size_t i = 0; i < n; i++)
			out[i] = -a[i];
		return OK;
	}
	const int64_t *a = call->operands[0]->values;
	int64_t *out = call->values;

	for (size_t i = 0; i < n; i++) {
		if (__builtin_sub_overflow(0, a[i], &out[i]) && !call_null(call, i))
			return overflow(call);
	}
	return OK;
}

static struct err run_plus(struct kernel_call *call)
{
	const uint64_t *a = call->operands[0]->values; /* integers or numbers: eight bytes */
	uint64_t *out = call->values;

	for (size_t i = 0; i < call->n; i++)
		out[i] = a[i];
	return OK;
}

static struct err run_abs(struct kernel_call *call)
{
	size_t n = call->n;

	if (call->expression->type == DATA_NUMBER) {
		const double *a = call->operands[0]->values;
		double *out = call->values;

		for (size_t i = 0; i < n; i++)
			out[i] = fabs(a[i]);
		return OK;
	}
	const int64_t *a = call->operands[0]->values;
	int64_t *out = call->values;

	for (size_t i = 0; i < n; i++) {
		if (a[i] == INT64_MIN && !call_null(call, i))
			return overflow(call);
		out[i] = a[i] < 0 ? (int64_t)(0 - (uint64_t)a[i]) : a[i];
	}
	return OK;
}

static double half_away(double number)
{
	return round(number);
}

/* To integers by a function of numbers; what does not fit is an error. */
static struct err to_integers(struct kernel_call *call, double (*function)(double))
{
	int64_t *out = call->values;

	if (call->operands[0]->type == DATA_INTEGER) {
		const int64_t *a = call->operands[0]->values;

		for (size_t i = 0; i < call->n; i++)
			out[i] = a[i];
		return OK;
	}
	const double *a = call->operands[0]->values;

	for (size_t i = 0; i < call->n; i++) {
		double number = function(a[i]);
		bool fits = number >= -0x1p63 && number < 0x1p63;

		if (!fits && !call_null(call, i))
			return overflow(call);
		out[i] = fits ? (int64_t)number : 0;
	}
	return OK;
}

static struct err run_ceil(struct kernel_call *call)
{
	return to_integers(call, ceil);
}

static struct err run_floor(struct kernel_call *call)
{
	return to_integers(call, floor);
}

enum { DIGITS_BEYOND = 308 };

/*
 * The number scaled by digits, made whole, and scaled back. Whether the written number lies at the half is
 * told from the nearest decimal: 2.675 is rounded to 2.68, though the double is a little less.
 */
static double to_digits(double number, int64_t digits, bool is_round)
{
	double scale, scaled, whole;

	if (digits > DIGITS_BEYOND || number == 0)
		return number;
	if (digits < -DIGITS_BEYOND)
		return 0;
	scale = pow(10, (double)(digits < 0 ? -digits : digits));
	scaled = digits < 0 ? number / scale : number * scale;
	if (!isfinite(scaled) || fabs(scaled) >= 0x1p52)
		return number;
	whole = round(scaled);
	if (fabs(scaled - whole) <= 4e-16 * fabs(scaled))
		scaled = whole; /* what it is as written */
	else if (is_round && fabs(fabs(scaled - trunc(scaled)) - 0.5) <= 4e-16 * fabs(scaled))
		scaled = trunc(scaled) + copysign(0.5, scaled);
	whole = is_round ? round(scaled) : trunc(scaled);
	return digits < 0 ? whole * scale : whole / scale;
}

static struct err with_digits(struct kernel_call *call, bool is_round)
{
	double *out = call->values;
	const int64_t *digits = call->operands[1]->values;
	bool is_integer = call->operands[0]->type == DATA_INTEGER;
	const int64_t *integers = call->operands[0]->values;
	const double *numbers = call->operands[0]->values;

	for (size_t i = 0; i < call->n; i++)
		out[i] = to_digits(is_integer ? (double)integers[i] : numbers[i], digits[i],
				   is_round);
	return OK;
}

static struct err run_round(struct kernel_call *call)
{
	if (call->expression->type == DATA_INTEGER)
		return to_integers(call, half_away);
	return with_digits(call, true);
}

static struct err run_trunc(struct kernel_call *call)
{
	if (call->expression->type == DATA_INTEGER)
		return to_integers(call, trunc);
	return with_digits(call, false);
}

static struct err by_function(struct kernel_call *call, double (*function)(double))
{
	const double *a = call->operands[0]->values;
	double *out = call->values;

	for (size_t i = 0; i < call->n; i++)
		out[i] = function(a[i]);
	return check_finite(call, 1);
}

static struct err run_exp(struct kernel_call *call)
{
	return by_function(call, exp);
}

static struct err run_ln(struct kernel_call *call)
{
	return by_function(call, log);
}

static struct err run_sqrt(struct kernel_call *call)
{
	return by_function(call, sqrt);
}

static struct err run_power(struct kernel_call *call)
{
	const double *a = call->operands[0]->values, *b = call->operands[1]->values;
	double *out = call->values;

	for (size_t i = 0; i < call->n; i++)
		out[i] = pow(a[i], b[i]);
	return check_finite(call, 1);
}

static struct err run_log(struct kernel_call *call)
{
	const double *a = call->operands[0]->values, *b = call->operands[1]->values;
	double *out = call->values;

	for (size_t i = 0; i < call->n; i++) {
		if (!(b[i] > 1) && !call_null(call, i))
			return call_fault(call, 2,
					  S(N_("{1}: the base of a logarithm is greater than 1, "
					       "and {2} is not")),
					  vector_scalar(call->operands[1], i),
					  scalar_null(DATA_NULL));
		out[i] = b[i] == 2 ? log2(a[i]) : b[i] == 10 ? log10(a[i]) : log(a[i]) / log(b[i]);
	}
	return check_finite(call, 1);
}

/* The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t scramble(uint64_t word)
{
	word = (word ^ word >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	word = (word ^ word >> 27) * UINT64_C(0x94d049bb133111eb);
	return word ^ word >> 31;
}

/* The number at the index of the sequence that the seed begins: at least 0, below 1. */
static struct err run_random(struct kernel_call *call)
{
	const double *seeds = call->operands[0]->values;
	const int64_t *indexes = call->operands[1]->values;
	double *out = call->values;

	for (size_t i = 0; i < call->n; i++) {
		union {
			double number;
			uint64_t word;
		} seed = { .number = seeds[i] == 0 ? 0 : seeds[i] };
		uint64_t word = scramble(seed.word) +
				UINT64_C(0x9e3779b97f4a7c15) * ((uint64_t)indexes[i] + 1);

		out[i] = (double)(scramble(word) >> 11) * 0x1p-53;
	}
	return OK;
}

static const struct kernel_row rows[OPERATION_COUNT_] = {
	[OPERATION_PLUS] = { run_plus, true },
	[OPERATION_MINUS] = { run_minus, true },
	[OPERATION_ADD] = { run_add, true },
	[OPERATION_SUBTRACT] = { run_subtract, true },
	[OPERATION_MULTIPLY] = { run_multiply, true },
	[OPERATION_DIVIDE] = { run_divide, true },
	[OPERATION_MOD] = { run_mod, true },
	[OPERATION_ROUND] = { run_round, true },
	[OPERATION_TRUNC] = { run_trunc, true },
	[OPERATION_CEIL] = { run_ceil, true },
	[OPERATION_FLOOR] = { run_floor, true },
	[OPERATION_ABS] = { run_abs, true },
	[OPERATION_EXP] = { run_exp, true },
	[OPERATION_LN] = { run_ln, true },
	[OPERATION_SQRT] = { run_sqrt, true },
	[OPERATION_POWER] = { run_power, true },
	[OPERATION_LOG] = { run_log, true },
	[OPERATION_RANDOM] = { run_random, true },
};

const struct kernel_row *kernel_numeric(enum operation operation)
{
	return rows[operation].run ? &rows[operation] : NULL;
}

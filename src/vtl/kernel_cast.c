/*
 * Conversions between types. Those from and to strings are functions of texts; the others go value by
 * value, and between integers and numbers array by array.
 */
#include "vtl/kernel.h"

#include "base/buf.h"
#include "base/real.h"
#include "vtl/mask.h"

#include <math.h>
#include <string.h>

static bool has_mask(const struct kernel_call *call)
{
	return call->expression->n_operands > 1 && call->operands[1];
}

static bool digits_only(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
	}
	return text.len > 0;
}

/* "+12" and "0012" are integers too. */
static bool read_integer(struct str text, int64_t *out)
{
	struct str digits = str_starts(text, S("+")) ? str_slice(text, 1, text.len) : text;
	bool is_signed = str_starts(digits, S("-"));
	size_t from = is_signed;

	if (digits.len != text.len && is_signed)
		return false;
	if (!digits_only(str_slice(digits, from, digits.len)))
		return false;
	return str_to_int64(digits, out);
}

static bool read_text(enum data_type type, struct str text, struct scalar *out)
{
	struct str number = text;
	int8_t decimals;

	switch (type) {
	case DATA_INTEGER:
		return read_integer(text, &out->integer);
	case DATA_NUMBER:
		if (str_starts(text, S("+")))
			number = str_slice(text, 1, text.len);
		return !(number.len != text.len && str_starts(number, S("-"))) &&
		       real_parse(number, '.', 0, &out->number, &decimals);
	case DATA_BOOLEAN: /* whatever is not true is false */
		out->boolean = text.len == 4 && (text.at[0] | 32) == 't' &&
			       (text.at[1] | 32) == 'r' && (text.at[2] | 32) == 'u' &&
			       (text.at[3] | 32) == 'e';
		return true;
	case DATA_TIME_PERIOD:
		/* Two days with "/" between must be a month, a quarter, a semester or a year. */
		return scalar_parse(type, text, out) &&
		       (str_find_char(text, '/', 0) == SIZE_MAX ||
			time_period_unit(out->period) >= TIME_MONTH);
	default:
		return scalar_parse(type, text, out);
	}
}

static struct err from_text(struct kernel_call *call, const struct scalar *operands,
			    struct buf *buf, struct scalar *out)
{
	enum data_type type = call->expression->type;
	struct str text = str_trim(operands[0].string);
	bool is_good;

	(void)buf;
	if (has_mask(call))
		is_good = mask_read(operands[1].string, type, text, out);
	else
		is_good = read_text(type, text, out);
	out->type = type;
	if (is_good)
		return OK;
	if (has_mask(call))
		return call_fault(call, 1, S(N_("{1}: {2} is not written as the mask {3} says")),
				  operands[0], operands[1]);
	return call_fault(call, 1, S(N_("{1}: {2} is no value of {3}")), operands[0],
			  scalar_string(data_type_name(type)));
}

/* As cast writes values: periods as intervals, durations by ISO 8601. */
static void write_text(struct buf *buf, struct scalar scalar)
{
	if (scalar.type == DATA_TIME_PERIOD)
		time_span_write(buf, time_span_of(time_period_first(scalar.period),
						  time_period_last(scalar.period)));
	else if (scalar.type == DATA_DURATION)
		time_duration_write_iso(buf, scalar.duration);
	else
		scalar_write(buf, scalar);
}

static struct err to_text(struct kernel_call *call, const struct scalar *operands, struct buf *buf,
			  struct scalar *out)
{
	if (has_mask(call) && operands[0].type == DATA_STRING) {
		buf_str(buf, operands[0].string);
	} else if (has_mask(call)) {
		if (!mask_write(operands[1].string, operands[0], buf))
			return call_fault(call, 2, S(N_("{1}: {2} is no mask for {3}")),
					  operands[1],
					  scalar_string(data_type_name(operands[0].type)));
	} else {
		write_text(buf, operands[0]);
	}
	out->string = buf_held(buf);
	return OK;
}

/*
 * A number that is whole. The manual would rather have the cast forbidden, because what becomes of decimals
 * depends on the program, and has it in its examples; here decimals are refused.
 */
static bool to_integer(struct scalar from, struct scalar *out)
{
	if (from.type == DATA_BOOLEAN) {
		out->integer = from.boolean;
		return true;
	}
	if (from.number != trunc(from.number) || !(from.number >= -0x1p63 && from.number < 0x1p63))
		return false;
	out->integer = (int64_t)from.number;
	return true;
}

static bool to_number(struct scalar from, struct scalar *out)
{
	out->number = from.type == DATA_INTEGER ? (double)from.integer : from.boolean;
	return true;
}

static bool to_boolean(struct scalar from, struct scalar *out)
{
	out->boolean = from.type == DATA_INTEGER ? from.integer != 0 : from.number != 0;
	return true;
}

static bool to_date(struct scalar from, struct scalar *out)
{
	int32_t first, last;

	if (from.type == DATA_TIME_PERIOD) {
		first = time_period_first(from.period);
		last = time_period_last(from.period);
	} else {
		first = time_span_first(from.span);
		last = time_span_last(from.span);
	}
	out->instant = time_instant_of_day(first);
	return first == last;
}

static bool to_period(struct scalar from, struct scalar *out)
{
	if (from.type == DATA_DATE) {
		out->period = time_period_around(TIME_DAY, time_instant_day(from.instant));
		return true;
	}
	return time_period_between(time_span_first(from.span), time_span_last(from.span),
				   &out->period);
}

/* Intervals are precise to the day. */
static bool to_time(struct scalar from, struct scalar *out)
{
	if (from.type == DATA_DATE)
		out->span = time_span_of(time_instant_day(from.instant),
					 time_instant_day(from.instant));
	else
		out->span =
			time_span_of(time_period_first(from.period), time_period_last(from.period));
	return true;
}

static bool convert(enum data_type type, struct scalar from, struct scalar *out)
{
	if (from.type == type) {
		*out = from;
		return true;
	}
	switch (type) {
	case DATA_INTEGER:
		return to_integer(from, out);
	case DATA_NUMBER:
		return to_number(from, out);
	case DATA_BOOLEAN:
		return to_boolean(from, out);
	case DATA_DATE:
		return to_date(from, out);
	case DATA_TIME_PERIOD:
		return to_period(from, out);
	case DATA_TIME:
		return to_time(from, out);
	default:
		return false;
	}
}

static struct err refuse(struct kernel_call *call, enum data_type type, struct scalar from)
{
	if (from.type == DATA_NUMBER && from.number != trunc(from.number))
		return call_fault(call, 1,
				  S(N_("{1}: {2} is no integer; round, trunc, floor and ceil "
				       "make one")),
				  from, scalar_null(DATA_NULL));
	return call_fault(call, 1, S(N_("{1}: {2} is no value of {3}")), from,
			  scalar_string(data_type_name(type)));
}

/* One value, as it lies in a column; never a string. */
static void put(void *values, size_t i, struct scalar scalar)
{
	if (scalar.type == DATA_BOOLEAN)
		((uint8_t *)values)[i] = scalar.boolean;
	else
		memcpy((char *)values + i * data_width(scalar.type), &scalar.integer,
		       data_width(scalar.type));
}

static struct err run_cast(struct kernel_call *call)
{
	const struct vector *operand = call->operands[0];
	enum data_type type = call->expression->type;

	if (operand->type == DATA_NULL)
		return OK;
	if (operand->type == DATA_STRING && type != DATA_STRING)
		return text_run(call, from_text);
	if (type == DATA_STRING)
		return text_run(call, to_text);
	if (operand->type == DATA_INTEGER && type == DATA_NUMBER) {
		const int64_t *integers = operand->values;
		double *out = call->values;

		for (size_t i = 0; i < call->n; i++)
			out[i] = (double)integers[i];
		return OK;
	}
	for (size_t i = 0; i < call->n; i++) {
		struct scalar from = vector_scalar(operand, i), to = { .type = type };

		if (from.is_null)
			continue;
		if (!convert(type, from, &to))
			return refuse(call, type, from);
		put(call->values, i, to);
	}
	return OK;
}

const struct kernel_row *kernel_cast(enum operation operation)
{
	static const struct kernel_row row = { run_cast, true };

	return operation == OPERATION_CAST ? &row : NULL;
}

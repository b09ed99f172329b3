/* The types of values: their names and widths, which fits which, and single values. */
#include "cube/data_type.h"

#include "base/buf.h"
#include "base/real.h"

#include <assert.h>

struct type_row {
	struct str name, title;
	size_t width;
};

static const struct type_row types[] = {
	[DATA_NULL] = { STR("null"), STR("Null"), 0 },
	[DATA_INTEGER] = { STR("integer"), STR("Integer"), sizeof(int64_t) },
	[DATA_NUMBER] = { STR("number"), STR("Number"), sizeof(double) },
	[DATA_BOOLEAN] = { STR("boolean"), STR("Boolean"), sizeof(uint8_t) },
	[DATA_STRING] = { STR("string"), STR("String"), sizeof(uint32_t) },
	[DATA_DATE] = { STR("date"), STR("Date"), sizeof(time_instant) },
	[DATA_TIME_PERIOD] = { STR("time_period"), STR("TimePeriod"), sizeof(time_period) },
	[DATA_TIME] = { STR("time"), STR("Time"), sizeof(time_span) },
	[DATA_DURATION] = { STR("duration"), STR("Duration"), sizeof(time_duration) },
};
_Static_assert(countof(types) == DATA_TYPE_COUNT_, "each type has its row");

size_t data_width(enum data_type type)
{
	assert(type < DATA_TYPE_COUNT_);
	return types[type].width;
}

struct str data_type_name(enum data_type type)
{
	assert(type < DATA_TYPE_COUNT_);
	return types[type].name;
}

struct str data_type_title(enum data_type type)
{
	assert(type < DATA_TYPE_COUNT_);
	return types[type].title;
}

bool data_type_named(struct str name, enum data_type *out)
{
	for (int i = DATA_NULL + 1; i < DATA_TYPE_COUNT_; i++) {
		if (str_eq(types[i].name, name)) {
			*out = (enum data_type)i;
			return true;
		}
	}
	return false;
}

bool data_type_titled(struct str title, enum data_type *out)
{
	for (int i = DATA_NULL + 1; i < DATA_TYPE_COUNT_; i++) {
		if (str_eq_anycase(types[i].title, title) || str_eq_anycase(types[i].name, title)) {
			*out = (enum data_type)i;
			return true;
		}
	}
	return false;
}

bool data_fits(enum data_type from, enum data_type to)
{
	if (from == to || from == DATA_NULL)
		return true;
	switch (to) {
	case DATA_NUMBER:
		return from == DATA_INTEGER;
	case DATA_STRING:
		return from == DATA_BOOLEAN;
	case DATA_TIME:
		return from == DATA_DATE || from == DATA_TIME_PERIOD;
	default:
		return false;
	}
}

bool data_common(enum data_type a, enum data_type b, enum data_type *out)
{
	if (data_fits(a, b)) {
		*out = b;
	} else if (data_fits(b, a)) {
		*out = a;
	} else if (data_is_time(a) && data_is_time(b)) {
		*out = DATA_TIME;
	} else {
		return false;
	}
	return true;
}

static bool boolean_parse(struct str text, bool *out)
{
	if (str_eq_anycase(text, S("true")) || str_eq(text, S("1")))
		*out = true;
	else if (str_eq_anycase(text, S("false")) || str_eq(text, S("0")))
		*out = false;
	else
		return false;
	return true;
}

bool scalar_parse(enum data_type type, struct str text, struct scalar *out)
{
	struct scalar scalar = { .type = type };
	int8_t decimals;
	bool is_good = false;

	switch (type) {
	case DATA_INTEGER:
		is_good = str_to_int64(text, &scalar.integer);
		break;
	case DATA_NUMBER:
		is_good = real_parse(text, '.', 0, &scalar.number, &decimals);
		break;
	case DATA_BOOLEAN:
		is_good = boolean_parse(text, &scalar.boolean);
		break;
	case DATA_STRING:
		scalar.string = text;
		is_good = true;
		break;
	case DATA_DATE:
		is_good = time_instant_parse(text, &scalar.instant);
		break;
	case DATA_TIME_PERIOD:
		is_good = time_period_parse(text, &scalar.period);
		break;
	case DATA_TIME:
		is_good = time_span_parse(text, &scalar.span);
		break;
	case DATA_DURATION:
		is_good = time_duration_parse(text, &scalar.duration);
		break;
	case DATA_NULL:
	case DATA_TYPE_COUNT_:
		break;
	}
	if (is_good)
		*out = scalar;
	return is_good;
}

void scalar_write(struct buf *buf, struct scalar scalar)
{
	if (scalar.is_null)
		return;
	switch (scalar.type) {
	case DATA_INTEGER:
		buf_int(buf, scalar.integer);
		break;
	case DATA_NUMBER:
		real_write(buf, scalar.number, -1);
		break;
	case DATA_BOOLEAN:
		buf_str(buf, scalar.boolean ? S("true") : S("false"));
		break;
	case DATA_STRING:
		buf_str(buf, scalar.string);
		break;
	case DATA_DATE:
		time_instant_write(buf, scalar.instant);
		break;
	case DATA_TIME_PERIOD:
		time_period_write(buf, scalar.period);
		break;
	case DATA_TIME:
		time_span_write(buf, scalar.span);
		break;
	case DATA_DURATION:
		time_duration_write(buf, scalar.duration);
		break;
	case DATA_NULL:
	case DATA_TYPE_COUNT_:
		break;
	}
}

int scalar_cmp(struct scalar a, struct scalar b)
{
	assert(a.type == b.type && !a.is_null && !b.is_null);
	switch (a.type) {
	case DATA_INTEGER:
		return (a.integer > b.integer) - (a.integer < b.integer);
	case DATA_NUMBER:
		return (a.number > b.number) - (a.number < b.number);
	case DATA_BOOLEAN:
		return (int)a.boolean - (int)b.boolean;
	case DATA_STRING:
		return str_cmp(a.string, b.string);
	case DATA_DATE:
		return time_instant_cmp(a.instant, b.instant);
	case DATA_TIME_PERIOD:
		return time_period_cmp(a.period, b.period);
	case DATA_TIME:
		return time_span_cmp(a.span, b.span);
	case DATA_DURATION:
		return time_duration_cmp(a.duration, b.duration);
	case DATA_NULL:
	case DATA_TYPE_COUNT_:
		break;
	}
	return 0;
}

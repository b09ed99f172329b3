/*
 * The types of values in datasets, which are the basic scalar types of VTL 2.2, how one value is held,
 * and how it is written and read.
 */
#ifndef CUBE_DATA_TYPE_H
#define CUBE_DATA_TYPE_H

#include "cube/time_value.h"

/* How a value of each type lies in a column stands beside it. */
enum data_type {
	DATA_NULL,        /* of the literal null, and of nothing else: it fits every other type */
	DATA_INTEGER,     /* int64_t */
	DATA_NUMBER,      /* double, finite */
	DATA_BOOLEAN,     /* uint8_t, 0 or 1 */
	DATA_STRING,      /* uint32_t, a code of the column's dictionary */
	DATA_DATE,        /* time_instant */
	DATA_TIME_PERIOD, /* time_period */
	DATA_TIME,        /* time_span */
	DATA_DURATION,    /* time_duration */
	DATA_TYPE_COUNT_
};

size_t data_width(enum data_type type); /* bytes of one value */

/* By its name in a script ("time_period"); as structure files spell it ("TimePeriod"), case ignored. */
struct str data_type_name(enum data_type type);
struct str data_type_title(enum data_type type);
bool data_type_named(struct str name, enum data_type *out);
bool data_type_titled(struct str title, enum data_type *out);

static inline bool data_is_numeric(enum data_type type)
{
	return type == DATA_INTEGER || type == DATA_NUMBER;
}

/* A date, a time period or a time: what may be the time identifier of a series. */
static inline bool data_is_time(enum data_type type)
{
	return type == DATA_DATE || type == DATA_TIME_PERIOD || type == DATA_TIME;
}

/* Is a value of `from` taken where `to` is expected, without being asked for (implicit cast)? */
bool data_fits(enum data_type from, enum data_type to);

/* The type that values of both are of, after implicit casts; false when there is none. */
bool data_common(enum data_type a, enum data_type b, enum data_type *out);

/* One value, or null. Text is borrowed. */
struct scalar {
	enum data_type type;
	bool is_null;
	union {
		int64_t integer;
		double number;
		bool boolean;
		struct str string;
		time_instant instant;
		time_period period;
		time_span span;
		time_duration duration;
	};
};

static inline struct scalar scalar_null(enum data_type type)
{
	return (struct scalar){ .type = type, .is_null = true };
}

static inline struct scalar scalar_integer(int64_t integer)
{
	return (struct scalar){ .type = DATA_INTEGER, .integer = integer };
}

static inline struct scalar scalar_number(double number)
{
	return (struct scalar){ .type = DATA_NUMBER, .number = number };
}

static inline struct scalar scalar_boolean(bool boolean)
{
	return (struct scalar){ .type = DATA_BOOLEAN, .boolean = boolean };
}

static inline struct scalar scalar_string(struct str string)
{
	return (struct scalar){ .type = DATA_STRING, .string = string };
}

/*
 * A value as data files write it; false when the text is none of the type. Strings are borrowed from the
 * text, empty ones too: what is null is decided by the caller.
 */
bool scalar_parse(enum data_type type, struct str text, struct scalar *out);
void scalar_write(struct buf *buf, struct scalar scalar); /* nothing for null */

/* Negative, 0 or positive; both of one type and not null. Strings by their bytes. */
int scalar_cmp(struct scalar a, struct scalar b);

#endif

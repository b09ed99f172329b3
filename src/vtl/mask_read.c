/*
 * Text is read by a mask item by item: a field is gathered where it is met, and made a value at the end.
 */
#include "vtl/mask.h"

#include "vtl/mask_items.h"

enum { MICROSECOND_DIGITS = 6 };

/* A text on its way: what each field says. */
struct fields {
	bool has[FIELD_COUNT_];
	int32_t at[FIELD_COUNT_];
	bool has_unit;
	enum time_unit unit;
	bool has_half, is_afternoon; /* am or pm */
};

/* Digits, and of decimals of a second what they are in microseconds. */
static bool read_digits(const struct item *item, struct str text, size_t *at, int32_t *out)
{
	size_t count = 0;
	int32_t n = 0;

	while (count < item->most && *at < text.len && text.at[*at] >= '0' && text.at[*at] <= '9') {
		n = n * 10 + text.at[(*at)++] - '0';
		count++;
	}
	*out = n;
	if (item->field == FIELD_FRACTION) {
		for (size_t i = count; i < MICROSECOND_DIGITS; i++)
			*out *= 10;
		for (size_t i = count; i > MICROSECOND_DIGITS; i--)
			*out /= 10;
	}
	return count >= item->least && count > 0;
}

/* Which of the words stands here, from 1; each is told by its first `most` letters, or by all. */
static int32_t read_word(const struct item *item, const struct str *words, size_t n,
			 struct str text, size_t *at)
{
	for (size_t i = 0; i < n; i++) {
		size_t length = item->most && item->most < words[i].len ? item->most : words[i].len;

		if (text.len - *at >= length && str_eq_anycase(str_slice(text, *at, *at + length),
							       str_slice(words[i], 0, length))) {
			*at += length;
			return (int32_t)i + 1;
		}
	}
	return 0;
}

static bool set_field(struct fields *fields, enum field field, int32_t n)
{
	if (fields->has[field] && fields->at[field] != n)
		return false;
	fields->has[field] = true;
	fields->at[field] = n;
	return true;
}

static bool read_item(const struct item *item, struct str text, size_t *at, struct fields *fields)
{
	int32_t n;

	switch (item->kind) {
	case ITEM_DIGITS:
		return read_digits(item, text, at, &n) && set_field(fields, item->field, n);
	case ITEM_MONTH:
		n = read_word(item, mask_months, MONTHS, text, at);
		return n > 0 && set_field(fields, FIELD_MONTH, n);
	case ITEM_DAY: /* the name of a day adds nothing to a date */
		return read_word(item, mask_weekdays, WEEKDAYS, text, at) > 0;
	case ITEM_HALF:
		if (text.len - *at < 2 || (text.at[*at + 1] | 32) != 'm' ||
		    ((text.at[*at] | 32) != 'a' && (text.at[*at] | 32) != 'p'))
			return false;
		fields->has_half = true;
		fields->is_afternoon = (text.at[*at] | 32) == 'p';
		*at += 2;
		return true;
	case ITEM_UNIT:
		if (*at == text.len ||
		    !time_unit_parse(str_slice(text, *at, *at + 1), &fields->unit))
			return false;
		fields->has_unit = true;
		++*at;
		return true;
	case ITEM_CHARACTER:
		return *at < text.len && text.at[(*at)++] == item->character;
	}
	return false;
}

static bool read_fields(const struct mask *mask, struct str text, struct fields *out)
{
	size_t at = 0;

	*out = (struct fields){ 0 };
	for (size_t i = 0; i < mask->count; i++) {
		if (!read_item(&mask->items[i], text, &at, out))
			return false;
	}
	return at == text.len;
}

enum { TWO_DIGIT_YEARS = 100, CENTURY_OF_TWO_DIGITS = 2000, HOURS_OF_HALF = 12 };

/* The n-th period of the unit in the year, by its spelling. */
static bool nth_period(int32_t year, enum time_unit unit, int32_t n, time_period *out)
{
	char text[16];
	struct buf buf = { .at = text, .room = sizeof(text), .limit = sizeof(text) };

	if (year < 1 || year > 9999 || n < 0 || n > 999)
		return false;
	buf_digits(&buf, (uint64_t)year, 4);
	if (unit != TIME_YEAR) {
		buf_char(&buf, time_unit_letter(unit));
		buf_digits(&buf, (uint64_t)n, 1);
	} else if (n != 1) {
		return false;
	}
	return time_period_parse(buf_held(&buf), out);
}

static bool year_of(const struct fields *fields, const struct mask *mask, int32_t *out)
{
	if (!fields->has[FIELD_YEAR])
		return false;
	*out = fields->at[FIELD_YEAR];
	for (size_t i = 0; i < mask->count; i++) {
		const struct item *item = &mask->items[i];

		if (item->kind == ITEM_DIGITS && item->field == FIELD_YEAR && item->most == 2 &&
		    *out < TWO_DIGIT_YEARS)
			*out += fields->has[FIELD_CENTURY] ? fields->at[FIELD_CENTURY] * 100
							   : CENTURY_OF_TWO_DIGITS;
	}
	return true;
}

/* The period that the fields say, by the smallest unit among them. */
static bool period_of(const struct fields *fields, const struct mask *mask, time_period *out)
{
	char text[16];
	struct buf buf = { .at = text, .room = sizeof(text), .limit = sizeof(text) };
	struct date date;
	int32_t year;

	if (!year_of(fields, mask, &year))
		return false;
	if (fields->has_unit)
		return nth_period(year, fields->unit,
				  fields->has[FIELD_NUMBER] ? fields->at[FIELD_NUMBER] : 1, out);
	if (fields->has[FIELD_DAY] && fields->has[FIELD_MONTH]) {
		buf_digits(&buf, (uint64_t)year, 4);
		buf_char(&buf, '-');
		buf_digits(&buf, (uint64_t)fields->at[FIELD_MONTH], 2);
		buf_char(&buf, '-');
		buf_digits(&buf, (uint64_t)fields->at[FIELD_DAY], 2);
		if (!date_parse(buf_held(&buf), &date))
			return false;
		*out = time_period_around(TIME_DAY, date.day);
		return true;
	}
	if (fields->has[FIELD_DAY] && fields->has[FIELD_WEEK]) {
		if (!nth_period(year, TIME_WEEK, fields->at[FIELD_WEEK], out) ||
		    fields->at[FIELD_DAY] < 1 || fields->at[FIELD_DAY] > 7)
			return false;
		*out = time_period_around(TIME_DAY,
					  time_period_first(*out) + fields->at[FIELD_DAY] - 1);
		return true;
	}
	if (fields->has[FIELD_DAY])
		return nth_period(year, TIME_DAY, fields->at[FIELD_DAY], out);
	if (fields->has[FIELD_WEEK])
		return nth_period(year, TIME_WEEK, fields->at[FIELD_WEEK], out);
	if (fields->has[FIELD_MONTH])
		return nth_period(year, TIME_MONTH, fields->at[FIELD_MONTH], out);
	if (fields->has[FIELD_QUARTER])
		return nth_period(year, TIME_QUARTER, fields->at[FIELD_QUARTER], out);
	if (fields->has[FIELD_SEMESTER])
		return nth_period(year, TIME_SEMESTER, fields->at[FIELD_SEMESTER], out);
	return nth_period(year, TIME_YEAR, 1, out);
}

/* The microsecond of the day; false when the fields say none that there is. */
static bool clock_of(const struct fields *fields, int64_t *out)
{
	int32_t hour = fields->at[FIELD_HOUR], minute = fields->at[FIELD_MINUTE];
	int32_t second = fields->at[FIELD_SECOND];

	if (fields->has_half) {
		if (hour < 1 || hour > HOURS_OF_HALF)
			return false;
		hour = hour % HOURS_OF_HALF + (fields->is_afternoon ? HOURS_OF_HALF : 0);
	}
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	*out = INT64_C(1) * ((hour * 60 + minute) * 60 + second) * MICROSECONDS_A_SECOND +
	       fields->at[FIELD_FRACTION];
	return true;
}

static bool read_instant(struct str mask_text, struct str text, time_instant *out)
{
	struct mask mask;
	struct fields fields;
	time_period period;
	int64_t microsecond;
	int32_t ahead = 0;
	bool has_zone;

	if (!mask_parse(mask_text, &mask) || !read_fields(&mask, text, &fields) ||
	    !period_of(&fields, &mask, &period) || time_period_unit(period) != TIME_DAY)
		return false;
	if (!mask_has_clock(&mask)) {
		*out = time_instant_of_day(time_period_first(period));
		return true;
	}
	has_zone = mask_zone(&mask, &ahead);
	return clock_of(&fields, &microsecond) &&
	       time_instant_move(time_instant_of(time_period_first(period), microsecond,
						 has_zone ? INSTANT_UTC : INSTANT_CLOCK),
				 -ahead, out);
}

static bool read_period(struct str mask_text, struct str text, time_period *out)
{
	struct mask mask;
	struct fields fields;

	return mask_parse(mask_text, &mask) && read_fields(&mask, text, &fields) &&
	       period_of(&fields, &mask, out);
}

/* Fields of a duration; a mask of P alone is a unit. */
static bool read_duration(struct str mask_text, struct str text, time_duration *out)
{
	struct duration_parts parts = { 0 };
	struct mask mask;
	struct fields fields;

	if (!mask_parse_duration(mask_text, &mask) || !read_fields(&mask, text, &fields))
		return false;
	if (fields.has_unit) {
		parts = time_duration_parts(time_duration_of_unit(fields.unit));
		if (fields.has[FIELD_NUMBER]) {
			int32_t n = fields.at[FIELD_NUMBER];

			if (n > 999)
				return false;
			parts.years *= n;
			parts.months *= n;
			parts.days *= n;
			parts.is_unit = false;
		}
		*out = time_duration_of(parts);
		return true;
	}
	parts.has_years = fields.has[FIELD_YEAR];
	parts.has_months = fields.has[FIELD_MONTH];
	parts.has_days = fields.has[FIELD_DAY] || fields.has[FIELD_WEEK];
	parts.in_weeks = !fields.has[FIELD_DAY] && fields.has[FIELD_WEEK];
	parts.years = fields.at[FIELD_YEAR];
	parts.months = fields.at[FIELD_MONTH];
	parts.days = fields.at[FIELD_DAY] + 7 * (fields.at[FIELD_WEEK] % 1000);
	if (parts.years > 9999 || parts.months > 65535 || parts.days > 1000000)
		return false;
	*out = time_duration_of(parts);
	return parts.has_years || parts.has_months || parts.has_days;
}

/* One end of an interval, or how long it is, in the spelling of time_span_parse. */
static bool read_end(struct str mask, struct str text, struct buf *buf)
{
	bool is_duration = str_starts(mask, S("P")) || str_starts(mask, S("\\P"));
	time_duration duration;
	time_period period;

	if (is_duration) {
		if (!read_duration(mask, text, &duration))
			return false;
		time_duration_write_iso(buf, duration);
		return true;
	}
	if (!read_period(mask, text, &period))
		return false;
	time_period_write(buf, period);
	return true;
}

static bool read_span(struct str mask, struct str text, time_span *out)
{
	size_t cut = str_find_char(mask, '/', 0), text_cut = str_find_char(text, '/', 0);
	char spelling[64];
	struct buf buf = { .at = spelling, .room = sizeof(spelling), .limit = sizeof(spelling) };

	if (cut != SIZE_MAX) {
		if (text_cut == SIZE_MAX ||
		    !read_end(str_slice(mask, 0, cut), str_slice(text, 0, text_cut), &buf))
			return false;
		buf_char(&buf, '/');
		mask = str_slice(mask, cut + 1, mask.len);
		text = str_slice(text, text_cut + 1, text.len);
	}
	return read_end(mask, text, &buf) && time_span_parse(buf_held(&buf), out);
}

bool mask_read(struct str mask, enum data_type type, struct str text, struct scalar *out)
{
	struct scalar scalar = { .type = type };
	bool is_good = false;

	switch (type) {
	case DATA_INTEGER:
	case DATA_NUMBER:
		is_good = mask_read_number(mask, type, text, &scalar);
		break;
	case DATA_DATE:
		is_good = read_instant(mask, text, &scalar.instant);
		break;
	case DATA_TIME_PERIOD:
		is_good = read_period(mask, text, &scalar.period);
		break;
	case DATA_TIME:
		is_good = read_span(mask, text, &scalar.span);
		break;
	case DATA_DURATION:
		is_good = read_duration(mask, text, &scalar.duration);
		break;
	default:
		break;
	}
	if (is_good)
		*out = scalar;
	return is_good;
}

/* Values of time are written by a mask item by item, each from the fields that the value has. */
#include "vtl/mask.h"

#include "vtl/mask_items.h"

/* What is written: the fields of a day, a period or a duration. */
struct written {
	int32_t at[FIELD_COUNT_];
	bool has_unit;
	enum time_unit unit;
	int32_t weekday; /* from 1; 0: there is none */
	bool is_afternoon;
};

static bool has_half(const struct mask *mask)
{
	for (size_t i = 0; i < mask->count; i++) {
		if (mask->items[i].kind == ITEM_HALF)
			return true;
	}
	return false;
}

/* A day is told within its month or its week, if these are written, or else within its year. */
static struct written of_day(const struct mask *mask, int32_t day)
{
	struct civil civil = date_civil((struct date){ day });
	int32_t week = time_period_first(time_period_around(TIME_WEEK, day));
	struct civil thursday = date_civil((struct date){ week + 3 });
	int32_t day_of_year = day - date_of(civil.year, 1, 1).day + 1;
	struct written written = { .weekday = day - week + 1 };

	written.at[FIELD_YEAR] = mask_has(mask, FIELD_WEEK) ? thursday.year : civil.year;
	written.at[FIELD_CENTURY] = civil.year / 100;
	written.at[FIELD_SEMESTER] = (civil.month - 1) / 6 + 1;
	written.at[FIELD_QUARTER] = (civil.month - 1) / 3 + 1;
	written.at[FIELD_MONTH] = civil.month;
	written.at[FIELD_WEEK] = (week + 3 - date_of(thursday.year, 1, 1).day) / 7 + 1;
	written.at[FIELD_DAY] = mask_has(mask, FIELD_MONTH)  ? civil.day
				: mask_has(mask, FIELD_WEEK) ? written.weekday
							     : day_of_year;
	return written;
}

/* The zone of a mask is that in which a point of UTC is told. */
static struct written of_instant(const struct mask *mask, time_instant instant)
{
	struct written written;
	int32_t ahead, seconds, hour;
	int64_t microsecond;

	if (time_instant_form(instant) == INSTANT_UTC && mask_zone(mask, &ahead))
		(void)time_instant_move(instant, ahead, &instant);
	microsecond = time_instant_microsecond(instant);
	seconds = (int32_t)(microsecond / MICROSECONDS_A_SECOND);
	hour = seconds / 3600;
	written = of_day(mask, time_instant_day(instant));
	written.is_afternoon = hour >= 12;
	if (has_half(mask))
		hour = (hour + 11) % 12 + 1;
	written.at[FIELD_HOUR] = hour;
	written.at[FIELD_MINUTE] = seconds / 60 % 60;
	written.at[FIELD_SECOND] = seconds % 60;
	written.at[FIELD_FRACTION] = (int32_t)(microsecond % MICROSECONDS_A_SECOND);
	return written;
}

/* Which one of its unit in the year a period is. */
static int32_t number_in_year(time_period period)
{
	bool is_week = time_period_unit(period) == TIME_WEEK;
	int32_t day = time_period_first(period) + (is_week ? 3 : 0);
	struct civil civil = date_civil((struct date){ day });
	time_period first = time_period_around(time_period_unit(period),
					       date_of(civil.year, 1, is_week ? 4 : 1).day);

	return time_period_ordinal(period) - time_period_ordinal(first) + 1;
}

static struct written of_period(const struct mask *mask, time_period period)
{
	bool is_week = time_period_unit(period) == TIME_WEEK;
	struct written written = of_day(mask, time_period_first(period) + (is_week ? 3 : 0));

	written.has_unit = true;
	written.unit = time_period_unit(period);
	written.at[FIELD_NUMBER] = number_in_year(period);
	return written;
}

static struct written of_duration(time_duration duration)
{
	struct duration_parts parts = time_duration_parts(duration);
	struct written written = { 0 };

	written.at[FIELD_YEAR] = parts.years;
	written.at[FIELD_MONTH] = parts.months;
	written.at[FIELD_DAY] = parts.days;
	written.at[FIELD_WEEK] = parts.days / 7;
	written.has_unit = time_duration_unit(duration, &written.unit);
	written.at[FIELD_NUMBER] = 1;
	return written;
}

/* The word in the case of the mask, cut to its length. */
static void write_word(const struct item *item, struct str word, struct buf *buf)
{
	size_t length = item->most && item->most < word.len ? item->most : word.len;

	for (size_t i = 0; i < length; i++) {
		bool is_capital = i == 0 ? item->is_capital : item->is_upper;

		buf_char(buf, is_capital ? (char)(word.at[i] - 'a' + 'A') : word.at[i]);
	}
}

static void write_digits(const struct item *item, int32_t n, struct buf *buf)
{
	int32_t below = 1;

	if (item->field == FIELD_FRACTION) { /* the first decimals */
		for (size_t i = 0; i < item->most; i++, n = n % 100000 * 10)
			buf_char(buf, (char)('0' + n / 100000));
		return;
	}
	for (size_t i = 0; i < item->most; i++)
		below *= 10;
	buf_digits(buf, (uint64_t)(n % below), (int)item->least);
}

static bool write_item(const struct item *item, const struct written *written, struct buf *buf)
{
	switch (item->kind) {
	case ITEM_DIGITS:
		write_digits(item, written->at[item->field], buf);
		return true;
	case ITEM_MONTH:
		if (written->at[FIELD_MONTH] < 1 || written->at[FIELD_MONTH] > MONTHS)
			return false;
		write_word(item, mask_months[written->at[FIELD_MONTH] - 1], buf);
		return true;
	case ITEM_DAY:
		if (written->weekday < 1)
			return false;
		write_word(item, mask_weekdays[written->weekday - 1], buf);
		return true;
	case ITEM_HALF:
		write_word(item, written->is_afternoon ? S("pm") : S("am"), buf);
		return true;
	case ITEM_UNIT:
		if (written->has_unit)
			buf_char(buf, time_unit_letter(written->unit));
		return written->has_unit;
	case ITEM_CHARACTER:
		buf_char(buf, item->character);
		return true;
	}
	return false;
}

static bool write_items(const struct mask *mask, const struct written *written, struct buf *buf)
{
	for (size_t i = 0; i < mask->count; i++) {
		if (!write_item(&mask->items[i], written, buf))
			return false;
	}
	return true;
}

/* One end of an interval, by its half of the mask. */
static bool write_day(struct str mask_text, int32_t day, struct buf *buf)
{
	struct written written;
	struct mask mask;

	if (!mask_parse(mask_text, &mask))
		return false;
	written = of_day(&mask, day);
	return write_items(&mask, &written, buf);
}

static bool write_span(struct str mask, time_span span, struct buf *buf)
{
	size_t cut = str_find_char(mask, '/', 0);

	if (cut == SIZE_MAX || !write_day(str_slice(mask, 0, cut), time_span_first(span), buf))
		return false;
	buf_char(buf, '/');
	return write_day(str_slice(mask, cut + 1, mask.len), time_span_last(span), buf);
}

bool mask_write(struct str mask_text, struct scalar scalar, struct buf *buf)
{
	struct written written;
	struct mask mask;

	if (data_is_numeric(scalar.type))
		return mask_write_number(mask_text, scalar, buf);
	if (scalar.type == DATA_TIME)
		return write_span(mask_text, scalar.span, buf);
	if (!(scalar.type == DATA_DURATION ? mask_parse_duration(mask_text, &mask)
					   : mask_parse(mask_text, &mask)))
		return false;
	switch (scalar.type) {
	case DATA_DATE:
		written = of_instant(&mask, scalar.instant);
		break;
	case DATA_TIME_PERIOD:
		written = of_period(&mask, scalar.period);
		break;
	case DATA_DURATION:
		written = of_duration(scalar.duration);
		break;
	default:
		return false;
	}
	return write_items(&mask, &written, buf);
}

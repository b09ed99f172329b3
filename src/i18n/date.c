/* Writes days, moments and periods by walking the pieces of a language's pattern. */
#include "i18n/date.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "i18n/cldr.h"
#include "i18n/message.h"

enum {
	MONTHS_IN_QUARTER = 3,
	SECONDS_IN_DAY = 86400,
	US_IN_SECOND = 1000000,
	YEAR_BYTES = 4 * 4 /* four digits, each in UTF-8 */
};

/* The parts of a moment that a pattern may ask for. */
struct clock {
	struct civil day;
	int hour, minute;
};

/* Years are not grouped, so they are written digit by digit. */
static void write_plain(struct buf *buf, const struct locale *locale, int n, int least)
{
	if (n >= 10 || least > 1)
		write_plain(buf, locale, n / 10, least - 1);
	buf_str(buf, locale->numbers->digits[n % 10]);
}

static void write_piece(struct buf *buf, const struct locale *locale, struct date_piece piece,
			struct clock clock)
{
	const struct date_style *style = locale->dates;
	int month = clock.day.month - 1;

	switch (piece.field) {
	case DATE_FIELD_TEXT:
		buf_str(buf, piece.text);
		break;
	case DATE_FIELD_YEAR:
		write_plain(buf, locale, clock.day.year, 1);
		break;
	case DATE_FIELD_QUARTER:
		write_plain(buf, locale, month / MONTHS_IN_QUARTER + 1, 1);
		break;
	case DATE_FIELD_QUARTER_NAME:
		buf_str(buf, style->quarters[month / MONTHS_IN_QUARTER]);
		break;
	case DATE_FIELD_MONTH:
		write_plain(buf, locale, month + 1, 1);
		break;
	case DATE_FIELD_MONTH_SHORT:
		buf_str(buf, style->months_short[month]);
		break;
	case DATE_FIELD_MONTH_NAME:
		buf_str(buf, style->months[month]);
		break;
	case DATE_FIELD_DAY:
		write_plain(buf, locale, clock.day.day, 1);
		break;
	case DATE_FIELD_HOUR:
		write_plain(buf, locale, clock.hour, 1);
		break;
	case DATE_FIELD_HOUR_TWO:
		write_plain(buf, locale, clock.hour, 2);
		break;
	case DATE_FIELD_MINUTE:
		write_plain(buf, locale, clock.minute, 2);
		break;
	case DATE_FIELD_END:
		assert(false);
	}
}

static void write_pattern(struct buf *buf, const struct locale *locale,
			  const struct date_piece *pattern, struct clock clock)
{
	for (; pattern->field != DATE_FIELD_END; pattern++)
		write_piece(buf, locale, *pattern, clock);
}

void date_write_local(struct buf *buf, const struct locale *locale, struct date d)
{
	if (!date_empty(d))
		write_pattern(buf, locale, locale->dates->day,
			      (struct clock){ .day = date_civil(d) });
}

void moment_write_local(struct buf *buf, const struct locale *locale, struct moment m)
{
	struct date day = moment_date(m);
	int64_t midnight = (int64_t)day.day * SECONDS_IN_DAY;
	int second = (int)(m.us / US_IN_SECOND - (m.us % US_IN_SECOND < 0) - midnight);

	assert(second >= 0 && second < SECONDS_IN_DAY);
	write_pattern(buf, locale, locale->dates->moment,
		      (struct clock){ .day = date_civil(day),
				      .hour = second / 3600,
				      .minute = second / 60 % 60 });
}

/* The CLDR has no half-years: these are messages of ours, by the half. */
static const struct str half_messages[2] = {
	STR(N_("First half of {1}")),
	STR(N_("Second half of {1}")),
};

/* The year's digits in the locale's own, in out. */
static struct str year_digits(const struct locale *locale, int32_t year, char out[YEAR_BYTES])
{
	size_t at = YEAR_BYTES;

	for (; year > 0; year /= 10) {
		struct str digit = locale->numbers->digits[year % 10];

		assert(digit.len <= at);
		at -= digit.len;
		memcpy(out + at, digit.at, digit.len);
	}
	return (struct str){ .at = out + at, .len = YEAR_BYTES - at };
}

static void write_half(struct buf *buf, const struct locale *locale, struct civil first)
{
	char digits[YEAR_BYTES];
	struct str year = year_digits(locale, first.year, digits);

	message_write(buf, locale, half_messages[first.month > 6],
		      (struct message_args){ { year } });
}

static void write_campaign(struct buf *buf, const struct locale *locale, struct period p)
{
	char year[YEAR_BYTES], number[YEAR_BYTES];
	struct civil first = date_civil(p.first);
	int32_t nth = p.first.day - date_of(first.year, 1, 1).day + 1;

	message_write(buf, locale, S(N_("Campaign {2} of {1}")),
		      (struct message_args){ { year_digits(locale, first.year, year),
					       year_digits(locale, nth, number) } });
}

void period_write_local(struct buf *buf, const struct locale *locale, struct period p)
{
	const struct date_style *style = locale->dates;
	const struct date_piece *patterns[PERIOD_KIND_COUNT_] = {
		[PERIOD_YEAR] = style->year,
		[PERIOD_QUARTER] = style->quarter,
		[PERIOD_MONTH] = style->month,
		[PERIOD_DAY] = style->day,
	};

	if (p.kind == PERIOD_EMPTY)
		return;
	if (p.kind == PERIOD_HALF)
		write_half(buf, locale, date_civil(p.first));
	else if (p.kind == PERIOD_CAMPAIGN)
		write_campaign(buf, locale, p);
	else
		write_pattern(buf, locale, patterns[p.kind],
			      (struct clock){ .day = date_civil(p.first) });
}

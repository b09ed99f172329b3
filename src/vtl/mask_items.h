/* A mask, taken apart into items. Private to masks. */
#ifndef VTL_MASK_ITEMS_H
#define VTL_MASK_ITEMS_H

#include "base/buf.h"
#include "cube/data_type.h"

/* What digits in a text can say. */
enum field {
	FIELD_CENTURY,
	FIELD_YEAR,
	FIELD_SEMESTER,
	FIELD_QUARTER,
	FIELD_MONTH,
	FIELD_WEEK,
	FIELD_DAY,
	FIELD_HOUR,
	FIELD_MINUTE,
	FIELD_SECOND,
	FIELD_FRACTION,
	FIELD_NUMBER, /* of periods */
	FIELD_COUNT_
};

enum item_kind { ITEM_DIGITS, ITEM_MONTH, ITEM_DAY, ITEM_HALF, ITEM_UNIT, ITEM_CHARACTER };

struct item {
	enum item_kind kind;
	enum field field;
	size_t least, most; /* digits; of a word: most is its length, 0: all of it */
	char character;     /* of a word: its first two letters say the case */
	bool is_upper, is_capital;
};

enum { ITEMS_MOST = 64, FIELD_DIGITS = 9 };

struct mask {
	struct item items[ITEMS_MOST];
	size_t count;
};

/* False: it is no mask, or too long. */
bool mask_parse(struct str s, struct mask *out);

/* Does a field of the mask say it, in digits or in a word? */
bool mask_has(const struct mask *mask, enum field field);

/* Is there a time of day in the mask? */
bool mask_has_clock(const struct mask *mask);

/* The zone in which a mask's time of day is told by the fixed characters behind it ("Z", "-01"). */
bool mask_zone(const struct mask *mask, int32_t *seconds_ahead);

/* In a mask of a duration a P in front is ISO 8601's letter, though it be written without a stroke. */
bool mask_parse_duration(struct str s, struct mask *out);

/* The names of months and of the days of a week, in small letters. */
enum { MONTHS = 12, WEEKDAYS = 7 };
extern const struct str mask_months[MONTHS];
extern const struct str mask_weekdays[WEEKDAYS];

/* Masks of numbers: "DD.DD", "D+.D*", "D.DDDEE". False: the text, or the mask, is none. */
bool mask_read_number(struct str mask, enum data_type type, struct str text, struct scalar *out);
bool mask_write_number(struct str mask, struct scalar scalar, struct buf *buf);

#endif

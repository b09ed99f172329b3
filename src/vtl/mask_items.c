/* Masks are read into items: digits of a field, a word for a month or a day, or a character. */
#include "vtl/mask_items.h"

#include <string.h>

static const char field_letters[FIELD_COUNT_] = { 'C', 'Y', 'S', 'Q', 'M', 'W',
						  'D', 'h', 'm', 's', 'd', 'p' };

const struct str mask_months[MONTHS] = {
	STR("january"),   STR("february"), STR("march"),    STR("april"),
	STR("may"),       STR("june"),     STR("july"),     STR("august"),
	STR("september"), STR("october"),  STR("november"), STR("december"),
};

const struct str mask_weekdays[WEEKDAYS] = {
	STR("monday"), STR("tuesday"),  STR("wednesday"), STR("thursday"),
	STR("friday"), STR("saturday"), STR("sunday"),
};

static bool field_of(char c, enum field *out)
{
	if (c == 'q') /* as the manual has it beside Q */
		c = 'Q';
	for (int i = 0; i < FIELD_COUNT_; i++) {
		if (field_letters[i] == c) {
			*out = (enum field)i;
			return true;
		}
	}
	return false;
}

static bool begins(struct str s, size_t at, const char *word)
{
	return str_eq_anycase(str_slice(s, at, at + strlen(word)), str_of(word));
}

static struct item *add(struct mask *mask, enum item_kind kind)
{
	struct item *item;

	if (mask->count == ITEMS_MOST)
		return NULL;
	item = &mask->items[mask->count++];
	*item = (struct item){ .kind = kind };
	return item;
}

/* A word at *at: MONTH, MON, DAY, each with a length behind it, or AM/PM. */
static bool take_word(struct str s, size_t *at, struct mask *mask, bool *is_good)
{
	static const struct {
		const char *word;
		enum item_kind kind;
		size_t length; /* of what is written; 0: all */
	} words[] = {
		{ "MONTH", ITEM_MONTH, 0 }, { "MON", ITEM_MONTH, 3 }, { "DAY", ITEM_DAY, 0 },
		{ "AM/PM", ITEM_HALF, 2 },  { "AM", ITEM_HALF, 2 },   { "PM", ITEM_HALF, 2 },
	};

	for (size_t i = 0; i < countof(words); i++) {
		const char *first = s.at + *at;
		struct item *item;

		if (!begins(s, *at, words[i].word))
			continue;
		item = add(mask, words[i].kind);
		*is_good = item != NULL;
		if (!item)
			return true;
		item->most = words[i].length;
		item->is_capital = first[0] >= 'A' && first[0] <= 'Z';
		item->is_upper = first[1] >= 'A' && first[1] <= 'Z';
		*at += strlen(words[i].word);
		if (*at < s.len && s.at[*at] >= '1' && s.at[*at] <= '9')
			item->most = (size_t)(s.at[(*at)++] - '0');
		return true;
	}
	return false;
}

/* Digits of one field: letters, those in braces may be missing. */
static bool take_digits(struct str s, size_t *at, struct mask *mask)
{
	size_t optional = 0, count = 0;
	bool is_open = false;
	struct item *item;
	enum field field = FIELD_COUNT_, next;

	while (*at < s.len) {
		char c = s.at[*at];

		if (c == '{' && !is_open) {
			is_open = true;
		} else if (c == '}' && is_open) {
			is_open = false;
		} else if (field_of(c, &next) && (field == FIELD_COUNT_ || next == field)) {
			field = next;
			count++;
			optional += is_open;
		} else {
			break;
		}
		++*at;
	}
	item = add(mask, ITEM_DIGITS);
	if (!item || is_open || field == FIELD_COUNT_ || count > FIELD_DIGITS)
		return false;
	item->field = field;
	item->least = count - optional;
	item->most = count;
	return true;
}

/* Adds the items from the place on. */
static bool parse_items(struct str s, size_t at, struct mask *out)
{
	while (at < s.len) {
		struct item *item;
		enum field field;
		bool is_good;
		char c = s.at[at];

		if (take_word(s, &at, out, &is_good)) {
			if (!is_good)
				return false;
		} else if (c == '{' || field_of(c, &field)) {
			if (!take_digits(s, &at, out))
				return false;
		} else if (c == 'P') {
			if (!add(out, ITEM_UNIT))
				return false;
			at++;
		} else {
			at += c == '\\' && at + 1 < s.len;
			item = add(out, ITEM_CHARACTER);
			if (!item)
				return false;
			item->character = s.at[at++];
		}
	}
	return true;
}

bool mask_has(const struct mask *mask, enum field field)
{
	for (size_t i = 0; i < mask->count; i++) {
		const struct item *item = &mask->items[i];

		if ((item->kind == ITEM_DIGITS && item->field == field) ||
		    (item->kind == ITEM_MONTH && field == FIELD_MONTH))
			return true;
	}
	return false;
}

static bool is_clock(const struct item *item)
{
	return item->kind == ITEM_DIGITS && item->field >= FIELD_HOUR &&
	       item->field <= FIELD_FRACTION;
}

bool mask_has_clock(const struct mask *mask)
{
	for (size_t i = 0; i < mask->count; i++) {
		if (is_clock(&mask->items[i]))
			return true;
	}
	return false;
}

bool mask_zone(const struct mask *mask, int32_t *seconds_ahead)
{
	char text[ITEMS_MOST];
	size_t first = mask->count, length = 0;

	while (first > 0 && mask->items[first - 1].kind == ITEM_CHARACTER)
		first--;
	if (first == 0 || !is_clock(&mask->items[first - 1]))
		return false;
	for (size_t i = first; i < mask->count; i++)
		text[length++] = mask->items[i].character;
	return time_zone_parse((struct str){ text, length }, seconds_ahead);
}

bool mask_parse(struct str s, struct mask *out)
{
	out->count = 0;
	return parse_items(s, 0, out);
}

bool mask_parse_duration(struct str s, struct mask *out)
{
	bool has_letter = s.len > 1 && s.at[0] == 'P';

	out->count = 0;
	if (has_letter)
		add(out, ITEM_CHARACTER)->character = 'P';
	return parse_items(s, has_letter, out);
}

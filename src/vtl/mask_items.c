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

bool mask_parse(struct str s, struct mask *out)
{
	size_t at = 0;

	out->count = 0;
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

void mask_mend_duration(struct mask *mask)
{
	if (mask->count > 1 && mask->items[0].kind == ITEM_UNIT)
		mask->items[0] = (struct item){ .kind = ITEM_CHARACTER, .character = 'P' };
}

/*
 * Compares texts with ICU's collators. A collator is opened and set up by locales_open and after
 * that only passed to functions that take it as const (compare, sort key); ICU lets any number of
 * threads do so at once, and a test does it.
 */
#include "i18n/collate.h"

#include <string.h>

#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "base/arena.h"

/* ICU counts in int32_t; a longer text is compared by its beginning, and then by its bytes. */
static int32_t icu_length(struct str s)
{
	return s.len > INT32_MAX ? INT32_MAX : (int32_t)s.len;
}

static const char *icu_text(struct str s)
{
	return s.at ? s.at : "";
}

int collate(const struct locale *locale, struct str a, struct str b)
{
	UErrorCode status = U_ZERO_ERROR;
	UCollationResult order = ucol_strcollUTF8(locale->collator, icu_text(a), icu_length(a),
						  icu_text(b), icu_length(b), &status);

	if (U_FAILURE(status) || order == UCOL_EQUAL)
		return str_cmp(a, b);
	return order == UCOL_LESS ? -1 : 1;
}

/* The text in UTF-16, which ICU's sort keys want; false when the arena is full. */
static bool utf16_of(struct arena *arena, struct str s, UChar **out, int32_t *length_out)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t room = icu_length(s); /* never more units than bytes */
	UChar *units = NEW(arena, UChar, (size_t)room + 1);

	if (!units)
		return false;
	u_strFromUTF8(units, room + 1, length_out, icu_text(s), room, &status);
	*out = units;
	return U_SUCCESS(status);
}

struct str collate_key(struct arena *arena, const struct locale *locale, struct str s)
{
	UChar *units;
	int32_t n_units, n_key;
	char *key;

	if (!utf16_of(arena, s, &units, &n_units))
		return (struct str){ 0 };
	n_key = ucol_getSortKey(locale->collator, units, n_units, NULL, 0);
	key = NEW(arena, char, (size_t)n_key + s.len);
	if (n_key <= 0 || !key)
		return (struct str){ 0 };
	ucol_getSortKey(locale->collator, units, n_units, (uint8_t *)key, n_key);
	memcpy(key + n_key, icu_text(s), s.len); /* after the key's final 0: orders what is equal */
	return (struct str){ .at = key, .len = (size_t)n_key + s.len };
}

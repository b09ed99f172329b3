/* The table of languages, opening them, and choosing one for a person. */
#include "i18n/locale.h"

#include <unicode/ucol.h>

#include "base/arena.h"
#include "i18n/catalogue.h"
#include "i18n/cldr.h"

static const struct locale languages[LOCALE_COUNT] = {
	{ .tag = STR("en"), .name = STR("English"), .numbers = &number_en, .dates = &date_en },
	{ .tag = STR("ar"),
	  .name = STR("العربية"),
	  .direction = DIRECTION_RIGHT_TO_LEFT,
	  .catalogue = &catalogue_ar,
	  .numbers = &number_ar,
	  .dates = &date_ar },
	{ .tag = STR("zh"),
	  .name = STR("中文"),
	  .catalogue = &catalogue_zh,
	  .numbers = &number_zh,
	  .dates = &date_zh },
	{ .tag = STR("es"),
	  .name = STR("español"),
	  .catalogue = &catalogue_es,
	  .numbers = &number_es,
	  .dates = &date_es },
	{ .tag = STR("fr"),
	  .name = STR("français"),
	  .catalogue = &catalogue_fr,
	  .numbers = &number_fr,
	  .dates = &date_fr },
	{ .tag = STR("ru"),
	  .name = STR("русский"),
	  .catalogue = &catalogue_ru,
	  .numbers = &number_ru,
	  .dates = &date_ru },
};

static struct err collator_open(struct arena *arena, struct str tag, const UCollator **out)
{
	UErrorCode status = U_ZERO_ERROR;
	const char *name = str_cstr(arena, tag);
	UCollator *collator;

	TRY_NEW(name);
	collator = ucol_open(name, &status);
	ucol_setAttribute(collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
	if (U_FAILURE(status)) {
		ucol_close(collator);
		return err_format(arena, ERR_USAGE, HERE, "ICU cannot sort \"%s\": %s", name,
				  u_errorName(status));
	}
	*out = collator;
	return OK;
}

struct err locales_open(struct arena *arena, struct locale_settings settings, struct locales **out)
{
	struct locales *locales;

	TRY_NEW(locales = NEW(arena, struct locales, 1));
	for (int i = 0; i < LOCALE_COUNT; i++) {
		struct locale *locale = &locales->at[i];
		struct err e;

		*locale = languages[i];
		if (settings.arabic_indic_digits && locale->numbers == &number_ar)
			locale->numbers = &number_ar_indic;
		e = collator_open(arena, locale->tag, &locale->collator);
		if (failed(e)) {
			locales_close(locales);
			return e;
		}
	}
	*out = locales;
	return OK;
}

void locales_close(struct locales *locales)
{
	if (!locales)
		return;
	for (int i = 0; i < LOCALE_COUNT; i++) {
		ucol_close((UCollator *)locales->at[i].collator);
		locales->at[i].collator = NULL;
	}
}

/* Is the tag the language itself or a variety of it: "fr", "FR-ch"? */
static bool serves(const struct locale *locale, struct str tag)
{
	struct str ours = locale->tag;

	if (tag.len < ours.len || (tag.len > ours.len && tag.at[ours.len] != '-'))
		return false;
	for (size_t i = 0; i < ours.len; i++) {
		if (small_letter(tag.at[i]) != ours.at[i])
			return false;
	}
	return true;
}

const struct locale *locale_find(const struct locales *locales, struct str tag)
{
	for (int i = 0; i < LOCALE_COUNT; i++) {
		if (serves(&locales->at[i], tag))
			return &locales->at[i];
	}
	return NULL;
}

/*
 * A weight of RFC 9110 (12.4.2) in thousandths: "1", "0.8", "0.125". -1 when it is none.
 */
static int quality_of(struct str s)
{
	int quality = 0, unit = 100;

	if (s.len == 0 || s.len > 5 || (s.at[0] != '0' && s.at[0] != '1'))
		return -1;
	if (s.len > 1 && s.at[1] != '.')
		return -1;
	quality = (s.at[0] - '0') * 1000;
	for (size_t i = 2; i < s.len; i++, unit /= 10) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return -1;
		quality += (s.at[i] - '0') * unit;
	}
	return quality > 1000 ? -1 : quality;
}

/* One element of Accept-Language: a range and how much it is wanted. */
struct wish {
	struct str range;
	int quality; /* in thousandths; -1 for a malformed element, which is passed over */
};

static struct wish wish_of(struct str element)
{
	struct wish wish = { .quality = 1000 };
	struct str parameter;

	str_cut(&element, ';', &wish.range);
	wish.range = str_trim(wish.range);
	while (str_cut(&element, ';', &parameter)) {
		parameter = str_trim(parameter);
		if (parameter.len >= 2 && small_letter(parameter.at[0]) == 'q' &&
		    parameter.at[1] == '=')
			wish.quality = quality_of(str_slice(parameter, 2, parameter.len));
	}
	return wish;
}

/* The first locale that no element of the header names: what "*" stands for. */
static const struct locale *unnamed(const struct locales *locales, struct str header)
{
	for (int i = 0; i < LOCALE_COUNT; i++) {
		struct str rest = header, element;
		bool named = false;

		while (!named && str_cut(&rest, ',', &element))
			named = serves(&locales->at[i], wish_of(element).range);
		if (!named)
			return &locales->at[i];
	}
	return NULL;
}

const struct locale *locale_negotiate(const struct locales *locales, struct str accept_language)
{
	const struct locale *best = &locales->at[0];
	struct str rest = accept_language, element;
	int best_quality = 0;

	while (rest.at && str_cut(&rest, ',', &element)) {
		struct wish wish = wish_of(element);
		const struct locale *locale = NULL;

		if (wish.quality <= best_quality)
			continue;
		locale = str_eq(wish.range, S("*")) ? unnamed(locales, accept_language)
						    : locale_find(locales, wish.range);
		if (locale) {
			best = locale;
			best_quality = wish.quality;
		}
	}
	return best;
}

const struct locale *locale_choose(const struct locales *locales, struct str asked,
				   struct str accept_language)
{
	const struct locale *locale = locale_find(locales, asked);

	return locale ? locale : locale_negotiate(locales, accept_language);
}

struct str locale_dir(const struct locale *locale)
{
	return locale->direction == DIRECTION_RIGHT_TO_LEFT ? S("rtl") : S("ltr");
}

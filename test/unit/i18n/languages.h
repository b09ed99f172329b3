/* What the tests of languages share: open locales, and the text that a writer produced. */
#ifndef UNIT_I18N_LANGUAGES_H
#define UNIT_I18N_LANGUAGES_H

#include "testing.h"

#include "base/arena.h"
#include "base/buf.h"
#include "i18n/locale.h"

struct languages {
	struct arena arena;
	struct locales *locales;
	struct buf buf;
};

static inline void languages_open(struct languages *languages, struct locale_settings settings)
{
	arena_init(&languages->arena, (size_t)1 << 20);
	assert_ok(locales_open(&languages->arena, settings, &languages->locales));
	buf_init(&languages->buf, &languages->arena);
}

static inline void languages_close(struct languages *languages)
{
	locales_close(languages->locales);
	arena_finish(&languages->arena);
}

static inline int languages_setup(void **state)
{
	static struct languages languages;

	languages_open(&languages, (struct locale_settings){ .arabic_indic_digits = false });
	*state = &languages;
	return 0;
}

static inline int languages_teardown(void **state)
{
	languages_close(*state);
	return 0;
}

static inline const struct locale *language(const struct languages *languages, const char *tag)
{
	const struct locale *locale = locale_find(languages->locales, str_of(tag));

	assert_non_null(locale);
	return locale;
}

/* What was written since the last call. */
static inline struct str written(struct languages *languages)
{
	struct str text = { 0 };

	assert_ok(buf_done(&languages->buf, &text));
	buf_init(&languages->buf, &languages->arena);
	return text;
}

#endif

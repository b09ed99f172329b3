/* What the tests of this room write to: a page in English, or in another language's forms. */
#ifndef UNIT_HTML_PAGE_H
#define UNIT_HTML_PAGE_H

#include "testing.h"

#include "base/arena.h"
#include "html/html.h"
#include "i18n/locale.h"

struct page {
	struct arena arena;
	struct locales *locales;
	struct html h;
};

static inline int page_setup(void **state)
{
	struct page *page = test_malloc(sizeof(*page));

	arena_init(&page->arena, (size_t)4 << 20);
	assert_ok(locales_open(&page->arena,
			       (struct locale_settings){ .arabic_indic_digits = true },
			       &page->locales));
	html_begin(&page->h, &page->arena, locale_find(page->locales, S("en")));
	*state = page;
	return 0;
}

static inline int page_teardown(void **state)
{
	struct page *page = *state;

	locales_close(page->locales);
	arena_finish(&page->arena);
	test_free(page);
	return 0;
}

/* What was written since the last call. */
static inline struct str written(struct page *page)
{
	struct str text;

	assert_ok(html_end(&page->h, &text));
	html_begin(&page->h, &page->arena, page->h.locale);
	return text;
}

/* Writes in this language from now on. */
static inline void speak(struct page *page, const char *tag)
{
	html_begin(&page->h, &page->arena, locale_find(page->locales, str_of(tag)));
}

#define PAGE_TEST(test) cmocka_unit_test_setup_teardown(test, page_setup, page_teardown)

#endif

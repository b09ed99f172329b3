/*
 * Shows what a template makes of the fixture, in English and in Arabic, and compares it with the
 * file given. Built once for each template of test/golden/mkview, whose header is SHOWN.
 */
#include "mkview/fixture.h"
#include SHOWN

#include "base/file.h"
#include "html/html.h"
#include "html/link.h"
#include "i18n/locale.h"

#include <stdio.h>

static const size_t MEMORY_BYTES = (size_t)16 << 20;

static const struct str owners[] = { STR("Ada"), STR("<b>Grace</b>") };
static const struct fixture_row rows[] = {
	{ STR("first"), false, { owners, countof(owners) } },
	{ STR("\"second\""), true, { NULL, 0 } },
};

static struct err fixture_make(struct arena *arena, const struct locale *locale,
			       struct fixture *out)
{
	struct str hostile = S("\"><script>alert('1')</script>&");
	struct html piece;

	*out = (struct fixture){
		.name = S("Name"),
		.hostile = hostile,
		.script = S("javascript:alert(1)"),
		.arabic = S("مرحبا"),
		.page = link_to_row(arena, LINK_VIEW_NONE, S("node"), hostile),
		.count = 2,
		.one = 1,
		.size = 12345,
		.yes = true,
		.ratio = decimal_of(1050, 2),
		.zero = decimal_of(0, 0),
		.unknown = DECIMAL_EMPTY,
		.share = { decimal_of(1372, 2) },
		.cost = { 52300000, S("CHF") },
		.unpaid = { MONEY_EMPTY, S("CHF") },
		.figure = { 52300050, S("CHF") },
		.due = date_of(2026, 1, 31),
		.seen = { 0 },
		.rows = { rows, countof(rows) },
		.first = rows[0],
		.chosen = &rows[1],
	};
	if (!period_parse(S("2026-Q1"), &out->year))
		return ERROR(ERR_BUG, "the period is not one");
	html_begin(&piece, arena, locale);
	html_text(&piece, hostile);
	return html_markup(&piece, &out->piece);
}

/* In the forms of the language, but with English words, so that no translator can break a test. */
static struct err show(struct arena *arena, const struct locale *language, struct buf *out)
{
	struct locale without_words = *language, *locale = &without_words;
	struct fixture fixture;
	struct html h;
	struct str page;

	locale->catalogue = NULL;
	TRY(fixture_make(arena, locale, &fixture));
	html_begin(&h, arena, locale);
	view_shown(&h, &fixture);
	TRY(html_end(&h, &page));
	buf_format(out, "== %.*s ==\n", STR_ARGS(locale->tag));
	buf_str(out, page);
	buf_char(out, '\n');
	return OK;
}

static struct err show_both(struct arena *arena, const struct locales *locales, struct str *out)
{
	struct buf buf;

	buf_init(&buf, arena);
	TRY(show(arena, locale_find(locales, S("en")), &buf));
	TRY(show(arena, locale_find(locales, S("ar")), &buf));
	return buf_done(&buf, out);
}

static struct err run(struct arena *arena, struct str expected_path, struct str *shown,
		      struct str *expected)
{
	struct locales *locales;
	struct err result;

	TRY(locales_open(arena, (struct locale_settings){ .arabic_indic_digits = false },
			 &locales));
	result = show_both(arena, locales, shown);
	locales_close(locales);
	TRY(result);
	return file_read(arena, expected_path, MEMORY_BYTES, expected);
}

int main(int count, char **arguments)
{
	struct str shown = S(""), expected = S("");
	struct arena arena;
	struct err result;
	bool same;

	if (count != 2)
		return 2;
	arena_init(&arena, 4 * MEMORY_BYTES);
	result = run(&arena, str_of(arguments[1]), &shown, &expected);
	same = !failed(result) && str_eq(shown, expected);
	if (!same)
		fprintf(stderr, "%.*s%.*s", STR_ARGS(result.detail), STR_ARGS(shown));
	printf("1..1\n%s 1 - %s\n", same ? "ok" : "not ok", SHOWN);
	arena_finish(&arena);
	return same ? 0 : 1;
}

/* Compares figures with the stored ones, and sees to what must hold for every figure. */
#include "golden.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/list.h"
#include "i18n/locale.h"

enum { ARENA_BYTES = 64 << 20, GOLDEN_BYTES = 4 << 20, CONTEXT_BYTES = 60 };

static struct locale *without_translations(struct studio *studio, const char *tag)
{
	const struct locale *found = locale_find(studio->locales, str_of(tag));
	struct locale *copy = NEW(&studio->arena, struct locale, 1);

	assert_non_null(found);
	assert_non_null(copy);
	*copy = *found;
	copy->catalogue = NULL;
	return copy;
}

void studio_open(struct studio *studio)
{
	arena_init(&studio->arena, ARENA_BYTES);
	assert_ok(locales_open(&studio->arena, (struct locale_settings){ 0 }, &studio->locales));
	studio->english = without_translations(studio, "en");
	studio->arabic = without_translations(studio, "ar");
}

void studio_close(struct studio *studio)
{
	locales_close(studio->locales);
	arena_finish(&studio->arena);
}

struct frame studio_frame(struct studio *studio, const struct locale *locale, int width)
{
	return (struct frame){
		.arena = &studio->arena, .locale = locale, .id = S("f"), .width = width
	};
}

/* Every tag that is opened is closed, in order; attributes are quoted; nothing stands outside. */
static void assert_well_formed(struct studio *studio, struct str markup)
{
	struct list open = LIST(&studio->arena, struct str);
	size_t at = 0;

	while ((at = str_find_char(markup, '<', at)) != SIZE_MAX) {
		size_t end = str_find_char(markup, '>', at);
		struct str rest = str_slice(markup, at + 1, end), tag;

		assert_true(end != SIZE_MAX);
		assert_true(str_find_char(rest, '<', 0) == SIZE_MAX);
		assert_true(str_cut(&rest, ' ', &tag));
		at = end + 1;
		if (markup.at[end - 1] == '/')
			continue;
		if (tag.at[0] != '/') {
			assert_ok(list_push(&open, &tag));
			continue;
		}
		assert_true(open.count > 0);
		open.count--;
		assert_str_at(str_slice(tag, 1, tag.len), *LIST_AT(open, struct str, open.count),
			      __FILE__, __LINE__);
		if (open.count == 0)
			assert_int_equal(at, markup.len);
	}
	assert_int_equal(open.count, 0);
}

static void assert_holds(struct str markup, struct str part)
{
	if (str_find(markup, part, 0) == SIZE_MAX)
		fail_msg("a figure without %.*s", STR_ARGS(part));
}

static void assert_lacks(struct str markup, struct str part)
{
	if (str_find(markup, part, 0) != SIZE_MAX)
		fail_msg("a figure with %.*s", STR_ARGS(part));
}

static void assert_decent(struct studio *studio, const struct svg *svg)
{
	bool has_links = str_find(svg->markup, S("<a "), 0) != SIZE_MAX;

	assert_well_formed(studio, svg->markup);
	assert_holds(svg->markup, S("aria-labelledby=\"f-title f-desc\""));
	assert_holds(svg->markup, S("<title id=\"f-title\">"));
	assert_holds(svg->markup, S("<desc id=\"f-desc\">"));
	assert_holds(svg->markup, has_links ? S("role=\"group\"") : S("role=\"img\""));
	assert_lacks(svg->markup, S("style="));
	assert_lacks(svg->markup, S("stroke=\""));
	assert_lacks(svg->markup, S("fill=\"#"));
	assert_lacks(svg->markup, S("\n"));
	assert_true(svg->width > 0 && svg->height > 0);
	assert_true(svg->table.n_columns > 0);
}

static struct str table_text(struct studio *studio, const struct svg_table *table)
{
	struct str text;
	struct buf buf;

	buf_init(&buf, &studio->arena);
	for (size_t column = 0; column < table->n_columns; column++)
		buf_format(&buf, "%s%.*s%s", column > 0 ? "\t" : "",
			   STR_ARGS(table->columns[column].header),
			   table->columns[column].is_number ? " #" : "");
	buf_char(&buf, '\n');
	for (size_t row = 0; row < table->n_rows; row++) {
		for (size_t column = 0; column < table->n_columns; column++)
			buf_format(&buf, "%s%.*s", column > 0 ? "\t" : "",
				   STR_ARGS(svg_cell(table, row, column)));
		buf_char(&buf, '\n');
	}
	assert_ok(buf_done(&buf, &text));
	return text;
}

/* Tells where the bytes part, and what stands there. */
static void assert_same(struct str path, struct str bytes, struct str stored)
{
	size_t at = 0, from;

	if (str_eq(bytes, stored))
		return;
	while (at < bytes.len && at < stored.len && bytes.at[at] == stored.at[at])
		at++;
	from = at < CONTEXT_BYTES ? 0 : at - CONTEXT_BYTES;
	bytes = str_slice(bytes, from, at + CONTEXT_BYTES);
	stored = str_slice(stored, from, at + CONTEXT_BYTES);
	fail_msg("%.*s, byte %zu: \"%.*s\" instead of \"%.*s\"", STR_ARGS(path), at,
		 STR_ARGS(bytes), STR_ARGS(stored));
}

static void assert_stored(struct studio *studio, const char *name, const char *ending,
			  struct str bytes)
{
	struct str path = str_format(&studio->arena, "%s/%s.%s", GOLDEN_FOLDER, name, ending);
	const char *wish = getenv("OUTTURN_GOLDEN");
	struct str stored;

	if (wish && str_eq(str_of(wish), S("write"))) {
		assert_ok(file_write(&studio->arena, path, bytes));
		return;
	}
	assert_ok(file_read(&studio->arena, path, GOLDEN_BYTES, &stored));
	assert_same(path, bytes, stored);
}

void assert_golden(struct studio *studio, const char *name, const struct svg *svg)
{
	struct str line = str_format(&studio->arena, "%.*s\n", STR_ARGS(svg->markup));

	assert_decent(studio, svg);
	assert_stored(studio, name, "svg", line);
	assert_stored(studio, name, "tsv", table_text(studio, &svg->table));
}

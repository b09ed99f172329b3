/* Plans for tests of documents. */
#include "desk.h"

#include <string.h>

#include "app/import_plan.h"
#include "exchange/folder.h"

enum { ARENA_BYTES = 64 << 20 };

static struct locale *without_translations(struct desk *desk, const char *tag)
{
	const struct locale *found = locale_find(desk->locales, str_of(tag));
	struct locale *copy = NEW(&desk->arena, struct locale, 1);

	assert_non_null(found);
	assert_non_null(copy);
	*copy = *found;
	copy->catalogue = NULL;
	return copy;
}

static void read_folder(struct desk *desk, const char *folder)
{
	struct str path = str_format(&desk->arena, "%s/%s", SOURCE_ROOT, folder);
	struct diagnostics diagnostics;
	struct folder_source source;

	diagnostics_init(&diagnostics, &desk->arena);
	assert_ok(folder_source_open(&source, &desk->arena, path, &diagnostics));
	assert_ok(read_plan(&desk->arena, &source.rows, &diagnostics, &desk->snapshot));
	folder_source_close(&source);
	assert_int_equal(diagnostics.count, 0);
}

void desk_open(struct desk *desk, const char *folder)
{
	arena_init(&desk->arena, ARENA_BYTES);
	assert_ok(locales_open(&desk->arena, (struct locale_settings){ 0 }, &desk->locales));
	desk->english = without_translations(desk, "en");
	desk->arabic = without_translations(desk, "ar");
	if (folder)
		read_folder(desk, folder);
	else
		assert_ok(snapshot_new(&desk->snapshot));
}

void desk_close(struct desk *desk)
{
	snapshot_release(desk->snapshot);
	locales_close(desk->locales);
	arena_finish(&desk->arena);
}

struct snapshot *desk_with(const struct desk *desk, enum noun_id noun, struct str key,
			   const void *row)
{
	struct change change = { .noun = noun,
				 .key = key,
				 .before = snapshot_find(desk->snapshot, noun, key),
				 .after = row };
	struct snapshot *out;

	assert_ok(snapshot_apply(desk->snapshot, &change, 1, snapshot_head(desk->snapshot), &out));
	return out;
}

struct snapshot *desk_with_head(const struct desk *desk, unsigned char byte)
{
	struct snapshot_head head = { .batch = 7 };
	struct snapshot *out;

	memset(head.hash.bytes, byte, sizeof(head.hash.bytes));
	assert_ok(snapshot_apply(desk->snapshot, NULL, 0, head, &out));
	return out;
}

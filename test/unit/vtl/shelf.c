/* Scripts, stored texts and mistakes. */
#include "shelf.h"

#include <stdlib.h>

#include "base/file.h"
#include "i18n/message.h"

enum { GOLDEN_BYTES = 1 << 20 };

void shelf_open(struct shelf *shelf, const char *folder)
{
	shelf->folder = folder;
	arena_init(&shelf->arena, SHELF_BYTES);
	assert_ok(locales_open(&shelf->arena, (struct locale_settings){ 0 }, &shelf->locales));
	shelf->english = locale_find(shelf->locales, S("en"));
}

void shelf_close(struct shelf *shelf)
{
	locales_close(shelf->locales);
	arena_finish(&shelf->arena);
}

static struct str golden_path(struct shelf *shelf, struct str name, const char *ending)
{
	return str_format(&shelf->arena, SOURCE_ROOT "/test/golden/%s/%.*s%s", shelf->folder,
			  STR_ARGS(name), ending);
}

struct str *shelf_scripts(struct shelf *shelf, size_t *count_out)
{
	struct str *names, folder = golden_path(shelf, S(""), "");
	size_t count, n = 0;

	assert_ok(folder_list(&shelf->arena, folder, &names, &count));
	for (size_t i = 0; i < count; i++)
		if (str_ends(names[i], S(".vtl")))
			names[n++] = str_slice(names[i], 0, names[i].len - 4);
	*count_out = n;
	return names;
}

struct str shelf_script(struct shelf *shelf, struct str name)
{
	struct str source;

	assert_ok(
		file_read(&shelf->arena, golden_path(shelf, name, ".vtl"), GOLDEN_BYTES, &source));
	return source;
}

void assert_golden(struct shelf *shelf, struct str name, const char *ending, struct str actual)
{
	struct str path = golden_path(shelf, name, ending), stored = S("");
	const char *mode = getenv("OUTTURN_GOLDEN");
	struct err e;

	if (mode && str_eq(str_of(mode), S("write"))) {
		if (!str_empty(actual))
			assert_ok(file_write(&shelf->arena, path, actual));
		return;
	}
	e = file_read(&shelf->arena, path, GOLDEN_BYTES, &stored);
	if (failed(e))
		assert_fails(e, ERR_NOT_FOUND);
	if (str_eq(stored, actual))
		return;
	print_error("%.*s%s is not\n%.*s", STR_ARGS(name), ending, STR_ARGS(actual));
	fail();
}

void write_errors(struct shelf *shelf, struct buf *buf, const struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->items.count; i++) {
		const struct diagnostic *d = LIST_AT(diagnostics->items, struct diagnostic, i);
		struct message_args args = { 0 };

		for (size_t a = 1; a < DIAGNOSTIC_ARGS; a++)
			args.at[a - 1] = d->args[a];
		buf_format(buf, "%lld:%.*s: ", (long long)d->line, STR_ARGS(d->column));
		message_write(buf, shelf->english, d->args[0], args);
		buf_char(buf, '\n');
	}
}

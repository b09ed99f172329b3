/* See print.h. */
#include "cli/print.h"

#include "base/buf.h"
#include "exchange/folder.h"
#include "store/store.h"

struct err head_text(struct arena *arena, struct snapshot_head head, struct str *out)
{
	struct buf text;

	buf_init(&text, arena);
	digest_write(&text, head.hash);
	return buf_done(&text, out);
}

struct err open_folder(const struct invocation *call, struct str path,
		       struct folder_source *source, struct diagnostics *diagnostics)
{
	struct err e = folder_source_open(source, call->arena, path, diagnostics);

	if (failed(e) && e.code != ERR_LIMIT)
		return err_format(call->arena, ERR_USAGE, e.where, "%.*s: %.*s", STR_ARGS(path),
				  STR_ARGS(e.detail));
	return e;
}

struct err read_day(struct str text, struct date *out)
{
	if (!date_parse(text, out))
		return ERROR(ERR_USAGE, "a day is written as 2026-01-31");
	return OK;
}

struct err pin_snapshot(const struct invocation *call, const struct app *app,
			struct snapshot **out)
{
	struct date day;

	if (!call->options[OPTION_AS_OF].at)
		return store_snapshot(app->store, out);
	TRY(read_day(call->options[OPTION_AS_OF], &day));
	struct err e = store_as_of(app->store, day, out);

	if (e.code == ERR_NOT_FOUND)
		return ERROR(ERR_USAGE, "the first batch is younger than that day");
	return e;
}

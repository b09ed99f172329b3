/*
 * Who may include whom. A file of src/<room>/ or test/unit/<room>/ includes its own room, base, and
 * the rooms of its row; a generator in tools/ has base alone, unless the table says that it belongs to
 * a room; the other tests and measurements may use every room. An external header belongs to one room.
 */
#include "rules.h"

#include "base/file.h"
#include "base/limits.h"

static const struct room *room_named(const struct rooms *rooms, struct str name)
{
	for (size_t i = 0; i < rooms->rows.count; i++) {
		const struct room *room = LIST_AT(rooms->rows, struct room, i);

		if (str_eq(room->name, name))
			return room;
	}
	return NULL;
}

/* The words of a line from `keyword` up to the next keyword, or to the end. */
static struct str words_after(struct str line, struct str keyword)
{
	size_t from = str_find(line, keyword, 0);
	size_t uses, owns, end = line.len;

	if (from == SIZE_MAX)
		return (struct str){ 0 };
	from += keyword.len;
	uses = str_find(line, S(" uses "), from - 1);
	owns = str_find(line, S(" owns "), from - 1);
	if (uses < end)
		end = uses;
	if (owns < end)
		end = owns;
	return str_trim(str_slice(line, from, end));
}

/* Reports rooms that the row uses although they do not stand above it. */
static void check_row(const struct rooms *rooms, const struct room *room,
		      const struct source *table, struct report *report)
{
	struct str uses = room->uses, used;

	if (room_named(rooms, room->name))
		report_add(report, table, (size_t)(room->name.at - table->text.at), "room-table",
			   "%.*s has two rows", STR_ARGS(room->name));
	while (str_cut(&uses, ' ', &used))
		if (used.len && !room_named(rooms, used))
			report_add(report, table, (size_t)(used.at - table->text.at), "room-table",
				   "%.*s uses %.*s, which does not stand above it",
				   STR_ARGS(room->name), STR_ARGS(used));
}

static struct err read_row(struct rooms *rooms, const struct source *table, struct str line,
			   struct report *report)
{
	struct str rest = line, name;
	struct room room;

	if (str_starts(line, S("libc "))) {
		rooms->libc = str_slice(line, 5, line.len);
		return OK;
	}
	if (str_starts(line, S("test "))) {
		rooms->test_only = str_slice(line, 5, line.len);
		return OK;
	}
	(void)str_cut(&rest, ' ', &name);
	if (str_starts(line, S("tools/"))) {
		struct tool tool = { .folder = name, .room = words_after(line, S(" of ")) };

		return list_push(&rooms->tools, &tool);
	}
	room = (struct room){ .name = name,
			      .uses = words_after(line, S(" uses ")),
			      .owns = words_after(line, S(" owns ")) };
	check_row(rooms, &room, table, report);
	return list_push(&rooms->rows, &room);
}

struct err rooms_read(struct arena *arena, struct str path, struct rooms *out,
		      struct report *report)
{
	struct source table = { .path = path };
	struct rooms rooms = { .rows = LIST(arena, struct room),
			       .tools = LIST(arena, struct tool) };
	struct str rest, line;

	TRY(file_read(arena, path, LIMIT_FILE_BYTES, &table.text));
	rest = table.text;
	while (str_cut(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.len && line.at[0] != '#')
			TRY(read_row(&rooms, &table, line, report));
	}
	*out = rooms;
	return OK;
}

static struct str room_of_tool(const struct source *source, const struct rooms *rooms)
{
	for (size_t i = 0; i < rooms->tools.count; i++) {
		const struct tool *tool = LIST_AT(rooms->tools, struct tool, i);

		if (str_starts(source->path, tool->folder))
			return tool->room;
	}
	return S("base");
}

/* The room whose rules hold for the file, or the empty string where every room may be used. */
static struct str room_of(const struct source *source, const struct rooms *rooms)
{
	struct str path = source->path, room;

	if (str_starts(path, S("tools/")))
		return room_of_tool(source, rooms);
	if (str_starts(path, S("src/")))
		path = str_slice(path, 4, path.len);
	else if (str_starts(path, S("test/unit/")))
		path = str_slice(path, 10, path.len);
	else
		return (struct str){ 0 };
	(void)str_cut(&path, '/', &room);
	return path.at ? room : (struct str){ 0 }; /* test/unit/testing.h is of no room */
}

/* "mkview/scan.h" from a file in tools/mkview/, or "unit/store/fixture.h" from a test. */
static bool is_beside(const struct source *source, struct str folder)
{
	struct str rest = source->path, part;

	if (str_starts(rest, S("test/")))
		return str_eq(folder, S("unit"));
	(void)str_cut(&rest, '/', &part);
	return str_eq(part, S("tools")) && str_cut(&rest, '/', &part) && str_eq(part, folder);
}

/* Whether the header is one of these, or in one of these folders. */
static bool owns(struct str owned, struct str header)
{
	struct str part;

	while (str_cut(&owned, ' ', &part))
		if (part.len &&
		    (str_eq(part, header) || (str_ends(part, S("/")) && str_starts(header, part))))
			return true;
	return false;
}

static void check_external(const struct source *source, const struct rooms *rooms,
			   struct str header, struct report *report)
{
	const struct room *room = room_named(rooms, room_of(source, rooms));
	size_t at = (size_t)(header.at - source->text.at);

	if (owns(rooms->libc, header) || (room && owns(room->owns, header)))
		return;
	if (owns(rooms->test_only, header) && str_starts(source->path, S("test/")))
		return;
	report_add(report, source, at, "external-header",
		   "<%.*s> belongs to another room, or to none", STR_ARGS(header));
}

static void check_arrow(const struct source *source, const struct rooms *rooms, struct str header,
			struct report *report)
{
	struct str own = room_of(source, rooms), rest = header, used;
	const struct room *room = room_named(rooms, own);
	size_t at = (size_t)(header.at - source->text.at);

	(void)str_cut(&rest, '/', &used);
	if (!rest.at) {
		if (str_starts(source->path, S("src/")))
			report_add(report, source, at, "arrow", "write \"room/%.*s\"",
				   STR_ARGS(header));
		return;
	}
	if (is_beside(source, used))
		return;
	if (own.len && !room)
		report_add(report, source, at, "arrow", "%.*s is not in the table of rooms",
			   STR_ARGS(own));
	else if (room && !str_eq(used, own) && !str_eq(used, S("base")) &&
		 !words_have(room->uses, used))
		report_add(report, source, at, "arrow", "%.*s may not use %.*s", STR_ARGS(own),
			   STR_ARGS(used));
}

void check_includes(const struct source *source, const struct rooms *rooms, struct report *report)
{
	struct str rest = source->text, line;

	while (str_cut(&rest, '\n', &line)) {
		char close;
		size_t end;

		if (!str_starts(line, S("#include ")) || line.len < 11)
			continue;
		close = line.at[9] == '<' ? '>' : '"';
		end = str_find_char(line, close, 10);
		if (end == SIZE_MAX)
			continue; /* the compiler will say so */
		line = str_slice(line, 10, end);
		if (close == '>')
			check_external(source, rooms, line, report);
		else
			check_arrow(source, rooms, line, report);
	}
}

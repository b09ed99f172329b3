/* See prose.h. */
#include "web/prose.h"

#include "base/buf.h"
#include "base/list.h"

enum line_kind { LINE_EMPTY, LINE_TEXT, LINE_ITEM, LINE_CODE };

/* What is being gathered: the lines of the block, all of one kind. */
struct reader {
	struct arena *arena;
	struct list blocks; /* struct prose_block */
	struct list lines;  /* struct str: of the open block */
	enum line_kind open;
};

/* The signs with which an item begins; an asterisk is none: in a document it marks a note. */
static const struct str bullets[] = { STR("- "), STR("· "), STR("• ") };
static const struct str code_indent = STR("    ");

/* Takes the sign of an item off the line. */
static bool take_bullet(struct str *line)
{
	for (size_t i = 0; i < countof(bullets); i++)
		if (str_starts(*line, bullets[i])) {
			*line = str_trim(str_slice(*line, bullets[i].len, line->len));
			return true;
		}
	return false;
}

static enum line_kind kind_of(struct str *line)
{
	if (str_empty(str_trim(*line)))
		return LINE_EMPTY;
	if (str_starts(*line, code_indent)) {
		*line = str_slice(*line, code_indent.len, line->len);
		return LINE_CODE;
	}
	*line = str_trim(*line);
	return take_bullet(line) ? LINE_ITEM : LINE_TEXT;
}

static struct err join(struct reader *r, char separator, struct str *out)
{
	struct buf buf;

	buf_init(&buf, r->arena);
	for (size_t i = 0; i < r->lines.count; i++) {
		if (i > 0)
			buf_char(&buf, separator);
		buf_str(&buf, *LIST_AT(r->lines, struct str, i));
	}
	return buf_done(&buf, out);
}

/* The open block is whole. */
static struct err end_block(struct reader *r)
{
	struct prose_block block = { .items = { .count = 0 } };

	if (r->lines.count == 0)
		return OK;
	if (r->open == LINE_TEXT)
		TRY(join(r, ' ', &block.paragraph));
	else if (r->open == LINE_CODE)
		TRY(join(r, '\n', &block.code));
	else
		block.items = (struct lines){ r->lines.at, r->lines.count };
	r->lines = LIST(r->arena, struct str);
	return list_push(&r->blocks, &block);
}

/* A line that runs on from the one before, which is an item. */
static struct err continue_item(struct reader *r, struct str line)
{
	struct str *item = LIST_AT(r->lines, struct str, r->lines.count - 1);

	*item = str_format(r->arena, "%.*s %.*s", STR_ARGS(*item), STR_ARGS(line));
	TRY_NEW(item->at);
	return OK;
}

static struct err take_line(struct reader *r, struct str line)
{
	enum line_kind kind = kind_of(&line);

	if (kind == LINE_TEXT && r->open == LINE_ITEM && r->lines.count > 0)
		return continue_item(r, line);
	if (kind != r->open)
		TRY(end_block(r));
	r->open = kind;
	return kind == LINE_EMPTY ? OK : list_push(&r->lines, &line);
}

static void begin(struct reader *r, struct arena *arena)
{
	*r = (struct reader){
		.arena = arena,
		.blocks = LIST(arena, struct prose_block),
		.lines = LIST(arena, struct str),
	};
}

struct err prose_read(struct arena *arena, struct str text, struct prose *out)
{
	struct reader r;
	struct str line;

	begin(&r, arena);
	while (str_cut(&text, '\n', &line))
		TRY(take_line(&r, line));
	TRY(end_block(&r));
	*out = (struct prose){ r.blocks.at, r.blocks.count };
	return OK;
}

struct err prose_read_lines(struct arena *arena, struct str text, struct prose *out)
{
	struct reader r;
	struct str line;

	begin(&r, arena);
	while (str_cut(&text, '\n', &line)) {
		enum line_kind kind;

		line = str_trim(line);
		kind = take_bullet(&line) ? LINE_ITEM : LINE_TEXT;
		if (kind != r.open || kind == LINE_TEXT)
			TRY(end_block(&r));
		r.open = kind;
		if (!str_empty(line))
			TRY(list_push(&r.lines, &line));
	}
	TRY(end_block(&r));
	*out = (struct prose){ r.blocks.at, r.blocks.count };
	return OK;
}

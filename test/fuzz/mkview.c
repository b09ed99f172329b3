/*
 * Any bytes as a template. What is accepted must keep the promises of doc/templates.md on each way
 * through its branches: with every {{#if}} taken, and with none, the tags that are left balance, and no
 * attribute of a tag is script. The tags are read here anew, by nothing that mkview uses.
 */
#include "mkview/view.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 16 << 20, OPEN_MAX = 128 };

static void require(bool promise)
{
	if (!promise)
		abort();
}

/* The markup on one way through the nodes: loops once, values as "0", parts as nothing. */
static void write_way(struct buf *buf, const struct view_nodes *nodes, bool taken)
{
	for (const struct view_node *node = nodes->first; node; node = node->next)
		switch (node->kind) {
		case NODE_LITERAL:
			buf_str(buf, node->literal.text);
			break;
		case NODE_VALUE:
		case NODE_MESSAGE:
			buf_char(buf, '0');
			break;
		case NODE_IF:
			write_way(buf, taken ? &node->branch.then : &node->branch.otherwise, taken);
			break;
		case NODE_EACH:
			write_way(buf, &node->each.body, taken);
			break;
		case NODE_PART:
			break;
		}
}

static bool is_void(struct str name)
{
	static const struct str names[] = { STR("meta"), STR("link"),  STR("hr"),
					    STR("col"),  STR("input"), STR("br"),
					    STR("wbr"),  STR("img"),   STR("source") };

	for (size_t i = 0; i < countof(names); i++)
		if (str_eq(names[i], name))
			return true;
	return false;
}

/* The attributes of a tag, from the end of its name to its ">": quotes in pairs and nothing that runs. */
static void require_attributes(struct str attributes)
{
	struct str part;
	bool quoted = false;

	require(str_find(attributes, S(" href=\"javascript:"), 0) == SIZE_MAX);
	require(str_find(attributes, S(" src=\"javascript:"), 0) == SIZE_MAX);
	while (str_cut(&attributes, '"', &part)) {
		if (!quoted)
			require(str_find(part, S(" on"), 0) == SIZE_MAX &&
				!str_ends(part, S(" style=")));
		quoted = !quoted;
	}
	require(quoted); /* The last part stands outside of quotes. */
}

/* The end of the tag that begins at the offset: the first ">" outside of quotes. */
static size_t tag_end(struct str page, size_t at)
{
	bool quoted = false;

	for (; at < page.len && (quoted || page.at[at] != '>'); at++)
		quoted ^= page.at[at] == '"';
	require(at < page.len);
	return at;
}

static void require_balance(struct str page)
{
	struct str open[OPEN_MAX];
	size_t depth = 0;

	for (size_t at = str_find_char(page, '<', 0); at != SIZE_MAX;
	     at = str_find_char(page, '<', at)) {
		size_t end = tag_end(page, at);
		struct str tag = str_slice(page, at + 1, end);
		size_t name_len = 0;
		struct str name;

		at = end;
		while (name_len < tag.len && tag.at[name_len] != ' ')
			name_len++;
		name = str_slice(tag, 0, name_len);
		if (str_eq(name, S("!DOCTYPE")))
			continue;
		if (str_starts(name, S("/"))) {
			require(depth > 0 && str_eq(open[--depth], str_slice(name, 1, name.len)));
			continue;
		}
		require_attributes(str_slice(tag, name_len, tag.len));
		if (is_void(name))
			continue;
		require(depth < OPEN_MAX);
		open[depth++] = name;
	}
	require(depth == 0);
}

static void try_file(struct arena *arena, const struct view_file *file)
{
	struct view_names names = { .source = S("x.html"), .include = S("mkview/x.html") };
	struct buf buf;
	struct str page;

	buf_init(&buf, arena);
	require(!failed(view_emit_source(&buf, file, names)));
	require(!failed(view_emit_header(&buf, file, names)));
	for (size_t i = 0; i < file->views.count; i++)
		for (int taken = 0; taken < 2; taken++) {
			buf_init(&buf, arena);
			write_way(&buf, &LIST_AT(file->views, struct view, i)->body, taken);
			require(!failed(buf_done(&buf, &page)));
			require_balance(page);
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { .at = size ? (const char *)data : "", .len = size };
	struct view_fault fault = { 0 };
	struct view_file file;
	struct arena arena;
	struct err result;

	if (size > 1 << 16)
		return 0;
	arena_init(&arena, ARENA_BYTES);
	result = view_parse(&arena, text, &file, &fault);
	if (failed(result))
		require(result.code == ERR_LIMIT || fault.place.line > 0);
	else
		try_file(&arena, &file);
	arena_finish(&arena);
	return 0;
}

/*
 * Any bytes as a script: the parser ends, tells a mistake exactly when it refuses, and the layout of what
 * it accepts is a script with the same tree, whose layout is itself.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "vtl/layout.h"
#include "vtl/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The tree without the places, which the layout changes: the digits that end each line. */
static struct str without_places(struct arena *arena, const struct script *script)
{
	struct buf tree, bare;
	struct str lines, line;

	buf_init(&tree, arena);
	buf_init(&bare, arena);
	script_write(&tree, script);
	lines = buf_held(&tree);
	while (lines.at && str_cut(&lines, '\n', &line)) {
		size_t end = line.len;

		while (end > 0 && line.at[end - 1] != ' ')
			end--;
		buf_str(&bare, str_slice(line, 0, end));
		buf_char(&bare, '\n');
	}
	return tree.full || bare.full ? (struct str){ 0 } : buf_held(&bare);
}

static void check_layout(struct arena *arena, const struct script *script, struct str source)
{
	struct diagnostics diagnostics;
	struct script again;
	struct buf first, second;
	struct str before, after;

	buf_init(&first, arena);
	buf_init(&second, arena);
	if (failed(layout_script(arena, source, &first)))
		return;
	diagnostics_init(&diagnostics, arena);
	struct err e = script_parse(arena, S("again.vtl"), buf_held(&first), &diagnostics, &again);

	if (e.code == ERR_LIMIT || buf_held(&first).len > SCRIPT_BYTES_MOST)
		return;
	assert(!failed(e));
	before = without_places(arena, script);
	after = without_places(arena, &again);
	if (before.at && after.at)
		assert(str_eq(before, after));
	if (!failed(layout_script(arena, buf_held(&first), &second)))
		assert(str_eq(buf_held(&first), buf_held(&second)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str source = { (const char *)data, size };
	struct diagnostics diagnostics;
	struct script script;
	struct arena arena;
	struct err e;

	arena_init(&arena, LIMIT_REQUEST_ARENA);
	diagnostics_init(&diagnostics, &arena);
	e = script_parse(&arena, S("fuzz.vtl"), source, &diagnostics, &script);
	assert(e.code == ERR_NONE || e.code == ERR_INVALID || e.code == ERR_LIMIT);
	if (e.code != ERR_LIMIT)
		assert((e.code == ERR_INVALID) == (diagnostics.count > 0));
	if (!failed(e))
		check_layout(&arena, &script, source);
	arena_finish(&arena);
	return 0;
}

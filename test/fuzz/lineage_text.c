/*
 * Any bytes as a question for a cell, as it is written on the command line: what is taken says the same when it
 * is written again with all values in quotes. Then as a name: a script that is given the name as it is written
 * has a statement of this name.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "vtl/lineage_text.h"
#include "vtl/name_text.h"
#include "vtl/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_BYTES_MOST = 1 << 16 };

static void write_quoted(struct buf *buf, struct str text)
{
	buf_char(buf, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			buf_char(buf, '"');
		buf_char(buf, text.at[i]);
	}
	buf_char(buf, '"');
}

/* The same question, each name and value in quotes. */
static void write_question(struct buf *buf, const struct lineage_question *question)
{
	write_quoted(buf, question->result);
	for (size_t i = 0; i < question->n_keys; i++) {
		buf_char(buf, i == 0 ? '[' : ',');
		write_quoted(buf, question->keys[i].name);
		buf_char(buf, '=');
		write_quoted(buf, question->keys[i].value);
	}
	if (question->n_keys > 0)
		buf_char(buf, ']');
	if (question->component.len > 0) {
		buf_char(buf, '#');
		write_quoted(buf, question->component);
	}
}

static void check_same(const struct lineage_question *a, const struct lineage_question *b)
{
	assert(str_eq(a->result, b->result));
	assert(str_eq(a->component, b->component));
	assert(a->n_keys == b->n_keys);
	for (size_t i = 0; i < a->n_keys; i++) {
		assert(str_eq(a->keys[i].name, b->keys[i].name));
		assert(str_eq(a->keys[i].value, b->keys[i].value));
	}
}

static void try_question(struct arena *arena, struct str text)
{
	struct lineage_question question, again;
	struct err e = lineage_question_parse(arena, text, &question);
	struct buf buf;

	assert(e.code == ERR_NONE || e.code == ERR_USAGE || e.code == ERR_LIMIT);
	if (failed(e))
		return;
	assert(!str_empty(question.result));
	buf_init(&buf, arena);
	write_question(&buf, &question);
	e = lineage_question_parse(arena, buf_held(&buf), &again);
	assert(!failed(e));
	check_same(&question, &again);
}

/* Scripts have no way to end a name with a backslash, since with the quote behind it it is a quote. */
static bool is_for_scripts(struct str name)
{
	return name.len > 0 && name.len <= SCRIPT_NAME_MOST && name.at[name.len - 1] != '\\' &&
	       utf8_fault(name) == SIZE_MAX && str_find_char(name, '\0', 0) == SIZE_MAX;
}

static void try_name(struct arena *arena, struct str name)
{
	struct diagnostics diagnostics;
	struct script script;
	struct buf buf;
	struct err e;

	if (!is_for_scripts(name))
		return;
	buf_init(&buf, arena);
	name_write(&buf, name);
	buf_str(&buf, S(" := 1;"));
	diagnostics_init(&diagnostics, arena);
	e = script_parse(arena, S("name.vtl"), buf_held(&buf), &diagnostics, &script);
	assert(!failed(e));
	assert(script.count == 1);
	assert(str_eq(script.statements[0].name.text, name));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct arena arena;

	if (size > INPUT_BYTES_MOST)
		return 0;
	arena_init(&arena, LIMIT_REQUEST_ARENA);
	try_question(&arena, text);
	try_name(&arena, text);
	arena_finish(&arena);
	return 0;
}

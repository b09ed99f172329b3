/*
 * mkpot write ROOT, mkpot check ROOT: the texts to be translated, collected from all of ROOT/src: the
 * marks N_, NC_ and NP_ of base/mark.h in C, and {{_ "…"}}, {{_c "…" "…"}}, {{_n "…" "…" …}} in
 * templates. `write` makes ROOT/locale/outturn.pot of them; `check` tells which are not in it.
 */
#include <fts.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/map.h"
#include "po.h"
#include "scan.h"

static const size_t MEMORY_BYTES = (size_t)256 << 20;
static const struct str pot_path = STR("locale/outturn.pot");

/* Everything found so far, in the order of the files. */
struct collection {
	struct arena *arena;
	struct list messages; /* struct found */
	struct map by_id;
	int64_t n_faults;
};

/* A message and the files that use it. */
struct found {
	struct mark mark;
	struct list files; /* struct str */
};

static struct err found_add(struct collection *c, struct mark mark)
{
	struct found *found, made = { .mark = mark, .files = LIST(c->arena, struct str) };
	struct str last;
	uint64_t i;

	if (!map_get(&c->by_id, mark.id, &i)) {
		i = c->messages.count;
		TRY(list_push(&c->messages, &made));
		TRY(map_put(&c->by_id, mark.id, i));
	}
	found = LIST_AT(c->messages, struct found, i);
	if (mark.plural.at && found->mark.plural.at && !str_eq(mark.plural, found->mark.plural)) {
		scan_fault(&mark.place, "another plural than at %.*s:%lld for the same text",
			   STR_ARGS(found->mark.place.file), (long long)found->mark.place.line);
		c->n_faults++;
	}
	if (!found->mark.plural.at)
		found->mark.plural = mark.plural;
	last = found->files.count > 0 ? *LIST_AT(found->files, struct str, found->files.count - 1)
				      : S("");
	return str_eq(last, mark.place.file) ? OK : list_push(&found->files, &mark.place.file);
}

static struct err file_scan(struct collection *c, struct str path)
{
	bool template = str_ends(path, S(".html"));
	struct list marks = LIST(c->arena, struct mark);
	struct str text;

	if (!template && !str_ends(path, S(".c")) && !str_ends(path, S(".h")))
		return OK;
	TRY(file_read(c->arena, path, LIMIT_SOURCE_BYTES, &text));
	TRY(scan_file(c->arena, path, text, template ? SCAN_TEMPLATE : SCAN_C, &marks,
		      &c->n_faults));
	for (size_t i = 0; i < marks.count; i++)
		TRY(found_add(c, *LIST_AT(marks, struct mark, i)));
	return OK;
}

static int compare_names(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static struct err tree_scan(struct collection *c, FTS *tree)
{
	for (FTSENT *entry = fts_read(tree); entry; entry = fts_read(tree)) {
		struct str path = str_copy(c->arena, str_of(entry->fts_path));

		TRY_NEW(path.at);
		if (entry->fts_info == FTS_F)
			TRY(file_scan(c, path));
	}
	return OK;
}

/* Reads all of the folder src beneath the present one. */
static struct err collect(struct collection *c)
{
	char *roots[] = { (char[]){ "src" }, NULL };
	FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, compare_names);
	struct err e;

	if (!tree)
		return ERROR(ERR_IO, "the folder src cannot be read");
	e = tree_scan(c, tree);
	fts_close(tree);
	return e;
}

static void write_string(struct buf *buf, struct str s)
{
	buf_char(buf, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '\n') {
			buf_str(buf, S("\\n"));
			continue;
		}
		if (s.at[i] == '"' || s.at[i] == '\\')
			buf_char(buf, '\\');
		buf_char(buf, s.at[i]);
	}
	buf_str(buf, S("\"\n"));
}

static void write_field(struct buf *buf, const char *keyword, struct str text)
{
	buf_format(buf, "%s ", keyword);
	write_string(buf, text);
}

static void write_found(struct buf *buf, const struct found *found)
{
	struct str id = found->mark.id;
	size_t context_end = str_find_char(id, '\004', 0);

	buf_str(buf, S("\n#:"));
	for (size_t i = 0; i < found->files.count; i++)
		buf_format(buf, " %.*s", STR_ARGS(*LIST_AT(found->files, struct str, i)));
	buf_char(buf, '\n');
	if (context_end != SIZE_MAX) {
		write_field(buf, "msgctxt", str_slice(id, 0, context_end));
		id = str_slice(id, context_end + 1, id.len);
	}
	write_field(buf, "msgid", id);
	if (found->mark.plural.at) {
		write_field(buf, "msgid_plural", found->mark.plural);
		buf_str(buf, S("msgstr[0] \"\"\nmsgstr[1] \"\"\n"));
	} else {
		buf_str(buf, S("msgstr \"\"\n"));
	}
}

static struct err pot_write(struct collection *c)
{
	struct str text;
	struct buf buf;

	buf_init(&buf, c->arena);
	buf_str(&buf, S("# The texts of Outturn, collected by `make locale`; do not edit.\n"
			"msgid \"\"\n"
			"msgstr \"\"\n"
			"\"Project-Id-Version: outturn\\n\"\n"
			"\"MIME-Version: 1.0\\n\"\n"
			"\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
			"\"Content-Transfer-Encoding: 8bit\\n\"\n"));
	for (size_t i = 0; i < c->messages.count; i++)
		write_found(&buf, LIST_AT(c->messages, struct found, i));
	TRY(buf_done(&buf, &text));
	return file_write(c->arena, pot_path, text);
}

/* Tells every message that is used and not in the file, and every one that is there for nothing. */
static struct err pot_check(struct collection *c)
{
	struct po_file pot;
	struct map known;

	TRY(po_read(c->arena, pot_path, &pot));
	map_init(&known, c->arena);
	for (size_t i = 0; i < pot.messages.count; i++) {
		const struct po_message *m = LIST_AT(pot.messages, struct po_message, i);
		uint64_t unused;

		TRY(map_put(&known, m->id, i));
		if (!str_empty(m->id) && !map_get(&c->by_id, m->id, &unused))
			po_fault(&pot, m->line, "no longer used; run make locale");
	}
	for (size_t i = 0; i < c->messages.count; i++) {
		const struct mark *mark = &LIST_AT(c->messages, struct found, i)->mark;
		uint64_t at;
		bool is_known = map_get(&known, mark->id, &at);

		if (is_known &&
		    str_eq(LIST_AT(pot.messages, struct po_message, at)->plural, mark->plural))
			continue;
		scan_fault(&mark->place, "not in %.*s; run make locale", STR_ARGS(pot_path));
		c->n_faults++;
	}
	c->n_faults += pot.n_faults;
	return OK;
}

static struct err run(struct collection *c, bool check)
{
	map_init(&c->by_id, c->arena);
	TRY(collect(c));
	if (check)
		return pot_check(c);
	return c->n_faults == 0 ? pot_write(c) : OK;
}

int main(int argc, char **argv)
{
	bool check = argc == 3 && strcmp(argv[1], "check") == 0;
	bool write = argc == 3 && strcmp(argv[1], "write") == 0;
	struct collection c = { 0 };
	struct arena arena;
	struct err e;

	if (!(check || write) || chdir(argv[2]) != 0) {
		fprintf(stderr, "usage: mkpot write|check ROOT\n");
		return 2;
	}
	arena_init(&arena, MEMORY_BYTES);
	c.arena = &arena;
	c.messages = LIST(&arena, struct found);
	e = run(&c, check);
	if (failed(e))
		fprintf(stderr, "mkpot: %.*s (%s)\n", STR_ARGS(e.detail), e.where);
	arena_finish(&arena);
	return failed(e) || c.n_faults > 0 ? 1 : 0;
}

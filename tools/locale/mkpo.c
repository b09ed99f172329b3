/*
 * mkpo OUT locale/fr.po …: compiles the translations into the constant tables of
 * src/i18n/catalogue.h, one catalogue a file, called by the file's name. A file with a fault is
 * refused, all its faults told as file:line; untranslated and unconfirmed messages are left out,
 * and appear in English.
 */
#include <stdio.h>

#include "base/arena.h"
#include "po_check.h"

static const size_t MEMORY_BYTES = (size_t)256 << 20;

/* A C literal. Bytes of UTF-8 stay readable; what C or a terminal would take amiss is escaped. */
static void write_literal(FILE *out, struct str s)
{
	fprintf(out, "STR(\"");
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c == '"' || c == '\\' || c == '?')
			fprintf(out, "\\%c", c);
		else if (c == '\n')
			fprintf(out, "\\n");
		else if (c < ' ' || c == 0x7F)
			fprintf(out, "\\%03o", c);
		else
			fputc(c, out);
	}
	fprintf(out, "\")");
}

static void write_entry(FILE *out, const struct po_message *m)
{
	fprintf(out, "\t{ ");
	write_literal(out, m->id);
	fprintf(out, ",\n\t  (const struct str[]){\n");
	for (int i = 0; i < m->n_texts; i++) {
		fprintf(out, "\t\t  ");
		write_literal(out, m->texts[i]);
		fprintf(out, ",\n");
	}
	fprintf(out, "\t  }, %d },\n", m->n_texts);
}

/* "locale/fr.po" is the catalogue "fr". */
static struct str catalogue_name(struct str path)
{
	struct str name = path, rest = path;

	while (str_cut(&rest, '/', &name))
		continue;
	return str_slice(name, 0, str_find_char(name, '.', 0));
}

static int compare_ids(const void *a, const void *b, const void *context)
{
	const struct po_message *left = a, *right = b;

	(void)context;
	return str_cmp(left->id, right->id);
}

static struct err write_catalogue(FILE *out, struct po_file *file, const struct plural_rule *rule)
{
	struct str name = catalogue_name(file->path);
	size_t count = 0;

	TRY(list_sort(&file->messages, compare_ids, NULL));
	fprintf(out, "\nstatic int form_%.*s(uint64_t n)\n{\n", STR_ARGS(name));
	plural_rule_write(out, rule);
	fprintf(out, "}\n\nstatic const struct catalogue_entry entries_%.*s[] = {\n",
		STR_ARGS(name));
	for (size_t i = 0; i < file->messages.count; i++) {
		const struct po_message *m = LIST_AT(file->messages, struct po_message, i);

		if (!po_translated(m))
			continue;
		write_entry(out, m);
		count++;
	}
	fprintf(out, "\t{ STR(\"\"), NULL, 0 }, /* the end, not counted */\n};\n");
	fprintf(out, "\nconst struct catalogue catalogue_%.*s = {\n", STR_ARGS(name));
	fprintf(out, "\t.entries = entries_%.*s,\n\t.count = %zu,\n\t.form = form_%.*s,\n};\n",
		STR_ARGS(name), count, STR_ARGS(name));
	return OK;
}

/* Compiles one file; with faults it writes nothing and says so in *refused. */
static struct err compile(struct arena *arena, FILE *out, struct str path, bool *refused)
{
	struct plural_rule rule;
	struct po_file file;

	TRY(po_read(arena, path, &file));
	TRY(po_check(arena, &file, &rule));
	if (file.n_faults > 0) {
		*refused = true;
		return OK;
	}
	return write_catalogue(out, &file, &rule);
}

static struct err compile_all(struct arena *arena, FILE *out, char **paths, bool *refused)
{
	fprintf(out, "/* Written by tools/locale/mkpo.c from locale/. */\n"
		     "#include \"i18n/catalogue.h\"\n\n#include <stddef.h>\n");
	for (; *paths; paths++)
		TRY(compile(arena, out, str_of(*paths), refused));
	return OK;
}

int main(int argc, char **argv)
{
	FILE *out = argc > 1 ? fopen(argv[1], "w") : NULL;
	struct arena arena;
	bool refused = false;
	struct err e;

	if (!out) {
		fprintf(stderr, "usage: mkpo OUT FILE.po ...\n");
		return 2;
	}
	arena_init(&arena, MEMORY_BYTES);
	e = compile_all(&arena, out, argv + 2, &refused);
	if (failed(e))
		fprintf(stderr, "mkpo: %.*s (%s)\n", STR_ARGS(e.detail), e.where);
	refused = fclose(out) != 0 || failed(e) || refused;
	if (refused)
		remove(argv[1]);
	arena_finish(&arena);
	return refused ? 1 : 0;
}

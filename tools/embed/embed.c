/*
 * embed OUT.c TABLE PREFIX FILE...: files as a table in C (http/asset.h), so that the program serves
 * them without a file system. Each gets an address with a hash of its bytes in it
 * (ui/outturn.css becomes PREFIXoutturn-0123456789ab.css) and, where that is smaller, a compressed
 * copy. The table is `const struct asset_table TABLE`, sorted by address; the output depends on the
 * bytes and base names of the files alone.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/list.h"
#include "http/block.h"
#include "http/compress.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	NAME_HASH_BYTES = 6, /* in the address: enough to tell versions of one file apart */
	TAG_HASH_BYTES = 16,
	NUMBERS_PER_LINE = 24,
};

static const struct {
	struct str ending, type;
} types[] = {
	{ STR(".css"), STR("text/css; charset=utf-8") },
	{ STR(".js"), STR("text/javascript; charset=utf-8") },
	{ STR(".svg"), STR("image/svg+xml") },
	{ STR(".png"), STR("image/png") },
	{ STR(".ico"), STR("image/vnd.microsoft.icon") },
	{ STR(".woff2"), STR("font/woff2") },
	{ STR(".txt"), STR("text/plain; charset=utf-8") },
	{ STR(".json"), STR("application/json") },
};

/* One file on its way into the table. */
struct file {
	struct str source, path, type, bytes;
	struct str gzip; /* empty: not worth it */
	struct digest digest;
};

static struct str base_name(struct str path)
{
	struct str part, name = path;

	while (str_cut(&path, '/', &part))
		name = part;
	return name;
}

static struct str type_of(struct str name)
{
	for (size_t i = 0; i < countof(types); i++)
		if (str_ends(name, types[i].ending))
			return types[i].type;
	return (struct str){ 0 };
}

static void write_hash(struct buf *buf, struct digest digest, size_t n_bytes)
{
	for (size_t i = 0; i < n_bytes; i++)
		buf_format(buf, "%02x", digest.bytes[i]);
}

/* "outturn.css" and its hash, after the prefix. */
static struct err path_of(struct arena *arena, struct str prefix, const struct file *file,
			  struct str *out)
{
	size_t dot = file->source.len;
	struct buf path;

	while (dot > 0 && file->source.at[dot - 1] != '.')
		dot--;
	buf_init(&path, arena);
	buf_str(&path, prefix);
	buf_str(&path, str_slice(file->source, 0, dot - 1));
	buf_char(&path, '-');
	write_hash(&path, file->digest, NAME_HASH_BYTES);
	buf_str(&path, str_slice(file->source, dot - 1, file->source.len));
	return buf_done(&path, out);
}

/* A compressed copy in the arena, if the type is one that shrinks and this one does. */
static struct err add_gzip(struct arena *arena, struct file *file)
{
	struct compressor compressor = { .is_open = false };
	struct block *gzip;

	if (!compresses(file->type))
		return OK;
	gzip = compressor_gzip(&compressor, file->bytes);
	compressor_finish(&compressor);
	TRY_NEW(gzip);
	if (gzip->len < file->bytes.len)
		file->gzip = str_copy(arena, block_str(gzip));
	block_give(gzip);
	return OK;
}

static struct err read_one(struct arena *arena, struct str prefix, struct str place,
			   struct list *files)
{
	struct file file = { .source = base_name(place) };

	file.type = type_of(file.source);
	if (str_empty(file.type))
		return err_format(arena, ERR_USAGE, HERE, "%.*s: no media type for this ending",
				  STR_ARGS(place));
	TRY(file_read(arena, place, LIMIT_FILE_BYTES, &file.bytes));
	file.digest = digest_of(file.bytes);
	TRY(path_of(arena, prefix, &file, &file.path));
	TRY(add_gzip(arena, &file));
	return list_push(files, &file);
}

static int compare_paths(const void *a, const void *b, const void *unused)
{
	const struct file *left = a, *right = b;

	(void)unused;
	return str_cmp(left->path, right->path);
}

/* Numbers and no literal, since the standard promises only 4095 bytes of one. */
static void write_bytes(struct buf *out, const char *name, size_t i, struct str bytes)
{
	if (str_empty(bytes))
		return;
	buf_format(out, "\nstatic const char %s_%zu[] = {", name, i);
	for (size_t at = 0; at < bytes.len; at++) {
		buf_str(out, at % NUMBERS_PER_LINE ? S(" ") : S("\n\t"));
		buf_format(out, "%d,", (signed char)bytes.at[at]);
	}
	buf_str(out, S("\n};\n"));
}

static void write_reference(struct buf *out, const char *member, size_t i, struct str bytes)
{
	if (!str_empty(bytes))
		buf_format(out, "\t\t.%s = { .at = %s_%zu, .len = %zu },\n", member, member, i,
			   bytes.len);
}

static void write_row(struct buf *out, const struct file *file, size_t i)
{
	buf_format(out, "\t{\n\t\t.source = STR(\"%.*s\"),\n", STR_ARGS(file->source));
	buf_format(out, "\t\t.path = STR(\"%.*s\"),\n", STR_ARGS(file->path));
	buf_format(out, "\t\t.type = STR(\"%.*s\"),\n", STR_ARGS(file->type));
	buf_str(out, S("\t\t.etag = STR(\""));
	write_hash(out, file->digest, TAG_HASH_BYTES);
	buf_str(out, S("\"),\n"));
	write_reference(out, "bytes", i, file->bytes);
	write_reference(out, "gzip", i, file->gzip);
	buf_str(out, S("\t},\n"));
}

static void write_table(struct buf *out, struct str name, const struct list *files)
{
	buf_str(out, S("/* Made by embed. */\n#include \"http/asset.h\"\n"));
	for (size_t i = 0; i < files->count; i++) {
		write_bytes(out, "bytes", i, LIST_AT(*files, struct file, i)->bytes);
		write_bytes(out, "gzip", i, LIST_AT(*files, struct file, i)->gzip);
	}
	buf_str(out, S("\nstatic const struct asset rows[] = {\n"));
	for (size_t i = 0; i < files->count; i++)
		write_row(out, LIST_AT(*files, struct file, i), i);
	buf_str(out, S("};\n\n"));
	buf_format(out, "extern const struct asset_table %.*s;\n", STR_ARGS(name));
	buf_format(out,
		   "const struct asset_table %.*s = { .rows = rows, .count = countof(rows) };\n",
		   STR_ARGS(name));
}

static struct err embed(struct arena *arena, char **args, int n_files)
{
	struct list files = LIST(arena, struct file);
	struct str text;
	struct buf out;

	for (int i = 0; i < n_files; i++)
		TRY(read_one(arena, str_of(args[2]), str_of(args[3 + i]), &files));
	TRY(list_sort(&files, compare_paths, NULL));
	buf_init(&out, arena);
	write_table(&out, str_of(args[1]), &files);
	TRY(buf_done(&out, &text));
	return file_write(arena, str_of(args[0]), text);
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct err e;

	if (argc < 5) {
		fprintf(stderr, "usage: embed OUT.c TABLE PREFIX FILE...\n");
		return EXIT_FAILURE;
	}
	arena_init(&arena, LIMIT_COMMAND_ARENA);
	e = embed(&arena, argv + 1, argc - 4);
	if (failed(e))
		fprintf(stderr, "embed: %.*s\n", STR_ARGS(e.detail));
	arena_finish(&arena);
	return failed(e) ? EXIT_FAILURE : EXIT_SUCCESS;
}

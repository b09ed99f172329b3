/* Reading a plan's folder: which tables there are, and their rows in the order of the nouns. */
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mark.h"
#include "base/memory.h"
#include "exchange/folder.h"
#include "exchange/format.h"
#include "exchange/json_reading.h"
#include "exchange/table_reader.h"
#include "model/snapshot.h"

struct folder_reader {
	struct arena arena; /* the bytes of the files: texts of rows point into them */
	struct str path;
	struct str files[NOUN_COUNT]; /* the name of each noun's file; empty: there is none */
	int noun;                     /* the one being read */
	bool open;                    /* table is in use */
	struct table_reader table;
	struct hasher hasher;
};

/* The package's own version: a folder of a newer one is refused rather than half understood. */
static struct err check_format(struct arena *arena, struct str text, struct str file,
			       struct diagnostics *diagnostics)
{
	struct json_reading reading = { arena, diagnostics, file, false };
	json_t *package, *format;

	TRY(json_reading_tree(&reading, text, &package));
	if (!package)
		return OK;
	format = json_object_get(json_object_get(package, "outturn"), "format");

	bool fine = !format || (json_is_integer(format) && json_integer_value(format) >= 1 &&
				json_integer_value(format) <= FOLDER_FORMAT);

	json_decref(package);
	if (fine)
		return OK;
	return json_reading_tell(
		&reading, S(""),
		(struct diagnostic){
			.id = DIAGNOSTIC_BAD_SYNTAX,
			.args = { S(
				N_("the folder is of a newer format than this program reads")) } });
}

static struct err check_package(struct folder_reader *reader, struct arena *arena,
				struct diagnostics *diagnostics)
{
	struct str path = path_join(arena, reader->path, S(FOLDER_PACKAGE)), text;

	TRY_NEW(path.at);
	TRY(file_read(arena, path, LIMIT_REQUEST_ARENA, &text));
	return check_format(arena, text, S(FOLDER_PACKAGE), diagnostics);
}

/* Also one whose name is written in another case: what is meant as a table must not go unnoticed. */
static bool is_table_name(struct str name)
{
	return name.len >= 4 && str_eq_anycase(str_slice(name, name.len - 4, name.len), S(".csv"));
}

static struct err sort_file(struct folder_reader *reader, struct arena *arena, struct str name,
			    struct diagnostics *diagnostics, size_t *tables)
{
	const struct noun *noun;

	if (str_eq(name, S(FOLDER_PACKAGE))) {
		(*tables)++;
		return check_package(reader, arena, diagnostics);
	}
	if (!is_table_name(name))
		return OK;
	(*tables)++;
	noun = str_ends(name, S(".csv")) ? noun_named(str_slice(name, 0, name.len - 4)) : NULL;
	if (!noun)
		return diagnostics_add(diagnostics,
				       (struct diagnostic){ .id = DIAGNOSTIC_UNKNOWN_TABLE,
							    .file = name,
							    .args = { name } });
	reader->files[noun->id] = str_copy(&reader->arena, name);
	TRY_NEW(reader->files[noun->id].at);
	return OK;
}

/*
 * A table that is there but is no plain file (a folder, a link that leads nowhere) is not an absent one,
 * which would be left as it is: reading it will say what is wrong.
 */
static struct err look_for(struct folder_reader *reader, const struct noun *noun, size_t *tables)
{
	struct str name = str_format(&reader->arena, "%.*s.csv", STR_ARGS(noun->name));
	struct str path = path_join(&reader->arena, reader->path, name);

	TRY_NEW(name.at && path.at);
	if (!str_empty(reader->files[noun->id]) || !path_is_taken(&reader->arena, path))
		return OK;
	reader->files[noun->id] = name;
	(*tables)++;
	return OK;
}

static struct err look_around(struct folder_reader *reader, struct arena *arena,
			      struct diagnostics *diagnostics)
{
	struct str *names;
	size_t count, tables = 0;

	TRY(folder_list(arena, reader->path, &names, &count));
	for (size_t i = 0; i < count; i++)
		TRY(sort_file(reader, arena, names[i], diagnostics, &tables));
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		TRY(look_for(reader, noun_of((enum noun_id)id), &tables));
	if (tables == 0)
		return err_format(arena, ERR_INVALID, HERE,
				  "the folder %.*s holds no table of a plan",
				  STR_ARGS(reader->path));
	return OK;
}

/* The error with its words in an arena that outlives the one of the files. */
static struct err outlive(struct arena *arena, struct err e)
{
	struct str detail = str_copy(arena, e.detail);

	return err_make(e.code, e.where, detail.at ? detail : S("out of memory"));
}

static struct err open_table(struct folder_reader *reader, struct arena *arena,
			     const struct noun *noun, struct diagnostics *diagnostics)
{
	struct str file = reader->files[noun->id], bytes;
	struct str path = path_join(&reader->arena, reader->path, file);
	struct err e;

	TRY_NEW(path.at);
	e = file_read(&reader->arena, path, LIMIT_FILE_BYTES, &bytes);
	if (failed(e))
		return outlive(arena, e);
	hasher_add(&reader->hasher, file);
	hasher_add(&reader->hasher, S("\n"));
	hasher_add(&reader->hasher, bytes);
	TRY(table_reader_open(&reader->table, &reader->arena, noun, file, bytes, diagnostics));
	reader->open = true;
	return OK;
}

static struct err next(struct row_source *source, struct arena *arena,
		       struct diagnostics *diagnostics, struct row_chunk *out)
{
	struct folder_reader *reader = ((struct folder_source *)source)->reader;
	bool more;

	while (!reader->open) {
		if (++reader->noun >= NOUN_COUNT) {
			*out = (struct row_chunk){ 0 };
			return OK;
		}
		if (!str_empty(reader->files[reader->noun]))
			TRY(open_table(reader, arena, noun_of((enum noun_id)reader->noun),
				       diagnostics));
	}
	TRY(table_reader_next(&reader->table, arena, out, &more));
	if (reader->table.incomplete)
		source->incomplete |= NOUN_BIT(reader->noun);
	reader->open = more;
	return OK;
}

static struct digest digest(const struct row_source *source)
{
	struct hasher so_far = ((const struct folder_source *)source)->reader->hasher;

	return hasher_end(&so_far);
}

struct err folder_source_open(struct folder_source *source, struct arena *arena, struct str path,
			      struct diagnostics *diagnostics)
{
	struct folder_reader *reader = memory_take(sizeof(*reader));

	TRY_NEW(reader);
	arena_init(&reader->arena, LIMIT_COMMAND_ARENA);
	hasher_init(&reader->hasher);
	reader->path = str_copy(&reader->arena, path);
	*source = (struct folder_source){ .rows = { .next = next, .digest = digest },
					  .reader = reader };
	struct err e = reader->path.at ? look_around(reader, arena, diagnostics)
				       : ERROR(ERR_LIMIT, "out of memory");

	if (failed(e))
		folder_source_close(source);
	return e;
}

void folder_source_close(struct folder_source *source)
{
	if (!source->reader)
		return;
	arena_finish(&source->reader->arena);
	memory_give(source->reader);
	source->reader = NULL;
}

/*
 * Rows on their way in and out, chunk by chunk, whatever the format: exchange makes a row_source
 * from a folder, app takes it without knowing what was read; the same for row_sink outwards.
 */
#ifndef MODEL_ROW_STREAM_H
#define MODEL_ROW_STREAM_H

#include "base/diagnostic.h"
#include "base/hash.h"
#include "model/field.h"

/*
 * Some rows of one noun. Rows and lines are the arena's that was given to next; texts may be the
 * source's own and live until it is closed.
 */
struct row_chunk {
	const struct noun *noun;
	void *rows; /* count structs of noun->row_size */
	size_t count;
	const int64_t *lines; /* count: where each row began in its file, from 1 */
	struct str file;      /* as the user named it, inside the folder */
};

struct row_source {
	/* NOUN_BIT of each noun so far of which a row, or the whole table, could not be read; it was told. */
	uint64_t incomplete;

	/*
	 * The next chunk; out->noun is NULL at the end. Nouns come in the order of enum noun_id, all
	 * chunks of one before the next; a noun whose table is present without rows comes once with
	 * count 0. What a file has wrong goes to the diagnostics: a wrong cell is left empty, a row
	 * without its key left out.
	 */
	struct err (*next)(struct row_source *source, struct arena *arena,
			   struct diagnostics *diagnostics, struct row_chunk *out);

	/* SHA-256 of what was read, after the end; NULL when the source has no bytes. */
	struct digest (*digest)(const struct row_source *source);
};

struct row_sink {
	/* Rows of one noun in the order of their keys; a noun's chunks come one after another. */
	struct err (*take)(struct row_sink *sink, const struct noun *noun, const void *rows,
			   size_t count);
	/* All was taken; what the sink makes becomes visible, or the error says why not. */
	struct err (*done)(struct row_sink *sink);
};

#endif

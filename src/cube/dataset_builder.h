/*
 * A dataset that is put together row by row, as files are read: rows come in chunks, which are laid one
 * after the other at the end.
 */
#ifndef CUBE_DATASET_BUILDER_H
#define CUBE_DATASET_BUILDER_H

#include "cube/dataset.h"

enum { BUILDER_CHUNK_ROWS = 1 << 16 };

struct dataset_builder {
	struct dataset *dataset; /* in the making */
	struct arena scratch;    /* the chunks */
	struct builder_chunk *first, **last;
	struct dictionary_builder **strings; /* of each column, if it has any */
	size_t n_rows, n_in_chunk;
};

/* The structure's texts are copied. Ended by dataset_builder_finish or dataset_builder_abandon. */
MUST_USE struct err dataset_builder_begin(struct dataset_builder *builder,
					  struct allowance *allowance,
					  const struct structure *structure);

/* A new row, all of it null. */
MUST_USE struct err dataset_builder_row(struct dataset_builder *builder);

/* Sets a value of the newest row; of the component's type, and not null. Text is copied. */
MUST_USE struct err dataset_builder_put(struct dataset_builder *builder, size_t component,
					struct scalar scalar);

/* The dataset, with one reference; the builder is ended, also after an error. */
MUST_USE struct err dataset_builder_finish(struct dataset_builder *builder, struct dataset **out);
void dataset_builder_abandon(struct dataset_builder *builder);

/* A copy of the structure and its texts in the arena. */
MUST_USE struct err structure_copy(struct arena *arena, const struct structure *structure,
				   struct structure *out);

#endif

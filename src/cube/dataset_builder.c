/* Datasets row by row. */
#include "cube/dataset_builder.h"

#include <assert.h>
#include <string.h>

struct builder_chunk {
	struct builder_chunk *next;
	unsigned char **values; /* of each column */
	uint64_t **nulls;
};

struct err structure_copy(struct arena *arena, const struct structure *structure,
			  struct structure *out)
{
	struct component *at = NEW(arena, struct component, structure->count);

	TRY_NEW(at);
	for (size_t i = 0; i < structure->count; i++) {
		at[i] = structure->at[i];
		at[i].name = str_copy(arena, structure->at[i].name);
		at[i].domain = str_copy(arena, structure->at[i].domain);
		if (!at[i].name.at || (structure->at[i].domain.len && !at[i].domain.at))
			return ERROR(ERR_LIMIT, "out of memory");
	}
	*out = (struct structure){ .at = at, .count = structure->count };
	return OK;
}

static struct err begin(struct dataset_builder *builder, const struct structure *structure)
{
	struct arena *arena = &builder->dataset->arena;

	TRY(structure_copy(arena, structure, &builder->dataset->structure));
	TRY_NEW(builder->strings = NEW(arena, struct dictionary_builder *, structure->count));
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].type != DATA_STRING)
			continue;
		TRY_NEW(builder->strings[i] = NEW(arena, struct dictionary_builder, 1));
		dictionary_begin(builder->strings[i], arena);
	}
	return OK;
}

struct err dataset_builder_begin(struct dataset_builder *builder, struct allowance *allowance,
				 const struct structure *structure)
{
	struct err err;

	*builder = (struct dataset_builder){ .n_in_chunk = BUILDER_CHUNK_ROWS };
	builder->last = &builder->first;
	TRY(dataset_new(allowance, &builder->dataset));
	arena_init_within(&builder->scratch, allowance);
	err = begin(builder, structure);
	if (failed(err))
		dataset_builder_abandon(builder);
	return err;
}

static struct err chunk_new(struct dataset_builder *builder)
{
	const struct structure *structure = &builder->dataset->structure;
	struct arena *arena = &builder->scratch;
	struct builder_chunk *chunk = NEW(arena, struct builder_chunk, 1);

	TRY_NEW(chunk);
	TRY_NEW(chunk->values = NEW(arena, unsigned char *, structure->count));
	TRY_NEW(chunk->nulls = NEW(arena, uint64_t *, structure->count));
	for (size_t i = 0; i < structure->count; i++) {
		size_t width = data_width(structure->at[i].type);

		TRY_NEW(chunk->values[i] = arena_alloc(arena, BUILDER_CHUNK_ROWS, width));
		TRY_NEW(chunk->nulls[i] = NEW(arena, uint64_t, BUILDER_CHUNK_ROWS / 64));
		memset(chunk->nulls[i], 0xff, BUILDER_CHUNK_ROWS / 8);
	}
	*builder->last = chunk;
	builder->n_in_chunk = 0;
	return OK;
}

struct err dataset_builder_row(struct dataset_builder *builder)
{
	if (builder->n_in_chunk == BUILDER_CHUNK_ROWS) {
		if (*builder->last)
			builder->last = &(*builder->last)->next;
		TRY(chunk_new(builder));
	}
	if (builder->n_rows == ROWS_MOST)
		return ERROR(ERR_LIMIT, "too many rows");
	builder->n_rows++;
	builder->n_in_chunk++;
	return OK;
}

struct err dataset_builder_put(struct dataset_builder *builder, size_t component,
			       struct scalar scalar)
{
	struct builder_chunk *chunk = *builder->last;
	size_t row = builder->n_in_chunk - 1;
	size_t width = data_width(scalar.type);
	unsigned char *to = chunk->values[component] + row * width;
	uint32_t code;

	assert(!scalar.is_null && builder->n_in_chunk > 0);
	assert(scalar.type == builder->dataset->structure.at[component].type);
	if (scalar.type == DATA_STRING) {
		TRY(dictionary_code(builder->strings[component], scalar.string, &code));
		memcpy(to, &code, sizeof(code));
	} else if (scalar.type == DATA_BOOLEAN) {
		*to = scalar.boolean;
	} else {
		memcpy(to, &scalar.integer, width);
	}
	chunk->nulls[component][row / 64] &= ~(UINT64_C(1) << row % 64);
	return OK;
}

/* One column from its chunks; a chunk but the last is full, and its bits are whole words. */
static struct err lay(struct dataset_builder *builder, size_t i, struct column *out)
{
	struct dataset *dataset = builder->dataset;
	enum data_type type = dataset->structure.at[i].type;
	const struct dictionary *dictionary = builder->strings[i] ? &builder->strings[i]->dictionary
								  : NULL;
	size_t width = data_width(type), from = 0;
	uint64_t *nulls, any = 0;
	void *values;

	TRY(column_array(&dataset->arena, type, builder->n_rows, dictionary, out, &values, &nulls));
	for (struct builder_chunk *chunk = builder->first; chunk; chunk = chunk->next) {
		size_t left = builder->n_rows - from;
		size_t n = left < BUILDER_CHUNK_ROWS ? left : BUILDER_CHUNK_ROWS;

		if (n && width)
			memcpy((char *)values + from * width, chunk->values[i], n * width);
		memcpy(nulls + from / 64, chunk->nulls[i], bits_words(n) * sizeof(*nulls));
		from += n;
	}
	if (builder->n_rows % 64)
		nulls[builder->n_rows / 64] &= (UINT64_C(1) << builder->n_rows % 64) - 1;
	for (size_t w = 0; w < bits_words(builder->n_rows); w++)
		any |= nulls[w];
	if (!any)
		out->nulls = NULL;
	return OK;
}

static struct err finish(struct dataset_builder *builder)
{
	struct dataset *dataset = builder->dataset;
	struct column *columns = NEW(&dataset->arena, struct column, dataset->structure.count);

	TRY_NEW(columns);
	for (size_t i = 0; i < dataset->structure.count; i++)
		TRY(lay(builder, i, &columns[i]));
	dataset->columns = columns;
	dataset->n_rows = builder->n_rows;
	return OK;
}

struct err dataset_builder_finish(struct dataset_builder *builder, struct dataset **out)
{
	struct err err = finish(builder);

	if (failed(err)) {
		dataset_builder_abandon(builder);
		return err;
	}
	*out = builder->dataset;
	builder->dataset = NULL;
	dataset_builder_abandon(builder);
	return OK;
}

void dataset_builder_abandon(struct dataset_builder *builder)
{
	arena_finish(&builder->scratch);
	dataset_release(builder->dataset);
	builder->dataset = NULL;
}

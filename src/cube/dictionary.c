/* Dictionaries: each string once, found by its hash. */
#include "cube/dictionary.h"

#include "base/arena.h"
#include "base/list.h"

#include <string.h>

enum { FIRST_STRINGS = 16 };

void dictionary_begin(struct dictionary_builder *builder, struct arena *arena)
{
	*builder = (struct dictionary_builder){ .arena = arena };
	map_init(&builder->codes, arena);
}

static struct err room_for_one(struct dictionary_builder *builder)
{
	size_t room = builder->room ? 2 * builder->room : FIRST_STRINGS;
	struct str *strings;

	if (builder->dictionary.count < builder->room)
		return OK;
	TRY_NEW(strings = NEW(builder->arena, struct str, room));
	if (builder->dictionary.count)
		memcpy(strings, builder->dictionary.at,
		       builder->dictionary.count * sizeof(*strings));
	builder->dictionary.at = strings;
	builder->room = room;
	return OK;
}

struct err dictionary_code(struct dictionary_builder *builder, struct str string, uint32_t *out)
{
	struct dictionary *dictionary = &builder->dictionary;
	struct str copy;
	uint64_t code;

	if (map_get(&builder->codes, string, &code)) {
		*out = (uint32_t)code;
		return OK;
	}
	if (dictionary->count == DICTIONARY_NONE)
		return ERROR(ERR_LIMIT, "too many different strings");
	TRY(room_for_one(builder));
	copy = str_copy(builder->arena, string);
	if (!copy.at && string.len)
		return ERROR(ERR_LIMIT, "out of memory");
	TRY(map_put(&builder->codes, copy, dictionary->count));
	((struct str *)dictionary->at)[dictionary->count] = copy;
	*out = (uint32_t)dictionary->count++;
	return OK;
}

struct err dictionary_merge(struct dictionary_builder *builder, const struct dictionary *other,
			    const uint32_t **translation_out)
{
	uint32_t *translation;

	TRY_NEW(translation = NEW(builder->arena, uint32_t, other->count));
	for (size_t i = 0; i < other->count; i++)
		TRY(dictionary_code(builder, other->at[i], &translation[i]));
	*translation_out = translation;
	return OK;
}

struct err dictionary_translate(struct arena *arena, const struct dictionary *from,
				const struct dictionary *to, const uint32_t **out)
{
	struct map codes;
	uint32_t *translation;
	uint64_t code;

	map_init(&codes, arena);
	TRY_NEW(translation = NEW(arena, uint32_t, from->count));
	for (size_t i = 0; i < to->count; i++)
		TRY(map_put(&codes, to->at[i], i));
	for (size_t i = 0; i < from->count; i++)
		translation[i] = map_get(&codes, from->at[i], &code) ? (uint32_t)code
								     : DICTIONARY_NONE;
	*out = translation;
	return OK;
}

static int compare_codes(const void *a, const void *b, const void *context)
{
	const struct dictionary *dictionary = context;

	return str_cmp(dictionary->at[*(const uint32_t *)a], dictionary->at[*(const uint32_t *)b]);
}

struct err dictionary_ranks(struct arena *arena, const struct dictionary *dictionary,
			    const uint32_t **out)
{
	struct list order = LIST(arena, uint32_t);
	uint32_t *ranks;

	for (uint32_t i = 0; i < dictionary->count; i++)
		TRY(list_push(&order, &i));
	TRY(list_sort(&order, compare_codes, dictionary));
	TRY_NEW(ranks = NEW(arena, uint32_t, dictionary->count));
	for (uint32_t i = 0; i < dictionary->count; i++)
		ranks[*LIST_AT(order, uint32_t, i)] = i;
	*out = ranks;
	return OK;
}

/*
 * The strings of a column, each once: a column holds their codes, which are the places here. Two columns
 * with the same dictionary compare their codes; else those of one are translated to the other's.
 */
#ifndef CUBE_DICTIONARY_H
#define CUBE_DICTIONARY_H

#include "base/map.h"

#define DICTIONARY_NONE UINT32_MAX /* no code */

struct dictionary {
	const struct str *at;
	size_t count;
};

/* A dictionary that grows. `dictionary` may be lent to columns before it is complete. */
struct dictionary_builder {
	struct dictionary dictionary;
	struct map codes;
	size_t room;
	struct arena *arena;
};

void dictionary_begin(struct dictionary_builder *builder, struct arena *arena);

/* The code of the string, which is added and copied where it is new. */
MUST_USE struct err dictionary_code(struct dictionary_builder *builder, struct str string,
				    uint32_t *out);

/* All of the other's strings; translation_out[code there] is the code here, in the builder's arena. */
MUST_USE struct err dictionary_merge(struct dictionary_builder *builder,
				     const struct dictionary *other,
				     const uint32_t **translation_out);

/* For each code of `from` that of `to`, or DICTIONARY_NONE; in the arena. */
MUST_USE struct err dictionary_translate(struct arena *arena, const struct dictionary *from,
					 const struct dictionary *to, const uint32_t **out);

/* For each code its place in the order of the bytes, so that ranks compare as the strings do. */
MUST_USE struct err dictionary_ranks(struct arena *arena, const struct dictionary *dictionary,
				     const uint32_t **out);

#endif

/*
 * Texts of a plan in a reader's language: the translation where there is one, else the text as it was
 * entered, which is in the language of its plan.
 */
#ifndef MODEL_TRANSLATE_H
#define MODEL_TRANSLATE_H

#include "model/snapshot.h"

struct spoken {
	struct str text;
	bool is_translated; /* it is in the language that was asked for */
};

/*
 * The text of a row's column in the language (a BCP 47 tag such as "fr"); an empty text is nothing to
 * translate. One search by key; the arena is for the key alone, and when it is full the text stays
 * untranslated (whoever writes the page into that arena fails).
 */
struct spoken text_in(const struct snapshot *snapshot, struct arena *arena, enum noun_id noun,
		      struct str key, struct str column, struct str language, struct str text);

#endif

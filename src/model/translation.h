/* A text of the plan in another language. */
#ifndef MODEL_TRANSLATION_H
#define MODEL_TRANSLATION_H

#include "model/field.h"

struct translation {
	struct str noun;
	struct str key;
	struct str column;
	struct str language;
	struct str text;
};

extern const struct noun translation_noun;

#endif

/* What a thing is called in one place of the document, where that differs or recurs. */
#ifndef MODEL_LABEL_H
#define MODEL_LABEL_H

#include "model/field.h"

struct label {
	struct str noun;
	struct str key;
	struct str section; /* a section's key */
	struct str text;
};

extern const struct noun label_noun;

#endif

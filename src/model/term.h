/* A word or abbreviation of the document with its meaning. */
#ifndef MODEL_TERM_H
#define MODEL_TERM_H

#include "model/field.h"

struct term {
	struct str code;
	struct str name;
	struct str section; /* a section's key */
};

extern const struct noun term_noun;

#endif

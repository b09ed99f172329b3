/* A note at the foot of a page, and where its mark stands. */
#ifndef MODEL_FOOTNOTE_H
#define MODEL_FOOTNOTE_H

#include "model/field.h"

struct footnote {
	struct str plan;    /* a plan's key */
	int64_t number;     /* or INTEGER_EMPTY */
	struct str section; /* a section's key */
	struct str column;
	struct str text;
};

extern const struct noun footnote_noun;

#endif

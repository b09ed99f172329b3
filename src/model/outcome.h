/* A change that the organisation contributes to, under one node. */
#ifndef MODEL_OUTCOME_H
#define MODEL_OUTCOME_H

#include "model/field.h"

struct outcome {
	struct str code;
	struct str node; /* a node's key */
	struct str name;
	struct str description;
	struct str owner; /* a unit's key */
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun outcome_noun;

#endif

/* A kind of organisational unit: bureau, department, regional office; the organisation names its own. */
#ifndef MODEL_UNIT_KIND_H
#define MODEL_UNIT_KIND_H

#include "model/field.h"

struct unit_kind {
	struct str code;
	struct str name;
	struct str plural;
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun unit_kind_noun;

#endif

/* A part of the organisation: bureau, department, regional or area office; a tree. */
#ifndef MODEL_UNIT_H
#define MODEL_UNIT_H

#include "model/field.h"

struct unit {
	struct str code;
	struct str kind;   /* an unit_kind's key */
	struct str parent; /* a unit's key */
	struct str name;
	struct str short_name;
	struct str description;
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun unit_noun;

#endif

/* A group of areas within a scheme: a region, or a group such as the least developed countries. */
#ifndef MODEL_AREA_GROUP_H
#define MODEL_AREA_GROUP_H

#include "model/field.h"

struct area_group {
	struct str code;
	struct str scheme; /* an area_scheme's key */
	struct str name;
	struct str source;
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun area_group_noun;

#endif

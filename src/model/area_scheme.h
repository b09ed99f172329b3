/* A way to group areas: in an exclusive one an area has at most one group at a time. */
#ifndef MODEL_AREA_SCHEME_H
#define MODEL_AREA_SCHEME_H

#include "model/choices.h"
#include "model/field.h"

struct area_scheme {
	struct str code;
	struct str name;
	int exclusive;    /* enum yes_no, or 0 */
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun area_scheme_noun;

#endif

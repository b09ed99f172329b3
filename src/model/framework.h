/* A structure of priorities or goals that plans follow and results are linked to. */
#ifndef MODEL_FRAMEWORK_H
#define MODEL_FRAMEWORK_H

#include "base/date.h"
#include "model/field.h"

struct framework {
	struct str code;
	struct str name;
	struct str description;
	struct date starts;
	struct date ends;
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun framework_noun;

#endif

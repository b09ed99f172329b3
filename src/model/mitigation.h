/* What is done to make a risk less likely or less harmful. */
#ifndef MODEL_MITIGATION_H
#define MODEL_MITIGATION_H

#include "base/date.h"
#include "model/choices.h"
#include "model/field.h"

struct mitigation {
	struct str risk;  /* a risk's key */
	int64_t position; /* or INTEGER_EMPTY */
	struct str name;
	struct str owner; /* a unit's key */
	struct date due;
	int status; /* enum progress, or 0 */
};

extern const struct noun mitigation_noun;

#endif

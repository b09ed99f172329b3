/* A year or more of work under a framework, with its state and edition. */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include "base/date.h"
#include "model/field.h"

enum plan_state {
	PLAN_STATE_DRAFT = 1,
	PLAN_STATE_PRELIMINARY,
	PLAN_STATE_APPROVED,
	PLAN_STATE_REVISED,
	PLAN_STATE_CLOSED,
};

struct plan {
	struct str code;
	struct str name;
	struct str framework; /* a framework's key */
	struct str parent;    /* a plan's key */
	struct date starts;
	struct date ends;
	int state; /* enum plan_state, or 0 */
	struct str currency;
	struct str language;
	struct str symbol;
	struct str edition;
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun plan_noun;

#endif

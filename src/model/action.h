/* Work of a plan that delivers a product under a node: what, why, where, who, when, how much. */
#ifndef MODEL_ACTION_H
#define MODEL_ACTION_H

#include "base/date.h"
#include "model/choices.h"
#include "model/field.h"

struct action {
	struct str code;
	struct str plan;    /* a plan's key */
	struct str node;    /* a node's key */
	struct str product; /* a product's key */
	struct str name;
	struct str reason;
	struct str area_group; /* an area_group's key */
	struct str owner;      /* a unit's key */
	struct date starts;
	struct date ends;
	int status;     /* enum progress, or 0 */
	int64_t amount; /* minor units of currency, or MONEY_EMPTY */
	struct str currency;
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun action_noun;

#endif

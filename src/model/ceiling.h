/* The most that the lines of a plan may add to. */
#ifndef MODEL_CEILING_H
#define MODEL_CEILING_H

#include "base/date.h"
#include "model/field.h"

struct ceiling {
	struct str plan; /* a plan's key */
	struct period period;
	struct str node;   /* a node's key */
	struct str region; /* an area_group's key */
	struct str fund;
	int64_t amount; /* minor units of currency, or MONEY_EMPTY */
	struct str currency;
	struct str source;
};

extern const struct noun ceiling_noun;

#endif

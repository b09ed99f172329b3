/* A reporting campaign: a time in which areas are asked for values, which are then of its period. */
#ifndef MODEL_CAMPAIGN_H
#define MODEL_CAMPAIGN_H

#include "base/date.h"
#include "model/field.h"

struct campaign {
	struct period code; /* of the kind PERIOD_CAMPAIGN: "2026-C1" */
	struct str name;
	struct date opens, closes; /* the first and the last day, or empty */
	struct str source;
};

extern const struct noun campaign_noun;

#endif

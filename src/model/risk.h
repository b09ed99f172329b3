/* What may go wrong, how likely it is and how hard it would hit. */
#ifndef MODEL_RISK_H
#define MODEL_RISK_H

#include "base/date.h"
#include "model/choices.h"
#include "model/field.h"

enum risk_level {
	RISK_LEVEL_PLAN = 1,
	RISK_LEVEL_DEPARTMENT,
	RISK_LEVEL_OFFICE,
	RISK_LEVEL_PROJECT,
};

struct risk {
	struct str code;
	struct str plan; /* a plan's key */
	int level;       /* enum risk_level, or 0 */
	struct str perspective;
	struct str name;
	int probability;  /* enum grade, or 0 */
	int impact;       /* enum grade, or 0 */
	struct str owner; /* a unit's key */
	struct date next_review;
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun risk_noun;

#endif

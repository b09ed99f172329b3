/* An obligation to report: to whom, about what, how often. */
#ifndef MODEL_DUTY_H
#define MODEL_DUTY_H

#include "base/date.h"
#include "model/field.h"

enum duty_frequency {
	DUTY_FREQUENCY_ONCE = 1,
	DUTY_FREQUENCY_YEARLY,
	DUTY_FREQUENCY_HALF_YEARLY,
	DUTY_FREQUENCY_QUARTERLY,
	DUTY_FREQUENCY_MONTHLY,
};

struct duty {
	struct str code;
	struct str plan; /* a plan's key */
	struct str recipient;
	struct str name;
	struct str owner; /* a unit's key */
	int frequency;    /* enum duty_frequency, or 0 */
	struct period first;
	struct period last;
	struct str first_occasion;
	struct str section; /* a section's key */
	int64_t position;   /* or INTEGER_EMPTY */
};

extern const struct noun duty_noun;

#endif

/*
 * The units in which the values of indicators are measured. A plan writes their codes; the program
 * knows this list, so that values of one unit can be shown and added alike. Every currency of ISO 4217
 * is a unit as well.
 */
#ifndef MODEL_UNIT_OF_MEASURE_H
#define MODEL_UNIT_OF_MEASURE_H

#include "base/str.h"

struct unit_of_measure {
	struct str code;
	const char *label; /* a message */
};

/* All of them but the currencies, by code. */
const struct unit_of_measure *units_of_measure(size_t *count);

/* NULL for a currency and for a code that nobody knows. */
const struct unit_of_measure *unit_of_measure_named(struct str code);

bool unit_of_measure_is_known(struct str code);

#endif

/* A measure of an outcome or of an output, defined once and linked wherever it serves. */
#ifndef MODEL_INDICATOR_H
#define MODEL_INDICATOR_H

#include "model/choices.h"
#include "model/field.h"

enum indicator_result_type {
	INDICATOR_RESULT_TYPE_OUTPUT = 1,
	INDICATOR_RESULT_TYPE_OUTCOME,
	INDICATOR_RESULT_TYPE_IMPACT,
	INDICATOR_RESULT_TYPE_OTHER,
};

enum indicator_measure {
	INDICATOR_MEASURE_NUMBER = 1,
	INDICATOR_MEASURE_PERCENTAGE,
	INDICATOR_MEASURE_PERCENTAGE_CHANGE,
	INDICATOR_MEASURE_RATIO,
	INDICATOR_MEASURE_AMOUNT,
	INDICATOR_MEASURE_INDEX,
	INDICATOR_MEASURE_YES_NO,
	INDICATOR_MEASURE_ORDINAL,
	INDICATOR_MEASURE_QUALITATIVE,
};

enum indicator_direction {
	INDICATOR_DIRECTION_INCREASE = 1,
	INDICATOR_DIRECTION_DECREASE,
	INDICATOR_DIRECTION_MAINTAIN,
};

enum indicator_state {
	INDICATOR_STATE_PROPOSED = 1,
	INDICATOR_STATE_BEING_REFINED,
	INDICATOR_STATE_AGREED,
	INDICATOR_STATE_RETIRED,
};

struct indicator {
	struct str code;
	int result_type; /* enum indicator_result_type, or 0 */
	struct str name;
	struct str definition;
	int measure; /* enum indicator_measure, or 0 */
	struct str unit_of_measure;
	int direction;            /* enum indicator_direction, or 0 */
	int accumulation;         /* enum accumulation, or 0 */
	int aggregation_area;     /* enum aggregation, or 0 */
	int aggregation_period;   /* enum aggregation, or 0 */
	int aggregation_category; /* enum aggregation, or 0 */
	struct str denominator;
	int64_t age_limit; /* or INTEGER_EMPTY */
	struct str formula;
	struct str variable; /* a variable's key */
	int schedule;        /* enum schedule, or 0 */
	int64_t due_after;   /* days after the end of a period, or INTEGER_EMPTY */
	struct str owner;    /* a unit's key */
	struct str means_of_verification;
	int state; /* enum indicator_state, or 0 */
	struct str edition;
	struct str note;
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun indicator_noun;

#endif

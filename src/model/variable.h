/* What is observed of an area: a column of the world's statistics, as its source names it. */
#ifndef MODEL_VARIABLE_H
#define MODEL_VARIABLE_H

#include "model/choices.h"

struct variable {
	struct str code; /* as the source has it: "IT.NET.USER.ZS" */
	struct str name;
	struct str definition;
	struct str unit_of_measure;
	int accumulation;  /* enum accumulation, or 0 */
	struct str weight; /* a variable's key */
	int schedule;      /* enum schedule, or 0 */
	struct period first_due;
	int64_t due_after; /* days after the end of a period, or INTEGER_EMPTY */
	struct str source;
	struct str edition;
	struct str note;
};

extern const struct noun variable_noun;

#endif

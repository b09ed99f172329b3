/* A level of a framework's tree, with what its nodes must carry. */
#ifndef MODEL_LEVEL_H
#define MODEL_LEVEL_H

#include "model/choices.h"
#include "model/field.h"

struct level {
	struct str framework; /* a framework's key */
	struct str code;
	struct str name;
	struct str plural;
	int carries_budget;  /* enum yes_no, or 0 */
	int carries_results; /* enum yes_no, or 0 */
	int carries_owner;   /* enum yes_no, or 0 */
	int64_t position;    /* or INTEGER_EMPTY */
};

extern const struct noun level_noun;

#endif

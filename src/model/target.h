/* What an indicator starts from or is to reach, by when, in which version. */
#ifndef MODEL_TARGET_H
#define MODEL_TARGET_H

#include "base/date.h"
#include "base/decimal.h"
#include "model/field.h"

enum target_kind {
	TARGET_KIND_BASELINE = 1,
	TARGET_KIND_MILESTONE,
	TARGET_KIND_TARGET,
};

enum target_value_state {
	TARGET_VALUE_STATE_VALUE = 1,
	TARGET_VALUE_STATE_NOT_APPLICABLE,
	TARGET_VALUE_STATE_WITHHELD,
	TARGET_VALUE_STATE_NOT_REPORTED,
	TARGET_VALUE_STATE_TO_BE_FILLED,
};

struct target {
	struct str indicator; /* an indicator's key */
	int kind;             /* enum target_kind, or 0 */
	struct period period;
	struct str area_group; /* an area_group's key */
	struct str area;       /* an area's key */
	int64_t version;       /* or INTEGER_EMPTY */
	struct decimal value;
	int value_state; /* enum target_value_state, or 0 */
	struct str reason;
	struct str source;
};

extern const struct noun target_noun;

#endif

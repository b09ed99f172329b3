/* An amount of a plan for a node, a region or an action, with the shares that the source states. */
#ifndef MODEL_BUDGET_LINE_H
#define MODEL_BUDGET_LINE_H

#include "base/date.h"
#include "base/decimal.h"
#include "model/field.h"

enum budget_line_kind {
	BUDGET_LINE_KIND_REQUIRED = 1,
	BUDGET_LINE_KIND_AVAILABLE,
	BUDGET_LINE_KIND_ALLOCATED,
	BUDGET_LINE_KIND_COMMITTED,
	BUDGET_LINE_KIND_SPENT,
	BUDGET_LINE_KIND_FORECAST,
	BUDGET_LINE_KIND_STATED_TOTAL,
};

enum budget_line_qualifier {
	BUDGET_LINE_QUALIFIER_APPROXIMATELY = 1,
	BUDGET_LINE_QUALIFIER_MORE_THAN,
	BUDGET_LINE_QUALIFIER_LESS_THAN,
};

enum budget_line_state {
	BUDGET_LINE_STATE_PRELIMINARY = 1,
	BUDGET_LINE_STATE_APPROVED,
	BUDGET_LINE_STATE_REVISED,
};

struct budget_line {
	struct str plan; /* a plan's key */
	struct period period;
	int kind;          /* enum budget_line_kind, or 0 */
	struct str node;   /* a node's key */
	struct str region; /* an area_group's key */
	struct str action; /* an action's key */
	struct str fund;
	int64_t amount; /* minor units of currency, or MONEY_EMPTY */
	struct str currency;
	struct decimal share_of_parent; /* per cent */
	struct decimal share_of_total;  /* per cent */
	int qualifier;                  /* enum budget_line_qualifier, or 0 */
	int state;                      /* enum budget_line_state, or 0 */
	struct str note;
};

extern const struct noun budget_line_noun;

#endif

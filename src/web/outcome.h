/* Outcomes: the changes that the plan is to contribute to. */
#ifndef WEB_OUTCOME_H
#define WEB_OUTCOME_H

#include "web/related.h"
#include "web/result_list.h"

struct outcome_view {
	struct str code;
	struct said name, description;
	struct thing node;
	struct related_list indicators; /* that measure it */
	struct related_list
		node_indicators; /* that measure its node: perhaps it, perhaps another */
	struct notes notes;
	struct markup facts, findings, history;
};

#endif

/* That one thing serves another: delivers, measures, contributes to or is aligned with it. */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

#include "model/choices.h"
#include "model/field.h"

enum link_kind {
	LINK_KIND_DELIVERS = 1,
	LINK_KIND_MEASURES,
	LINK_KIND_CONTRIBUTES_TO,
	LINK_KIND_ALIGNED_WITH,
};

struct link {
	struct str from_noun;
	struct str from_key;
	int kind; /* enum link_kind, or 0 */
	struct str to_noun;
	struct str to_key;
	int64_t position; /* or INTEGER_EMPTY */
	int strength;     /* enum grade, or 0 */
	struct str comment;
	struct str section; /* a section's key */
};

extern const struct noun link_noun;

#endif

/* That an area belongs to a group, and from when until when. */
#ifndef MODEL_AREA_MEMBERSHIP_H
#define MODEL_AREA_MEMBERSHIP_H

#include "base/date.h"
#include "model/field.h"

struct area_membership {
	struct str area_group; /* an area_group's key */
	struct str area;       /* an area's key */
	struct date valid_from;
	struct date valid_to;
	struct str source;
};

extern const struct noun area_membership_noun;

/* Has it begun by the day, and does it hold on it? The first day of valid_to is outside. */
bool area_membership_begun(const struct area_membership *membership, struct date day);
bool area_membership_holds(const struct area_membership *membership, struct date day);

#endif

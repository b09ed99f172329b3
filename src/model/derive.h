/*
 * What was derived from one snapshot: the shelf that hangs on it. Values are shared by reference
 * between the shelves of kin snapshots. Private to the snapshot; see snapshot_derive.
 */
#ifndef MODEL_DERIVE_H
#define MODEL_DERIVE_H

#include "model/snapshot.h"

struct shelf;

MUST_USE struct err shelf_new(struct shelf **out);
void shelf_end(struct shelf *shelf); /* with the references to its values; NULL is fine */

/* Puts the values of the older shelf on the new one, but for those that rest on a changed noun. */
MUST_USE struct err shelf_inherit(struct shelf *shelf, const struct shelf *older, uint64_t changed);

/* The value, made if nobody has made it yet. */
MUST_USE struct err shelf_value(struct shelf *shelf, const struct snapshot *snapshot,
				const struct derivation *derivation, struct date day,
				const void **out);

#endif

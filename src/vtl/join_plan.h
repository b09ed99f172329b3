/* What a join will consist of: shared by its structure and its data. Private to the room. */
#ifndef VTL_JOIN_PLAN_H
#define VTL_JOIN_PLAN_H

#include "vtl/join.h"

struct join_output {
	struct component component; /* of the virtual dataset */
	struct str name;            /* in the operands */
	size_t operand, place;      /* where it comes from first */
	bool is_key, is_combined;   /* … and from others too */
};

struct join_plan {
	struct join_output *outputs;
	size_t n_outputs;
	size_t *order; /* of the operands: each has a key in common with those before it */
};

MUST_USE struct err join_plan_make(struct arena *arena, const struct join *join,
				   struct join_plan *out, struct fault *fault);

/* Is it an identifier by which operands are matched? */
bool join_is_key(const struct join *join, struct str name);

/* Has the operand a viral attribute of the name? */
bool join_has_viral(const struct structure *structure, struct str name);

/* The preset of the operand's identifier, or NULL. */
const struct join_preset *join_preset_of(const struct join *join, size_t operand, struct str name);

#endif

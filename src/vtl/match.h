/* Which rows of two datasets agree in their keys: what joins are made of. Private to the room. */
#ifndef VTL_MATCH_H
#define VTL_MATCH_H

#include "vtl/run.h"

enum match_kind {
	MATCH_INNER, /* pairs alone */
	MATCH_LEFT,  /* … and left rows without a partner */
	MATCH_FULL   /* … and right ones */
};

struct match_side {
	const struct column *const *keys;
	size_t n_rows;
	bool is_unique; /* no two rows agree in their keys */
};

/* Row i of the result is made of row left[i] and row right[i]; ROW_NONE: of none there. */
struct row_pairs {
	const uint32_t *left;  /* NULL: row i */
	const uint32_t *right; /* NULL: row i */
	size_t count;
	bool left_has_none, right_has_none;
};

/* Keys of the two sides have the same types, pair by pair; in the arena. Without keys all agree. */
MUST_USE struct err match_rows(struct run *run, struct arena *arena, enum match_kind kind,
			       struct match_side left, struct match_side right, size_t n_keys,
			       struct row_pairs *out);

#endif

/*
 * What tells apart the series of one variable and area: the scenario, and the coordinates by which the
 * value is a part (SEX=F). A dimension that is not declared means the total, so that one which is added
 * later touches no old fact. The canonical text names the dimensions in the order of their bytes:
 * "AGE=15_24;SEX=F", and age groups in one spelling (cube/age_code.h); a forecast is a coordinate of the dimension SCENARIO, actual values have none.
 */
#ifndef CUBE_SLICE_H
#define CUBE_SLICE_H

#include "base/err.h"

struct arena;

enum { SLICE_COORDINATES_MAX = 16 };

struct coordinate {
	struct str dimension; /* letters, digits, "_"; in capitals */
	struct str category;  /* a code: no white space, none of ; = / */
};

/*
 * The canonical text in the arena, of at most SLICE_COORDINATES_MAX in any order; letters of dimensions
 * are made capitals, and codes of the dimension AGE get their one spelling. ERR_INVALID: a dimension twice, or a name or code that is none.
 */
MUST_USE struct err slice_write(struct arena *arena, const struct coordinate *coordinates,
				size_t count, struct str *out);

/* The coordinates of a canonical text, borrowed from it; false when it is none. */
bool slice_parse(struct str slice, struct coordinate out[static SLICE_COORDINATES_MAX],
		 size_t *count_out);

#endif

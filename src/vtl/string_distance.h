/* Distances between two texts, counted in code points. Texts must be well-formed UTF-8. */
#ifndef VTL_STRING_DISTANCE_H
#define VTL_STRING_DISTANCE_H

#include "base/arena.h"
#include "base/err.h"

/* ERR_LIMIT: the texts are too long to be compared so. */
MUST_USE struct err distance_levenshtein(struct arena *scratch, struct str a, struct str b,
					 double *out);

/* With exchanges of neighbours as one step, between which anything may happen (Damerau 1964, unrestricted). */
MUST_USE struct err distance_damerau(struct arena *scratch, struct str a, struct str b,
				     double *out);

/* ERR_INVALID: they are not of one length. */
MUST_USE struct err distance_hamming(struct str a, struct str b, double *out);

/* 1 less the similarity of Jaro and Winkler (prefix of at most 4, weight 0.1): 0 for equal texts. */
MUST_USE struct err distance_jaro_winkler(struct arena *scratch, struct str a, struct str b,
					  double *out);

#endif

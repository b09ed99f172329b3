/*
 * In which order statements are looked at: those whose results others use come first, so that scripts of
 * any order and length are analysed without recursion. What looks like a circle here is only put
 * somewhere: whether it is one, the analyser finds out.
 */
#ifndef VTL_SEQUENCE_H
#define VTL_SEQUENCE_H

#include "base/arena.h"
#include "base/err.h"
#include "vtl/tree.h"

/* An array of n indexes in the arena. */
MUST_USE struct err statements_sequence(struct arena *arena,
					const struct statement *const *statements, size_t n,
					size_t **out);

#endif

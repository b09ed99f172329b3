/*
 * Semantic analysis: finds what each name is, the type and structure of every intermediate result, and
 * makes the plan. Every statement is looked at, so that all mistakes are told at once; each names the
 * operand and what was expected of it.
 */
#ifndef VTL_ANALYSE_H
#define VTL_ANALYSE_H

#include "base/diagnostic.h"
#include "vtl/plan.h"
#include "vtl/tree.h"

/* A value domain with its values, as "in" and casts use it. */
struct value_domain {
	struct str name;
	enum data_type type;
	const struct scalar *values; /* NULL: any of the type */
	size_t n_values;
};

/*
 * Tells which measures a pivot makes of the data at hand: it is the last result of the plan so far. The
 * structure is borrowed until the next call.
 */
typedef struct err pivot_probe(void *context, const struct plan *so_far, struct structure *out);

/* What stands around a script. Names are compared as those of scripts are. */
struct environment {
	const struct plan_input *inputs;
	size_t n_inputs;
	const struct value_domain *domains;
	size_t n_domains;
	const struct script
		*libraries; /* whose definitions the script may use; nothing else counts */
	size_t n_libraries;
	pivot_probe *probe; /* NULL: no data are at hand, and what a pivot makes is not known */
	void *probe_context;
};

/*
 * Everything of the plan lies in the arena or is borrowed from the scripts and the domains, which must
 * live as long; inputs are copied. ERR_INVALID: the diagnostics say why.
 */
MUST_USE struct err script_analyse(struct arena *arena, const struct script *script,
				   const struct environment *environment,
				   struct diagnostics *diagnostics, struct plan *out);

#endif

/*
 * Runs a plan on datasets: each step calls its operator when its result is asked for, and what nobody
 * needs any more is let go at once. The plan and the inputs are only read, so that many runs may share
 * them.
 */
#ifndef VTL_EXECUTE_H
#define VTL_EXECUTE_H

#include "base/diagnostic.h"
#include "vtl/plan.h"

/* What is given for an input of the plan: of the structure or type that the plan knows it by. */
struct run_input {
	struct dataset
		*dataset; /* borrowed; NULL: a scalar, or an input that the plan does not use */
	struct scalar scalar;
};

/* What a result of the plan became. */
struct run_result {
	struct dataset *dataset; /* NULL: a scalar */
	struct scalar scalar;    /* its text lies in the arena of plan_run */
};

/*
 * results_out: one for each of plan->n_results, ended by run_results_release also after an error.
 * ERR_INVALID: run->fault says why, its place is one of plan->places. ERR_LIMIT: memory, time, or the
 * run was called off; run->fault says so too. The arena holds texts of scalars.
 */
MUST_USE struct err plan_run(const struct plan *plan, struct run *run, struct arena *arena,
			     const struct run_input *inputs, struct run_result *results_out);

/*
 * The same, and what every step has made is kept: for who asks where a result comes from (vtl/lineage.h).
 * trail->steps has room for plan->n_steps, all NULL; released by run_trail_release, also after an error.
 */
struct run_trail {
	struct dataset **steps;     /* by the numbers of steps; NULL: not made */
	const struct scalar *slots; /* of the plan, in the arena */
};
MUST_USE struct err plan_run_kept(const struct plan *plan, struct run *run, struct arena *arena,
				  const struct run_input *inputs, struct run_result *results_out,
				  struct run_trail *trail);
void run_trail_release(const struct plan *plan, struct run_trail *trail);

/*
 * What went wrong with the plan, which is run->fault, told at its place in the script: of an error of
 * plan_run, or of script_analyse with a probe, that is handed on: ERR_INVALID, ERR_LIMIT, or as it is when
 * there is nothing to tell.
 */
MUST_USE struct err plan_tell_fault(const struct plan *plan, const struct run *run,
				    struct diagnostics *diagnostics, struct err e);

/* Runs the plan so far on these inputs to see which measures a pivot makes (vtl/analyse.h). */
struct probe {
	struct run *run;
	struct arena *arena;
	const struct run_input *inputs;
};
MUST_USE struct err probe_run(void *probe, const struct plan *so_far, struct structure *out);

void run_results_release(const struct plan *plan, struct run_result *results);

#endif

/*
 * What a cell of a result rests on: cells of the inputs that suffice to compute it again. The plan is run once
 * more with all that its steps make kept, and traced from the one cell backwards, step by step; an ordinary run
 * knows nothing of it.
 *
 * A data point of an input is named by its row. A component of it is named where its value counts; where only
 * its being there counts (count(), exists_in, a partner of a join), the data point is named alone. With the
 * cells of a data point come those by which it was chosen: of the conditions of filter and having, and of rules.
 * What is not there cannot be named: the data points that are missing in setdiff, in exists_in that is false, in a
 * left_join without a partner, and in the operands of a union before the one that has it, are no cells.
 *
 * Exact are: the operators on values, calc, keep, drop, rename, sub, pivot, membership, joins, union, intersect,
 * setdiff, symdiff, exists_in, aggregates (the members of the group), windows (their data points), lag, lead,
 * timeshift, stock_to_flow, flow_to_stock, check. More than what is needed is named by
 *
 *	if, case		the operands that were not chosen too
 *	unpivot			all measures of the data point
 *	rank, ratio_to_report	all of the partition
 *	first_value, last_value	all of the window
 *	fill_time_series	for a data point that it has added, all of its series
 *	hierarchy, check_hierarchy	all items of the rules of the code, and of the rules of these in turn
 *	check_datapoint		the components that any rule of the ruleset reads
 *	all that match identifiers of different types (integer and number), by the other identifiers alone
 */
#ifndef VTL_LINEAGE_H
#define VTL_LINEAGE_H

#include "vtl/execute.h"

/* An identifier and its value as data files write it. */
struct lineage_key {
	struct str name, value;
};

/* The cell that is asked for. */
struct lineage_question {
	struct str result;              /* of the plan; letter case counts */
	const struct lineage_key *keys; /* each identifier once, in any order; none of a scalar */
	size_t n_keys;
	struct str component; /* a measure or attribute; empty: all measures */
};

/* A cell of an input. */
struct lineage_cell {
	size_t input;        /* its number in the plan */
	size_t row;          /* of its dataset; 0 of a scalar */
	ptrdiff_t component; /* COMPONENT_NONE: the data point alone, or a scalar */
};

struct lineage {
	struct lineage_cell *at; /* by input, row and component */
	size_t count;
};

/*
 * In the arena, where the texts of errors lie too. ERR_NOT_FOUND: there is no such result or data point;
 * ERR_USAGE: the question does not fit the result; the detail says why. Else as plan_run.
 */
MUST_USE struct err plan_lineage(const struct plan *plan, struct run *run, struct arena *arena,
				 const struct run_input *inputs,
				 const struct lineage_question *question, struct lineage *out);

#endif

/*
 * Analytic functions: for each data point a value made of a window of data points around it, within its
 * partition and in an order.
 */
#ifndef VTL_ANALYTIC_H
#define VTL_ANALYTIC_H

#include "vtl/aggregate.h"

struct order_item {
	struct str name;
	bool is_descending;
};

enum bound_kind {
	BOUND_UNBOUNDED_PRECEDING,
	BOUND_PRECEDING,
	BOUND_CURRENT,
	BOUND_FOLLOWING,
	BOUND_UNBOUNDED_FOLLOWING
};

struct window_bound {
	enum bound_kind kind;
	double distance; /* data points, or of a range: in the unit of what is ordered by */
};

enum window_kind {
	WINDOW_DEFAULT, /* as the manual says for what stands in the clause */
	WINDOW_DATA_POINTS,
	WINDOW_RANGE
};

/* over ( partition … order … window … ) */
struct over {
	const struct str *partition; /* identifiers */
	size_t n_partition;
	bool is_partition_except; /* without names: `partition except all`, one partition */
	bool has_partition;       /* else by the identifiers that are not ordered by */
	const struct order_item *order;
	size_t n_order;
	enum window_kind window;
	struct window_bound from, to;
};

struct analytic_item {
	enum aggregation function;
	const struct expression *operand; /* NULL: rank, count() */
	struct str name;
	struct over over;
	int64_t offset;                  /* of lag and lead, from 1 */
	const struct expression *preset; /* a scalar, beyond the partition; NULL: null */
	enum component_role role;
};

/*
 * The operand with one more component for each item, replacing that of its name: what calc and filter
 * need for analytic functions inside expressions.
 */
MUST_USE struct err analytic_structure(struct arena *arena, const struct structure *operand,
				       const struct analytic_item *items, size_t n,
				       struct structure *out, struct fault *fault);
MUST_USE struct err analytic_extend(struct run *run, struct dataset *operand,
				    const struct analytic_item *items, size_t n,
				    struct dataset **out);

/* f(DS over …): all measures by the pattern's function and window; its operand and name are not read. */
MUST_USE struct err analytic_dataset_structure(struct arena *arena, const struct structure *operand,
					       const struct analytic_item *pattern,
					       struct structure *out, struct fault *fault);
MUST_USE struct err analytic_dataset(struct run *run, struct dataset *operand,
				     const struct analytic_item *pattern,
				     const struct viral_rules *viral, struct dataset **out);

#endif

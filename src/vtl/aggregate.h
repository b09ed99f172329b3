/*
 * Aggregation: data points that agree in some identifiers become one. At the level of datasets every
 * measure is aggregated by one function; in the aggr clause each item has its own.
 */
#ifndef VTL_AGGREGATE_H
#define VTL_AGGREGATE_H

#include "vtl/expression.h"
#include "vtl/viral.h"

enum aggregation {
	AGGREGATION_SUM,
	AGGREGATION_AVG,
	AGGREGATION_COUNT,
	AGGREGATION_MIN,
	AGGREGATION_MAX,
	AGGREGATION_MEDIAN,
	AGGREGATION_STDDEV_POP,
	AGGREGATION_STDDEV_SAMP,
	AGGREGATION_VAR_POP,
	AGGREGATION_VAR_SAMP,
	/* Of windows alone (vtl/analytic.h). */
	AGGREGATION_FIRST_VALUE,
	AGGREGATION_LAST_VALUE,
	AGGREGATION_LAG,
	AGGREGATION_LEAD,
	AGGREGATION_RANK,
	AGGREGATION_RATIO_TO_REPORT,
	AGGREGATION_FUNCTION_COUNT_
};

struct str aggregation_name(enum aggregation function);
bool aggregation_named(struct str name, enum aggregation *out);

/*
 * The type of the result for an operand of the type; ERR_INVALID with *fault when it cannot be. measure: its
 * name, for the message, where it is a measure of a dataset; else empty.
 */
MUST_USE struct err aggregation_type(enum aggregation function, struct str measure,
				     enum data_type operand, enum data_type *out,
				     struct fault *fault);

struct aggregate_item {
	enum aggregation function;
	const struct expression *operand; /* NULL: count() of data points */
	struct str name;
	enum component_role role;
	bool has_role;  /* else that of the operand's component of the name, or a measure */
	bool is_hidden; /* for `having` alone: no component of the result */
};

/* By which identifiers: names to keep, or (is_except) to leave out. */
struct grouping {
	const struct str *names;
	size_t n_names;
	bool is_except; /* without names: by all identifiers */

	/*
	 * group all: this identifier is first converted by the expression, over the operand's
	 * structure; empty: none is.
	 */
	struct str converted;
	const struct expression *conversion;
};

struct aggregate {
	const struct aggregate_item *items;
	size_t n_items;
	struct grouping grouping;

	/*
	 * NULL: all groups. Else over the virtual structure of aggregate_having_structure: the
	 * identifiers of the result, then all items in their order, hidden ones too.
	 */
	const struct expression *having;
	const struct viral_rules *viral;
};

/* The items of f(DS group by …): each measure by the function, under its own name; int_var for count. */
MUST_USE struct err aggregate_measures(struct arena *arena, const struct structure *operand,
				       enum aggregation function, uint32_t place,
				       struct aggregate_item **items_out, size_t *n_out,
				       struct fault *fault);

MUST_USE struct err aggregate_having_structure(struct arena *arena, const struct structure *operand,
					       const struct aggregate *aggregate,
					       struct structure *out, struct fault *fault);
MUST_USE struct err aggregate_structure(struct arena *arena, const struct structure *operand,
					const struct aggregate *aggregate, struct structure *out,
					struct fault *fault);
MUST_USE struct err aggregate_dataset(struct run *run, struct dataset *operand,
				      const struct aggregate *aggregate, struct dataset **out);

#endif

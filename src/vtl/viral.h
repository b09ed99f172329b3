/*
 * How viral attributes go on to results (define viral propagation): what the attribute is of one data
 * point that comes of two, or of many.
 */
#ifndef VTL_VIRAL_H
#define VTL_VIRAL_H

#include "vtl/run.h"

enum viral_function {
	VIRAL_NONE, /* values that differ: null */
	VIRAL_MIN,
	VIRAL_MAX,
	VIRAL_SUM,
	VIRAL_AVG
};

/* "when A and B then C": one value alone, when `second` is null, wins wherever it is met. */
struct viral_clause {
	struct scalar first, second, result;
	bool has_second;
};

/* The rule of one variable, or of a value domain. */
struct viral_rule {
	struct str variable; /* empty: by domain */
	struct str domain;
	enum viral_function function; /* VIRAL_NONE: by the clauses */
	const struct viral_clause *clauses;
	size_t n_clauses;
	struct scalar otherwise; /* what no clause says */
	bool has_otherwise;
};

struct viral_rules {
	const struct viral_rule *at;
	size_t count;
};

/* The rule for the component, or NULL. */
const struct viral_rule *viral_rule_of(const struct viral_rules *rules,
				       const struct component *component);

/* A value on its way: what is known of those that were taken. It begins as zeros. */
struct viral_value {
	struct scalar value; /* of an average: the sum */
	int64_t count;
	bool has_value;
};

void viral_take(const struct viral_rule *rule, struct viral_value *gathered, struct scalar value);
struct scalar viral_taken(const struct viral_rule *rule, const struct viral_value *gathered,
			  enum data_type type);

/*
 * The columns of one attribute in the operands, row by row, as one column of the type in the arena: the common
 * type of theirs (data_common).
 */
MUST_USE struct err viral_combine(struct run *run, struct arena *arena,
				  const struct viral_rule *rule, enum data_type type,
				  const struct column *columns, size_t n_columns, size_t n_rows,
				  struct column *out);

/* One column over groups: group_of[row] is below n_groups. */
MUST_USE struct err viral_gather(struct run *run, struct arena *arena,
				 const struct viral_rule *rule, const struct column *column,
				 size_t n_rows, const uint32_t *group_of, size_t n_groups,
				 struct column *out);

/*
 * One column over windows: of row rows[i] the values of the rows at the places [from[i], to[i]), which move
 * forward as i does.
 */
struct viral_windows {
	const uint32_t *rows;
	const size_t *from, *to;
	size_t n_rows;
};
MUST_USE struct err viral_slide(struct run *run, struct arena *arena, const struct viral_rule *rule,
				const struct column *column, const struct viral_windows *windows,
				struct column *out);

#endif

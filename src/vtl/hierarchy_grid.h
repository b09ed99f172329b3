/*
 * The values on which the rules of a hierarchy work: for each code of the rules and each combination of
 * the other identifiers, what the data point there says. Private to hierarchies.
 */
#ifndef VTL_HIERARCHY_GRID_H
#define VTL_HIERARCHY_GRID_H

#include "vtl/hierarchy.h"

enum cell_state { CELL_MISSING, CELL_NULL, CELL_VALUE };

struct cell {
	enum cell_state state : 8;
	bool is_given : 1;  /* it is a row of the operand */
	bool is_hidden : 1; /* computed for other rules, and no data point of the result */
	uint32_t row;       /* where it is given */
	double value;
	int64_t integer;           /* the same, where the measure is one */
	struct scalar *attributes; /* one for each viral attribute; NULL where it is missing */
};

struct grid {
	struct run *run;
	struct arena *arena; /* scratch */
	const struct dataset *operand;
	const struct hierarchy *hierarchy;
	size_t component; /* of the codes */
	size_t measure;
	size_t *virals; /* places of the viral attributes */
	const struct viral_rule **viral_rules;
	size_t n_virals;

	size_t n_points;      /* combinations */
	uint32_t *first_rows; /* of each: a row of the operand */
	struct column
		*points;   /* of the operand's structure: the identifiers beside the component */
	struct str *codes; /* of all rules */
	size_t n_codes;
	struct cell *given;    /* n_codes blocks of n_points: of the operand */
	struct cell *computed; /* likewise: of the rules */
	size_t *n_computing;   /* of each code: the rules with = that have it on the left */

	struct grid_rule *rules;
	size_t *order; /* of the n_order rules that compute: what a rule needs stands before it */
	size_t n_order;
};

struct grid_rule {
	size_t left;
	size_t *terms;
	const uint8_t *condition; /* by grid_tell_conditions, of each combination; NULL: always */
	const uint8_t **term_conditions; /* of each term; NULL: always */
};

/* Reads the operand, which grid_check_operand has accepted. name: of the operator. */
MUST_USE struct err grid_make(struct grid *grid, struct run *run, struct arena *arena,
			      const struct dataset *operand, const struct hierarchy *hierarchy,
			      struct str name);

/* The type of the codes, which is that of the identifier that has them. */
static inline enum data_type grid_code_type(const struct grid *grid)
{
	return grid->operand->structure.at[grid->component].type;
}

static inline struct cell *grid_given(const struct grid *grid, size_t code, size_t point)
{
	return &grid->given[code * grid->n_points + point];
}

static inline struct cell *grid_computed(const struct grid *grid, size_t code, size_t point)
{
	return &grid->computed[code * grid->n_points + point];
}

/* The right side of a rule for one combination. */
struct grid_sum {
	bool is_found; /* some item exists */
	bool is_whole; /* all items exist and have a value */
	bool is_null;  /* the result */
	bool has_nonzero;
	double value;
	int64_t integer; /* where the measure is one */
	bool is_over;    /* it is beyond the range of integers */
};

/*
 * takes_zero: what is missing is 0, else null. from: which cell of a code is taken. The attributes of the
 * items are taken into virals (n_virals of them).
 */
typedef const struct cell *grid_source(const struct grid *grid, size_t code, size_t point);
struct grid_sum grid_sum_of(const struct grid *grid, size_t rule, size_t point, bool takes_zero,
			    grid_source *from, struct viral_value *virals);

/* Takes a cell's attributes; those of one that is missing are null. */
void grid_take_virals(const struct grid *grid, const struct cell *cell, struct viral_value *virals);

/* The attributes that were taken, as those of a cell; in the grid's arena. */
MUST_USE struct err grid_keep_virals(struct grid *grid, const struct viral_value *virals,
				     struct scalar **out);

grid_source *grid_source_of(enum hierarchy_input input);

/*
 * Tells for each combination whether the rule's conditions hold: that of the rule for the data point on its left,
 * that of a code for the code's. A missing data point has its identifiers alone: all else is null there.
 * from, from_left: where the rule takes the cells of its right side and of its left.
 */
MUST_USE struct err grid_tell_conditions(struct grid *grid, size_t rule, grid_source *from,
					 grid_source *from_left);

/* All rules with =, in their order, into the computed cells. */
MUST_USE struct err grid_compute(struct grid *grid);

/*
 * ERR_INVALID with *fault: no hierarchy can work on it, a code is no value of the identifier, or the rules
 * need one another in a circle. arena: scratch. name: of the operator.
 */
MUST_USE struct err grid_check_operand(struct arena *arena, const struct structure *operand,
				       const struct hierarchy *hierarchy, struct str name,
				       struct fault *fault);

/* A value of the measure's type: the integer, where it is one. */
struct scalar grid_measure(double value, int64_t integer, enum data_type type);

static inline bool grid_is_integer(const struct grid *grid)
{
	return grid->operand->structure.at[grid->measure].type == DATA_INTEGER;
}

/* The fault of a sum that is_over. name: of the operator. */
MUST_USE struct err grid_refuse_sum(const struct grid *grid, struct str name);

/* Columns of results: codes by their numbers, and the other identifiers of combinations. */
MUST_USE struct err grid_code_column(const struct grid *grid, struct arena *arena,
				     const uint32_t *codes, size_t count, struct column *out);
MUST_USE struct err grid_point_column(const struct grid *grid, struct arena *arena, size_t place,
				      const uint32_t *points, size_t count, struct column *out);

static inline bool hierarchy_takes_zero(enum hierarchy_mode mode)
{
	return mode == HIERARCHY_NON_ZERO || mode == HIERARCHY_PARTIAL_ZERO ||
	       mode == HIERARCHY_ALWAYS_ZERO;
}

#endif

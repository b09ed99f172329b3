/*
 * A script compiled: the steps that make its results, each with the structure of what it gives, in an
 * order in which every step finds its operands made. Immutable; it may be run many times, on other data of
 * the same structures, also at once. Built by vtl/analyse.h, run by vtl/execute.h.
 */
#ifndef VTL_PLAN_H
#define VTL_PLAN_H

#include "vtl/analytic.h"
#include "vtl/apply.h"
#include "vtl/check.h"
#include "vtl/check_datapoint.h"
#include "vtl/clause.h"
#include "vtl/hierarchy.h"
#include "vtl/join.h"
#include "vtl/period_indicator.h"
#include "vtl/set.h"
#include "vtl/time_series.h"
#include "vtl/token.h"

enum step_kind {
	STEP_INPUT,
	STEP_RESULT, /* what a statement before has made */
	STEP_APPLY,
	STEP_CALC,
	STEP_FILTER,
	STEP_KEEP, /* and drop */
	STEP_RENAME,
	STEP_SUB,
	STEP_PIVOT,
	STEP_UNPIVOT,
	STEP_MEMBERSHIP,
	STEP_AGGREGATE,
	STEP_ANALYTIC,
	STEP_EXTEND, /* analytic functions within calc or filter */
	STEP_JOIN,
	STEP_STRIP,
	STEP_SET,
	STEP_EXISTS,
	STEP_SERIES,
	STEP_PERIOD_INDICATOR,
	STEP_HIERARCHY,
	STEP_CHECK_HIERARCHY,
	STEP_CHECK,
	STEP_CHECK_DATAPOINT,
	STEP_KIND_COUNT_
};

/* One operator on datasets, its operands before it in the plan. */
struct step {
	enum step_kind kind;
	size_t number;  /* of the plan, from 0: what it gives is kept under it while it is needed */
	uint32_t depth; /* of the tree of steps from here on */
	size_t uses;    /* how often it is an operand, or a result or slot itself */
	uint32_t place;
	struct structure structure;
	bool is_open; /* a pivot's measures, which only data can tell, are not in the structure */
	const struct step *const *operands;
	size_t n_operands;
	union {
		size_t input;  /* its number */
		size_t result; /* of which statement */
		struct {
			struct apply call;        /* operands without datasets */
			const size_t *operand_of; /* for each: which of the step's, or SIZE_MAX */
		} apply;
		struct calc calc;
		const struct expression *filter;
		struct {
			const struct str *names;
			size_t n;
			bool is_drop;
		} keep;
		struct {
			const struct rename_item *items;
			size_t n;
		} rename;
		struct {
			const struct sub_item *items;
			size_t n;
		} sub;
		struct {
			struct str identifier, measure;
			const struct viral_rules *viral; /* pivot alone */
		} pivot;
		struct str membership;
		struct aggregate aggregate;
		struct {
			struct analytic_item pattern;
			const struct viral_rules *viral;
		} analytic;
		struct {
			const struct analytic_item *items;
			size_t n;
		} extend;
		struct join join; /* operands without datasets */
		enum set_operator set;
		enum exists_retain exists;
		struct {
			enum series_operator operator_;
			const struct expression *shift; /* an integer; NULL: no timeshift */
		} series;
		struct hierarchy hierarchy;
		struct {
			struct check_options call;            /* parts without datasets */
			size_t operand_of[CHECK_PART_COUNT_]; /* which of the step's; 0: none */
		} check;
		struct check_datapoint check_datapoint;
	};
};

/*
 * A scalar that is known only when the plan runs: that of an input, the one value of a dataset without
 * identifiers, or the result of a statement. Expressions read it as a slot.
 */
struct slot {
	enum data_type type;
	const struct step *cell;             /* the dataset whose only measure it is, or NULL */
	const struct expression *expression; /* what it is computed by, or NULL: input */
	size_t input;
};

/* What a name on the left of := or <- becomes. */
struct plan_result {
	struct str name;
	bool is_persistent;
	const struct step *dataset; /* NULL: a scalar */
	const struct expression *scalar;
	size_t end_slot; /* the slots before it must have been filled */
};

struct plan_place {
	struct str file;
	struct place place;
};

/* A dataset or scalar that the script reads and does not make. */
struct plan_input {
	struct str name;
	bool is_scalar;
	enum data_type type;        /* of a scalar */
	struct structure structure; /* of a dataset */
	bool is_used;
};

struct plan {
	const struct plan_input *inputs;
	size_t n_inputs;
	const struct plan_result *results; /* in the order in which they are made */
	size_t n_results;
	const struct slot *slots;
	size_t n_slots;
	size_t n_steps;
	bool has_pivot; /* somewhere: known also when the script is wrong */
	const struct plan_place
		*places; /* by the numbers that steps, expressions and faults carry */
	size_t n_places;
};

/* Each result in the order of the plan: its kind, and the components of a dataset with role and type. */
struct buf;
void plan_write(struct buf *buf, const struct plan *plan);

#endif

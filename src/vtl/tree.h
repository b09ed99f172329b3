/*
 * The syntax tree of a script: what was written, in the terms of the grammar, with the place of each
 * node. It lies in one arena, is immutable once parsed, and says nothing about types: what a name refers
 * to is found later (vtl/analyse.h). Alternatives that are words of the language are told by their word.
 */
#ifndef VTL_TREE_H
#define VTL_TREE_H

#include "vtl/operation.h"
#include "vtl/token.h"

#include <stdbool.h>
#include <stddef.h>

struct node;

/* A name as it was written. text.at is NULL: there is none. */
struct name {
	struct str text;
	struct place place;
	bool is_quoted; /* letter case matters */
};

struct name_list {
	const struct name *at;
	size_t count;
};

/* A component by its name, or "d1#Me_1", where a join has several of the name. */
struct component_name {
	struct name dataset; /* its alias or name; often none */
	struct name component;
};

struct component_names {
	const struct component_name *at;
	size_t count;
};

struct node_list {
	const struct node *const *at;
	size_t count;
};

enum literal_kind {
	LITERAL_NONE = 0,
	LITERAL_NULL,
	LITERAL_BOOLEAN, /* "true" or "false" */
	LITERAL_INTEGER,
	LITERAL_NUMBER,
	LITERAL_STRING,
};

struct literal {
	enum literal_kind kind;
	struct place place;
	struct str text; /* without the quotes of a string; with the sign of a number */
};

/* The type of values: a basic one or a value domain, perhaps restricted. */
struct scalar_syntax {
	struct place place;
	enum word basic; /* WORD_STRING …, WORD_SCALAR for any; WORD_NONE: a value domain */
	struct name domain;
	const struct node *condition; /* on the name "value"; or NULL */
	struct node_list values;      /* {1, 2}: none but these, when there are any */
	bool is_not_null;
	struct str written; /* all of it, as the script has it */
};

enum multiplicity {
	MULTIPLICITY_NAMED, /* just the one of the name */
	MULTIPLICITY_ONE,   /* _ */
	MULTIPLICITY_SOME,  /* _+ */
	MULTIPLICITY_ANY,   /* _* */
};

/* What a dataset must have: "measure<number> _+". */
struct component_syntax {
	struct place place;
	enum word
		role; /* WORD_COMPONENT, IDENTIFIER, MEASURE, ATTRIBUTE, or VIRAL: a viral attribute */
	bool has_type;
	struct scalar_syntax type;
	enum multiplicity multiplicity;
	struct name name;
	struct str written; /* all of it, as the script has it */
};

enum type_kind {
	TYPE_SCALAR,
	TYPE_SET,
	TYPE_COMPONENT,
	TYPE_DATASET,
	TYPE_RULESET,
};

/* A type as parameters and results of operators declare it. */
struct type_syntax {
	enum type_kind kind;
	struct place place;
	bool has_scalar;
	struct scalar_syntax scalar; /* of a scalar, and of the elements of a set or component */
	enum word role;              /* of a component */
	const struct component_syntax *components; /* of a dataset */
	size_t n_components;
	enum word ruleset; /* WORD_RULESET: of any kind; WORD_DATAPOINT … */
	struct name_list signature;
};

enum node_kind {
	NODE_OMITTED, /* "_" */
	NODE_LITERAL,
	NODE_NAME,
	NODE_MEMBER,    /* DS_1#Me_1 */
	NODE_OPERATION, /* an operator on values */
	NODE_SET,       /* {1, 2} */
	NODE_CALL,      /* an operator that a script defines */
	NODE_CAST,
	NODE_TIME_AGG,
	NODE_DATASETS, /* union, intersect, setdiff, symdiff, exists_in, and those of time series */
	NODE_AGGREGATE,
	NODE_ANALYTIC,
	NODE_CLAUSE, /* DS_1[filter …] */
	NODE_JOIN,
	NODE_CHECK, /* check, check_datapoint, check_hierarchy, hierarchy */
	NODE_EVAL,
	NODE_KIND_COUNT_
};

/* "group by Id_1, Id_2 time_agg("A") having …" */
struct grouping_syntax {
	enum word kind; /* WORD_BY, WORD_EXCEPT, WORD_ALL, or WORD_NONE */
	struct place place;
	struct component_names names;
	const struct node *conversion; /* a NODE_TIME_AGG, or NULL */
	const struct node *having;     /* or NULL */
};

struct order_syntax {
	struct component_name component;
	bool is_descending;
};

struct bound_syntax {
	struct place place;
	enum word kind; /* WORD_PRECEDING, WORD_CURRENT, WORD_FOLLOWING */
	bool is_unbounded;
	struct literal distance;
};

struct over_syntax {
	struct place place;
	enum word partition; /* WORD_BY, WORD_EXCEPT, WORD_ALL: except all; or WORD_NONE */
	struct component_names names;
	const struct order_syntax *order;
	size_t n_order;
	enum word unit; /* of the window: WORD_DATA, WORD_RANGE, or WORD_NONE */
	struct bound_syntax from, to;
};

/* "measure Me_3 := Me_1 + 1" in calc and aggr. */
struct assignment_syntax {
	enum word role; /* as of a component_syntax, or WORD_NONE */
	struct component_name target;
	const struct node *value;
};

struct renaming_syntax {
	struct component_name from, to;
};

struct fixing_syntax {
	struct component_name identifier;
	const struct node *value;
};

struct clause_syntax {
	enum word kind; /* WORD_FILTER …; WORD_APPLY in joins only */
	struct place place;
	const struct node *expression;               /* filter, apply */
	const struct assignment_syntax *assignments; /* calc, aggr */
	size_t n_assignments;
	struct grouping_syntax grouping; /* aggr */
	struct component_names names;    /* keep, drop; pivot and unpivot: identifier and measure */
	const struct renaming_syntax *renamings;
	size_t n_renamings;
	const struct fixing_syntax *fixings; /* sub */
	size_t n_fixings;
};

struct join_item_syntax {
	const struct node *dataset;
	struct name alias; /* often none */
};

/* "nvl(Id_3, 0)": what an identifier is when no data point matched. */
struct join_default_syntax {
	struct component_name identifier;
	struct literal value;
};

struct join_syntax {
	enum word kind; /* WORD_INNER_JOIN, LEFT, FULL, CROSS */
	const struct join_item_syntax *items;
	size_t n_items;
	struct component_names using; /* none: by all common identifiers */
	const struct join_default_syntax *defaults;
	size_t n_defaults;
	const struct clause_syntax *clauses; /* filter; apply, calc or aggr; keep or drop; rename */
	size_t n_clauses;
};

/* check, check_datapoint, check_hierarchy and hierarchy with their options. */
struct check_syntax {
	enum word kind; /* WORD_CHECK … */
	const struct node *operand;
	struct name ruleset;
	struct component_names components; /* of a datapoint ruleset; conditions of another one */
	struct component_name rule;        /* the component that holds code items, or none */
	const struct node *errorcode, *errorlevel, *imbalance; /* of check, or NULL */
	enum word mode, input, output;                         /* WORD_NONE: not said */
};

struct node {
	enum node_kind kind;
	struct place place;
	uint32_t depth; /* levels of the tree from here on */
	union {
		struct literal literal;
		struct name name;
		struct {
			const struct node *dataset;
			struct name component;
		} member;
		struct {
			enum operation operation;
			struct node_list operands;
		} operation;
		struct node_list set; /* literals, and casts of them */
		struct {
			struct name name;
			struct node_list arguments;
		} call;
		struct {
			const struct node *operand;
			struct scalar_syntax type;
			struct literal mask; /* or none */
		} cast;
		struct {
			const struct node *to;      /* a unit: a literal or a name */
			struct literal from;        /* often none */
			const struct node *operand; /* or NULL: within a grouping */
			enum word which;            /* WORD_FIRST, WORD_LAST or WORD_NONE */
		} time_agg;
		struct {
			enum word function;
			struct node_list operands;
			enum word
				option; /* WORD_ALL, WORD_SINGLE, WORD_TRUE, WORD_FALSE or WORD_NONE */
			const struct node *shift; /* of timeshift: a literal or a name */
		} datasets;
		struct {
			enum word function;
			const struct node *operand; /* NULL: count() */
			struct grouping_syntax grouping;
		} aggregate;
		struct {
			enum word function;
			const struct node *operand; /* NULL: rank() and count() */
			/* Of lag and lead: an integer or none, and a literal, its cast or NULL. */
			struct literal offset;
			const struct node *otherwise;
			struct over_syntax over;
		} analytic;
		struct {
			const struct node *dataset;
			struct clause_syntax clause;
		} clause;
		struct join_syntax join;
		struct check_syntax check;
		struct {
			struct name routine;
			struct node_list arguments;
			struct literal language;
			bool has_type;
			struct type_syntax type;
		} eval;
	};
};

struct parameter_syntax {
	struct name name;
	struct type_syntax type;
	const struct node *otherwise; /* the default: a literal or its cast; or NULL */
};

/* A value domain or a variable of a ruleset, with what its rules call it. */
struct signature_item {
	struct name name;
	struct name alias; /* or none */
};

struct signature_syntax {
	bool on_valuedomains; /* else on variables */
	bool is_of_all; /* of a datapoint ruleset on variables that lists none: all components */
	const struct signature_item *items;
	size_t count;
};

struct datapoint_rule_syntax {
	struct place place;
	struct name name;        /* or none */
	const struct node *when; /* or NULL */
	const struct node *then;
	struct literal errorcode, errorlevel;
};

/* A code item of the right side. */
struct code_syntax {
	bool is_negative;
	struct name item;
	const struct node *condition; /* or NULL */
};

struct hierarchical_rule_syntax {
	struct place place;
	struct name name;        /* or none */
	const struct node *when; /* or NULL */
	struct name left;
	enum token_kind relation; /* TOKEN_EQUAL, TOKEN_LESS … */
	const struct code_syntax *terms;
	size_t n_terms;
	struct literal errorcode, errorlevel;
};

/* "when "A" and "B" then "C"", or "else "D"", which has neither. */
struct viral_when_syntax {
	struct place place;
	struct name name; /* or none */
	struct literal first, second, result;
};

enum statement_kind {
	STATEMENT_ASSIGN,
	STATEMENT_OPERATOR,
	STATEMENT_DATAPOINT_RULESET,
	STATEMENT_HIERARCHICAL_RULESET,
	STATEMENT_VIRAL_PROPAGATION,
};

struct statement {
	enum statement_kind kind;
	struct place place;
	struct name name; /* of the result, operator, ruleset or propagation */
	union {
		struct {
			bool is_persistent;
			const struct node *expression;
		} assign;
		struct {
			const struct parameter_syntax *parameters;
			size_t n_parameters;
			bool has_result;
			struct type_syntax result;
			const struct node *body;
		} define; /* an operator */
		struct {
			struct signature_syntax signature;
			const struct datapoint_rule_syntax *rules;
			size_t n_rules;
		} datapoint;
		struct {
			struct signature_syntax conditions;
			bool on_valuedomain;
			struct name item; /* the value domain or variable of the code items */
			const struct hierarchical_rule_syntax *rules;
			size_t n_rules;
		} hierarchical;
		struct {
			bool on_valuedomain;
			struct name target;
			enum word aggregate; /* WORD_MIN, MAX, SUM, AVG; WORD_NONE: by the cases */
			const struct viral_when_syntax *cases;
			size_t n_cases;
		} viral;
	};
};

struct script {
	struct str file; /* as the user named it */
	const struct statement *statements;
	size_t count;
};

/* The tree as indented lines, a node a line with its place: for tests, and for people who ask why. */
struct buf;
void script_write(struct buf *buf, const struct script *script);

#endif

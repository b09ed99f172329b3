/*
 * What the files of the analyser share. An expression is looked at in a context: the parameters of the
 * operator in whose body it stands, and the rows that it is computed for, when it stands in a clause.
 * Private to analyse*.c.
 */
#ifndef VTL_ANALYSER_H
#define VTL_ANALYSER_H

#include "base/list.h"
#include "base/map.h"
#include "vtl/analyse.h"
#include "vtl/parse.h"

enum value_kind {
	VALUE_OMITTED,
	VALUE_SCALAR,    /* an expression without components */
	VALUE_COMPONENT, /* an expression over the rows of a context */
	VALUE_DATASET,
	VALUE_SET,
	VALUE_NAME, /* of a component, a ruleset or a value domain: an argument not looked at yet */
};

/* What an expression is. */
struct value {
	enum value_kind kind;
	const struct expression *expression; /* scalar, component */
	const struct step *dataset;
	struct {
		enum data_type type;
		const struct expression *const *items;
		size_t count;
	} set;
	struct name name;
	bool is_constant;     /* a scalar that is a literal, or a cast of one */
	uint32_t size, depth; /* operators of the expression, and how deep they are nested */
};

/* A parameter of an operator in whose body we are, bound to the argument of the call. */
struct binding {
	struct name name;
	struct value value;
	const struct type_syntax *type; /* as it is declared; NULL: it is none of a script's */
};

struct scope {
	const struct binding *bindings;
	size_t count;
	const struct statement *operator_; /* whose body it is; NULL: the condition of a type */
	const struct scope *caller;        /* where it was called from; NULL: from a statement */
};

/* Another name of the dataset whose rows these are: "d1" in "d1#Me_1". */
struct row_alias {
	struct str name;
	const struct structure *structure; /* of the join's operand; NULL: the rows' own */
};

/* What a ruleset calls a component. */
struct row_name {
	struct name name;
	struct str component;
};

/* The rows for which expressions of a clause are computed. */
struct rows {
	struct structure structure;
	bool is_open;
	const struct row_alias *aliases;
	size_t n_aliases;
	enum word within; /* the aggregate or analytic function whose operand it is, or WORD_NONE */
	struct list *
		analytics; /* struct analytic_item, to be computed first; NULL: none may stand here */
	struct structure *extended; /* with the analytics */
	/* In having: aggregates become hidden items of the aggregation. */
	struct aggregate *aggregate;
	struct list *items;
	const struct structure *operand; /* of the aggregation */
	struct str applied;              /* in apply of a join: the measure whose turn it is */
	/* Names by which rulesets call components: pairs. */
	const struct row_name *names;
	size_t n_names;
	bool names_only;     /* and no component is known by its own */
	bool is_restriction; /* these are those of a value, in the condition of its type */
};

struct context {
	const struct scope *scope;
	struct rows *rows; /* NULL: at the level of datasets */
	unsigned depth;    /* of calls of defined operators */
};

enum statement_state { STATEMENT_NEW, STATEMENT_ACTIVE, STATEMENT_DONE, STATEMENT_WRONG };

/* A statement of the script with what became of it. */
struct target {
	const struct statement *statement;
	enum statement_state state;
	size_t result; /* its number in the plan */
	struct value value;
};

struct definition {
	const struct statement *statement;
	struct str file;
};

struct analyser {
	struct arena *arena;
	const struct environment *environment;
	struct diagnostics *diagnostics;
	struct str file; /* of what is looked at now */
	struct target *targets;
	size_t n_targets;
	struct map target_texts, target_keys; /* numbers of targets: as spelled, in small letters */
	struct list active;      /* struct target *: from the outermost to the innermost */
	struct list definitions; /* struct definition */
	struct list places, slots, results;
	struct list steps; /* struct step *, by their numbers */
	struct plan_input *inputs;
	struct viral_rules *viral; /* of the plan */
	bool has_pivot;
	size_t n_called; /* nodes looked at in bodies of operators, at every call */
};

enum {
	CALLED_NODES_MOST = 1 << 16, /* calls of calls may multiply a script beyond all bounds */
	CALL_DEPTH_MOST = 64,
	VALUE_SIZE_MOST = 1 << 18,
	VALUE_DEPTH_MOST = 1000,
};

/* Names (analyse_name.c): equal as the manual says, letter case aside unless quoted. */
bool name_is(const struct name *name, struct str text);
MUST_USE struct err analyse_name(struct analyser *analyser, const struct context *context,
				 const struct node *node, struct value *out);
MUST_USE struct err analyse_member(struct analyser *analyser, const struct context *context,
				   const struct node *node, struct value *out);
/* The result of the name, or NULL: one that is spelled exactly so goes before the others. */
MUST_USE struct err find_target(struct analyser *analyser, const struct name *name,
				struct target **out);
const struct definition *find_definition(const struct analyser *analyser, const struct name *name,
					 enum statement_kind kind);
const struct value_domain *find_domain(const struct analyser *analyser, const struct name *name);
const struct binding *find_binding(const struct context *context, const struct name *name);

/* Components by their names (analyse_rows.c). */
/* A component of the structure that a clause names; the binding of a parameter is looked through. */
MUST_USE struct err find_component(struct analyser *analyser, const struct context *context,
				   const struct rows *rows, const struct component_name *name,
				   size_t *out);
/* Its text as the structure has it. */
MUST_USE struct err component_text(struct analyser *analyser, const struct context *context,
				   const struct rows *rows, const struct component_name *name,
				   struct str *out);
/*
 * The texts of identifiers, in the arena, with room for one more; what is none is refused with the message
 * about its name, {1}, and its role, {2}.
 */
MUST_USE struct err identifier_texts(struct analyser *analyser, const struct context *context,
				     const struct rows *rows, const struct component_names *names,
				     struct str message, struct str **out);
/* The name of a component that is to be made. */
MUST_USE struct err new_component(struct analyser *analyser, const struct context *context,
				  const struct rows *rows, const struct component_name *name,
				  struct str *out);

/* Mistakes (analyse_mistake.c). */
MUST_USE struct err refuse_at(struct analyser *analyser, struct place place, struct str message,
			      struct message_args args);
MUST_USE struct err refuse_unknown(struct analyser *analyser, const struct name *name,
				   struct str message, struct str guess_message, struct str guess);
/* Turns a fault of an operator into a diagnostic, at its operand's place when that is known. */
MUST_USE struct err settle_fault(struct analyser *analyser, struct err e, const struct fault *fault,
				 struct place place, const struct node *const *operands, size_t n);
/* ERR_INVALID: the expression that the node has become is no boolean. */
MUST_USE struct err require_condition(struct analyser *analyser,
				      const struct expression *expression, const struct node *node);
MUST_USE struct err place_number(struct analyser *analyser, struct place place, uint32_t *out);
struct str value_kind_name(const struct value *value);

/* The nearest of several names to a wrong one (suggest.c). */
struct guesser {
	struct str wrong, best;
	size_t distance;
};
void guess_init(struct guesser *guesser, struct str wrong);
void guess_add(struct guesser *guesser, struct str candidate);
struct str guess_best(const struct guesser *guesser); /* empty: none is near */

/* Expressions (analyse_expression.c). */
MUST_USE struct err analyse_value(struct analyser *analyser, const struct context *context,
				  const struct node *node, struct value *out);
MUST_USE struct err analyse_dataset(struct analyser *analyser, const struct context *context,
				    const struct node *node, const struct step **out);
/* An expression over the context's rows, or a scalar. */
MUST_USE struct err analyse_component(struct analyser *analyser, const struct context *context,
				      const struct node *node, const struct expression **out);
MUST_USE struct err analyse_constant(struct analyser *analyser, const struct literal *literal,
				     struct scalar *out);
MUST_USE struct err analyse_constant_node(struct analyser *analyser, const struct context *context,
					  const struct node *node, const struct expression **out);

/* A step of the plan with its operands. */
MUST_USE struct err step_new(struct analyser *analyser, enum step_kind kind, struct place place,
			     const struct step *const *operands, size_t n, struct step **out);
/* A scalar value as a slot of the plan. */
MUST_USE struct err slot_new(struct analyser *analyser, struct slot slot, struct place place,
			     const struct expression **out);

/* An operator on values that have been looked at; nodes: for the places of mistakes, some may be NULL. */
MUST_USE struct err operation_value(struct analyser *analyser, enum operation operation,
				    const struct value *values, const struct node *const *nodes,
				    size_t n, struct place place, struct value *out);

/* By kind of node. */
typedef struct err node_analyser(struct analyser *analyser, const struct context *context,
				 const struct node *node, struct value *out);
node_analyser analyse_operation, analyse_cast, analyse_time_agg, analyse_datasets,
	analyse_aggregate, analyse_analytic, analyse_clause_node, analyse_join, analyse_check,
	analyse_call;

/* What aggregate and analytic functions share (analyse_aggregate.c). */
MUST_USE struct err aggregation_of(enum word word, enum aggregation *out);
/* A name that no component of a script has. */
MUST_USE struct err hidden_name(struct analyser *analyser, size_t number, struct str *out);
/* The function of the node is an operand of another one, which rows->within says. */
MUST_USE struct err refuse_nested(struct analyser *analyser, const struct rows *rows,
				  const struct node *node, enum word function);

/* dateadd of three operands that have been looked at (analyse_time.c). */
MUST_USE struct err analyse_dateadd(struct analyser *analyser, const struct node *node,
				    const struct value *values, struct value *out);
/* The units of a time_agg are letters of units, and go from a smaller to a larger one. */
MUST_USE struct err analyse_time_unit(struct analyser *analyser, const struct context *context,
				      const struct node *node, const struct expression **to_out);

/* What stands behind in: a set, a parameter that is one, or a value domain. */
MUST_USE struct err collection_value(struct analyser *analyser, const struct context *context,
				     const struct node *node, struct value *out);

/* What is wrong with the names of a ruleset: of its rules, and of its signature (analyse_ruleset.c). */
MUST_USE struct err check_ruleset(struct analyser *analyser, const struct statement *ruleset);

/* What two names of one definition are the same by (analyse_definition.c). */
MUST_USE struct err name_key(struct analyser *analyser, const struct name *name, struct str *out);
/* What is wrong with definitions in themselves, used or not (analyse_definition.c). */
MUST_USE struct err check_definitions(struct analyser *analyser);

/* Viral propagations of all definitions (analyse_viral.c). */
MUST_USE struct err analyse_viral(struct analyser *analyser);
/* They fit the viral attributes of all steps, whose types are known when the script is analysed. */
MUST_USE struct err check_viral_types(struct analyser *analyser);

/* Clauses (analyse_clause.c), of brackets and of joins. */
MUST_USE struct err analyse_clause(struct analyser *analyser, const struct context *context,
				   const struct rows *rows, const struct clause_syntax *clause,
				   const struct step *operand, const struct step **out);
/* Grouping with having, over the operand; items are struct aggregate_item. */
MUST_USE struct err analyse_grouping(struct analyser *analyser, const struct context *context,
				     const struct rows *rows, const struct grouping_syntax *syntax,
				     struct list *items, struct aggregate *aggregate);
MUST_USE struct err analyse_over(struct analyser *analyser, const struct context *context,
				 const struct rows *rows, const struct over_syntax *syntax,
				 struct over *out);
/* The role that a declaration gives; false: none. */
bool role_of(enum word word, enum component_role *out);

/* Types (analyse_type.c). */
MUST_USE struct err scalar_type_of(struct analyser *analyser, const struct scalar_syntax *syntax,
				   enum data_type *out, bool *any_out);
/* Does the component that a parameter turned out to be have the role and type of its declaration? */
MUST_USE struct err check_component_type(struct analyser *analyser, const struct binding *binding,
					 const struct component *component, struct place place);
/*
 * The value of a parameter or result that is declared as of the type: refused when it is of another, cast
 * where that is implicit, and restricted. The type stands in the file; about: whose it is.
 */
MUST_USE struct err declare_value(struct analyser *analyser, const struct context *context,
				  const struct type_syntax *type, struct str file, struct str about,
				  struct place place, struct value *value);

/* A type of values as it is declared for something. */
struct declared {
	const struct scalar_syntax *type;
	struct str file; /* where it stands */
	struct str about;
};

/*
 * What restricts a type, beyond its basic one, is known only of values: the expression, or the measures of the dataset,
 * become such that another value ends the run (analyse_restrict.c). A type without restrictions leaves
 * the value as it is.
 */
MUST_USE struct err restrict_value(struct analyser *analyser, const struct context *context,
				   const struct declared *declared, struct place place,
				   struct value *value);
/* The same for components of a dataset: types[i] of the i-th, or NULL. */
MUST_USE struct err restrict_components(struct analyser *analyser, const struct context *context,
					const struct scalar_syntax *const *types, struct str file,
					struct str about, struct place place,
					const struct step **dataset);

/* The structure that a pivot has with the data at hand (analyse.c); as it is when there are none. */
MUST_USE struct err probe_pivot(struct analyser *analyser, struct step *step);

/* Statements (analyse.c): what a name of a result stands for, looked at now when it was not yet. */
MUST_USE struct err analyse_target(struct analyser *analyser, struct target *target,
				   const struct name *name);

#endif

/* What the clauses have in common. Private to analyse_clause.c and analyse_components.c. */
#ifndef VTL_ANALYSE_CLAUSE_H
#define VTL_ANALYSE_CLAUSE_H

#include "vtl/analyser.h"

struct clause_work {
	struct analyser *analyser;
	const struct context *context;
	const struct rows *rows;
	const struct clause_syntax *clause;
	const struct step *operand;
};

/* A step of the clause, and a fault of it at the clause's place. */
MUST_USE struct err clause_step(const struct clause_work *work, enum step_kind kind,
				const struct step *operand, struct step **out);
MUST_USE struct err clause_settle(const struct clause_work *work, struct err e,
				  const struct fault *fault);

/* keep is drop too. */
typedef struct err clause_analyser(const struct clause_work *work, const struct step **out);
clause_analyser analyse_keep, analyse_rename, analyse_sub, analyse_pivot, analyse_unpivot;

#endif

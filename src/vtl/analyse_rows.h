/* Components of the rows at hand by their names. Private to what looks for them. */
#ifndef VTL_ANALYSE_ROWS_H
#define VTL_ANALYSE_ROWS_H

#include "vtl/analyser.h"

struct component_search {
	size_t found;
	size_t n_found, second; /* of the best agreement */
};

struct component_search search_component(const struct rows *rows,
					 const struct component_name *name);
/* The one that was found, or a mistake: there is none, or the name may mean several. */
MUST_USE struct err settle_component(struct analyser *analyser, const struct rows *rows,
				     const struct component_name *name,
				     struct component_search search, size_t *out);
MUST_USE struct err refuse_component(struct analyser *analyser, const struct rows *rows,
				     const struct component_name *name);
/* Is it the name of a dataset whose rows these are? */
bool is_row_alias(const struct rows *rows, const struct name *name);

/* A parameter that stands for a component, or for the name of one, is that name. */
struct component_name look_through(const struct context *context,
				   const struct component_name *name);
/* A component that a parameter stands for is what its declaration says. */
MUST_USE struct err check_bound_component(struct analyser *analyser, const struct context *context,
					  const struct rows *rows,
					  const struct component_name *name, size_t found);

/* How well a text agrees with the name: 2 exactly, 1 in letters, 0 not (analyse_name.c). */
int name_agreement(const struct name *name, struct str text);

#endif

/*
 * A question about observations from its parameters, which have the same names on the command line and
 * in an address: variable, area, group, among, period, coordinate, latest-within, by, aggregate, weight,
 * where, denominator, membership, as-of, explain.
 */
#ifndef APP_DATA_QUESTION_H
#define APP_DATA_QUESTION_H

#include "app/ask_data.h"

struct data_parameter {
	struct str name, value; /* as given; of explain the value may be empty */
};

/* The names, for whoever offers them; those of `variable`, `area`, `group`, `coordinate` and `by` repeat. */
extern const struct str data_parameter_names[];
extern const size_t n_data_parameters;

/*
 * ERR_USAGE: a value that its parameter cannot have, or one twice that may stand once; the detail says
 * which and what is expected. Texts are borrowed or in the arena.
 */
MUST_USE struct err data_question_read(struct arena *arena, const struct data_parameter *parameters,
				       size_t count, struct data_question *out);

#endif

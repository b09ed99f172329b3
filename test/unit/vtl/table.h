/*
 * Datasets as tests write them: a line for each row, the first one naming the components with role and
 * type: "Id_1:i:integer Me_1:m:number" (roles i, m, a, v). An empty cell is null, "''" an empty string.
 */
#ifndef TEST_UNIT_VTL_TABLE_H
#define TEST_UNIT_VTL_TABLE_H

#include "testing.h"

#include "vtl/expression.h"

struct desk {
	struct allowance allowance;
	struct arena arena; /* of expressions and texts */
	struct run run;
	struct fault fault; /* of the analysis */
};

void desk_open(struct desk *desk);
void desk_close(struct desk *desk); /* nothing may be held any more */

/* Cells are separated by "|", and lines by line breaks. */
struct dataset *table(struct desk *desk, const char *text);

/* Is it this table, whatever the order of its rows? Released. Numbers to 9 digits. */
void assert_table(struct desk *desk, struct dataset *dataset, const char *expected);

/* Short makers of expressions, which must succeed. */
const struct expression *component(struct desk *desk, const struct dataset *dataset,
				   const char *name);
const struct expression *constant(struct desk *desk, struct scalar scalar);
const struct expression *call(struct desk *desk, enum operation operation,
			      const struct expression *a, const struct expression *b,
			      const struct expression *c);

static inline const struct expression *text(struct desk *desk, const char *string)
{
	return constant(desk, scalar_string(str_of(string)));
}

static inline const struct expression *integer(struct desk *desk, int64_t n)
{
	return constant(desk, scalar_integer(n));
}

static inline const struct expression *number(struct desk *desk, double n)
{
	return constant(desk, scalar_number(n));
}

#endif

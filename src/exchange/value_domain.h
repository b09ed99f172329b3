/*
 * A value domain as JSON, in the form of the VTL Technical Notes: `name`, the basic type as `parent` (or
 * `data_type`), and its values as `enumerated` (or `restriction`), an array of strings or numbers. One
 * without values is all of its type. The file may also be {"domains": [ … ]}; then the first one of the
 * wished name is meant, and its parent may be another of them.
 */
#ifndef EXCHANGE_VALUE_DOMAIN_H
#define EXCHANGE_VALUE_DOMAIN_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "cube/data_type.h"

struct value_domain_description {
	enum data_type type;
	const struct scalar *values; /* NULL: any of the type */
	size_t n_values;
};

/* In the arena. *fine_out is false when something was told; a member is told by its path as the column. */
MUST_USE struct err value_domain_read(struct arena *arena, struct str file, struct str bytes,
				      struct str name, struct diagnostics *diagnostics,
				      struct value_domain_description *out, bool *fine_out);

#endif

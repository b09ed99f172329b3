/*
 * Value domains among the sections of the VTL Technical Notes ("JSON scheme for VTL metadata"), where one has
 * another as its `parent`, and the last of them a basic type. Private to the room.
 */
#ifndef EXCHANGE_JSON_DOMAINS_H
#define EXCHANGE_JSON_DOMAINS_H

#include "cube/data_type.h"
#include "exchange/json_reading.h"

/* A name may stand in single quotes, as in a script; without them. */
struct str json_plain_name(struct str name);

/* The object of the array that has the name, and where it stands; NULL: none has. */
MUST_USE struct err json_find_named(struct json_reading *reading, const json_t *array,
				    struct str name, size_t *at_out, const json_t **out);

/*
 * The basic type of what is called so: a type itself, or a domain in the root's `domains`. *found_out is
 * false, and nothing is told, when the file does not say.
 */
MUST_USE struct err json_domain_type(struct json_reading *reading, const json_t *root,
				     struct str domain, enum data_type *out, bool *found_out);

#endif

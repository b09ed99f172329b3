/* A category of outputs: what the organisation itself delivers. */
#ifndef MODEL_PRODUCT_H
#define MODEL_PRODUCT_H

#include "model/field.h"

struct product {
	struct str code;
	struct str parent; /* a product's key */
	struct str name;
	struct str short_name;
	struct str description;
	struct str owner; /* a unit's key */
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun product_noun;

#endif

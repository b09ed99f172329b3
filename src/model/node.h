/* A place in a framework's tree: a priority, an enabler, a topic, a goal. */
#ifndef MODEL_NODE_H
#define MODEL_NODE_H

#include "model/field.h"

struct node {
	struct str code;
	struct str level;  /* a level's key */
	struct str parent; /* a node's key */
	struct str name;
	struct str short_name;
	struct str description;
	struct str owner; /* a unit's key */
	int64_t position; /* or INTEGER_EMPTY */
};

extern const struct noun node_noun;

#endif

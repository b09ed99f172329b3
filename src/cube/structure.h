/*
 * What a dataset consists of: components, each with a name, a role and a type. Identifiers together tell
 * data points apart and are never null; names are unique.
 */
#ifndef CUBE_STRUCTURE_H
#define CUBE_STRUCTURE_H

#include "base/arena.h"
#include "base/err.h"
#include "cube/data_type.h"

enum component_role {
	ROLE_IDENTIFIER,
	ROLE_MEASURE,
	ROLE_ATTRIBUTE,
	ROLE_VIRAL_ATTRIBUTE, /* an attribute that goes on to results */
	ROLE_COUNT_
};

struct component {
	struct str name;
	enum component_role role;
	enum data_type type;
	bool is_nullable;  /* false of identifiers */
	struct str domain; /* the value domain's name; empty: all values of the type */
};

struct structure {
	const struct component *at;
	size_t count;
};

enum { COMPONENT_NONE = -1 };

/* The place of the component of the name, or COMPONENT_NONE. */
ptrdiff_t structure_find(const struct structure *structure, struct str name);

size_t structure_count(const struct structure *structure, enum component_role role);

/* The only component of the role; COMPONENT_NONE when there are none or several. */
ptrdiff_t structure_only(const struct structure *structure, enum component_role role);

/* The only identifier that is a date, a time period or a time; COMPONENT_NONE. */
ptrdiff_t structure_time(const struct structure *structure);

struct str role_name(enum component_role role); /* "viral attribute": as scripts spell it */
bool role_named(struct str name, enum component_role *out);
struct str role_title(enum component_role role); /* "Viral Attribute": as structure files do */
bool role_titled(struct str title, enum component_role *out); /* case and space ignored */

static inline bool role_is_attribute(enum component_role role)
{
	return role == ROLE_ATTRIBUTE || role == ROLE_VIRAL_ATTRIBUTE;
}

/* A structure on its way: components are appended, names must stay unique. */
struct structure_draft {
	struct arena *arena;
	struct component *at;
	size_t count, room;
};

MUST_USE struct err structure_add(struct structure_draft *draft, struct component component);

static inline struct structure structure_of(const struct structure_draft *draft)
{
	return (struct structure){ .at = draft->at, .count = draft->count };
}

#endif

/* Structures: what is looked up in them, and how one is put together. */
#include "cube/structure.h"

#include <assert.h>
#include <string.h>

enum { FIRST_COMPONENTS = 8 };

ptrdiff_t structure_find(const struct structure *structure, struct str name)
{
	for (size_t i = 0; i < structure->count; i++) {
		if (str_eq(structure->at[i].name, name))
			return (ptrdiff_t)i;
	}
	return COMPONENT_NONE;
}

size_t structure_count(const struct structure *structure, enum component_role role)
{
	size_t count = 0;

	for (size_t i = 0; i < structure->count; i++)
		count += structure->at[i].role == role;
	return count;
}

ptrdiff_t structure_only(const struct structure *structure, enum component_role role)
{
	ptrdiff_t found = COMPONENT_NONE;

	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role != role)
			continue;
		if (found != COMPONENT_NONE)
			return COMPONENT_NONE;
		found = (ptrdiff_t)i;
	}
	return found;
}

ptrdiff_t structure_time(const struct structure *structure)
{
	ptrdiff_t found = COMPONENT_NONE;

	for (size_t i = 0; i < structure->count; i++) {
		const struct component *component = &structure->at[i];

		if (component->role != ROLE_IDENTIFIER || !data_is_time(component->type))
			continue;
		if (found != COMPONENT_NONE)
			return COMPONENT_NONE;
		found = (ptrdiff_t)i;
	}
	return found;
}

static const struct role_row {
	struct str name, title;
} roles[] = {
	[ROLE_IDENTIFIER] = { STR("identifier"), STR("Identifier") },
	[ROLE_MEASURE] = { STR("measure"), STR("Measure") },
	[ROLE_ATTRIBUTE] = { STR("attribute"), STR("Attribute") },
	[ROLE_VIRAL_ATTRIBUTE] = { STR("viral attribute"), STR("Viral Attribute") },
};
_Static_assert(countof(roles) == ROLE_COUNT_, "each role has its row");

struct str role_name(enum component_role role)
{
	assert(role < ROLE_COUNT_);
	return roles[role].name;
}

bool role_named(struct str name, enum component_role *out)
{
	for (int i = 0; i < ROLE_COUNT_; i++) {
		if (str_eq(roles[i].name, name)) {
			*out = (enum component_role)i;
			return true;
		}
	}
	return false;
}

struct str role_title(enum component_role role)
{
	assert(role < ROLE_COUNT_);
	return roles[role].title;
}

/* Equal but for case, and for spaces in the first: "ViralAttribute" is written too. */
static bool same_title(struct str title, struct str given)
{
	size_t at = 0;

	for (size_t i = 0; i < title.len; i++) {
		if (at < given.len && (title.at[i] | 32) == (given.at[at] | 32))
			at++;
		else if (title.at[i] != ' ')
			return false;
	}
	return at == given.len;
}

bool role_titled(struct str title, enum component_role *out)
{
	for (int i = 0; i < ROLE_COUNT_; i++) {
		if (same_title(roles[i].title, title)) {
			*out = (enum component_role)i;
			return true;
		}
	}
	return false;
}

struct err structure_add(struct structure_draft *draft, struct component component)
{
	struct structure so_far = structure_of(draft);

	assert(structure_find(&so_far, component.name) == COMPONENT_NONE);
	if (draft->count == draft->room) {
		size_t room = draft->room ? 2 * draft->room : FIRST_COMPONENTS;
		struct component *at = NEW(draft->arena, struct component, room);

		TRY_NEW(at);
		if (draft->count)
			memcpy(at, draft->at, draft->count * sizeof(*at));
		draft->at = at;
		draft->room = room;
	}
	if (component.role == ROLE_IDENTIFIER)
		component.is_nullable = false;
	draft->at[draft->count++] = component;
	return OK;
}

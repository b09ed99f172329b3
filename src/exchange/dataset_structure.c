/* Structures of datasets, in and out of JSON. */
#include "exchange/dataset_structure.h"

#include "base/limits.h"
#include "base/mark.h"
#include "exchange/json.h"
#include "exchange/json_domains.h"

/* An object with components, and where it stands. */
struct description_reading {
	struct json_reading *reading;
	const json_t *root;
	struct str prefix; /* of its members' paths: "structures[2]." */
};

static struct err tell_cell(struct json_reading *reading, struct str path, struct str value,
			    struct str expected)
{
	return json_reading_tell(
		reading, path,
		(struct diagnostic){ .id = DIAGNOSTIC_BAD_CELL, .args = { value, expected } });
}

static struct str member_path(const struct description_reading *work, size_t i, const char *member)
{
	return str_format(work->reading->arena, "%.*scomponents[%zu].%s", STR_ARGS(work->prefix), i,
			  member);
}

/* A text of the object, in the arena; empty when it is not there. */
static struct err take_text(struct json_reading *reading, const json_t *object, const char *member,
			    struct str *out)
{
	bool is_text;

	return json_reading_text(reading, json_object_get(object, member), out, &is_text);
}

/*
 * The domain of a component that says no type, and the type it is made of; the domain is that of its subset,
 * or of the variable that it is, or empty.
 */
static struct err implied_type(const struct description_reading *work,
			       const struct component *component, struct str *domain_out,
			       enum data_type *out, bool *found_out)
{
	const json_t *variable;
	size_t at;

	*domain_out = component->domain;
	if (str_empty(*domain_out)) {
		TRY(json_find_named(work->reading, json_object_get(work->root, "variables"),
				    component->name, &at, &variable));
		TRY(take_text(work->reading, variable, "domain", domain_out));
	}
	return json_domain_type(work->reading, work->root, *domain_out, out, found_out);
}

/* *found_out false: the object says none. */
static struct err read_type(struct json_reading *reading, const json_t *object, struct str path,
			    enum data_type *out, bool *found_out)
{
	struct str type;

	TRY(take_text(reading, object, "data_type", &type));
	if (str_empty(type))
		TRY(take_text(reading, object, "type", &type));
	*found_out = !str_empty(type);
	if (*found_out && !data_type_titled(type, out))
		return tell_cell(reading, path, type, S(N_("a type of data")));
	return OK;
}

static struct err component_type(const struct description_reading *work, const json_t *object,
				 size_t i, struct component *component)
{
	struct str path = member_path(work, i, "data_type"), domain;
	bool found;

	TRY(read_type(work->reading, object, path, &component->type, &found));
	if (found)
		return OK;
	TRY(implied_type(work, component, &domain, &component->type, &found));
	if (found)
		return OK;
	if (str_empty(domain))
		return json_reading_tell(work->reading, path,
					 (struct diagnostic){ .id = DIAGNOSTIC_MISSING_VALUE });
	return tell_cell(work->reading, path, domain, S(N_("a type of data")));
}

static struct err read_component(const struct description_reading *work, const json_t *object,
				 size_t i, struct structure_draft *draft)
{
	struct json_reading *reading = work->reading;
	struct component component = { .type = DATA_STRING };
	struct structure so_far = structure_of(draft);
	const json_t *nullable = json_object_get(object, "nullable");
	struct str role;

	TRY(take_text(reading, object, "name", &component.name));
	component.name = json_plain_name(component.name);
	if (str_empty(component.name))
		return json_reading_tell(reading, member_path(work, i, "name"),
					 (struct diagnostic){ .id = DIAGNOSTIC_MISSING_VALUE });
	if (structure_find(&so_far, component.name) != COMPONENT_NONE)
		return json_reading_tell(reading, member_path(work, i, "name"),
					 (struct diagnostic){ .id = DIAGNOSTIC_DUPLICATE_COLUMN,
							      .args = { component.name } });
	TRY(take_text(reading, object, "role", &role));
	if (!role_titled(role, &component.role) && !role_named(role, &component.role))
		return tell_cell(reading, member_path(work, i, "role"), role,
				 S(N_("Identifier, Measure, Attribute or Viral Attribute")));
	TRY(take_text(reading, object, "subset", &component.domain));
	TRY(component_type(work, object, i, &component));
	component.is_nullable = nullable ? json_is_true(nullable)
					 : component.role != ROLE_IDENTIFIER;
	return structure_add(draft, component);
}

/* A structure, or a scalar, which has a type and no components. */
static struct err read_object(const struct description_reading *work, const json_t *object,
			      struct dataset_description *out)
{
	const json_t *components = json_object_get(object, "components");
	struct structure_draft draft = { .arena = work->reading->arena };
	size_t n = json_array_size(components);
	struct str path =
		str_format(work->reading->arena, "%.*scomponents", STR_ARGS(work->prefix));

	TRY_NEW(path.at);
	TRY(take_text(work->reading, object, "name", &out->name));
	out->name = json_plain_name(out->name);
	if (!components && json_is_object(object))
		TRY(read_type(work->reading, object, S("data_type"), &out->type, &out->is_scalar));
	if (out->is_scalar)
		return OK;
	if (!json_is_array(components) || n > LIMIT_COLUMNS)
		return json_reading_tell(work->reading, path,
					 (struct diagnostic){ .id = DIAGNOSTIC_MISSING_VALUE });
	for (size_t i = 0; i < n; i++)
		TRY(read_component(work, json_array_get(components, i), i, &draft));
	out->structure = structure_of(&draft);
	return OK;
}

/* Which of the structures the dataset has: what `data` says, or the one of its name, or the only one. */
static struct err read_sections(struct json_reading *reading, const json_t *root,
				const json_t *structures, struct str name,
				struct dataset_description *out)
{
	struct description_reading work = { .reading = reading, .root = root };
	const json_t *data, *found;
	struct str wanted = name;
	size_t at = 0;

	TRY(json_find_named(reading, json_object_get(root, "data"), name, &at, &data));
	if (data)
		TRY(take_text(reading, data, "structure", &wanted));
	TRY(json_find_named(reading, structures, wanted, &at, &found));
	if (!found && !data && json_array_size(structures) == 1) {
		at = 0;
		found = json_array_get(structures, 0);
	}
	if (!found)
		return tell_cell(reading, S("structures"), wanted,
				 S(N_("the name of a structure in this file")));
	work.prefix = str_format(reading->arena, "structures[%zu].", at);
	TRY_NEW(work.prefix.at);
	return read_object(&work, found, out);
}

static struct err read_root(struct json_reading *reading, const json_t *root, struct str name,
			    struct dataset_description *out)
{
	const struct description_reading work = { .reading = reading, .root = root };
	const json_t *structures = json_object_get(root, "structures");

	if (json_is_array(structures) && !json_object_get(root, "components"))
		return read_sections(reading, root, structures, name, out);
	return read_object(&work, root, out);
}

struct err dataset_structure_read(struct arena *arena, struct str file, struct str bytes,
				  struct str name, struct diagnostics *diagnostics,
				  struct dataset_description *out, bool *fine_out)
{
	struct json_reading reading = { arena, diagnostics, file, false };
	struct err e = OK;
	json_t *root;

	*out = (struct dataset_description){ 0 };
	TRY(json_reading_tree(&reading, bytes, &root));
	if (root)
		e = read_root(&reading, root, name, out);
	json_decref(root);
	*fine_out = !failed(e) && !reading.is_bad;
	return e;
}

void dataset_structure_write(struct buf *buf, const struct dataset_description *description)
{
	struct json_writer json;

	json_begin(&json, buf, true);
	json_put_object(&json);
	json_put_name(&json, S("name"));
	json_put_text(&json, description->name);
	if (description->is_scalar) {
		json_put_name(&json, S("data_type"));
		json_put_text(&json, data_type_title(description->type));
		json_put_end_object(&json);
		buf_char(buf, '\n');
		return;
	}
	json_put_name(&json, S("components"));
	json_put_array(&json);
	for (size_t i = 0; i < description->structure.count; i++) {
		const struct component *component = &description->structure.at[i];

		json_put_object(&json);
		json_put_name(&json, S("name"));
		json_put_text(&json, component->name);
		json_put_name(&json, S("role"));
		json_put_text(&json, role_title(component->role));
		json_put_name(&json, S("data_type"));
		json_put_text(&json, data_type_title(component->type));
		json_put_name(&json, S("nullable"));
		json_put_bool(&json, component->is_nullable);
		if (!str_empty(component->domain)) {
			json_put_name(&json, S("subset"));
			json_put_text(&json, component->domain);
		}
		json_put_end_object(&json);
	}
	json_put_end_array(&json);
	json_put_end_object(&json);
	buf_char(buf, '\n');
}

/* Structures of datasets, in and out of JSON. */
#include "exchange/dataset_structure.h"

#include "base/limits.h"
#include "base/mark.h"
#include "exchange/json.h"
#include "exchange/json_reading.h"

static struct err tell_cell(struct json_reading *reading, struct str path, struct str value,
			    struct str expected)
{
	return json_reading_tell(
		reading, path,
		(struct diagnostic){ .id = DIAGNOSTIC_BAD_CELL, .args = { value, expected } });
}

static struct str member_path(struct json_reading *reading, size_t i, const char *member)
{
	return str_format(reading->arena, "components[%zu].%s", i, member);
}

/* A text of the object, in the arena; empty when it is not there. */
static struct err take_text(struct json_reading *reading, const json_t *object, const char *member,
			    struct str *out)
{
	bool is_text;

	return json_reading_text(reading, json_object_get(object, member), out, &is_text);
}

/* A name may stand in single quotes, as in a script. */
static struct str without_quotes(struct str name)
{
	if (name.len > 2 && name.at[0] == '\'' && name.at[name.len - 1] == '\'')
		return str_slice(name, 1, name.len - 1);
	return name;
}

static struct err read_type(struct json_reading *reading, const json_t *object, struct str path,
			    enum data_type *out)
{
	struct str type;

	TRY(take_text(reading, object, "data_type", &type));
	if (str_empty(type))
		TRY(take_text(reading, object, "type", &type));
	if (!data_type_titled(type, out))
		return tell_cell(reading, path, type, S(N_("a type of data")));
	return OK;
}

static struct err read_component(struct json_reading *reading, const json_t *object, size_t i,
				 struct structure_draft *draft)
{
	struct component component = { .type = DATA_STRING };
	struct structure so_far = structure_of(draft);
	const json_t *nullable = json_object_get(object, "nullable");
	struct str role;

	TRY(take_text(reading, object, "name", &component.name));
	component.name = without_quotes(component.name);
	if (str_empty(component.name))
		return json_reading_tell(reading, member_path(reading, i, "name"),
					 (struct diagnostic){ .id = DIAGNOSTIC_MISSING_VALUE });
	if (structure_find(&so_far, component.name) != COMPONENT_NONE)
		return json_reading_tell(reading, member_path(reading, i, "name"),
					 (struct diagnostic){ .id = DIAGNOSTIC_DUPLICATE_COLUMN,
							      .args = { component.name } });
	TRY(take_text(reading, object, "role", &role));
	if (!role_titled(role, &component.role) && !role_named(role, &component.role))
		return tell_cell(reading, member_path(reading, i, "role"), role,
				 S(N_("Identifier, Measure, Attribute or Viral Attribute")));
	TRY(read_type(reading, object, member_path(reading, i, "data_type"), &component.type));
	TRY(take_text(reading, object, "subset", &component.domain));
	component.is_nullable = nullable ? json_is_true(nullable)
					 : component.role != ROLE_IDENTIFIER;
	return structure_add(draft, component);
}

static struct err read_root(struct json_reading *reading, const json_t *root,
			    struct dataset_description *out)
{
	const json_t *components = json_object_get(root, "components");
	struct structure_draft draft = { .arena = reading->arena };
	size_t n = json_array_size(components);

	TRY(take_text(reading, root, "name", &out->name));
	out->name = without_quotes(out->name);
	if (!components && json_is_object(root)) {
		out->is_scalar = true;
		return read_type(reading, root, S("data_type"), &out->type);
	}
	if (!json_is_array(components) || n > LIMIT_COLUMNS)
		return json_reading_tell(reading, S("components"),
					 (struct diagnostic){ .id = DIAGNOSTIC_MISSING_VALUE });
	for (size_t i = 0; i < n; i++)
		TRY(read_component(reading, json_array_get(components, i), i, &draft));
	out->structure = structure_of(&draft);
	return OK;
}

struct err dataset_structure_read(struct arena *arena, struct str file, struct str bytes,
				  struct diagnostics *diagnostics, struct dataset_description *out,
				  bool *fine_out)
{
	struct json_reading reading = { arena, diagnostics, file, false };
	struct err e = OK;
	json_t *root;

	*out = (struct dataset_description){ 0 };
	TRY(json_reading_tree(&reading, bytes, &root));
	if (root)
		e = read_root(&reading, root, out);
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

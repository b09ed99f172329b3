/* Value domains among the sections of a file, and the basic types that they are made of. */
#include "exchange/json_domains.h"

enum { DOMAINS_DEEP = 16 };

struct str json_plain_name(struct str name)
{
	if (name.len > 2 && name.at[0] == '\'' && name.at[name.len - 1] == '\'')
		return str_slice(name, 1, name.len - 1);
	return name;
}

struct err json_find_named(struct json_reading *reading, const json_t *array, struct str name,
			   size_t *at_out, const json_t **out)
{
	*out = NULL;
	for (size_t i = 0; i < json_array_size(array) && !str_empty(name); i++) {
		const json_t *object = json_array_get(array, i);
		struct str found;
		bool is_text;

		TRY(json_reading_text(reading, json_object_get(object, "name"), &found, &is_text));
		if (!is_text || !str_eq(json_plain_name(found), json_plain_name(name)))
			continue;
		*at_out = i;
		*out = object;
		return OK;
	}
	return OK;
}

struct err json_domain_type(struct json_reading *reading, const json_t *root, struct str domain,
			    enum data_type *out, bool *found_out)
{
	*found_out = false;
	for (size_t depth = 0; depth < DOMAINS_DEEP && !str_empty(domain); depth++) {
		const json_t *object;
		bool is_text;
		size_t at;

		if (data_type_titled(domain, out) || data_type_named(domain, out)) {
			*found_out = true;
			return OK;
		}
		TRY(json_find_named(reading, json_object_get(root, "domains"), domain, &at,
				    &object));
		TRY(json_reading_text(reading, json_object_get(object, "parent"), &domain,
				      &is_text));
	}
	return OK;
}

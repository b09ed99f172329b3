/* Value domains out of JSON. */
#include "exchange/value_domain.h"

#include "base/mark.h"
#include "exchange/json_domains.h"

static struct str text_of(const json_t *value)
{
	return (struct str){ json_string_value(value), json_string_length(value) };
}

/* The first of several members that is there. */
static const json_t *either(const json_t *object, const char *a, const char *b)
{
	const json_t *value = json_object_get(object, a);

	return value ? value : json_object_get(object, b);
}

static struct err read_value(struct json_reading *reading, const json_t *value, size_t i,
			     enum data_type type, struct scalar *out)
{
	struct str path = str_format(reading->arena, "enumerated[%zu]", i), text;

	TRY_NEW(path.at);
	if (json_is_null(value)) {
		*out = scalar_null(type);
		return OK;
	}
	if (json_is_string(value))
		text = str_copy(reading->arena, text_of(value));
	else if (json_is_integer(value))
		text = str_format(reading->arena, "%lld", (long long)json_integer_value(value));
	else if (json_is_boolean(value))
		text = json_is_true(value) ? S("true") : S("false");
	else
		text = str_format(reading->arena, "%.17g", json_number_value(value));
	TRY_NEW(text.at || json_string_length(value) == 0);
	if (scalar_parse(type, text, out))
		return OK;
	return json_reading_tell(reading, path,
				 (struct diagnostic){ .id = DIAGNOSTIC_BAD_CELL,
						      .args = { text, data_type_name(type) } });
}

static struct err read_domain(struct json_reading *reading, const json_t *root,
			      const json_t *domain, struct value_domain_description *out)
{
	const json_t *values = either(domain, "enumerated", "restriction");
	struct str type = text_of(either(domain, "parent", "data_type"));
	struct scalar *scalars;
	size_t n = json_array_size(values);
	bool found;

	TRY(json_domain_type(reading, root, type, &out->type, &found));
	if (!found)
		return json_reading_tell(
			reading, S("parent"),
			(struct diagnostic){ .id = DIAGNOSTIC_BAD_CELL,
					     .args = { type, S(N_("a type of data")) } });
	if (!json_is_array(values))
		return OK;
	TRY_NEW(scalars = NEW(reading->arena, struct scalar, n + 1));
	for (size_t i = 0; i < n; i++)
		TRY(read_value(reading, json_array_get(values, i), i, out->type, &scalars[i]));
	out->values = scalars;
	out->n_values = n;
	return OK;
}

/* The object that is meant: the root, or one of its domains. */
static const json_t *find_domain(const json_t *root, struct str name)
{
	const json_t *domains = json_object_get(root, "domains");

	for (size_t i = 0; i < json_array_size(domains); i++) {
		const json_t *domain = json_array_get(domains, i);

		if (str_eq(text_of(json_object_get(domain, "name")), name))
			return domain;
	}
	return domains ? NULL : root;
}

static struct err read_root(struct json_reading *reading, const json_t *root, struct str name,
			    struct value_domain_description *out)
{
	const json_t *domain = find_domain(root, name);

	if (!json_is_object(domain))
		return json_reading_tell(reading, S("domains"),
					 (struct diagnostic){ .id = DIAGNOSTIC_MISSING_VALUE });
	return read_domain(reading, root, domain, out);
}

struct err value_domain_read(struct arena *arena, struct str file, struct str bytes,
			     struct str name, struct diagnostics *diagnostics,
			     struct value_domain_description *out, bool *fine_out)
{
	struct json_reading reading = { arena, diagnostics, file, false };
	struct err e = OK;
	json_t *root;

	*out = (struct value_domain_description){ .values = NULL };
	TRY(json_reading_tree(&reading, bytes, &root));
	if (root)
		e = read_root(&reading, root, name, out);
	json_decref(root);
	*fine_out = !failed(e) && !reading.is_bad;
	return e;
}

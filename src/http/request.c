/* Looking things up in a request, and the two small vocabularies of HTTP: methods and headers. */
#include "http/request.h"

#include "http/route.h"

#include <assert.h>

static const struct str methods[] = {
	[METHOD_GET] = STR("GET"),         [METHOD_HEAD] = STR("HEAD"),
	[METHOD_POST] = STR("POST"),       [METHOD_PUT] = STR("PUT"),
	[METHOD_PATCH] = STR("PATCH"),     [METHOD_DELETE] = STR("DELETE"),
	[METHOD_OPTIONS] = STR("OPTIONS"),
};
_Static_assert(countof(methods) == METHOD_COUNT_, "every method has a name");

static const struct str headers[] = {
	[HEADER_ACCEPT] = STR("Accept"),
	[HEADER_ACCEPT_ENCODING] = STR("Accept-Encoding"),
	[HEADER_ACCEPT_LANGUAGE] = STR("Accept-Language"),
	[HEADER_AUTHORIZATION] = STR("Authorization"),
	[HEADER_CONTENT_LENGTH] = STR("Content-Length"),
	[HEADER_CONTENT_TYPE] = STR("Content-Type"),
	[HEADER_COOKIE] = STR("Cookie"),
	[HEADER_HOST] = STR("Host"),
	[HEADER_IF_NONE_MATCH] = STR("If-None-Match"),
	[HEADER_ORIGIN] = STR("Origin"),
	[HEADER_SEC_FETCH_SITE] = STR("Sec-Fetch-Site"),
	[HEADER_TRANSFER_ENCODING] = STR("Transfer-Encoding"),
};
_Static_assert(countof(headers) == REQUEST_HEADER_COUNT_, "every header has a name");

struct str request_param(const struct request *request, struct str name)
{
	for (size_t i = 0; i < request->n_params; i++)
		if (str_eq(request->params[i].name, name))
			return request->params[i].value;
	assert(false && "the pattern of the route has no parameter of this name");
	return (struct str){ 0 };
}

struct str request_field_nth(const struct request *request, struct str name, size_t n)
{
	for (size_t i = 0; i < request->n_fields; i++)
		if (str_eq(request->fields[i].name, name) && n-- == 0)
			return request->fields[i].value;
	return (struct str){ 0 };
}

struct str request_field(const struct request *request, struct str name)
{
	return request_field_nth(request, name, 0);
}

const struct form_part *request_part(const struct request *request, struct str name)
{
	for (size_t i = 0; i < request->n_parts; i++)
		if (str_eq(request->parts[i].name, name))
			return &request->parts[i];
	return NULL;
}

struct str request_cookie(const struct request *request, struct str name)
{
	struct str rest = request->headers[HEADER_COOKIE], part;

	while (str_cut(&rest, ';', &part)) {
		size_t equals;

		part = str_trim(part);
		equals = str_find_char(part, '=', 0);
		if (equals != SIZE_MAX && str_eq(str_slice(part, 0, equals), name))
			return str_slice(part, equals + 1, part.len);
	}
	return (struct str){ 0 };
}

struct str method_name(enum method method)
{
	assert(method < METHOD_COUNT_);
	return methods[method];
}

bool method_parse(struct str name, enum method *out)
{
	for (enum method m = 0; m < METHOD_COUNT_; m++) {
		if (str_eq(methods[m], name)) {
			*out = m;
			return true;
		}
	}
	return false;
}

bool request_header_parse(struct str name, enum request_header *out)
{
	for (enum request_header h = 0; h < REQUEST_HEADER_COUNT_; h++) {
		if (str_eq_anycase(headers[h], name)) {
			*out = h;
			return true;
		}
	}
	return false;
}

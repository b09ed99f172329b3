/* Filling a response, and the table of the statuses that this server gives. */
#include "http/response.h"

#include "http/edge.h"
#include "http/request.h"

#include <assert.h>

static const struct {
	int status;
	struct str reason;
} statuses[] = {
	{ 200, STR("OK") },
	{ 201, STR("Created") },
	{ 204, STR("No Content") },
	{ 301, STR("Moved Permanently") },
	{ 302, STR("Found") },
	{ 303, STR("See Other") },
	{ 304, STR("Not Modified") },
	{ 307, STR("Temporary Redirect") },
	{ 308, STR("Permanent Redirect") },
	{ 400, STR("Bad Request") },
	{ 401, STR("Unauthorized") },
	{ 403, STR("Forbidden") },
	{ 404, STR("Not Found") },
	{ 405, STR("Method Not Allowed") },
	{ 409, STR("Conflict") },
	{ 411, STR("Length Required") },
	{ 413, STR("Content Too Large") },
	{ 414, STR("URI Too Long") },
	{ 415, STR("Unsupported Media Type") },
	{ 421, STR("Misdirected Request") },
	{ 422, STR("Unprocessable Content") },
	{ 431, STR("Request Header Fields Too Large") },
	{ 500, STR("Internal Server Error") },
	{ 501, STR("Not Implemented") },
	{ 503, STR("Service Unavailable") },
};

static const int err_statuses[] = {
	[ERR_NONE] = 200,     [ERR_NOT_FOUND] = 404, [ERR_DENIED] = 403, [ERR_INVALID] = 400,
	[ERR_CONFLICT] = 409, [ERR_LIMIT] = 503,     [ERR_IO] = 500,     [ERR_DB] = 503,
	[ERR_USAGE] = 500,    [ERR_BUG] = 500,
};
_Static_assert(countof(err_statuses) == ERR_COUNT_, "every error has a status");

void response_page(struct response *response, struct str html, struct str language)
{
	response_body(response, S("text/html; charset=utf-8"), html);
	response->language = language;
	response->vary |= VARY_ACCEPT_LANGUAGE | VARY_COOKIE;
}

void response_body(struct response *response, struct str content_type, struct str body)
{
	response->status = 200;
	response->content_type = content_type;
	response->body = body;
	response->keep = true;
}

void response_redirect(struct response *response, int status, struct str location)
{
	/* "//host" would lead to another server. */
	assert(str_starts(location, S("/")) && !str_starts(location, S("//")));
	*response = (struct response){ .status = status, .location = location };
}

void response_header(struct response *response, struct str name, struct str value)
{
	assert(response->n_headers < RESPONSE_HEADERS_MAX);
	response->headers[response->n_headers++] = (struct response_header){ name, value };
}

bool response_unchanged(struct response *response, const struct request *request, struct str etag)
{
	struct str asked = request_header(request, HEADER_IF_NONE_MATCH);
	struct str of_gzip = str_format(request->arena, "%.*s" ETAG_GZIP, STR_ARGS(etag));
	bool is_gzip = !str_empty(of_gzip) && etag_matches(asked, of_gzip);

	response->etag = etag;
	if (!is_gzip && !etag_matches(asked, etag))
		return false;
	response->status = 304;
	response->etag = is_gzip ? of_gzip : etag;
	return true;
}

struct str status_reason(int status)
{
	for (size_t i = 0; i < countof(statuses); i++)
		if (statuses[i].status == status)
			return statuses[i].reason;
	return S("Status");
}

int status_of_err(enum err_code code)
{
	assert(code < ERR_COUNT_);
	return err_statuses[code];
}

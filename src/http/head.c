/* See head.h. */
#include "http/head.h"

#include "http/origin.h"

/* One being read. */
struct head {
	struct request *request;
	bool is_ambiguous; /* a header that must be single is there twice */
};

static bool must_be_single(enum request_header header)
{
	return header == HEADER_HOST || header == HEADER_CONTENT_LENGTH ||
	       header == HEADER_TRANSFER_ENCODING;
}

static enum MHD_Result keep_header(void *cls, enum MHD_ValueKind kind, const char *name,
				   size_t name_len, const char *value, size_t value_len)
{
	struct head *head = cls;
	enum request_header header;

	(void)kind;
	if (!request_header_parse((struct str){ name, name_len }, &header))
		return MHD_YES;
	if (head->request->headers[header].at)
		head->is_ambiguous |= must_be_single(header);
	else
		head->request->headers[header] = (struct str){ value ? value : "", value_len };
	return MHD_YES;
}

static size_t header_bytes(struct MHD_Connection *connection)
{
	return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)
		->header_size;
}

/* 0, or the status for a host that is missing, malformed or not ours. */
static int host_status(const struct server *server, const struct request *request,
		       struct str version)
{
	struct str host = request_header(request, HEADER_HOST);
	bool may_lack = !str_eq(version, S("HTTP/1.1")) && server->n_hosts == 0;

	if (!host.at && may_lack)
		return 0;
	if (!host_is_served(host, NULL, 0))
		return 400;
	return host_is_served(host, server->hosts, server->n_hosts) ? 0 : 421;
}

/*
 * 0, or the status for a body that is not announced by one plain length, or is too long for any
 * route. A chunked body is refused: its end is not known when it has to be decided upon.
 */
static int length_status(const struct server *server, const struct request *request,
			 size_t *length_out)
{
	struct str length = request_header(request, HEADER_CONTENT_LENGTH);
	int64_t n = 0;

	*length_out = 0;
	if (request_header(request, HEADER_TRANSFER_ENCODING).at)
		return length.at ? 400 : 411;
	if (length.at && (!str_to_int64(length, &n) || n < 0))
		return 400;
	if ((uint64_t)n > server->limits.body_bytes)
		return 413;
	*length_out = (size_t)n;
	return 0;
}

int head_take(const struct server *server, struct MHD_Connection *connection, struct str method,
	      struct str version, struct request *request, size_t *length_out)
{
	struct head head = { .request = request };
	int status;

	*length_out = 0;
	*request = (struct request){ .n_fields = 0 };
	MHD_get_connection_values_n(connection, MHD_HEADER_KIND, keep_header, &head);
	if (header_bytes(connection) > server->limits.header_bytes)
		return 431;
	if (!method_parse(method, &request->method))
		return 501;
	if (head.is_ambiguous)
		return 400;
	status = host_status(server, request, version);
	return status ? status : length_status(server, request, length_out);
}

/*
 * The way of a request. The memory of an exchange lives as long as its connection, so that a further
 * request on it takes none; what an answer is made in is a workspace, which goes back to the pool
 * before a byte is sent: a slow reader holds one finished reply and nothing else.
 */
#include "http/exchange.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/memory.h"
#include "http/dispatch.h"
#include "http/edge.h"
#include "http/origin.h"
#include "http/reply.h"

#include <assert.h>

enum stage {
	STAGE_HEADER, /* waiting for it */
	STAGE_BODY,   /* reading it, if there is one */
};

struct exchange {
	struct watched watched; /* first, so that its address is that of the exchange */
	struct server *server;
	struct buf target; /* as received */
	struct buf body;
	struct request request; /* its method and headers, borrowed until the answer is sent */
	enum stage stage;
	bool is_too_long;  /* the target */
	bool is_ambiguous; /* a header that must be single is there twice */
	bool drop_body;    /* it is read, since who sends cannot listen, and forgotten */
	int late_status;   /* not 0: what is answered once the body was read */
};

static struct exchange *exchange_open(struct server *server, struct MHD_Connection *connection)
{
	struct exchange *exchange = memory_take(sizeof(*exchange));

	if (!exchange)
		return NULL;
	exchange->server = server;
	exchange->watched.socket =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	buf_init_own(&exchange->target, server->limits.target_bytes);
	buf_init_own(&exchange->body, server->limits.body_bytes);
	return exchange;
}

/* An idle connection may first be silent, and then has its time for the header. */
static void wait_for_header(struct exchange *exchange)
{
	const struct server_limits *limits = &exchange->server->limits;

	exchange->stage = STAGE_HEADER;
	watched_give_s(&exchange->watched, limits->idle_timeout_s + limits->head_timeout_s);
}

void exchange_connection(void *cls, struct MHD_Connection *connection, void **context,
			 enum MHD_ConnectionNotificationCode code)
{
	struct server *server = cls;
	struct exchange *exchange = *context;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		exchange = exchange_open(server, connection);
		*context = exchange;
		if (!exchange)
			return; /* its first request closes it */
		wait_for_header(exchange);
		watch_add(&server->watch, &exchange->watched);
	} else if (exchange) {
		watch_remove(&server->watch, &exchange->watched);
		buf_finish(&exchange->target);
		buf_finish(&exchange->body);
		memory_give(exchange);
		*context = NULL;
	}
}

void *exchange_target(void *cls, const char *target, struct MHD_Connection *connection)
{
	struct server *server = cls;
	struct exchange *exchange =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
			->socket_context;
	struct str text;

	atomic_fetch_add_explicit(&server->n_active, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&server->n_requests, 1, memory_order_relaxed);
	if (!exchange)
		return NULL;
	text = str_of(target);
	exchange->is_too_long = text.len > server->limits.target_bytes;
	buf_clear(&exchange->target);
	if (!exchange->is_too_long)
		buf_str(&exchange->target, text);
	return exchange;
}

static bool must_be_single(enum request_header header)
{
	return header == HEADER_HOST || header == HEADER_CONTENT_LENGTH ||
	       header == HEADER_TRANSFER_ENCODING;
}

static enum MHD_Result keep_header(void *cls, enum MHD_ValueKind kind, const char *name,
				   size_t name_len, const char *value, size_t value_len)
{
	struct exchange *exchange = cls;
	enum request_header header;

	(void)kind;
	if (!request_header_parse((struct str){ name, name_len }, &header))
		return MHD_YES;
	if (exchange->request.headers[header].at)
		exchange->is_ambiguous |= must_be_single(header);
	else
		exchange->request.headers[header] = (struct str){ value ? value : "", value_len };
	return MHD_YES;
}

static size_t header_bytes(struct MHD_Connection *connection)
{
	return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)
		->header_size;
}

/* 0, or the status for a host that is missing, malformed or not ours. */
static int host_status(const struct exchange *exchange, struct str version)
{
	const struct server *server = exchange->server;
	struct str host = request_header(&exchange->request, HEADER_HOST);
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
static int length_status(const struct exchange *exchange, size_t *length_out)
{
	struct str length = request_header(&exchange->request, HEADER_CONTENT_LENGTH);
	int64_t n = 0;

	*length_out = 0;
	if (request_header(&exchange->request, HEADER_TRANSFER_ENCODING).at)
		return length.at ? 400 : 411;
	if (length.at && (!str_to_int64(length, &n) || n < 0))
		return 400;
	if ((uint64_t)n > exchange->server->limits.body_bytes)
		return 413;
	*length_out = (size_t)n;
	return 0;
}

/* 0, or the status for a header that is refused whatever it asks for. */
static int header_status(struct exchange *exchange, struct MHD_Connection *connection,
			 struct str method, struct str version, size_t *length_out)
{
	const struct server_limits *limits = &exchange->server->limits;
	int status;

	*length_out = 0;
	if (exchange->is_too_long)
		return 414;
	if (header_bytes(connection) > limits->header_bytes)
		return 431;
	if (!method_parse(method, &exchange->request.method))
		return 501;
	if (exchange->is_ambiguous)
		return 400;
	status = host_status(exchange, version);
	return status ? status : length_status(exchange, length_out);
}

static enum MHD_Result queue(struct exchange *exchange, struct MHD_Connection *connection,
			     struct reply *reply)
{
	struct server *server = exchange->server;
	bool is_304;
	bool is_sent = reply_send(reply, connection,
				  request_header(&exchange->request, HEADER_IF_NONE_MATCH),
				  &is_304);

	reply_give(reply);
	if (is_304)
		atomic_fetch_add_explicit(&server->n_not_modified, 1, memory_order_relaxed);
	return is_sent ? MHD_YES : MHD_NO;
}

static enum MHD_Result queue_sorry(struct exchange *exchange, struct MHD_Connection *connection)
{
	return queue(exchange, connection, reply_share(exchange->server->sorry));
}

/* The request as the program gets it, in this workspace. */
static struct request *request_in(struct exchange *exchange, struct workspace *workspace)
{
	struct request *request = &exchange->request;

	request->target = buf_held(&exchange->target);
	request->body = buf_held(&exchange->body);
	request->arena = &workspace->arena;
	request->context = exchange->server->program.context;
	return request;
}

static void log_refusal(const struct exchange *exchange, int status)
{
	struct str target = buf_held(&exchange->target);
	struct str path = str_slice(target, 0, str_find_char(target, '?', 0));

	log_line(LOG_INFO, "refused %d: %.*s", status, STR_ARGS(path));
}

/* A refusal. Before the body was read libmicrohttpd closes the connection after it. */
static enum MHD_Result refuse(struct exchange *exchange, struct MHD_Connection *connection,
			      int status)
{
	struct server *server = exchange->server;
	struct workspace *workspace = workspace_take(&server->workspaces);
	struct response response;
	struct request *request;
	struct reply *reply;
	struct err e;

	atomic_fetch_add_explicit(&server->n_refused, 1, memory_order_relaxed);
	log_refusal(exchange, status);
	if (!workspace)
		return queue_sorry(exchange, connection);
	request = request_in(exchange, workspace);
	request->target = request->body = (struct str){ 0 };
	dispatch_error(&server->program, request, status, &response);
	e = reply_new(request, &response, &workspace->compressor, &reply);
	workspace_give(&server->workspaces, workspace);
	return failed(e) ? queue_sorry(exchange, connection) : queue(exchange, connection, reply);
}

/* The handler's response as a reply, or the page of what is wrong with it. */
static struct err make_reply(struct server *server, struct workspace *workspace,
			     struct request *request, struct response *response, struct reply **out)
{
	struct err e;

	dispatch(&server->program, server->tree, &server->limits, request, response);
	e = reply_new(request, response, &workspace->compressor, out);
	if (!failed(e))
		return OK;
	log_error("reply to a request", e);
	dispatch_error(&server->program, request, status_of_err(e.code), response);
	return reply_new(request, response, &workspace->compressor, out);
}

/* Makes the reply, and keeps it if it may be kept and was asked for before. */
static struct err make(struct server *server, struct workspace *workspace, struct request *request,
		       const struct cache_key *key, struct reply **out)
{
	struct response response;

	TRY(make_reply(server, workspace, request, &response, out));
	if (key && response.keep && response.status == 200 && request->method == METHOD_GET &&
	    cache_is_wanted(server->cache, *key))
		cache_put(server->cache, *key, *out);
	return OK;
}

/* From the cache, or made. A page from the cache costs begin(), one look-up and end(). */
static struct err find_or_make(struct server *server, struct workspace *workspace,
			       struct request *request, struct str variant, struct reply **out)
{
	bool is_read = request->method == METHOD_GET || request->method == METHOD_HEAD;
	struct cache_key key = {
		.target = request->target,
		.variant = variant,
		.gzip = accepts_gzip(request_header(request, HEADER_ACCEPT_ENCODING)),
	};

	if (!server->cache || !is_read || str_empty(variant) || str_empty(request->target))
		return make(server, workspace, request, NULL, out);
	*out = cache_get(server->cache, key);
	if (!*out)
		return make(server, workspace, request, &key, out);
	atomic_fetch_add_explicit(&server->n_hits, 1, memory_order_relaxed);
	return OK;
}

static struct err begin_and_make(struct server *server, struct workspace *workspace,
				 struct request *request, struct reply **out)
{
	struct str variant = { 0 };
	struct response response;
	struct err e = server->program.begin(request, &variant);

	if (!failed(e)) {
		e = find_or_make(server, workspace, request, variant, out);
	} else {
		log_error("begin of a request", e);
		dispatch_error(&server->program, request, status_of_err(e.code), &response);
		e = reply_new(request, &response, &workspace->compressor, out);
	}
	server->program.end(request);
	return e;
}

static enum MHD_Result respond(struct exchange *exchange, struct MHD_Connection *connection)
{
	struct server *server = exchange->server;
	struct workspace *workspace = workspace_take(&server->workspaces);
	struct reply *reply;
	struct err e;

	if (!workspace)
		return queue_sorry(exchange, connection);
	e = begin_and_make(server, workspace, request_in(exchange, workspace), &reply);
	workspace_give(&server->workspaces, workspace);
	if (!failed(e))
		return queue(exchange, connection, reply);
	log_error("answer to a request", e);
	return queue_sorry(exchange, connection);
}

/*
 * Decides upon a body by its announced length, before it is read. A body that nobody wants is read
 * all the same, as far as the limit of all bodies: an answer sent into it might be lost.
 */
static enum MHD_Result admit_body(struct exchange *exchange, struct MHD_Connection *connection,
				  size_t length)
{
	struct workspace *workspace = workspace_take(&exchange->server->workspaces);
	size_t most = 0;
	bool has_route;

	if (!workspace)
		return queue_sorry(exchange, connection);
	has_route =
		dispatch_max_body(exchange->server->tree, request_in(exchange, workspace), &most);
	workspace_give(&exchange->server->workspaces, workspace);
	exchange->drop_body = length > most;
	exchange->late_status = has_route && length > most ? 413 : 0;
	return MHD_YES;
}

static enum MHD_Result on_header(struct exchange *exchange, struct MHD_Connection *connection,
				 struct str method, struct str version)
{
	size_t length;
	int status;

	exchange->stage = STAGE_BODY;
	exchange->is_ambiguous = exchange->drop_body = false;
	exchange->late_status = 0;
	exchange->request = (struct request){ 0 };
	buf_clear(&exchange->body);
	watched_give_s(&exchange->watched, exchange->server->limits.total_timeout_s);
	MHD_get_connection_values_n(connection, MHD_HEADER_KIND, keep_header, exchange);
	status = header_status(exchange, connection, method, version, &length);
	if (status)
		return refuse(exchange, connection, status);
	if (exchange->target.full)
		return queue_sorry(exchange, connection);
	return length > 0 ? admit_body(exchange, connection, length) : MHD_YES;
}

static enum MHD_Result on_body_end(struct exchange *exchange, struct MHD_Connection *connection)
{
	if (exchange->late_status)
		return refuse(exchange, connection, exchange->late_status);
	if (exchange->body.full)
		return queue_sorry(exchange, connection);
	return respond(exchange, connection);
}

enum MHD_Result exchange_step(void *server, struct MHD_Connection *connection, const char *url,
			      const char *method, const char *version, const char *part,
			      size_t *part_len, void **context)
{
	struct exchange *exchange = *context;

	(void)server;
	(void)url; /* decoded by nobody: the target is kept as it was received */
	if (!exchange)
		return MHD_NO;
	if (exchange->stage == STAGE_HEADER)
		return on_header(exchange, connection, str_of(method), str_of(version));
	if (*part_len == 0)
		return on_body_end(exchange, connection);
	if (!exchange->drop_body)
		buf_str(&exchange->body, (struct str){ part, *part_len });
	*part_len = 0;
	return MHD_YES;
}

/* libmicrohttpd found a header too large or malformed to hand it over, and said so by itself. */
static void count_foreign_refusal(struct server *server)
{
	atomic_fetch_add_explicit(&server->n_refused, 1, memory_order_relaxed);
	log_line(LOG_INFO, "refused: a header that is far too large, or malformed");
}

void exchange_completed(void *cls, struct MHD_Connection *connection, void **context,
			enum MHD_RequestTerminationCode code)
{
	struct server *server = cls;
	struct exchange *exchange = *context;
	unsigned before = atomic_fetch_sub_explicit(&server->n_active, 1, memory_order_relaxed);

	(void)connection;
	assert(before > 0);
	if (!exchange)
		return;
	if (exchange->stage == STAGE_HEADER && code == MHD_REQUEST_TERMINATED_WITH_ERROR)
		count_foreign_refusal(server);
	buf_finish(&exchange->body); /* which may be large, and the next one is rare */
	wait_for_header(exchange);
	*context = NULL;
}

struct err exchange_make_sorry(struct server *server)
{
	struct response response = { .status = 503, .cache = CACHE_NEVER, .is_static = true };
	struct workspace *workspace = workspace_take(&server->workspaces);
	struct request request = { .method = METHOD_GET };
	struct err e;

	TRY_NEW(workspace);
	request.arena = &workspace->arena;
	response.content_type = S("text/plain; charset=utf-8");
	response.body = status_reason(503);
	e = reply_new(&request, &response, &workspace->compressor, &server->sorry);
	workspace_give(&server->workspaces, workspace);
	return e;
}

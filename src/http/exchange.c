/*
 * The way of a request. The memory of an exchange lives as long as its connection, so that a further
 * request on it takes none; what an answer is made in is a workspace, which goes back to the pool
 * before a byte is sent: a slow reader holds one finished reply and nothing else.
 *
 * The answer to a request whose route is slow is made on a thread of the workers, its connection being
 * suspended meanwhile: nothing else touches the exchange until it is resumed.
 */
#include "http/exchange.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/memory.h"
#include "http/dispatch.h"
#include "http/edge.h"
#include "http/head.h"
#include "http/intake.h"
#include "http/reply.h"

#include <assert.h>

enum stage {
	STAGE_HEADER, /* waiting for it */
	STAGE_BODY,   /* reading it, if there is one */
	STAGE_MADE,   /* its answer was made by a worker */
};

struct exchange {
	struct watched watched; /* first, so that its address is that of the exchange */
	struct turn turn;       /* of slow work */
	struct server *server;
	struct MHD_Connection *connection;
	struct buf target; /* as received */
	struct intake intake;
	struct request request; /* its method and headers, borrowed until the answer is sent */
	enum stage stage;
	bool is_too_long;    /* the target */
	int late_status;     /* not 0: what is answered once the body was read */
	struct reply *reply; /* of STAGE_MADE */
};

static struct exchange *exchange_open(struct server *server, struct MHD_Connection *connection)
{
	struct exchange *exchange = memory_take(sizeof(*exchange));

	if (!exchange)
		return NULL;
	exchange->server = server;
	exchange->watched.socket =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	exchange->connection = connection;
	buf_init_own(&exchange->target, server->limits.target_bytes);
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

static bool is_read(const struct request *request)
{
	return request->method == METHOD_GET || request->method == METHOD_HEAD;
}

/* The tag of what the reader has already; nothing when it asks for more than to read. */
static struct str tag_that_it_has(const struct request *request)
{
	return is_read(request) ? request_header(request, HEADER_IF_NONE_MATCH) : (struct str){ 0 };
}

static enum MHD_Result queue(struct exchange *exchange, struct MHD_Connection *connection,
			     struct reply *reply)
{
	struct server *server = exchange->server;
	bool is_304;
	bool is_sent = reply_send(reply, connection, tag_that_it_has(&exchange->request), &is_304);

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
	request->arena = &workspace->arena;
	request->context = exchange->server->program.context;
	request->cancel = &exchange->server->workers.is_ending;
	return request;
}

static void note_refusal(struct exchange *exchange, int status)
{
	struct str target = buf_held(&exchange->target);
	struct str path = str_slice(target, 0, str_find_char(target, '?', 0));

	atomic_fetch_add_explicit(&exchange->server->n_refused, 1, memory_order_relaxed);
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

	note_refusal(exchange, status);
	if (!workspace)
		return queue_sorry(exchange, connection);
	request = request_in(exchange, workspace);
	request->target = (struct str){ 0 };
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
	struct cache_key key = {
		.target = request->target,
		.variant = variant,
		.gzip = accepts_gzip(request_header(request, HEADER_ACCEPT_ENCODING)),
	};

	if (!server->cache || !is_read(request) || str_empty(variant) || str_empty(request->target))
		return make(server, workspace, request, NULL, out);
	*out = cache_get(server->cache, key);
	if (!*out)
		return make(server, workspace, request, &key, out);
	atomic_fetch_add_explicit(&server->n_hits, 1, memory_order_relaxed);
	return OK;
}

/* The page that says with which status the request is refused. */
static struct err make_refusal(struct exchange *exchange, struct workspace *workspace, int status,
			       struct reply **out)
{
	struct response response;

	dispatch_error(&exchange->server->program, &exchange->request, status, &response);
	return reply_new(&exchange->request, &response, &workspace->compressor, out);
}

static struct err begin_and_make(struct exchange *exchange, struct workspace *workspace,
				 struct reply **out)
{
	struct server *server = exchange->server;
	struct request *request = request_in(exchange, workspace);
	struct str variant = { 0 };
	struct err e = server->program.begin(request, &variant);

	if (failed(e))
		log_error("begin of a request", e);
	if (failed(e) || exchange->late_status)
		e = make_refusal(exchange, workspace,
				 failed(e) ? status_of_err(e.code) : exchange->late_status, out);
	else if (!failed(e = intake_show(&exchange->intake, request)))
		e = find_or_make(server, workspace, request, variant, out);
	server->program.end(request);
	return e;
}

/* The answer, which is at worst the one of last resort. */
static struct reply *answer(struct exchange *exchange)
{
	struct server *server = exchange->server;
	struct workspace *workspace = workspace_take(&server->workspaces);
	struct reply *reply = NULL;
	struct err e;

	if (!workspace)
		return reply_share(server->sorry);
	e = begin_and_make(exchange, workspace, &reply);
	workspace_give(&server->workspaces, workspace);
	intake_finish(&exchange->intake); /* which may be large */
	if (!failed(e))
		return reply;
	log_error("answer to a request", e);
	return reply_share(server->sorry);
}

/* The answer of a slow route, on a thread of its own; when the connection is resumed, it is sent. */
static void work(struct turn *turn, bool is_ending)
{
	struct exchange *exchange =
		(struct exchange *)((char *)turn - offsetof(struct exchange, turn));

	exchange->reply = is_ending ? reply_share(exchange->server->sorry) : answer(exchange);
	exchange->stage = STAGE_MADE;
	workers_leave(&exchange->server->workers, turn);
	MHD_resume_connection(exchange->connection);
}

static enum MHD_Result respond(struct exchange *exchange, struct MHD_Connection *connection)
{
	struct workers *workers = &exchange->server->workers;

	if (!exchange->turn.is_held || exchange->late_status) {
		struct reply *reply = answer(exchange);

		workers_leave(workers, &exchange->turn);
		return queue(exchange, connection, reply);
	}
	exchange->turn.run = work;
	MHD_suspend_connection(connection);
	if (!workers_run(workers, &exchange->turn))
		work(&exchange->turn, true);
	return MHD_YES;
}

static struct client client_on(struct MHD_Connection *connection)
{
	return client_of(MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)
				 ->client_addr);
}

/*
 * Decides upon a body by its header, before it is read. A body that nobody wants is read all the same, as
 * far as the limit of all bodies: an answer sent into it might be lost.
 */
static enum MHD_Result admit_body(struct exchange *exchange, struct MHD_Connection *connection,
				  size_t length)
{
	struct server *server = exchange->server;
	struct workspace *workspace = workspace_take(&server->workspaces);
	struct request *request = &exchange->request;
	struct admission admission;

	if (!workspace)
		return queue_sorry(exchange, connection);
	admission = dispatch_admit(server->tree, request_in(exchange, workspace), length);
	request->path = (struct str){ 0 };
	request->n_params = 0;
	workspace_give(&server->workspaces, workspace);
	exchange->late_status = admission.status;
	if (!admission.takes_body)
		return MHD_YES;
	if ((admission.route->is_slow &&
	     !workers_admit(&server->workers, &exchange->turn, client_on(connection))) ||
	    !intake_begin(&exchange->intake, admission.route,
			  request_header(request, HEADER_CONTENT_TYPE)))
		exchange->late_status = 503;
	return MHD_YES;
}

static enum MHD_Result on_header(struct exchange *exchange, struct MHD_Connection *connection,
				 struct str method, struct str version)
{
	size_t length;
	int status;

	exchange->stage = STAGE_BODY;
	exchange->late_status = 0;
	watched_give_s(&exchange->watched, exchange->server->limits.total_timeout_s);
	status = head_take(exchange->server, connection, method, version, &exchange->request,
			   &length);
	if (exchange->is_too_long)
		status = 414;
	if (status)
		return refuse(exchange, connection, status);
	if (exchange->target.full)
		return queue_sorry(exchange, connection);
	if (length == 0 && is_read(&exchange->request))
		return MHD_YES;
	watched_give_s(&exchange->watched, exchange->server->limits.body_timeout_s);
	return admit_body(exchange, connection, length);
}

static enum MHD_Result on_body_end(struct exchange *exchange, struct MHD_Connection *connection)
{
	watched_give_s(&exchange->watched, exchange->server->limits.total_timeout_s);
	if (!exchange->late_status)
		exchange->late_status = intake_end(&exchange->intake);
	if (exchange->late_status)
		note_refusal(exchange, exchange->late_status);
	return respond(exchange, connection);
}

/* The connection was resumed. */
static enum MHD_Result send_made(struct exchange *exchange, struct MHD_Connection *connection)
{
	struct reply *reply = exchange->reply;

	exchange->reply = NULL;
	return queue(exchange, connection, reply);
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
	if (exchange->stage == STAGE_MADE)
		return send_made(exchange, connection);
	if (*part_len == 0)
		return on_body_end(exchange, connection);
	intake_take(&exchange->intake, (struct str){ part, *part_len });
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
	intake_finish(&exchange->intake);
	workers_leave(&server->workers, &exchange->turn);
	reply_give(exchange->reply);
	exchange->reply = NULL;
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

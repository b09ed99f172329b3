/*
 * The preconditions of a handler, in their order: a well-formed target, a route, a method, a role,
 * the size of the body, the origin, the type of the body. Each is a column of the route table or a limit, and
 * none of them is asked anywhere else.
 */
#include "http/dispatch.h"

#include "base/buf.h"
#include "base/log.h"
#include "http/edge.h"
#include "http/form.h"
#include "http/origin.h"

#include <assert.h>

/* The path as received: the target up to its query. */
static struct str path_received(const struct request *request)
{
	return str_slice(request->target, 0, str_find_char(request->target, '?', 0));
}

static struct err parse_target(struct request *request, const struct server_limits *limits)
{
	struct str path = path_received(request);

	TRY(path_parse(request->arena, path, &request->path));
	request->query = str_slice(request->target, path.len + 1, request->target.len);
	if (str_empty(request->query))
		return OK;
	return query_parse(request->arena, request->query, limits->query_fields, &request->fields,
			   &request->n_fields);
}

static struct err redirect_without_slash(const struct request *request, struct response *response)
{
	struct str path = path_received(request);
	struct str query = str_slice(request->target, path.len, request->target.len);
	struct str place = str_format(request->arena, "%.*s%.*s", (int)(path.len - 1), path.at,
				      STR_ARGS(query));

	TRY_NEW(place.at);
	response_redirect(response, 308, place);
	return OK;
}

static struct err refuse_method(const struct program *program, const struct request *request,
				unsigned allow, struct response *response)
{
	struct buf text;
	struct str value;

	buf_init(&text, request->arena);
	route_allow_write(&text, allow);
	TRY(buf_done(&text, &value));
	dispatch_error(program, request, 405, response);
	response_header(response, S("Allow"), value);
	return OK;
}

/* 0, or the status for a request that its route does not take, all of which its header tells. */
static int precondition_status(const struct request *request, const struct route *route,
			       size_t body_bytes)
{
	struct str boundary;

	if (body_bytes > route->max_body)
		return 413;
	if (route->csrf == CSRF_CHECKED && !origin_is_own(request))
		return 403;
	if (route->body == BODY_FORM &&
	    !form_boundary(request_header(request, HEADER_CONTENT_TYPE), &boundary))
		return 415;
	return 0;
}

static struct err call_handler(const struct program *program, const struct request *request,
			       struct response *response)
{
	const struct route *route = request->route;
	int status;

	TRY(program->may(request, route->role));
	status = precondition_status(request, route, request->body.len);
	if (!status)
		return route->handler(request, response);
	dispatch_error(program, request, status, response);
	return OK;
}

static struct err answer(const struct program *program, const struct route_tree *tree,
			 const struct server_limits *limits, struct request *request,
			 struct response *response)
{
	enum route_found found;
	unsigned allow = 0;

	TRY(parse_target(request, limits));
	TRY(route_find(tree, request, path_received(request), &found, &allow));
	switch (found) {
	case ROUTE_FOUND:
		return call_handler(program, request, response);
	case ROUTE_SLASH:
		return redirect_without_slash(request, response);
	case ROUTE_OTHER_METHOD:
		return refuse_method(program, request, allow, response);
	case ROUTE_NONE:
		break;
	}
	dispatch_error(program, request, 404, response);
	return OK;
}

static void log_failure(const struct request *request, struct err e)
{
	struct str method = method_name(request->method), path = path_received(request);

	if (status_of_err(e.code) >= 500)
		log_line(LOG_ERROR, "%.*s %.*s: %s: %.*s (%s)", STR_ARGS(method), STR_ARGS(path),
			 err_code_name(e.code), STR_ARGS(e.detail), e.where);
}

void dispatch(const struct program *program, const struct route_tree *tree,
	      const struct server_limits *limits, struct request *request,
	      struct response *response)
{
	struct arena_mark before = arena_mark(request->arena);
	struct err e;

	*response = (struct response){ .status = 200 };
	e = answer(program, tree, limits, request, response);
	if (!failed(e))
		return;
	log_failure(request, e);
	/* What the handler left in the arena makes room for the page of its failure. */
	arena_rewind(request->arena, before);
	request->path = request->query = (struct str){ 0 };
	request->n_fields = request->n_params = 0;
	dispatch_error(program, request, status_of_err(e.code), response);
}

void dispatch_error(const struct program *program, const struct request *request, int status,
		    struct response *response)
{
	struct err e;

	*response = (struct response){ 0 };
	e = program->error_page(request, status, response);
	if (failed(e)) {
		*response = (struct response){ .is_static = true };
		response_body(response, S("text/plain; charset=utf-8"), status_reason(status));
	}
	response->status = status;
	response->cache = CACHE_NEVER;
	response->keep = false;
	if (status == 503)
		response_header(response, S("Retry-After"), S(RETRY_AFTER_S));
}

struct admission dispatch_admit(const struct route_tree *tree, struct request *request,
				size_t body_bytes)
{
	struct admission admission = { .route = NULL };
	struct str path = path_received(request);
	enum route_found found;
	unsigned allow;

	if (failed(path_parse(request->arena, path, &request->path)) ||
	    failed(route_find(tree, request, path, &found, &allow)) || found != ROUTE_FOUND)
		return admission;
	admission.route = request->route;
	admission.status = precondition_status(request, request->route, body_bytes);
	admission.takes_body = admission.status == 0;
	return admission;
}

/*
 * The route table, compiled: a tree of segments. A node has its literal children as a list (few, and
 * compared by length first) and at most one child for a parameter; the names of parameters belong to
 * the row, so that "/node/:code" and "/node/:parent/edit" may share a node.
 */
#include "http/route.h"

#include "base/buf.h"
#include "http/edge.h"

#include <assert.h>

struct node {
	struct str literal; /* the segment; of a parameter's node nothing */
	struct node *sibling;
	struct node *literals; /* the first child with a literal */
	struct node *param;    /* the child that takes any segment */
	const struct route *rows[METHOD_COUNT_];
};

struct route_tree {
	struct node root;
};

static bool is_param(struct str segment)
{
	return str_starts(segment, S(":"));
}

/* "a/b" of the pattern "/a/b"; "/" has no segments. */
static struct str segments_of(struct str path)
{
	return path.len > 1 ? str_slice(path, 1, path.len) : (struct str){ 0 };
}

static bool has_empty_segment(struct str pattern)
{
	struct str rest = segments_of(pattern), segment;

	while (str_cut(&rest, '/', &segment))
		if (str_empty(segment) || str_eq(segment, S(":")))
			return true;
	return false;
}

static size_t count_params(struct str pattern)
{
	struct str rest = segments_of(pattern), segment;
	size_t n = 0;

	while (str_cut(&rest, '/', &segment))
		n += is_param(segment);
	return n;
}

struct str route_fault(const struct route *route)
{
	bool is_get = route->method == METHOD_GET;

	if (route->method == METHOD_HEAD || route->method == METHOD_OPTIONS)
		return S("HEAD and OPTIONS are the server's");
	if (!str_starts(route->pattern, S("/")) || has_empty_segment(route->pattern))
		return S("the pattern begins with '/' and has no empty segment");
	if (count_params(route->pattern) > REQUEST_PARAMS_MAX)
		return S("too many parameters");
	if (!route->handler)
		return S("there is no handler");
	if (route->role <= 0)
		return S("every route names a role");
	if (!is_get && route->csrf != CSRF_CHECKED)
		return S("what is not GET is checked for its origin");
	if (is_get && route->max_body > 0)
		return S("GET has no body");
	if ((route->body == BODY_FORM) != (route->max_kept > 0 || route->max_value > 0))
		return S("a form, and nothing else, says how much of its files or texts is kept");
	if (route->body == BODY_FORM && route->max_body < route->max_kept + route->max_value)
		return S("a form is at least as large as what is kept of it");
	if (is_get && route->is_slow)
		return S("GET is answered at once");
	if (str_empty(route->help))
		return S("every route has a line of help");
	return S("");
}

/* The child for this segment of a pattern, made if it is not there; NULL when the arena is full. */
static struct node *child_for(struct arena *arena, struct node *node, struct str segment)
{
	struct node *child;

	if (is_param(segment) && node->param)
		return node->param;
	for (child = node->literals; child && !is_param(segment); child = child->sibling)
		if (str_eq(child->literal, segment))
			return child;
	child = NEW(arena, struct node, 1);
	if (!child)
		return NULL;
	if (is_param(segment)) {
		node->param = child;
	} else {
		child->literal = segment;
		child->sibling = node->literals;
		node->literals = child;
	}
	return child;
}

static struct err add(struct arena *arena, struct route_tree *tree, const struct route *route)
{
	struct str rest = segments_of(route->pattern), segment, fault = route_fault(route);
	struct node *node = &tree->root;

	if (!str_empty(fault))
		return err_format(arena, ERR_BUG, HERE, "route %.*s: %.*s",
				  STR_ARGS(route->pattern), STR_ARGS(fault));
	while (str_cut(&rest, '/', &segment))
		TRY_NEW(node = child_for(arena, node, segment));
	if (node->rows[route->method])
		return err_format(arena, ERR_BUG, HERE, "route %.*s: there are two of it",
				  STR_ARGS(route->pattern));
	node->rows[route->method] = route;
	return OK;
}

struct err route_tree_new(struct arena *arena, const struct route_table *const *tables,
			  size_t n_tables, struct route_tree **out)
{
	struct route_tree *tree;

	TRY_NEW(tree = NEW(arena, struct route_tree, 1));
	for (size_t i = 0; i < n_tables; i++)
		for (size_t j = 0; j < tables[i]->count; j++)
			TRY(add(arena, tree, &tables[i]->rows[j]));
	*out = tree;
	return OK;
}

static bool has_rows(const struct node *node)
{
	for (size_t i = 0; i < METHOD_COUNT_; i++)
		if (node->rows[i])
			return true;
	return false;
}

/* The segments that parameters took, on the way to a node. */
struct taken {
	struct str values[REQUEST_PARAMS_MAX];
	size_t n;
};

/*
 * The node with rows that the rest of a path leads to. A literal is tried before the parameter, and
 * the parameter also when the literal led nowhere. The depth is bounded by that of the patterns, and
 * REQUEST_PARAMS_MAX bounds the turns back.
 */
static const struct node *walk(const struct node *node, struct str rest, struct taken *taken)
{
	const struct node *found;
	struct str segment;

	if (!str_cut(&rest, '/', &segment))
		return has_rows(node) ? node : NULL;
	for (const struct node *child = node->literals; child; child = child->sibling) {
		if (!str_eq(child->literal, segment))
			continue;
		found = walk(child, rest, taken);
		if (found)
			return found;
		break;
	}
	if (!node->param || str_empty(segment))
		return NULL;
	assert(taken->n < REQUEST_PARAMS_MAX);
	taken->values[taken->n++] = segment;
	found = walk(node->param, rest, taken);
	if (!found)
		taken->n--;
	return found;
}

static unsigned methods_of(const struct node *node)
{
	unsigned allow = 0;

	for (unsigned m = 0; m < METHOD_COUNT_; m++)
		if (node->rows[m])
			allow |= 1u << m;
	return allow & 1u << METHOD_GET ? allow | 1u << METHOD_HEAD : allow;
}

/* Pairs the taken segments, decoded, with the names in the row's pattern. */
static struct err fill_params(struct request *request, const struct taken *taken)
{
	struct str rest = segments_of(request->route->pattern), segment;

	request->n_params = 0;
	while (str_cut(&rest, '/', &segment)) {
		struct pair *param = &request->params[request->n_params];

		if (!is_param(segment))
			continue;
		param->name = str_slice(segment, 1, segment.len);
		param->value = url_decode(request->arena, taken->values[request->n_params]);
		TRY_NEW(param->value.at);
		request->n_params++;
	}
	return OK;
}

struct err route_find(const struct route_tree *tree, struct request *request, struct str path,
		      enum route_found *out, unsigned *allow_out)
{
	enum method method = request->method == METHOD_HEAD ? METHOD_GET : request->method;
	struct taken taken = { .n = 0 };
	const struct node *node = walk(&tree->root, segments_of(path), &taken);

	if (!node && path.len > 1 && str_ends(path, S("/"))) {
		node = walk(&tree->root, segments_of(str_slice(path, 0, path.len - 1)), &taken);
		*out = node ? ROUTE_SLASH : ROUTE_NONE;
	} else if (!node) {
		*out = ROUTE_NONE;
	} else if (!node->rows[method]) {
		*out = ROUTE_OTHER_METHOD;
		*allow_out = methods_of(node);
	} else {
		request->route = node->rows[method];
		TRY(fill_params(request, &taken));
		*out = ROUTE_FOUND;
	}
	return OK;
}

void route_allow_write(struct buf *buf, unsigned allow)
{
	bool is_first = true;

	for (enum method m = 0; m < METHOD_COUNT_; m++) {
		if (!(allow & 1u << m))
			continue;
		if (!is_first)
			buf_str(buf, S(", "));
		buf_str(buf, method_name(m));
		is_first = false;
	}
}

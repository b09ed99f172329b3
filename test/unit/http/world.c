/* The pages, and a server that has them. Every mistake of a handler is here, made on purpose. */
#include "world.h"

#include "base/buf.h"
#include "http/asset.h"
#include "http/block.h"
#include "testing.h"

#include <string.h>
#include <unistd.h>

enum { ROLE_ALL = 1, ROLE_NOBODY = 2 };

static struct world *world_of(const struct request *request)
{
	return request->context;
}

static struct err show_page(const struct request *request, struct response *response)
{
	struct world *world = world_of(request);

	atomic_fetch_add(&world->n_built, 1);
	response_page(response, (struct str){ world->page, PAGE_BYTES }, S("en"));
	return OK;
}

static struct err show_node(const struct request *request, struct response *response)
{
	struct str field = request_field(request, S("q"));
	struct str text = str_format(request->arena, "%.*s|%.*s|%.*s",
				     STR_ARGS(request_param(request, S("code"))), STR_ARGS(field),
				     STR_ARGS(request->body));

	TRY_NEW(text.at);
	response_body(response, S("text/plain; charset=utf-8"), text);
	return OK;
}

static struct err show_version(const struct request *request, struct response *response)
{
	if (response_unchanged(response, request, S("version-7")))
		return OK;
	atomic_fetch_add(&world_of(request)->n_built, 1);
	response_body(response, S("text/plain"), S("seven"));
	return OK;
}

static struct err show_shared(const struct request *request, struct response *response)
{
	response_body(response, S("application/octet-stream"), S(""));
	response->shared = world_of(request)->shared;
	response->filename = S("plán.bin");
	response->cache = CACHE_PRIVATE;
	return OK;
}

static struct err be_hungry(const struct request *request, struct response *response)
{
	(void)response;
	for (;;)
		TRY_NEW(NEW(request->arena, char, 100000));
}

static struct err be_wrong(const struct request *request, struct response *response)
{
	response_body(response, S("text/plain"), S("half a page"));
	return err_format(request->arena, ERR_BUG, HERE, "on purpose");
}

static struct err be_slow(const struct request *request, struct response *response)
{
	atomic_fetch_add(&world_of(request)->n_built, 1);
	usleep(300000);
	response_body(response, S("text/plain"), S("at last"));
	return OK;
}

/* What came of a form: "profile=plain;file=a.csv:4/1000;". */
static struct err show_form(const struct request *request, struct response *response)
{
	struct buf text;
	struct str body;

	buf_init(&text, request->arena);
	for (size_t i = 0; i < request->n_parts; i++) {
		const struct form_part *part = &request->parts[i];

		buf_format(&text, "%.*s=", STR_ARGS(part->name));
		if (part->is_file)
			buf_format(&text, "%.*s:%zu/%llu;", STR_ARGS(part->filename),
				   part->bytes.len, (unsigned long long)part->length);
		else
			buf_format(&text, "%.*s;", STR_ARGS(part->bytes));
	}
	TRY(buf_done(&text, &body));
	response_body(response, S("text/plain"), body);
	return OK;
}

/* As slow as the test wants it, unless it is called off. */
static struct err show_form_at_last(const struct request *request, struct response *response)
{
	struct world *world = world_of(request);

	atomic_fetch_add(&world->n_working, 1);
	while (atomic_load(&world->n_held) > 0 && !atomic_load(request->cancel))
		usleep(1000);
	atomic_fetch_sub(&world->n_working, 1);
	return show_form(request, response);
}

static struct err split_header(const struct request *request, struct response *response)
{
	response_body(response, S("text/plain"), S("x"));
	response->language = request_field(request, S("q"));
	response->keep = false;
	return OK;
}

static struct err show_asset(const struct request *request, struct response *response)
{
	static const struct asset rows[] = {
		{ .source = STR("a.css"),
		  .path = STR("/assets/a-1.css"),
		  .type = STR("text/css"),
		  .etag = STR("e1"),
		  .bytes = STR("plain bytes"),
		  .gzip = STR("zipped") },
		{ .source = STR("b.css"),
		  .path = STR("/assets/b-2.css"),
		  .type = STR("text/css"),
		  .etag = STR("e2"),
		  .bytes = STR("b") },
	};
	static const struct asset_table table = { rows, countof(rows) };
	const struct asset *asset = asset_find(&table, request->path);

	assert_ptr_equal(asset_named(&table, S("b.css")), &rows[1]);
	if (!asset)
		return ERROR(ERR_NOT_FOUND, "no such asset");
	asset_respond(asset, request, response);
	return OK;
}

#define PAGE(pattern_, handler_)                                                             \
	{                                                                                    \
		METHOD_GET, STR(pattern_), handler_, .role = ROLE_ALL, .help = STR("a test") \
	}

static const struct route rows[] = {
	PAGE("/", show_page),
	PAGE("/node/:code", show_node),
	{ METHOD_POST, STR("/node/:code"), show_node, .role = ROLE_ALL, .csrf = CSRF_CHECKED,
	  .max_body = FORM_BYTES, .help = STR("a form") },
	{ METHOD_POST, STR("/form"), show_form, .role = ROLE_ALL, .csrf = CSRF_CHECKED,
	  .max_body = UPLOAD_BYTES, .body = BODY_FORM, .max_kept = FORM_BYTES,
	  .help = STR("a form") },
	{ METHOD_POST, STR("/slow-form"), show_form_at_last, .role = ROLE_ALL, .csrf = CSRF_CHECKED,
	  .max_body = UPLOAD_BYTES, .body = BODY_FORM, .max_kept = FORM_BYTES, .is_slow = true,
	  .help = STR("a form") },
	PAGE("/version", show_version),
	PAGE("/shared", show_shared),
	PAGE("/hungry", be_hungry),
	PAGE("/wrong", be_wrong),
	PAGE("/slow", be_slow),
	PAGE("/split", split_header),
	PAGE("/assets/:name", show_asset),
	{ METHOD_GET, STR("/secret"), show_page, .role = ROLE_NOBODY, .help = STR("closed") },
};
static const struct route_table table = { rows, countof(rows) };
static const struct route_table *const tables[] = { &table };

static struct err begin(struct request *request, struct str *variant_out)
{
	struct world *world = request->context;

	atomic_fetch_add(&world->n_open, 1);
	*variant_out = str_format(request->arena, "v%u", atomic_load(&world->version));
	TRY_NEW(variant_out->at);
	return OK;
}

static void end(struct request *request)
{
	atomic_fetch_sub(&world_of(request)->n_open, 1);
}

static struct err may(const struct request *request, int role)
{
	(void)request;
	return role == ROLE_ALL ? OK : ERROR(ERR_DENIED, "not for you");
}

static struct err error_page(const struct request *request, int status, struct response *response)
{
	struct str page = str_format(request->arena, "<h1>our %d</h1>", status);

	TRY_NEW(page.at);
	response_page(response, page, S("en"));
	return OK;
}

struct program world_program(struct world *world)
{
	return (struct program){ world, tables, countof(tables), begin, end, may, error_page };
}

struct world *world_open(const struct server_config *config)
{
	static struct world world;
	struct program program = world_program(&world);
	struct server_config ours = *config;

	memset(&world, 0, sizeof(world));
	arena_init(&world.arena, 64 << 20);
	for (size_t i = 0; i < PAGE_BYTES; i++)
		world.page[i] = "results, targets and money\n"[i * 7 % 27];
	world.shared = block_of(S("shared bytes"));
	ours.port = 0;
	assert_ok(server_open(&world.arena, &ours, &program, &world.server));
	assert_int_not_equal(server_port(world.server), 0);
	return &world;
}

int world_close(struct world *world)
{
	server_close(world->server);
	/* The server gave back every share and closed every request. */
	assert_int_equal(atomic_load(&world->shared->shares), 1);
	assert_int_equal(atomic_load(&world->n_open), 0);
	block_give(world->shared);
	arena_finish(&world->arena);
	return 0;
}

struct answer world_ask(struct world *world, struct str request)
{
	return client_ask(&world->arena, server_port(world->server), request);
}

struct str world_padded(struct arena *arena, const char *before, size_t n, const char *after)
{
	char *pad = NEW(arena, char, n);

	assert_non_null(pad);
	memset(pad, 'a', n);
	return str_format(arena, "%s%.*s%s", before, (int)n, pad, after);
}

/*
 * From a response record to bytes. All headers that a reader ever gets from this server are written
 * here, the security headers on every one of them.
 */
#include "http/reply.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/memory.h"
#include "http/block.h"
#include "http/compress.h"
#include "http/edge.h"
#include "http/request.h"
#include "http/response.h"

#include <assert.h>
#include <microhttpd.h>
#include <string.h>

enum {
	COMPRESS_FROM_BYTES = 860, /* a body below that fits one packet with its header anyway */
	ETAG_HASH_BYTES = 16,
	REPLY_OVERHEAD_BYTES = 2048, /* the header fields, each in memory of its own */
};

/* What browsers are told not to do for anybody; the pages need no exception. */
static const char *const security_headers[][2] = {
	{ "Content-Security-Policy",
	  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
	  "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "X-Frame-Options", "DENY" },
	/* Not no-referrer, which would blank the Origin of our own forms. */
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Embedder-Policy", "require-corp" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
};

static const char *const cache_policies[] = {
	[CACHE_REVALIDATE] = "no-cache",
	[CACHE_PRIVATE] = "private, no-cache",
	[CACHE_NEVER] = "no-store",
	[CACHE_FOREVER] = "public, max-age=31536000, immutable",
};
_Static_assert(countof(cache_policies) == CACHE_POLICY_COUNT_, "every policy has its words");

/* The bytes that are sent, in the form this reader takes. */
struct content {
	struct str bytes;
	struct block *block; /* a share of what holds them; NULL: the program text */
	bool is_gzip;
};

static bool has_body(int status)
{
	return status != 204 && status != 304;
}

/* The body uncompressed, or compressed at build time. Copies what would end with the arena. */
static struct err content_plain(const struct response *response, bool gzip, struct content *out)
{
	if (gzip && !str_empty(response->body_gzip)) {
		*out = (struct content){ .bytes = response->body_gzip, .is_gzip = true };
	} else if (response->shared) {
		*out = (struct content){ .block = block_share(response->shared) };
	} else {
		*out = (struct content){ .bytes = response->body };
	}
	if (!out->block && !response->is_static)
		TRY_NEW(out->block = block_of(out->bytes));
	if (out->block)
		out->bytes = block_str(out->block);
	return OK;
}

/* Compresses where that helps this reader; without memory for it the plain bytes do. */
static void content_compress(struct content *content, struct compressor *compressor)
{
	struct block *gzip = compressor_gzip(compressor, content->bytes);

	if (!gzip)
		return;
	block_give(content->block);
	*content = (struct content){ .bytes = block_str(gzip), .block = gzip, .is_gzip = true };
}

/* The tag of the bytes as they are sent. */
static void etag_write(struct buf *buf, const struct response *response, struct str plain,
		       bool is_gzip)
{
	struct digest digest;

	if (!str_empty(response->etag)) {
		buf_str(buf, response->etag);
	} else {
		digest = digest_of(plain);
		for (size_t i = 0; i < ETAG_HASH_BYTES; i++)
			buf_format(buf, "%02x", digest.bytes[i]);
	}
	if (is_gzip)
		buf_str(buf, S(ETAG_GZIP));
}

static void vary_write(struct buf *buf, unsigned vary)
{
	buf_str(buf, S("Accept-Encoding"));
	if (vary & VARY_ACCEPT_LANGUAGE)
		buf_str(buf, S(", Accept-Language"));
	if (vary & VARY_COOKIE)
		buf_str(buf, S(", Cookie"));
	if (vary & VARY_ACCEPT)
		buf_str(buf, S(", Accept"));
}

/* Sets one header; an empty value sets none. */
static struct err set(struct MHD_Response *ready, struct arena *arena, const char *name,
		      struct str value)
{
	const char *text;

	if (str_empty(value))
		return OK;
	if (str_find_char(value, '\n', 0) != SIZE_MAX || str_find_char(value, '\r', 0) != SIZE_MAX)
		return ERROR(ERR_BUG, "a line end in the value of a header");
	TRY_NEW(text = str_cstr(arena, value));
	if (MHD_add_response_header(ready, name, text) != MHD_YES)
		return ERROR(ERR_LIMIT, "out of memory");
	return OK;
}

static struct err set_buf(struct MHD_Response *ready, const char *name, const struct buf *value)
{
	struct str text;

	TRY(buf_done(value, &text));
	return set(ready, value->arena, name, text);
}

static struct err set_fixed(struct MHD_Response *ready, const struct response *response)
{
	const char *policy = cache_policies[response->cache];

	for (size_t i = 0; i < countof(security_headers); i++)
		if (MHD_add_response_header(ready, security_headers[i][0],
					    security_headers[i][1]) != MHD_YES)
			return ERROR(ERR_LIMIT, "out of memory");
	if (MHD_add_response_header(ready, "Cache-Control", policy) != MHD_YES)
		return ERROR(ERR_LIMIT, "out of memory");
	return OK;
}

static struct err set_chosen(struct MHD_Response *ready, struct arena *arena,
			     const struct response *response)
{
	struct buf value;

	buf_init(&value, arena);
	vary_write(&value, response->vary);
	TRY(set_buf(ready, "Vary", &value));
	TRY(set(ready, arena, "Content-Type", response->content_type));
	TRY(set(ready, arena, "Content-Language", response->language));
	TRY(set(ready, arena, "Location", response->location));
	if (!str_empty(response->filename)) {
		buf_init(&value, arena);
		disposition_write(&value, response->filename);
		TRY(set_buf(ready, "Content-Disposition", &value));
	}
	for (size_t i = 0; i < response->n_headers; i++) {
		const char *name;

		TRY_NEW(name = str_cstr(arena, response->headers[i].name));
		TRY(set(ready, arena, name, response->headers[i].value));
	}
	return OK;
}

static struct err set_headers(struct reply *reply, struct arena *arena,
			      const struct response *response, bool is_gzip)
{
	struct buf quoted;

	TRY(set_fixed(reply->ready, response));
	TRY(set_chosen(reply->ready, arena, response));
	if (is_gzip)
		TRY(set(reply->ready, arena, "Content-Encoding", S("gzip")));
	if (str_empty(reply->etag))
		return OK;
	buf_init(&quoted, arena);
	buf_format(&quoted, "\"%.*s\"", STR_ARGS(reply->etag));
	return set_buf(reply->ready, "ETag", &quoted);
}

static void give_block(void *block)
{
	block_give(block);
}

/* Hands the content over to libmicrohttpd; its share of the block ends with the response object. */
static struct MHD_Response *ready_of(const struct content *content)
{
	void *bytes = (void *)(uintptr_t)content->bytes.at;

	if (!content->block)
		return MHD_create_response_from_buffer(content->bytes.len, bytes,
						       MHD_RESPMEM_PERSISTENT);
	return MHD_create_response_from_buffer_with_free_callback_cls(content->bytes.len, bytes,
								      give_block, content->block);
}

/* Takes over the content's share, also on failure. */
static struct err assemble(const struct request *request, const struct response *response,
			   const struct content *content, struct str etag, struct reply **out)
{
	struct reply *reply = memory_take(sizeof(*reply) + etag.len);
	struct err e;

	if (reply)
		reply->ready = ready_of(content);
	if (!reply || !reply->ready) {
		block_give(content->block);
		memory_give(reply);
		return ERROR(ERR_LIMIT, "out of memory");
	}
	atomic_init(&reply->shares, 1);
	reply->status = (unsigned)response->status;
	if (etag.len)
		memcpy(reply->etag_text, etag.at, etag.len);
	reply->etag = (struct str){ .at = reply->etag_text, .len = etag.len };
	reply->bytes = REPLY_OVERHEAD_BYTES + content->bytes.len;
	e = set_headers(reply, request->arena, response, content->is_gzip);
	if (failed(e))
		reply_give(reply);
	else
		*out = reply;
	return e;
}

struct err reply_new(const struct request *request, struct response *response,
		     struct compressor *compressor, struct reply **out)
{
	bool gzip = accepts_gzip(request_header(request, HEADER_ACCEPT_ENCODING));
	bool body = has_body(response->status);
	struct content content = { 0 };
	struct str plain, tag = { 0 };
	struct buf etag;
	struct err e;

	plain = response->shared ? block_str(response->shared) : response->body;
	if (body)
		TRY(content_plain(response, gzip, &content));
	if (gzip && !content.is_gzip && !response->is_static &&
	    content.bytes.len >= COMPRESS_FROM_BYTES && compresses(response->content_type))
		content_compress(&content, compressor);
	buf_init(&etag, request->arena);
	if (response->status == 200 || response->status == 304)
		etag_write(&etag, response, plain, content.is_gzip);
	e = buf_done(&etag, &tag);
	if (failed(e)) {
		block_give(content.block);
		return e;
	}
	return assemble(request, response, &content, tag, out);
}

struct reply *reply_share(struct reply *reply)
{
	unsigned before = atomic_fetch_add_explicit(&reply->shares, 1, memory_order_relaxed);

	assert(before > 0);
	return reply;
}

void reply_give(struct reply *reply)
{
	unsigned before;

	if (!reply)
		return;
	before = atomic_fetch_sub_explicit(&reply->shares, 1, memory_order_acq_rel);
	assert(before > 0);
	if (before > 1)
		return;
	MHD_destroy_response(reply->ready); /* which stays until it is sent everywhere */
	memory_give(reply);
}

bool reply_send(struct reply *reply, struct MHD_Connection *connection, struct str if_none_match,
		bool *is_304_out)
{
	bool is_304 = reply->status == 304 ||
		      (reply->status == 200 && !str_empty(reply->etag) && if_none_match.at &&
		       etag_matches(if_none_match, reply->etag));

	*is_304_out = is_304;
	return MHD_queue_response(connection, is_304 ? 304 : reply->status, reply->ready) ==
	       MHD_YES;
}

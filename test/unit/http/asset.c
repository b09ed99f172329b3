/* The table that tools/embed makes of the folder files/, as the server would use it. */
#include "http/asset.h"

#include "base/arena.h"
#include "base/file.h"
#include "http/request.h"
#include "testing.h"

#include <zlib.h>

extern const struct asset_table test_assets;

enum { MOST_BYTES = 1 << 20 };

/* The source file itself, from the folder that the build names. */
static struct str file_bytes(struct arena *arena, struct str name)
{
	struct str path = path_join(arena, S(FILES), name), bytes;

	assert_ok(file_read(arena, path, MOST_BYTES, &bytes));
	return bytes;
}

static void test_asset__holds_the_bytes_of_its_file(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena, MOST_BYTES);
	assert_int_equal(test_assets.count, 3);
	for (size_t i = 0; i < test_assets.count; i++) {
		const struct asset *asset = &test_assets.rows[i];

		assert_true(str_eq(asset->bytes, file_bytes(&arena, asset->source)));
		assert_int_equal(asset->etag.len, 32);
	}
	arena_finish(&arena);
}

static void test_asset__is_found_by_address_and_by_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < test_assets.count; i++) {
		const struct asset *asset = &test_assets.rows[i];

		assert_ptr_equal(asset_find(&test_assets, asset->path), asset);
		assert_ptr_equal(asset_named(&test_assets, asset->source), asset);
	}
	assert_null(asset_find(&test_assets, S("/assets/page.css")));
	assert_null(asset_find(&test_assets, S("")));
}

static void test_asset__has_its_hash_in_its_address(void **state)
{
	const struct asset *asset = asset_named(&test_assets, S("page.css"));

	(void)state;
	assert_true(str_starts(asset->path, S("/assets/page-")));
	assert_true(str_ends(asset->path, S(".css")));
	assert_true(str_eq(str_slice(asset->path, 13, 25), str_slice(asset->etag, 0, 12)));
	assert_str(asset->type, "text/css; charset=utf-8");
}

static void test_asset__is_compressed_where_that_helps(void **state)
{
	const struct asset *asset = asset_named(&test_assets, S("page.css"));
	z_stream stream = { .zalloc = Z_NULL };
	char plain[8192];

	(void)state;
	assert_true(asset->gzip.len > 0 && asset->gzip.len < asset->bytes.len);
	assert_int_equal(asset_named(&test_assets, S("small.txt"))->gzip.len, 0);
	assert_int_equal(asset_named(&test_assets, S("empty.js"))->gzip.len, 0);
	assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
	stream.next_in = (z_const Bytef *)asset->gzip.at;
	stream.avail_in = (uInt)asset->gzip.len;
	stream.next_out = (Bytef *)plain;
	stream.avail_out = sizeof(plain);
	assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
	assert_true(str_eq((struct str){ plain, stream.total_out }, asset->bytes));
	inflateEnd(&stream);
}

static void test_asset__is_unchanged_for_who_has_it(void **state)
{
	const struct asset *asset = asset_named(&test_assets, S("small.txt"));
	struct response response = { .status = 200 };
	struct request request = { .method = METHOD_GET };
	struct arena arena;

	(void)state;
	arena_init(&arena, MOST_BYTES);
	request.arena = &arena;
	asset_respond(asset, &request, &response);
	assert_int_equal(response.status, 200);
	assert_int_equal(response.cache, CACHE_FOREVER);
	request.headers[HEADER_IF_NONE_MATCH] =
		str_format(&arena, "\"%.*s-gz\"", STR_ARGS(asset->etag));
	asset_respond(asset, &request, &response);
	assert_int_equal(response.status, 304);
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_asset__holds_the_bytes_of_its_file),
		cmocka_unit_test(test_asset__is_found_by_address_and_by_name),
		cmocka_unit_test(test_asset__has_its_hash_in_its_address),
		cmocka_unit_test(test_asset__is_compressed_where_that_helps),
		cmocka_unit_test(test_asset__is_unchanged_for_who_has_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

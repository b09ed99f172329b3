/* Finding compiled-in files: by address for the reader, by name for the pages that link them. */
#include "http/asset.h"

#include "http/request.h"

#include <assert.h>

const struct asset *asset_named(const struct asset_table *table, struct str source)
{
	for (size_t i = 0; i < table->count; i++)
		if (str_eq(table->rows[i].source, source))
			return &table->rows[i];
	assert(false && "no file of this name was embedded");
	return NULL;
}

const struct asset *asset_find(const struct asset_table *table, struct str path)
{
	size_t low = 0, high = table->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(path, table->rows[middle].path);

		if (order == 0)
			return &table->rows[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

void asset_respond(const struct asset *asset, const struct request *request,
		   struct response *response)
{
	response->cache = CACHE_FOREVER;
	if (response_unchanged(response, request, asset->etag))
		return;
	response_body(response, asset->type, asset->bytes);
	response->body_gzip = asset->gzip;
	response->is_static = true;
	response->keep = false; /* it is in memory already */
}

/*
 * gzip (RFC 1952), with the working memory of zlib kept between bodies: a quarter of a megabyte that
 * need not be taken and cleared for each page.
 */
#ifndef HTTP_COMPRESS_H
#define HTTP_COMPRESS_H

#include "base/str.h"

#include <zlib.h>

struct block;

/* A compressor for one thread at a time; zeroed it is ready. */
struct compressor {
	z_stream stream;
	bool is_open;
};

/* The bytes compressed, one share; NULL when that needs more memory than there is. */
struct block *compressor_gzip(struct compressor *compressor, struct str bytes);
void compressor_finish(struct compressor *compressor);

/* Do bodies of this media type become smaller? */
bool compresses(struct str content_type);

#endif

/*
 * multipart/form-data (RFC 7578) as it comes in, piece by piece: what a browser sends for a form with a
 * file. Memory is bounded whatever is sent: of files the first bytes are kept, and the rest counted; all
 * else that is too long ends the reading. The input may be any bytes; fuzzed.
 */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include "base/buf.h"
#include "http/request.h"

enum {
	FORM_PARTS_MAX = 16,
	FORM_HEAD_MAX = 4 << 10,  /* bytes of the header of a part: a name, and that of a file */
	FORM_VALUE_MAX = 4 << 10, /* bytes of a part that is no file, unless it may be longer */
	FORM_BOUNDARY_MAX = 70,   /* RFC 2046, 5.1.1 */
	FORM_DELIMITER_MAX = 4 + FORM_BOUNDARY_MAX
};

/* Why a form is refused. */
enum form_fault {
	FORM_FINE = 0,
	FORM_MALFORMED, /* it is none, it breaks off, or its texts are not UTF-8 */
	FORM_TOO_LARGE, /* a header, a value, or the number of parts */
	FORM_NO_MEMORY,
};

/* Which part of the body the next byte is in. */
enum form_state {
	FORM_PREAMBLE,  /* before the first delimiter */
	FORM_DELIMITED, /* behind a delimiter, on its line */
	FORM_HEAD,
	FORM_CONTENT,
	FORM_EPILOGUE, /* behind the last delimiter */
};

/* A stretch of what is kept. */
struct form_span {
	size_t at, len;
};

/* A part on its way. */
struct form_arriving {
	struct form_span name, filename, bytes;
	bool is_file;
	uint64_t length;
};

/* A reader owns what it keeps; begun with form_begin, ended with form_finish, also after a fault. */
struct form_reader {
	struct buf kept; /* names and contents, one after the other */
	struct form_arriving parts[FORM_PARTS_MAX];
	size_t n_parts;
	char delimiter[FORM_DELIMITER_MAX]; /* a line break, two hyphens and the boundary */
	size_t delimiter_len;
	size_t n_matched; /* bytes of the delimiter that were met last */
	enum form_state state;
	char line[FORM_HEAD_MAX];
	size_t line_len, head_len;
	bool has_disposition; /* the header of the part has told its name */
	size_t file_room;     /* bytes of files that may still be kept */
	size_t value_most;    /* bytes of a part that is no file */
	enum form_fault fault;
};

/* The boundary of such a body; false: the media type is another, or malformed. Borrowed. */
bool form_boundary(struct str content_type, struct str *out);

/* Of the files together, max_file_bytes are kept. The boundary is one that form_boundary gave. */
void form_begin(struct form_reader *reader, struct str boundary, size_t max_file_bytes);

/* A part that is no file may have so many bytes. After form_begin, before the first byte. */
void form_allow_values(struct form_reader *reader, size_t bytes);

/* The next bytes of the body. After a fault they are passed over. */
void form_take(struct form_reader *reader, struct str bytes);

/* The body is at its end: was it a whole form? */
enum form_fault form_end(struct form_reader *reader);

/* The parts of a whole form, borrowed from the reader, in the arena. */
MUST_USE struct err form_parts(const struct form_reader *reader, struct arena *arena,
			       const struct form_part **out, size_t *count_out);

void form_finish(struct form_reader *reader);

#endif

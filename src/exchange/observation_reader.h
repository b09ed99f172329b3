/*
 * Files of observations by a profile, as an observation_source: one file after the other, each through a
 * window of bounded size, so that memory does not grow with files. A file that is not of its profile, not
 * UTF-8 or not whole ends the reading; a row that cannot be understood is refused, and the reading goes on.
 */
#ifndef EXCHANGE_OBSERVATION_READER_H
#define EXCHANGE_OBSERVATION_READER_H

#include "exchange/column_map.h"

/* A file, or bytes that are read as one. */
struct observation_input {
	struct str path;  /* also its name in diagnostics */
	struct str bytes; /* when has_bytes: they are the file, and must outlive the source */
	bool has_bytes;
	bool is_cut; /* they are its beginning: what follows the last whole record is left out */
};

struct observation_request {
	const struct profile *profile;
	struct str variable; /* what the files observe, where they do not say it; else empty */
	const struct observation_input *inputs;
	size_t n_inputs;
	size_t window_bytes; /* 0: as is quickest; memory grows with it */
	size_t kept_bytes;   /* of what is kept while reading; 0: as much as a command may */
};

struct observation_reader_source {
	struct observation_source observations; /* first, so that it can be cast back */
	struct observation_reader *reader;
};

/*
 * Files are opened as their turn comes: next gives ERR_NOT_FOUND or ERR_IO for one that cannot be read.
 * The request and what it refers to must outlive the source; texts of chunks live until the arena is
 * reset or the source is closed. Closed with observation_reader_close, also after a failure of next.
 */
MUST_USE struct err observation_reader_open(struct observation_reader_source *source,
					    const struct observation_request *request);
void observation_reader_close(struct observation_reader_source *source);

/* The columns of the file that was read last, borrowed until the source is closed; NULL: none was found. */
const struct column_map *observation_reader_columns(const struct observation_reader_source *source);

#endif

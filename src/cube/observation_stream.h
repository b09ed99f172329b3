/*
 * Observations on their way in, chunk by chunk, whatever the format: exchange makes an
 * observation_source from files, app takes it without knowing what was read. Every row of a file is
 * accounted for: as an observation, as empty, or as refused with the reason.
 */
#ifndef CUBE_OBSERVATION_STREAM_H
#define CUBE_OBSERVATION_STREAM_H

#include "base/diagnostic.h"
#include "base/hash.h"
#include "cube/observation.h"

/* In which code system a file names its areas. */
enum area_coding {
	AREA_CODING_KEY, /* the keys of areas and groups: ISO 3166-1 alpha-3; case is ignored */
	AREA_CODING_ISO2,
	AREA_CODING_M49, /* with or without leading zeros */
	AREA_CODING_NAME
};

/* An observation as a file has it: its area still in the file's own words. */
struct observation_row {
	struct observation observation; /* key.area: in the words of the file, by the coding */
	struct str file;
	int64_t line;     /* where the row begins, from 1 */
	bool is_deletion; /* the file takes back what was there (SDMX ACTION D); observed is empty */
};

struct observation_chunk {
	struct observation_row *rows; /* the receiver's, to bring into another order */
	size_t n_rows;
	const struct diagnostic *refused; /* file, line, column; args[0] is the value */
	size_t n_refused;
	size_t n_empty; /* cells without value, status or answer: nothing was said */
	struct str file;
	struct str area_column; /* its name in the file; empty: areas stand in no column */
	enum area_coding area_coding;
};

/* What a profile says of a variable, so that a load can make those that are not there. */
struct variable_description {
	struct str code, name, unit, source, edition;
};

struct observation_source {
	/*
	 * The next chunk, in the arena, with texts that live until the arena is reset; *more_out is
	 * false at the end. ERR_INVALID: a file is not of its profile, or cannot be read on; the fault
	 * is told to the diagnostics, and nothing of the source is to be kept.
	 */
	struct err (*next)(struct observation_source *source, struct arena *arena,
			   struct diagnostics *diagnostics, struct observation_chunk *out,
			   bool *more_out);

	/* Begins anew with the first chunk, whatever was read before. */
	void (*rewind)(struct observation_source *source);

	/* After the end: the variables that were met, in the order of their codes. */
	struct err (*variables)(struct observation_source *source, struct arena *arena,
				struct variable_description **out, size_t *count_out);

	/* After the end: SHA-256 of all bytes that were read. */
	struct digest (*digest)(const struct observation_source *source);
};

#endif

/*
 * The use case of looking before one loads: what a source would bring, counted as a load counts it, and
 * its first rows as they are understood. Only what is there is read: nothing is written, not even to be
 * taken back, so that it needs no right to change anything and keeps nobody waiting.
 */
#ifndef APP_PREVIEW_LOAD_H
#define APP_PREVIEW_LOAD_H

#include "app/app.h"
#include "app/load_counts.h"
#include "cube/observation_stream.h"
#include "model/snapshot.h"
#include "model/variable.h"

#include <stdatomic.h>

/* A row as it was understood, its area found. */
struct previewed_row {
	int64_t line;
	struct observation observation;
};

struct preview_request {
	struct observation_source *observations;
	const struct snapshot *snapshot; /* the state into which it would be loaded; held */
	size_t n_sample;                 /* first rows to be shown */
	const atomic_bool *cancel;       /* true: ERR_LIMIT; NULL: it is not called off */
	int64_t time_ms;                 /* past it ERR_LIMIT */
	size_t memory_bytes;             /* beside the arena; past it ERR_LIMIT */
};

struct preview_result {
	struct load_counts counts;
	const struct previewed_row *sample;
	size_t n_sample;
	const struct variable *const *variables; /* that would be made */
	size_t n_variables;
};

/*
 * As load_observations: the rejected rows go to `rejected`; what makes the source unusable to `faults`,
 * with ERR_INVALID. The texts of the result are in the arena or are those of the snapshot.
 */
MUST_USE struct err preview_load(const struct app *app, struct arena *arena,
				 const struct preview_request *request,
				 struct diagnostics *rejected, struct diagnostics *faults,
				 struct preview_result *out);

#endif

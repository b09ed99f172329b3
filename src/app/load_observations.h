/*
 * The use case of loading observations: what a source brings is laid over what there is, as one batch.
 * Each row is accounted for: loaded, there already, empty, or rejected with the reason; rejected rows do
 * not stop a load. A source that is not of its profile does, and then nothing was changed.
 */
#ifndef APP_LOAD_OBSERVATIONS_H
#define APP_LOAD_OBSERVATIONS_H

#include "app/app.h"
#include "app/load_counts.h"
#include "cube/observation_stream.h"
#include "model/snapshot.h"

struct load_request {
	struct observation_source *observations;
	struct str who, why;
	struct str source; /* the name of the file, or of the first of them */
	bool dry_run;      /* everything is tried, and nothing kept */
	/* Told of what was done so far, from time to time; may be NULL. */
	void (*progress)(void *context, int64_t rows);
	void *context;
};

struct load_result {
	struct snapshot_head head; /* the new head; the old one when nothing was new */
	bool is_new;               /* a batch was recorded */
	struct load_counts counts;
};

/*
 * The rejected rows go to `rejected`; what makes the source unusable to `faults`, with ERR_INVALID.
 */
MUST_USE struct err load_observations(const struct app *app, struct arena *arena,
				      const struct load_request *request,
				      struct diagnostics *rejected, struct diagnostics *faults,
				      struct load_result *out);

#endif

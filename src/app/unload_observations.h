/*
 * The use case of taking a wrong load back. Nothing is erased: a batch of its own gives each cell that is
 * still as the wrong batch left it what it had before; what was changed since stays. What it had before may be
 * what another batch put that was taken back too: then it is what was there before that one.
 */
#ifndef APP_UNLOAD_OBSERVATIONS_H
#define APP_UNLOAD_OBSERVATIONS_H

#include "app/app.h"
#include "model/snapshot.h"

struct unload_request {
	int64_t batch;
	struct str who, why;
};

struct unload_result {
	struct snapshot_head head;
	bool is_new;      /* a batch was recorded */
	int64_t restored; /* cells */
	int64_t kept;     /* cells that were changed since */
};

/* ERR_NOT_FOUND: there is no such batch, or it changed no observations. */
MUST_USE struct err unload_observations(const struct app *app, struct arena *arena,
					const struct unload_request *request,
					struct unload_result *out);

#endif

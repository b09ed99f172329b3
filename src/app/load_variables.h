/* The variables that come with a load. */
#ifndef APP_LOAD_VARIABLES_H
#define APP_LOAD_VARIABLES_H

#include "base/list.h"
#include "cube/observation_stream.h"
#include "model/snapshot.h"

/*
 * Those that a source has met, at its end, and that the snapshot has not: a list of struct change in the
 * order of their keys, in the arena.
 */
MUST_USE struct err load_new_variables(struct observation_source *source,
				       const struct snapshot *present, struct arena *arena,
				       struct list *out);

#endif

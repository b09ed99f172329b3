/* From what files call areas to the keys of areas. */
#ifndef APP_AREA_INDEX_H
#define APP_AREA_INDEX_H

#include "base/map.h"
#include "cube/observation_stream.h"
#include "model/snapshot.h"

struct area_index {
	struct map map; /* to the place in keys */
	const struct str *keys;
	enum area_coding coding;
};

/* Of all areas of the snapshot, in the arena; the snapshot must be held as long. */
MUST_USE struct err area_index_make(const struct snapshot *snapshot, struct arena *arena,
				    enum area_coding coding, struct area_index *out);

/*
 * The key of the area that a file writes so. Codes are found in either case, M49 with or without
 * leading zeros, names as they stand. False: no area is called so; a group of areas is none.
 */
bool area_index_find(const struct area_index *index, struct str written, struct str *out);

#endif

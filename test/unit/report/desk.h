/* What tests of documents begin with: a plan read from its folder, and two locales. */
#ifndef UNIT_REPORT_DESK_H
#define UNIT_REPORT_DESK_H

#include "base/arena.h"
#include "i18n/locale.h"
#include "model/snapshot.h"
#include "testing.h"

struct desk {
	struct arena arena;
	struct locales *locales;
	struct locale *english, *arabic; /* without translations: their words may change any day */
	struct snapshot *snapshot;
};

/* The folder is relative to the root of the sources; NULL: an empty snapshot. */
void desk_open(struct desk *desk, const char *folder);
void desk_close(struct desk *desk);

/* A snapshot with one more row; the caller releases it. */
struct snapshot *desk_with(const struct desk *desk, enum noun_id noun, struct str key,
			   const void *row);

/* The same rows under another head; the caller releases it. */
struct snapshot *desk_with_head(const struct desk *desk, unsigned char byte);

#endif

/* What measures what, by the links of kind "measures". Private to the room; rests on SERVES_NOUNS. */
#ifndef CHECK_SERVES_H
#define CHECK_SERVES_H

#include "model/link.h"
#include "model/snapshot.h"

#define SERVES_NOUNS (NOUN_BIT(NOUN_LINK) | NOUN_BIT(NOUN_INDICATOR))

/* Is the link's end this noun? */
bool link_is_from(const struct link *link, enum noun_id noun);
bool link_is_to(const struct link *link, enum noun_id noun);

/* Does any indicator that there is measure the row? */
MUST_USE struct err is_measured(const struct snapshot *snapshot, enum noun_id noun, struct str key,
				bool *out);

/* The links from an indicator to what it measures, in their order: struct link. */
MUST_USE struct err links_from_indicator(const struct snapshot *snapshot, struct str indicator,
					 struct found_rows *out);

/* Is the link from an indicator, to a row of the noun, and does it measure it? */
bool link_measures(const struct link *link, enum noun_id noun);

#endif

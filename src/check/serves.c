/* Questions about the links of indicators; the index of links by their ends is the snapshot's. */
#include "check/serves.h"

bool link_is_from(const struct link *link, enum noun_id noun)
{
	return str_eq(link->from_noun, noun_of(noun)->name);
}

bool link_is_to(const struct link *link, enum noun_id noun)
{
	return str_eq(link->to_noun, noun_of(noun)->name);
}

bool link_measures(const struct link *link, enum noun_id noun)
{
	return link->kind == LINK_KIND_MEASURES && link_is_from(link, NOUN_INDICATOR) &&
	       link_is_to(link, noun);
}

struct err is_measured(const struct snapshot *snapshot, enum noun_id noun, struct str key,
		       bool *out)
{
	struct found_rows links;

	TRY(snapshot_where(snapshot, NOUN_LINK, "to_key", key, &links));
	*out = false;
	for (size_t i = 0; i < links.count && !*out; i++) {
		const struct link *link = links.at[i];

		*out = link_measures(link, noun) &&
		       snapshot_find(snapshot, NOUN_INDICATOR, link->from_key);
	}
	return OK;
}

struct err links_from_indicator(const struct snapshot *snapshot, struct str indicator,
				struct found_rows *out)
{
	return snapshot_where(snapshot, NOUN_LINK, "from_key", indicator, out);
}

/* See check_pages.h. */
#include "web/check_pages.h"

struct str text_named(const struct texts *texts, struct str name)
{
	size_t from = 0, to = texts->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_cmp(texts->rows[middle].name, name);

		if (order == 0)
			return texts->rows[middle].text;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return S("");
}

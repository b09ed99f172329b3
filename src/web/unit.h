/* Units: the parts of the organisation, and what each answers for. */
#ifndef WEB_UNIT_H
#define WEB_UNIT_H

#include "web/related.h"

/* What a unit is responsible for, of one kind. */
struct unit_charge {
	struct str heading;
	struct things things;
};

struct unit_view {
	struct str code, kind;
	struct said name, description;
	struct thing parent; /* its code is empty: none */
	struct things parts;
	struct {
		const struct unit_charge *at;
		size_t count;
	} charges;
	struct markup facts, findings, history;
};

/* Units of one kind, in the list of all. */
struct unit_kind_view {
	struct str heading;
	struct things units;
};

struct unit_list_view {
	struct {
		const struct unit_kind_view *at;
		size_t count;
	} kinds;
};

#endif

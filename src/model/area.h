/* A country or territory of the world. */
#ifndef MODEL_AREA_H
#define MODEL_AREA_H

#include "model/field.h"

enum area_kind {
	AREA_KIND_COUNTRY = 1,
	AREA_KIND_TERRITORY,
};

struct area {
	struct str code;
	struct str name;
	struct str iso2;
	struct str m49;
	int kind; /* enum area_kind, or 0 */
	struct str source;
};

extern const struct noun area_noun;

#endif

/*
 * A mark on the series of a variable: from a period on its values are not to be compared with those
 * before, and why. It holds for all series of the variable, or for those of an area or a part alone.
 */
#ifndef MODEL_SERIES_MARK_H
#define MODEL_SERIES_MARK_H

#include "base/date.h"
#include "model/field.h"

enum series_mark_kind {
	SERIES_MARK_KIND_BREAK = 1,  /* in the way of measuring; also SDMX's status B */
	SERIES_MARK_KIND_BASKET,     /* what a price buys was changed */
	SERIES_MARK_KIND_EDITION,    /* another edition of the questionnaire or the source */
	SERIES_MARK_KIND_DEFINITION, /* what counts was changed */
};

struct series_mark {
	struct str variable;  /* a variable's key */
	int kind;             /* enum series_mark_kind */
	struct period period; /* the first to which it applies */
	struct str area;      /* an area's key; empty: all */
	struct str slice;     /* "SEX=F": the parts that have these coordinates; empty: all */
	struct str text;
	struct str source;
};

extern const struct choices series_mark_kinds;
extern const struct noun series_mark_noun;

#endif

/* A piece of the plan's document: a text, a table, a figure or a note, in its place. */
#ifndef MODEL_SECTION_H
#define MODEL_SECTION_H

#include "model/field.h"

enum section_kind {
	SECTION_KIND_HEADER = 1,
	SECTION_KIND_TEXT,
	SECTION_KIND_TABLE,
	SECTION_KIND_FIGURE,
	SECTION_KIND_NOTE,
};

enum section_shows {
	SECTION_SHOWS_RESULTS = 1,
	SECTION_SHOWS_OUTPUT_INDICATORS,
	SECTION_SHOWS_RISKS,
	SECTION_SHOWS_BUDGET,
	SECTION_SHOWS_BUDGET_BY_REGION,
	SECTION_SHOWS_LINKAGES,
	SECTION_SHOWS_RESULTS_CHAIN,
};

enum section_image {
	SECTION_IMAGE_ABSENT = 1,
};

struct section {
	struct str code;
	struct str plan;   /* a plan's key */
	struct str parent; /* a section's key */
	int64_t position;  /* or INTEGER_EMPTY */
	int kind;          /* enum section_kind, or 0 */
	struct str number;
	struct str title;
	struct str body;
	int shows; /* enum section_shows, or 0 */
	struct str headings;
	struct str subject_noun;
	struct str subject_key;
	int image; /* enum section_image, or 0 */
};

extern const struct noun section_noun;

#endif

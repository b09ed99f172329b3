/*
 * Figures compared with the stored ones, byte for byte: test/golden/figure/<name>.svg is the markup,
 * <name>.tsv the table beside it. With OUTTURN_GOLDEN=write in the environment they are written
 * instead; look at them before they are committed.
 */
#ifndef UNIT_FIGURE_GOLDEN_H
#define UNIT_FIGURE_GOLDEN_H

#include "base/arena.h"
#include "figure/svg.h"
#include "testing.h"

/* What a test draws with: its arena, and frames in English and in Arabic. */
struct studio {
	struct arena arena;
	struct locales *locales;
	struct locale *english, *arabic; /* without translations: their words may change any day */
};

void studio_open(struct studio *studio);
void studio_close(struct studio *studio);

struct frame studio_frame(struct studio *studio, const struct locale *locale, int width);

/*
 * Fails unless the figure is what is stored under the name, is well-formed, and has a name, a
 * description and no colour.
 */
void assert_golden(struct studio *studio, const char *name, const struct svg *svg);

#endif

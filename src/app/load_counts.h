/* What became of the rows of a load, and how it is said. */
#ifndef APP_LOAD_COUNTS_H
#define APP_LOAD_COUNTS_H

#include "base/buf.h"
#include "i18n/locale.h"

struct load_counts {
	int64_t rows;       /* the sum of the next four */
	int64_t loaded;     /* new, changed or taken away */
	int64_t duplicates; /* there already, in the source or before it */
	int64_t empty, rejected;
	size_t n_variables; /* that were made */
};

/* "rows: 7; loaded: 3; …": a line of a command's output, its numbers without separators. */
void words_load_counts(struct buf *buf, const struct locale *locale,
		       const struct load_counts *counts);

#endif

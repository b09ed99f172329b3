/*
 * The data points of a dataset as CSV: a column for each component, in any order, named in the first
 * line. A cell without anything is null; one that is only a pair of quotes is the empty string.
 */
#ifndef EXCHANGE_DATASET_CSV_H
#define EXCHANGE_DATASET_CSV_H

#include "base/buf.h"
#include "base/diagnostic.h"
#include "cube/dataset.h"

/* The values of a value domain, for components that are of it. */
struct dataset_domain {
	struct str name;
	const struct scalar *values;
	size_t n_values;
};

struct dataset_domains {
	const struct dataset_domain *at;
	size_t count;
};

/*
 * Reads a whole file of the structure; scratch holds what the reading needs, and the task (or NULL) may
 * end it. Everything that is wrong is told with file, line and column: bytes that are no UTF-8, columns
 * that are missing or unknown, values of another type, or not of their component's value domain where
 * that is among domains (NULL: none is known), nulls where none may be, data points with the identifiers
 * of an earlier one. Then *fine_out is false, and there is no dataset.
 */
MUST_USE struct err dataset_csv_read(struct allowance *allowance, const struct task *task,
				     struct arena *scratch, struct str file, struct str bytes,
				     const struct structure *structure,
				     const struct dataset_domains *domains,
				     struct diagnostics *diagnostics, struct dataset **out,
				     bool *fine_out);

/* The first line, and the rows [from, from + n); from is a multiple of 64, n at most VECTOR_ROWS. */
void dataset_csv_write_header(struct buf *buf, const struct structure *structure);
MUST_USE struct err dataset_csv_write_rows(struct buf *buf, struct arena *scratch,
					   const struct dataset *dataset, size_t from, size_t n);

#endif

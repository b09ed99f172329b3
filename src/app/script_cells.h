/* Where a cell of a script's result comes from, in words: for whoever shows it. */
#ifndef APP_SCRIPT_CELLS_H
#define APP_SCRIPT_CELLS_H

#include "base/str.h"

/* A cell of a noun or a variable that a cell of a result rests on, as vtl/lineage_text.h writes it. */
struct script_cell {
	struct str dataset; /* its name (app/script_data.h) */
	struct str text;    /* with the value */
};

struct script_cells {
	const struct script_cell *at; /* by dataset, data point and component; the first of them */
	size_t count;
	size_t n_all;
};

#endif

/*
 * The use case of trying a script on the plan's nouns and variables: what its results are, as far as a person
 * wants to see them, or what is wrong with it and where. Nothing is written, not even to be taken back.
 */
#ifndef APP_TRY_SCRIPT_H
#define APP_TRY_SCRIPT_H

#include "app/script_cells.h"
#include "app/script_data.h"
#include "base/diagnostic.h"

#include <stdatomic.h>

struct trial_request {
	const struct snapshot *snapshot; /* the state that it is tried on; held */
	struct date today;               /* what current_date() says */
	struct str source;
	const atomic_bool *cancel; /* true: ERR_LIMIT; NULL: it is not called off */
	int64_t time_ms;           /* past it ERR_LIMIT */
	size_t memory_bytes;       /* of the script, its data and its results; past it ERR_LIMIT */
	size_t n_rows;             /* first rows of each result to be shown */
	size_t n_cells;            /* and cells of all results together, whole rows */
	size_t text_bytes;         /* and bytes of each text in them that is no identifier */
	/* A cell of a result, as vtl/lineage_text.h has it, that is to be explained; at is NULL: none is. */
	struct str asked;
	size_t n_explained; /* first cells that it rests on to be shown */
};

/* What a statement has made. */
struct tried_result {
	struct str name; /* as a script writes it */
	bool is_scalar;
	enum data_type type;        /* of a scalar */
	struct scalar scalar;       /* of a scalar */
	struct structure structure; /* of a dataset */
	size_t n_rows;              /* of the dataset */
	size_t n_shown;             /* rows that are in cells */
	const struct scalar *cells; /* row by row, a cell a component */
	const struct str
		*questions; /* of each row that is shown, or of the scalar: where it comes from */
};

/* Something that is wrong: a stretch of a line of the script, columns from 1 in characters. */
struct script_mistake_place {
	int64_t line, column;
	size_t length; /* characters; 0: it is where the line ends */
};

struct trial {
	const struct tried_result *results; /* in the order in which they were made */
	size_t n_results;
	/* Of each diagnostic, in its order. */
	const struct script_mistake_place *places;
	bool is_explained; /* what was asked is a cell of a result */
	struct script_cells explained;
};

/*
 * Texts are in the arena. ERR_INVALID: the diagnostics say what is wrong, and out has their places.
 * ERR_LIMIT: it takes more time or memory than it may, or was called off; if operators had begun, a diagnostic
 * says which was at work, and out has its place.
 */
MUST_USE struct err try_script(const struct app *app, struct arena *arena,
			       const struct trial_request *request, struct diagnostics *diagnostics,
			       struct trial *out);

#endif

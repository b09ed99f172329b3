/*
 * What a script may read, as datasets by their names: every noun of the model by its own (indicator,
 * budget_line: cube/from_rows.h), and every variable by its code, which a script writes in quotes where it
 * holds more than letters, digits and "_": 'IT.NET.USER.ZS' (cube/series_dataset.h). The code alone is the
 * variable's total, as reported; a part of it follows behind a slash, as 'IT.NET.USER.ZS/SEX=F', and has its
 * dimensions as further identifiers. Where a variable is called as a noun is, the noun has the name.
 *
 * All is as of one state: its rows, and the observations up to its batch. Data are made for those inputs alone
 * that are asked for.
 */
#ifndef APP_SCRIPT_DATA_H
#define APP_SCRIPT_DATA_H

#include "app/app.h"
#include "cube/dataset.h"
#include "model/snapshot.h"

/* A dataset that scripts may name. */
struct script_dataset {
	struct str name;
	enum noun_id noun;          /* NOUN_VARIABLE with a variable: its observations */
	struct str variable, slice; /* empty: the rows of the noun */
	struct structure structure;
	bool is_named; /* in the sources that were given */
};

struct script_data {
	const struct app *app;
	const struct snapshot *snapshot; /* held by the caller */
	struct script_dataset *at;       /* the nouns, then the variables, each in its order */
	size_t count;
};

/*
 * All of them, in the arena, for a script and its libraries, whose texts are the sources. The structure of a
 * variable tells whether its values are numbers or answers only where a source names it, since its series must
 * be read for that; else it is that of numbers. Parts of variables are among them where a source names them.
 */
MUST_USE struct err script_data_of(const struct app *app, const struct snapshot *snapshot,
				   struct arena *arena, const struct str *sources, size_t n_sources,
				   struct script_data *out);

/*
 * The one of the name, its structure as its series tell it. ERR_NOT_FOUND: there is none. Names are compared
 * exactly.
 */
MUST_USE struct err script_dataset_find(const struct app *app, const struct snapshot *snapshot,
					struct arena *arena, struct str name,
					struct script_dataset *out);

/* Its data, with one reference, taken from the allowance. */
MUST_USE struct err script_dataset_make(const struct app *app, const struct snapshot *snapshot,
					const struct script_dataset *dataset,
					struct allowance *allowance, struct dataset **out);

/* How a script writes the name: in quotes where it must be. */
MUST_USE struct err script_name_text(struct arena *arena, struct str name, struct str *out);

#endif

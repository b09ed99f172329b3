/* Scripts on the database: their names are its nouns and variables (app/script_data.h). */
#ifndef CLI_VTL_DATABASE_H
#define CLI_VTL_DATABASE_H

#include "cli/vtl_files.h"
#include "vtl/lineage.h"

/* Does the invocation name a database, or a day of it? ERR_USAGE: and files of data beside it. */
MUST_USE struct err vtl_on_database(const struct invocation *call, bool *out);

/* Runs the script and writes its results; ERR_INVALID: the diagnostics say why. */
MUST_USE struct err vtl_database_run(const struct invocation *call, const struct vtl_files *files,
				     struct run *run, struct diagnostics *diagnostics);

/* Prints the cells that the cell rests on. */
MUST_USE struct err vtl_database_explain(const struct invocation *call,
					 const struct vtl_files *files, struct run *run,
					 struct diagnostics *diagnostics,
					 const struct lineage_question *question);

/* Prints the structure of each result. */
MUST_USE struct err vtl_database_check(const struct invocation *call, const struct vtl_files *files,
				       struct diagnostics *diagnostics);

#endif

/* The files of a script: libraries, structures, data and value domains in, results out. */
#ifndef CLI_VTL_FILES_H
#define CLI_VTL_FILES_H

#include "base/diagnostic.h"
#include "cli/command.h"
#include "vtl/analyse.h"
#include "vtl/execute.h"

/* What an invocation names, read as far as was asked for. */
struct vtl_files {
	struct script script;
	struct script *libraries;
	size_t n_libraries;
	struct str *sources;       /* the text of the script, then of each library */
	struct plan_input *inputs; /* those of --input, and of --structure alone */
	struct str *data;          /* of each input: its file; at is NULL: structure alone */
	size_t n_inputs;
	struct value_domain *domains;
	size_t n_domains;
};

/*
 * Reads the script, its libraries, the structures and the domains. ERR_INVALID: the diagnostics say what
 * is wrong with them; ERR_USAGE: an option is, or a file cannot be read.
 */
MUST_USE struct err vtl_files_read(const struct invocation *call, struct diagnostics *diagnostics,
				   struct vtl_files *out);

/*
 * The data of every input, one for each of files->inputs; released by the caller, also after an error. All
 * files are looked at before ERR_INVALID.
 */
MUST_USE struct err vtl_data_read(const struct invocation *call, const struct vtl_files *files,
				  const struct run *run, struct diagnostics *diagnostics,
				  struct run_input *out);

/* NAME.csv and NAME.json of each result in the folder of --output, which is made when it is not there. */
MUST_USE struct err vtl_results_write(const struct invocation *call, const struct plan *plan,
				      const struct run_result *results);

#endif

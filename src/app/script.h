/*
 * The use case of a script over the plan's nouns and variables: it is compiled once, for their structures, and
 * run as often as wanted on their data. Nothing is stored: results are the caller's. One is bounded by its run
 * (vtl/run.h): memory, time, rows and a flag to call it off.
 */
#ifndef APP_SCRIPT_H
#define APP_SCRIPT_H

#include "app/script_cells.h"
#include "app/script_data.h"
#include "base/diagnostic.h"
#include "vtl/analyse.h"
#include "vtl/execute.h"
#include "vtl/lineage_text.h"

struct script_request {
	const struct str
		*sources; /* the texts of the script and its libraries, which name the data */
	size_t n_sources;
	const struct script *script;
	const struct script *libraries;
	size_t n_libraries;
	const struct value_domain *domains;
	size_t n_domains;
};

/* What a script became; it lives as long as its arena, the request and the snapshot. */
struct compiled_script {
	struct script_data data; /* the inputs of the plan, in its order */
	struct plan plan;
};

/*
 * As of the snapshot, which is held by the caller. What a pivot makes only data can tell: where the script has
 * one, data are made and the run is used for it. ERR_INVALID: the diagnostics say what is wrong with the
 * script, each with its line and column. ERR_LIMIT: memory or time.
 */
MUST_USE struct err script_compile(const struct app *app, const struct snapshot *snapshot,
				   struct arena *arena, const struct script_request *request,
				   struct run *run, struct diagnostics *diagnostics,
				   struct compiled_script *out);

/*
 * The data of the inputs that the script uses are made, and let go at the end. results_out: one for each of the
 * plan's, ended by run_results_release also after an error. ERR_INVALID: the diagnostics say which values an
 * operator cannot take, and where. ERR_LIMIT: memory, time, or it was called off. ERR_CONFLICT: the data have
 * another structure by now, and the script is to be compiled again.
 */
MUST_USE struct err script_run(const struct compiled_script *compiled, struct run *run,
			       struct arena *arena, struct diagnostics *diagnostics,
			       struct run_result *results_out);

/*
 * The cells that one cell of a result rests on (vtl/lineage.h), the first `most` of them in words. Errors are
 * those of script_run and of plan_lineage.
 */
MUST_USE struct err script_explain(const struct compiled_script *compiled, struct run *run,
				   struct arena *arena, struct diagnostics *diagnostics,
				   const struct lineage_question *question, size_t most,
				   struct script_cells *out);

#endif

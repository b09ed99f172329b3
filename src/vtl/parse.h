/*
 * From the text of a script to its syntax tree (tree.h). All mistakes are told, one a statement, each
 * with its line and column; what a name refers to is not asked here.
 */
#ifndef VTL_PARSE_H
#define VTL_PARSE_H

#include "base/diagnostic.h"
#include "base/err.h"
#include "vtl/tree.h"

/* Bounds of one script, above what people write and below what would exhaust a stack or a machine. */
enum {
	SCRIPT_BYTES_MOST = 8 << 20,
	SCRIPT_DEPTH_MOST = 300, /* levels of a tree: also "1 + 1 + 1 …" makes one each */
	SCRIPT_NAME_MOST = 128,  /* bytes of an unquoted name (User Manual, "The artefact names") */
};

/*
 * The tree lies in the arena and borrows from file and source. ERR_INVALID: diagnostics say why, and
 * *out holds the statements that could be read.
 */
MUST_USE struct err script_parse(struct arena *arena, struct str file, struct str source,
				 struct diagnostics *diagnostics, struct script *out);

/* Tells a mistake at a place of a script. args: of the message, up to {6}; ERR_INVALID, or ERR_LIMIT. */
struct script_mistake {
	struct place place;
	struct str message; /* marked N_ */
	struct str args[DIAGNOSTIC_ARGS - 1];
};
MUST_USE struct err script_refuse(struct diagnostics *diagnostics, struct str file,
				  struct script_mistake mistake);

#endif

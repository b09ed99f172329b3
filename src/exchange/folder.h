/*
 * A plan as a folder of tables: a Tabular Data Package (datapackage.json, one CSV file a noun that
 * has rows). Reading is a row_source, writing a row_sink; both go chunk by chunk. What is written is
 * canonical: columns in the field tables' order, rows in the order of keys, LF, quotes only where
 * needed, so that equal tables give equal bytes.
 */
#ifndef EXCHANGE_FOLDER_H
#define EXCHANGE_FOLDER_H

#include "model/row_stream.h"

struct folder_source {
	struct row_source rows; /* first, so that a struct row_source * can be cast back */
	struct folder_reader *reader;
};

/*
 * Opens the folder: ERR_NOT_FOUND without one, ERR_INVALID when it is no plan's folder (unknown
 * tables and a datapackage.json of another format are told as diagnostics). Closed with
 * folder_source_close, also after a failure of next. The digest runs over the names and bytes of the
 * tables.
 */
MUST_USE struct err folder_source_open(struct folder_source *source, struct arena *arena,
				       struct str path, struct diagnostics *diagnostics);
void folder_source_close(struct folder_source *source);

struct folder_sink {
	struct row_sink rows;
	struct folder_writer *writer;
};

/*
 * Writes into a folder, made when absent. A table without rows has no file, and a file of such a table
 * that an earlier export left is removed; files that are no tables are left alone. Nothing is
 * replaced before all has been written beside it.
 */
MUST_USE struct err folder_sink_open(struct folder_sink *sink, struct arena *arena,
				     struct str path);
void folder_sink_close(struct folder_sink *sink);

#endif

/*
 * What the store asks of a database, as a struct of functions: SQLite implements it in sqlite.c,
 * another database can implement it beside that. The SQL that goes through is plain: $1 placeholders,
 * no dates, no JSON, no collations; time, numbers of batches and randomness come from C. No query
 * outlives the function that prepared it, but for those that the store keeps prepared.
 *
 * A db and its queries are used by one thread at a time.
 */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "base/arena.h"
#include "base/err.h"

/* Embedded first in a driver's own struct. */
struct db {
	const struct driver *driver;
};

struct query {
	const struct driver *driver;
};

enum db_mode {
	DB_READ,   /* must exist; nothing is written */
	DB_WRITE,  /* must exist; is not touched before the first begin */
	DB_CREATE, /* must not exist, or be empty: a database without a table is none */
};

struct db_config {
	const char *path;
	enum db_mode mode;
	const char *vfs; /* tests only: the name of a SQLite VFS; NULL for the usual one */
};

struct driver {
	struct str name;
	struct err (*open)(const struct db_config *config, struct db **out);
	void (*close)(struct db *db); /* NULL is fine */

	/* Statements without parameters or results, separated by semicolons. */
	struct err (*run)(struct db *db, const char *sql);

	struct err (*prepare)(struct db *db, struct str sql, struct query **out);
	void (*finish)(struct query *query); /* NULL is fine */

	/* Parameters count from 1 as the $n of the SQL; bound bytes must live until the next reset. */
	void (*bind_text)(struct query *query, int parameter, struct str text);
	void (*bind_bytes)(struct query *query, int parameter, struct str bytes);
	void (*bind_integer)(struct query *query, int parameter, int64_t n);
	void (*bind_null)(struct query *query, int parameter);

	/* Runs to the next row; *row_out is false at the end. A bind that failed is told here. */
	struct err (*step)(struct query *query, bool *row_out);
	void (*reset)(struct query *query); /* ready to run again; parameters become NULL */

	/* Columns of the present row count from 0; text is borrowed until the next step or reset. */
	bool (*column_is_null)(struct query *query, int column);
	int64_t (*column_integer)(struct query *query, int column);
	struct str (*column_text)(struct query *query, int column);
	struct str (*column_bytes)(struct query *query, int column);

	/* One transaction; begin waits for other writers, some seconds at most. */
	struct err (*begin)(struct db *db);
	struct err (*commit)(struct db *db);
	void (*rollback)(struct db *db);

	/* Does the path lead to another file by now, or to none? A write would be lost with this one. */
	bool (*is_moved)(struct db *db);

	/* A number that changes when another connection has written. */
	struct err (*data_version)(struct db *db, int64_t *out);

	/* The names of a table's columns, in the arena; none when there is no such table. */
	struct err (*columns)(struct db *db, struct arena *arena, struct str table,
			      struct str **names_out, size_t *count_out);

	/*
	 * A consistent copy into a new file, durable when it returns; ERR_CONFLICT when something is
	 * there. What is left when it is cut short is as good as nothing.
	 */
	struct err (*copy_to)(struct db *db, const char *path);
};

extern const struct driver sqlite_driver;

#endif

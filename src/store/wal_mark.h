/*
 * The mark that the last commit has left in the memory which all connections to one SQLite database
 * share: the header of the index of its write-ahead log. Looking at it takes no lock and no system call.
 * https://www.sqlite.org/walformat.html#the_wal_index_header
 */
#ifndef STORE_WAL_MARK_H
#define STORE_WAL_MARK_H

#include <sqlite3.h>
#include <stdbool.h>

enum { WAL_MARK_BYTES = 48 };

struct wal_mark {
	unsigned char bytes[WAL_MARK_BYTES];
	bool is_known;
};

/* Only for a handle that has read from a database with a write-ahead log; not known when it cannot. */
struct wal_mark wal_mark_look(sqlite3 *handle);

/* Surely no commit between the two looks? False also when either is not known. */
bool wal_mark_eq(const struct wal_mark *a, const struct wal_mark *b);

#endif

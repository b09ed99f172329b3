/*
 * Every transaction counts up iChange in the header and restarts change the salts, so that equal
 * headers mean that nothing was committed in between; SQLite itself decides by the same comparison
 * whether a reader is up to date. The header may be looked at while it is written: then it differs from
 * what was seen before, and the caller asks SQLite.
 */
#include "store/wal_mark.h"

#include <string.h>

enum { REGION_BYTES = 32768 }; /* in which the index is shared */

struct wal_mark wal_mark_look(sqlite3 *handle)
{
	struct wal_mark mark = { .is_known = false };
	volatile void *region = NULL;
	sqlite3_file *file = NULL;

	if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
	    !file || !file->pMethods || file->pMethods->iVersion < 2)
		return mark;
	file->pMethods->xShmBarrier(file);
	if (file->pMethods->xShmMap(file, 0, REGION_BYTES, 0, &region) != SQLITE_OK || !region)
		return mark;
	for (int i = 0; i < WAL_MARK_BYTES; i++)
		mark.bytes[i] = ((volatile unsigned char *)region)[i];
	mark.is_known = true;
	return mark;
}

bool wal_mark_eq(const struct wal_mark *a, const struct wal_mark *b)
{
	return a->is_known && b->is_known && memcmp(a->bytes, b->bytes, WAL_MARK_BYTES) == 0;
}

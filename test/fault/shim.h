/*
 * A SQLite VFS that stands before the usual one: every call that touches a file is first shown to a
 * watch, which may refuse it. What the tests of lost power, of full disks and of the n-th failing call
 * have in common. Locks' shared memory passes through; files are not mapped.
 */
#ifndef FAULT_SHIM_H
#define FAULT_SHIM_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

enum shim_operation {
	SHIM_OPEN,
	SHIM_DELETE,
	SHIM_ACCESS,
	SHIM_READ,
	SHIM_WRITE,
	SHIM_TRUNCATE,
	SHIM_SYNC,
	SHIM_SIZE,
	SHIM_LOCK,
	SHIM_SHARE, /* memory that connections share */
	SHIM_OPERATION_COUNT
};

struct shim_call {
	enum shim_operation operation;
	const char *path;  /* NULL for a temporary file without a name */
	int flags;         /* SQLITE_OPEN_... of the file */
	bool exists;       /* open: the file was there already */
	bool sync_folder;  /* delete: the folder is to be synced with it */
	const void *bytes; /* write */
	int64_t offset;    /* read, write; the new size of truncate */
	int count;         /* read, write: bytes */
};

struct shim {
	sqlite3_vfs vfs; /* first: SQLite hands it back */
	sqlite3_vfs *under;
	/* Not SQLITE_OK: the call is not made, and this is its result. */
	int (*before)(struct shim *shim, const struct shim_call *call);
	/* A call that has succeeded; may be NULL. */
	void (*after)(struct shim *shim, const struct shim_call *call);
	bool sync; /* hand syncs on to the disk; a test that loses nothing by a crash need not */
};

/* The shim and the name live until shim_finish; its fields after vfs and under are the caller's. */
void shim_init(struct shim *shim, const char *name);
void shim_finish(struct shim *shim);

#endif

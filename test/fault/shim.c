/* See shim.h: each method shows the call to the watch, then hands it on. */
#include "shim.h"

#include <assert.h>
#include <unistd.h>

/* The file of the usual VFS lies behind it in the same memory. */
struct shim_file {
	sqlite3_file file;
	struct shim *shim;
	const char *path; /* SQLite keeps it until the file is closed */
	int flags;
};

static struct shim_file *self_of(sqlite3_file *file)
{
	return (struct shim_file *)file;
}

static sqlite3_file *under_of(sqlite3_file *file)
{
	return (sqlite3_file *)(self_of(file) + 1);
}

static int before(sqlite3_file *file, struct shim_call *call)
{
	struct shim_file *self = self_of(file);

	call->path = self->path;
	call->flags = self->flags;
	return self->shim->before(self->shim, call);
}

static int after(struct shim *shim, const struct shim_call *call, int status)
{
	if (status == SQLITE_OK && shim->after)
		shim->after(shim, call);
	return status;
}

static int close_file(sqlite3_file *file)
{
	return under_of(file)->pMethods->xClose(under_of(file));
}

static int read_file(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset)
{
	struct shim_call call = { .operation = SHIM_READ, .offset = offset, .count = count };
	int status = before(file, &call);

	if (status == SQLITE_OK)
		status = under_of(file)->pMethods->xRead(under_of(file), bytes, count, offset);
	return after(self_of(file)->shim, &call, status);
}

static int write_file(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
	struct shim_call call = {
		.operation = SHIM_WRITE, .bytes = bytes, .offset = offset, .count = count
	};
	int status = before(file, &call);

	if (status == SQLITE_OK)
		status = under_of(file)->pMethods->xWrite(under_of(file), bytes, count, offset);
	return after(self_of(file)->shim, &call, status);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
	struct shim_call call = { .operation = SHIM_TRUNCATE, .offset = size };
	int status = before(file, &call);

	if (status == SQLITE_OK)
		status = under_of(file)->pMethods->xTruncate(under_of(file), size);
	return after(self_of(file)->shim, &call, status);
}

static int sync_file(sqlite3_file *file, int flags)
{
	struct shim_call call = { .operation = SHIM_SYNC };
	int status = before(file, &call);

	if (status == SQLITE_OK && self_of(file)->shim->sync)
		status = under_of(file)->pMethods->xSync(under_of(file), flags);
	return after(self_of(file)->shim, &call, status);
}

static int size_of_file(sqlite3_file *file, sqlite3_int64 *out)
{
	struct shim_call call = { .operation = SHIM_SIZE };
	int status = before(file, &call);

	if (status == SQLITE_OK)
		status = under_of(file)->pMethods->xFileSize(under_of(file), out);
	return after(self_of(file)->shim, &call, status);
}

static int lock_file(sqlite3_file *file, int level)
{
	struct shim_call call = { .operation = SHIM_LOCK };
	int status = before(file, &call);

	if (status == SQLITE_OK)
		status = under_of(file)->pMethods->xLock(under_of(file), level);
	return after(self_of(file)->shim, &call, status);
}

static int unlock_file(sqlite3_file *file, int level)
{
	return under_of(file)->pMethods->xUnlock(under_of(file), level);
}

static int is_reserved(sqlite3_file *file, int *out)
{
	return under_of(file)->pMethods->xCheckReservedLock(under_of(file), out);
}

static int control_file(sqlite3_file *file, int operation, void *argument)
{
	return under_of(file)->pMethods->xFileControl(under_of(file), operation, argument);
}

static int sector_size(sqlite3_file *file)
{
	return under_of(file)->pMethods->xSectorSize(under_of(file));
}

static int characteristics(sqlite3_file *file)
{
	return under_of(file)->pMethods->xDeviceCharacteristics(under_of(file));
}

static int share_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
	struct shim_call call = { .operation = SHIM_SHARE };
	int status = before(file, &call);

	if (status == SQLITE_OK)
		status = under_of(file)->pMethods->xShmMap(under_of(file), page, size, extend, out);
	return after(self_of(file)->shim, &call, status);
}

static int share_lock(sqlite3_file *file, int offset, int count, int flags)
{
	return under_of(file)->pMethods->xShmLock(under_of(file), offset, count, flags);
}

static void share_barrier(sqlite3_file *file)
{
	under_of(file)->pMethods->xShmBarrier(under_of(file));
}

static int share_unmap(sqlite3_file *file, int delete)
{
	return under_of(file)->pMethods->xShmUnmap(under_of(file), delete);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = truncate_file,
	.xSync = sync_file,
	.xFileSize = size_of_file,
	.xLock = lock_file,
	.xUnlock = unlock_file,
	.xCheckReservedLock = is_reserved,
	.xFileControl = control_file,
	.xSectorSize = sector_size,
	.xDeviceCharacteristics = characteristics,
	.xShmMap = share_map,
	.xShmLock = share_lock,
	.xShmBarrier = share_barrier,
	.xShmUnmap = share_unmap,
};

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags,
		     int *flags_out)
{
	struct shim *shim = (struct shim *)vfs;
	struct shim_call call = { .operation = SHIM_OPEN,
				  .path = path,
				  .flags = flags,
				  .exists = path && access(path, F_OK) == 0 };
	int status = shim->before(shim, &call);

	file->pMethods = NULL;
	if (status == SQLITE_OK)
		status = shim->under->xOpen(shim->under, path, under_of(file), flags, flags_out);
	if (status != SQLITE_OK)
		return status;
	file->pMethods = &methods;
	self_of(file)->shim = shim;
	self_of(file)->path = path;
	self_of(file)->flags = flags;
	return after(shim, &call, status);
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
	struct shim *shim = (struct shim *)vfs;
	struct shim_call call = { .operation = SHIM_DELETE,
				  .path = path,
				  .sync_folder = sync_folder != 0 };
	int status = shim->before(shim, &call);

	if (status == SQLITE_OK)
		status = shim->under->xDelete(shim->under, path, sync_folder && shim->sync);
	return after(shim, &call, status);
}

static int access_file(sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
	struct shim *shim = (struct shim *)vfs;
	struct shim_call call = { .operation = SHIM_ACCESS, .path = path };
	int status = shim->before(shim, &call);

	if (status == SQLITE_OK)
		status = shim->under->xAccess(shim->under, path, flags, out);
	return after(shim, &call, status);
}

void shim_init(struct shim *shim, const char *name)
{
	shim->under = sqlite3_vfs_find(NULL);
	shim->vfs = *shim->under; /* what has no file goes straight to the usual one */
	shim->vfs.zName = name;
	shim->vfs.pNext = NULL;
	shim->vfs.szOsFile = (int)sizeof(struct shim_file) + shim->under->szOsFile;
	shim->vfs.xOpen = open_file;
	shim->vfs.xDelete = delete_file;
	shim->vfs.xAccess = access_file;
	assert(shim->before);

	int status = sqlite3_vfs_register(&shim->vfs, 0);

	assert(status == SQLITE_OK);
	(void)status;
}

void shim_finish(struct shim *shim)
{
	sqlite3_vfs_unregister(&shim->vfs);
}

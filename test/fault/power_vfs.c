/*
 * See power_vfs.h. A name in the folder points to an inode; both have a present and a durable state.
 * The present is in the real file; the durable state of an inode is a copy of its bytes at the last
 * sync, and the writes since then stand in a list.
 *
 * SQLite's own VFS syncs the folder at the first sync of a journal or a write-ahead log that it has
 * made, and when a deletion asks for it; here the same is taken for granted, and nothing beyond it.
 */
#include "power_vfs.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shim.h"
#include "testing.h"

enum { SECTOR = 512, NAMES_MAX = 16 };

struct bytes {
	unsigned char *at;
	size_t count, room;
};

/* A write or a truncation that was not synced yet. */
struct unsynced {
	struct unsynced *next;
	bool truncates;
	size_t offset; /* or the size after truncation */
	struct bytes written;
};

struct inode {
	int references; /* names that point to it, now or durably */
	struct bytes durable;
	struct unsynced *first, **last;
};

struct name {
	char path[128];
	struct inode *now, *durable; /* NULL: not there */
	bool syncs_folder;           /* at its next sync, since it was made as a journal */
};

struct power_vfs {
	struct shim shim;
	struct name names[NAMES_MAX];
	size_t n_names;
	uint64_t seed;
	bool lying, off;
	int64_t n_left; /* calls until the power fails; 0: it does not */
	int64_t n_lost;
};

/* Bytes up to the end of the write are there; what was never written is zero. */
static void bytes_put(struct bytes *bytes, size_t offset, const unsigned char *at, size_t count)
{
	if (bytes->room < offset + count) {
		bytes->room = (offset + count) * 2;
		bytes->at = realloc(bytes->at, bytes->room);
		assert(bytes->at);
	}
	if (bytes->count < offset + count) {
		memset(bytes->at + bytes->count, 0, offset + count - bytes->count);
		bytes->count = offset + count;
	}
	if (count > 0)
		memcpy(bytes->at + offset, at, count);
}

static void bytes_truncate(struct bytes *bytes, size_t count)
{
	if (count < bytes->count)
		bytes->count = count;
	else if (count > bytes->count)
		bytes_put(bytes, count, NULL, 0);
}

static struct bytes bytes_of_file(const char *path)
{
	struct bytes bytes = { 0 };
	unsigned char part[4096];
	FILE *file = fopen(path, "rb");
	size_t n;

	while (file && (n = fread(part, 1, sizeof(part), file)) > 0)
		bytes_put(&bytes, bytes.count, part, n);
	if (file)
		fclose(file);
	return bytes;
}

static void bytes_to_file(const struct bytes *bytes, const char *path)
{
	FILE *file = fopen(path, "wb");

	assert(file);
	if (bytes->count > 0)
		assert_int_equal(fwrite(bytes->at, 1, bytes->count, file), bytes->count);
	assert_int_equal(fclose(file), 0);
}

static struct inode *inode_new(void)
{
	struct inode *inode = calloc(1, sizeof(*inode));

	assert(inode);
	inode->last = &inode->first;
	return inode;
}

static struct inode *inode_hold(struct inode *inode)
{
	if (inode)
		inode->references++;
	return inode;
}

static void inode_forget(struct inode *inode)
{
	for (struct unsynced *write = inode->first, *next; write; write = next) {
		next = write->next;
		free(write->written.at);
		free(write);
	}
	inode->first = NULL;
	inode->last = &inode->first;
}

static void inode_release(struct inode *inode)
{
	if (!inode || --inode->references > 0)
		return;
	inode_forget(inode);
	free(inode->durable.at);
	free(inode);
}

static void point(struct inode **place, struct inode *inode)
{
	struct inode *old = *place;

	*place = inode_hold(inode);
	inode_release(old);
}

/* The name's place; one that is there but was never met is durable as it is. */
static struct name *name_of(struct power_vfs *power, const char *path, bool exists)
{
	struct name *name;

	for (size_t i = 0; i < power->n_names; i++)
		if (strcmp(power->names[i].path, path) == 0)
			return &power->names[i];
	assert(power->n_names < NAMES_MAX);
	name = &power->names[power->n_names++];
	snprintf(name->path, sizeof(name->path), "%s", path);
	if (exists) {
		point(&name->now, inode_new());
		point(&name->durable, name->now);
		name->now->durable = bytes_of_file(path);
	}
	return name;
}

static void sync_folder(struct power_vfs *power)
{
	for (size_t i = 0; i < power->n_names; i++)
		point(&power->names[i].durable, power->names[i].now);
}

/* The first so many bytes of a write. */
static void write_part(struct bytes *bytes, const struct unsynced *write, size_t count)
{
	if (write->truncates)
		bytes_truncate(bytes, write->offset);
	else
		bytes_put(bytes, write->offset, write->written.at, count);
}

static void inode_sync(struct inode *inode)
{
	for (const struct unsynced *write = inode->first; write; write = write->next)
		write_part(&inode->durable, write, write->written.count);
	inode_forget(inode);
}

static void opened(struct power_vfs *power, const struct shim_call *call)
{
	struct name *name = name_of(power, call->path, call->exists);

	if (name->now)
		return;
	point(&name->now, inode_new());
	name->syncs_folder = call->flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL);
}

static void deleted(struct power_vfs *power, const struct shim_call *call)
{
	point(&name_of(power, call->path, true)->now, NULL);
	if (call->sync_folder && !power->lying)
		sync_folder(power);
}

static void synced(struct power_vfs *power, const struct shim_call *call)
{
	struct name *name = name_of(power, call->path, true);

	if (power->lying)
		return;
	inode_sync(name->now);
	if (name->syncs_folder)
		sync_folder(power);
	name->syncs_folder = false;
}

static void note(struct power_vfs *power, const struct shim_call *call)
{
	struct name *name = name_of(power, call->path, true);
	struct unsynced *write = calloc(1, sizeof(*write));

	assert(write && name->now);
	write->truncates = call->operation == SHIM_TRUNCATE;
	write->offset = (size_t)call->offset;
	if (!write->truncates)
		bytes_put(&write->written, 0, call->bytes, (size_t)call->count);
	*name->now->last = write;
	name->now->last = &write->next;
}

static int before(struct shim *shim, const struct shim_call *call)
{
	struct power_vfs *power = (struct power_vfs *)shim;
	bool counts = call->operation == SHIM_WRITE || call->operation == SHIM_TRUNCATE ||
		      call->operation == SHIM_SYNC || call->operation == SHIM_DELETE;

	if (!power->off && counts && power->n_left > 0 && --power->n_left == 0) {
		/* The write that was under way may survive by a part. */
		if (call->operation == SHIM_WRITE && call->path)
			note(power, call);
		power->off = true;
	}
	return power->off ? SQLITE_IOERR : SQLITE_OK;
}

static void after(struct shim *shim, const struct shim_call *call)
{
	struct power_vfs *power = (struct power_vfs *)shim;

	if (!call->path)
		return;
	switch (call->operation) {
	case SHIM_OPEN:
		opened(power, call);
		break;
	case SHIM_DELETE:
		deleted(power, call);
		break;
	case SHIM_SYNC:
		synced(power, call);
		break;
	case SHIM_WRITE:
	case SHIM_TRUNCATE:
		note(power, call);
		break;
	default:
		break;
	}
}

struct power_vfs *power_vfs_new(uint64_t seed, bool lying)
{
	struct power_vfs *power = calloc(1, sizeof(*power));

	assert(power && seed != 0);
	power->seed = seed;
	power->lying = lying;
	power->shim.before = before;
	power->shim.after = after;
	shim_init(&power->shim, "power");
	return power;
}

static void forget_names(struct power_vfs *power)
{
	for (size_t i = 0; i < power->n_names; i++) {
		point(&power->names[i].now, NULL);
		point(&power->names[i].durable, NULL);
		power->names[i] = (struct name){ 0 };
	}
	power->n_names = 0;
}

void power_vfs_end(struct power_vfs *power)
{
	forget_names(power);
	shim_finish(&power->shim);
	free(power);
}

void power_vfs_fail_at(struct power_vfs *power, int64_t n)
{
	power->n_left = n;
}

void power_vfs_fail_now(struct power_vfs *power)
{
	power->off = true;
}

bool power_vfs_is_off(const struct power_vfs *power)
{
	return power->off;
}

int64_t power_vfs_lost(const struct power_vfs *power)
{
	return power->n_lost;
}

static bool coin(struct power_vfs *power)
{
	return dice_throw(&power->seed, 2) == 1;
}

/* Each sector that the write touches, by chance; others before and after it are not harmed. */
static void write_any_sectors(struct power_vfs *power, struct bytes *bytes,
			      const struct unsynced *write)
{
	size_t end = write->offset + write->written.count;

	for (size_t from = write->offset, to; from < end; from = to) {
		to = (from / SECTOR + 1) * SECTOR;
		if (to > end)
			to = end;
		if (coin(power))
			bytes_put(bytes, from, write->written.at + (from - write->offset),
				  to - from);
	}
}

static size_t count_unsynced(const struct inode *inode)
{
	size_t count = 0;

	for (const struct unsynced *write = inode->first; write; write = write->next)
		count++;
	return count;
}

/* Puts what survives of the unsynced writes into the durable bytes. */
static void inode_survive(struct power_vfs *power, struct inode *inode,
			  enum power_survival survival)
{
	size_t count = count_unsynced(inode), i = 0;
	size_t whole = survival == SURVIVES_BEGINNING ? dice_throw(&power->seed, count + 1) : 0;

	for (const struct unsynced *write = inode->first; write; write = write->next, i++) {
		if (survival == SURVIVES_ANY && !write->truncates)
			write_any_sectors(power, &inode->durable, write);
		else if (survival == SURVIVES_ANY && coin(power))
			write_part(&inode->durable, write, 0);
		else if (i < whole)
			write_part(&inode->durable, write, write->written.count);
		else if (i == whole && survival == SURVIVES_BEGINNING && !write->truncates)
			write_part(&inode->durable, write,
				   dice_throw(&power->seed, write->written.count + 1));
	}
	power->n_lost += (int64_t)(count - whole);
	inode_forget(inode);
}

static void name_survive(struct power_vfs *power, struct name *name, enum power_survival survival)
{
	struct inode *kept = name->durable;

	if (name->now != name->durable && survival == SURVIVES_ANY && coin(power))
		kept = name->now;
	power->n_lost += kept != name->now;
	unlink(name->path);
	if (!kept)
		return;
	inode_survive(power, kept, survival);
	bytes_to_file(&kept->durable, name->path);
}

void power_vfs_restore(struct power_vfs *power, enum power_survival survival)
{
	for (size_t i = 0; i < power->n_names; i++) {
		char shared[140];

		name_survive(power, &power->names[i], survival);
		/* The shared memory of locks is a file as well; it means nothing after a restart. */
		snprintf(shared, sizeof(shared), "%s-shm", power->names[i].path);
		unlink(shared);
	}
	forget_names(power);
	power->n_left = 0;
	power->off = false;
}

/*
 * A disk that loses power. While it is on, files are what they are; but what was written since a file
 * was last synced, and names that came or went since their folder was last synced, are remembered, and
 * power_vfs_restore gives back only what a disk may have kept: all that was synced, and of the rest
 * nothing, a beginning, or any sectors of 512 bytes, by chance.
 */
#ifndef FAULT_POWER_VFS_H
#define FAULT_POWER_VFS_H

#include <stdbool.h>
#include <stdint.h>

struct power_vfs;

/* What of the unsynced survives. */
enum power_survival {
	SURVIVES_NOTHING,
	SURVIVES_BEGINNING, /* the first so many writes, and the last of these by a part */
	SURVIVES_ANY,       /* each sector and each name by the toss of a coin */
	POWER_SURVIVAL_COUNT
};

/* Registered with SQLite as "power". With lying, syncs are promised and not done. */
struct power_vfs *power_vfs_new(uint64_t seed, bool lying);
void power_vfs_end(struct power_vfs *power);

/* The power fails at the n-th write, truncation, sync or deletion from now on; nothing works then. */
void power_vfs_fail_at(struct power_vfs *power, int64_t n);
bool power_vfs_is_off(const struct power_vfs *power);

/* Without an n: at once, when the work was acknowledged a moment ago. */
void power_vfs_fail_now(struct power_vfs *power);

/* All files are closed: leaves in the folder what survives, and the power is on again. */
void power_vfs_restore(struct power_vfs *power, enum power_survival survival);

/* How much has been lost by restoring so far: writes and names that were not synced. */
int64_t power_vfs_lost(const struct power_vfs *power);

#endif

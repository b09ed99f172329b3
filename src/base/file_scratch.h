/*
 * A file for what is too much for memory: it has no name, and is gone when it is closed or the process
 * ends. Bytes are appended, and read back from where they went.
 */
#ifndef BASE_FILE_SCRATCH_H
#define BASE_FILE_SCRATCH_H

#include "base/err.h"

struct arena;

struct file_scratch {
	int fd; /* 0: not open */
	uint64_t size;
};

/* In the folder that TMPDIR names, else in /var/tmp. ERR_IO: no file can be made there. */
MUST_USE struct err file_scratch_open(struct file_scratch *file, struct arena *arena);
void file_scratch_close(struct file_scratch *file);

/* *offset_out is where the bytes begin. ERR_IO: the disk is full, or worse. */
MUST_USE struct err file_scratch_append(struct file_scratch *file, struct str bytes,
					uint64_t *offset_out);

/* In the arena; the bytes must have been appended. */
MUST_USE struct err file_scratch_read(const struct file_scratch *file, struct arena *arena,
				      uint64_t offset, size_t bytes, struct str *out);

#endif

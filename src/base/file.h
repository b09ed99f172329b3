/*
 * Whole files in and out, and large ones in piece by piece. Reading has a limit; writing goes to a temporary name in the same folder,
 * is synced and renamed, so that a reader never sees half a file.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/err.h"

/* The file's bytes in the arena. ERR_NOT_FOUND, ERR_IO, or ERR_LIMIT past limit_bytes. */
MUST_USE struct err file_read(struct arena *arena, struct str path, size_t limit_bytes,
			      struct str *out);

/* A plain file that is read piece by piece, of any size. */
struct file_pieces {
	struct str path; /* borrowed */
	int fd;          /* -1: not open */
	uint64_t size;   /* bytes, when it was opened */
};

/* ERR_NOT_FOUND or ERR_IO. Closed with file_pieces_close. */
MUST_USE struct err file_pieces_open(struct file_pieces *pieces, struct arena *arena,
				     struct str path);

/* The bytes from the offset on, in the arena: as many as asked for, or fewer at the file's end. */
MUST_USE struct err file_pieces_read(const struct file_pieces *pieces, struct arena *arena,
				     uint64_t offset, size_t bytes, struct str *out);
void file_pieces_close(struct file_pieces *pieces);

/*
 * Replaces the file by these bytes as one step that survives a crash. After an error the old file is
 * there, save when the very last sync failed: then the new one is, but a crash might undo it.
 */
MUST_USE struct err file_write(struct arena *arena, struct str path, struct str bytes);

/*
 * Files of one folder that are replaced or removed together. Until file_set_replace everything lies
 * beside them, durably, and the old ones are untouched; what can lack (memory, room on the disk) lacks
 * before the first of them is replaced.
 */
struct file_set {
	struct arena *arena;
	struct str folder;
	int fd; /* the folder's; -1: not open */
	struct file_draft *first, **last;
};

/* Closed with file_set_close, also after a failure of the others. */
MUST_USE struct err file_set_open(struct file_set *set, struct arena *arena, struct str folder);
MUST_USE struct err file_set_write(struct file_set *set, struct str name, struct str bytes);
MUST_USE struct err file_set_remove(struct file_set *set, struct str name); /* if there */

/*
 * Each file as one step, in the order of writing. An error here is the disk's own: each file is then
 * its old or its new self.
 */
MUST_USE struct err file_set_replace(struct file_set *set);

/* What was not replaced is forgotten. */
void file_set_close(struct file_set *set);

/* Makes the folder, and is content when it is there already. */
MUST_USE struct err folder_make(struct arena *arena, struct str path);

/* The names (not paths) of the folder's plain files, sorted by bytes; an array in the arena. */
MUST_USE struct err folder_list(struct arena *arena, struct str path, struct str **names_out,
				size_t *count_out);

struct str path_join(struct arena *arena, struct str folder, struct str name);
bool path_is_folder(struct arena *arena, struct str path);

/* Is there anything of that name, be it a link that leads nowhere? */
bool path_is_taken(struct arena *arena, struct str path);

#endif

/*
 * A folder of its own for each test of faults, lines of work that can be told half from whole, and the
 * question that every fault ends with: is the database as it was before or after, and nothing between?
 */
#ifndef FAULT_SCENE_H
#define FAULT_SCENE_H

#include "testing.h"

#include "base/arena.h"
#include "store/store.h"

struct scene {
	char folder[64];
	char path[96];  /* of the database */
	char other[96]; /* a second path in the folder, where nothing is */
	struct arena arena;
	struct arena scratch; /* reset by line_step */
};

/* For cmocka: the folder is made empty, and removed with all that is in it. */
int scene_open(void **state);
int scene_close(void **state);

/* Removes every file from the folder. */
void scene_clear(struct scene *scene);

/* Makes an empty database at the scene's path; vfs may be NULL. */
void scene_create(struct scene *scene, const char *vfs);

/* Opens the database for writing. */
MUST_USE struct err scene_store(const struct scene *scene, const char *vfs, struct store **out);

/* Every hash of the log and every row of the tables is right, and the head is in the log. */
void assert_whole(struct scene *scene, struct store *store, const struct digest *head);

/*
 * A line of work: its steps count from 1 and change terms whose codes begin with the line's name. Odd
 * steps write many rows, every sixth removes them, the others change one. The state after a step
 * follows from its number alone.
 */
MUST_USE struct err line_step(struct arena *scratch, struct store *store, const char *line,
			      int64_t step, struct snapshot_head *out);

/* The step whose state the snapshot has, 0 before the first; -1 when it has that of none. */
int64_t line_at(const struct snapshot *snapshot, const char *line);

/* The line stands at the acknowledged step, or at the one after it. Returns where. */
int64_t assert_line(struct store *store, const char *line, int64_t acknowledged);

#endif

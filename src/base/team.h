/*
 * Threads that share the parts of one piece of work. Parts are numbered from 0 and each is done by whoever
 * is free next, so what a part does must not depend on who does it, nor on how many there are: then results
 * are the same with any team. The caller is a member; without others it does all parts itself.
 */
#ifndef BASE_TEAM_H
#define BASE_TEAM_H

#include "base/err.h"

struct team;

enum { TEAM_MOST = 64 }; /* members */

/* n members, of whom n - 1 are new threads that wait; from 1 to TEAM_MOST. Ended by team_close. */
MUST_USE struct err team_open(size_t n_members, struct team **out);
void team_close(struct team *team); /* NULL is fine */

/* NULL is a team of one. */
size_t team_size(const struct team *team);

/* Does the part of the number; member, below team_size, says whose own things may be used. */
typedef struct err team_part(void *work, size_t part, size_t member);

/*
 * Does all parts, and gives the error of the first of them, by its number, that failed; parts after it may
 * be left out. Called by one thread at a time, and never from within a part.
 */
MUST_USE struct err team_run(struct team *team, size_t n_parts, team_part *part, void *work);

/* How many processors this process may use; at least 1. */
size_t team_processors(void);

#endif

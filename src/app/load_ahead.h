/* The rounds of a load, read by a thread of its own while the store writes what it got before. */
#ifndef APP_LOAD_AHEAD_H
#define APP_LOAD_AHEAD_H

#include <pthread.h>

#include "app/load_rows.h"

enum { ROUNDS_AHEAD = 3 }; /* one in writing, one in waiting, one in reading */

struct load_ahead {
	struct load_reader *reader;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct load_round rounds[ROUNDS_AHEAD];
	size_t n_read, n_taken; /* rounds, from the beginning */
	bool stops;             /* nobody will take any more */
	bool is_sorted; /* all that was to be sorted was handed over; the reading thread's */
};

/* ERR_LIMIT: no thread can be made. Else ended with load_ahead_finish, which also stops the reading. */
MUST_USE struct err load_ahead_start(struct load_ahead *ahead, struct load_reader *reader);
void load_ahead_finish(struct load_ahead *ahead);

/* The next round, which is the caller's until the next call. Not after the last one. */
struct load_round *load_ahead_next(struct load_ahead *ahead);

#endif

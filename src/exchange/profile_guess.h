/*
 * Which of the built-in profiles a file is of: each is tried on its first rows, and the one that
 * understands them best is told. A guess, for somebody who looks at the outcome; a load is told.
 */
#ifndef EXCHANGE_PROFILE_GUESS_H
#define EXCHANGE_PROFILE_GUESS_H

#include "exchange/profile.h"

/*
 * By the first bytes of the file, which may be cut anywhere. *out is NULL when none reads them, or when
 * several read them equally well. What is in the arena is bounded by the bytes.
 */
MUST_USE struct err profile_guess(struct arena *arena, struct str bytes,
				  const struct profile **out);

#endif

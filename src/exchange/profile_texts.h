/* The files of profiles/, as they were when the program was built; tools/mktext makes the table. */
#ifndef EXCHANGE_PROFILE_TEXTS_H
#define EXCHANGE_PROFILE_TEXTS_H

#include "base/str.h"

struct text {
	struct str name, text;
};

/* Sorted by name. */
struct texts {
	const struct text *rows;
	size_t count;
};

extern const struct texts profile_texts;

#endif

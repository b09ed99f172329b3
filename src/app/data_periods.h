/* The periods that a question asks for: those that it names, or those that there are values of. */
#ifndef APP_DATA_PERIODS_H
#define APP_DATA_PERIODS_H

#include "app/ask_data.h"
#include "app/data_slice.h"

struct asked_periods {
	const struct period *at;
	const int32_t *ordinals;
	size_t count;
};

/* Are they those of the question, whatever a slice has? */
bool data_periods_are_settled(const struct data_question *question);

/* Then these; in the arena. */
MUST_USE struct err data_periods_settle(struct arena *arena, const struct data_question *question,
					struct asked_periods *out);

/* Else those of a slice; in the arena. */
MUST_USE struct err data_periods_of(const struct snapshot *snapshot, struct arena *arena,
				    const struct data_question *question,
				    const struct data_slice *slice, struct asked_periods *out);

#endif

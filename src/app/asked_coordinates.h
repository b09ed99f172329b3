/* Whether there is anything by the coordinates that are asked for: a mistyped one would be an answer without values. */
#ifndef APP_ASKED_COORDINATES_H
#define APP_ASKED_COORDINATES_H

#include "app/ask_data.h"

/*
 * ERR_USAGE: the variables have values by coordinates, now or earlier, and one that is asked for is none of
 * them; the detail, in the arena, names it. Two that there are may be asked for together, whether or not
 * a value has both.
 */
MUST_USE struct err asked_coordinates_check(const struct app *app, struct arena *arena,
					    const struct data_question *question);

#endif

/* Whether what is asked of the values of a slice can be asked of such values: numbers, or answers. */
#ifndef APP_DATA_KIND_H
#define APP_DATA_KIND_H

#include "app/ask_data.h"
#include "app/data_slice.h"

/*
 * ERR_USAGE: the areas that are asked about have values, none of which can be summed or compared so; the detail,
 * in the arena, says what they are. Where there is one that can, or no value at all, it may be asked.
 */
MUST_USE struct err data_kind_check(const struct data_question *question, struct arena *arena,
				    const struct data_slice *slice);

#endif

/* The slices of each variable are looked through until every coordinate has been met. */
#include "app/asked_coordinates.h"

#include "cube/slice.h"
#include "store/series.h"

struct meetings {
	struct coordinate asked[SLICE_COORDINATES_MAX];
	size_t count;
	bool has_dimension[SLICE_COORDINATES_MAX], has_category[SLICE_COORDINATES_MAX];
	bool has_slices; /* the total is one as well */
};

static void meet(struct meetings *meetings, struct str slice)
{
	struct coordinate have[SLICE_COORDINATES_MAX];
	size_t n_have;

	meetings->has_slices = true;
	if (!slice_parse(slice, have, &n_have))
		return;
	for (size_t i = 0; i < meetings->count; i++)
		for (size_t h = 0; h < n_have; h++) {
			if (!str_eq(have[h].dimension, meetings->asked[i].dimension))
				continue;
			meetings->has_dimension[i] = true;
			meetings->has_category[i] |=
				str_eq(have[h].category, meetings->asked[i].category);
		}
}

/* The first that was not met; SIZE_MAX: all were. */
static size_t first_unmet(const struct meetings *meetings)
{
	for (size_t i = 0; i < meetings->count; i++)
		if (!meetings->has_category[i])
			return i;
	return SIZE_MAX;
}

static struct err tell_unmet(const struct meetings *meetings, size_t i, struct arena *arena)
{
	const struct coordinate *asked = &meetings->asked[i];

	if (!meetings->has_dimension[i])
		return err_format(
			arena, ERR_USAGE, HERE,
			"no variable that is asked for has values by %.*s: leave it out and "
			"ask by coordinate to see what there is",
			STR_ARGS(asked->dimension));
	return err_format(
		arena, ERR_USAGE, HERE,
		"no variable that is asked for has values of %.*s=%.*s: leave it out and ask "
		"by coordinate to see the codes of %.*s",
		STR_ARGS(asked->dimension), STR_ARGS(asked->category), STR_ARGS(asked->dimension));
}

struct err asked_coordinates_check(const struct app *app, struct arena *arena,
				   const struct data_question *question)
{
	struct meetings meetings = { .count = 0 };
	size_t unmet;

	if (!slice_parse(question->slice, meetings.asked, &meetings.count))
		return OK;
	for (size_t v = 0; v < question->n_variables && first_unmet(&meetings) != SIZE_MAX; v++) {
		struct kept_slice *slices;
		size_t n_slices;

		TRY(store_slices(app->store, arena, question->variables[v], BATCH_PRESENT, &slices,
				 &n_slices));
		for (size_t i = 0; i < n_slices; i++)
			meet(&meetings, slices[i].slice);
	}
	unmet = first_unmet(&meetings);
	return meetings.has_slices && unmet != SIZE_MAX ? tell_unmet(&meetings, unmet, arena) : OK;
}

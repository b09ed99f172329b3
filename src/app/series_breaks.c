/* See series_breaks.h. */
#include "app/series_breaks.h"

#include "base/list.h"

static int by_period(const void *a, const void *b, const void *context)
{
	const struct period_breaks *x = a, *y = b;

	(void)context;
	return period_cmp(x->period, y->period);
}

/* Those of one period become one; they are in the order of periods. */
static void join(struct list *breaks)
{
	size_t kept = 0;

	for (size_t i = 0; i < breaks->count; i++) {
		struct period_breaks *next = LIST_AT(*breaks, struct period_breaks, i);
		struct period_breaks *last =
			kept > 0 ? LIST_AT(*breaks, struct period_breaks, kept - 1) : NULL;

		if (last && period_cmp(last->period, next->period) == 0)
			last->n_areas++;
		else
			*LIST_AT(*breaks, struct period_breaks, kept++) = *next;
	}
	breaks->count = kept;
}

static struct err push_breaks(struct list *breaks, const struct series_view *view, struct str area)
{
	for (size_t c = 0; c < view->count; c++) {
		struct period_breaks one = { .area = area, .n_areas = 1 };

		if (series_state(view, c) != OBSERVATION_VALUE ||
		    series_status(view, c) != OBSERVATION_BREAK)
			continue;
		one.period = series_period(view, c);
		TRY_NEW((one.area = str_copy(breaks->arena, area)).at);
		TRY(list_push(breaks, &one));
	}
	return OK;
}

struct err series_breaks(struct arena *arena, const struct series_set *set,
			 struct period_breaks **out, size_t *count_out)
{
	struct list breaks = LIST(arena, struct period_breaks);

	for (size_t i = 0; i < series_set_count(set); i++) {
		struct series_view view = series_set_view(set, i);

		if (!series_is_normal(&view))
			TRY(push_breaks(&breaks, &view, series_set_key(set, i).area));
	}
	TRY(list_sort(&breaks, by_period, NULL));
	join(&breaks);
	*out = breaks.at;
	*count_out = breaks.count;
	return OK;
}

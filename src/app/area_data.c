/* See area_data.h. */
#include "app/area_data.h"

#include "base/list.h"

struct err area_variables(const struct app *app, struct arena *arena, struct str area,
			  int64_t batch, struct area_variable **out, size_t *count_out)
{
	struct list variables = LIST(arena, struct area_variable);
	struct area_variable *last = NULL;
	struct series_key *keys;
	size_t count;

	TRY(store_area_keys(app->store, arena, area, batch, &keys, &count));
	for (size_t i = 0; i < count; i++) {
		struct area_variable variable = { .key = keys[i], .n_slices = 1 };

		if (last && str_eq(last->key.variable, keys[i].variable)) {
			last->n_slices++;
			continue;
		}
		TRY(list_push(&variables, &variable));
		last = LIST_AT(variables, struct area_variable, variables.count - 1);
	}
	*out = variables.at;
	*count_out = variables.count;
	return OK;
}

struct err series_slices(const struct app *app, struct arena *arena, struct series_key key,
			 int64_t batch, struct str **out, size_t *count_out)
{
	struct list slices = LIST(arena, struct str);
	struct series_key *keys;
	size_t count;

	TRY(store_area_keys(app->store, arena, key.area, batch, &keys, &count));
	for (size_t i = 0; i < count; i++)
		if (str_eq(keys[i].variable, key.variable))
			TRY(list_push(&slices, &keys[i].slice));
	*out = slices.at;
	*count_out = slices.count;
	return OK;
}

struct err series_latest(const struct app *app, struct arena *arena, struct series_key key,
			 int64_t batch, struct series_cell *out)
{
	struct series_cell latest = { .period = PERIOD_NONE, .observed = observed_absent() };
	struct series_cell *cells;
	size_t count;

	TRY(store_series(app->store, arena, key, batch, &cells, &count));
	if (count > 0)
		latest = cells[count - 1];
	for (size_t i = count; i-- > 0;)
		if (cells[i].observed.state == OBSERVATION_VALUE) {
			latest = cells[i];
			break;
		}
	*out = latest;
	return OK;
}

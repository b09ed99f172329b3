/* One question for the last period, one for what the groups have by it. */
#include "app/indicator_data.h"

#include "model/variable.h"
#include "store/series.h"

struct err indicator_is_observed(const struct app *app, const struct snapshot *snapshot,
				 const struct indicator *indicator, bool *out)
{
	int64_t since = 0;

	if (!str_empty(indicator->variable))
		TRY(store_observed_since(app->store, indicator->variable, &since));
	*out = since > 0 && since <= snapshot_head(snapshot).batch;
	return OK;
}

static struct err find_last(const struct app *app, const struct snapshot *snapshot,
			    struct str variable, struct period *out)
{
	struct series_set *set;

	*out = PERIOD_NONE;
	TRY(store_slice(app->store, variable, S(""), snapshot_head(snapshot).batch, &set));
	for (size_t i = 0; i < series_set_count(set); i++) {
		struct series_view view = series_set_view(set, i);
		struct period last = series_period(&view, view.count - 1);

		if (period_cmp(last, *out) > 0)
			*out = last;
	}
	series_set_release(set);
	return OK;
}

/* Of a variable whose values are answers there is no mean, and no row. */
static struct err ask_groups(const struct app *app, const struct snapshot *snapshot,
			     struct date day, struct arena *arena,
			     const struct data_question *question, struct data_answer *out)
{
	struct data_answer answer;
	struct diagnostics diagnostics;

	diagnostics_init(&diagnostics, arena);
	struct err e = ask_data_of(app, snapshot, day, arena, question, &diagnostics, &answer);

	if (e.code == ERR_USAGE)
		return OK;
	TRY(e);
	*out = answer;
	return OK;
}

struct err indicator_data(const struct app *app, const struct snapshot *snapshot, struct date day,
			  struct arena *arena, const struct indicator *indicator, struct str scheme,
			  struct indicator_data *out)
{
	const struct variable *variable =
		snapshot_find(snapshot, NOUN_VARIABLE, indicator->variable);
	struct indicator_data data = {
		.variable = indicator->variable,
		.weight = variable ? variable->weight : S(""),
		.age_limit = indicator->age_limit == INTEGER_EMPTY ? AGE_LIMIT_USUAL
								   : indicator->age_limit,
	};
	struct data_question question = {
		.variables = &data.variable,
		.n_variables = 1,
		.by = { .scheme = scheme },
		.function = AGGREGATE_MEAN,
		.latest_within = data.age_limit < 0 ? 0 : data.age_limit,
		.weight = data.weight,
		.weight_period = PERIOD_NONE,
		.membership = DATE_EMPTY,
		.as_of = DATE_EMPTY,
	};

	TRY(find_last(app, snapshot, data.variable, &data.period));
	if (variable && data.period.kind != PERIOD_EMPTY) {
		question.from = question.to = data.period;
		TRY(ask_groups(app, snapshot, day, arena, &question, &data.groups));
	}
	*out = data;
	return OK;
}

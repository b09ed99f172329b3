/*
 * From a question to rows. Who is asked about is settled first, as sets of areas; then slice after slice
 * is opened, and every row gathers the cells that it rests on. What is silence is told by the schedule.
 */
#include "app/ask_data.h"

#include <assert.h>

#include "app/asked_coordinates.h"
#include "app/data_gather.h"
#include "app/data_kind.h"
#include "app/data_marks.h"
#include "app/over_periods.h"
#include "base/limits.h"
#include "base/list.h"
#include "cube/slice.h"
#include "model/variable.h"
#include "store/series.h"

struct asking {
	const struct app *app;
	struct arena *arena;   /* of the whole answer */
	struct arena *scratch; /* of a slice */
	const struct data_question *question;
	const struct snapshot *snapshot;
	int64_t batch;
	const struct variable **variables; /* as the question names them */
	struct date day;                   /* on which is asked */
	struct data_by by;
	struct area_set areas;
	struct summed_groups groups;  /* all areas as one where it is not by groups of a scheme */
	struct asked_periods periods; /* when all slices have the same */
	struct data_source source;
	struct data_slice weights;
	struct data_sink *sink;
	bool has_series; /* of a slice and an area that are asked for */
};

/* ---- Rows of a slice ---- */

/* A row about this, in the period. */
static struct err put_row(const struct asking *asking, struct data_gathering *gathering,
			  const struct data_row *about, struct period period)
{
	struct data_row row = *about;
	bool is_there;

	row.period = period;
	TRY(data_gather_row(gathering, asking->scratch, &row, &is_there));
	return is_there ? asking->sink->take(asking->sink, &row) : OK;
}

static struct err rows_by_period(const struct asking *asking, struct data_gathering *gathering,
				 const struct data_row *about, const struct asked_periods *periods)
{
	if (!asking->by.period) {
		gathering->periods = *periods;
		return put_row(asking, gathering, about,
			       periods->count == 1 ? periods->at[0] : PERIOD_NONE);
	}
	for (size_t i = 0; i < periods->count; i++) {
		gathering->periods =
			(struct asked_periods){ &periods->at[i], &periods->ordinals[i], 1 };
		TRY(put_row(asking, gathering, about, periods->at[i]));
	}
	return OK;
}

static struct err rows_by_area(const struct asking *asking, struct data_gathering *gathering,
			       struct data_row *about, const struct area_places *areas,
			       const struct asked_periods *periods)
{
	gathering->areas = *areas;
	if (!asking->by.area)
		return rows_by_period(asking, gathering, about, periods);
	for (size_t i = 0; i < areas->count; i++) {
		if (i + AREAS_AHEAD < areas->count)
			data_slice_expect(gathering->slice, areas->at[i + AREAS_AHEAD],
					  periods->count > 0 ? periods->ordinals[0] : 0);
		gathering->areas = (struct area_places){ .at = &areas->at[i], .count = 1 };
		about->area = asking->areas.codes[areas->at[i]];
		TRY(rows_by_period(asking, gathering, about, periods));
	}
	return OK;
}

/* Those of the question, or those that the slice has. */
static struct err periods_of_slice(const struct asking *asking, const struct data_slice *slice,
				   struct asked_periods *out)
{
	if (!data_periods_are_settled(asking->question))
		return data_periods_of(asking->snapshot, asking->scratch, asking->question, slice,
				       out);
	*out = asking->periods;
	return OK;
}

static struct err rows_of_slice(const struct asking *asking, const struct variable *variable,
				const struct data_slice *slice)
{
	struct list marks = LIST(asking->scratch, struct data_mark);
	struct data_gathering gathering = {
		.marks = &marks,
		.due = due_rule_of(asking->snapshot, variable),
		.day = asking->day,
		.store = asking->app->store,
		.batch = asking->batch,
		.question = asking->question,
		.areas_asked = &asking->areas,
		.slice = slice,
		.weights = &asking->weights,
	};
	struct data_row row = { .variable = slice->variable, .slice = slice->slice };
	struct asked_periods periods;
	bool is_of_cells;

	TRY(data_kind_check(asking->question, asking->arena, slice));
	TRY(marks_of_plan(asking->snapshot,
			  (struct series_key){ .variable = slice->variable, .slice = slice->slice },
			  &marks));
	TRY(periods_of_slice(asking, slice, &periods));
	if (!asking->by.period && periods.count > 1)
		gathering.over = over_periods_of(variable, asking->question->latest_within);
	gathering.periods = periods;
	if (data_sums_apply(&gathering, asking->by))
		return data_sums_rows(&gathering, asking->scratch, asking->by.period, &row,
				      &asking->groups, asking->sink);
	is_of_cells = data_cells_apply(&gathering);
	for (size_t i = 0; i < asking->groups.count; i++) {
		row.group = asking->groups.at[i].group;
		if (is_of_cells)
			TRY(data_cells_rows(&gathering, &row, &asking->groups.at[i], asking->sink));
		else
			TRY(rows_by_area(asking, &gathering, &row, &asking->groups.at[i],
					 &periods));
	}
	return OK;
}

static struct err rows_of_one(struct asking *asking, const struct variable *variable,
			      struct str slice)
{
	struct data_slice data;

	arena_reset(asking->scratch);
	struct err e =
		data_slice_open(&asking->source, asking->scratch, variable->code, slice, &data);

	if (!failed(e)) {
		asking->has_series = asking->has_series || data_slice_has_series(&data);
		e = rows_of_slice(asking, variable, &data);
	}
	data_slice_close(&data);
	return e;
}

/* Has the slice all the coordinates that are asked for? */
static bool includes(struct str slice, struct str asked)
{
	struct coordinate have[SLICE_COORDINATES_MAX], want[SLICE_COORDINATES_MAX];
	size_t n_have, n_want, n_met = 0;

	if (!slice_parse(slice, have, &n_have) || !slice_parse(asked, want, &n_want))
		return false;
	for (size_t w = 0; w < n_want; w++)
		for (size_t h = 0; h < n_have; h++)
			n_met += str_eq(have[h].dimension, want[w].dimension) &&
				 str_eq(have[h].category, want[w].category);
	return n_met == n_want;
}

static struct err rows_of_variable(struct asking *asking, const struct variable *variable)
{
	struct kept_slice *slices;
	size_t count;

	if (!asking->by.coordinate)
		return rows_of_one(asking, variable, asking->question->slice);
	TRY(store_slices(asking->app->store, asking->arena, variable->code, asking->batch, &slices,
			 &count));
	for (size_t i = 0; i < count; i++)
		if (includes(slices[i].slice, asking->question->slice))
			TRY(rows_of_one(asking, variable, slices[i].slice));
	return OK;
}

/* ---- Is it to be asked so? ---- */

/* What a question calls it. */
static struct str asked_as(enum noun_id noun)
{
	if (noun == NOUN_AREA_GROUP)
		return S("group");
	return noun == NOUN_AREA_SCHEME ? S("scheme") : noun_of(noun)->name;
}

static struct err check_known(const struct asking *asking, enum noun_id noun, struct str code,
			      struct diagnostics *diagnostics)
{
	if (snapshot_find(asking->snapshot, noun, code))
		return OK;
	return diagnostics_add(diagnostics, (struct diagnostic){
						    .id = DIAGNOSTIC_UNKNOWN_REFERENCE,
						    .args = { code, asked_as(noun) },
					    });
}

/* From so many variables on, an index of them all is worth its making. */
enum { VARIABLES_MANY = 16 };

static struct err find_variable(const struct asking *asking, struct str code,
				const struct variable **out)
{
	struct found_rows found;

	if (asking->question->n_variables < VARIABLES_MANY) {
		*out = snapshot_find(asking->snapshot, NOUN_VARIABLE, code);
		return OK;
	}
	TRY(snapshot_where(asking->snapshot, NOUN_VARIABLE, "code", code, &found));
	*out = found.count > 0 ? found.at[0] : NULL;
	return OK;
}

/* The variables are found once, since there may be many of them. */
static struct err check_codes(struct asking *asking, struct diagnostics *diagnostics)
{
	const struct data_question *q = asking->question;

	TRY_NEW(asking->variables = NEW(asking->arena, const struct variable *, q->n_variables));
	for (size_t i = 0; i < q->n_variables; i++) {
		TRY(find_variable(asking, q->variables[i], &asking->variables[i]));
		if (!asking->variables[i])
			TRY(check_known(asking, NOUN_VARIABLE, q->variables[i], diagnostics));
	}
	for (size_t i = 0; i < q->n_areas; i++)
		TRY(check_known(asking, NOUN_AREA, q->areas[i], diagnostics));
	for (size_t i = 0; i < q->n_groups; i++)
		TRY(check_known(asking, NOUN_AREA_GROUP, q->groups[i], diagnostics));
	if (!str_empty(q->among))
		TRY(check_known(asking, NOUN_AREA_GROUP, q->among, diagnostics));
	if (!str_empty(q->by.scheme))
		TRY(check_known(asking, NOUN_AREA_SCHEME, q->by.scheme, diagnostics));
	if (!str_empty(q->weight))
		TRY(check_known(asking, NOUN_VARIABLE, q->weight, diagnostics));
	return diagnostics->count > 0 ? ERROR(ERR_INVALID, "something asked for is not known") : OK;
}

/* May the values of several periods become one so? */
static struct err check_over_periods(const struct asking *asking)
{
	const struct data_question *q = asking->question;

	if (asking->by.period || period_cmp(q->from, q->to) == 0)
		return OK;
	for (size_t i = 0; i < q->n_variables; i++) {
		const struct variable *variable = asking->variables[i];

		if (q->function == AGGREGATE_SUM && variable->accumulation == 0)
			return err_format(asking->arena, ERR_USAGE, HERE,
					  "%.*s does not say how its values of several periods "
					  "become one (its accumulation): ask by period",
					  STR_ARGS(variable->code));
		if (q->latest_within > 0 && variable->accumulation == ACCUMULATION_FLOW)
			return err_format(asking->arena, ERR_USAGE, HERE,
					  "%.*s flows: its periods are summed, and an older value "
					  "does not stand for one of them",
					  STR_ARGS(variable->code));
	}
	return OK;
}

static struct err check_form(struct asking *asking)
{
	const struct data_question *q = asking->question;

	if (q->n_variables == 0)
		return ERROR(ERR_USAGE, "a variable must be named");
	if (q->from.kind != q->to.kind || period_cmp(q->from, q->to) > 0)
		return ERROR(ERR_USAGE,
			     "the periods must be of one kind, the first not after the last");
	if (q->latest_within > 0 && q->from.kind == PERIOD_EMPTY)
		return ERROR(ERR_USAGE, "the latest value is looked for before a period: name one");
	if (data_is_weighted(q) && q->function != AGGREGATE_MEAN)
		return ERROR(ERR_USAGE, "only a mean is weighted");
	if (q->where.comparison != COMPARE_NONE && q->function != AGGREGATE_COUNT &&
	    q->function != AGGREGATE_SHARE)
		return ERROR(ERR_USAGE, "a condition is for a count or a share");
	asking->by = q->by;
	if (q->function == AGGREGATE_NONE)
		asking->by.area = asking->by.period = true;
	if (q->from.kind == PERIOD_EMPTY)
		asking->by.period = true;
	return OK;
}

/* ---- The use case ---- */

/* The groups of the scheme, or all areas as one without a name. */
static struct err settle_groups(struct asking *asking, struct date day)
{
	const struct str scheme = asking->question->by.scheme;
	const struct area_set *sets = &asking->areas;
	struct summed_groups *groups = &asking->groups;
	struct area_places *places;
	struct area_turn *turns;

	groups->count = 1;
	if (!str_empty(scheme))
		TRY(area_sets_of_scheme(asking->snapshot, asking->arena, scheme, day,
					&asking->areas, &sets, &groups->count));
	TRY_NEW(places = NEW(asking->arena, struct area_places, groups->count + 1));
	for (size_t i = 0; i < groups->count; i++) {
		TRY(area_places_of(asking->arena, &asking->areas, &sets[i], &places[i]));
		if (str_empty(scheme))
			places[i].group = S("");
	}
	groups->at = places;
	TRY(area_turns_of(asking->arena, asking->areas.count, places, groups->count, &turns,
			  &groups->n_turns));
	groups->turns = turns;
	return OK;
}

static struct err settle_areas(struct asking *asking, struct date day)
{
	const struct data_question *q = asking->question;
	struct area_choice choice = {
		.areas = q->areas,
		.n_areas = q->n_areas,
		.groups = q->groups,
		.n_groups = q->n_groups,
		.among = q->among,
		.day = day,
	};

	TRY(area_set_choose(asking->snapshot, asking->arena, &choice, &asking->areas));
	return settle_groups(asking, day);
}

static struct err open_weights(struct asking *asking)
{
	struct data_source slices = asking->source;

	slices.of_area = NULL;
	if (str_empty(asking->question->weight))
		return OK;
	return data_slice_open(&slices, asking->arena, asking->question->weight, S(""),
			       &asking->weights);
}

static struct err answer_rows(struct asking *asking)
{
	const struct data_question *q = asking->question;

	TRY(data_source_open(&asking->source, asking->app->store, asking->batch, &asking->areas,
			     q->n_variables));
	TRY(open_weights(asking));
	for (size_t i = 0; i < q->n_variables; i++)
		TRY(rows_of_variable(asking, asking->variables[i]));
	return asking->has_series ? OK : asked_coordinates_check(asking->app, asking->arena, q);
}

static struct err settle(struct asking *asking, struct date day, struct diagnostics *diagnostics,
			 struct data_answer *form)
{
	const struct data_question *q = asking->question;

	*form = (struct data_answer){
		.membership = date_empty(q->membership) ? day : q->membership,
		.is_made = q->function != AGGREGATE_NONE,
		.weighs_own = q->weighs_own,
		.from = q->from,
		.to = q->to,
	};
	TRY(check_form(asking));
	form->by = asking->by;
	TRY(check_codes(asking, diagnostics));
	TRY(check_over_periods(asking));
	if (data_periods_are_settled(q))
		TRY(data_periods_settle(asking->arena, q, &asking->periods));
	return settle_areas(asking, form->membership);
}

struct err ask_data_each(const struct app *app, const struct snapshot *snapshot, struct date day,
			 struct arena *arena, const struct data_question *question,
			 struct diagnostics *diagnostics, struct data_answer *form_out,
			 struct data_sink *sink)
{
	struct arena scratch;
	struct asking asking = {
		.app = app,
		.arena = arena,
		.scratch = &scratch,
		.question = question,
		.snapshot = snapshot,
		.batch = snapshot_head(snapshot).batch,
		.day = day,
		.sink = sink,
	};

	assert(question->latest_within >= 0);
	arena_init(&scratch, LIMIT_COMMAND_ARENA);
	struct err e = settle(&asking, day, diagnostics, form_out);

	if (!failed(e))
		e = answer_rows(&asking);
	data_slice_close(&asking.weights);
	data_source_close(&asking.source);
	arena_finish(&scratch);
	return e;
}

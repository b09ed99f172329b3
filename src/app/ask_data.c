/*
 * From a question to rows. Who is asked about is settled first, as sets of areas; then the slices of each
 * variable are read, and every row gathers the cells that it rests on. Silence is not a cell.
 */
#include "app/ask_data.h"

#include <assert.h>

#include "app/data_areas.h"
#include "app/present.h"
#include "base/list.h"
#include "cube/slice.h"
#include "model/variable.h"
#include "store/series.h"

/* The series of one variable and slice, in the order of areas. */
struct slice_data {
	struct str variable, slice;
	const struct kept_series *series;
	size_t count;
};

struct asking {
	const struct app *app;
	struct arena *arena;
	const struct data_question *question;
	const struct snapshot *snapshot;
	int64_t batch;
	struct data_by by;
	struct area_set areas;
	const struct area_set *groups; /* when by groups of a scheme */
	size_t n_groups;
	struct slice_data weights;
	struct list rows; /* struct data_row */
};

/* What one row is about. */
struct bucket {
	const struct slice_data *data;
	const struct area_set *areas;
	struct str group, area;
	const struct period *periods;
	size_t n_periods;
};

/* ---- Cells ---- */

static const struct kept_series *series_of_area(const struct slice_data *data, struct str area)
{
	size_t low = 0, high = data->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(data->series[middle].key.area, area);

		if (order == 0)
			return &data->series[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static int32_t periods_a_year(enum period_kind kind)
{
	static const int32_t counts[] = {
		[PERIOD_EMPTY] = 0,   [PERIOD_YEAR] = 1,   [PERIOD_HALF] = 2,
		[PERIOD_QUARTER] = 4, [PERIOD_MONTH] = 12, [PERIOD_DAY] = 366,
	};
	_Static_assert(countof(counts) == PERIOD_KIND_COUNT_, "every kind of period has its count");

	return counts[kind];
}

/* Is the cell of the period, or of one that is young enough for it? */
static bool is_recent(struct period of, struct period period, int64_t latest_within)
{
	int64_t age;

	if (of.kind != period.kind)
		return false;
	age = (int64_t)period_ordinal(period) - period_ordinal(of);
	return age >= 0 && age <= latest_within * periods_a_year(period.kind);
}

/* The youngest cell that has something to say; one that is empty for a reason counts only alone. */
static const struct series_cell *latest(const struct kept_series *series, struct period period,
					int64_t latest_within)
{
	const struct series_cell *found = NULL;

	for (size_t i = series ? series->count : 0; i-- > 0;) {
		const struct series_cell *cell = &series->cells[i];

		if (!is_recent(cell->period, period, latest_within))
			continue;
		if (cell->observed.state == OBSERVATION_VALUE)
			return cell;
		found = found ? found : cell;
	}
	return found;
}

static double weight_of(const struct asking *asking, struct str area, struct period period)
{
	const struct data_question *question = asking->question;
	struct period of = question->weight_period.kind ? question->weight_period : period;
	const struct series_cell *cell;

	if (str_empty(question->weight))
		return NAN;
	cell = latest(series_of_area(&asking->weights, area), of, 0);
	return cell ? cell->observed.number : NAN;
}

static bool has_answer(struct str answers, struct str answer)
{
	while (!str_empty(answers)) {
		size_t end = str_find(answers, S("; "), 0);

		if (str_eq(str_slice(answers, 0, end), answer))
			return true;
		answers = end == SIZE_MAX ? S("") : str_slice(answers, end + 2, answers.len);
	}
	return false;
}

static bool compare(double number, enum data_comparison comparison, double with)
{
	switch (comparison) {
	case COMPARE_LESS:
		return number < with;
	case COMPARE_AT_MOST:
		return number <= with;
	case COMPARE_EQUAL:
		return number == with;
	case COMPARE_UNEQUAL:
		return number != with;
	case COMPARE_AT_LEAST:
		return number >= with;
	case COMPARE_MORE:
		return number > with;
	case COMPARE_NONE:
		break;
	}
	return true;
}

static bool holds(const struct data_condition *condition, const struct observed *observed)
{
	if (observed->state != OBSERVATION_VALUE)
		return false;
	if (condition->comparison == COMPARE_NONE)
		return true;
	if (isnan(condition->number))
		return has_answer(observed->answer, condition->answer) ==
		       (condition->comparison == COMPARE_EQUAL);
	return !isnan(observed->number) &&
	       compare(observed->number, condition->comparison, condition->number);
}

/* ---- One row ---- */

/* What is gathered for a row. */
struct gathering {
	struct list cells; /* struct data_cell: those that there are */
	size_t of;
};

static struct err gather_area(const struct asking *asking, const struct bucket *bucket,
			      struct str area, struct gathering *gathering)
{
	const struct data_question *question = asking->question;
	const struct kept_series *series = series_of_area(bucket->data, area);

	for (size_t i = 0; i < bucket->n_periods; i++) {
		const struct series_cell *cell =
			latest(series, bucket->periods[i], question->latest_within);
		struct data_cell kept = { .area = area, .slice = bucket->data->slice };

		gathering->of++;
		if (!cell)
			continue;
		kept.period = cell->period;
		kept.observed = cell->observed;
		kept.weight = weight_of(asking, area, bucket->periods[i]);
		kept.counted = holds(&question->where, &cell->observed);
		TRY(list_push(&gathering->cells, &kept));
	}
	return OK;
}

static struct err gather(const struct asking *asking, const struct bucket *bucket,
			 struct gathering *out)
{
	*out = (struct gathering){ .cells = LIST(asking->arena, struct data_cell) };
	if (!str_empty(bucket->area))
		return gather_area(asking, bucket, bucket->area, out);
	for (size_t i = 0; i < bucket->areas->count; i++)
		TRY(gather_area(asking, bucket, bucket->areas->codes[i], out));
	return OK;
}

/* Does the cell take part in what the function makes? */
static bool takes_part(const struct asking *asking, const struct data_cell *cell)
{
	enum aggregate_function function = asking->question->function;

	if (cell->observed.state != OBSERVATION_VALUE)
		return false;
	if (function == AGGREGATE_COUNT || function == AGGREGATE_SHARE)
		return true;
	return !isnan(cell->observed.number) &&
	       (str_empty(asking->question->weight) || !isnan(cell->weight));
}

/* The numbers of the cells that take part, and what is known of all of them together. */
static struct err make_input(const struct asking *asking, const struct gathering *gathering,
			     struct aggregate_input *input, struct observed *status)
{
	size_t n_cells = gathering->cells.count;
	double *numbers, *weights;

	TRY_NEW(numbers = NEW(asking->arena, double, n_cells + 1));
	TRY_NEW(weights = NEW(asking->arena, double, n_cells + 1));
	*input = (struct aggregate_input){ .numbers = numbers };
	for (size_t i = 0; i < n_cells; i++) {
		const struct data_cell *cell = LIST_AT(gathering->cells, struct data_cell, i);

		if (!takes_part(asking, cell))
			continue;
		numbers[input->n] = cell->observed.number;
		weights[input->n++] = cell->weight;
		input->n_holding += cell->counted;
		if (cell->observed.status != OBSERVATION_NORMAL)
			status->status = OBSERVATION_ESTIMATED;
	}
	input->weights = str_empty(asking->question->weight) ? NULL : weights;
	input->n_all = asking->question->of_all ? gathering->of : input->n;
	return OK;
}

static struct err make_one(const struct asking *asking, const struct gathering *gathering,
			   struct data_row *row)
{
	struct aggregate_input input = { .n = 0 };
	struct observed one = observed_absent();

	TRY(make_input(asking, gathering, &input, &one));
	TRY(aggregate(asking->arena, asking->question->function, &input, &one.number));
	one.state = isnan(one.number) ? OBSERVATION_ABSENT : OBSERVATION_VALUE;
	row->observed = one;
	row->n = input.n;
	row->of = gathering->of;
	row->counted = input.n_holding;
	return OK;
}

/* The batches of a row's cells; each is asked for by itself, since a row to be explained has few. */
static struct err explain(const struct asking *asking, struct data_row *row,
			  struct gathering *gathering)
{
	for (size_t i = 0; i < gathering->cells.count; i++) {
		struct data_cell *cell = LIST_AT(gathering->cells, struct data_cell, i);
		struct series_key key = { row->variable, cell->slice, cell->area };

		TRY(store_cell_batches(asking->app->store, key, asking->batch, &cell->period, 1,
				       &cell->batch));
	}
	row->cells = gathering->cells.at;
	row->n_cells = gathering->cells.count;
	return OK;
}

static struct err make_row(struct asking *asking, const struct bucket *bucket)
{
	struct data_row row = {
		.variable = bucket->data->variable,
		.area = bucket->area,
		.group = bucket->group,
		.slice = bucket->data->slice,
		.period = bucket->n_periods == 1 ? bucket->periods[0] : PERIOD_NONE,
	};
	struct gathering gathering;

	TRY(gather(asking, bucket, &gathering));
	if (asking->question->function == AGGREGATE_NONE) {
		const struct data_cell *cell;

		if (gathering.cells.count == 0)
			return OK;
		cell = LIST_AT(gathering.cells, struct data_cell, 0);
		row.observed = cell->observed;
		row.observed_in = cell->period;
	} else {
		TRY(make_one(asking, &gathering, &row));
	}
	if (asking->question->explain)
		TRY(explain(asking, &row, &gathering));
	return list_push(&asking->rows, &row);
}

/* ---- All rows ---- */

static struct err rows_by_period(struct asking *asking, struct bucket bucket,
				 const struct period *periods, size_t n_periods)
{
	if (!asking->by.period) {
		bucket.periods = periods;
		bucket.n_periods = n_periods;
		return make_row(asking, &bucket);
	}
	for (size_t i = 0; i < n_periods; i++) {
		bucket.periods = &periods[i];
		bucket.n_periods = 1;
		TRY(make_row(asking, &bucket));
	}
	return OK;
}

static struct err rows_by_area(struct asking *asking, struct bucket bucket,
			       const struct period *periods, size_t n_periods)
{
	if (!asking->by.area)
		return rows_by_period(asking, bucket, periods, n_periods);
	for (size_t i = 0; i < bucket.areas->count; i++) {
		bucket.area = bucket.areas->codes[i];
		TRY(rows_by_period(asking, bucket, periods, n_periods));
	}
	return OK;
}

static int compare_periods(const void *a, const void *b, const void *context)
{
	(void)context;
	return period_cmp(*(const struct period *)a, *(const struct period *)b);
}

/* Every period that the areas of the answer have, each once, in their order. */
static struct err periods_of_data(const struct asking *asking, const struct slice_data *data,
				  struct list *periods)
{
	size_t kept = 0;

	for (size_t i = 0; i < data->count; i++) {
		const struct kept_series *series = &data->series[i];

		if (!area_set_has(&asking->areas, series->key.area))
			continue;
		for (size_t c = 0; c < series->count; c++)
			TRY(list_push(periods, &series->cells[c].period));
	}
	TRY(list_sort(periods, compare_periods, NULL));
	for (size_t i = 0; i < periods->count; i++) {
		struct period *period = LIST_AT(*periods, struct period, i);

		if (kept == 0 ||
		    period_cmp(*LIST_AT(*periods, struct period, kept - 1), *period) != 0)
			*LIST_AT(*periods, struct period, kept++) = *period;
	}
	periods->count = kept;
	return OK;
}

static struct err periods_asked(const struct asking *asking, const struct slice_data *data,
				struct list *periods)
{
	const struct data_question *question = asking->question;
	struct period period;

	if (question->from.kind == PERIOD_EMPTY)
		return periods_of_data(asking, data, periods);
	for (int32_t i = period_ordinal(question->from); i <= period_ordinal(question->to); i++) {
		if (period_at(question->from.kind, i, &period))
			TRY(list_push(periods, &period));
	}
	return OK;
}

static struct err rows_of_slice(struct asking *asking, const struct slice_data *data)
{
	struct list periods = LIST(asking->arena, struct period);
	struct bucket bucket = { .data = data, .areas = &asking->areas };

	TRY(periods_asked(asking, data, &periods));
	if (str_empty(asking->by.scheme))
		return rows_by_area(asking, bucket, periods.at, periods.count);
	for (size_t i = 0; i < asking->n_groups; i++) {
		bucket.areas = &asking->groups[i];
		bucket.group = asking->groups[i].group;
		TRY(rows_by_area(asking, bucket, periods.at, periods.count));
	}
	return OK;
}

static struct err read_slice(const struct asking *asking, struct str variable, struct str slice,
			     struct slice_data *out)
{
	struct kept_series *series;

	*out = (struct slice_data){ .variable = variable, .slice = slice };
	TRY(store_slice(asking->app->store, asking->arena, variable, slice, asking->batch, &series,
			&out->count));
	out->series = series;
	return OK;
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

static struct err rows_of_variable(struct asking *asking, struct str variable)
{
	struct kept_slice *slices;
	struct slice_data data;
	size_t count;

	if (!asking->by.coordinate) {
		TRY(read_slice(asking, variable, asking->question->slice, &data));
		return rows_of_slice(asking, &data);
	}
	TRY(store_slices(asking->app->store, asking->arena, variable, &slices, &count));
	for (size_t i = 0; i < count; i++) {
		if (!includes(slices[i].slice, asking->question->slice))
			continue;
		TRY(read_slice(asking, variable, slices[i].slice, &data));
		TRY(rows_of_slice(asking, &data));
	}
	return OK;
}

/* ---- Is it to be asked so? ---- */

static struct err check_known(const struct asking *asking, enum noun_id noun, struct str code,
			      struct diagnostics *diagnostics)
{
	if (snapshot_find(asking->snapshot, noun, code))
		return OK;
	return diagnostics_add(diagnostics, (struct diagnostic){
						    .id = DIAGNOSTIC_UNKNOWN_REFERENCE,
						    .args = { code, noun_of(noun)->name },
					    });
}

static struct err check_codes(const struct asking *asking, struct diagnostics *diagnostics)
{
	const struct data_question *q = asking->question;

	for (size_t i = 0; i < q->n_variables; i++)
		TRY(check_known(asking, NOUN_VARIABLE, q->variables[i], diagnostics));
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

/* Sums of snapshots over several periods would count the same thing again and again. */
static struct err check_sums(const struct asking *asking)
{
	const struct data_question *q = asking->question;
	bool is_over_periods = !asking->by.period && period_cmp(q->from, q->to) != 0;

	if (q->function != AGGREGATE_SUM || !is_over_periods)
		return OK;
	for (size_t i = 0; i < q->n_variables; i++) {
		const struct variable *variable =
			snapshot_find(asking->snapshot, NOUN_VARIABLE, q->variables[i]);

		if (variable->accumulation != ACCUMULATION_FLOW)
			return ERROR(
				ERR_USAGE,
				"only a variable whose accumulation is flow can be summed over "
				"several periods: ask by period");
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
	if (!str_empty(q->weight) && q->function != AGGREGATE_MEAN)
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
	if (str_empty(q->by.scheme))
		return OK;
	return area_sets_of_scheme(asking->snapshot, asking->arena, q->by.scheme, day,
				   &asking->areas, &asking->groups, &asking->n_groups);
}

static struct err answer_rows(struct asking *asking, struct date day,
			      struct diagnostics *diagnostics, struct data_answer *out)
{
	const struct data_question *q = asking->question;
	struct data_answer answer = {
		.membership = date_empty(q->membership) ? day : q->membership,
	};

	TRY(check_form(asking));
	TRY(check_codes(asking, diagnostics));
	TRY(check_sums(asking));
	TRY(settle_areas(asking, answer.membership));
	if (!str_empty(q->weight))
		TRY(read_slice(asking, q->weight, S(""), &asking->weights));
	for (size_t i = 0; i < q->n_variables; i++)
		TRY(rows_of_variable(asking, q->variables[i]));
	answer.rows = asking->rows.at;
	answer.count = asking->rows.count;
	answer.by = asking->by;
	answer.is_made = q->function != AGGREGATE_NONE;
	answer.from = q->from;
	answer.to = q->to;
	*out = answer;
	return OK;
}

struct err ask_data_of(const struct app *app, const struct snapshot *snapshot, struct date day,
		       struct arena *arena, const struct data_question *question,
		       struct diagnostics *diagnostics, struct data_answer *out)
{
	struct asking asking = {
		.app = app,
		.arena = arena,
		.question = question,
		.snapshot = snapshot,
		.batch = snapshot_head(snapshot).batch,
		.rows = LIST(arena, struct data_row),
	};

	assert(question->latest_within >= 0);
	return answer_rows(&asking, day, diagnostics, out);
}

struct err ask_data(const struct app *app, struct arena *arena,
		    const struct data_question *question, struct diagnostics *diagnostics,
		    struct data_answer *out)
{
	bool is_present = date_empty(question->as_of);
	struct snapshot *snapshot;

	if (is_present)
		TRY(present(app, &snapshot));
	else
		TRY(present_as_of(app, question->as_of, &snapshot));
	struct err e = ask_data_of(app, snapshot, is_present ? app_today(app) : question->as_of,
				   arena, question, diagnostics, out);

	snapshot_release(snapshot);
	return e;
}

/* Time series without gaps: how far apart the points of each are, the values themselves say. */
#include "vtl/fill_series.h"

#include "vtl/draft.h"
#include "vtl/series_rows.h"

#include <string.h>

/* Rows of the result on their way: each of a row of the operand, or new with the time alone. */
struct filling {
	struct arena *arena;
	uint32_t *rows;   /* of the identifiers: a row of the series */
	uint32_t *values; /* of measures and attributes; ROW_NONE: none */
	struct time_point *times;
	size_t count, room;
	size_t most;
};

static struct err filling_put(struct filling *filling, uint32_t row, uint32_t value,
			      struct time_point time)
{
	if (filling->count == filling->room) {
		size_t room = filling->room * 2 + VECTOR_ROWS;
		uint32_t *rows = NEW(filling->arena, uint32_t, room);
		uint32_t *values = NEW(filling->arena, uint32_t, room);
		struct time_point *times = NEW(filling->arena, struct time_point, room);

		TRY_NEW(rows);
		TRY_NEW(values);
		TRY_NEW(times);
		if (filling->count) {
			memcpy(rows, filling->rows, filling->count * sizeof(*rows));
			memcpy(values, filling->values, filling->count * sizeof(*values));
			memcpy(times, filling->times, filling->count * sizeof(*times));
		}
		filling->rows = rows;
		filling->values = values;
		filling->times = times;
		filling->room = room;
	}
	if (filling->count == filling->most)
		return ERROR(ERR_LIMIT, "a filled time series has too many rows");
	filling->rows[filling->count] = row;
	filling->values[filling->count] = value;
	filling->times[filling->count++] = time;
	return OK;
}

/* The limits of all series together, as days. */
struct limits {
	int32_t first, last;
};

static struct limits limits_of(const struct time_point *times, size_t n)
{
	struct limits limits = { INT32_MAX, INT32_MIN };

	for (size_t i = 0; i < n; i++) {
		limits.first = times[i].first < limits.first ? times[i].first : limits.first;
		limits.last = times[i].last > limits.last ? times[i].last : limits.last;
	}
	return limits;
}

/* One series: its points, and between and around them those that are missing. */
static struct err fill_one(struct filling *filling, const struct series_rows *series, size_t first,
			   size_t end, const struct time_step *common, const struct limits *limits)
{
	const uint32_t *rows = series->rows + first;
	struct time_step step = series_step(series, first, end, common);
	struct time_point at = series->times[rows[0]], before;

	/* Back from the first point to the lower limit, which may lie before it. */
	while (limits && step.is_regular && time_point_move(at, &step, -1, &before) &&
	       before.first >= limits->first)
		at = before;
	for (size_t i = first; i < end; i++) {
		struct time_point point = series->times[series->rows[i]];

		while (step.is_regular && at.first < point.first) {
			TRY(filling_put(filling, rows[0], ROW_NONE, at));
			if (!time_point_move(at, &step, 1, &at))
				return OK;
		}
		TRY(filling_put(filling, rows[0], series->rows[i], point));
		at = point;
		if (!step.is_regular || !time_point_move(at, &step, 1, &at))
			at = point;
	}
	while (limits && step.is_regular && at.last <= limits->last &&
	       at.first > series->times[series->rows[end - 1]].first) {
		TRY(filling_put(filling, rows[0], ROW_NONE, at));
		if (!time_point_move(at, &step, 1, &at))
			break;
	}
	return OK;
}

static struct err fill_rows(struct run *run, const struct series_rows *series, size_t n_rows,
			    bool is_all, struct filling *filling)
{
	struct limits limits = limits_of(series->times, n_rows);
	struct time_step common = series_common_step(series);

	for (size_t s = 0, first = 0; s < series->n_series; first = series->ends[s++]) {
		TRY(run_check(run));
		TRY(fill_one(filling, series, first, series->ends[s], &common,
			     is_all ? &limits : NULL));
	}
	return OK;
}

static struct err time_column(struct arena *arena, const struct filling *filling,
			      enum data_type type, struct column *out)
{
	uint64_t *nulls;
	void *values;

	TRY(column_array(arena, type, filling->count, NULL, out, &values, &nulls));
	out->nulls = NULL;
	for (size_t i = 0; i < filling->count; i++)
		time_point_put(filling->times[i], values, i);
	return OK;
}

struct err fill_series(struct run *run, struct dataset *draft, struct arena *scratch,
		       const struct dataset *operand, bool is_all)
{
	ptrdiff_t time = structure_time(&operand->structure);
	struct filling filling = { .arena = &draft->arena,
				   .most = run->rows_most ? run->rows_most : ROWS_MOST };
	struct series_rows series;
	struct column *columns;

	TRY(draft_columns(draft, &columns));
	TRY(series_rows_of(run, scratch, operand, &series));
	TRY(fill_rows(run, &series, operand->n_rows, is_all, &filling));
	struct row_choice identifiers = { .arena = &draft->arena,
					  .rows = filling.rows,
					  .n_rows = filling.count };
	struct row_choice others = { .arena = &draft->arena,
				     .rows = filling.values,
				     .n_rows = filling.count,
				     .has_none = true };

	for (size_t i = 0; i < operand->structure.count; i++) {
		bool is_identifier = operand->structure.at[i].role == ROLE_IDENTIFIER;

		if ((ptrdiff_t)i == time)
			TRY(time_column(&draft->arena, &filling, operand->columns[i].type,
					&columns[i]));
		else
			TRY(row_choice_column(is_identifier ? &identifiers : &others,
					      &operand->columns[i], &columns[i]));
	}
	draft->n_rows = filling.count;
	return OK;
}

/*
 * Rows by series. A series is all data points that agree in the identifiers but for the time, and in the
 * unit of their periods.
 */
#include "vtl/series_rows.h"

#include "cube/row_groups.h"
#include "vtl/order.h"

static struct err read_times(struct arena *arena, const struct dataset *operand,
			     struct time_point **out)
{
	const struct column *column = &operand->columns[structure_time(&operand->structure)];
	struct time_point *times = NEW(arena, struct time_point, operand->n_rows);
	struct vector_room *room = NEW(arena, struct vector_room, 1);
	struct vector vector;

	TRY_NEW(times);
	TRY_NEW(room);
	for (size_t from = 0; from < operand->n_rows; from += VECTOR_ROWS) {
		size_t n = operand->n_rows - from < VECTOR_ROWS ? operand->n_rows - from
								: VECTOR_ROWS;

		column_read(column, from, n, room, &vector);
		for (size_t i = 0; i < n; i++)
			times[from + i] = time_point_of(vector_scalar(&vector, i));
	}
	*out = times;
	return OK;
}

/* The keys of the series: other identifiers, and the unit of periods. */
static struct err group_series(struct run *run, struct arena *arena, const struct dataset *operand,
			       const struct time_point *times, uint64_t *keys, size_t *n_series)
{
	const struct structure *structure = &operand->structure;
	const struct column **columns = NEW(arena, const struct column *, structure->count + 1);
	uint8_t *units = NEW(arena, uint8_t, operand->n_rows);
	struct column unit = { .type = DATA_BOOLEAN, .values = units }; /* a byte a row */
	ptrdiff_t time = structure_time(structure);
	struct row_groups groups;
	uint32_t ids[VECTOR_ROWS];
	size_t n = 0;

	TRY_NEW(columns);
	TRY_NEW(units);
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role == ROLE_IDENTIFIER && (ptrdiff_t)i != time)
			columns[n++] = &operand->columns[i];
	}
	for (size_t i = 0; i < operand->n_rows; i++)
		units[i] = times[i].type == DATA_TIME_PERIOD ? (uint8_t)times[i].unit : 0;
	columns[n++] = &unit;
	TRY(row_groups_begin(&groups, arena, NULL, columns, n, operand->n_rows));
	for (size_t from = 0; from < operand->n_rows; from += VECTOR_ROWS) {
		size_t block = operand->n_rows - from < VECTOR_ROWS ? operand->n_rows - from
								    : VECTOR_ROWS;

		TRY(run_check(run));
		TRY(row_groups_block(&groups, from, block, ids));
		for (size_t i = 0; i < block; i++)
			keys[from + i] = ids[i];
	}
	*n_series = groups.count;
	return OK;
}

struct err series_rows_of(struct run *run, struct arena *arena, const struct dataset *operand,
			  struct series_rows *out)
{
	struct order_key keys[2] = { 0 };
	size_t n_rows = operand->n_rows, n = 0;
	struct series_rows series = { 0 };

	TRY(read_times(arena, operand, &series.times));
	TRY_NEW(keys[0].keys = NEW(arena, uint64_t, n_rows));
	TRY(group_series(run, arena, operand, series.times, keys[0].keys, &series.n_series));
	TRY(order_key_make(arena, &operand->columns[structure_time(&operand->structure)], n_rows,
			   false, &keys[1]));
	TRY_NEW(series.rows = NEW(arena, uint32_t, n_rows));
	TRY_NEW(series.ends = NEW(arena, size_t, series.n_series));
	for (size_t i = 0; i < n_rows; i++)
		series.rows[i] = (uint32_t)i;
	TRY(order_rows(arena, keys, 2, n_rows, series.rows));
	for (size_t i = 0; i < n_rows; i++) {
		bool is_last = i + 1 == n_rows ||
			       keys[0].keys[series.rows[i]] != keys[0].keys[series.rows[i + 1]];

		if (is_last)
			series.ends[n++] = i + 1;
	}
	*out = series;
	return OK;
}

struct time_step series_common_step(const struct series_rows *series)
{
	struct time_step common = { 0 }, step;

	for (size_t s = 0, first = 0; s < series->n_series; first = series->ends[s++]) {
		if (series->ends[s] - first < 2)
			continue;
		step = time_step_of(series->times, series->rows + first, series->ends[s] - first);
		if (!step.is_regular ||
		    (common.is_regular && (step.unit != common.unit || step.count != common.count)))
			return (struct time_step){ 0 };
		step.is_at_end &= !common.is_regular || common.is_at_end;
		common = step;
	}
	return common;
}

struct time_step series_step(const struct series_rows *series, size_t first, size_t end,
			     const struct time_step *common)
{
	struct time_step step = time_step_of(series->times, series->rows + first, end - first);

	if (step.is_regular || end - first > 1)
		return step;
	return time_step_alone(&series->times[series->rows[first]], common);
}

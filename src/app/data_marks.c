/* See data_marks.h. */
#include "app/data_marks.h"

#include "cube/slice.h"
#include "model/row.h"
#include "model/series_mark.h"

/* ---- The plan's ---- */

/* The coordinates of a mark, in any order; none where the text is not of coordinates. */
static struct err coordinates_of(struct arena *arena, struct str text, struct str *out)
{
	struct coordinate coordinates[SLICE_COORDINATES_MAX];
	size_t count = 0;
	struct str part;

	while (!str_empty(text) && str_cut(&text, ';', &part)) {
		size_t equals = str_find_char(part, '=', 0);

		if (equals == SIZE_MAX || count == countof(coordinates))
			return ERROR(ERR_INVALID, "no coordinates");
		coordinates[count++] = (struct coordinate){ str_slice(part, 0, equals),
							    str_slice(part, equals + 1, part.len) };
	}
	return slice_write(arena, coordinates, count, out);
}

/* Has the slice all the coordinates of the mark? */
static struct err holds_for_slice(struct arena *arena, struct str of_mark, struct str slice,
				  bool *out)
{
	struct coordinate have[SLICE_COORDINATES_MAX], want[SLICE_COORDINATES_MAX];
	size_t n_have = 0, n_want = 0, n_met = 0;
	struct str canonical;
	struct err e = coordinates_of(arena, of_mark, &canonical);

	*out = false;
	if (e.code == ERR_INVALID)
		return OK;
	TRY(e);
	if (!slice_parse(slice, have, &n_have) || !slice_parse(canonical, want, &n_want))
		return OK;
	for (size_t w = 0; w < n_want; w++)
		for (size_t h = 0; h < n_have; h++)
			n_met += str_eq(have[h].dimension, want[w].dimension) &&
				 str_eq(have[h].category, want[w].category);
	*out = n_met == n_want;
	return OK;
}

static int by_period(const void *a, const void *b, const void *context)
{
	const struct data_mark *x = a, *y = b;
	int order = period_cmp(x->period, y->period);

	(void)context;
	return order != 0 ? order : str_cmp(x->key, y->key);
}

struct err marks_of_plan(const struct snapshot *snapshot, struct series_key key, struct list *marks)
{
	struct found_rows found;

	if (snapshot_count(snapshot, NOUN_SERIES_MARK) == 0)
		return OK;
	TRY(snapshot_where(snapshot, NOUN_SERIES_MARK, "variable", key.variable, &found));
	for (size_t i = 0; i < found.count; i++) {
		const struct series_mark *row = found.at[i];
		struct data_mark mark = {
			.kind = series_mark_kinds.at[row->kind - 1].name,
			.period = row->period,
			.area = row->area,
			.slice = row->slice,
			.text = row->text,
			.source = row->source,
		};
		bool holds;

		TRY(holds_for_slice(marks->arena, row->slice, key.slice, &holds));
		if (!holds || (!str_empty(key.area) && !mark_holds(&mark, key.area)))
			continue;
		TRY(row_key(marks->arena, &series_mark_noun, row, &mark.key));
		TRY(list_push(marks, &mark));
	}
	return list_sort(marks, by_period, NULL);
}

bool mark_holds(const struct data_mark *mark, struct str area)
{
	return str_empty(mark->area) || str_eq(mark->area, area);
}

/* ---- What the observations tell ---- */

/* Is there a mark of the period already, for the area? It then says more than the status. */
static bool is_told(const struct list *marks, struct str area, struct period period)
{
	for (size_t i = 0; i < marks->count; i++) {
		const struct data_mark *mark = LIST_AT(*marks, struct data_mark, i);

		if (period_cmp(mark->period, period) == 0 && mark_holds(mark, area))
			return true;
	}
	return false;
}

struct err mark_of_cell(struct list *marks, struct str area, struct period period,
			const struct observed *observed)
{
	struct data_mark mark = {
		.kind = series_mark_kinds.at[SERIES_MARK_KIND_BREAK - 1].name,
		.period = period,
		.area = area,
		.source = observed->source,
	};
	size_t place = marks->count;

	if (observed->state != OBSERVATION_VALUE || observed->status != OBSERVATION_BREAK ||
	    is_told(marks, area, period))
		return OK;
	TRY(list_push(marks, &mark));
	for (; place > 0; place--) {
		struct data_mark *before = LIST_AT(*marks, struct data_mark, place - 1);

		if (period_cmp(before->period, period) <= 0)
			break;
		before[1] = before[0];
	}
	*LIST_AT(*marks, struct data_mark, place) = mark;
	return OK;
}

struct err marks_of_cell(const struct list *of_plan, struct str area, struct period period,
			 const struct observed *observed, struct list *marks)
{
	for (size_t i = 0; i < of_plan->count; i++) {
		const struct data_mark *mark = LIST_AT(*of_plan, struct data_mark, i);

		if (period_cmp(mark->period, period) == 0 && mark_holds(mark, area))
			TRY(list_push(marks, mark));
	}
	return mark_of_cell(marks, area, period, observed);
}

/* ---- Between cells ---- */

static bool lies_between(const struct data_mark *mark, const struct data_cell *cells, size_t count)
{
	bool is_before = false, is_after = false;

	for (size_t i = 0; i < count; i++) {
		if (!mark_holds(mark, cells[i].area) ||
		    cells[i].observed.state != OBSERVATION_VALUE)
			continue;
		if (period_cmp(cells[i].period, mark->period) < 0)
			is_before = true;
		else
			is_after = true;
	}
	return is_before && is_after;
}

struct err marks_between(struct arena *arena, const struct list *of_plan,
			 const struct data_cell *cells, size_t count, struct list *marks)
{
	*marks = LIST(arena, struct data_mark);
	for (size_t i = 0; i < of_plan->count; i++) {
		const struct data_mark *mark = LIST_AT(*of_plan, struct data_mark, i);

		if (lies_between(mark, cells, count))
			TRY(list_push(marks, mark));
	}
	for (size_t i = 1; i < count; i++)
		if (str_eq(cells[i - 1].area, cells[i].area))
			TRY(mark_of_cell(marks, cells[i].area, cells[i].period,
					 &cells[i].observed));
	return OK;
}

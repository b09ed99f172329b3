/* Cells are visited twice: to see which periods there are, and to find their places. */
#include "cube/series_grid.h"

#include <assert.h>

#include "cube/column.h"

static void look_at_kinds(const struct series_view *view, struct series_contents *contents)
{
	if (!view->is_mixed) {
		contents->has_campaigns |= view->kind == PERIOD_CAMPAIGN && view->count > 0;
		return;
	}
	for (size_t i = 0; i < view->count; i++)
		contents->has_campaigns |= view->period_kinds[i] == PERIOD_CAMPAIGN;
}

struct series_contents series_contents_of(const struct series_set *set)
{
	struct series_contents contents = { 0 };

	for (size_t i = 0; set && i < series_set_count(set); i++) {
		struct series_view view = series_set_view(set, i);

		contents.has_numbers |= view.width > 0;
		contents.has_answers |= view.answers.bits > 0 || view.answers.all > 0;
		contents.has_ratios |= view.has_ratios;
		look_at_kinds(&view, &contents);
	}
	return contents;
}

/* Where a cell stands in time. */
struct moment_of_cell {
	enum period_kind kind;
	int32_t ordinal;
};

static struct moment_of_cell moment_of(const struct series_view *view, size_t i)
{
	struct period period;

	if (!view->is_mixed)
		return (struct moment_of_cell){ view->kind, (int32_t)series_ordinal(view, i) };
	period = series_period(view, i);
	return (struct moment_of_cell){ period.kind, period_ordinal(period) };
}

static void stretch(struct period_axis *axis, int32_t ordinal)
{
	if (ordinal < axis->first)
		axis->first = ordinal;
	if (ordinal > axis->last)
		axis->last = ordinal;
}

/* How far each axis reaches, how many cells there are, and whether every series stands in the order of axes. */
static void measure_axes(struct series_grid *grid, bool *is_ordered)
{
	*is_ordered = true;
	for (int k = 0; k < PERIOD_KIND_COUNT_; k++)
		grid->axes[k] = (struct period_axis){ .first = INT32_MAX, .last = INT32_MIN };
	for (size_t s = 0; s < grid->n_areas; s++) {
		struct series_view view = series_set_view(grid->set, s);

		*is_ordered &= !view.is_mixed;
		for (size_t i = 0; i < view.count; i++) {
			struct moment_of_cell at;

			if (!series_is_there(&view, i))
				continue;
			at = moment_of(&view, i);
			stretch(&grid->axes[at.kind], at.ordinal);
			grid->n_rows++;
		}
	}
}

static struct err number_periods(struct series_grid *grid)
{
	for (int k = 0; k < PERIOD_KIND_COUNT_; k++)
		TRY_NEW(grid->axes[k].places = NEW(grid->scratch, uint32_t,
						   period_axis_length(&grid->axes[k]) + 1));
	for (size_t s = 0; s < grid->n_areas; s++) {
		struct series_view view = series_set_view(grid->set, s);

		for (size_t i = 0; i < view.count; i++) {
			struct moment_of_cell at;

			if (!series_is_there(&view, i))
				continue;
			at = moment_of(&view, i);
			grid->axes[at.kind].places[at.ordinal - grid->axes[at.kind].first] = 1;
		}
	}
	for (int k = 0; k < PERIOD_KIND_COUNT_; k++)
		for (size_t i = 0; i < period_axis_length(&grid->axes[k]); i++)
			if (grid->axes[k].places[i])
				grid->axes[k].places[i] = (uint32_t)++grid->n_periods;
	return OK;
}

/* The place of each row in the grid; NULL when they are one and the same. */
static struct err choose_places(const struct series_grid *grid, bool is_ordered,
				const uint32_t **out)
{
	uint32_t *rows;
	size_t n = 0;

	*out = NULL;
	if (is_ordered && grid->n_rows == grid->n_areas * grid->n_periods)
		return OK;
	TRY_NEW(rows = NEW(grid->arena, uint32_t, grid->n_rows + 1));
	for (size_t s = 0; s < grid->n_areas; s++) {
		struct series_view view = series_set_view(grid->set, s);

		for (size_t i = 0; i < view.count; i++) {
			struct moment_of_cell at;
			const struct period_axis *axis;

			if (!series_is_there(&view, i))
				continue;
			at = moment_of(&view, i);
			axis = &grid->axes[at.kind];
			rows[n++] = (uint32_t)(s * grid->n_periods) +
				    axis->places[at.ordinal - axis->first] - 1;
		}
	}
	assert(n == grid->n_rows);
	*out = rows;
	return OK;
}

struct err series_grid_lay(struct series_grid *grid, const uint32_t **places_out)
{
	bool is_ordered;
	size_t size;

	grid->n_areas = series_set_count(grid->set);
	grid->n_periods = grid->n_rows = 0;
	measure_axes(grid, &is_ordered);
	TRY(number_periods(grid));
	if (__builtin_mul_overflow(grid->n_areas, grid->n_periods, &size) || size > ROWS_MOST)
		return ERROR(ERR_LIMIT, "more areas times periods than a dataset has rows");
	return choose_places(grid, is_ordered, places_out);
}

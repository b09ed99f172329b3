/* hierarchy: the values of the left sides are computed from those of the right sides. */
#include "vtl/hierarchy.h"

#include "cube/column_writer.h"
#include "vtl/draft.h"
#include "vtl/hierarchy_grid.h"
#include "vtl/set.h"

struct err hierarchy_structure(struct arena *arena, const struct structure *operand,
			       const struct hierarchy *hierarchy, struct structure *out,
			       struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };

	TRY(grid_check_operand(arena, operand, hierarchy, S("hierarchy"), fault));
	for (size_t i = 0; i < operand->count; i++) {
		struct component component = operand->at[i];

		if (component.role == ROLE_ATTRIBUTE)
			continue;
		component.is_nullable |= component.role == ROLE_MEASURE;
		TRY(structure_add(&draft, component));
	}
	*out = structure_of(&draft);
	return OK;
}

/* --- the result --- */

/* The computed cells, as rows: which combination each is of, and which code. */
struct cells {
	uint32_t *points, *codes;
	size_t count;
};

static struct err collect(struct grid *grid, struct arena *arena, struct cells *out)
{
	size_t most = grid->n_codes * grid->n_points;

	TRY_NEW(out->points = NEW(arena, uint32_t, most));
	TRY_NEW(out->codes = NEW(arena, uint32_t, most));
	for (size_t c = 0; c < grid->n_codes; c++) {
		for (size_t p = 0; p < grid->n_points; p++) {
			const struct cell *cell = grid_computed(grid, c, p);

			if (cell->state == CELL_MISSING || cell->is_hidden)
				continue;
			out->points[out->count] = (uint32_t)p;
			out->codes[out->count++] = (uint32_t)c;
		}
	}
	return OK;
}

static struct err measure_column(const struct grid *grid, struct arena *arena,
				 const struct cells *cells, enum data_type type, struct column *out)
{
	struct column_writer writer;

	TRY(column_writer_begin(&writer, arena, type, cells->count));
	for (size_t i = 0; i < cells->count; i++) {
		const struct cell *cell = grid_computed(grid, cells->codes[i], cells->points[i]);

		if (cell->state == CELL_VALUE)
			TRY(column_writer_put(&writer, i,
					      grid_measure(cell->value, cell->integer, type)));
	}
	*out = writer.column;
	return OK;
}

static struct err viral_column(const struct grid *grid, struct arena *arena,
			       const struct cells *cells, size_t place, struct column *out)
{
	struct column_writer writer;
	size_t v = 0;

	while (grid->virals[v] != place)
		v++;
	TRY(column_writer_begin(&writer, arena, grid->operand->structure.at[place].type,
				cells->count));
	for (size_t i = 0; i < cells->count; i++)
		TRY(column_writer_put(
			&writer, i,
			grid_computed(grid, cells->codes[i], cells->points[i])->attributes[v]));
	*out = writer.column;
	return OK;
}

static struct err write_cells(struct grid *grid, struct dataset *draft)
{
	struct arena *arena = &draft->arena;
	struct cells cells = { 0 };
	struct column *columns;

	TRY(collect(grid, arena, &cells));
	TRY(draft_columns(draft, &columns));
	draft->n_rows = cells.count;
	for (size_t i = 0; i < draft->structure.count; i++) {
		const struct component *component = &draft->structure.at[i];
		size_t place = (size_t)structure_find(&grid->operand->structure, component->name);

		if (place == grid->component)
			TRY(grid_code_column(grid, arena, cells.codes, cells.count, &columns[i]));
		else if (component->role == ROLE_IDENTIFIER)
			TRY(grid_point_column(grid, arena, place, cells.points, cells.count,
					      &columns[i]));
		else if (component->role == ROLE_MEASURE)
			TRY(measure_column(grid, arena, &cells, component->type, &columns[i]));
		else
			TRY(viral_column(grid, arena, &cells, place, &columns[i]));
	}
	return OK;
}

struct hierarchy_call {
	struct dataset *operand;
	const struct hierarchy *hierarchy;
};

static struct err compute(struct run *run, struct dataset *draft, struct arena *scratch,
			  const struct hierarchy_call *call)
{
	struct grid grid;

	TRY(grid_make(&grid, run, scratch, call->operand, call->hierarchy, S("hierarchy")));
	TRY(grid_compute(&grid));
	return write_cells(&grid, draft);
}

static struct err hierarchy_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct hierarchy_call *call = call_;
	struct arena scratch;
	struct err err;

	TRY(dataset_borrow(draft, call->operand));
	TRY(hierarchy_structure(&draft->arena, &call->operand->structure, call->hierarchy,
				&draft->structure, &run->fault));
	run_scratch(run, &scratch);
	err = compute(run, draft, &scratch, call);
	arena_finish(&scratch);
	return err;
}

/* The operand without attributes that are not viral, as the result has it. */
static struct err plain_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct hierarchy_call *call = call_;
	struct column *columns;

	TRY(dataset_borrow(draft, call->operand));
	TRY(hierarchy_structure(&draft->arena, &call->operand->structure, call->hierarchy,
				&draft->structure, &run->fault));
	TRY(draft_columns(draft, &columns));
	for (size_t i = 0; i < draft->structure.count; i++)
		columns[i] = call->operand->columns[structure_find(&call->operand->structure,
								   draft->structure.at[i].name)];
	draft->n_rows = call->operand->n_rows;
	return OK;
}

struct err hierarchy_roll_up(struct run *run, struct dataset *operand,
			     const struct hierarchy *hierarchy, struct dataset **out)
{
	struct hierarchy_call call = { operand, hierarchy };
	struct dataset *both[2];
	struct err err;

	TRY(draft_make(run, hierarchy_fill, &call, &both[0]));
	if (hierarchy->output != HIERARCHY_ALL) {
		*out = both[0];
		return OK;
	}
	/* What is computed goes before what was there. */
	err = draft_make(run, plain_fill, &call, &both[1]);
	if (!failed(err)) {
		err = set_apply(run, SET_UNION, both, 2, out);
		dataset_release(both[1]);
	}
	dataset_release(both[0]);
	return err;
}

/* Datasets: how they are held and released, and views of them. */
#include "cube/dataset.h"

#include "base/memory.h"
#include "cube/row_groups.h"

#include <assert.h>

struct dataset_hold {
	struct dataset_hold *next;
	struct dataset *dataset;
};

struct err dataset_new(struct allowance *allowance, struct dataset **out)
{
	struct dataset *dataset = memory_take(sizeof(*dataset));

	TRY_NEW(dataset);
	arena_init_within(&dataset->arena, allowance);
	atomic_init(&dataset->references, 1);
	*out = dataset;
	return OK;
}

struct err dataset_borrow(struct dataset *dataset, struct dataset *from)
{
	struct dataset_hold *hold;

	for (hold = dataset->held; hold; hold = hold->next) {
		if (hold->dataset == from)
			return OK;
	}
	TRY_NEW(hold = NEW(&dataset->arena, struct dataset_hold, 1));
	*hold = (struct dataset_hold){ dataset->held, dataset_hold(from) };
	dataset->held = hold;
	return OK;
}

struct dataset *dataset_hold(struct dataset *dataset)
{
	atomic_fetch_add(&dataset->references, 1);
	return dataset;
}

/* One reference less; without any, it is put to those that are to go. */
static void drop(struct dataset *dataset, struct dataset **dead)
{
	if (atomic_fetch_sub(&dataset->references, 1) != 1)
		return;
	dataset->next_dead = *dead;
	*dead = dataset;
}

/* Datasets that hold one another in a long chain go one by one, without recursion. */
void dataset_release(struct dataset *dataset)
{
	struct dataset *dead = NULL;

	if (dataset)
		drop(dataset, &dead);
	while (dead) {
		struct dataset *gone = dead;

		dead = gone->next_dead;
		for (struct dataset_hold *hold = gone->held; hold; hold = hold->next)
			drop(hold->dataset, &dead);
		arena_finish(&gone->arena);
		memory_give(gone);
	}
}

static struct err settle_into(struct dataset *settled, const struct task *task,
			      const struct dataset *dataset)
{
	struct column *columns = NEW(&settled->arena, struct column, dataset->structure.count);

	TRY_NEW(columns);
	for (size_t i = 0; i < dataset->structure.count; i++)
		TRY(column_settle(&settled->arena, task, &dataset->columns[i], dataset->n_rows,
				  &columns[i]));
	settled->structure = dataset->structure;
	settled->columns = columns;
	settled->n_rows = dataset->n_rows;
	return OK;
}

struct err dataset_settle(struct allowance *allowance, const struct task *task,
			  struct dataset *dataset, struct dataset **out)
{
	struct dataset *settled;
	struct err err;

	TRY(dataset_new(allowance, &settled));
	err = dataset_borrow(settled, dataset); /* its texts, and what needed no copy */
	if (!failed(err))
		err = settle_into(settled, task, dataset);
	if (failed(err)) {
		dataset_release(settled);
		return err;
	}
	*out = settled;
	return OK;
}

struct err dataset_choose(struct dataset *dataset, struct dataset *source, const uint32_t *rows,
			  size_t n_rows)
{
	struct row_choice choice = { .arena = &dataset->arena, .rows = rows, .n_rows = n_rows };
	struct column *columns = NEW(&dataset->arena, struct column, source->structure.count);

	TRY_NEW(columns);
	TRY(dataset_borrow(dataset, source));
	for (size_t i = 0; i < source->structure.count; i++)
		TRY(row_choice_column(&choice, &source->columns[i], &columns[i]));
	dataset->structure = source->structure;
	dataset->columns = columns;
	dataset->n_rows = n_rows;
	return OK;
}

/* The first null of the column, or SIZE_MAX. */
static struct err first_null(const struct task *task, const struct column *column, size_t n_rows,
			     struct vector_room *room, size_t *out)
{
	struct vector vector;

	*out = SIZE_MAX;
	if (!column->nulls && !column->rows && column->type != DATA_NULL)
		return OK;
	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;

		TRY(task_check(task));
		column_read(column, from, n, room, &vector);
		for (size_t i = 0; vector.nulls && i < n; i++) {
			if (!bit_get(vector.nulls, i))
				continue;
			*out = from + i;
			return OK;
		}
	}
	return OK;
}

/* The first row whose identifiers an earlier one has. */
static struct err find_double(struct arena *arena, const struct task *task,
			      const struct dataset *dataset, const struct column **columns,
			      size_t n, struct dataset_fault *out)
{
	struct row_groups groups;
	uint32_t ids[VECTOR_ROWS];

	TRY(row_groups_begin(&groups, arena, task, columns, n, dataset->n_rows));
	for (size_t from = 0; from < dataset->n_rows; from += VECTOR_ROWS) {
		size_t block = dataset->n_rows - from < VECTOR_ROWS ? dataset->n_rows - from
								    : VECTOR_ROWS;

		TRY(task_check(task));
		TRY(row_groups_block(&groups, from, block, ids));
		if (groups.count == from + block)
			continue;
		for (size_t i = 0; i < block; i++) {
			if (groups.first_rows[ids[i]] == from + i)
				continue;
			*out = (struct dataset_fault){ .is_broken = true,
						       .row = from + i,
						       .earlier = groups.first_rows[ids[i]],
						       .component = COMPONENT_NONE };
			return OK;
		}
	}
	return OK;
}

static struct err examine(struct arena *arena, const struct task *task,
			  const struct dataset *dataset, struct dataset_fault *out)
{
	const struct column **columns = NEW(arena, const struct column *, dataset->structure.count);
	struct vector_room *room = NEW(arena, struct vector_room, 1);
	size_t n = 0;

	TRY_NEW(columns);
	TRY_NEW(room);
	for (size_t i = 0; i < dataset->structure.count; i++) {
		size_t row;

		if (dataset->structure.at[i].role != ROLE_IDENTIFIER)
			continue;
		TRY(first_null(task, &dataset->columns[i], dataset->n_rows, room, &row));
		if (row != SIZE_MAX && (!out->is_broken || row < out->row))
			*out = (struct dataset_fault){ .is_broken = true,
						       .row = row,
						       .earlier = SIZE_MAX,
						       .component = (ptrdiff_t)i };
		columns[n++] = &dataset->columns[i];
	}
	return out->is_broken ? OK : find_double(arena, task, dataset, columns, n, out);
}

struct err dataset_examine(struct allowance *allowance, const struct task *task,
			   const struct dataset *dataset, struct dataset_fault *out)
{
	struct dataset_fault fault = { .component = COMPONENT_NONE };
	struct arena arena;
	struct err err;

	arena_init_within(&arena, allowance);
	err = examine(&arena, task, dataset, &fault);
	arena_finish(&arena);
	if (!failed(err))
		*out = fault;
	return err;
}

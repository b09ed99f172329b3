/*
 * pivot: the values of an identifier become measures. The data points that become one are combined in their
 * viral attributes, as aggregates combine them.
 */
#include "cube/row_groups.h"
#include "vtl/clause.h"
#include "vtl/draft.h"

#include "base/buf.h"

enum { MEASURES_MOST = 1024 };

static bool is_key(const struct component *component, struct str identifier)
{
	return component->role == ROLE_IDENTIFIER && !str_eq(component->name, identifier);
}

static bool stays(const struct component *component, struct str identifier)
{
	return is_key(component, identifier) || component->role == ROLE_VIRAL_ATTRIBUTE;
}

struct err pivot_structure(struct arena *arena, const struct structure *operand,
			   struct str identifier, struct str measure, struct structure *out,
			   struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	size_t by, of;

	TRY(component_find(operand, S("pivot"), identifier, &by, fault));
	TRY(component_find(operand, S("pivot"), measure, &of, fault));
	if (operand->at[by].role != ROLE_IDENTIFIER)
		return fault_set(fault, 1, S(N_("{1}: {2} is no identifier")),
				 (struct message_args){ { S("pivot"), identifier } });
	if (operand->at[of].role != ROLE_MEASURE)
		return fault_set(fault, 2, S(N_("{1}: {2} is no measure")),
				 (struct message_args){ { S("pivot"), measure } });
	for (size_t i = 0; i < operand->count; i++) {
		if (stays(&operand->at[i], identifier))
			TRY(structure_add(&draft, operand->at[i]));
	}
	*out = structure_of(&draft);
	return OK;
}

struct pivot_call {
	struct dataset *operand;
	struct str identifier, measure;
	const struct viral_rules *viral;
};

/* The rows by their remaining identifiers, and by the one that becomes measures. */
struct pivoting {
	const struct dataset *operand;
	size_t by, of;
	struct row_groups points, names;
	uint32_t *point_of; /* for each row of the operand, below points.count */
	uint32_t
		*rows; /* names.count blocks of points.count: the row of the operand, or ROW_NONE */
};

static struct err all_ids(struct row_groups *groups, size_t n_rows, uint32_t *out)
{
	uint32_t ids[VECTOR_ROWS];

	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;

		TRY(row_groups_block(groups, from, n, ids));
		for (size_t i = 0; i < n; i++)
			out[from + i] = ids[i];
	}
	return OK;
}

static struct err find_places(struct run *run, struct arena *arena, struct arena *scratch,
			      struct pivoting *pivoting, struct str identifier)
{
	const struct dataset *operand = pivoting->operand;
	const struct structure *structure = &operand->structure;
	const struct column **columns = NEW(scratch, const struct column *, structure->count);
	const struct column *by = &operand->columns[pivoting->by];
	uint32_t *points = pivoting->point_of = NEW(scratch, uint32_t, operand->n_rows);
	uint32_t *names = NEW(scratch, uint32_t, operand->n_rows);
	size_t n = 0, places;

	TRY_NEW(columns);
	TRY_NEW(points);
	TRY_NEW(names);
	for (size_t i = 0; i < structure->count; i++) {
		if (is_key(&structure->at[i], identifier))
			columns[n++] = &operand->columns[i];
	}
	TRY(row_groups_begin(&pivoting->points, scratch, NULL, columns, n, operand->n_rows));
	TRY(row_groups_begin(&pivoting->names, scratch, NULL, &by, 1, operand->n_rows));
	TRY(all_ids(&pivoting->points, operand->n_rows, points));
	TRY(all_ids(&pivoting->names, operand->n_rows, names));
	if (pivoting->names.count > MEASURES_MOST)
		return fault_set(&run->fault, 1, S(N_("{1}: {2} has too many different values")),
				 (struct message_args){ { S("pivot"), identifier } });
	places = pivoting->points.count * pivoting->names.count;
	TRY_NEW(pivoting->rows = NEW(arena, uint32_t, places));
	for (size_t i = 0; i < places; i++)
		pivoting->rows[i] = ROW_NONE;
	for (size_t i = 0; i < operand->n_rows; i++)
		pivoting->rows[names[i] * pivoting->points.count + points[i]] = (uint32_t)i;
	return OK;
}

/* A value as the name of a measure. */
static struct err name_of(struct arena *arena, struct scalar value, struct str *out)
{
	struct buf buf;

	buf_init(&buf, arena);
	scalar_write(&buf, value);
	return buf_done(&buf, out);
}

static struct err add_measures(struct run *run, struct arena *arena,
			       const struct pivoting *pivoting, struct structure_draft *draft)
{
	const struct dataset *operand = pivoting->operand;

	for (size_t m = 0; m < pivoting->names.count; m++) {
		struct component component = operand->structure.at[pivoting->of];
		struct structure so_far = structure_of(draft);

		TRY(name_of(arena,
			    column_scalar(&operand->columns[pivoting->by],
					  pivoting->names.first_rows[m]),
			    &component.name));
		component.is_nullable = true;
		if (structure_find(&so_far, component.name) != COMPONENT_NONE)
			return fault_set(&run->fault, 0,
					 S(N_("{1}: there would be two components {2}")),
					 (struct message_args){ { S("pivot"), component.name } });
		TRY(structure_add(draft, component));
	}
	return OK;
}

/* The other identifiers, as any row of the data point has them. */
static struct err key_column(struct arena *arena, const struct pivoting *pivoting,
			     const struct column *column, struct column *out)
{
	size_t n = pivoting->points.count;
	uint32_t *first_rows = NEW(arena, uint32_t, n);
	struct row_choice choice = { .arena = arena, .rows = first_rows, .n_rows = n };

	TRY_NEW(first_rows);
	for (size_t i = 0; i < n; i++)
		first_rows[i] = pivoting->points.first_rows[i];
	return row_choice_column(&choice, column, out);
}

static struct err kept_columns(struct run *run, struct arena *arena,
			       const struct pivoting *pivoting, const struct viral_rules *viral,
			       const struct structure *kept, struct column *columns)
{
	const struct dataset *operand = pivoting->operand;

	for (size_t i = 0; i < kept->count; i++) {
		const struct component *component = &kept->at[i];
		ptrdiff_t place = structure_find(&operand->structure, component->name);
		const struct column *column = &operand->columns[place];

		if (component->role == ROLE_IDENTIFIER)
			TRY(key_column(arena, pivoting, column, &columns[i]));
		else
			TRY(viral_gather(run, arena, viral_rule_of(viral, component), column,
					 operand->n_rows, pivoting->point_of,
					 pivoting->points.count, &columns[i]));
	}
	return OK;
}

static struct err measure_columns(struct arena *arena, const struct pivoting *pivoting,
				  struct column *columns)
{
	size_t n = pivoting->points.count;

	for (size_t m = 0; m < pivoting->names.count; m++) {
		struct row_choice measure = { .arena = arena,
					      .rows = pivoting->rows + m * n,
					      .n_rows = n,
					      .has_none = true };

		TRY(row_choice_column(&measure, &pivoting->operand->columns[pivoting->of],
				      &columns[m]));
	}
	return OK;
}

static struct err pivot_rows(struct run *run, struct dataset *draft, struct arena *scratch,
			     const struct pivot_call *call)
{
	const struct structure *structure = &call->operand->structure;
	struct pivoting pivoting = {
		.operand = call->operand,
		.by = (size_t)structure_find(structure, call->identifier),
		.of = (size_t)structure_find(structure, call->measure),
	};
	struct structure_draft components = { .arena = &draft->arena };
	struct structure kept = draft->structure;
	struct column *columns;

	TRY(find_places(run, &draft->arena, scratch, &pivoting, call->identifier));
	for (size_t i = 0; i < kept.count; i++)
		TRY(structure_add(&components, kept.at[i]));
	TRY(add_measures(run, &draft->arena, &pivoting, &components));
	draft->structure = structure_of(&components);
	TRY(draft_columns(draft, &columns));
	draft->n_rows = pivoting.points.count;
	TRY(kept_columns(run, &draft->arena, &pivoting, call->viral, &kept, columns));
	return measure_columns(&draft->arena, &pivoting, columns + kept.count);
}

static struct err pivot_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct pivot_call *call = call_;
	struct arena scratch;
	struct err err;

	TRY(dataset_borrow(draft, call->operand));
	TRY(pivot_structure(&draft->arena, &call->operand->structure, call->identifier,
			    call->measure, &draft->structure, &run->fault));
	run_scratch(run, &scratch);
	err = pivot_rows(run, draft, &scratch, call);
	arena_finish(&scratch);
	return err;
}

struct err pivot(struct run *run, struct dataset *operand, struct str identifier,
		 struct str measure, const struct viral_rules *viral, struct dataset **out)
{
	return draft_make(run, pivot_fill,
			  &(struct pivot_call){ operand, identifier, measure, viral }, out);
}

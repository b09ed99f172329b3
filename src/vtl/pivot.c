/* pivot and unpivot: the values of an identifier become measures, and measures values of an identifier. */
#include "cube/row_groups.h"
#include "vtl/clause.h"
#include "vtl/draft.h"

#include "base/buf.h"

enum { MEASURES_MOST = 1024 };

static bool stays(const struct component *component, struct str identifier)
{
	return component->role == ROLE_IDENTIFIER && !str_eq(component->name, identifier);
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
};

/* The rows by their remaining identifiers, and by the one that becomes measures. */
struct pivoting {
	const struct dataset *operand;
	size_t by, of;
	struct row_groups points, names;
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
	uint32_t *points = NEW(scratch, uint32_t, operand->n_rows);
	uint32_t *names = NEW(scratch, uint32_t, operand->n_rows);
	size_t n = 0, places;

	TRY_NEW(columns);
	TRY_NEW(points);
	TRY_NEW(names);
	for (size_t i = 0; i < structure->count; i++) {
		if (stays(&structure->at[i], identifier))
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

static struct err pivot_columns(struct arena *arena, const struct pivoting *pivoting,
				struct structure *structure, struct column *columns)
{
	const struct dataset *operand = pivoting->operand;
	size_t n = pivoting->points.count, to = 0;
	uint32_t *first_rows = NEW(arena, uint32_t, n);
	struct row_choice choice = { .arena = arena, .n_rows = n };

	TRY_NEW(first_rows);
	for (size_t i = 0; i < n; i++)
		first_rows[i] = pivoting->points.first_rows[i];
	choice.rows = first_rows;
	for (; to < structure->count - pivoting->names.count; to++) {
		ptrdiff_t place = structure_find(&operand->structure, structure->at[to].name);

		TRY(row_choice_column(&choice, &operand->columns[place], &columns[to]));
	}
	for (size_t m = 0; m < pivoting->names.count; m++) {
		struct row_choice measure = { .arena = arena,
					      .rows = pivoting->rows + m * n,
					      .n_rows = n,
					      .has_none = true };

		TRY(row_choice_column(&measure, &operand->columns[pivoting->of], &columns[to++]));
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
	struct column *columns;

	TRY(find_places(run, &draft->arena, scratch, &pivoting, call->identifier));
	for (size_t i = 0; i < draft->structure.count; i++)
		TRY(structure_add(&components, draft->structure.at[i]));
	TRY(add_measures(run, &draft->arena, &pivoting, &components));
	draft->structure = structure_of(&components);
	TRY(draft_columns(draft, &columns));
	draft->n_rows = pivoting.points.count;
	return pivot_columns(&draft->arena, &pivoting, &draft->structure, columns);
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
		 struct str measure, struct dataset **out)
{
	return draft_make(run, pivot_fill, &(struct pivot_call){ operand, identifier, measure },
			  out);
}

/* --- unpivot --- */

struct err unpivot_structure(struct arena *arena, const struct structure *operand,
			     struct str identifier, struct str measure, struct structure *out,
			     struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	enum data_type type = DATA_NULL;

	if (str_eq(identifier, measure))
		return fault_set(fault, 2, S(N_("{1}: there would be two components {2}")),
				 (struct message_args){ { S("unpivot"), measure } });
	for (size_t i = 0; i < operand->count; i++) {
		const struct component *component = &operand->at[i];

		if (component->role == ROLE_MEASURE && !data_common(type, component->type, &type))
			return fault_set(
				fault, 0,
				S(N_("{1}: the measures must be of one type, and {2} is "
				     "of another")),
				(struct message_args){ { S("unpivot"), component->name } });
		if (component->role != ROLE_IDENTIFIER)
			continue;
		if (str_eq(component->name, identifier) || str_eq(component->name, measure))
			return fault_set(
				fault, str_eq(component->name, identifier) ? 1 : 2,
				S(N_("{1}: there would be two components {2}")),
				(struct message_args){ { S("unpivot"), component->name } });
		TRY(structure_add(&draft, *component));
	}
	if (type == DATA_NULL)
		return fault_set(fault, 0, S(N_("{1}: the dataset has no measure")),
				 (struct message_args){ { S("unpivot") } });
	TRY(structure_add(&draft, (struct component){ .name = identifier,
						      .role = ROLE_IDENTIFIER,
						      .type = DATA_STRING }));
	TRY(structure_add(&draft, (struct component){ .name = measure,
						      .role = ROLE_MEASURE,
						      .type = type,
						      .is_nullable = true }));
	for (size_t i = 0; i < operand->count; i++) {
		struct structure so_far = structure_of(&draft);

		if (operand->at[i].role == ROLE_VIRAL_ATTRIBUTE &&
		    structure_find(&so_far, operand->at[i].name) == COMPONENT_NONE)
			TRY(structure_add(&draft, operand->at[i]));
	}
	*out = structure_of(&draft);
	return OK;
}

/* Where each data point of the result comes from: row by row, measure by measure, without nulls. */
struct unpivoted {
	uint32_t *rows;     /* of the operand */
	uint32_t *measures; /* which of the measures, from 0 */
	size_t count;
};

/* The places of the measures; how many. */
static size_t measures_of(const struct structure *structure, size_t *places)
{
	size_t n = 0;

	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role == ROLE_MEASURE)
			places[n++] = i;
	}
	return n;
}

static struct err find_points(struct run *run, struct arena *arena, const struct dataset *operand,
			      const size_t *measures, size_t n_measures, struct unpivoted *out)
{
	struct vector_room *rooms = NEW(arena, struct vector_room, n_measures);
	struct vector *vectors = NEW(arena, struct vector, n_measures);
	size_t most;

	TRY_NEW(rooms);
	TRY_NEW(vectors);
	if (__builtin_mul_overflow(operand->n_rows, n_measures, &most) || most > ROWS_MOST)
		return ERROR(ERR_LIMIT, "a result has too many rows");
	TRY_NEW(out->rows = NEW(arena, uint32_t, most));
	TRY_NEW(out->measures = NEW(arena, uint32_t, most));
	for (size_t from = 0; from < operand->n_rows; from += VECTOR_ROWS) {
		size_t n = operand->n_rows - from < VECTOR_ROWS ? operand->n_rows - from
								: VECTOR_ROWS;

		TRY(run_check(run));
		for (size_t m = 0; m < n_measures; m++)
			column_read(&operand->columns[measures[m]], from, n, &rooms[m],
				    &vectors[m]);
		for (size_t i = 0; i < n; i++) {
			for (size_t m = 0; m < n_measures; m++) {
				if (vector_null(&vectors[m], i))
					continue;
				out->rows[out->count] = (uint32_t)(from + i);
				out->measures[out->count++] = (uint32_t)m;
			}
		}
	}
	return OK;
}

/* The names of the measures as a column. */
static struct err name_column(struct arena *arena, const struct structure *structure,
			      const size_t *measures, size_t n_measures,
			      const struct unpivoted *points, struct column *out)
{
	struct dictionary *dictionary = NEW(arena, struct dictionary, 1);
	struct str *names = NEW(arena, struct str, n_measures);

	TRY_NEW(dictionary);
	TRY_NEW(names);
	for (size_t m = 0; m < n_measures; m++) {
		names[m] = str_copy(arena, structure->at[measures[m]].name);
		TRY_NEW(names[m].at);
	}
	*dictionary = (struct dictionary){ names, n_measures };
	*out = (struct column){ .type = DATA_STRING,
				.values = points->measures,
				.dictionary = dictionary };
	return OK;
}

/* All measures as one column: a case of as many branches, each a view of its measure. */
static struct err value_column(struct run *run, struct arena *arena, const struct dataset *operand,
			       const size_t *measures, size_t n_measures,
			       const struct unpivoted *points, enum data_type type,
			       struct column *out)
{
	struct row_choice choice = { .arena = arena,
				     .rows = points->rows,
				     .n_rows = points->count };
	struct component *components = NEW(arena, struct component, n_measures + 1);
	struct column *columns = NEW(arena, struct column, n_measures + 1);
	const struct expression **operands =
		NEW(arena, const struct expression *, 2 * n_measures + 1);
	const struct expression *which, *sides[2], *expression;
	struct dataset all = { .structure = { components, n_measures + 1 },
			       .columns = columns,
			       .n_rows = points->count };

	TRY_NEW(components);
	TRY_NEW(columns);
	TRY_NEW(operands);
	/* The number of the measure, read as a period: 32 bits each. */
	components[n_measures] = (struct component){ .type = DATA_TIME_PERIOD };
	columns[n_measures] =
		(struct column){ .type = DATA_TIME_PERIOD, .values = points->measures };
	for (size_t m = 0; m < n_measures; m++) {
		components[m].type = operand->structure.at[measures[m]].type;
		TRY(row_choice_column(&choice, &operand->columns[measures[m]], &columns[m]));
	}
	TRY(expression_component(arena, &all.structure, n_measures, 0, &which));
	for (size_t m = 0; m < n_measures; m++) {
		sides[0] = which;
		TRY(expression_constant(
			arena, (struct scalar){ .type = DATA_TIME_PERIOD, .period = (int32_t)m }, 0,
			&sides[1]));
		TRY(expression_call(arena, OPERATION_EQUAL, sides, 2, 0, &operands[2 * m],
				    &run->fault));
		TRY(expression_component(arena, &all.structure, m, 0, &operands[2 * m + 1]));
	}
	TRY(expression_constant(arena, scalar_null(type), 0, &operands[2 * n_measures]));
	TRY(expression_call(arena, OPERATION_CASE, operands, 2 * n_measures + 1, 0, &expression,
			    &run->fault));
	return expression_columns(run, arena, &all, &expression, 1, out);
}

static struct err unpivot_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct pivot_call *call = call_;
	const struct structure *structure = &call->operand->structure;
	struct arena *arena = &draft->arena;
	struct row_choice choice = { .arena = arena };
	size_t *measures = NEW(arena, size_t, structure->count), n_measures;
	struct unpivoted points = { 0 };
	struct column *columns;

	TRY_NEW(measures);
	TRY(dataset_borrow(draft, call->operand));
	TRY(unpivot_structure(arena, structure, call->identifier, call->measure, &draft->structure,
			      &run->fault));
	n_measures = measures_of(structure, measures);
	TRY(find_points(run, arena, call->operand, measures, n_measures, &points));
	choice.rows = points.rows;
	choice.n_rows = draft->n_rows = points.count;
	TRY(draft_columns(draft, &columns));
	for (size_t i = 0; i < draft->structure.count; i++) {
		const struct component *component = &draft->structure.at[i];

		if (str_eq(component->name, call->identifier))
			TRY(name_column(arena, structure, measures, n_measures, &points,
					&columns[i]));
		else if (str_eq(component->name, call->measure))
			TRY(value_column(run, arena, call->operand, measures, n_measures, &points,
					 component->type, &columns[i]));
		else
			TRY(row_choice_column(
				&choice,
				&call->operand->columns[structure_find(structure, component->name)],
				&columns[i]));
	}
	return OK;
}

struct err unpivot(struct run *run, struct dataset *operand, struct str identifier,
		   struct str measure, struct dataset **out)
{
	return draft_make(run, unpivot_fill, &(struct pivot_call){ operand, identifier, measure },
			  out);
}

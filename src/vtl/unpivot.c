/* unpivot: the names of the measures become values of an identifier, and their values one measure. */
#include "vtl/clause.h"
#include "vtl/draft.h"

struct unpivot_call {
	struct dataset *operand;
	struct str identifier, measure;
};

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
		if (component->role != ROLE_IDENTIFIER && component->role != ROLE_VIRAL_ATTRIBUTE)
			continue;
		if (str_eq(component->name, identifier) || str_eq(component->name, measure))
			return fault_set(
				fault, str_eq(component->name, identifier) ? 1 : 2,
				S(N_("{1}: there would be two components {2}")),
				(struct message_args){ { S("unpivot"), component->name } });
		if (component->role == ROLE_IDENTIFIER)
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
		if (operand->at[i].role == ROLE_VIRAL_ATTRIBUTE)
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
	const struct unpivot_call *call = call_;
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
	return draft_make(run, unpivot_fill, &(struct unpivot_call){ operand, identifier, measure },
			  out);
}

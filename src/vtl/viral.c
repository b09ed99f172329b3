/*
 * Viral attributes. A rule is a function of two values that may be applied in any order, so that many
 * values are taken one after the other; where a value is alone it stays as it is.
 */
#include "vtl/viral.h"

#include "cube/column_writer.h"

const struct viral_rule *viral_rule_of(const struct viral_rules *rules,
				       const struct component *component)
{
	const struct viral_rule *found = NULL;

	for (size_t i = 0; rules && i < rules->count; i++) {
		const struct viral_rule *rule = &rules->at[i];

		if (!str_empty(rule->variable) && str_eq(rule->variable, component->name))
			return rule;
		if (!str_empty(rule->domain) && str_eq(rule->domain, component->domain))
			found = rule;
	}
	return found;
}

static bool same(struct scalar a, struct scalar b)
{
	if (a.is_null || b.is_null)
		return a.is_null && b.is_null;
	if (a.type == DATA_INTEGER && b.type == DATA_NUMBER)
		return (double)a.integer == b.number;
	if (a.type == DATA_NUMBER && b.type == DATA_INTEGER)
		return a.number == (double)b.integer;
	return a.type == b.type && scalar_cmp(a, b) == 0;
}

/* The value as one of the attribute's type: rules and other datasets may have integers where it has numbers. */
static struct scalar as_type(struct scalar value, enum data_type type)
{
	if (value.is_null)
		return scalar_null(type);
	if (value.type == DATA_INTEGER && type == DATA_NUMBER)
		return scalar_number((double)value.integer);
	return value;
}

static struct scalar by_clauses(const struct viral_rule *rule, struct scalar a, struct scalar b)
{
	for (size_t i = 0; i < rule->n_clauses; i++) {
		const struct viral_clause *clause = &rule->clauses[i];

		if (clause->has_second && ((same(clause->first, a) && same(clause->second, b)) ||
					   (same(clause->first, b) && same(clause->second, a))))
			return clause->result;
	}
	for (size_t i = 0; i < rule->n_clauses; i++) {
		const struct viral_clause *clause = &rule->clauses[i];

		if (!clause->has_second && (same(clause->first, a) || same(clause->first, b)))
			return clause->result;
	}
	return rule->has_otherwise ? rule->otherwise : scalar_null(a.type);
}

static struct scalar sum_of(struct scalar a, struct scalar b)
{
	if (a.type == DATA_INTEGER) {
		if (__builtin_add_overflow(a.integer, b.integer, &a.integer))
			a.is_null = true;
	} else if (a.type == DATA_NUMBER) {
		a.number += b.number;
	} else {
		a.is_null = true;
	}
	return a;
}

/* Nulls are no part of an aggregate, as in the aggregate operators. */
void viral_take(const struct viral_rule *rule, struct viral_value *gathered, struct scalar value)
{
	struct scalar so_far = gathered->value;
	bool is_aggregate = rule && rule->function != VIRAL_NONE;

	if (is_aggregate && value.is_null)
		return;
	gathered->count++;
	if (!gathered->has_value) {
		gathered->value = value;
		gathered->has_value = true;
		return;
	}
	if (!rule) {
		if (!same(so_far, value))
			gathered->value = scalar_null(so_far.type);
		return;
	}
	switch (rule->function) {
	case VIRAL_NONE:
		gathered->value = by_clauses(rule, so_far, value);
		break;
	case VIRAL_MIN:
		if (scalar_cmp(value, so_far) < 0)
			gathered->value = value;
		break;
	case VIRAL_MAX:
		if (scalar_cmp(value, so_far) > 0)
			gathered->value = value;
		break;
	case VIRAL_SUM:
	case VIRAL_AVG:
		gathered->value = sum_of(so_far, value);
		break;
	}
}

struct scalar viral_taken(const struct viral_rule *rule, const struct viral_value *gathered,
			  enum data_type type)
{
	struct scalar value = gathered->value;

	if (!gathered->has_value || value.is_null)
		return scalar_null(type);
	value = as_type(value, type);
	if (rule && rule->function == VIRAL_AVG) {
		if (type == DATA_INTEGER)
			value.integer /= gathered->count;
		else if (type == DATA_NUMBER)
			value.number /= (double)gathered->count;
	}
	return value;
}

struct err viral_combine(struct run *run, struct arena *arena, const struct viral_rule *rule,
			 enum data_type type, const struct column *columns, size_t n_columns,
			 size_t n_rows, struct column *out)
{
	struct vector_room *rooms = NEW(arena, struct vector_room, n_columns);
	struct vector *vectors = NEW(arena, struct vector, n_columns);
	struct column_writer writer;

	TRY_NEW(rooms);
	TRY_NEW(vectors);
	TRY(column_writer_begin(&writer, arena, type, n_rows));
	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;

		TRY(run_check(run));
		for (size_t c = 0; c < n_columns; c++)
			column_read(&columns[c], from, n, &rooms[c], &vectors[c]);
		for (size_t i = 0; i < n; i++) {
			struct viral_value gathered = { 0 };

			for (size_t c = 0; c < n_columns; c++) {
				/* Where there is no data point there is nothing to combine. */
				if (columns[c].rows && columns[c].rows[from + i] == ROW_NONE)
					continue;
				viral_take(rule, &gathered,
					   as_type(vector_scalar(&vectors[c], i), type));
			}
			TRY(column_writer_put(&writer, from + i,
					      viral_taken(rule, &gathered, type)));
		}
	}
	*out = writer.column;
	return OK;
}

struct err viral_gather(struct run *run, struct arena *arena, const struct viral_rule *rule,
			const struct column *column, size_t n_rows, const uint32_t *group_of,
			size_t n_groups, struct column *out)
{
	struct viral_value *gathered = NEW(arena, struct viral_value, n_groups);
	struct vector_room *room = NEW(arena, struct vector_room, 1);
	struct column_writer writer;
	struct vector vector;

	TRY_NEW(gathered);
	TRY_NEW(room);
	TRY(column_writer_begin(&writer, arena, column->type, n_groups));
	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;

		TRY(run_check(run));
		column_read(column, from, n, room, &vector);
		for (size_t i = 0; i < n; i++)
			viral_take(rule, &gathered[group_of[from + i]], vector_scalar(&vector, i));
	}
	for (size_t g = 0; g < n_groups; g++)
		TRY(column_writer_put(&writer, g, viral_taken(rule, &gathered[g], column->type)));
	*out = writer.column;
	return OK;
}

struct err viral_slide(struct run *run, struct arena *arena, const struct viral_rule *rule,
		       const struct column *column, const struct viral_windows *windows,
		       struct column *out)
{
	struct column_writer writer;
	struct viral_value gathered = { 0 };
	size_t from = 0, to = 0;

	TRY(column_writer_begin(&writer, arena, column->type, windows->n_rows));
	for (size_t i = 0; i < windows->n_rows; i++) {
		if (i % 256 == 0)
			TRY(run_check(run));
		/* A window that only grew takes what is new; any other is gathered afresh. */
		if (i == 0 || windows->from[i] != from || windows->to[i] < to) {
			gathered = (struct viral_value){ 0 };
			from = to = windows->from[i];
		}
		for (; to < windows->to[i]; to++)
			viral_take(rule, &gathered, column_scalar(column, windows->rows[to]));
		TRY(column_writer_put(&writer, windows->rows[i],
				      viral_taken(rule, &gathered, column->type)));
	}
	*out = writer.column;
	return OK;
}

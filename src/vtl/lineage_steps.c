/*
 * Each kind of step: how its rows relate to those of its operands, and what its components are made of. Rows
 * are matched by identifiers rather than by how an operator lays them, so that what is said here holds whatever
 * an operator does inside.
 */
#include "vtl/lineage_way.h"

#include "base/buf.h"

/* The same data points, or a part of them, with components of the same names. */
static struct err trace_same(struct trace *trace, const struct step *step, size_t operand)
{
	struct way way;

	TRY(way_begin(trace, step, operand, &way));
	TRY(way_by_common_keys(trace, &way));
	depend_by_names(&way);
	return way_go(trace, &way);
}

/* Row by row and component by component, whatever they are called. */
static struct err trace_in_place(struct trace *trace, const struct step *step)
{
	struct way way;

	TRY(way_begin(trace, step, 0, &way));
	way.relation = relation_same(way.in->n_rows);
	for (size_t i = 0; i < way.dependence.n_in; i++)
		depend(&way.dependence, i, i);
	return way_go(trace, &way);
}

/* ---- Values ---- */

static bool chooses(enum operation operation)
{
	return operation == OPERATION_IF || operation == OPERATION_CASE;
}

/* Of a condition the measure counts for whatever is chosen by it. */
static void depend_on_all_measures(struct way *way)
{
	const struct structure *in = &way->in->structure;

	for (size_t k = 0; k < in->count; k++)
		if (in->at[k].role == ROLE_MEASURE)
			depend(&way->dependence, way->dependence.n_out, k);
}

/* Does the operand have none of the result's measures, as a condition does? */
static bool is_condition(const struct way *way)
{
	const struct structure *out = &way->out->structure, *in = &way->in->structure;

	for (size_t i = 0; i < out->count; i++)
		if (out->at[i].role == ROLE_MEASURE && has_name(in, out->at[i].name))
			return false;
	return true;
}

static struct err trace_apply(struct trace *trace, const struct step *step)
{
	const struct apply *call = &step->apply.call;

	for (size_t i = 0; i < call->n_operands; i++)
		demand_slots(trace, call->operands[i].scalar);
	for (size_t i = 0; i < step->n_operands; i++) {
		struct way way;

		TRY(way_begin(trace, step, i, &way));
		TRY(way_by_common_keys(trace, &way));
		depend_by_names(&way);
		if (chooses(call->operation) && is_condition(&way))
			depend_on_all_measures(&way);
		else
			depend_new_on_measures(&way);
		TRY(way_go(trace, &way));
	}
	return OK;
}

/* ---- Clauses ---- */

static const struct calc_item *item_named(const struct calc *calc, struct str name)
{
	for (size_t i = 0; i < calc->n_items; i++)
		if (str_eq(calc->items[i].name, name))
			return &calc->items[i];
	return NULL;
}

/* What is computed of an identifier decides which data point it is. */
static struct err trace_calc(struct trace *trace, const struct step *step)
{
	const struct structure *out;
	struct key_pair *pairs = NULL;
	size_t n, kept = 0;
	struct way way;

	TRY(way_begin(trace, step, 0, &way));
	out = &way.out->structure;
	TRY(common_keys(trace->arena, out, &way.in->structure, &pairs, &n));
	for (size_t i = 0; i < n; i++)
		if (!item_named(&step->calc, out->at[pairs[i].out].name))
			pairs[kept++] = pairs[i];
	if (way.out->n_rows == way.in->n_rows && kept < n)
		way.relation = relation_same(way.in->n_rows);
	else
		TRY(relation_by_keys(trace, way.out, way.in, pairs, kept, &way.relation));
	for (size_t i = 0; i < out->count; i++) {
		const struct calc_item *item = item_named(&step->calc, out->at[i].name);
		ptrdiff_t at = structure_find(&way.in->structure, out->at[i].name);
		size_t of = out->at[i].role == ROLE_IDENTIFIER ? out->count : i;

		if (item)
			depend_on_expression(trace, &way.dependence, of, item->expression);
		else if (at != COMPONENT_NONE)
			depend(&way.dependence, i, (size_t)at);
	}
	return way_go(trace, &way);
}

static struct err trace_filter(struct trace *trace, const struct step *step)
{
	struct way way;

	TRY(way_begin(trace, step, 0, &way));
	TRY(way_by_common_keys(trace, &way));
	depend_by_names(&way);
	depend_on_expression(trace, &way.dependence, way.dependence.n_out, step->filter);
	return way_go(trace, &way);
}

/* The name that a component had before. */
static struct str name_before(const struct step *step, struct str name)
{
	for (size_t i = 0; i < step->rename.n; i++)
		if (str_eq(step->rename.items[i].to, name))
			return step->rename.items[i].from;
	return name;
}

static struct err trace_rename(struct trace *trace, const struct step *step)
{
	const struct structure *out, *in;
	struct key_pair *pairs;
	size_t n = 0;
	struct way way;

	TRY(way_begin(trace, step, 0, &way));
	out = &way.out->structure;
	in = &way.in->structure;
	TRY_NEW(pairs = NEW(trace->arena, struct key_pair, out->count + 1));
	for (size_t i = 0; i < out->count; i++) {
		ptrdiff_t at = structure_find(in, name_before(step, out->at[i].name));

		if (at == COMPONENT_NONE)
			continue;
		depend(&way.dependence, i, (size_t)at);
		if (in->at[at].role == ROLE_IDENTIFIER)
			pairs[n++] = (struct key_pair){ i, (size_t)at };
	}
	TRY(relation_by_keys(trace, way.out, way.in, pairs, n, &way.relation));
	return way_go(trace, &way);
}

/* Of rows that agree in the other identifiers, one has the value. */
struct fixed {
	const struct dataset *in;
	size_t n;
	size_t *places;
	struct scalar *values;
};

static bool has_values(const struct row_filter *filter, size_t out_component, size_t in_row)
{
	const struct fixed *fixed = filter->context;

	(void)out_component;
	for (size_t i = 0; i < fixed->n; i++) {
		struct scalar own = column_scalar(&fixed->in->columns[fixed->places[i]], in_row);

		if (own.is_null ||
		    (own.type == fixed->values[i].type && scalar_cmp(own, fixed->values[i]) != 0))
			return false;
	}
	return true;
}

static struct err trace_sub(struct trace *trace, const struct step *step)
{
	struct fixed fixed = { .n = step->sub.n };
	struct row_filter filter = { has_values, &fixed };
	struct way way;

	TRY(way_begin(trace, step, 0, &way));
	TRY(way_by_common_keys(trace, &way));
	depend_by_names(&way);
	fixed.in = way.in;
	TRY_NEW(fixed.places = NEW(trace->arena, size_t, fixed.n + 1));
	TRY_NEW(fixed.values = NEW(trace->arena, struct scalar, fixed.n + 1));
	for (size_t i = 0; i < fixed.n; i++) {
		fixed.places[i] =
			(size_t)structure_find(&way.in->structure, step->sub.items[i].name);
		demand_slots(trace, step->sub.items[i].value);
		TRY(expression_scalar(trace->run, trace->arena, step->sub.items[i].value,
				      &fixed.values[i]));
	}
	way.filter = &filter;
	return way_go(trace, &way);
}

/* Which measure a row of the operand has become; what else the data point has it has of all its rows. */
struct pivoted {
	const struct dataset *out, *in;
	size_t by;
	struct buf *text;
};

static bool became(const struct row_filter *filter, size_t out_component, size_t in_row)
{
	const struct pivoted *pivoted = filter->context;

	if (out_component == pivoted->out->structure.count)
		return false; /* any of its rows has made the data point: those of the cell suffice */
	if (pivoted->out->structure.at[out_component].role == ROLE_VIRAL_ATTRIBUTE)
		return true;
	buf_clear(pivoted->text);
	scalar_write(pivoted->text, column_scalar(&pivoted->in->columns[pivoted->by], in_row));
	return str_eq(buf_held(pivoted->text), pivoted->out->structure.at[out_component].name);
}

static struct err trace_pivot(struct trace *trace, const struct step *step)
{
	struct buf text;
	struct pivoted pivoted = { .text = &text };
	struct row_filter filter = { became, &pivoted };
	size_t of;
	struct way way;

	TRY(way_begin(trace, step, 0, &way));
	TRY(way_by_common_keys(trace, &way));
	pivoted.out = way.out;
	pivoted.in = way.in;
	pivoted.by = (size_t)structure_find(&way.in->structure, step->pivot.identifier);
	of = (size_t)structure_find(&way.in->structure, step->pivot.measure);
	for (size_t i = 0; i < way.out->structure.count; i++) {
		const struct component *component = &way.out->structure.at[i];
		bool is_viral = component->role == ROLE_VIRAL_ATTRIBUTE;

		depend(&way.dependence, i,
		       is_viral ? (size_t)structure_find(&way.in->structure, component->name) : of);
	}
	buf_init(&text, trace->arena);
	way.filter = &filter;
	return way_go(trace, &way);
}

static struct err trace_unpivot(struct trace *trace, const struct step *step)
{
	struct way way;

	TRY(way_begin(trace, step, 0, &way));
	TRY(way_by_common_keys(trace, &way));
	depend_by_names(&way);
	depend_on_all_measures(&way);
	return way_go(trace, &way);
}

static struct err trace_membership(struct trace *trace, const struct step *step)
{
	struct way way;
	ptrdiff_t at;

	TRY(way_begin(trace, step, 0, &way));
	TRY(way_by_common_keys(trace, &way));
	at = structure_find(&way.in->structure, step->membership);
	for (size_t i = 0; i < way.dependence.n_out; i++) {
		ptrdiff_t same = structure_find(&way.in->structure, way.out->structure.at[i].name);

		if (way.out->structure.at[i].role == ROLE_MEASURE && at != COMPONENT_NONE)
			depend(&way.dependence, i, (size_t)at);
		else if (same != COMPONENT_NONE)
			depend(&way.dependence, i, (size_t)same);
	}
	return way_go(trace, &way);
}

/* ---- Aggregates ---- */

/* Grouped by the converted identifier: it is computed for the operand's rows and compared as it is then. */
static struct err group_relation(struct trace *trace, const struct aggregate *aggregate,
				 struct way *way)
{
	struct dataset converted = { .structure = way->in->structure,
				     .columns = way->in->columns,
				     .n_rows = way->in->n_rows };
	struct key_pair *pairs = NULL;
	struct column *columns;
	ptrdiff_t at;
	size_t n;

	TRY(common_keys(trace->arena, &way->out->structure, &way->in->structure, &pairs, &n));
	if (aggregate->grouping.conversion) {
		demand_slots(trace, aggregate->grouping.conversion);
		at = structure_find(&way->in->structure, aggregate->grouping.converted);
		TRY_NEW(columns = NEW(trace->arena, struct column, way->in->structure.count));
		for (size_t i = 0; i < way->in->structure.count; i++)
			columns[i] = way->in->columns[i];
		TRY(expression_columns(trace->run, trace->arena, way->in,
				       &aggregate->grouping.conversion, 1, &columns[at]));
		converted.columns = columns;
	}
	return relation_by_keys(trace, way->out, &converted, pairs, n, &way->relation);
}

static struct err trace_aggregate(struct trace *trace, const struct step *step)
{
	const struct aggregate *aggregate = &step->aggregate;
	struct way way;

	TRY(way_begin(trace, step, 0, &way));
	TRY(group_relation(trace, aggregate, &way));
	for (size_t i = 0; i < way.dependence.n_out; i++)
		if (way.out->structure.at[i].role == ROLE_VIRAL_ATTRIBUTE) {
			ptrdiff_t at =
				structure_find(&way.in->structure, way.out->structure.at[i].name);

			if (at != COMPONENT_NONE)
				depend(&way.dependence, i, (size_t)at);
		}
	for (size_t i = 0; i < aggregate->n_items; i++) {
		const struct aggregate_item *item = &aggregate->items[i];
		ptrdiff_t at = structure_find(&way.out->structure, item->name);
		bool is_condition = item->is_hidden || aggregate->having;

		if (at != COMPONENT_NONE && !item->is_hidden)
			depend_on_expression(trace, &way.dependence, (size_t)at, item->operand);
		if (is_condition)
			depend_on_expression(trace, &way.dependence, way.dependence.n_out,
					     item->operand);
	}
	demand_slots(trace, aggregate->having);
	return way_go(trace, &way);
}

/* ---- Several datasets ---- */

static struct err trace_set(struct trace *trace, const struct step *step)
{
	const struct dataset *out = made_by(trace, step);
	const struct demand whole = trace->demands[step->number];
	bool takes_first = step->set == SET_UNION || step->set == SET_SYMMETRIC_DIFFERENCE;
	size_t n = step->set == SET_DIFFERENCE ? 1 : step->n_operands;
	uint64_t **left = NEW(trace->arena, uint64_t *, out->structure.count + 1);
	struct err e = OK;

	TRY_NEW(left);
	for (size_t c = 0; c <= out->structure.count; c++) {
		if (!whole.rows[c])
			continue;
		TRY_NEW(left[c] = NEW(trace->arena, uint64_t, bits_words(out->n_rows) + 1));
		for (size_t w = 0; w < bits_words(out->n_rows); w++)
			left[c][w] = whole.rows[c][w];
	}
	trace->demands[step->number].rows = left;
	for (size_t i = 0; i < n && !failed(e); i++) {
		struct way way;

		TRY(way_begin(trace, step, i, &way));
		TRY(way_by_common_keys(trace, &way));
		if (i == 0 || takes_first)
			depend_by_names(&way);
		TRY(way_go(trace, &way));
		/* What this operand has does not come of those behind it. */
		for (size_t c = 0; takes_first && c <= out->structure.count; c++)
			for (size_t row = 0; left[c] && row < out->n_rows; row++)
				if (way.relation.group_out[row] != UINT32_MAX)
					left[c][row / 64] &= ~(UINT64_C(1) << row % 64);
	}
	trace->demands[step->number] = whole;
	return e;
}

static struct err trace_exists(struct trace *trace, const struct step *step)
{
	for (size_t i = 0; i < step->n_operands; i++) {
		struct way way;

		TRY(way_begin(trace, step, i, &way));
		TRY(way_by_common_keys(trace, &way));
		if (i == 0)
			depend_by_names(&way);
		TRY(way_go(trace, &way));
	}
	return OK;
}

/* Does the measure of a check's result rest on the operand: the condition, or a part beside it? */
static bool rests_on(const struct step *step, size_t operand, struct str measure)
{
	if (operand == 0)
		return !str_eq(measure, check_part_name(CHECK_IMBALANCE));
	for (enum check_part part = 0; part < CHECK_PART_COUNT_; part++) {
		if (step->check.operand_of[part] == operand)
			return str_eq(measure, check_part_name(part));
	}
	return false;
}

static struct err trace_check(struct trace *trace, const struct step *step)
{
	const struct structure *out = &made_by(trace, step)->structure;

	for (enum check_part part = 0; part < CHECK_PART_COUNT_; part++)
		demand_slots(trace, step->check.call.parts[part].scalar);
	for (size_t i = 0; i < step->n_operands; i++) {
		struct way way;

		TRY(way_begin(trace, step, i, &way));
		TRY(way_by_common_keys(trace, &way));
		depend_by_names(&way);
		for (size_t c = 0; c < out->count; c++)
			for (size_t k = 0; k < way.in->structure.count; k++)
				if (way.in->structure.at[k].role == ROLE_MEASURE &&
				    out->at[c].role != ROLE_IDENTIFIER &&
				    rests_on(step, i, out->at[c].name))
					depend(&way.dependence, c, k);
		TRY(way_go(trace, &way));
	}
	return OK;
}

/* A result is the dataset of its own step, known by its number. */
static struct err trace_result(struct trace *trace, const struct step *step)
{
	const struct step *origin = trace->plan->results[step->result].dataset;
	const struct demand *demand = &trace->demands[step->number];

	for (size_t c = 0; c <= demand->dataset->structure.count; c++)
		if (demand->rows[c])
			TRY(demand_cells(trace, origin, c, demand->rows[c]));
	return OK;
}

struct err trace_step(struct trace *trace, const struct step *step)
{
	switch (step->kind) {
	case STEP_INPUT:
		return OK;
	case STEP_RESULT:
		return trace_result(trace, step);
	case STEP_APPLY:
		return trace_apply(trace, step);
	case STEP_CALC:
		return trace_calc(trace, step);
	case STEP_FILTER:
		return trace_filter(trace, step);
	case STEP_RENAME:
		return trace_rename(trace, step);
	case STEP_SUB:
		return trace_sub(trace, step);
	case STEP_PIVOT:
		return trace_pivot(trace, step);
	case STEP_UNPIVOT:
		return trace_unpivot(trace, step);
	case STEP_MEMBERSHIP:
		return trace_membership(trace, step);
	case STEP_AGGREGATE:
		return trace_aggregate(trace, step);
	case STEP_ANALYTIC:
	case STEP_EXTEND:
	case STEP_SERIES:
		return trace_windows(trace, step);
	case STEP_JOIN:
		return trace_join(trace, step);
	case STEP_SET:
		return trace_set(trace, step);
	case STEP_EXISTS:
		return trace_exists(trace, step);
	case STEP_HIERARCHY:
	case STEP_CHECK_HIERARCHY:
		return trace_hierarchy(trace, step);
	case STEP_CHECK:
		return trace_check(trace, step);
	case STEP_CHECK_DATAPOINT:
		return trace_datapoint_rules(trace, step);
	case STEP_STRIP:
		return trace_in_place(trace, step);
	default: /* keep, period_indicator */
		return trace_same(trace, step, 0);
	}
}

/* Demands are bits over rows; a relation turns those of a result into those of an operand. */
#include "vtl/lineage_trace.h"

#include <string.h>

#include "cube/row_groups.h"
#include "vtl/frame.h"

/* ---- Relations ---- */

static struct err number_rows(struct row_groups *groups, size_t n_rows, uint32_t *out)
{
	uint32_t ids[VECTOR_ROWS];

	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;

		TRY(row_groups_block(groups, from, n, ids));
		memcpy(out + from, ids, n * sizeof(*out));
	}
	return OK;
}

static void look_up_rows(struct row_lookup *lookup, size_t n_rows, uint32_t *out)
{
	uint32_t ids[VECTOR_ROWS];

	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;

		row_lookup_block(lookup, from, n, ids);
		memcpy(out + from, ids, n * sizeof(*out));
	}
}

struct err relation_by_keys(struct trace *trace, const struct dataset *out,
			    const struct dataset *in, const struct key_pair *pairs, size_t n_pairs,
			    struct relation *relation)
{
	const struct column **ins = NEW(trace->arena, const struct column *, n_pairs + 1);
	const struct column **outs = NEW(trace->arena, const struct column *, n_pairs + 1);
	uint32_t *group_in = NEW(trace->arena, uint32_t, in->n_rows + 1);
	uint32_t *group_out = NEW(trace->arena, uint32_t, out->n_rows + 1);
	struct row_groups groups;
	struct row_lookup lookup;
	size_t n = 0;

	TRY_NEW(ins);
	TRY_NEW(outs);
	TRY_NEW(group_in);
	TRY_NEW(group_out);
	for (size_t i = 0; i < n_pairs; i++) {
		if (out->columns[pairs[i].out].type != in->columns[pairs[i].in].type)
			continue;
		ins[n] = &in->columns[pairs[i].in];
		outs[n++] = &out->columns[pairs[i].out];
	}
	TRY(run_check(trace->run));
	TRY(row_groups_begin(&groups, trace->arena, NULL, ins, n, in->n_rows));
	TRY(number_rows(&groups, in->n_rows, group_in));
	TRY(row_lookup_begin(&lookup, &groups, outs));
	look_up_rows(&lookup, out->n_rows, group_out);
	*relation = (struct relation){ .n_out = out->n_rows,
				       .n_in = in->n_rows,
				       .group_out = group_out,
				       .group_in = group_in,
				       .n_groups = groups.count };
	return OK;
}

struct err relation_by_windows(struct trace *trace, const struct frame *frame, const size_t *from,
			       const size_t *to, struct relation *relation)
{
	size_t *place_of = NEW(trace->arena, size_t, frame->n_rows + 1);

	TRY_NEW(place_of);
	for (size_t i = 0; i < frame->n_rows; i++)
		place_of[frame->rows[i]] = i;
	*relation = (struct relation){ .n_out = frame->n_rows,
				       .n_in = frame->n_rows,
				       .frame = frame,
				       .from = from,
				       .to = to,
				       .place_of = place_of };
	return OK;
}

static void spread_windows(const struct relation *relation, const uint64_t *out_bits,
			   uint64_t *in_bits)
{
	for (size_t row = 0; row < relation->n_out; row++) {
		size_t place;

		if (!bit_get(out_bits, row))
			continue;
		place = relation->place_of[row];
		for (size_t i = relation->from[place]; i < relation->to[place]; i++)
			bit_set(in_bits, relation->frame->rows[i]);
	}
}

void relation_spread(const struct relation *relation, const uint64_t *out_bits, uint64_t *mark,
		     uint64_t *in_bits)
{
	if (relation->frame) {
		spread_windows(relation, out_bits, in_bits);
		return;
	}
	if (!relation->group_in) {
		for (size_t w = 0; w < bits_words(relation->n_in); w++)
			in_bits[w] |= out_bits[w];
		return;
	}
	memset(mark, 0, bits_words(relation->n_groups) * sizeof(*mark));
	for (size_t row = 0; row < relation->n_out; row++)
		if (bit_get(out_bits, row) && relation->group_out[row] != GROUP_NONE)
			bit_set(mark, relation->group_out[row]);
	for (size_t row = 0; row < relation->n_in; row++)
		if (bit_get(mark, relation->group_in[row]))
			bit_set(in_bits, row);
}

/* ---- Dependences ---- */

struct err dependence_make(struct arena *arena, const struct structure *out,
			   const struct structure *in, struct dependence *dependence)
{
	*dependence = (struct dependence){ .n_out = out->count, .n_in = in->count };
	TRY_NEW(dependence->at = NEW(arena, bool, (out->count + 1) * (in->count + 1)));
	return OK;
}

void demand_slots(struct trace *trace, const struct expression *expression)
{
	if (!expression)
		return;
	if (expression->kind == EXPRESSION_SLOT)
		trace->slots[expression->component] = true;
	for (size_t i = 0; expression->kind == EXPRESSION_CALL && i < expression->n_operands; i++)
		demand_slots(trace, expression->operands[i]);
}

void depend_on_expression(struct trace *trace, struct dependence *dependence, size_t out,
			  const struct expression *expression)
{
	if (!expression)
		return;
	if (expression->kind == EXPRESSION_SLOT)
		trace->slots[expression->component] = true;
	if (expression->kind == EXPRESSION_COMPONENT && expression->component < dependence->n_in)
		depend(dependence, out, expression->component);
	for (size_t i = 0; expression->kind == EXPRESSION_CALL && i < expression->n_operands; i++)
		depend_on_expression(trace, dependence, out, expression->operands[i]);
}

/* ---- Demands ---- */

static struct err demand_begin(struct trace *trace, const struct step *step, struct demand **out)
{
	struct demand *demand = &trace->demands[step->number];

	if (!demand->dataset) {
		demand->dataset = made_by(trace, step);
		TRY_NEW(demand->rows = NEW(trace->arena, uint64_t *,
					   demand->dataset->structure.count + 1));
	}
	*out = demand;
	return OK;
}

static struct err add_bits(struct trace *trace, const struct dataset *dataset, uint64_t **to,
			   const uint64_t *bits)
{
	size_t words = bits_words(dataset->n_rows);

	if (!*to)
		TRY_NEW(*to = NEW(trace->arena, uint64_t, words + 1));
	for (size_t w = 0; w < words; w++)
		(*to)[w] |= bits[w];
	return OK;
}

/* An identifier is told with its data point. */
struct err demand_cells(struct trace *trace, const struct step *step, size_t component,
			const uint64_t *bits)
{
	struct demand *demand;
	const struct structure *structure;

	TRY(demand_begin(trace, step, &demand));
	structure = &demand->dataset->structure;
	TRY(add_bits(trace, demand->dataset, &demand->rows[structure->count], bits));
	if (component == structure->count || structure->at[component].role == ROLE_IDENTIFIER)
		return OK;
	return add_bits(trace, demand->dataset, &demand->rows[component], bits);
}

static void apply_filter(const struct row_filter *filter, size_t out_component, size_t n_rows,
			 uint64_t *bits)
{
	for (size_t row = 0; filter && row < n_rows; row++)
		if (bit_get(bits, row) && !filter->accepts(filter, out_component, row))
			bits[row / 64] &= ~(UINT64_C(1) << row % 64);
}

static bool has_any(const uint64_t *bits, size_t n_rows)
{
	uint64_t any = 0;

	for (size_t w = 0; w < bits_words(n_rows); w++)
		any |= bits[w];
	return any;
}

struct err demand_through(struct trace *trace, const struct step *step, const struct step *operand,
			  const struct relation *relation, const struct dependence *dependence,
			  const struct row_filter *filter)
{
	const struct demand *demand = &trace->demands[step->number];
	size_t n_in = dependence->n_in;
	uint64_t *bits = NEW(trace->arena, uint64_t, bits_words(relation->n_in) + 1);
	uint64_t *mark = NEW(trace->arena, uint64_t, bits_words(relation->n_groups) + 1);

	TRY_NEW(bits);
	TRY_NEW(mark);
	for (size_t out = 0; out <= dependence->n_out; out++) {
		const bool *row = &dependence->at[out * (n_in + 1)];

		if (!demand->rows[out])
			continue;
		memset(bits, 0, bits_words(relation->n_in) * sizeof(*bits));
		relation_spread(relation, demand->rows[out], mark, bits);
		apply_filter(filter, out, relation->n_in, bits);
		/* What demands nothing is not traced further, nor what it would be computed with. */
		for (size_t in = 0; has_any(bits, relation->n_in) && in <= n_in; in++)
			if (row[in])
				TRY(demand_cells(trace, operand, in, bits));
	}
	return OK;
}

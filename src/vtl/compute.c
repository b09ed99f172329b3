/*
 * Expressions over all rows of a dataset: the parts of the rows are shared by the run's team, and each
 * member has a machine of its own.
 */
#include "vtl/machine.h"

#include <assert.h>
#include <string.h>

/* Where the block was computed elsewhere, it is brought to where it belongs. */
static void bring(const struct vector *vector, void *values, uint64_t *nulls, bool *has_nulls)
{
	if (vector->values != values)
		memcpy(values, vector->values, vector->n * data_width(vector->type));
	if (!vector->nulls) {
		memset(nulls, 0, bits_words(vector->n) * sizeof(*nulls));
		return;
	}
	*has_nulls = true;
	if (vector->nulls != nulls)
		memcpy(nulls, vector->nulls, bits_words(vector->n) * sizeof(*nulls));
	if (vector->n % 64)
		nulls[vector->n / 64] &= (UINT64_C(1) << vector->n % 64) - 1;
}

/* What one member computes with. */
struct own_machine {
	struct machine machine;
	struct machine_node *node; /* of the root; NULL: nothing was computed yet */
	struct arena arena;
};

/* An expression that is computed for all rows; what is written lies where its rows do. */
struct computing {
	const struct dataset *dataset;
	const struct expression *expression;
	struct arena *arena; /* of all nodes, when only one member computes; NULL: of their own */
	struct own_machine *machines;
	void *values;
	uint64_t *nulls;
	atomic_bool has_nulls;
	uint64_t *chosen; /* a bit for each row: a condition is true */
	size_t *counts;   /* how many of each part */
};

static struct err machine_of(struct computing *computing, struct run *run, size_t member,
			     struct own_machine **out)
{
	struct own_machine *own = &computing->machines[member];

	*out = own;
	if (own->node)
		return OK;
	own->machine = (struct machine){ .run = run,
					 .arena = computing->arena ? computing->arena : &own->arena,
					 .dataset = computing->dataset };
	return machine_node_new(&own->machine, computing->expression, &own->node);
}

/* All parts, with as many machines as there are members; what they need is in the scratch arena. */
static struct err compute(struct run *run, struct arena *scratch, struct computing *computing,
			  part_work *part)
{
	size_t n = run_members(run);
	struct err err;

	TRY_NEW(computing->machines = NEW(scratch, struct own_machine, n));
	for (size_t i = 0; i < n; i++)
		run_scratch(run, &computing->machines[i].arena);
	err = run_parts(run, computing->dataset->n_rows, part, computing);
	for (size_t i = 0; i < n; i++) {
		machine_finish(&computing->machines[i].machine);
		arena_finish(&computing->machines[i].arena);
	}
	return err;
}

static struct err column_part(struct run *run, void *work, const struct rows_part *part)
{
	struct computing *computing = work;
	size_t width = data_width(computing->expression->type);
	struct own_machine *own;
	bool has_nulls = false;

	TRY(machine_of(computing, run, part->member, &own));
	for (size_t from = part->from; from < part->end; from += VECTOR_ROWS) {
		size_t n = part->end - from < VECTOR_ROWS ? part->end - from : VECTOR_ROWS;
		char *to = (char *)computing->values + from * width;

		TRY(run_check(run));
		TRY(machine_node_run(&own->machine, own->node, from, n, to,
				     computing->nulls + from / 64));
		bring(&own->node->vector, to, computing->nulls + from / 64, &has_nulls);
	}
	if (has_nulls)
		atomic_store_explicit(&computing->has_nulls, true, memory_order_relaxed);
	return OK;
}

/* Strings are computed by one member, so that they have one dictionary, in the arena of the result. */
static struct err run_column(struct run *run, struct arena *arena, struct arena *scratch,
			     const struct dataset *dataset, const struct expression *expression,
			     struct column *out)
{
	bool is_string = expression->type == DATA_STRING;
	struct computing computing = { .dataset = dataset,
				       .expression = expression,
				       .arena = is_string ? arena : NULL };
	struct team *team = run->team;
	struct column column;
	struct err err;

	TRY(column_array(arena, expression->type, dataset->n_rows, NULL, &column, &computing.values,
			 &computing.nulls));
	run->team = is_string ? NULL : team;
	err = compute(run, scratch, &computing, column_part);
	run->team = team;
	TRY(err);
	if (is_string && computing.machines[0].node)
		column.dictionary = computing.machines[0].node->vector.dictionary;
	if (!atomic_load(&computing.has_nulls))
		column.nulls = NULL;
	*out = column;
	return OK;
}

/* A constant expression as a column of one value. */
static struct err run_constant(struct machine *machine, struct arena *arena,
			       const struct expression *expression, struct column *out)
{
	struct machine_node *node;

	TRY(machine_node_new(machine, expression, &node));
	TRY(machine_node_run(machine, node, 0, 1, node->room->values, node->room->nulls));
	return column_constant(arena, vector_scalar(&node->vector, 0), out);
}

static bool is_constant(const struct expression *expression)
{
	if (expression->kind == EXPRESSION_COMPONENT)
		return false;
	for (size_t i = 0; expression->kind == EXPRESSION_CALL && i < expression->n_operands; i++) {
		if (expression->operands[i] && !is_constant(expression->operands[i]))
			return false;
	}
	return true;
}

static struct err one_column(struct run *run, struct arena *arena, const struct dataset *dataset,
			     const struct expression *expression, struct column *out)
{
	struct machine machine = { .run = run, .arena = arena, .dataset = dataset };
	struct arena scratch;
	struct err err;

	if (expression->kind == EXPRESSION_COMPONENT) {
		*out = dataset->columns[expression->component];
		return OK;
	}
	if (is_constant(expression)) {
		err = run_constant(&machine, arena, expression, out);
		machine_finish(&machine);
		return err;
	}
	run_scratch(run, &scratch);
	err = run_column(run, arena, &scratch, dataset, expression, out);
	arena_finish(&scratch);
	return err;
}

struct err expression_columns(struct run *run, struct arena *arena, const struct dataset *dataset,
			      const struct expression *const *expressions, size_t n,
			      struct column *columns_out)
{
	for (size_t i = 0; i < n; i++)
		TRY(one_column(run, arena, dataset, expressions[i], &columns_out[i]));
	return OK;
}

/* Eight truth values as the bits of a byte, the first one lowest; what stands for a null may be any byte. */
static uint64_t bits_of(const uint8_t *values)
{
	uint64_t word;

	memcpy(&word, values, sizeof(word));
	word &= UINT64_C(0x0101010101010101);
	return word * UINT64_C(0x0102040810204080) >> 56;
}

/* A bit for each row of the block, set where the value is true and not null; how many are. */
static size_t choose(const struct vector *vector, uint64_t *chosen)
{
	const uint8_t *values = vector->values;
	size_t count = 0;

	for (size_t w = 0; w < bits_words(vector->n); w++) {
		size_t left = vector->n - w * 64, n = left < 64 ? left : 64;
		uint64_t word = 0;
		size_t i = 0;

		for (; i + 8 <= n; i += 8)
			word |= bits_of(values + w * 64 + i) << i;
		for (; i < n; i++)
			word |= (uint64_t)(values[w * 64 + i] & 1) << i;
		if (vector->nulls)
			word &= ~vector->nulls[w];
		chosen[w] = word;
		count += (size_t)__builtin_popcountll(word);
	}
	return count;
}

static struct err choose_part(struct run *run, void *work, const struct rows_part *part)
{
	struct computing *computing = work;
	struct own_machine *own;
	size_t count = 0;

	TRY(machine_of(computing, run, part->member, &own));
	for (size_t from = part->from; from < part->end; from += VECTOR_ROWS) {
		size_t n = part->end - from < VECTOR_ROWS ? part->end - from : VECTOR_ROWS;

		TRY(run_check(run));
		TRY(machine_node_run(&own->machine, own->node, from, n, own->node->room->values,
				     own->node->room->nulls));
		if (own->node->vector.type == DATA_BOOLEAN)
			count += choose(&own->node->vector, computing->chosen + from / 64);
	}
	computing->counts[part->number] = count;
	return OK;
}

/* The rows that were chosen, those of one part after those of the one before. */
struct numbering {
	const struct computing *computing;
	const size_t *starts; /* of each part in the result */
	uint32_t *rows;
};

static struct err number_part(struct run *run, void *work, const struct rows_part *part)
{
	const struct numbering *numbering = work;
	uint32_t *to = numbering->rows + numbering->starts[part->number];

	TRY(run_check(run));
	for (size_t row = part->from; row < part->end; row += 64) {
		uint64_t word = numbering->computing->chosen[row / 64];

		for (; word; word &= word - 1)
			*to++ = (uint32_t)(row + (size_t)__builtin_ctzll(word));
	}
	return OK;
}

static struct err run_rows(struct run *run, struct arena *arena, struct arena *scratch,
			   struct computing *computing, const uint32_t **rows_out,
			   size_t *n_rows_out)
{
	size_t n_rows = computing->dataset->n_rows, n_parts = part_count(n_rows), count = 0;
	struct numbering numbering = { .computing = computing };
	size_t *starts;

	TRY_NEW(computing->chosen = NEW(scratch, uint64_t, bits_words(n_rows)));
	TRY_NEW(computing->counts = NEW(scratch, size_t, n_parts));
	TRY_NEW(numbering.starts = starts = NEW(scratch, size_t, n_parts));
	TRY(compute(run, scratch, computing, choose_part));
	for (size_t i = 0; i < n_parts; i++) {
		starts[i] = count;
		count += computing->counts[i];
	}
	TRY_NEW(numbering.rows = NEW(arena, uint32_t, count));
	TRY(run_parts(run, n_rows, number_part, &numbering));
	*rows_out = numbering.rows;
	*n_rows_out = count;
	return OK;
}

struct err expression_rows(struct run *run, struct arena *arena, const struct dataset *dataset,
			   const struct expression *condition, const uint32_t **rows_out,
			   size_t *n_rows_out)
{
	struct computing computing = { .dataset = dataset, .expression = condition };
	struct arena scratch;
	struct err err;

	assert(condition->type == DATA_BOOLEAN || condition->type == DATA_NULL);
	run_scratch(run, &scratch);
	err = run_rows(run, arena, &scratch, &computing, rows_out, n_rows_out);
	arena_finish(&scratch);
	return err;
}

struct err expression_scalar(struct run *run, struct arena *arena,
			     const struct expression *expression, struct scalar *out)
{
	struct machine machine = { .run = run, .arena = arena };
	struct column column;
	struct err err = run_constant(&machine, arena, expression, &column);

	machine_finish(&machine);
	if (failed(err))
		return err;
	*out = column_scalar(&column, 0);
	return OK;
}

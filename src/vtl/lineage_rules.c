/* Rulesets: which items of a hierarchy a code needs, and which components rules on data points read. */
#include "base/buf.h"
#include "vtl/lineage_way.h"

/* ---- Hierarchies ---- */

/* The codes that some code rests on: itself, the items of its rules, theirs, and so on. */
struct codes {
	const struct hierarchy *hierarchy;
	struct str *at;
	size_t count;
};

static bool has_code(const struct codes *codes, struct str code)
{
	for (size_t i = 0; i < codes->count; i++)
		if (str_eq(codes->at[i], code))
			return true;
	return false;
}

static void add_code(struct codes *codes, struct str code)
{
	if (!has_code(codes, code))
		codes->at[codes->count++] = code;
}

static struct err close_codes(struct arena *arena, const struct hierarchy *hierarchy,
			      struct str code, struct codes *out)
{
	size_t most = 1;

	for (size_t r = 0; r < hierarchy->n_rules; r++)
		most += hierarchy->rules[r].n_terms + 1;
	*out = (struct codes){ .hierarchy = hierarchy };
	TRY_NEW(out->at = NEW(arena, struct str, most));
	add_code(out, code);
	for (size_t i = 0; i < out->count; i++)
		for (size_t r = 0; r < hierarchy->n_rules; r++) {
			const struct hierarchy_rule *rule = &hierarchy->rules[r];

			for (size_t t = 0; str_eq(rule->left, out->at[i]) && t < rule->n_terms; t++)
				add_code(out, rule->terms[t].code);
		}
	return OK;
}

static struct err code_text(struct arena *arena, const struct column *column, size_t row,
			    struct str *out)
{
	struct buf buf;

	buf_init(&buf, arena);
	scalar_write(&buf, column_scalar(column, row));
	return buf_done(&buf, out);
}

/* Rows of the operand that have one of the codes. */
struct coded {
	const struct codes *codes;
	const struct column *column;
	struct buf *text;
};

static bool is_item(const struct row_filter *filter, size_t out_component, size_t in_row)
{
	const struct coded *coded = filter->context;

	(void)out_component;
	buf_clear(coded->text);
	scalar_write(coded->text, column_scalar(coded->column, in_row));
	return has_code(coded->codes, buf_held(coded->text));
}

/* Of what is demanded, the rows of one code. */
static struct err rows_of_code(struct trace *trace, const struct demand *whole, size_t component,
			       struct str code, uint64_t **out)
{
	const struct dataset *dataset = whole->dataset;
	size_t n = dataset->structure.count, words = bits_words(dataset->n_rows);

	for (size_t c = 0; c <= n; c++) {
		out[c] = NULL;
		if (!whole->rows[c])
			continue;
		TRY_NEW(out[c] = NEW(trace->arena, uint64_t, words + 1));
		for (size_t row = 0; row < dataset->n_rows; row++) {
			struct str own;

			if (!bit_get(whole->rows[c], row))
				continue;
			TRY(code_text(trace->arena, &dataset->columns[component], row, &own));
			if (str_eq(own, code))
				bit_set(out[c], row);
		}
	}
	return OK;
}

/* By the identifiers beside that of the codes. */
static struct err relate_beside(struct trace *trace, const struct hierarchy *hierarchy,
				struct way *way)
{
	struct key_pair *pairs = NULL;
	size_t n, kept = 0;

	TRY(common_keys(trace->arena, &way->out->structure, &way->in->structure, &pairs, &n));
	for (size_t i = 0; i < n; i++)
		if (!str_eq(way->in->structure.at[pairs[i].in].name, hierarchy->component))
			pairs[kept++] = pairs[i];
	return relation_by_keys(trace, way->out, way->in, pairs, kept, &way->relation);
}

static void depend_on_items(struct way *way)
{
	const struct structure *out = &way->out->structure, *in = &way->in->structure;

	depend_by_names(way);
	for (size_t i = 0; i < out->count; i++)
		for (size_t k = 0; k < in->count; k++)
			if (out->at[i].role == ROLE_MEASURE && in->at[k].role == ROLE_MEASURE)
				depend(&way->dependence, i, k);
}

static struct err trace_code(struct trace *trace, struct way *way,
			     const struct hierarchy *hierarchy, struct str code)
{
	struct buf text;
	struct codes codes;
	struct coded coded = {
		.codes = &codes,
		.text = &text,
		.column = &way->in->columns[structure_find(&way->in->structure,
							   hierarchy->component)],
	};
	const struct row_filter filter = { is_item, &coded };

	TRY(close_codes(trace->arena, hierarchy, code, &codes));
	buf_init(&text, trace->arena);
	way->filter = &filter;
	return way_go(trace, way);
}

/* Code after code: those that were met are not looked at again. */
struct err trace_hierarchy(struct trace *trace, const struct step *step)
{
	const struct hierarchy *hierarchy = &step->hierarchy;
	const struct demand whole = trace->demands[step->number];
	const uint64_t *points = whole.rows[whole.dataset->structure.count];
	size_t component = (size_t)structure_find(&whole.dataset->structure, hierarchy->component);
	struct codes met = { .at = NEW(trace->arena, struct str, whole.dataset->n_rows + 1) };
	uint64_t **rows = NEW(trace->arena, uint64_t *, whole.dataset->structure.count + 1);
	struct way way;

	TRY_NEW(met.at);
	TRY_NEW(rows);
	TRY(way_begin(trace, step, 0, &way));
	TRY(relate_beside(trace, hierarchy, &way));
	depend_on_items(&way);
	for (size_t r = 0; r < hierarchy->n_rules; r++) {
		depend_on_expression(trace, &way.dependence, way.dependence.n_out,
				     hierarchy->rules[r].condition);
		for (size_t t = 0; t < hierarchy->rules[r].n_terms; t++)
			depend_on_expression(trace, &way.dependence, way.dependence.n_out,
					     hierarchy->rules[r].terms[t].condition);
	}
	for (size_t row = 0; row < whole.dataset->n_rows; row++) {
		struct str code;

		if (!bit_get(points, row))
			continue;
		TRY(code_text(trace->arena, &whole.dataset->columns[component], row, &code));
		if (has_code(&met, code))
			continue;
		met.at[met.count++] = code;
		TRY(rows_of_code(trace, &whole, component, code, rows));
		trace->demands[step->number].rows = rows;
		TRY(trace_code(trace, &way, hierarchy, code));
	}
	trace->demands[step->number] = whole;
	return OK;
}

/* ---- Rules on data points ---- */

struct err trace_datapoint_rules(struct trace *trace, const struct step *step)
{
	const struct check_datapoint *check = &step->check_datapoint;
	struct way way;

	TRY(way_begin(trace, step, 0, &way));
	TRY(way_by_common_keys(trace, &way));
	depend_by_names(&way);
	for (size_t r = 0; r < check->n_rules; r++) {
		depend_on_expression(trace, &way.dependence, way.dependence.n_out,
				     check->rules[r].condition);
		depend_on_expression(trace, &way.dependence, way.dependence.n_out,
				     check->rules[r].consequence);
	}
	return way_go(trace, &way);
}

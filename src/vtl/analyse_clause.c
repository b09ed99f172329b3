/*
 * Clauses: each makes a step of the one before it, and its names are those of that one's components. Those
 * that say which components there are stand in analyse_components.c.
 */
#include "vtl/analyse_clause.h"

#include "base/mark.h"

bool role_of(enum word word, enum component_role *out)
{
	switch (word) {
	case WORD_IDENTIFIER:
		*out = ROLE_IDENTIFIER;
		return true;
	case WORD_MEASURE:
		*out = ROLE_MEASURE;
		return true;
	case WORD_ATTRIBUTE:
		*out = ROLE_ATTRIBUTE;
		return true;
	case WORD_VIRAL:
		*out = ROLE_VIRAL_ATTRIBUTE;
		return true;
	default:
		return false;
	}
}

struct err clause_step(const struct clause_work *work, enum step_kind kind,
		       const struct step *operand, struct step **out)
{
	return step_new(work->analyser, kind, work->clause->place, &operand, 1, out);
}

struct err clause_settle(const struct clause_work *work, struct err e, const struct fault *fault)
{
	return settle_fault(work->analyser, e, fault, work->clause->place, NULL, 0);
}

/* The rows that expressions of calc and filter see, where analytic functions may stand. */
static struct rows row_context(const struct clause_work *work, struct list *analytics,
			       struct structure *extended)
{
	struct rows rows = *work->rows;

	rows.structure = work->operand->structure;
	rows.is_open = work->operand->is_open;
	*extended = rows.structure;
	rows.extended = extended;
	rows.analytics = analytics;
	return rows;
}

/* A step that computes the analytic functions first, when there are any. */
static struct err extend(const struct clause_work *work, const struct list *analytics,
			 const struct structure *extended, const struct step **out)
{
	struct step *step;

	*out = work->operand;
	if (analytics->count == 0)
		return OK;
	TRY(clause_step(work, STEP_EXTEND, work->operand, &step));
	step->extend.items = analytics->at;
	step->extend.n = analytics->count;
	step->structure = *extended;
	*out = step;
	return OK;
}

/* Takes the components that were computed on the way off again. */
static struct err drop_analytics(const struct clause_work *work, const struct list *analytics,
				 const struct step *operand, const struct step **out)
{
	struct fault fault = { 0 };
	struct str *names;
	struct step *step;
	struct err e;

	*out = operand;
	if (analytics->count == 0)
		return OK;
	TRY_NEW(names = NEW(work->analyser->arena, struct str, analytics->count));
	for (size_t i = 0; i < analytics->count; i++)
		names[i] = LIST_AT(*analytics, struct analytic_item, i)->name;
	TRY(clause_step(work, STEP_KEEP, operand, &step));
	step->keep.names = names;
	step->keep.n = analytics->count;
	step->keep.is_drop = true;
	e = keep_structure(work->analyser->arena, &operand->structure, names, analytics->count,
			   true, &step->structure, &fault);
	*out = step;
	return clause_settle(work, e, &fault);
}

static struct err analyse_filter(const struct clause_work *work, const struct step **out)
{
	struct list analytics = LIST(work->analyser->arena, struct analytic_item);
	struct structure extended;
	struct rows rows = row_context(work, &analytics, &extended);
	struct context context = *work->context;
	const struct expression *condition;
	const struct step *operand;
	struct fault fault = { 0 };
	struct step *step;

	context.rows = &rows;
	TRY(analyse_component(work->analyser, &context, work->clause->expression, &condition));
	TRY(settle_fault(work->analyser, filter_check(condition, &fault), &fault,
			 work->clause->expression->place, NULL, 0));
	TRY(extend(work, &analytics, &extended, &operand));
	TRY(clause_step(work, STEP_FILTER, operand, &step));
	step->filter = condition;
	step->structure = operand->structure;
	return drop_analytics(work, &analytics, step, out);
}

static struct err calc_item(const struct clause_work *work, const struct context *context,
			    const struct assignment_syntax *assignment, struct calc_item *out)
{
	out->has_role = role_of(assignment->role, &out->role);
	/* Outside joins a component that is there keeps its role. */
	if (!out->has_role && work->rows->n_aliases > 0 && work->rows->aliases[0].structure) {
		out->has_role = true;
		out->role = ROLE_MEASURE;
	}
	TRY(new_component(work->analyser, work->context, work->rows, &assignment->target,
			  &out->name));
	return analyse_component(work->analyser, context, assignment->value, &out->expression);
}

/* In a join calc replaces all components of its name, whichever operand they come from. */
static struct err drop_homonyms(const struct clause_work *work, const struct step *operand,
				const struct step **out)
{
	struct list names = LIST(work->analyser->arena, struct str);
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	*out = operand;
	for (size_t i = 0; i < operand->structure.count; i++) {
		struct str name = operand->structure.at[i].name;
		size_t hash = str_find_char(name, '#', 0);

		if (hash != SIZE_MAX &&
		    structure_find(&operand->structure, str_slice(name, hash + 1, name.len)) !=
			    COMPONENT_NONE)
			TRY(list_push(&names, &name));
	}
	if (names.count == 0 || work->rows->n_aliases == 0)
		return OK;
	TRY(clause_step(work, STEP_KEEP, operand, &step));
	step->keep.names = names.at;
	step->keep.n = names.count;
	step->keep.is_drop = true;
	e = keep_structure(work->analyser->arena, &operand->structure, names.at, names.count, true,
			   &step->structure, &fault);
	*out = step;
	return clause_settle(work, e, &fault);
}

static struct err calc_step(const struct clause_work *work, const struct step *operand,
			    struct calc_item *items, size_t n, const struct step **out)
{
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	TRY(clause_step(work, STEP_CALC, operand, &step));
	step->calc = (struct calc){ items, n };
	e = calc_structure(work->analyser->arena, &operand->structure, &step->calc,
			   &step->structure, &fault);
	if (e.code == ERR_INVALID && fault.operand > 0 &&
	    fault.operand <= work->clause->n_assignments)
		return refuse_at(
			work->analyser,
			work->clause->assignments[fault.operand - 1].target.component.place,
			fault.message, fault.args);
	TRY(clause_settle(work, e, &fault));
	return drop_homonyms(work, step, out);
}

static struct err analyse_calc(const struct clause_work *work, const struct step **out)
{
	struct list analytics = LIST(work->analyser->arena, struct analytic_item);
	const struct clause_syntax *clause = work->clause;
	struct structure extended;
	struct rows rows = row_context(work, &analytics, &extended);
	struct context context = *work->context;
	const struct step *operand = NULL, *calculated = NULL;
	struct calc_item *items;

	context.rows = &rows;
	TRY_NEW(items = NEW(work->analyser->arena, struct calc_item, clause->n_assignments));
	for (size_t i = 0; i < clause->n_assignments; i++)
		TRY(calc_item(work, &context, &clause->assignments[i], &items[i]));
	TRY(extend(work, &analytics, &extended, &operand));
	TRY(calc_step(work, operand, items, clause->n_assignments, &calculated));
	return drop_analytics(work, &analytics, calculated, out);
}

/* Is the measure in every operand of the join, so that it has its turn in apply? */
static bool is_common(const struct rows *rows, struct str measure)
{
	for (size_t i = 0; i < rows->n_aliases; i++) {
		const struct structure *structure = rows->aliases[i].structure;
		ptrdiff_t at = structure_find(structure, measure);

		if (at == COMPONENT_NONE || structure->at[at].role != ROLE_MEASURE)
			return false;
	}
	return true;
}

/* As with operators on datasets, what apply has computed stays, and viral attributes. */
static struct err keep_applied(const struct clause_work *work, const struct step *operand,
			       const struct calc_item *items, size_t n, const struct step **out)
{
	struct list names = LIST(work->analyser->arena, struct str);
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	for (size_t i = 0; i < operand->structure.count; i++) {
		const struct component *component = &operand->structure.at[i];
		bool applied = false;

		for (size_t k = 0; k < n; k++)
			applied |= str_eq(items[k].name, component->name);
		if (applied || component->role == ROLE_VIRAL_ATTRIBUTE)
			TRY(list_push(&names, &component->name));
	}
	TRY(clause_step(work, STEP_KEEP, operand, &step));
	step->keep.names = names.at;
	step->keep.n = names.count;
	e = keep_structure(work->analyser->arena, &operand->structure, names.at, names.count, false,
			   &step->structure, &fault);
	*out = step;
	return clause_settle(work, e, &fault);
}

/*
 * The expression for one measure. apply is about those "whose type is compatible with the operators", so
 * that one that it does not suit (*suits_out false) is left out, and nothing is told.
 */
static struct err apply_item(const struct clause_work *work, const struct context *context,
			     struct calc_item *item, bool *suits_out)
{
	struct diagnostics *told = work->analyser->diagnostics, aside;
	struct err e;

	diagnostics_init(&aside, work->analyser->arena);
	work->analyser->diagnostics = &aside;
	e = analyse_component(work->analyser, context, work->clause->expression, &item->expression);
	work->analyser->diagnostics = told;
	*suits_out = !failed(e);
	return e.code == ERR_INVALID ? OK : e;
}

/* apply d1 + d2 in a join: calc M := d1#M + d2#M for each common measure M. */
static struct err analyse_apply(const struct clause_work *work, const struct step **out)
{
	struct rows rows = *work->rows;
	struct context context = *work->context;
	struct calc_item *items;
	const struct structure *first = rows.aliases[0].structure;
	const struct expression *wrong;
	const struct step *calculated;
	size_t n = 0;

	context.rows = &rows;
	rows.structure = work->operand->structure;
	TRY_NEW(items = NEW(work->analyser->arena, struct calc_item, first->count + 1));
	for (size_t i = 0; i < first->count; i++) {
		bool suits = false;

		if (first->at[i].role != ROLE_MEASURE || !is_common(&rows, first->at[i].name))
			continue;
		rows.applied = first->at[i].name;
		items[n] = (struct calc_item){ .name = first->at[i].name,
					       .role = ROLE_MEASURE,
					       .has_role = true };
		TRY(apply_item(work, &context, &items[n], &suits));
		n += suits;
	}
	if (n == 0 && rows.applied.at) /* what is wrong with the last one */
		TRY(analyse_component(work->analyser, &context, work->clause->expression, &wrong));
	if (n == 0)
		return refuse_at(work->analyser, work->clause->place,
				 S(N_("apply needs a measure that all operands of the join have")),
				 (struct message_args){ 0 });
	TRY(calc_step(work, work->operand, items, n, &calculated));
	return keep_applied(work, calculated, items, n, out);
}

static struct err aggr_item(const struct clause_work *work, const struct context *context,
			    const struct assignment_syntax *assignment, struct aggregate_item *out)
{
	const struct node *value = assignment->value;

	*out = (struct aggregate_item){ .operand = NULL };
	out->has_role = role_of(assignment->role, &out->role);
	if (value->kind != NODE_AGGREGATE || value->aggregate.grouping.kind != WORD_NONE)
		return refuse_at(work->analyser, value->place,
				 S(N_("aggr needs an aggregate function here, as sum or count")),
				 (struct message_args){ 0 });
	if (!aggregation_named(word_text(value->aggregate.function), &out->function))
		return ERROR(ERR_BUG, "an aggregate without its function");
	TRY(new_component(work->analyser, work->context, work->rows, &assignment->target,
			  &out->name));
	if (!value->aggregate.operand)
		return OK;
	context->rows->within = value->aggregate.function;
	return analyse_component(work->analyser, context, value->aggregate.operand, &out->operand);
}

static struct err analyse_aggr(const struct clause_work *work, const struct step **out)
{
	struct list items = LIST(work->analyser->arena, struct aggregate_item);
	const struct clause_syntax *clause = work->clause;
	struct context context = *work->context;
	struct rows rows = *work->rows;
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	rows.structure = work->operand->structure;
	context.rows = &rows;
	for (size_t i = 0; i < clause->n_assignments; i++) {
		struct aggregate_item item;

		TRY(aggr_item(work, &context, &clause->assignments[i], &item));
		TRY(list_push(&items, &item));
	}
	rows.within = WORD_NONE;
	TRY(clause_step(work, STEP_AGGREGATE, work->operand, &step));
	TRY(analyse_grouping(work->analyser, work->context, &rows, &clause->grouping, &items,
			     &step->aggregate));
	e = aggregate_structure(work->analyser->arena, &work->operand->structure, &step->aggregate,
				&step->structure, &fault);
	*out = step;
	if (e.code == ERR_INVALID && fault.operand > 0 && fault.operand <= clause->n_assignments)
		return refuse_at(work->analyser,
				 clause->assignments[fault.operand - 1].target.component.place,
				 fault.message, fault.args);
	return clause_settle(work, e, &fault);
}

struct err analyse_clause(struct analyser *analyser, const struct context *context,
			  const struct rows *rows, const struct clause_syntax *clause,
			  const struct step *operand, const struct step **out)
{
	const struct clause_work work = { analyser, context, rows, clause, operand };

	switch (clause->kind) {
	case WORD_FILTER:
		return analyse_filter(&work, out);
	case WORD_CALC:
		return analyse_calc(&work, out);
	case WORD_APPLY:
		if (rows->n_aliases == 0 || !rows->aliases[0].structure)
			return refuse_at(analyser, clause->place,
					 S(N_("apply can stand only in a join")),
					 (struct message_args){ 0 });
		return analyse_apply(&work, out);
	case WORD_AGGR:
		return analyse_aggr(&work, out);
	case WORD_KEEP:
	case WORD_DROP:
		return analyse_keep(&work, out);
	case WORD_RENAME:
		return analyse_rename(&work, out);
	case WORD_SUB:
		return analyse_sub(&work, out);
	case WORD_PIVOT:
		return analyse_pivot(&work, out);
	default:
		return analyse_unpivot(&work, out);
	}
}

/* DS[…]: its own name may stand before "#" within the clause. */
struct err analyse_clause_node(struct analyser *analyser, const struct context *context,
			       const struct node *node, struct value *out)
{
	const struct node *dataset = node->clause.dataset;
	struct row_alias alias = { .structure = NULL };
	struct rows rows = { 0 };
	const struct step *operand;

	TRY(analyse_dataset(analyser, context, dataset, &operand));
	rows.structure = operand->structure;
	rows.is_open = operand->is_open;
	if (dataset->kind == NODE_NAME) {
		alias.name = dataset->name.text;
		rows.aliases = &alias;
		rows.n_aliases = 1;
	}
	*out = (struct value){ .kind = VALUE_DATASET };
	return analyse_clause(analyser, context, &rows, &node->clause.clause, operand,
			      &out->dataset);
}

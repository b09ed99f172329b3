/* The clauses that say which components there are: keep, drop, rename, sub, pivot, unpivot. */
#include "vtl/analyse_clause.h"

#include "vtl/analyse_rows.h"

#include "base/mark.h"

/* The texts of components that a clause lists. */
static struct err listed(const struct clause_work *work, const struct component_names *names,
			 const struct str **out)
{
	struct str *texts;

	TRY_NEW(texts = NEW(work->analyser->arena, struct str, names->count + 1));
	for (size_t i = 0; i < names->count; i++)
		TRY(component_text(work->analyser, work->context, work->rows, &names->at[i],
				   &texts[i]));
	*out = texts;
	return OK;
}

struct err analyse_keep(const struct clause_work *work, const struct step **out)
{
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	TRY(clause_step(work, STEP_KEEP, work->operand, &step));
	TRY(listed(work, &work->clause->names, &step->keep.names));
	step->keep.n = work->clause->names.count;
	step->keep.is_drop = work->clause->kind == WORD_DROP;
	e = keep_structure(work->analyser->arena, &work->operand->structure, step->keep.names,
			   step->keep.n, step->keep.is_drop, &step->structure, &fault);
	*out = step;
	if (e.code == ERR_INVALID && fault.operand > 0 && fault.operand <= step->keep.n)
		return refuse_at(work->analyser,
				 work->clause->names.at[fault.operand - 1].component.place,
				 fault.message, fault.args);
	return clause_settle(work, e, &fault);
}

/* The value domain of the variable of the name, as an input has it; empty: none says one. */
static struct str domain_of_variable(const struct analyser *analyser, struct str name)
{
	for (size_t i = 0; i < analyser->environment->n_inputs; i++) {
		const struct structure *structure = &analyser->inputs[i].structure;
		ptrdiff_t found = structure_find(structure, name);

		if (found != COMPONENT_NONE && !str_empty(structure->at[found].domain))
			return structure->at[found].domain;
	}
	return S("");
}

/* A component and the variable that it becomes are of the same value domain (Reference Manual, rename). */
static struct err check_domains(const struct clause_work *work, const struct rename_item *items)
{
	const struct structure *operand = &work->operand->structure;

	for (size_t i = 0; i < work->clause->n_renamings; i++) {
		ptrdiff_t from = structure_find(operand, items[i].from);
		struct str to = domain_of_variable(work->analyser, items[i].to);

		if (from == COMPONENT_NONE || str_empty(operand->at[from].domain) ||
		    str_empty(to) || str_eq(operand->at[from].domain, to))
			continue;
		return refuse_at(
			work->analyser, work->clause->renamings[i].to.component.place,
			S(N_("{1}: {2} is of the value domain {3}, and the variable {4} "
			     "of {5}")),
			(struct message_args){ { S("rename"), items[i].from,
						 operand->at[from].domain, items[i].to, to } });
	}
	return OK;
}

struct err analyse_rename(const struct clause_work *work, const struct step **out)
{
	const struct clause_syntax *clause = work->clause;
	struct fault fault = { 0 };
	struct rename_item *items;
	struct step *step;
	struct err e;

	TRY_NEW(items = NEW(work->analyser->arena, struct rename_item, clause->n_renamings));
	for (size_t i = 0; i < clause->n_renamings; i++) {
		TRY(component_text(work->analyser, work->context, work->rows,
				   &clause->renamings[i].from, &items[i].from));
		items[i].to = look_through(work->context, &clause->renamings[i].to).component.text;
	}
	TRY(clause_step(work, STEP_RENAME, work->operand, &step));
	step->rename.items = items;
	step->rename.n = clause->n_renamings;
	e = rename_structure(work->analyser->arena, &work->operand->structure, items,
			     step->rename.n, &step->structure, &fault);
	*out = step;
	if (e.code == ERR_INVALID && fault.operand > 0 && fault.operand <= clause->n_renamings)
		return refuse_at(work->analyser,
				 clause->renamings[fault.operand - 1].to.component.place,
				 fault.message, fault.args);
	TRY(clause_settle(work, e, &fault));
	return check_domains(work, items);
}

static struct err sub_item(const struct clause_work *work, const struct fixing_syntax *fixing,
			   struct sub_item *out)
{
	const struct structure *structure = &work->operand->structure;
	size_t at;

	TRY(find_component(work->analyser, work->context, work->rows, &fixing->identifier, &at));
	out->name = structure->at[at].name;
	TRY(analyse_constant_node(work->analyser, work->context, fixing->value, &out->value));
	if (data_fits(out->value->type, structure->at[at].type))
		return OK;
	return refuse_at(work->analyser, fixing->value->place,
			 S(N_("{1} is expected here, and this is {2}")),
			 (struct message_args){ { data_type_name(structure->at[at].type),
						  data_type_name(out->value->type) } });
}

struct err analyse_sub(const struct clause_work *work, const struct step **out)
{
	const struct clause_syntax *clause = work->clause;
	struct fault fault = { 0 };
	struct sub_item *items;
	struct step *step;
	struct err e;

	TRY_NEW(items = NEW(work->analyser->arena, struct sub_item, clause->n_fixings));
	for (size_t i = 0; i < clause->n_fixings; i++)
		TRY(sub_item(work, &clause->fixings[i], &items[i]));
	TRY(clause_step(work, STEP_SUB, work->operand, &step));
	step->sub.items = items;
	step->sub.n = clause->n_fixings;
	e = sub_structure(work->analyser->arena, &work->operand->structure, items, step->sub.n,
			  &step->structure, &fault);
	*out = step;
	if (e.code == ERR_INVALID && fault.operand > 0 && fault.operand <= step->sub.n)
		return refuse_at(work->analyser,
				 clause->fixings[fault.operand - 1].identifier.component.place,
				 fault.message, fault.args);
	return clause_settle(work, e, &fault);
}

/* A fault of one of the two names that pivot and unpivot have. */
static struct err settle_pivot(const struct clause_work *work, struct err e,
			       const struct fault *fault)
{
	if (e.code == ERR_INVALID && fault->operand > 0 &&
	    fault->operand <= work->clause->names.count)
		return refuse_at(work->analyser,
				 work->clause->names.at[fault->operand - 1].component.place,
				 fault->message, fault->args);
	return clause_settle(work, e, fault);
}

struct err analyse_pivot(const struct clause_work *work, const struct step **out)
{
	const struct structure *operand = &work->operand->structure;
	const struct str *names;
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	TRY(listed(work, &work->clause->names, &names));
	TRY(clause_step(work, STEP_PIVOT, work->operand, &step));
	step->pivot.identifier = names[0];
	step->pivot.measure = names[1];
	step->pivot.viral = work->analyser->viral;
	step->is_open = true;
	e = pivot_structure(work->analyser->arena, operand, names[0], names[1], &step->structure,
			    &fault);
	*out = step;
	TRY(settle_pivot(work, e, &fault));
	return probe_pivot(work->analyser, step);
}

struct err analyse_unpivot(const struct clause_work *work, const struct step **out)
{
	const struct component_name *names = work->clause->names.at;
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	TRY(clause_step(work, STEP_UNPIVOT, work->operand, &step));
	step->is_open = false;
	step->pivot.identifier = look_through(work->context, &names[0]).component.text;
	step->pivot.measure = look_through(work->context, &names[1]).component.text;
	e = unpivot_structure(work->analyser->arena, &work->operand->structure,
			      step->pivot.identifier, step->pivot.measure, &step->structure,
			      &fault);
	*out = step;
	return settle_pivot(work, e, &fault);
}

/* A syntax tree as text: a node a line, two spaces a level, each with its line and column. */
#include "vtl/tree.h"

#include "base/buf.h"

struct writer {
	struct buf *buf;
	int level;
};

static void write_node(struct writer *w, const struct node *node);

static void begin(struct writer *w, const char *what)
{
	for (int i = 0; i < w->level; i++)
		buf_str(w->buf, S("  "));
	buf_str(w->buf, str_of(what));
}

static void end(struct writer *w, struct place place)
{
	buf_format(w->buf, " %u:%u\n", place.line, place.column);
}

static void write_text(struct writer *w, struct str text)
{
	buf_char(w->buf, ' ');
	buf_str(w->buf, text);
}

static void write_name(struct writer *w, const struct name *name)
{
	if (!name->text.at)
		return;
	buf_str(w->buf, name->is_quoted ? S(" '") : S(" "));
	buf_str(w->buf, name->text);
	if (name->is_quoted)
		buf_char(w->buf, '\'');
}

static void write_component(struct writer *w, const struct component_name *name)
{
	write_name(w, &name->dataset);
	if (name->dataset.text.at)
		buf_char(w->buf, '#');
	write_name(w, &name->component);
}

static void write_components(struct writer *w, const struct component_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		write_component(w, &names->at[i]);
}

static void write_literal(struct writer *w, const struct literal *literal)
{
	if (literal->kind == LITERAL_NONE)
		return;
	buf_str(w->buf, literal->kind == LITERAL_STRING ? S(" \"") : S(" "));
	buf_str(w->buf, literal->text);
	if (literal->kind == LITERAL_STRING)
		buf_char(w->buf, '"');
}

static void write_word(struct writer *w, enum word word)
{
	if (word != WORD_NONE)
		write_text(w, word_text(word));
}

/* A child, when there is one, a level deeper. */
static void write_child(struct writer *w, const struct node *node)
{
	if (!node)
		return;
	w->level++;
	write_node(w, node);
	w->level--;
}

static void write_list(struct writer *w, const struct node_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		write_child(w, list->at[i]);
}

static void write_scalar_type(struct writer *w, const struct scalar_syntax *type)
{
	write_word(w, type->basic);
	write_name(w, &type->domain);
	if (type->condition || type->values.count > 0)
		buf_str(w->buf, S(" restricted"));
	if (type->is_not_null)
		buf_str(w->buf, S(" not null"));
}

static void write_type(struct writer *w, const struct type_syntax *type)
{
	static const char *const kinds[] = { "", " set", "", " dataset", "" };

	buf_str(w->buf, str_of(kinds[type->kind]));
	write_word(w, type->role);
	write_word(w, type->ruleset);
	for (size_t i = 0; i < type->signature.count; i++)
		write_name(w, &type->signature.at[i]);
	if (type->has_scalar)
		write_scalar_type(w, &type->scalar);
	for (size_t i = 0; i < type->n_components; i++) {
		static const char *const marks[] = { "", " _", " _+", " _*" };
		const struct component_syntax *component = &type->components[i];

		write_word(w, component->role);
		if (component->has_type)
			write_scalar_type(w, &component->type);
		write_name(w, &component->name);
		buf_str(w->buf, str_of(marks[component->multiplicity]));
	}
}

static void write_grouping(struct writer *w, const struct grouping_syntax *grouping)
{
	if (grouping->kind == WORD_NONE)
		return;
	w->level++;
	begin(w, "group");
	write_word(w, grouping->kind);
	write_components(w, &grouping->names);
	end(w, grouping->place);
	write_child(w, grouping->conversion);
	write_child(w, grouping->having);
	w->level--;
}

static void write_bound(struct writer *w, const struct bound_syntax *bound)
{
	if (bound->is_unbounded)
		buf_str(w->buf, S(" unbounded"));
	write_literal(w, &bound->distance);
	write_word(w, bound->kind);
}

static void write_over(struct writer *w, const struct over_syntax *over)
{
	w->level++;
	begin(w, "over");
	if (over->partition != WORD_NONE)
		buf_str(w->buf, S(" partition"));
	write_word(w, over->partition);
	write_components(w, &over->names);
	if (over->n_order > 0)
		buf_str(w->buf, S(" order"));
	for (size_t i = 0; i < over->n_order; i++) {
		write_component(w, &over->order[i].component);
		if (over->order[i].is_descending)
			buf_str(w->buf, S(" desc"));
	}
	write_word(w, over->unit);
	if (over->unit != WORD_NONE) {
		write_bound(w, &over->from);
		write_bound(w, &over->to);
	}
	end(w, over->place);
	w->level--;
}

static void write_clause(struct writer *w, const struct clause_syntax *clause)
{
	w->level++;
	begin(w, "");
	buf_str(w->buf, word_text(clause->kind));
	write_components(w, &clause->names);
	for (size_t i = 0; i < clause->n_renamings; i++) {
		write_component(w, &clause->renamings[i].from);
		buf_str(w->buf, S(" to"));
		write_component(w, &clause->renamings[i].to);
	}
	end(w, clause->place);
	write_child(w, clause->expression);
	for (size_t i = 0; i < clause->n_assignments; i++) {
		const struct assignment_syntax *assignment = &clause->assignments[i];

		w->level++;
		begin(w, ":=");
		write_word(w, assignment->role);
		write_component(w, &assignment->target);
		end(w, assignment->target.component.place);
		write_child(w, assignment->value);
		w->level--;
	}
	for (size_t i = 0; i < clause->n_fixings; i++) {
		w->level++;
		begin(w, "=");
		write_component(w, &clause->fixings[i].identifier);
		end(w, clause->fixings[i].identifier.component.place);
		write_child(w, clause->fixings[i].value);
		w->level--;
	}
	write_grouping(w, &clause->grouping);
	w->level--;
}

static void write_join(struct writer *w, const struct node *node)
{
	const struct join_syntax *join = &node->join;

	begin(w, "");
	buf_str(w->buf, word_text(join->kind));
	if (join->using.count > 0)
		buf_str(w->buf, S(" using"));
	write_components(w, &join->using);
	for (size_t i = 0; i < join->n_defaults; i++) {
		buf_str(w->buf, S(" nvl"));
		write_component(w, &join->defaults[i].identifier);
		write_literal(w, &join->defaults[i].value);
	}
	end(w, node->place);
	for (size_t i = 0; i < join->n_items; i++) {
		w->level++;
		begin(w, "as");
		write_name(w, &join->items[i].alias);
		end(w, join->items[i].dataset->place);
		write_child(w, join->items[i].dataset);
		w->level--;
	}
	for (size_t i = 0; i < join->n_clauses; i++)
		write_clause(w, &join->clauses[i]);
}

static void write_check(struct writer *w, const struct node *node)
{
	const struct check_syntax *check = &node->check;

	begin(w, "");
	buf_str(w->buf, word_text(check->kind));
	write_name(w, &check->ruleset);
	write_components(w, &check->components);
	write_component(w, &check->rule);
	write_word(w, check->mode);
	write_word(w, check->input);
	write_word(w, check->output);
	end(w, node->place);
	write_child(w, check->operand);
	write_child(w, check->errorcode);
	write_child(w, check->errorlevel);
	write_child(w, check->imbalance);
}

/* A node whose line has a word and constants, and whose operands follow. */
static void write_function(struct writer *w, const struct node *node)
{
	switch (node->kind) {
	case NODE_CAST:
		begin(w, "cast");
		write_scalar_type(w, &node->cast.type);
		write_literal(w, &node->cast.mask);
		end(w, node->place);
		write_child(w, node->cast.operand);
		break;
	case NODE_TIME_AGG:
		begin(w, "time_agg");
		write_literal(w, &node->time_agg.from);
		write_word(w, node->time_agg.which);
		end(w, node->place);
		write_child(w, node->time_agg.to);
		write_child(w, node->time_agg.operand);
		break;
	case NODE_DATASETS:
		begin(w, "");
		buf_str(w->buf, word_text(node->datasets.function));
		write_word(w, node->datasets.option);
		end(w, node->place);
		write_list(w, &node->datasets.operands);
		write_child(w, node->datasets.shift);
		break;
	case NODE_AGGREGATE:
		begin(w, "aggregate");
		write_word(w, node->aggregate.function);
		end(w, node->place);
		write_child(w, node->aggregate.operand);
		write_grouping(w, &node->aggregate.grouping);
		break;
	case NODE_ANALYTIC:
		begin(w, "analytic");
		write_word(w, node->analytic.function);
		write_literal(w, &node->analytic.offset);
		end(w, node->place);
		write_child(w, node->analytic.operand);
		write_child(w, node->analytic.otherwise);
		write_over(w, &node->analytic.over);
		break;
	default:
		begin(w, "eval");
		write_name(w, &node->eval.routine);
		write_literal(w, &node->eval.language);
		if (node->eval.has_type)
			write_type(w, &node->eval.type);
		end(w, node->place);
		write_list(w, &node->eval.arguments);
		break;
	}
}

static void write_node(struct writer *w, const struct node *node)
{
	switch (node->kind) {
	case NODE_OMITTED:
		begin(w, "_");
		end(w, node->place);
		break;
	case NODE_LITERAL:
		begin(w, "literal");
		write_literal(w, &node->literal);
		end(w, node->place);
		break;
	case NODE_NAME:
		begin(w, "name");
		write_name(w, &node->name);
		end(w, node->place);
		break;
	case NODE_MEMBER:
		begin(w, "#");
		write_name(w, &node->member.component);
		end(w, node->place);
		write_child(w, node->member.dataset);
		break;
	case NODE_OPERATION:
		begin(w, "operator");
		write_text(w, operation_name(node->operation.operation));
		end(w, node->place);
		write_list(w, &node->operation.operands);
		break;
	case NODE_SET:
		begin(w, "set");
		end(w, node->place);
		write_list(w, &node->set);
		break;
	case NODE_CALL:
		begin(w, "call");
		write_name(w, &node->call.name);
		end(w, node->place);
		write_list(w, &node->call.arguments);
		break;
	case NODE_CLAUSE:
		begin(w, "clause");
		end(w, node->place);
		write_child(w, node->clause.dataset);
		write_clause(w, &node->clause.clause);
		break;
	case NODE_JOIN:
		write_join(w, node);
		break;
	case NODE_CHECK:
		write_check(w, node);
		break;
	default:
		write_function(w, node);
		break;
	}
}

static void write_signature(struct writer *w, const struct signature_syntax *signature)
{
	for (size_t i = 0; i < signature->count; i++) {
		write_name(w, &signature->items[i].name);
		if (signature->items[i].alias.text.at)
			buf_str(w->buf, S(" as"));
		write_name(w, &signature->items[i].alias);
	}
}

static void write_define(struct writer *w, const struct statement *statement)
{
	begin(w, "operator");
	write_name(w, &statement->name);
	if (statement->define.has_result) {
		buf_str(w->buf, S(" returns"));
		write_type(w, &statement->define.result);
	}
	end(w, statement->place);
	for (size_t i = 0; i < statement->define.n_parameters; i++) {
		const struct parameter_syntax *parameter = &statement->define.parameters[i];

		w->level++;
		begin(w, "parameter");
		write_name(w, &parameter->name);
		write_type(w, &parameter->type);
		end(w, parameter->name.place);
		write_child(w, parameter->otherwise);
		w->level--;
	}
	write_child(w, statement->define.body);
}

static void write_datapoint(struct writer *w, const struct statement *statement)
{
	begin(w, "datapoint ruleset");
	write_name(w, &statement->name);
	buf_str(w->buf, statement->datapoint.signature.on_valuedomains ? S(" valuedomain")
								       : S(" variable"));
	write_signature(w, &statement->datapoint.signature);
	end(w, statement->place);
	for (size_t i = 0; i < statement->datapoint.n_rules; i++) {
		const struct datapoint_rule_syntax *rule = &statement->datapoint.rules[i];

		w->level++;
		begin(w, "rule");
		write_name(w, &rule->name);
		write_literal(w, &rule->errorcode);
		write_literal(w, &rule->errorlevel);
		end(w, rule->place);
		write_child(w, rule->when);
		write_child(w, rule->then);
		w->level--;
	}
}

static void write_hierarchical_rule(struct writer *w, const struct hierarchical_rule_syntax *rule)
{
	w->level++;
	begin(w, "rule");
	write_name(w, &rule->name);
	write_name(w, &rule->left);
	write_text(w, mark_text(rule->relation));
	for (size_t i = 0; i < rule->n_terms; i++) {
		buf_str(w->buf, rule->terms[i].is_negative ? S(" -") : S(" +"));
		write_name(w, &rule->terms[i].item);
	}
	write_literal(w, &rule->errorcode);
	write_literal(w, &rule->errorlevel);
	end(w, rule->place);
	write_child(w, rule->when);
	for (size_t i = 0; i < rule->n_terms; i++)
		write_child(w, rule->terms[i].condition);
	w->level--;
}

static void write_hierarchical(struct writer *w, const struct statement *statement)
{
	begin(w, "hierarchical ruleset");
	write_name(w, &statement->name);
	write_signature(w, &statement->hierarchical.conditions);
	buf_str(w->buf,
		statement->hierarchical.on_valuedomain ? S(" valuedomain") : S(" variable"));
	write_name(w, &statement->hierarchical.item);
	end(w, statement->place);
	for (size_t i = 0; i < statement->hierarchical.n_rules; i++)
		write_hierarchical_rule(w, &statement->hierarchical.rules[i]);
}

static void write_viral(struct writer *w, const struct statement *statement)
{
	begin(w, "viral propagation");
	write_name(w, &statement->name);
	buf_str(w->buf, statement->viral.on_valuedomain ? S(" valuedomain") : S(" variable"));
	write_name(w, &statement->viral.target);
	write_word(w, statement->viral.aggregate);
	end(w, statement->place);
	for (size_t i = 0; i < statement->viral.n_cases; i++) {
		const struct viral_when_syntax *when = &statement->viral.cases[i];

		w->level++;
		begin(w, "when");
		write_literal(w, &when->first);
		write_literal(w, &when->second);
		buf_str(w->buf, S(" then"));
		write_literal(w, &when->result);
		end(w, when->place);
		w->level--;
	}
}

static void write_statement(struct writer *w, const struct statement *statement)
{
	switch (statement->kind) {
	case STATEMENT_ASSIGN:
		begin(w, statement->assign.is_persistent ? "persist" : "assign");
		write_name(w, &statement->name);
		end(w, statement->place);
		write_child(w, statement->assign.expression);
		break;
	case STATEMENT_OPERATOR:
		write_define(w, statement);
		break;
	case STATEMENT_DATAPOINT_RULESET:
		write_datapoint(w, statement);
		break;
	case STATEMENT_HIERARCHICAL_RULESET:
		write_hierarchical(w, statement);
		break;
	case STATEMENT_VIRAL_PROPAGATION:
		write_viral(w, statement);
		break;
	}
}

void script_write(struct buf *buf, const struct script *script)
{
	struct writer w = { .buf = buf };

	for (size_t i = 0; i < script->count; i++)
		write_statement(&w, &script->statements[i]);
}

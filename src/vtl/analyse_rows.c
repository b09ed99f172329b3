/*
 * Which component of the rows at hand a name means: their own names, those of a ruleset, and in a join
 * those of several datasets; and what is said when it is none of them, or several.
 */
#include "vtl/analyse_rows.h"

#include "base/mark.h"
#include "vtl/draft.h"

/* A component as a join calls it: ALIAS#NAME, or NAME alone. */
struct split {
	struct str alias, name;
};

static struct split split_component(struct str text)
{
	size_t hash = str_find_char(text, '#', 0);

	if (hash == SIZE_MAX)
		return (struct split){ .name = text };
	return (struct split){ str_slice(text, 0, hash), str_slice(text, hash + 1, text.len) };
}

/* Is NAME a component of the dataset that the alias names? */
static bool alias_has(const struct rows *rows, const struct name *alias, struct str component)
{
	for (size_t i = 0; i < rows->n_aliases; i++) {
		const struct row_alias *row = &rows->aliases[i];

		if (name_is(alias, row->name) &&
		    (!row->structure ||
		     structure_find(row->structure, component) != COMPONENT_NONE))
			return true;
	}
	return false;
}

/* How well the name of a script agrees with a component: 3 and 4 when it is its whole name, 5 and 6 with its dataset. */
static int component_agreement(const struct rows *rows, const struct component_name *name,
			       struct str text)
{
	struct split split = split_component(text);
	bool has_alias = split.alias.at != NULL;
	int agrees = name_agreement(&name->component, split.name);

	if (agrees == 0)
		return 0;
	if (!name->dataset.text.at)
		return has_alias ? agrees : agrees + 2;
	if (has_alias)
		return name_is(&name->dataset, split.alias) ? agrees + 4 : 0; /* all of it */
	return alias_has(rows, &name->dataset, split.name) ? agrees + 2 : 0;
}

struct component_search search_component(const struct rows *rows, const struct component_name *name)
{
	const struct structure *structure = rows->extended ? rows->extended : &rows->structure;
	struct component_search search = { 0 };
	int best = 1;

	for (size_t i = 0; i < rows->n_names && !name->dataset.text.at; i++) {
		ptrdiff_t at = structure_find(structure, rows->names[i].component);

		if (at != COMPONENT_NONE && name_is(&name->component, rows->names[i].name.text))
			return (struct component_search){ .found = (size_t)at, .n_found = 1 };
	}
	for (size_t i = 0; i < rows->structure.count && !rows->names_only; i++) {
		int agrees = component_agreement(rows, name, rows->structure.at[i].name);

		/* having sees what groups have in common, and aggregates that it names itself. */
		if (agrees < best ||
		    (rows->aggregate && rows->structure.at[i].role != ROLE_IDENTIFIER))
			continue;
		if (agrees > best) {
			search.n_found = 0;
			best = agrees;
		}
		search.n_found++;
		if (search.n_found == 1)
			search.found = i;
		else
			search.second = i;
	}
	return search;
}

bool is_row_alias(const struct rows *rows, const struct name *name)
{
	for (size_t i = 0; i < rows->n_aliases; i++)
		if (name_is(name, rows->aliases[i].name))
			return true;
	return false;
}

static bool structure_has(const struct structure *structure, const struct name *name)
{
	for (size_t i = 0; i < structure->count; i++)
		if (name_is(name, structure->at[i].name))
			return true;
	return false;
}

enum { WORDS_MOST = 12 }; /* names in a message; more of them tell nobody anything */

/* "Id_1, Me_1, Me_2", for a message. */
static struct str component_words(struct analyser *analyser, const struct structure *structure)
{
	struct structure first = *structure;
	struct str words;

	if (first.count > WORDS_MOST)
		first.count = WORDS_MOST;
	words = structure_words(analyser->arena, &first);
	if (first.count < structure->count && words.at)
		words = str_format(analyser->arena, "%.*s, …", STR_ARGS(words));
	return words;
}

/* What stands before "#" is none of the datasets at hand. */
static struct err refuse_alias(struct analyser *analyser, const struct rows *rows,
			       const struct name *name)
{
	struct guesser guesser;

	guess_init(&guesser, name->text);
	for (size_t i = 0; i < rows->n_aliases; i++)
		guess_add(&guesser, rows->aliases[i].name);
	return refuse_unknown(analyser, name, S(N_("no dataset here is called {1}")),
			      S(N_("no dataset here is called {1}; was {2} meant?")),
			      guess_best(&guesser));
}

struct err refuse_component(struct analyser *analyser, const struct rows *rows,
			    const struct component_name *name)
{
	struct guesser guesser;

	if (name->dataset.text.at && !is_row_alias(rows, &name->dataset))
		return refuse_alias(analyser, rows, &name->dataset);
	guess_init(&guesser, name->component.text);
	for (size_t i = 0; i < rows->structure.count && !rows->names_only; i++)
		guess_add(&guesser, split_component(rows->structure.at[i].name).name);
	for (size_t i = 0; i < rows->n_names; i++)
		guess_add(&guesser, rows->names[i].name.text);
	if (rows->aggregate && rows->operand &&
	    (structure_has(rows->operand, &name->component) ||
	     structure_has(&rows->structure, &name->component)))
		return refuse_at(
			analyser, name->component.place,
			S(N_("having is about groups of data points: {1} can stand there only "
			     "within an aggregate function")),
			(struct message_args){ { name->component.text } });
	if (rows->is_restriction)
		return refuse_at(
			analyser, name->component.place,
			S(N_("the condition of a type is about \"value\" alone, and cannot "
			     "name {1}")),
			(struct message_args){ { name->component.text } });
	if (rows->names_only)
		return refuse_unknown(
			analyser, &name->component,
			S(N_("the signature of the ruleset does not name {1}")),
			S(N_("the signature of the ruleset does not name {1}; was {2} "
			     "meant?")),
			guess_best(&guesser));
	if (rows->is_open)
		return refuse_at(analyser, name->component.place,
				 S(N_("whether there is a component {1} only the data say, since a "
				      "pivot makes it")),
				 (struct message_args){ { name->component.text } });
	if (!str_empty(guess_best(&guesser)) || rows->structure.count == 0)
		return refuse_unknown(analyser, &name->component,
				      S(N_("the dataset has no component {1}")),
				      S(N_("the dataset has no component {1}; was {2} meant?")),
				      guess_best(&guesser));
	return refuse_at(analyser, name->component.place,
			 S(N_("the dataset has no component {1}, but {2}")),
			 (struct message_args){ { name->component.text,
						  component_words(analyser, &rows->structure) } });
}

struct err settle_component(struct analyser *analyser, const struct rows *rows,
			    const struct component_name *name, struct component_search search,
			    size_t *out)
{
	if (search.n_found == 0)
		return refuse_component(analyser, rows, name);
	if (search.n_found > 1)
		return refuse_at(
			analyser, name->component.place,
			S(N_("{1} is not clear: it may be {2} or {3}")),
			(struct message_args){ { name->component.text,
						 rows->structure.at[search.found].name,
						 rows->structure.at[search.second].name } });
	*out = search.found;
	return OK;
}

/* The component of the rows that an expression is, by its name. */
static void name_component(const struct rows *rows, const struct expression *expression,
			   struct component_name *name)
{
	const struct structure *structure = rows->extended ? rows->extended : &rows->structure;
	struct split split;

	if (expression->kind != EXPRESSION_COMPONENT || expression->component >= structure->count)
		return;
	split = split_component(structure->at[expression->component].name);
	name->component.text = split.name;
	name->component.is_quoted = true;
	if (split.alias.at)
		name->dataset = (struct name){ split.alias, name->component.place, true };
}

/* A parameter that stands for a component, or for the name of one, is that name. */
struct component_name look_through(const struct context *context, const struct component_name *name)
{
	const struct binding *binding =
		name->dataset.text.at ? NULL : find_binding(context, &name->component);
	struct component_name through = *name;

	if (binding && binding->value.kind == VALUE_NAME) {
		through.component.text = binding->value.name.text;
		through.component.is_quoted = binding->value.name.is_quoted;
	}
	if (binding && binding->value.kind == VALUE_COMPONENT && context->rows)
		name_component(context->rows, binding->value.expression, &through);
	return through;
}

/* A component that a parameter stands for is what its declaration says. */
struct err check_bound_component(struct analyser *analyser, const struct context *context,
				 const struct rows *rows, const struct component_name *name,
				 size_t found)
{
	const struct binding *binding =
		name->dataset.text.at ? NULL : find_binding(context, &name->component);

	if (!binding || binding->value.kind != VALUE_NAME || found >= rows->structure.count)
		return OK;
	return check_component_type(analyser, binding, &rows->structure.at[found],
				    name->component.place);
}

struct err find_component(struct analyser *analyser, const struct context *context,
			  const struct rows *rows, const struct component_name *name, size_t *out)
{
	struct component_name through = look_through(context, name);

	TRY(settle_component(analyser, rows, &through, search_component(rows, &through), out));
	return check_bound_component(analyser, context, rows, name, *out);
}

struct err component_text(struct analyser *analyser, const struct context *context,
			  const struct rows *rows, const struct component_name *name,
			  struct str *out)
{
	size_t found = 0;

	TRY(find_component(analyser, context, rows, name, &found));
	*out = rows->structure.at[found].name;
	return OK;
}

struct err identifier_texts(struct analyser *analyser, const struct context *context,
			    const struct rows *rows, const struct component_names *names,
			    struct str message, struct str **out)
{
	struct str *texts = NEW(analyser->arena, struct str, names->count + 1);

	TRY_NEW(texts);
	for (size_t i = 0; i < names->count; i++) {
		const struct component *component;
		size_t at = 0;

		TRY(find_component(analyser, context, rows, &names->at[i], &at));
		component = &rows->structure.at[at];
		if (component->role != ROLE_IDENTIFIER)
			return refuse_at(analyser, names->at[i].component.place, message,
					 (struct message_args){
						 { component->name, role_name(component->role) } });
		texts[i] = component->name;
	}
	*out = texts;
	return OK;
}

struct err new_component(struct analyser *analyser, const struct context *context,
			 const struct rows *rows, const struct component_name *name,
			 struct str *out)
{
	struct component_name through = look_through(context, name);
	struct component_search search = search_component(rows, &through);

	(void)analyser;
	*out = through.component.text;
	/* One that is there already keeps its spelling, but in a join it loses its alias. */
	if (search.n_found > 0)
		*out = split_component(rows->structure.at[search.found].name).name;
	return OK;
}

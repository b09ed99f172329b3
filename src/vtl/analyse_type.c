/* Declared types: does an argument, or what an operator returns, have the one that was declared? */
#include "vtl/analyser.h"

#include "base/buf.h"
#include "base/mark.h"

struct err scalar_type_of(struct analyser *analyser, const struct scalar_syntax *syntax,
			  enum data_type *out, bool *any_out)
{
	const struct value_domain *domain;

	*any_out = syntax->basic == WORD_SCALAR;
	*out = DATA_NULL;
	if (*any_out)
		return OK;
	if (syntax->basic != WORD_NONE) {
		if (!data_type_named(word_text(syntax->basic), out))
			return ERROR(ERR_BUG, "a type of the language that has no data");
		return OK;
	}
	domain = find_domain(analyser, &syntax->domain);
	if (!domain)
		return refuse_at(
			analyser, syntax->place,
			S(N_("{1} is no type and no value domain that is known here; value "
			     "domains are given with --domain {1}=FILE.json")),
			(struct message_args){ { syntax->domain.text } });
	*out = domain->type;
	return OK;
}

/* What is checked, and how it is called in the mistake. */
struct subject {
	struct analyser *analyser;
	struct place place;
	struct str about; /* the parameter, or the operator of a result */
};

static struct err refuse_type(const struct subject *subject, struct str expected, struct str found)
{
	return refuse_at(subject->analyser, subject->place,
			 S(N_("{1} is declared as {2}, and this is {3}")),
			 (struct message_args){ { subject->about, expected, found } });
}

/* Values of the type `found` where the declared one is expected. */
static struct err check_scalar(const struct subject *subject, const struct scalar_syntax *declared,
			       enum data_type found)
{
	enum data_type type;
	bool any;

	TRY(scalar_type_of(subject->analyser, declared, &type, &any));
	if (found == DATA_NULL && declared->is_not_null)
		return refuse_type(subject, S("not null"), S("null"));
	if (any || data_fits(found, type))
		return OK;
	return refuse_type(subject, data_type_name(type), data_type_name(found));
}

/* "integer {1, 2}": a constant must be one of the values; others are known only when they are there. */
static struct err check_values(const struct subject *subject, const struct scalar_syntax *declared,
			       const struct value *value)
{
	const struct context context = { 0 };
	const struct expression *item;

	if (declared->values.count == 0 || value->expression->kind != EXPRESSION_CONSTANT ||
	    value->expression->constant.is_null)
		return OK;
	for (size_t i = 0; i < declared->values.count; i++) {
		TRY(analyse_constant_node(subject->analyser, &context, declared->values.at[i],
					  &item));
		if (item->kind == EXPRESSION_CONSTANT && item->type == value->expression->type &&
		    !item->constant.is_null &&
		    scalar_cmp(item->constant, value->expression->constant) == 0)
			return OK;
	}
	return refuse_at(subject->analyser, subject->place,
			 S(N_("this is none of the values that {1} may have")),
			 (struct message_args){ { subject->about } });
}

static bool role_agrees(enum word declared, enum component_role role)
{
	enum component_role expected;

	if (!role_of(declared, &expected))
		return true;
	return expected == role || (expected == ROLE_ATTRIBUTE && role == ROLE_VIRAL_ATTRIBUTE);
}

/* Does the component fulfil the constraint, its name aside? */
static struct err fulfils(const struct subject *subject, const struct component_syntax *constraint,
			  const struct component *component, bool *out)
{
	enum data_type type;
	bool any = true;

	*out = role_agrees(constraint->role, component->role);
	if (!*out || !constraint->has_type)
		return OK;
	TRY(scalar_type_of(subject->analyser, &constraint->type, &type, &any));
	*out = any || data_fits(component->type, type);
	return OK;
}

/* "amount number, staff integer": the components of the role, for a message. */
static struct str role_words(struct arena *arena, enum word role, const struct structure *structure)
{
	struct buf words;

	buf_init(&words, arena);
	for (size_t i = 0; i < structure->count; i++) {
		if (!role_agrees(role, structure->at[i].role))
			continue;
		buf_str(&words, buf_held(&words).len > 0 ? S(", ") : S(""));
		buf_str(&words, structure->at[i].name);
		buf_char(&words, ' ');
		buf_str(&words, data_type_name(structure->at[i].type));
	}
	return buf_held(&words);
}

static struct err refuse_constraint(const struct subject *subject,
				    const struct component_syntax *constraint,
				    const struct structure *structure)
{
	struct str words = role_words(subject->analyser->arena, constraint->role, structure);

	if (str_empty(words))
		return refuse_at(
			subject->analyser, subject->place,
			S(N_("{1} is declared with {2}, and the dataset has no such component")),
			(struct message_args){ { subject->about, constraint->written } });
	return refuse_at(subject->analyser, subject->place,
			 S(N_("{1} is declared with {2}, and the dataset has {3}")),
			 (struct message_args){ { subject->about, constraint->written, words } });
}

/* Marks the components that the constraint takes, and counts them. */
static struct err take_components(const struct subject *subject,
				  const struct component_syntax *constraint,
				  const struct structure *structure,
				  const struct component_syntax **taken)
{
	bool named = constraint->multiplicity == MULTIPLICITY_NAMED, fits;
	size_t count = 0;

	for (size_t i = 0; i < structure->count; i++) {
		const struct component *component = &structure->at[i];

		TRY(fulfils(subject, constraint, component, &fits));
		if (taken[i] || !fits || (named && !name_is(&constraint->name, component->name)))
			continue;
		taken[i] = constraint;
		count++;
	}
	if (constraint->multiplicity == MULTIPLICITY_ANY ||
	    (constraint->multiplicity == MULTIPLICITY_SOME ? count > 0 : count == 1))
		return OK;
	return refuse_constraint(subject, constraint, structure);
}

/* Of the roles that a declaration mentions there are no components but those that it allows. */
static struct err check_untaken(const struct subject *subject, const struct type_syntax *type,
				const struct structure *structure,
				const struct component_syntax *const *taken)
{
	for (size_t i = 0; i < structure->count; i++)
		for (size_t c = 0; c < type->n_components && !taken[i]; c++)
			if (type->components[c].role != WORD_COMPONENT &&
			    role_agrees(type->components[c].role, structure->at[i].role))
				return refuse_constraint(subject, &type->components[c], structure);
	return OK;
}

/* *taken_out: for each component the constraint that it fulfils, or NULL. */
static struct err check_dataset_type(const struct subject *subject, const struct type_syntax *type,
				     const struct structure *structure,
				     const struct component_syntax ***taken_out)
{
	const struct component_syntax **taken;

	TRY_NEW(taken = NEW(subject->analyser->arena, const struct component_syntax *,
			    structure->count + 1));
	*taken_out = taken;
	/* Those with a name come first, so that the others do not take their components. */
	for (size_t i = 0; i < type->n_components; i++)
		if (type->components[i].multiplicity == MULTIPLICITY_NAMED)
			TRY(take_components(subject, &type->components[i], structure, taken));
	for (size_t i = 0; i < type->n_components; i++)
		if (type->components[i].multiplicity != MULTIPLICITY_NAMED)
			TRY(take_components(subject, &type->components[i], structure, taken));
	return check_untaken(subject, type, structure, taken);
}

static struct str type_kind_name(const struct type_syntax *type)
{
	static const struct str names[] = { STR("scalar"), STR("set"), STR("component"),
					    STR("dataset"), STR("ruleset") };

	return names[type->kind];
}

static struct err refuse_role(const struct subject *subject, const struct type_syntax *type,
			      enum component_role found)
{
	return refuse_type(subject, word_text(type->role), role_name(found));
}

static struct err check_component(const struct subject *subject, const struct type_syntax *type,
				  const struct component *component)
{
	if (!role_agrees(type->role, component->role))
		return refuse_role(subject, type, component->role);
	return type->has_scalar ? check_scalar(subject, &type->scalar, component->type) : OK;
}

struct err check_component_type(struct analyser *analyser, const struct binding *binding,
				const struct component *component, struct place place)
{
	const struct subject subject = { analyser, place, binding->name.text };

	if (!binding->type || binding->type->kind != TYPE_COMPONENT)
		return OK;
	return check_component(&subject, binding->type, component);
}

/* What is declared, where, and in which context the value was looked at. */
struct declaration {
	struct subject subject;
	const struct context *context;
	const struct type_syntax *type;
	struct str file; /* of the type */
};

/* Casts the value to the declared type where that is implicit, and restricts it. */
static struct err conform(const struct declaration *declaration, struct value *value)
{
	const struct subject *subject = &declaration->subject;
	const struct declared declared = { &declaration->type->scalar, declaration->file,
					   subject->about };
	struct fault fault = { 0 };
	enum data_type type;
	bool any;

	TRY(scalar_type_of(subject->analyser, declared.type, &type, &any));
	if (!any)
		TRY(expression_fit(subject->analyser->arena, value->expression, type,
				   &value->expression, &fault));
	TRY(restrict_value(subject->analyser, declaration->context, &declared, subject->place,
			   value));
	value->is_constant = value->expression->kind == EXPRESSION_CONSTANT;
	return OK;
}

static struct err declare_scalar(const struct declaration *declaration, struct value *value)
{
	const struct scalar_syntax *type = &declaration->type->scalar;

	TRY(check_scalar(&declaration->subject, type, value->expression->type));
	TRY(check_values(&declaration->subject, type, value));
	return conform(declaration, value);
}

static struct err declare_component(const struct declaration *declaration, struct value *value)
{
	const struct expression *expression = value->expression;
	const struct rows *rows = declaration->context->rows;

	if (rows && expression->kind == EXPRESSION_COMPONENT &&
	    expression->component < rows->structure.count)
		TRY(check_component(&declaration->subject, declaration->type,
				    &rows->structure.at[expression->component]));
	return declaration->type->has_scalar ? declare_scalar(declaration, value) : OK;
}

static struct err declare_dataset(const struct declaration *declaration, struct value *value)
{
	const struct subject *subject = &declaration->subject;
	const struct structure *structure = &value->dataset->structure;
	const struct component_syntax **taken;
	const struct scalar_syntax **types;

	TRY(check_dataset_type(subject, declaration->type, structure, &taken));
	TRY_NEW(types = NEW(subject->analyser->arena, const struct scalar_syntax *,
			    structure->count + 1));
	for (size_t i = 0; i < structure->count; i++)
		if (taken[i] && taken[i]->has_type)
			types[i] = &taken[i]->type;
	return restrict_components(subject->analyser, declaration->context, types,
				   declaration->file, subject->about, subject->place,
				   &value->dataset);
}

static struct err declare_set(const struct declaration *declaration, const struct value *value)
{
	const struct type_syntax *type = declaration->type;

	if (!type->has_scalar)
		return OK;
	TRY(check_scalar(&declaration->subject, &type->scalar, value->set.type));
	for (size_t i = 0; i < value->set.count; i++) {
		const struct value item = { .kind = VALUE_SCALAR,
					    .expression = value->set.items[i] };

		TRY(check_values(&declaration->subject, &type->scalar, &item));
	}
	return OK;
}

struct err declare_value(struct analyser *analyser, const struct context *context,
			 const struct type_syntax *type, struct str file, struct str about,
			 struct place place, struct value *value)
{
	const struct declaration declaration = { { analyser, place, about }, context, type, file };
	bool is_value = value->kind == VALUE_SCALAR || value->kind == VALUE_COMPONENT;

	switch (type->kind) {
	case TYPE_DATASET:
		if (value->kind == VALUE_DATASET)
			return declare_dataset(&declaration, value);
		break;
	case TYPE_SET:
		if (value->kind == VALUE_SET)
			return declare_set(&declaration, value);
		break;
	case TYPE_RULESET:
		if (value->kind == VALUE_NAME)
			return OK;
		break;
	case TYPE_COMPONENT:
		if (value->kind == VALUE_NAME) /* check_component_type, when it is used */
			return OK;
		if (is_value)
			return declare_component(&declaration, value);
		break;
	case TYPE_SCALAR:
		if (is_value)
			return declare_scalar(&declaration, value);
		break;
	}
	return refuse_type(&declaration.subject, type_kind_name(type), value_kind_name(value));
}

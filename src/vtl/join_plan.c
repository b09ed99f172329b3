/*
 * The plan of a join: which identifiers are keys, in which order operands can be joined, and what the
 * components of the virtual dataset are called.
 */
#include "vtl/join_plan.h"

#include "vtl/draft.h"

static struct str join_name(enum join_kind kind)
{
	static const struct str names[] = {
		[JOIN_INNER] = STR("inner_join"),
		[JOIN_LEFT] = STR("left_join"),
		[JOIN_FULL] = STR("full_join"),
		[JOIN_CROSS] = STR("cross_join"),
	};

	return names[kind];
}

/* In how many operands the name is a component, and of these an identifier. */
static size_t count_named(const struct join *join, struct str name, size_t *n_identifiers)
{
	size_t count = 0, identifiers = 0;

	for (size_t i = 0; i < join->n_operands; i++) {
		const struct structure *structure = join->operands[i].structure;
		ptrdiff_t found = structure_find(structure, name);

		count += found != COMPONENT_NONE;
		identifiers += found != COMPONENT_NONE &&
			       structure->at[found].role == ROLE_IDENTIFIER;
	}
	*n_identifiers = identifiers;
	return count;
}

static bool is_used(const struct join *join, struct str name)
{
	for (size_t i = 0; i < join->n_using; i++) {
		if (str_eq(join->using[i], name))
			return true;
	}
	return join->n_using == 0;
}

bool join_is_key(const struct join *join, struct str name)
{
	size_t identifiers;

	if (join->kind == JOIN_CROSS || !is_used(join, name))
		return false;
	count_named(join, name, &identifiers);
	return identifiers > 1;
}

const struct join_preset *join_preset_of(const struct join *join, size_t operand, struct str name)
{
	const struct join_preset *found = NULL;

	for (size_t i = 0; i < join->n_presets; i++) {
		const struct join_preset *preset = &join->presets[i];

		if (!str_eq(preset->name, name))
			continue;
		if (str_eq(preset->alias, join->operands[operand].alias))
			return preset;
		if (str_empty(preset->alias))
			found = preset;
	}
	return found;
}

/* How a fault counts the preset: its name, or its value. */
static size_t preset_operand(const struct join *join, const struct join_preset *preset,
			     bool is_value)
{
	return join->n_operands + join->n_using + 2 * (size_t)(preset - join->presets) + 1 +
	       is_value;
}

static bool has_identifier(const struct structure *structure, struct str name)
{
	ptrdiff_t found = structure_find(structure, name);

	return found != COMPONENT_NONE && structure->at[found].role == ROLE_IDENTIFIER;
}

/* A key of left_join is one of the first operand, and a key of full_join one of each. */
static struct err check_key(const struct join *join, size_t number, struct fault *fault)
{
	struct str key = join->using[number];
	size_t n = join->kind == JOIN_FULL ? join->n_operands : join->kind == JOIN_LEFT ? 1 : 0;

	for (size_t i = 0; i < n; i++) {
		if (!has_identifier(join->operands[i].structure, key))
			return fault_set(fault, join->n_operands + number + 1,
					 S(N_("{1}: {2} in using must be an identifier of {3}")),
					 (struct message_args){ { join_name(join->kind), key,
								  join->operands[i].alias } });
	}
	return OK;
}

static struct err check_using(const struct join *join, struct fault *fault)
{
	for (size_t i = 0; i < join->n_using; i++) {
		if (!join_is_key(join, join->using[i]))
			return fault_set(
				fault, join->n_operands + i + 1,
				S(N_("{1}: {2} is no identifier of several operands")),
				(struct message_args){ { join_name(join->kind), join->using[i] } });
		TRY(check_key(join, i, fault));
	}
	return OK;
}

static struct err check_aliases(const struct join *join, struct fault *fault)
{
	for (size_t i = 1; i < join->n_operands; i++) {
		for (size_t j = 0; j < i; j++) {
			if (str_eq(join->operands[i].alias, join->operands[j].alias))
				return fault_set(
					fault, i + 1, S(N_("{1}: two operands are called {2}")),
					(struct message_args){ { join_name(join->kind),
								 join->operands[i].alias } });
		}
	}
	return OK;
}

/* Has each identifier of a that is no key there its counterpart in b? */
static bool identifiers_within(const struct structure *a, const struct structure *b)
{
	for (size_t i = 0; i < a->count; i++) {
		ptrdiff_t found;

		if (a->at[i].role != ROLE_IDENTIFIER)
			continue;
		found = structure_find(b, a->at[i].name);
		if (found == COMPONENT_NONE || b->at[found].role != ROLE_IDENTIFIER)
			return false;
	}
	return true;
}

/* What left_join and full_join ask of identifiers where `using` does not say what the keys are. */
static struct err check_outer(const struct join *join, struct fault *fault)
{
	const struct structure *first = join->operands[0].structure;

	if (join->n_using || join->n_operands < 2 || join->kind == JOIN_INNER ||
	    join->kind == JOIN_CROSS)
		return OK;
	for (size_t i = 1; i < join->n_operands; i++) {
		const struct structure *other = join->operands[i].structure;
		const struct structure *second = join->operands[1].structure;
		bool is_good = identifiers_within(other, first);

		if (join->kind == JOIN_FULL)
			is_good = is_good && identifiers_within(first, other);
		else
			is_good = is_good && identifiers_within(other, second) &&
				  identifiers_within(second, other);
		if (!is_good)
			return fault_set(
				fault, i + 1,
				join->kind == JOIN_FULL
					? S(N_("{1}: {2} has not the same identifiers as the first "
					       "operand; say with using by which to join"))
					: S(N_("{1}: the identifiers of {2} are not all those of the "
					       "first operand, or not the same as of the others; say "
					       "with using by which to join")),
				(struct message_args){
					{ join_name(join->kind), join->operands[i].alias } });
	}
	return OK;
}

/* An identifier that is no key and may have no data point needs a value for that case. */
static struct err check_presets(const struct join *join, size_t operand, struct fault *fault)
{
	const struct structure *structure = join->operands[operand].structure;

	if (join->kind == JOIN_INNER || join->kind == JOIN_CROSS || join->n_operands == 1 ||
	    (join->kind == JOIN_LEFT && operand == 0))
		return OK;
	for (size_t i = 0; i < structure->count; i++) {
		const struct component *component = &structure->at[i];
		const struct join_preset *preset;

		if (component->role != ROLE_IDENTIFIER || join_is_key(join, component->name))
			continue;
		preset = join_preset_of(join, operand, component->name);
		if (preset &&
		    (!data_fits(preset->value.type, component->type) || preset->value.is_null))
			return fault_set(
				fault, preset_operand(join, preset, true),
				S(N_("{1}: the value of nvl({2}, …) must be {3}")),
				(struct message_args){ { join_name(join->kind), component->name,
							 data_type_name(component->type) } });
		if (!preset)
			return fault_set(
				fault, operand + 1,
				S(N_("{1}: {2} is no key and may be missing: say with nvl({2}, …) "
				     "behind using what it is then")),
				(struct message_args){
					{ join_name(join->kind), component->name } });
	}
	return OK;
}

/* Does an operand have an identifier that is no key and of which the preset is? */
static bool is_preset_of_any(const struct join *join, const struct join_preset *preset)
{
	for (size_t i = 0; i < join->n_operands; i++) {
		const struct join_operand *operand = &join->operands[i];

		if ((str_empty(preset->alias) || str_eq(preset->alias, operand->alias)) &&
		    has_identifier(operand->structure, preset->name) &&
		    !join_is_key(join, preset->name))
			return true;
	}
	return false;
}

/* One that would do nothing is a mistake. */
static struct err check_preset_names(const struct join *join, struct fault *fault)
{
	for (size_t i = 0; i < join->n_presets; i++) {
		const struct join_preset *preset = &join->presets[i];

		if (!is_preset_of_any(join, preset))
			return fault_set(
				fault, preset_operand(join, preset, false),
				S(N_("{1}: nvl({2}, …) behind using names no identifier beside the "
				     "keys; other components are filled by calc {2} := "
				     "nvl({2}, …)")),
				(struct message_args){ { join_name(join->kind), preset->name } });
	}
	return OK;
}

/* Has the operand a key that one of the others in the order has? Its keys must have the same types. */
static struct err shares_key(const struct join *join, size_t operand, const size_t *order,
			     size_t n_order, bool *out, struct fault *fault)
{
	const struct structure *structure = join->operands[operand].structure;

	*out = false;
	for (size_t i = 0; i < structure->count; i++) {
		const struct component *component = &structure->at[i];

		if (component->role != ROLE_IDENTIFIER || !join_is_key(join, component->name))
			continue;
		for (size_t o = 0; o < n_order; o++) {
			const struct structure *other = join->operands[order[o]].structure;
			ptrdiff_t found = structure_find(other, component->name);

			if (found == COMPONENT_NONE || other->at[found].role != ROLE_IDENTIFIER)
				continue;
			if (other->at[found].type != component->type)
				return fault_set(fault, operand + 1,
						 S(N_("{1}: {2} is {3} in one operand and {4} in "
						      "another")),
						 (struct message_args){
							 { join_name(join->kind), component->name,
							   data_type_name(other->at[found].type),
							   data_type_name(component->type) } });
			*out = true;
		}
	}
	return OK;
}

/* Each time the first operand that can be joined to those before it; inner joins may pass one over. */
static struct err find_order(struct arena *arena, const struct join *join, size_t **out,
			     struct fault *fault)
{
	size_t *order = NEW(arena, size_t, join->n_operands);
	bool *is_taken = NEW(arena, bool, join->n_operands);

	TRY_NEW(order);
	TRY_NEW(is_taken);
	is_taken[0] = true;
	for (size_t n = 1; n < join->n_operands; n++) {
		bool is_found = false;

		for (size_t i = 1; i < join->n_operands && !is_found; i++) {
			if (is_taken[i])
				continue;
			if (join->kind == JOIN_CROSS)
				is_found = true;
			else
				TRY(shares_key(join, i, order, n, &is_found, fault));
			if (is_found) {
				order[n] = i;
				is_taken[i] = true;
			} else if (join->kind != JOIN_INNER) {
				break;
			}
		}
		if (!is_found)
			return fault_set(fault, n + 1,
					 S(N_("{1}: an operand has no identifier in common with "
					      "those before it")),
					 (struct message_args){ { join_name(join->kind) } });
	}
	*out = order;
	return OK;
}

bool join_has_viral(const struct structure *structure, struct str name)
{
	ptrdiff_t found = structure_find(structure, name);

	return found != COMPONENT_NONE && structure->at[found].role == ROLE_VIRAL_ATTRIBUTE;
}

/* In how many of the first n operands the attribute is viral. */
static size_t count_viral(const struct join *join, size_t n, struct str name)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += join_has_viral(join->operands[i].structure, name);
	return count;
}

/* Is it in an operand before this one? */
static bool is_earlier(const struct join *join, size_t operand, struct str name)
{
	for (size_t i = 0; i < operand; i++) {
		if (structure_find(join->operands[i].structure, name) != COMPONENT_NONE)
			return true;
	}
	return false;
}

/* The type of an attribute that takes the values of all operands where it is viral. */
static struct err combined_type(const struct join *join, struct component *component,
				struct fault *fault)
{
	for (size_t i = 0; i < join->n_operands; i++) {
		const struct structure *structure = join->operands[i].structure;
		ptrdiff_t found = structure_find(structure, component->name);
		enum data_type type = component->type;

		if (!join_has_viral(structure, component->name))
			continue;
		if (!data_common(type, structure->at[found].type, &component->type))
			return fault_set(fault, i + 1,
					 S(N_("{1}: {2} is {3} in one operand and {4} in another")),
					 (struct message_args){
						 { join_name(join->kind), component->name,
						   data_type_name(type),
						   data_type_name(structure->at[found].type) } });
	}
	return OK;
}

static struct err plan_component(struct arena *arena, const struct join *join, size_t operand,
				 size_t place, struct join_plan *plan, struct fault *fault)
{
	const struct component *component = &join->operands[operand].structure->at[place];
	struct join_output output = {
		.component = *component, .name = component->name, .operand = operand, .place = place
	};
	size_t identifiers;
	bool is_shared = count_named(join, component->name, &identifiers) > 1;
	bool is_outer = join->kind == JOIN_LEFT || join->kind == JOIN_FULL;

	if (component->role == ROLE_IDENTIFIER && join_is_key(join, component->name)) {
		output.is_key = true;
		if (is_earlier(join, operand, component->name))
			return OK;
	} else if (role_is_attribute(component->role) &&
		   count_viral(join, join->n_operands, component->name) > 0) {
		/* Where it is not viral its values do not count. */
		if (component->role != ROLE_VIRAL_ATTRIBUTE ||
		    count_viral(join, operand, component->name) > 0)
			return OK;
		output.is_combined = count_viral(join, join->n_operands, component->name) > 1;
		TRY(combined_type(join, &output.component, fault));
	} else if (component->role == ROLE_ATTRIBUTE && is_outer) {
		return OK;
	} else if (is_shared) {
		output.component.name = str_format(arena, "%.*s#%.*s",
						   STR_ARGS(join->operands[operand].alias),
						   STR_ARGS(component->name));
		TRY_NEW(output.component.name.at);
	}
	if (component->role == ROLE_MEASURE && is_outer)
		output.component.is_nullable = true;
	plan->outputs[plan->n_outputs++] = output;
	return OK;
}

struct err join_plan_make(struct arena *arena, const struct join *join, struct join_plan *out,
			  struct fault *fault)
{
	struct join_plan plan = { 0 };
	size_t n = 0;

	TRY(check_aliases(join, fault));
	TRY(check_using(join, fault));
	TRY(check_outer(join, fault));
	TRY(find_order(arena, join, &plan.order, fault));
	for (size_t i = 0; i < join->n_operands; i++) {
		TRY(check_presets(join, i, fault));
		n += join->operands[i].structure->count;
	}
	TRY(check_preset_names(join, fault));
	TRY_NEW(plan.outputs = NEW(arena, struct join_output, n));
	for (size_t i = 0; i < join->n_operands; i++) {
		for (size_t place = 0; place < join->operands[i].structure->count; place++)
			TRY(plan_component(arena, join, i, place, &plan, fault));
	}
	*out = plan;
	return OK;
}

/* See load_variables.h. */
#include "app/load_variables.h"

#include "model/row.h"
#include "model/variable.h"

static struct err make_variable(struct arena *arena, const struct variable_description *of,
				struct change *out)
{
	struct variable *variable = NEW(arena, struct variable, 1);

	TRY_NEW(variable);
	row_clear(&variable_noun, variable);
	variable->code = of->code;
	variable->name = str_empty(of->name) ? of->code : of->name;
	variable->unit_of_measure = of->unit;
	variable->source = of->source;
	variable->edition = of->edition;
	*out = (struct change){ .noun = NOUN_VARIABLE, .key = variable->code, .after = variable };
	return OK;
}

static int compare_changes(const void *a, const void *b, const void *context)
{
	(void)context;
	return key_cmp(((const struct change *)a)->key, ((const struct change *)b)->key);
}

struct err load_new_variables(struct observation_source *source, const struct snapshot *present,
			      struct arena *arena, struct list *out)
{
	struct list changes = LIST(arena, struct change);
	struct variable_description *found;
	struct change change;
	size_t count;

	TRY(source->variables(source, arena, &found, &count));
	for (size_t i = 0; i < count; i++) {
		if (snapshot_find(present, NOUN_VARIABLE, found[i].code))
			continue;
		TRY(make_variable(arena, &found[i], &change));
		TRY(list_push(&changes, &change));
	}
	TRY(list_sort(&changes, compare_changes, NULL));
	*out = changes;
	return OK;
}

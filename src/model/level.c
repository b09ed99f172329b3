/* The field table of level. */
#include "model/level.h"

#include "base/mark.h"

static const struct field fields[] = {
	{ STR("framework"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct level, framework), .refers = NOUN_FRAMEWORK,
	  .label = N_("Framework"),
	  .help = N_("The framework that it belongs to.") },
	{ STR("code"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct level, code),
	  .label = N_("Code"),
	  .help = N_("A short name within the framework.") },
	{ STR("name"), FIELD_TEXT, FIELD_REQUIRED | FIELD_TRANSLATED,
	  offsetof(struct level, name),
	  .label = N_("Name"),
	  .help = N_("What one node of this level is called.") },
	{ STR("plural"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct level, plural),
	  .label = N_("Plural"),
	  .help = N_("What several are called.") },
	{ STR("carries_budget"), FIELD_CHOICE, 0,
	  offsetof(struct level, carries_budget), .choices = &yes_no_choices,
	  .label = N_("Carries a budget"),
	  .help = N_("Whether each of its nodes must have a budget.") },
	{ STR("carries_results"), FIELD_CHOICE, 0,
	  offsetof(struct level, carries_results), .choices = &yes_no_choices,
	  .label = N_("Carries results"),
	  .help = N_("Whether each of its nodes must have outcomes, of its own or below it.") },
	{ STR("carries_owner"), FIELD_CHOICE, 0,
	  offsetof(struct level, carries_owner), .choices = &yes_no_choices,
	  .label = N_("Carries an owner"),
	  .help = N_("Whether each of its nodes must have a responsible unit.") },
	{ STR("position"), FIELD_INTEGER, 0,
	  offsetof(struct level, position),
	  .label = N_("Position"),
	  .help = N_("From the top, beginning with 1.") },
};

const struct noun level_noun = {
	.id = NOUN_LEVEL,
	.name = STR("level"),
	.label = N_("Level"),
	.plural = N_("Levels"),
	.help = N_("A level of a framework's tree, with what its nodes must carry."),
	.row_size = sizeof(struct level),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 2,
	.currency = -1,
};

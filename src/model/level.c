/* The field table of level. */
#include "model/level.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("framework"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct level, framework),
		.refers = NOUN_FRAMEWORK,
		.label = N_("Framework"),
		.help = N_("The framework that it belongs to."),
	},
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct level, code),
		.label = N_("Code"),
		.help = N_("A short name within the framework."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct level, name),
		.label = N_("Name"),
		.help = N_("What one node of this level is called."),
	},
	{
		.name = STR("plural"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct level, plural),
		.label = N_("Plural"),
		.help = N_("What several are called."),
	},
	{
		.name = STR("carries_budget"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct level, carries_budget),
		.choices = &yes_no_choices,
		.label = N_("Carries a budget"),
		.help = N_("Whether each of its nodes must have a budget."),
	},
	{
		.name = STR("carries_results"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct level, carries_results),
		.choices = &yes_no_choices,
		.label = N_("Carries results"),
		.help = N_("Whether each of its nodes must have outcomes, of its own or below it."),
	},
	{
		.name = STR("carries_owner"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct level, carries_owner),
		.choices = &yes_no_choices,
		.label = N_("Carries an owner"),
		.help = N_("Whether each of its nodes must have a responsible unit."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct level, position),
		.label = N_("Position"),
		.help = N_("From the top, beginning with 1."),
	},
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

/* The field table of risk. */
#include "model/risk.h"

#include "base/mark.h"

static const struct choice level_words[] = {
	[RISK_LEVEL_PLAN - 1] = { STR("plan"), N_("Plan") },
	[RISK_LEVEL_DEPARTMENT - 1] = { STR("department"), N_("Department") },
	[RISK_LEVEL_OFFICE - 1] = { STR("office"), N_("Office") },
	[RISK_LEVEL_PROJECT - 1] = { STR("project"), N_("Project") },
};

static const struct choices level_choices = {
	.at = level_words,
	.count = countof(level_words),
};

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct risk, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("plan"),
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct risk, plan),
		.refers = NOUN_PLAN,
		.label = N_("Plan"),
		.help = N_("The plan that it threatens."),
	},
	{
		.name = STR("level"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct risk, level),
		.choices = &level_choices,
		.label = N_("Level"),
		.help = N_("At which level it is managed."),
	},
	{
		.name = STR("perspective"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct risk, perspective),
		.label = N_("Perspective"),
		.help = N_("From which side it comes."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct risk, name),
		.label = N_("Description of risk"),
		.help = N_("What may happen."),
	},
	{
		.name = STR("probability"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct risk, probability),
		.choices = &grade_choices,
		.label = N_("Probability"),
		.help = N_("How likely it is."),
	},
	{
		.name = STR("impact"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct risk, impact),
		.choices = &grade_choices,
		.label = N_("Impact level"),
		.help = N_("How hard it would hit."),
	},
	{
		.name = STR("owner"),
		.type = FIELD_CODE,
		.offset = offsetof(struct risk, owner),
		.refers = NOUN_UNIT,
		.label = N_("Owner"),
		.help = N_("The responsible unit."),
	},
	{
		.name = STR("next_review"),
		.type = FIELD_DATE,
		.offset = offsetof(struct risk, next_review),
		.label = N_("Next review"),
		.help = N_("When it is to be reassessed."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct risk, position),
		.label = N_("Position"),
		.help = N_("Its place in lists."),
	},
};

const struct noun risk_noun = {
	.id = NOUN_RISK,
	.name = STR("risk"),
	.label = N_("Risk"),
	.plural = N_("Risks"),
	.help = N_("What may go wrong, how likely it is and how hard it would hit."),
	.row_size = sizeof(struct risk),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

/* The field table of baseline or target. */
#include "model/target.h"

#include "base/mark.h"

static const struct choice kind_words[] = {
	[TARGET_KIND_BASELINE - 1] = { STR("baseline"), N_("Baseline") },
	[TARGET_KIND_MILESTONE - 1] = { STR("milestone"), N_("Milestone") },
	[TARGET_KIND_TARGET - 1] = { STR("target"), N_("Target") },
};

static const struct choices kind_choices = {
	.at = kind_words,
	.count = countof(kind_words),
};

static const struct choice value_state_words[] = {
	[TARGET_VALUE_STATE_VALUE - 1] = { STR("value"), N_("Value") },
	[TARGET_VALUE_STATE_NOT_APPLICABLE - 1] = { STR("not-applicable"), N_("Not applicable") },
	[TARGET_VALUE_STATE_WITHHELD - 1] = { STR("withheld"), N_("Withheld") },
	[TARGET_VALUE_STATE_NOT_REPORTED - 1] = { STR("not-reported"), N_("Not reported") },
	[TARGET_VALUE_STATE_TO_BE_FILLED - 1] = { STR("to-be-filled"), N_("To be filled") },
};

static const struct choices value_state_choices = {
	.at = value_state_words,
	.count = countof(value_state_words),
};

static const struct field fields[] = {
	{
		.name = STR("indicator"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct target, indicator),
		.refers = NOUN_INDICATOR,
		.label = N_("Indicator"),
		.help = N_("The indicator."),
	},
	{
		.name = STR("kind"),
		.type = FIELD_CHOICE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct target, kind),
		.choices = &kind_choices,
		.label = N_("Kind"),
		.help = N_("Whether it is the start, a step or the end."),
	},
	{
		.name = STR("period"),
		.type = FIELD_PERIOD,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct target, period),
		.label = N_("Period"),
		.help = N_("What period the value is about."),
	},
	{
		.name = STR("area_group"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct target, area_group),
		.refers = NOUN_AREA_GROUP,
		.label = N_("Group of areas"),
		.help = N_("The group that it holds for; empty for all."),
	},
	{
		.name = STR("area"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct target, area),
		.refers = NOUN_AREA,
		.label = N_("Area"),
		.help = N_("The area that it holds for; empty for all."),
	},
	{
		.name = STR("version"),
		.type = FIELD_INTEGER,
		.flags = FIELD_KEY,
		.offset = offsetof(struct target, version),
		.label = N_("Version"),
		.help = N_("Counts up from 1 with each revision."),
	},
	{
		.name = STR("value"),
		.type = FIELD_DECIMAL,
		.offset = offsetof(struct target, value),
		.label = N_("Value"),
		.help = N_("The value in the indicator's unit of measure."),
	},
	{
		.name = STR("value_state"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct target, value_state),
		.choices = &value_state_choices,
		.label = N_("State of the value"),
		.help = N_("Why there is no value, when there is none."),
	},
	{
		.name = STR("reason"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct target, reason),
		.label = N_("Reason"),
		.help = N_("Why this version was made."),
	},
	{
		.name = STR("source"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct target, source),
		.label = N_("Source"),
		.help = N_("Where the value comes from."),
	},
};

const struct noun target_noun = {
	.id = NOUN_TARGET,
	.name = STR("target"),
	.label = N_("Baseline or target"),
	.plural = N_("Baselines and targets"),
	.help = N_("What an indicator starts from or is to reach, by when, in which version."),
	.row_size = sizeof(struct target),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 6,
	.currency = -1,
};

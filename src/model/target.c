/* The field table of baseline or target. */
#include "model/target.h"

#include "base/mark.h"

static const struct choice target_kind_words[] = {
	{ STR("baseline"), N_("Baseline") },
	{ STR("milestone"), N_("Milestone") },
	{ STR("target"), N_("Target") },
};

static const struct choices target_kind_choices = { target_kind_words, countof(target_kind_words) };

static const struct choice target_value_state_words[] = {
	{ STR("value"), N_("Value") },
	{ STR("not-applicable"), N_("Not applicable") },
	{ STR("withheld"), N_("Withheld") },
	{ STR("not-reported"), N_("Not reported") },
	{ STR("to-be-filled"), N_("To be filled") },
};

static const struct choices target_value_state_choices = { target_value_state_words, countof(target_value_state_words) };

static const struct field fields[] = {
	{ STR("indicator"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct target, indicator), .refers = NOUN_INDICATOR,
	  .label = N_("Indicator"),
	  .help = N_("The indicator.") },
	{ STR("kind"), FIELD_CHOICE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct target, kind), .choices = &target_kind_choices,
	  .label = N_("Kind"),
	  .help = N_("Whether it is the start, a step or the end.") },
	{ STR("period"), FIELD_PERIOD, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct target, period),
	  .label = N_("Period"),
	  .help = N_("What period the value is about.") },
	{ STR("area_group"), FIELD_CODE, FIELD_KEY,
	  offsetof(struct target, area_group), .refers = NOUN_AREA_GROUP,
	  .label = N_("Group of areas"),
	  .help = N_("The group that it holds for; empty for all.") },
	{ STR("area"), FIELD_CODE, FIELD_KEY,
	  offsetof(struct target, area), .refers = NOUN_AREA,
	  .label = N_("Area"),
	  .help = N_("The area that it holds for; empty for all.") },
	{ STR("version"), FIELD_INTEGER, FIELD_KEY,
	  offsetof(struct target, version),
	  .label = N_("Version"),
	  .help = N_("Counts up from 1 with each revision.") },
	{ STR("value"), FIELD_DECIMAL, 0,
	  offsetof(struct target, value),
	  .label = N_("Value"),
	  .help = N_("The value in the indicator's unit of measure.") },
	{ STR("value_state"), FIELD_CHOICE, 0,
	  offsetof(struct target, value_state), .choices = &target_value_state_choices,
	  .label = N_("State of the value"),
	  .help = N_("Why there is no value, when there is none.") },
	{ STR("reason"), FIELD_TEXT, 0,
	  offsetof(struct target, reason),
	  .label = N_("Reason"),
	  .help = N_("Why this version was made.") },
	{ STR("source"), FIELD_TEXT, 0,
	  offsetof(struct target, source),
	  .label = N_("Source"),
	  .help = N_("Where the value comes from.") },
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

/* The field table of risk. */
#include "model/risk.h"

#include "base/mark.h"

static const struct choice risk_level_words[] = {
	{ STR("plan"), N_("Plan") },
	{ STR("department"), N_("Department") },
	{ STR("office"), N_("Office") },
	{ STR("project"), N_("Project") },
};

static const struct choices risk_level_choices = { risk_level_words, countof(risk_level_words) };

static const struct field fields[] = {
	{ STR("code"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct risk, code),
	  .label = N_("Code"),
	  .help = N_("A short name that people read and that never changes.") },
	{ STR("plan"), FIELD_CODE, FIELD_REQUIRED,
	  offsetof(struct risk, plan), .refers = NOUN_PLAN,
	  .label = N_("Plan"),
	  .help = N_("The plan that it threatens.") },
	{ STR("level"), FIELD_CHOICE, 0,
	  offsetof(struct risk, level), .choices = &risk_level_choices,
	  .label = N_("Level"),
	  .help = N_("At which level it is managed.") },
	{ STR("perspective"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct risk, perspective),
	  .label = N_("Perspective"),
	  .help = N_("From which side it comes.") },
	{ STR("name"), FIELD_TEXT, FIELD_REQUIRED | FIELD_TRANSLATED,
	  offsetof(struct risk, name),
	  .label = N_("Description of risk"),
	  .help = N_("What may happen.") },
	{ STR("probability"), FIELD_CHOICE, 0,
	  offsetof(struct risk, probability), .choices = &grade_choices,
	  .label = N_("Probability"),
	  .help = N_("How likely it is.") },
	{ STR("impact"), FIELD_CHOICE, 0,
	  offsetof(struct risk, impact), .choices = &grade_choices,
	  .label = N_("Impact level"),
	  .help = N_("How hard it would hit.") },
	{ STR("owner"), FIELD_CODE, 0,
	  offsetof(struct risk, owner), .refers = NOUN_UNIT,
	  .label = N_("Owner"),
	  .help = N_("The responsible unit.") },
	{ STR("next_review"), FIELD_DATE, 0,
	  offsetof(struct risk, next_review),
	  .label = N_("Next review"),
	  .help = N_("When it is to be reassessed.") },
	{ STR("position"), FIELD_INTEGER, 0,
	  offsetof(struct risk, position),
	  .label = N_("Position"),
	  .help = N_("Its place in lists.") },
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

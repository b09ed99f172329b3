/* The field table of duty. */
#include "model/duty.h"

#include "base/mark.h"

static const struct choice duty_frequency_words[] = {
	{ STR("once"), N_("Once") },
	{ STR("yearly"), N_("Yearly") },
	{ STR("half-yearly"), N_("Half yearly") },
	{ STR("quarterly"), N_("Quarterly") },
	{ STR("monthly"), N_("Monthly") },
};

static const struct choices duty_frequency_choices = { duty_frequency_words, countof(duty_frequency_words) };

static const struct field fields[] = {
	{ STR("code"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct duty, code),
	  .label = N_("Code"),
	  .help = N_("A short name that people read and that never changes.") },
	{ STR("plan"), FIELD_CODE, FIELD_REQUIRED,
	  offsetof(struct duty, plan), .refers = NOUN_PLAN,
	  .label = N_("Plan"),
	  .help = N_("The plan that it comes from.") },
	{ STR("recipient"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct duty, recipient),
	  .label = N_("To"),
	  .help = N_("Who receives the report.") },
	{ STR("name"), FIELD_TEXT, FIELD_REQUIRED | FIELD_TRANSLATED,
	  offsetof(struct duty, name),
	  .label = N_("About"),
	  .help = N_("What it reports.") },
	{ STR("owner"), FIELD_CODE, 0,
	  offsetof(struct duty, owner), .refers = NOUN_UNIT,
	  .label = N_("Owner"),
	  .help = N_("The responsible unit.") },
	{ STR("frequency"), FIELD_CHOICE, 0,
	  offsetof(struct duty, frequency), .choices = &duty_frequency_choices,
	  .label = N_("Frequency"),
	  .help = N_("How often.") },
	{ STR("first"), FIELD_PERIOD, 0,
	  offsetof(struct duty, first),
	  .label = N_("First time"),
	  .help = N_("The first period in which it is due.") },
	{ STR("last"), FIELD_PERIOD, 0,
	  offsetof(struct duty, last),
	  .label = N_("Last time"),
	  .help = N_("The last period in which it is due.") },
	{ STR("first_occasion"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct duty, first_occasion),
	  .label = N_("First occasion"),
	  .help = N_("The meeting at which it is first due, when the source names one.") },
	{ STR("section"), FIELD_CODE, 0,
	  offsetof(struct duty, section), .refers = NOUN_SECTION,
	  .label = N_("Section"),
	  .help = N_("Where the document says so.") },
	{ STR("position"), FIELD_INTEGER, 0,
	  offsetof(struct duty, position),
	  .label = N_("Position"),
	  .help = N_("Its place in lists.") },
};

const struct noun duty_noun = {
	.id = NOUN_DUTY,
	.name = STR("duty"),
	.label = N_("Duty"),
	.plural = N_("Duties"),
	.help = N_("An obligation to report: to whom, about what, how often."),
	.row_size = sizeof(struct duty),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

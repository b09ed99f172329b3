/* The field table of duty. */
#include "model/duty.h"

#include "base/mark.h"

static const struct choice frequency_words[] = {
	[DUTY_FREQUENCY_ONCE - 1] = { STR("once"), N_("Once") },
	[DUTY_FREQUENCY_YEARLY - 1] = { STR("yearly"), N_("Yearly") },
	[DUTY_FREQUENCY_HALF_YEARLY - 1] = { STR("half-yearly"), N_("Half-yearly") },
	[DUTY_FREQUENCY_QUARTERLY - 1] = { STR("quarterly"), N_("Quarterly") },
	[DUTY_FREQUENCY_MONTHLY - 1] = { STR("monthly"), N_("Monthly") },
};

static const struct choices frequency_choices = {
	.at = frequency_words,
	.count = countof(frequency_words),
};

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct duty, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("plan"),
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct duty, plan),
		.refers = NOUN_PLAN,
		.label = N_("Plan"),
		.help = N_("The plan that it comes from."),
	},
	{
		.name = STR("recipient"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct duty, recipient),
		.label = N_("To"),
		.help = N_("Who receives the report."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct duty, name),
		.label = N_("About"),
		.help = N_("What it reports."),
	},
	{
		.name = STR("owner"),
		.type = FIELD_CODE,
		.offset = offsetof(struct duty, owner),
		.refers = NOUN_UNIT,
		.label = N_("Owner"),
		.help = N_("The responsible unit."),
	},
	{
		.name = STR("frequency"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct duty, frequency),
		.choices = &frequency_choices,
		.label = N_("Frequency"),
		.help = N_("How often."),
	},
	{
		.name = STR("first"),
		.type = FIELD_PERIOD,
		.offset = offsetof(struct duty, first),
		.label = N_("First time"),
		.help = N_("The first period in which it is due."),
	},
	{
		.name = STR("last"),
		.type = FIELD_PERIOD,
		.offset = offsetof(struct duty, last),
		.label = N_("Last time"),
		.help = N_("The last period in which it is due."),
	},
	{
		.name = STR("first_occasion"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct duty, first_occasion),
		.label = N_("First occasion"),
		.help = N_("The meeting at which it is first due, when the source names one."),
	},
	{
		.name = STR("section"),
		.type = FIELD_CODE,
		.offset = offsetof(struct duty, section),
		.refers = NOUN_SECTION,
		.label = N_("Section"),
		.help = N_("Where the document says so."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct duty, position),
		.label = N_("Position"),
		.help = N_("Its place in lists."),
	},
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

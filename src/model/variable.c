/* The field table of variable. */
#include "model/variable.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct variable, code),
		.label = N_("Code"),
		.help = N_("A short identifier, as the source has it."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct variable, name),
		.label = N_("Name"),
		.help = N_("What is observed."),
	},
	{
		.name = STR("definition"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct variable, definition),
		.label = N_("Definition"),
		.help = N_("What counts and how it is measured."),
	},
	{
		.name = STR("unit_of_measure"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct variable, unit_of_measure),
		.label = N_("Unit of measure"),
		.help = N_("What one unit of the value is."),
	},
	{
		.name = STR("accumulation"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct variable, accumulation),
		.choices = &accumulation_choices,
		.label = N_("Accumulation"),
		.help = N_("How values of several periods become one."),
	},
	{
		.name = STR("weight"),
		.type = FIELD_CODE,
		.offset = offsetof(struct variable, weight),
		.refers = NOUN_VARIABLE,
		.label = N_("Weight"),
		.help = N_("The variable by which a mean over areas is weighted, as people are."),
	},
	{
		.name = STR("schedule"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct variable, schedule),
		.choices = &schedule_choices,
		.label = N_("Schedule"),
		.help = N_("How often every area is to report it."),
	},
	{
		.name = STR("first_due"),
		.type = FIELD_PERIOD,
		.offset = offsetof(struct variable, first_due),
		.label = N_("First due"),
		.help = N_("The first period of which a value is to be reported."),
	},
	{
		.name = STR("due_after"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct variable, due_after),
		.label = N_("Due after, in days"),
		.help = N_("How many days after the end of a period its value is due."),
	},
	{
		.name = STR("source"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct variable, source),
		.label = N_("Source"),
		.help = N_("Who publishes the values, and where."),
	},
	{
		.name = STR("edition"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct variable, edition),
		.label = N_("Edition"),
		.help = N_("The edition of the source or of its method."),
	},
	{
		.name = STR("note"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct variable, note),
		.label = N_("Note"),
		.help = N_("A remark."),
	},
};

const struct noun variable_noun = {
	.id = NOUN_VARIABLE,
	.name = STR("variable"),
	.label = N_("Variable"),
	.plural = N_("Variables"),
	.help = N_(
		"What is observed, as its source names it; the values are loaded by themselves."),
	.row_size = sizeof(struct variable),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

/* The field table of mitigation. */
#include "model/mitigation.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("risk"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct mitigation, risk),
		.refers = NOUN_RISK,
		.label = N_("Risk"),
		.help = N_("The risk that it lessens."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct mitigation, position),
		.label = N_("Position"),
		.help = N_("Its place under the risk."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct mitigation, name),
		.label = N_("Mitigation"),
		.help = N_("What is done."),
	},
	{
		.name = STR("owner"),
		.type = FIELD_CODE,
		.offset = offsetof(struct mitigation, owner),
		.refers = NOUN_UNIT,
		.label = N_("Owner"),
		.help = N_("The responsible unit."),
	},
	{
		.name = STR("due"),
		.type = FIELD_DATE,
		.offset = offsetof(struct mitigation, due),
		.label = N_("Due"),
		.help = N_("By when."),
	},
	{
		.name = STR("status"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct mitigation, status),
		.choices = &progress_choices,
		.label = N_("Status"),
		.help = N_("How far it is."),
	},
};

const struct noun mitigation_noun = {
	.id = NOUN_MITIGATION,
	.name = STR("mitigation"),
	.label = N_("Mitigation"),
	.plural = N_("Mitigations"),
	.help = N_("What is done to make a risk less likely or less harmful."),
	.row_size = sizeof(struct mitigation),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 2,
	.currency = -1,
};

/* The field table of ceiling. */
#include "model/ceiling.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("plan"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct ceiling, plan),
		.refers = NOUN_PLAN,
		.label = N_("Plan"),
		.help = N_("The plan that it bounds."),
	},
	{
		.name = STR("period"),
		.type = FIELD_PERIOD,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct ceiling, period),
		.label = N_("Period"),
		.help = N_("The year that it is for."),
	},
	{
		.name = STR("node"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct ceiling, node),
		.refers = NOUN_NODE,
		.label = N_("Node"),
		.help = N_("The node that it bounds; empty for the whole plan."),
	},
	{
		.name = STR("region"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct ceiling, region),
		.refers = NOUN_AREA_GROUP,
		.label = N_("Region"),
		.help = N_("The region that it bounds; empty for all."),
	},
	{
		.name = STR("fund"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct ceiling, fund),
		.label = N_("Fund"),
		.help = N_("The fund that it bounds; empty for all."),
	},
	{
		.name = STR("amount"),
		.type = FIELD_MONEY,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct ceiling, amount),
		.label = N_("Amount"),
		.help = N_("The most that may be allocated."),
	},
	{
		.name = STR("currency"),
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct ceiling, currency),
		.label = N_("Currency"),
		.help = N_("ISO 4217 code of the amount."),
	},
	{
		.name = STR("source"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct ceiling, source),
		.label = N_("Source"),
		.help = N_("Who set it, and where."),
	},
};

const struct noun ceiling_noun = {
	.id = NOUN_CEILING,
	.name = STR("ceiling"),
	.label = N_("Ceiling"),
	.plural = N_("Ceilings"),
	.help = N_("The most that the lines of a plan may add to."),
	.row_size = sizeof(struct ceiling),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 5,
	.currency = 6,
};

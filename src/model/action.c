/* The field table of action. */
#include "model/action.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct action, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("plan"),
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct action, plan),
		.refers = NOUN_PLAN,
		.label = N_("Plan"),
		.help = N_("The plan that it belongs to."),
	},
	{
		.name = STR("node"),
		.type = FIELD_CODE,
		.offset = offsetof(struct action, node),
		.refers = NOUN_NODE,
		.label = N_("Node"),
		.help = N_("The node that it serves."),
	},
	{
		.name = STR("product"),
		.type = FIELD_CODE,
		.offset = offsetof(struct action, product),
		.refers = NOUN_PRODUCT,
		.label = N_("Product or service"),
		.help = N_("What it delivers."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct action, name),
		.label = N_("Action"),
		.help = N_("What is done."),
	},
	{
		.name = STR("reason"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct action, reason),
		.label = N_("Reason"),
		.help = N_("Why it is done."),
	},
	{
		.name = STR("area_group"),
		.type = FIELD_CODE,
		.offset = offsetof(struct action, area_group),
		.refers = NOUN_AREA_GROUP,
		.label = N_("Region"),
		.help = N_("Where it is done; empty when it is everywhere."),
	},
	{
		.name = STR("owner"),
		.type = FIELD_CODE,
		.offset = offsetof(struct action, owner),
		.refers = NOUN_UNIT,
		.label = N_("Owner"),
		.help = N_("The responsible unit."),
	},
	{
		.name = STR("starts"),
		.type = FIELD_DATE,
		.offset = offsetof(struct action, starts),
		.label = N_("Starts"),
		.help = N_("Its first day."),
	},
	{
		.name = STR("ends"),
		.type = FIELD_DATE,
		.offset = offsetof(struct action, ends),
		.label = N_("Ends"),
		.help = N_("Its last day."),
	},
	{
		.name = STR("status"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct action, status),
		.choices = &progress_choices,
		.label = N_("Status"),
		.help = N_("How far it is."),
	},
	{
		.name = STR("amount"),
		.type = FIELD_MONEY,
		.offset = offsetof(struct action, amount),
		.label = N_("Amount"),
		.help = N_("What it costs."),
	},
	{
		.name = STR("currency"),
		.type = FIELD_CODE,
		.offset = offsetof(struct action, currency),
		.label = N_("Currency"),
		.help = N_("ISO 4217 code of the amount."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct action, position),
		.label = N_("Position"),
		.help = N_("Its place in lists."),
	},
};

const struct noun action_noun = {
	.id = NOUN_ACTION,
	.name = STR("action"),
	.label = N_("Action"),
	.plural = N_("Actions"),
	.help = N_("Work of a plan that delivers a product under a node: what, why, where, who, "
		   "when, how much."),
	.row_size = sizeof(struct action),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = 12,
};

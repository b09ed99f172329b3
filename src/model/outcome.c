/* The field table of outcome. */
#include "model/outcome.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct outcome, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("node"),
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct outcome, node),
		.refers = NOUN_NODE,
		.label = N_("Node"),
		.help = N_("The node that it belongs to."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct outcome, name),
		.label = N_("Outcome"),
		.help = N_("The change, as the plan words it."),
	},
	{
		.name = STR("description"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct outcome, description),
		.label = N_("Description"),
		.help = N_("What more is to be said of it."),
	},
	{
		.name = STR("owner"),
		.type = FIELD_CODE,
		.offset = offsetof(struct outcome, owner),
		.refers = NOUN_UNIT,
		.label = N_("Owner"),
		.help = N_("The responsible unit."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct outcome, position),
		.label = N_("Position"),
		.help = N_("Its place under the node."),
	},
};

const struct noun outcome_noun = {
	.id = NOUN_OUTCOME,
	.name = STR("outcome"),
	.label = N_("Outcome"),
	.plural = N_("Outcomes"),
	.help = N_("A change that the organisation contributes to, under one node."),
	.row_size = sizeof(struct outcome),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

/* The field table of node. */
#include "model/node.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct node, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes; unique among all "
			   "frameworks."),
	},
	{
		.name = STR("level"),
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct node, level),
		.refers = NOUN_LEVEL,
		.label = N_("Level"),
		.help = N_("Its level, written framework/level."),
	},
	{
		.name = STR("parent"),
		.type = FIELD_CODE,
		.offset = offsetof(struct node, parent),
		.refers = NOUN_NODE,
		.label = N_("Parent"),
		.help = N_("The node above it."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct node, name),
		.label = N_("Name"),
		.help = N_("What it is called."),
	},
	{
		.name = STR("short_name"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct node, short_name),
		.label = N_("Short name"),
		.help = N_("For figures and narrow columns."),
	},
	{
		.name = STR("description"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct node, description),
		.label = N_("Description"),
		.help = N_("What it is about."),
	},
	{
		.name = STR("owner"),
		.type = FIELD_CODE,
		.offset = offsetof(struct node, owner),
		.refers = NOUN_UNIT,
		.label = N_("Owner"),
		.help = N_("The responsible unit."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct node, position),
		.label = N_("Position"),
		.help = N_("Its place among its siblings."),
	},
};

const struct noun node_noun = {
	.id = NOUN_NODE,
	.name = STR("node"),
	.label = N_("Node"),
	.plural = N_("Nodes"),
	.help = N_("A place in a framework's tree: a priority, an enabler, a topic, a goal."),
	.row_size = sizeof(struct node),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

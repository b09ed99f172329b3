/* The field table of node. */
#include "model/node.h"

#include "base/mark.h"

static const struct field fields[] = {
	{ STR("code"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct node, code),
	  .label = N_("Code"),
	  .help = N_("A short name that people read and that never changes; unique among all frameworks.") },
	{ STR("level"), FIELD_CODE, FIELD_REQUIRED,
	  offsetof(struct node, level), .refers = NOUN_LEVEL,
	  .label = N_("Level"),
	  .help = N_("Its level, written framework/level.") },
	{ STR("parent"), FIELD_CODE, 0,
	  offsetof(struct node, parent), .refers = NOUN_NODE,
	  .label = N_("Parent"),
	  .help = N_("The node above it.") },
	{ STR("name"), FIELD_TEXT, FIELD_REQUIRED | FIELD_TRANSLATED,
	  offsetof(struct node, name),
	  .label = N_("Name"),
	  .help = N_("What it is called.") },
	{ STR("short_name"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct node, short_name),
	  .label = N_("Short name"),
	  .help = N_("For figures and narrow columns.") },
	{ STR("description"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct node, description),
	  .label = N_("Description"),
	  .help = N_("What it is about.") },
	{ STR("owner"), FIELD_CODE, 0,
	  offsetof(struct node, owner), .refers = NOUN_UNIT,
	  .label = N_("Owner"),
	  .help = N_("The responsible unit.") },
	{ STR("position"), FIELD_INTEGER, 0,
	  offsetof(struct node, position),
	  .label = N_("Position"),
	  .help = N_("Its place among its siblings.") },
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

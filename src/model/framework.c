/* The field table of framework. */
#include "model/framework.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct framework, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct framework, name),
		.label = N_("Name"),
		.help = N_("What the framework is called."),
	},
	{
		.name = STR("description"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct framework, description),
		.label = N_("Description"),
		.help = N_("What it is for."),
	},
	{
		.name = STR("starts"),
		.type = FIELD_DATE,
		.offset = offsetof(struct framework, starts),
		.label = N_("Starts"),
		.help = N_("The first day of its cycle."),
	},
	{
		.name = STR("ends"),
		.type = FIELD_DATE,
		.offset = offsetof(struct framework, ends),
		.label = N_("Ends"),
		.help = N_("The last day of its cycle."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct framework, position),
		.label = N_("Position"),
		.help = N_("Its place in lists."),
	},
};

const struct noun framework_noun = {
	.id = NOUN_FRAMEWORK,
	.name = STR("framework"),
	.label = N_("Framework"),
	.plural = N_("Frameworks"),
	.help = N_("A structure of priorities or goals that plans follow and results are linked "
		   "to."),
	.row_size = sizeof(struct framework),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

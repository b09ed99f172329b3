/* The field table of group of areas. */
#include "model/area_group.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct area_group, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("scheme"),
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct area_group, scheme),
		.refers = NOUN_AREA_SCHEME,
		.label = N_("Scheme"),
		.help = N_("The scheme that it belongs to."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct area_group, name),
		.label = N_("Name"),
		.help = N_("What the group is called."),
	},
	{
		.name = STR("source"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct area_group, source),
		.label = N_("Source"),
		.help = N_("Where the row comes from."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct area_group, position),
		.label = N_("Position"),
		.help = N_("Its place in lists."),
	},
};

const struct noun area_group_noun = {
	.id = NOUN_AREA_GROUP,
	.name = STR("area_group"),
	.label = N_("Group of areas"),
	.plural = N_("Groups of areas"),
	.help = N_("A group of areas within a scheme: a region, or a group such as the least "
		   "developed countries."),
	.row_size = sizeof(struct area_group),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

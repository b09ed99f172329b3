/* The field table of unit. */
#include "model/unit.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct unit, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("kind"),
		.type = FIELD_CODE,
		.offset = offsetof(struct unit, kind),
		.refers = NOUN_UNIT_KIND,
		.label = N_("Kind"),
		.help = N_("What kind of unit it is."),
	},
	{
		.name = STR("parent"),
		.type = FIELD_CODE,
		.offset = offsetof(struct unit, parent),
		.refers = NOUN_UNIT,
		.label = N_("Part of"),
		.help = N_("The unit that it belongs to."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct unit, name),
		.label = N_("Name"),
		.help = N_("Its name as the organisation writes it."),
	},
	{
		.name = STR("short_name"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct unit, short_name),
		.label = N_("Short name"),
		.help = N_("For figures and narrow columns."),
	},
	{
		.name = STR("description"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct unit, description),
		.label = N_("Description"),
		.help = N_("What it does."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct unit, position),
		.label = N_("Position"),
		.help = N_("Its place in lists."),
	},
};

const struct noun unit_noun = {
	.id = NOUN_UNIT,
	.name = STR("unit"),
	.label = N_("Unit"),
	.plural = N_("Units"),
	.help = N_("A part of the organisation: bureau, department, regional or area office; a "
		   "tree."),
	.row_size = sizeof(struct unit),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

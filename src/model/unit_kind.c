/* The field table of kind of unit. */
#include "model/unit_kind.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct unit_kind, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct unit_kind, name),
		.label = N_("Name"),
		.help = N_("What one unit of this kind is called."),
	},
	{
		.name = STR("plural"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct unit_kind, plural),
		.label = N_("Plural"),
		.help = N_("What several are called."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct unit_kind, position),
		.label = N_("Position"),
		.help = N_("Its place in lists."),
	},
};

const struct noun unit_kind_noun = {
	.id = NOUN_UNIT_KIND,
	.name = STR("unit_kind"),
	.label = N_("Kind of unit"),
	.plural = N_("Kinds of unit"),
	.help = N_("A kind of organisational unit: bureau, department, regional office; the "
		   "organisation names its own."),
	.row_size = sizeof(struct unit_kind),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

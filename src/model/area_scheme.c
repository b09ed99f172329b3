/* The field table of scheme of areas. */
#include "model/area_scheme.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct area_scheme, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct area_scheme, name),
		.label = N_("Name"),
		.help = N_("What the scheme is called."),
	},
	{
		.name = STR("exclusive"),
		.type = FIELD_CHOICE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct area_scheme, exclusive),
		.choices = &yes_no_choices,
		.label = N_("Exclusive"),
		.help = N_("Whether an area may be in only one of its groups at a time."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct area_scheme, position),
		.label = N_("Position"),
		.help = N_("Its place in lists."),
	},
};

const struct noun area_scheme_noun = {
	.id = NOUN_AREA_SCHEME,
	.name = STR("area_scheme"),
	.label = N_("Scheme of areas"),
	.plural = N_("Schemes of areas"),
	.help = N_("A way to group areas: in an exclusive one an area has at most one group at a "
		   "time."),
	.row_size = sizeof(struct area_scheme),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

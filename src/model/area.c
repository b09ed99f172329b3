/* The field table of area. */
#include "model/area.h"

#include "base/mark.h"

static const struct choice kind_words[] = {
	[AREA_KIND_COUNTRY - 1] = { STR("country"), N_("Country") },
	[AREA_KIND_TERRITORY - 1] = { STR("territory"), N_("Territory") },
};

static const struct choices kind_choices = {
	.at = kind_words,
	.count = countof(kind_words),
};

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct area, code),
		.label = N_("Code"),
		.help = N_("ISO 3166-1 alpha-3."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct area, name),
		.label = N_("Name"),
		.help = N_("Its short English name."),
	},
	{
		.name = STR("iso2"),
		.type = FIELD_CODE,
		.offset = offsetof(struct area, iso2),
		.label = N_("ISO alpha-2"),
		.help = N_("ISO 3166-1 alpha-2."),
	},
	{
		.name = STR("m49"),
		.type = FIELD_CODE,
		.offset = offsetof(struct area, m49),
		.label = N_("M49"),
		.help = N_("The three digits of the UN standard country or area codes."),
	},
	{
		.name = STR("kind"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct area, kind),
		.choices = &kind_choices,
		.label = N_("Kind"),
		.help = N_("Whether it is a State or another territory."),
	},
	{
		.name = STR("source"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct area, source),
		.label = N_("Source"),
		.help = N_("Where the row comes from."),
	},
};

const struct noun area_noun = {
	.id = NOUN_AREA,
	.name = STR("area"),
	.label = N_("Area"),
	.plural = N_("Areas"),
	.help = N_("A country or territory of the world."),
	.row_size = sizeof(struct area),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

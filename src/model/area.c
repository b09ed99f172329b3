/* The field table of area. */
#include "model/area.h"

#include "base/mark.h"

static const struct choice area_kind_words[] = {
	{ STR("country"), N_("Country") },
	{ STR("territory"), N_("Territory") },
};

static const struct choices area_kind_choices = { area_kind_words, countof(area_kind_words) };

static const struct field fields[] = {
	{ STR("code"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct area, code),
	  .label = N_("Code"),
	  .help = N_("ISO 3166-1 alpha-3.") },
	{ STR("name"), FIELD_TEXT, FIELD_REQUIRED | FIELD_TRANSLATED,
	  offsetof(struct area, name),
	  .label = N_("Name"),
	  .help = N_("Its short English name.") },
	{ STR("iso2"), FIELD_CODE, 0,
	  offsetof(struct area, iso2),
	  .label = N_("ISO alpha-2"),
	  .help = N_("ISO 3166-1 alpha-2.") },
	{ STR("m49"), FIELD_CODE, 0,
	  offsetof(struct area, m49),
	  .label = N_("M49"),
	  .help = N_("The three digits of the UN standard country or area codes.") },
	{ STR("kind"), FIELD_CHOICE, 0,
	  offsetof(struct area, kind), .choices = &area_kind_choices,
	  .label = N_("Kind"),
	  .help = N_("Whether it is a State or another territory.") },
	{ STR("source"), FIELD_TEXT, 0,
	  offsetof(struct area, source),
	  .label = N_("Source"),
	  .help = N_("Where the row comes from.") },
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

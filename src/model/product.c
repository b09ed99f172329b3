/* The field table of product or service. */
#include "model/product.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct product, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("parent"),
		.type = FIELD_CODE,
		.offset = offsetof(struct product, parent),
		.refers = NOUN_PRODUCT,
		.label = N_("Part of"),
		.help = N_("The category that it belongs to."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct product, name),
		.label = N_("Name"),
		.help = N_("Its full name."),
	},
	{
		.name = STR("short_name"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct product, short_name),
		.label = N_("Short name"),
		.help = N_("For figures and narrow columns."),
	},
	{
		.name = STR("description"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct product, description),
		.label = N_("Description"),
		.help = N_("What it comprises."),
	},
	{
		.name = STR("owner"),
		.type = FIELD_CODE,
		.offset = offsetof(struct product, owner),
		.refers = NOUN_UNIT,
		.label = N_("Owner"),
		.help = N_("The responsible unit."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct product, position),
		.label = N_("Position"),
		.help = N_("Its place in lists."),
	},
};

const struct noun product_noun = {
	.id = NOUN_PRODUCT,
	.name = STR("product"),
	.label = N_("Product or service"),
	.plural = N_("Products and services"),
	.help = N_("A category of outputs: what the organisation itself delivers."),
	.row_size = sizeof(struct product),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

/* The field table of product or service. */
#include "model/product.h"

#include "base/mark.h"

static const struct field fields[] = {
	{ STR("code"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct product, code),
	  .label = N_("Code"),
	  .help = N_("A short name that people read and that never changes.") },
	{ STR("parent"), FIELD_CODE, 0,
	  offsetof(struct product, parent), .refers = NOUN_PRODUCT,
	  .label = N_("Part of"),
	  .help = N_("The category that it belongs to.") },
	{ STR("name"), FIELD_TEXT, FIELD_REQUIRED | FIELD_TRANSLATED,
	  offsetof(struct product, name),
	  .label = N_("Name"),
	  .help = N_("Its full name.") },
	{ STR("short_name"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct product, short_name),
	  .label = N_("Short name"),
	  .help = N_("For figures and narrow columns.") },
	{ STR("description"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct product, description),
	  .label = N_("Description"),
	  .help = N_("What it comprises.") },
	{ STR("owner"), FIELD_CODE, 0,
	  offsetof(struct product, owner), .refers = NOUN_UNIT,
	  .label = N_("Owner"),
	  .help = N_("The responsible unit.") },
	{ STR("position"), FIELD_INTEGER, 0,
	  offsetof(struct product, position),
	  .label = N_("Position"),
	  .help = N_("Its place in lists.") },
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

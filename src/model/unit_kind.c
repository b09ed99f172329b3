/* The field table of kind of unit. */
#include "model/unit_kind.h"

#include "base/mark.h"

static const struct field fields[] = {
	{ STR("code"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct unit_kind, code),
	  .label = N_("Code"),
	  .help = N_("A short name that people read and that never changes.") },
	{ STR("name"), FIELD_TEXT, FIELD_REQUIRED | FIELD_TRANSLATED,
	  offsetof(struct unit_kind, name),
	  .label = N_("Name"),
	  .help = N_("What one unit of this kind is called.") },
	{ STR("plural"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct unit_kind, plural),
	  .label = N_("Plural"),
	  .help = N_("What several are called.") },
	{ STR("position"), FIELD_INTEGER, 0,
	  offsetof(struct unit_kind, position),
	  .label = N_("Position"),
	  .help = N_("Its place in lists.") },
};

const struct noun unit_kind_noun = {
	.id = NOUN_UNIT_KIND,
	.name = STR("unit_kind"),
	.label = N_("Kind of unit"),
	.plural = N_("Kinds of unit"),
	.help = N_("A kind of organisational unit: bureau, department, regional office; the organisation names its own."),
	.row_size = sizeof(struct unit_kind),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

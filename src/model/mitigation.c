/* The field table of mitigation. */
#include "model/mitigation.h"

#include "base/mark.h"

static const struct field fields[] = {
	{ STR("risk"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct mitigation, risk), .refers = NOUN_RISK,
	  .label = N_("Risk"),
	  .help = N_("The risk that it lessens.") },
	{ STR("position"), FIELD_INTEGER, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct mitigation, position),
	  .label = N_("Position"),
	  .help = N_("Its place under the risk.") },
	{ STR("name"), FIELD_TEXT, FIELD_REQUIRED | FIELD_TRANSLATED,
	  offsetof(struct mitigation, name),
	  .label = N_("Mitigation"),
	  .help = N_("What is done.") },
	{ STR("owner"), FIELD_CODE, 0,
	  offsetof(struct mitigation, owner), .refers = NOUN_UNIT,
	  .label = N_("Owner"),
	  .help = N_("The responsible unit.") },
	{ STR("due"), FIELD_DATE, 0,
	  offsetof(struct mitigation, due),
	  .label = N_("Due"),
	  .help = N_("By when.") },
	{ STR("status"), FIELD_CHOICE, 0,
	  offsetof(struct mitigation, status), .choices = &progress_choices,
	  .label = N_("Status"),
	  .help = N_("How far it is.") },
};

const struct noun mitigation_noun = {
	.id = NOUN_MITIGATION,
	.name = STR("mitigation"),
	.label = N_("Mitigation"),
	.plural = N_("Mitigations"),
	.help = N_("What is done to make a risk less likely or less harmful."),
	.row_size = sizeof(struct mitigation),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 2,
	.currency = -1,
};

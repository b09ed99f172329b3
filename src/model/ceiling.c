/* The field table of ceiling. */
#include "model/ceiling.h"

#include "base/mark.h"

static const struct field fields[] = {
	{ STR("plan"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct ceiling, plan), .refers = NOUN_PLAN,
	  .label = N_("Plan"),
	  .help = N_("The plan that it bounds.") },
	{ STR("period"), FIELD_PERIOD, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct ceiling, period),
	  .label = N_("Period"),
	  .help = N_("The year that it is for.") },
	{ STR("node"), FIELD_CODE, FIELD_KEY,
	  offsetof(struct ceiling, node), .refers = NOUN_NODE,
	  .label = N_("Node"),
	  .help = N_("The node that it bounds; empty for the whole plan.") },
	{ STR("region"), FIELD_CODE, FIELD_KEY,
	  offsetof(struct ceiling, region), .refers = NOUN_AREA_GROUP,
	  .label = N_("Region"),
	  .help = N_("The region that it bounds; empty for all.") },
	{ STR("fund"), FIELD_CODE, FIELD_KEY,
	  offsetof(struct ceiling, fund),
	  .label = N_("Fund"),
	  .help = N_("The fund that it bounds; empty for all.") },
	{ STR("amount"), FIELD_MONEY, FIELD_REQUIRED,
	  offsetof(struct ceiling, amount),
	  .label = N_("Amount"),
	  .help = N_("The most that may be allocated.") },
	{ STR("currency"), FIELD_CODE, FIELD_REQUIRED,
	  offsetof(struct ceiling, currency),
	  .label = N_("Currency"),
	  .help = N_("ISO 4217 code of the amount.") },
	{ STR("source"), FIELD_TEXT, 0,
	  offsetof(struct ceiling, source),
	  .label = N_("Source"),
	  .help = N_("Who set it, and where.") },
};

const struct noun ceiling_noun = {
	.id = NOUN_CEILING,
	.name = STR("ceiling"),
	.label = N_("Ceiling"),
	.plural = N_("Ceilings"),
	.help = N_("The most that the lines of a plan may add to."),
	.row_size = sizeof(struct ceiling),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 5,
	.currency = 6,
};

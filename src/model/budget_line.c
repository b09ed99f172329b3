/* The field table of budget line. */
#include "model/budget_line.h"

#include "base/mark.h"

static const struct choice budget_line_kind_words[] = {
	{ STR("required"), N_("Required") },
	{ STR("available"), N_("Available") },
	{ STR("allocated"), N_("Allocated") },
	{ STR("committed"), N_("Committed") },
	{ STR("spent"), N_("Spent") },
	{ STR("forecast"), N_("Forecast") },
	{ STR("stated-total"), N_("Stated total") },
};

static const struct choices budget_line_kind_choices = { budget_line_kind_words, countof(budget_line_kind_words) };

static const struct choice budget_line_qualifier_words[] = {
	{ STR("approximately"), N_("Approximately") },
	{ STR("more-than"), N_("More than") },
	{ STR("less-than"), N_("Less than") },
};

static const struct choices budget_line_qualifier_choices = { budget_line_qualifier_words, countof(budget_line_qualifier_words) };

static const struct choice budget_line_state_words[] = {
	{ STR("preliminary"), N_("Preliminary") },
	{ STR("approved"), N_("Approved") },
	{ STR("revised"), N_("Revised") },
};

static const struct choices budget_line_state_choices = { budget_line_state_words, countof(budget_line_state_words) };

static const struct field fields[] = {
	{ STR("plan"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct budget_line, plan), .refers = NOUN_PLAN,
	  .label = N_("Plan"),
	  .help = N_("The plan that it belongs to.") },
	{ STR("period"), FIELD_PERIOD, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct budget_line, period),
	  .label = N_("Period"),
	  .help = N_("The year that the money is for.") },
	{ STR("kind"), FIELD_CHOICE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct budget_line, kind), .choices = &budget_line_kind_choices,
	  .label = N_("Kind"),
	  .help = N_("What the amount is; a stated total is checked against its parts and never added.") },
	{ STR("node"), FIELD_CODE, FIELD_KEY,
	  offsetof(struct budget_line, node), .refers = NOUN_NODE,
	  .label = N_("Node"),
	  .help = N_("The node that it is for; empty for the whole plan.") },
	{ STR("region"), FIELD_CODE, FIELD_KEY,
	  offsetof(struct budget_line, region), .refers = NOUN_AREA_GROUP,
	  .label = N_("Region"),
	  .help = N_("The region that benefits; empty when the amount is not split by region.") },
	{ STR("action"), FIELD_CODE, FIELD_KEY,
	  offsetof(struct budget_line, action), .refers = NOUN_ACTION,
	  .label = N_("Action"),
	  .help = N_("The action that it is for.") },
	{ STR("fund"), FIELD_CODE, FIELD_KEY,
	  offsetof(struct budget_line, fund),
	  .label = N_("Fund"),
	  .help = N_("The source of the money.") },
	{ STR("amount"), FIELD_MONEY, 0,
	  offsetof(struct budget_line, amount),
	  .label = N_("Amount"),
	  .help = N_("The amount; empty when the source states only a share.") },
	{ STR("currency"), FIELD_CODE, 0,
	  offsetof(struct budget_line, currency),
	  .label = N_("Currency"),
	  .help = N_("ISO 4217 code of the amount.") },
	{ STR("share_of_parent"), FIELD_DECIMAL, 0,
	  offsetof(struct budget_line, share_of_parent),
	  .label = N_("Share of the parent, as stated"),
	  .help = N_("In per cent, with the digits of the source.") },
	{ STR("share_of_total"), FIELD_DECIMAL, 0,
	  offsetof(struct budget_line, share_of_total),
	  .label = N_("Share of the total, as stated"),
	  .help = N_("In per cent, with the digits of the source.") },
	{ STR("qualifier"), FIELD_CHOICE, 0,
	  offsetof(struct budget_line, qualifier), .choices = &budget_line_qualifier_choices,
	  .label = N_("Qualifier"),
	  .help = N_("A word of the source that makes the share less exact.") },
	{ STR("state"), FIELD_CHOICE, 0,
	  offsetof(struct budget_line, state), .choices = &budget_line_state_choices,
	  .label = N_("State"),
	  .help = N_("How settled the figure is.") },
	{ STR("note"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct budget_line, note),
	  .label = N_("Note"),
	  .help = N_("What else the source says of it.") },
};

const struct noun budget_line_noun = {
	.id = NOUN_BUDGET_LINE,
	.name = STR("budget_line"),
	.label = N_("Budget line"),
	.plural = N_("Budget lines"),
	.help = N_("An amount of a plan for a node, a region or an action, with the shares that the source states."),
	.row_size = sizeof(struct budget_line),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 7,
	.currency = 8,
};

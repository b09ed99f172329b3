/* The field table of budget line. */
#include "model/budget_line.h"

#include "base/mark.h"

static const struct choice kind_words[] = {
	[BUDGET_LINE_KIND_REQUIRED - 1] = { STR("required"), N_("Required") },
	[BUDGET_LINE_KIND_AVAILABLE - 1] = { STR("available"), N_("Available") },
	[BUDGET_LINE_KIND_ALLOCATED - 1] = { STR("allocated"), N_("Allocated") },
	[BUDGET_LINE_KIND_COMMITTED - 1] = { STR("committed"), N_("Committed") },
	[BUDGET_LINE_KIND_SPENT - 1] = { STR("spent"), N_("Spent") },
	[BUDGET_LINE_KIND_FORECAST - 1] = { STR("forecast"), N_("Forecast") },
	[BUDGET_LINE_KIND_STATED_TOTAL - 1] = { STR("stated-total"), N_("Stated total") },
};

static const struct choices kind_choices = {
	.at = kind_words,
	.count = countof(kind_words),
};

static const struct choice qualifier_words[] = {
	[BUDGET_LINE_QUALIFIER_APPROXIMATELY - 1] = { STR("approximately"), N_("Approximately") },
	[BUDGET_LINE_QUALIFIER_MORE_THAN - 1] = { STR("more-than"), N_("More than") },
	[BUDGET_LINE_QUALIFIER_LESS_THAN - 1] = { STR("less-than"), N_("Less than") },
};

static const struct choices qualifier_choices = {
	.at = qualifier_words,
	.count = countof(qualifier_words),
};

static const struct choice state_words[] = {
	[BUDGET_LINE_STATE_PRELIMINARY - 1] = { STR("preliminary"), N_("Preliminary") },
	[BUDGET_LINE_STATE_APPROVED - 1] = { STR("approved"), N_("Approved") },
	[BUDGET_LINE_STATE_REVISED - 1] = { STR("revised"), N_("Revised") },
};

static const struct choices state_choices = {
	.at = state_words,
	.count = countof(state_words),
};

static const struct field fields[] = {
	{
		.name = STR("plan"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct budget_line, plan),
		.refers = NOUN_PLAN,
		.label = N_("Plan"),
		.help = N_("The plan that it belongs to."),
	},
	{
		.name = STR("period"),
		.type = FIELD_PERIOD,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct budget_line, period),
		.label = N_("Period"),
		.help = N_("The year that the money is for."),
	},
	{
		.name = STR("kind"),
		.type = FIELD_CHOICE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct budget_line, kind),
		.choices = &kind_choices,
		.label = N_("Kind"),
		.help = N_("What the amount is; a stated total is checked against its parts and "
			   "never added."),
	},
	{
		.name = STR("node"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct budget_line, node),
		.refers = NOUN_NODE,
		.label = N_("Node"),
		.help = N_("The node that it is for; empty for the whole plan."),
	},
	{
		.name = STR("region"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct budget_line, region),
		.refers = NOUN_AREA_GROUP,
		.label = N_("Region"),
		.help = N_("The region that benefits; empty when the amount is not split by "
			   "region."),
	},
	{
		.name = STR("action"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct budget_line, action),
		.refers = NOUN_ACTION,
		.label = N_("Action"),
		.help = N_("The action that it is for."),
	},
	{
		.name = STR("fund"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct budget_line, fund),
		.label = N_("Fund"),
		.help = N_("The source of the money."),
	},
	{
		.name = STR("amount"),
		.type = FIELD_MONEY,
		.offset = offsetof(struct budget_line, amount),
		.label = N_("Amount"),
		.help = N_("The amount; empty when the source states only a share."),
	},
	{
		.name = STR("currency"),
		.type = FIELD_CODE,
		.offset = offsetof(struct budget_line, currency),
		.label = N_("Currency"),
		.help = N_("ISO 4217 code of the amount."),
	},
	{
		.name = STR("share_of_parent"),
		.type = FIELD_DECIMAL,
		.offset = offsetof(struct budget_line, share_of_parent),
		.label = N_("Share of the parent, as stated"),
		.help = N_("In per cent, with the digits of the source."),
	},
	{
		.name = STR("share_of_total"),
		.type = FIELD_DECIMAL,
		.offset = offsetof(struct budget_line, share_of_total),
		.label = N_("Share of the total, as stated"),
		.help = N_("In per cent, with the digits of the source."),
	},
	{
		.name = STR("qualifier"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct budget_line, qualifier),
		.choices = &qualifier_choices,
		.label = N_("Qualifier"),
		.help = N_("A word of the source that makes the share less exact."),
	},
	{
		.name = STR("state"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct budget_line, state),
		.choices = &state_choices,
		.label = N_("State"),
		.help = N_("How settled the figure is."),
	},
	{
		.name = STR("note"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct budget_line, note),
		.label = N_("Note"),
		.help = N_("What else the source says of it."),
	},
};

const struct noun budget_line_noun = {
	.id = NOUN_BUDGET_LINE,
	.name = STR("budget_line"),
	.label = N_("Budget line"),
	.plural = N_("Budget lines"),
	.help = N_("An amount of a plan for a node, a region or an action, with the shares that "
		   "the source states."),
	.row_size = sizeof(struct budget_line),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 7,
	.currency = 8,
};

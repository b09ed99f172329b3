/* The field table of plan. */
#include "model/plan.h"

#include "base/mark.h"

static const struct choice state_words[] = {
	[PLAN_STATE_DRAFT - 1] = { STR("draft"), N_("Draft") },
	[PLAN_STATE_PRELIMINARY - 1] = { STR("preliminary"), N_("Preliminary") },
	[PLAN_STATE_APPROVED - 1] = { STR("approved"), N_("Approved") },
	[PLAN_STATE_REVISED - 1] = { STR("revised"), N_("Revised") },
	[PLAN_STATE_CLOSED - 1] = { STR("closed"), N_("Closed") },
};

static const struct choices state_choices = {
	.at = state_words,
	.count = countof(state_words),
};

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct plan, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct plan, name),
		.label = N_("Name"),
		.help = N_("What the plan is called."),
	},
	{
		.name = STR("framework"),
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct plan, framework),
		.refers = NOUN_FRAMEWORK,
		.label = N_("Framework"),
		.help = N_("The framework that it carries out."),
	},
	{
		.name = STR("parent"),
		.type = FIELD_CODE,
		.offset = offsetof(struct plan, parent),
		.refers = NOUN_PLAN,
		.label = N_("Part of"),
		.help = N_("The longer plan that it belongs to."),
	},
	{
		.name = STR("starts"),
		.type = FIELD_DATE,
		.offset = offsetof(struct plan, starts),
		.label = N_("Starts"),
		.help = N_("Its first day."),
	},
	{
		.name = STR("ends"),
		.type = FIELD_DATE,
		.offset = offsetof(struct plan, ends),
		.label = N_("Ends"),
		.help = N_("Its last day."),
	},
	{
		.name = STR("state"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct plan, state),
		.choices = &state_choices,
		.label = N_("State"),
		.help = N_("How settled it is."),
	},
	{
		.name = STR("currency"),
		.type = FIELD_CODE,
		.offset = offsetof(struct plan, currency),
		.label = N_("Currency"),
		.help = N_("ISO 4217 code of its figures."),
	},
	{
		.name = STR("language"),
		.type = FIELD_CODE,
		.offset = offsetof(struct plan, language),
		.label = N_("Language"),
		.help = N_("The language in which its texts are written."),
	},
	{
		.name = STR("symbol"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct plan, symbol),
		.label = N_("Document symbol"),
		.help = N_("The symbol of the document that carries it."),
	},
	{
		.name = STR("edition"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct plan, edition),
		.label = N_("Edition"),
		.help = N_("Which edition this is."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct plan, position),
		.label = N_("Position"),
		.help = N_("Its place in lists."),
	},
};

const struct noun plan_noun = {
	.id = NOUN_PLAN,
	.name = STR("plan"),
	.label = N_("Plan"),
	.plural = N_("Plans"),
	.help = N_("A year or more of work under a framework, with its state and edition."),
	.row_size = sizeof(struct plan),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

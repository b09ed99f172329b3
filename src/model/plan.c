/* The field table of plan. */
#include "model/plan.h"

#include "base/mark.h"

static const struct choice plan_state_words[] = {
	{ STR("draft"), N_("Draft") },
	{ STR("preliminary"), N_("Preliminary") },
	{ STR("approved"), N_("Approved") },
	{ STR("revised"), N_("Revised") },
	{ STR("closed"), N_("Closed") },
};

static const struct choices plan_state_choices = { plan_state_words, countof(plan_state_words) };

static const struct field fields[] = {
	{ STR("code"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct plan, code),
	  .label = N_("Code"),
	  .help = N_("A short name that people read and that never changes.") },
	{ STR("name"), FIELD_TEXT, FIELD_REQUIRED | FIELD_TRANSLATED,
	  offsetof(struct plan, name),
	  .label = N_("Name"),
	  .help = N_("What the plan is called.") },
	{ STR("framework"), FIELD_CODE, FIELD_REQUIRED,
	  offsetof(struct plan, framework), .refers = NOUN_FRAMEWORK,
	  .label = N_("Framework"),
	  .help = N_("The framework that it carries out.") },
	{ STR("parent"), FIELD_CODE, 0,
	  offsetof(struct plan, parent), .refers = NOUN_PLAN,
	  .label = N_("Part of"),
	  .help = N_("The longer plan that it belongs to.") },
	{ STR("starts"), FIELD_DATE, 0,
	  offsetof(struct plan, starts),
	  .label = N_("Starts"),
	  .help = N_("Its first day.") },
	{ STR("ends"), FIELD_DATE, 0,
	  offsetof(struct plan, ends),
	  .label = N_("Ends"),
	  .help = N_("Its last day.") },
	{ STR("state"), FIELD_CHOICE, 0,
	  offsetof(struct plan, state), .choices = &plan_state_choices,
	  .label = N_("State"),
	  .help = N_("How settled it is.") },
	{ STR("currency"), FIELD_CODE, 0,
	  offsetof(struct plan, currency),
	  .label = N_("Currency"),
	  .help = N_("ISO 4217 code of its figures.") },
	{ STR("language"), FIELD_CODE, 0,
	  offsetof(struct plan, language),
	  .label = N_("Language"),
	  .help = N_("The language in which its texts are written.") },
	{ STR("symbol"), FIELD_TEXT, 0,
	  offsetof(struct plan, symbol),
	  .label = N_("Document symbol"),
	  .help = N_("The symbol of the document that carries it.") },
	{ STR("edition"), FIELD_TEXT, 0,
	  offsetof(struct plan, edition),
	  .label = N_("Edition"),
	  .help = N_("Which edition this is.") },
	{ STR("position"), FIELD_INTEGER, 0,
	  offsetof(struct plan, position),
	  .label = N_("Position"),
	  .help = N_("Its place in lists.") },
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

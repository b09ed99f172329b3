/* The list of all nouns, and look-ups in it. */
#include "model/field.h"

#include <assert.h>

#include "model/action.h"
#include "model/area.h"
#include "model/area_group.h"
#include "model/area_membership.h"
#include "model/area_scheme.h"
#include "model/budget_line.h"
#include "model/campaign.h"
#include "model/ceiling.h"
#include "model/duty.h"
#include "model/footnote.h"
#include "model/framework.h"
#include "model/indicator.h"
#include "model/label.h"
#include "model/level.h"
#include "model/link.h"
#include "model/mitigation.h"
#include "model/node.h"
#include "model/outcome.h"
#include "model/plan.h"
#include "model/product.h"
#include "model/risk.h"
#include "model/section.h"
#include "model/series_mark.h"
#include "model/target.h"
#include "model/term.h"
#include "model/translation.h"
#include "model/unit.h"
#include "model/unit_kind.h"
#include "model/variable.h"

static const struct noun *const nouns[NOUN_COUNT] = {
	[NOUN_UNIT_KIND] = &unit_kind_noun,
	[NOUN_UNIT] = &unit_noun,
	[NOUN_AREA] = &area_noun,
	[NOUN_AREA_SCHEME] = &area_scheme_noun,
	[NOUN_AREA_GROUP] = &area_group_noun,
	[NOUN_AREA_MEMBERSHIP] = &area_membership_noun,
	[NOUN_FRAMEWORK] = &framework_noun,
	[NOUN_LEVEL] = &level_noun,
	[NOUN_NODE] = &node_noun,
	[NOUN_OUTCOME] = &outcome_noun,
	[NOUN_PRODUCT] = &product_noun,
	[NOUN_CAMPAIGN] = &campaign_noun,
	[NOUN_VARIABLE] = &variable_noun,
	[NOUN_SERIES_MARK] = &series_mark_noun,
	[NOUN_INDICATOR] = &indicator_noun,
	[NOUN_TARGET] = &target_noun,
	[NOUN_PLAN] = &plan_noun,
	[NOUN_ACTION] = &action_noun,
	[NOUN_BUDGET_LINE] = &budget_line_noun,
	[NOUN_CEILING] = &ceiling_noun,
	[NOUN_RISK] = &risk_noun,
	[NOUN_MITIGATION] = &mitigation_noun,
	[NOUN_SECTION] = &section_noun,
	[NOUN_FOOTNOTE] = &footnote_noun,
	[NOUN_LABEL] = &label_noun,
	[NOUN_DUTY] = &duty_noun,
	[NOUN_TERM] = &term_noun,
	[NOUN_LINK] = &link_noun,
	[NOUN_TRANSLATION] = &translation_noun,
};

const struct noun *noun_of(enum noun_id id)
{
	assert(id > NOUN_NONE && id < NOUN_COUNT);
	return nouns[id];
}

const struct noun *noun_named(struct str name)
{
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		if (str_eq(nouns[id]->name, name))
			return nouns[id];
	return NULL;
}

const struct field *noun_field(const struct noun *noun, struct str name)
{
	for (size_t i = 0; i < noun->n_fields; i++)
		if (str_eq(noun->fields[i].name, name))
			return &noun->fields[i];
	return NULL;
}

size_t field_size(enum field_type type)
{
	static const size_t sizes[FIELD_TYPE_COUNT_] = {
		[FIELD_CODE] = sizeof(struct str),
		[FIELD_TEXT] = sizeof(struct str),
		[FIELD_CHOICE] = sizeof(int),
		[FIELD_INTEGER] = sizeof(int64_t),
		[FIELD_DECIMAL] = sizeof(struct decimal),
		[FIELD_MONEY] = sizeof(int64_t),
		[FIELD_DATE] = sizeof(struct date),
		[FIELD_PERIOD] = sizeof(struct period),
	};

	assert(type < FIELD_TYPE_COUNT_);
	return sizes[type];
}

/* Amounts and shares on pages. */
#include "web/money.h"

#include "base/buf.h"
#include "check/check.h"
#include "i18n/date.h"
#include "model/budget_line.h"

struct str page_choice(const struct page *page, enum noun_id noun, struct str field, int choice)
{
	const struct field *of = noun_field(noun_of(noun), field);

	if (choice < 1 || (size_t)choice > of->choices->count)
		return S("");
	return page_words(page, str_of(of->choices->at[choice - 1].label));
}

struct str page_period(const struct page *page, struct period period)
{
	struct buf buf;

	buf_init(&buf, page->arena);
	period_write_local(&buf, page->locale, period);
	return buf_held(&buf);
}

struct share_view share_view_of(const struct page *page, const struct share *share)
{
	return (struct share_view){
		.computed = { share->computed },
		.stated = { share->stated },
		.qualifier = page_choice(page, NOUN_BUDGET_LINE, S("qualifier"), share->qualifier),
		.differs = share->differs,
	};
}

struct err money_scene_of(const struct page *page, const struct plan *plan, struct money_scene *out)
{
	struct money_scene scene = { 0 };

	TRY(snapshot_budgets(page->snapshot, &scene.budgets));
	if (plan)
		scene.budget = plan_budget(scene.budgets, plan->code);
	if (scene.budget)
		scene.kind = page_choice(page, NOUN_BUDGET_LINE, S("kind"), scene.budget->kind);
	*out = scene;
	return OK;
}

/* How many findings of the check are about lines of the plan. */
static struct err count_findings(const struct page *page, struct str plan, struct str check,
				 size_t *count)
{
	struct str prefix = str_format(page->arena, "%.*s/", STR_ARGS(plan));
	struct findings findings;

	TRY(check_findings_of(page->snapshot, page->today, check_named(check), &findings));
	for (size_t i = 0; i < findings.count; i++)
		*count += str_starts(findings.at[i].key, prefix);
	return OK;
}

struct err count_differing_shares(const struct page *page, struct str plan, size_t *out)
{
	size_t count = 0;

	TRY(count_findings(page, plan, S("share-of-total"), &count));
	TRY(count_findings(page, plan, S("share-of-parent"), &count));
	*out = count;
	return OK;
}

/* The risks of the plan with their grades and mitigations. */
#include "report/table.h"

#include "model/mitigation.h"
#include "model/risk.h"
#include "model/row.h"

static struct cell grade(const struct draft *d, struct str field, int choice)
{
	return cell_text((struct phrase){ .text = draft_choice(d, NOUN_RISK, field, choice) });
}

static struct err add_mitigations(struct draft *d, struct table_draft *t, struct str risk)
{
	struct list phrases = LIST(d->arena, struct phrase);
	struct found_rows found;

	TRY(snapshot_where(d->snapshot, NOUN_MITIGATION, "risk", risk, &found));
	for (size_t i = 0; i < found.count; i++) {
		const struct mitigation *mitigation = found.at[i];
		struct phrase name;
		struct str key;

		TRY(row_key(d->arena, noun_of(NOUN_MITIGATION), mitigation, &key));
		name = draft_said(d, NOUN_MITIGATION, key, S("name"), mitigation->name);
		TRY(list_push(&phrases, &name));
	}
	return table_cell(t, cell_items(&phrases));
}

static struct err add_risk(struct draft *d, struct table_draft *t, const struct risk *risk)
{
	TRY(table_cell(t, cell_text(draft_said(d, NOUN_RISK, risk->code, S("perspective"),
					       risk->perspective))));
	TRY(table_cell(t, cell_text(draft_said(d, NOUN_RISK, risk->code, S("name"), risk->name))));
	TRY(table_cell(t, grade(d, S("probability"), risk->probability)));
	TRY(table_cell(t, grade(d, S("impact"), risk->impact)));
	TRY(add_mitigations(d, t, risk->code));
	return table_row_end(t, false);
}

struct err compose_risks(struct draft *d)
{
	const struct column_words columns[] = {
		{ draft_words(d, S(N_("Perspective"))), false },
		{ draft_words(d, S(N_("Description of risk"))), false },
		{ draft_words(d, S(N_("Probability"))), false },
		{ draft_words(d, S(N_("Impact level"))), false },
		{ draft_words(d, S(N_("Mitigation"))), false },
	};
	struct found_rows risks;
	struct table_draft t;

	TRY(snapshot_where(d->snapshot, NOUN_RISK, "plan", d->plan->code, &risks));
	TRY(table_begin(&t, d, columns, countof(columns)));
	for (size_t i = 0; i < risks.count; i++)
		TRY(add_risk(d, &t, risks.at[i]));
	TRY(table_end(&t));
	return draft_absent_table(d);
}

/* The chain of results: which indicator measures which outcome. */
#include "check/families.h"

#include "check/serves.h"
#include "model/indicator.h"
#include "model/node.h"
#include "model/outcome.h"

/* An indicator of the outcome's node serves the node's outcomes, whichever they are. */
static struct err outcome_without_indicator(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_OUTCOME);
	const struct outcome *outcome;

	while ((outcome = rows_next(&rows))) {
		bool measured;

		TRY(is_measured(run->snapshot, NOUN_OUTCOME, outcome->code, &measured));
		if (!measured)
			TRY(is_measured(run->snapshot, NOUN_NODE, outcome->node, &measured));
		if (!measured)
			TRY(check_found(run, finding_at(S("outcome"), rows.key, S("")),
					(struct finding_args){ 0 }));
	}
	return OK;
}

/* Whether an indicator measures an outcome that there is, and the last node that it measures. */
static struct err what_is_measured(const struct snapshot *snapshot, struct str indicator,
				   bool *an_outcome, const struct node **node)
{
	struct found_rows links;

	*an_outcome = false;
	*node = NULL;
	TRY(links_from_indicator(snapshot, indicator, &links));
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = links.at[i];

		if (link_measures(link, NOUN_OUTCOME) &&
		    snapshot_find(snapshot, NOUN_OUTCOME, link->to_key))
			*an_outcome = true;
		if (link_measures(link, NOUN_NODE) &&
		    snapshot_find(snapshot, NOUN_NODE, link->to_key))
			*node = snapshot_find(snapshot, NOUN_NODE, link->to_key);
	}
	return OK;
}

/* Messages: 0 it measures a node, not one of its outcomes; 1 nothing at all; 2 a node without any. */
static struct err judge_indicator(const struct check_run *run, const struct indicator *indicator)
{
	struct finding finding = finding_at(S("indicator"), indicator->code, S(""));
	struct finding_args args = { 0 };
	struct found_rows outcomes;
	const struct node *node;
	bool an_outcome;

	TRY(what_is_measured(run->snapshot, indicator->code, &an_outcome, &node));
	if (an_outcome)
		return OK;
	finding.message = 1;
	if (node) {
		TRY(snapshot_where(run->snapshot, NOUN_OUTCOME, "node", node->code, &outcomes));
		finding.message = outcomes.count > 0 ? 0 : 2;
		args.at[0] = arg_integer((int64_t)outcomes.count);
		args.at[1] = arg_text(node->code);
		args.at[2] = arg_text(node->name);
	}
	return check_found(run, finding, args);
}

static struct err indicator_without_outcome(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_INDICATOR);
	const struct indicator *indicator;

	while ((indicator = rows_next(&rows)))
		if (indicator->result_type == INDICATOR_RESULT_TYPE_OUTCOME &&
		    indicator->state != INDICATOR_STATE_RETIRED)
			TRY(judge_indicator(run, indicator));
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("outcome-without-indicator"),
		.severity = SEVERITY_WARNING,
		.nouns = SERVES_NOUNS | NOUN_BIT(NOUN_OUTCOME),
		.run = outcome_without_indicator,
	},
	{
		.name = STR("indicator-without-outcome"),
		.severity = SEVERITY_WARNING,
		.nouns = SERVES_NOUNS | NOUN_BIT(NOUN_OUTCOME) | NOUN_BIT(NOUN_NODE),
		.run = indicator_without_outcome,
	},
};

const struct check_family result_checks = { STR("results"), checks, countof(checks) };

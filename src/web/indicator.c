/* /indicator with its filters, and /indicator/:code. */
#include "web/indicator.h"

#include "app/indicator_data.h"
#include "base/list.h"
#include "base/mark.h"
#include "model/indicator.h"
#include "model/target.h"
#include "web/indicator.html.h"
#include "web/money.h"
#include "web/result_list.html.h"
#include "web/routes.h"

enum { INDICATORS_A_PAGE = 50 };

/* ---- One ---- */

static struct thing area_of(const struct page *page, const struct target *target)
{
	if (!str_empty(target->area))
		return page_thing(page, NOUN_AREA, target->area);
	if (!str_empty(target->area_group))
		return page_thing(page, NOUN_AREA_GROUP, target->area_group);
	return (struct thing){ 0 };
}

static struct err fill_targets(const struct page *page, struct str code, struct indicator_view *v)
{
	struct found_rows targets;
	struct target_row *rows;

	TRY(snapshot_where(page->snapshot, NOUN_TARGET, "indicator", code, &targets));
	TRY_NEW(rows = NEW(page->arena, struct target_row, targets.count + 1));
	for (size_t i = 0; i < targets.count; i++) {
		const struct target *target = targets.at[i];
		bool is_known = !decimal_empty(target->value);

		rows[i] = (struct target_row){
			.kind = page_choice(page, NOUN_TARGET, S("kind"), target->kind),
			.period = target->period,
			.area = area_of(page, target),
			.version = target->version,
			.value = target->value,
			.state = page_choice(page, NOUN_TARGET, S("value_state"),
					     target->value_state),
			.reason = target->reason,
		};
		v->has_baseline |= is_known && target->kind == TARGET_KIND_BASELINE;
		v->has_target |= is_known && target->kind == TARGET_KIND_TARGET;
	}
	v->targets.at = rows;
	v->targets.count = targets.count;
	return OK;
}

static struct err fill_measures(struct page *page, struct str code, struct indicator_view *v)
{
	TRY(related_to(page, NOUN_INDICATOR, code, LINK_KIND_MEASURES, NOUN_OUTCOME, &v->outcomes));
	TRY(related_to(page, NOUN_INDICATOR, code, LINK_KIND_MEASURES, NOUN_NODE, &v->nodes));
	TRY(related_to(page, NOUN_INDICATOR, code, LINK_KIND_MEASURES, NOUN_PRODUCT, &v->products));
	v->measures_nothing = v->outcomes.count + v->nodes.count + v->products.count == 0;
	return OK;
}

static struct err fill(struct page *page, const struct indicator *indicator,
		       struct indicator_view *v)
{
	static const struct str shown[] = { STR("name"), STR("definition") };
	struct str code = indicator->code;

	v->code = code;
	v->name = page_said(page, NOUN_INDICATOR, code, S("name"), indicator->name);
	v->definition =
		page_said(page, NOUN_INDICATOR, code, S("definition"), indicator->definition);
	v->kind = page_choice(page, NOUN_INDICATOR, S("result_type"), indicator->result_type);
	TRY(fill_targets(page, code, v));
	TRY(fill_measures(page, code, v));
	TRY(indicator_data_view_of(page, indicator, &v->data));
	TRY(notes_about(page, NOUN_INDICATOR, code, &v->notes));
	TRY(part_facts(page, NOUN_INDICATOR, indicator, shown, countof(shown), &v->facts));
	TRY(part_findings_of(page, NOUN_INDICATOR, code, &v->findings));
	return part_history(page, NOUN_INDICATOR, code, &v->history);
}

static struct err indicator_show(const struct request *request, struct response *response)
{
	const struct indicator *indicator;
	struct indicator_view view = { 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_INDICATORS));
	if (page.is_answered)
		return OK;
	indicator = page_row(&page, NOUN_INDICATOR, request_param(request, S("code")));
	if (!indicator)
		return ERROR(ERR_NOT_FOUND, "no such indicator");
	TRY(fill(&page, indicator, &view));
	page_crumb_to(&page, S("indicator"), S(N_("Indicators")));
	page_title(&page, view.name.text);
	view_indicator(&page.body, &view);
	return page_end(&page);
}

/* ---- All ---- */

static const struct filter filters[] = {
	{ STR("baseline"), STR(N_("Baseline")) },
	{ STR("target"), STR(N_("Target")) },
	{ STR("owner"), STR(N_("Somebody responsible")) },
	{ STR("value"), STR(N_("Reported value")) },
};

/* What there is about an indicator. */
struct known {
	bool owner, baseline, target;
	bool value; /* told only when it is asked for */
};

static struct err known_of(const struct page *page, const struct indicator *indicator,
			   struct known *out)
{
	struct found_rows targets;

	*out = (struct known){ .owner = !str_empty(indicator->owner) };
	if (filter_asked(page, S("value")) != PRESENCE_EITHER)
		TRY(indicator_is_observed(page->site->app, page->snapshot, indicator, &out->value));
	TRY(snapshot_where(page->snapshot, NOUN_TARGET, "indicator", indicator->code, &targets));
	for (size_t i = 0; i < targets.count; i++) {
		const struct target *target = targets.at[i];

		if (decimal_empty(target->value))
			continue;
		out->baseline |= target->kind == TARGET_KIND_BASELINE;
		out->target |= target->kind == TARGET_KIND_TARGET;
	}
	return OK;
}

static bool passes(const struct page *page, const struct known *known)
{
	return filter_passes(filter_asked(page, S("owner")), known->owner) &&
	       filter_passes(filter_asked(page, S("baseline")), known->baseline) &&
	       filter_passes(filter_asked(page, S("target")), known->target) &&
	       filter_passes(filter_asked(page, S("value")), known->value);
}

/* "Outcome · no baseline · no target · nobody responsible". */
static struct str facts_of(const struct page *page, const struct indicator *indicator,
			   const struct known *known)
{
	struct str kind =
		page_choice(page, NOUN_INDICATOR, S("result_type"), indicator->result_type);
	const struct {
		bool is_there;
		struct str lacking;
	} parts[] = {
		{ known->baseline, STR(N_("no baseline")) },
		{ known->target, STR(N_("no target")) },
		{ known->owner, STR(N_("nobody responsible")) },
	};
	struct buf words;

	buf_init(&words, page->arena);
	buf_str(&words, kind);
	for (size_t i = 0; i < countof(parts); i++) {
		if (parts[i].is_there)
			continue;
		buf_str(&words, words.len > 0 ? S(" · ") : S(""));
		buf_str(&words, page_words(page, parts[i].lacking));
	}
	return buf_held(&words);
}

/* The first thing that it measures, and how many more there are. */
static struct err fill_under(const struct page *page, struct str code, struct result_row *row)
{
	struct found_rows links;

	TRY(snapshot_where(page->snapshot, NOUN_LINK, "from_key", code, &links));
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = links.at[i];
		const struct noun *noun = noun_named(link->to_noun);

		if (link->kind != LINK_KIND_MEASURES || !noun ||
		    !str_eq(link->from_noun, S("indicator")))
			continue;
		if (str_empty(row->under.code))
			row->under = page_thing(page, noun->id, link->to_key);
		else
			row->n_under++;
	}
	return OK;
}

static struct err fill_row(const struct page *page, const struct indicator *indicator,
			   struct result_row *row)
{
	struct known known;

	TRY(known_of(page, indicator, &known));
	*row = (struct result_row){
		.thing = page_thing(page, NOUN_INDICATOR, indicator->code),
		.facts = facts_of(page, indicator, &known),
	};
	return fill_under(page, indicator->code, row);
}

static struct err fill_list(struct page *page, struct result_list_view *v)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_INDICATOR);
	struct list found = LIST(page->arena, const struct indicator *);
	const struct indicator *indicator;
	struct result_row *views;

	TRY(result_list_begin(page, S("indicator"), filters, countof(filters), v));
	while ((indicator = rows_next(&rows))) {
		struct known known;

		TRY(known_of(page, indicator, &known));
		if (passes(page, &known) && (text_holds(indicator->name, v->query) ||
					     text_holds(indicator->code, v->query)))
			TRY(list_push(&found, &indicator));
	}
	v->n_all = snapshot_count(page->snapshot, NOUN_INDICATOR);
	v->paging = page_paging(page, found.count, INDICATORS_A_PAGE);
	TRY_NEW(views = NEW(page->arena, struct result_row, v->paging.count + 1));
	for (size_t i = 0; i < v->paging.count; i++)
		TRY(fill_row(page, *LIST_AT(found, const struct indicator *, v->paging.first + i),
			     &views[i]));
	v->rows.at = views;
	v->rows.count = v->paging.count;
	return OK;
}

static struct err indicator_list(const struct request *request, struct response *response)
{
	struct result_list_view view = { 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_INDICATORS));
	if (page.is_answered)
		return OK;
	TRY(fill_list(&page, &view));
	view.title = page_count(&page, (struct plural)NP_("{n} indicator", "{n} indicators"),
				(int64_t)view.n_all);
	view.lead = page_words(&page, S(N_("Each is defined once, wherever it is printed.")));
	view.empty = page_words(&page, S(N_("There are none yet.")));
	page_title(&page, page_words(&page, S(N_("Indicators"))));
	view_result_list(&page.body, &view);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/indicator"), indicator_list, .role = ROLE_READER,
	  .help = STR(N_("all indicators; q= searches, owner=, baseline=, target= and value= take "
			 "any or none")) },
	{ METHOD_GET, STR("/indicator/:code"), indicator_show, .role = ROLE_READER,
	  .help = STR(N_("one indicator: what it measures, how, from where to where")) },
};

const struct route_table indicator_routes = { routes, countof(routes) };

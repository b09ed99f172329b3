/* See area.h. */
#include "web/area.h"

#include "app/area_data.h"
#include "app/variable_summary.h"
#include "base/list.h"
#include "base/mark.h"
#include "model/area.h"
#include "model/area_group.h"
#include "model/area_scheme.h"
#include "model/choices.h"
#include "model/variable.h"
#include "web/area.html.h"
#include "web/download.h"
#include "web/routes.h"

enum { AREAS_SHOWN = 300, MEMBERS_SHOWN = 100, VARIABLES_SHOWN = 50 };

static const enum noun_id nouns[] = { NOUN_AREA, NOUN_AREA_GROUP, NOUN_AREA_MEMBERSHIP };

/* ---- The list ---- */

static struct err group_row_of(const struct page *page, const struct area_group *group,
			       struct group_row *out)
{
	struct found_rows members;

	TRY(snapshot_where(page->snapshot, NOUN_AREA_MEMBERSHIP, "area_group", group->code,
			   &members));
	*out = (struct group_row){ .thing = page_thing(page, NOUN_AREA_GROUP, group->code) };
	for (size_t i = 0; i < members.count; i++)
		out->n_members += area_membership_holds(members.at[i], page->today);
	return OK;
}

static struct err scheme_row_of(const struct page *page, const struct area_scheme *scheme,
				struct scheme_row *out)
{
	struct found_rows groups;
	struct group_row *rows;

	TRY(snapshot_where(page->snapshot, NOUN_AREA_GROUP, "scheme", scheme->code, &groups));
	TRY_NEW(rows = NEW(page->arena, struct group_row, groups.count + 1));
	for (size_t i = 0; i < groups.count; i++)
		TRY(group_row_of(page, groups.at[i], &rows[i]));
	*out = (struct scheme_row){
		.name = page_said(page, NOUN_AREA_SCHEME, scheme->code, S("name"), scheme->name),
		.is_exclusive = scheme->exclusive == YES,
		.groups = { rows, groups.count },
	};
	return OK;
}

static struct err fill_schemes(struct page *page, struct areas_view *v)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_AREA_SCHEME);
	struct list schemes = LIST(page->arena, struct scheme_row);
	const struct area_scheme *scheme;

	while ((scheme = rows_next(&rows))) {
		struct scheme_row row;

		TRY(scheme_row_of(page, scheme, &row));
		TRY(list_push(&schemes, &row));
	}
	v->schemes.at = schemes.at;
	v->schemes.count = schemes.count;
	return OK;
}

static struct err fill_areas(struct page *page, struct areas_view *v)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_AREA);
	struct list areas = LIST(page->arena, struct thing);
	const struct area *area;

	v->paging = page_paging(page, snapshot_count(page->snapshot, NOUN_AREA), AREAS_SHOWN);
	for (size_t i = 0; (area = rows_next(&rows)); i++) {
		struct thing thing;

		if (i < v->paging.first || i >= v->paging.first + v->paging.count)
			continue;
		thing = page_thing(page, NOUN_AREA, area->code);
		TRY(list_push(&areas, &thing));
	}
	v->areas = (struct things){ areas.at, areas.count };
	return OK;
}

static struct err list_show(const struct request *request, struct response *response)
{
	static const struct plural lead =
		NP_("{n} country or area is known.", "{n} countries and areas are known.");
	struct areas_view v = { .areas = { .count = 0 } };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_NONE));
	if (page.is_answered)
		return OK;
	page_title(&page, page_words(&page, S(N_("Countries and areas"))));
	v.day = page.today;
	TRY(fill_schemes(&page, &v));
	TRY(fill_areas(&page, &v));
	v.lead = page_count(&page, lead, (int64_t)v.paging.total);
	TRY(part_download(&page, nouns, countof(nouns), &v.download));
	view_areas(&page.body, &v);
	return page_end(&page);
}

/* ---- An area, a group ---- */

/* Which side of memberships a page is about, and which it lists. */
struct side {
	enum noun_id noun, other;
	const char *field;
	bool is_group;
	struct plural lead;
	struct str nothing; /* the same for none */
};

static const struct side area_side = {
	.noun = NOUN_AREA,
	.other = NOUN_AREA_GROUP,
	.field = "area",
	.lead = NP_("It belongs to {n} group.", "It belongs to {n} groups."),
	.nothing = STR(N_("It belongs to no group.")),
};

static const struct side group_side = {
	.noun = NOUN_AREA_GROUP,
	.other = NOUN_AREA,
	.field = "area_group",
	.is_group = true,
	.lead = NP_("It has {n} member.", "It has {n} members."),
	.nothing = STR(N_("It has no members.")),
};

static struct err fill_members(struct page *page, const struct side *side, struct str key,
			       struct area_view *v)
{
	struct membership_row *rows;
	struct found_rows found;
	int64_t present = 0;

	TRY(snapshot_where(page->snapshot, NOUN_AREA_MEMBERSHIP, side->field, key, &found));
	for (size_t i = 0; i < found.count; i++)
		present += area_membership_holds(found.at[i], page->today);
	v->lead = present > 0 ? page_count(page, side->lead, present)
			      : page_words(page, side->nothing);
	v->paging = page_paging(page, found.count, MEMBERS_SHOWN);
	TRY_NEW(rows = NEW(page->arena, struct membership_row, v->paging.count + 1));
	for (size_t i = 0; i < v->paging.count; i++) {
		const struct area_membership *m = found.at[v->paging.first + i];
		struct str other = side->is_group ? m->area : m->area_group;

		rows[i] = (struct membership_row){
			.thing = page_thing(page, side->other, other),
			.from = m->valid_from,
			.to = m->valid_to,
			.is_member = area_membership_holds(m, page->today),
			.is_future = !area_membership_begun(m, page->today),
			.source = m->source,
		};
	}
	v->rows = (struct membership_rows){ rows, v->paging.count };
	return OK;
}

/* ---- What is known of an area ---- */

static struct err known_of(struct page *page, const struct area_variable *known,
			   struct known_row *out)
{
	const struct series_key *key = &known->key;
	const struct variable *variable = page_row(page, NOUN_VARIABLE, key->variable);
	struct series_cell latest;

	TRY(series_latest(page->site->app, page->arena, *key, snapshot_head(page->snapshot).batch,
			  &latest));
	*out = (struct known_row){
		.variable = page_thing(page, NOUN_VARIABLE, key->variable),
		.slice = slice_words(page, key->slice),
		.value = observed_words(page, &latest.observed),
		.status = status_words(page, &latest.observed),
		.is_value = latest.observed.state == OBSERVATION_VALUE,
		.is_number = str_empty(latest.observed.answer),
		.period = latest.period,
		.unit = variable ? variable->unit_of_measure : S(""),
	};
	if (latest.period.kind != PERIOD_EMPTY)
		out->age_years = period_age_years(latest.period, page->today);
	out->variable.href = page_link_series(page, key->variable, key->area, key->slice);
	return OK;
}

/* Only those on this part of the list are read. */
static struct err fill_known(struct page *page, struct str area, struct area_view *v)
{
	struct area_variable *variables;
	struct known_row *rows;
	size_t count;

	TRY(area_variables(page->site->app, page->arena, area, snapshot_head(page->snapshot).batch,
			   &variables, &count));
	v->known_paging = page_paging(page, count, VARIABLES_SHOWN);
	TRY_NEW(rows = NEW(page->arena, struct known_row, v->known_paging.count + 1));
	for (size_t i = 0; i < v->known_paging.count; i++)
		TRY(known_of(page, &variables[v->known_paging.first + i], &rows[i]));
	v->known.at = rows;
	v->known.count = v->known_paging.count;
	return OK;
}

static struct err show(const struct request *request, struct response *response,
		       const struct side *side)
{
	struct concern concern = { .noun = side->noun, .key = request_param(request, S("code")) };
	struct area_view v = { .is_group = side->is_group };
	struct thing thing;
	struct page page;
	const void *row;

	TRY(page_begin(&page, request, response, NAV_NONE));
	if (page.is_answered)
		return OK;
	row = page_row(&page, side->noun, concern.key);
	if (!row)
		return ERROR(ERR_NOT_FOUND, "no such area or group");
	thing = page_thing_whole(&page, side->noun, concern.key);
	v.kind = thing.noun;
	v.key = concern.key;
	v.name = thing.name;
	page_title(&page, v.name.text);
	page_crumb_to(&page, S("area"), S(N_("Countries and areas")));
	TRY(fill_members(&page, side, concern.key, &v));
	if (!side->is_group)
		TRY(fill_known(&page, concern.key, &v));
	TRY(part_facts(&page, side->noun, row, NULL, 0, &v.facts));
	TRY(part_findings(&page, &concern, 1, &v.findings));
	TRY(part_history(&page, side->noun, concern.key, &v.history));
	TRY(part_download(&page, nouns, countof(nouns), &v.download));
	view_area(&page.body, &v);
	return page_end(&page);
}

static struct err area_show(const struct request *request, struct response *response)
{
	return show(request, response, &area_side);
}

static struct err group_show(const struct request *request, struct response *response)
{
	return show(request, response, &group_side);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/area"), list_show, .role = ROLE_READER,
	  .help = STR(N_("countries and areas, and the groups that they belong to")) },
	{ METHOD_GET, STR("/area/:code"), area_show, .role = ROLE_READER,
	  .help = STR(N_("an area with its memberships and their dates")) },
	{ METHOD_GET, STR("/area_group/:code"), group_show, .role = ROLE_READER,
	  .help = STR(N_("a group with its members, the former ones marked")) },
};

const struct route_table area_routes = { routes, countof(routes) };

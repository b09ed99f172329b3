/* /unit, and /unit/:code with everything that has the unit as its owner. */
#include "web/unit.h"

#include "base/list.h"
#include "base/mark.h"
#include "model/unit.h"
#include "model/unit_kind.h"
#include "web/routes.h"
#include "web/unit.html.h"

enum { THINGS_SHOWN = 200 };

/* ---- One ---- */

/* Every noun with a field that refers to a unit as its owner brings a list. */
static struct err fill_charges(struct page *page, struct str code, struct unit_view *v)
{
	struct list charges = LIST(page->arena, struct unit_charge);

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);
		const struct field *owner = noun_field(noun, S("owner"));
		struct unit_charge charge = { .heading = page_words(page, str_of(noun->plural)) };

		if (!owner || owner->refers != NOUN_UNIT)
			continue;
		TRY(things_where(page, (enum noun_id)id, "owner", code, &charge.things));
		if (charge.things.count > THINGS_SHOWN)
			charge.things.count = THINGS_SHOWN;
		if (charge.things.count > 0)
			TRY(list_push(&charges, &charge));
	}
	v->charges.at = charges.at;
	v->charges.count = charges.count;
	return OK;
}

static struct err fill(struct page *page, const struct unit *unit, struct unit_view *v)
{
	static const struct str shown[] = { STR("name"), STR("description"), STR("parent"),
					    STR("kind") };
	const struct unit_kind *kind = page_row(page, NOUN_UNIT_KIND, unit->kind);
	struct str code = unit->code;

	v->code = code;
	v->kind = kind ? kind->name : unit->kind;
	v->name = page_said(page, NOUN_UNIT, code, S("name"), unit->name);
	v->description = page_said(page, NOUN_UNIT, code, S("description"), unit->description);
	if (!str_empty(unit->parent))
		v->parent = page_thing(page, NOUN_UNIT, unit->parent);
	TRY(things_where(page, NOUN_UNIT, "parent", code, &v->parts));
	TRY(fill_charges(page, code, v));
	TRY(part_facts(page, NOUN_UNIT, unit, shown, countof(shown), &v->facts));
	TRY(part_findings_of(page, NOUN_UNIT, code, &v->findings));
	return part_history(page, NOUN_UNIT, code, &v->history);
}

static struct err unit_show(const struct request *request, struct response *response)
{
	const struct unit *unit;
	struct unit_view view = { 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_NONE));
	if (page.is_answered)
		return OK;
	unit = page_row(&page, NOUN_UNIT, request_param(request, S("code")));
	if (!unit)
		return ERROR(ERR_NOT_FOUND, "no such unit");
	TRY(fill(&page, unit, &view));
	page_crumb_to(&page, S("unit"), S(N_("Units")));
	page_title(&page, view.name.text);
	view_unit(&page.body, &view);
	return page_end(&page);
}

/* ---- All ---- */

/* Kind by kind, also one of which the plan names no unit; then the units of no kind. */
static struct err fill_list(struct page *page, struct unit_list_view *v)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_UNIT_KIND);
	struct list kinds = LIST(page->arena, struct unit_kind_view);
	struct unit_kind_view others = { .heading = page_words(page, S(N_("Other units"))) };
	const struct unit_kind *kind;

	while ((kind = rows_next(&rows))) {
		struct unit_kind_view view = {
			.heading = str_empty(kind->plural) ? kind->name : kind->plural,
		};

		TRY(things_where(page, NOUN_UNIT, "kind", kind->code, &view.units));
		TRY(list_push(&kinds, &view));
	}
	TRY(things_where(page, NOUN_UNIT, "kind", S(""), &others.units));
	if (others.units.count > 0)
		TRY(list_push(&kinds, &others));
	v->kinds.at = kinds.at;
	v->kinds.count = kinds.count;
	return OK;
}

static struct err unit_list(const struct request *request, struct response *response)
{
	struct unit_list_view view = { 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_NONE));
	if (page.is_answered)
		return OK;
	TRY(fill_list(&page, &view));
	page_title(&page, page_words(&page, S(N_("Units"))));
	view_unit_list(&page.body, &view);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/unit"), unit_list, .role = ROLE_READER,
	  .help = STR(N_("the units of the organisation that the plan names")) },
	{ METHOD_GET, STR("/unit/:code"), unit_show, .role = ROLE_READER,
	  .help = STR(N_("one unit and what it is responsible for")) },
};

const struct route_table unit_routes = { routes, countof(routes) };

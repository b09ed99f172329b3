/* The risks: the list with its matrix, and the page of one. */
#include "web/risk.h"

#include "base/list.h"
#include "base/mark.h"
#include "figure/matrix.h"
#include "html/figure.h"
#include "model/mitigation.h"
#include "model/risk.h"
#include "web/download.h"
#include "web/money.h"
#include "web/risk.html.h"
#include "web/routes.h"

enum { RISKS_SHOWN = 50, MATRIX_SHOWN = 60 };

/* From 0 for one that is not rated to 9 for high and high. */
static int severity_of(const struct risk *risk)
{
	return risk->probability * risk->impact;
}

static bool is_severe(const struct risk *risk)
{
	return risk->probability == GRADE_HIGH && risk->impact == GRADE_HIGH;
}

static int by_severity(const void *a, const void *b, const void *unused)
{
	const struct risk *x = *(const struct risk *const *)a, *y = *(const struct risk *const *)b;

	(void)unused;
	return severity_of(y) - severity_of(x);
}

/* All risks, the most severe first; of equal ones those of the lower key. */
static struct err risks_of(struct page *page, struct list *out)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_RISK);
	const struct risk *risk;

	*out = LIST(page->arena, const struct risk *);
	while ((risk = rows_next(&rows)))
		TRY(list_push(out, &risk));
	return list_sort(out, by_severity, NULL);
}

static struct thing owner_of(const struct page *page, struct str unit)
{
	return str_empty(unit) ? (struct thing){ .is_missing = true }
			       : page_thing(page, NOUN_UNIT, unit);
}

static struct err row_of(const struct page *page, const struct risk *risk, struct risk_row *out)
{
	struct found_rows mitigations;

	TRY(snapshot_where(page->snapshot, NOUN_MITIGATION, "risk", risk->code, &mitigations));
	*out = (struct risk_row){
		.thing = page_thing(page, NOUN_RISK, risk->code),
		.perspective =
			page_said(page, NOUN_RISK, risk->code, S("perspective"), risk->perspective),
		.probability = page_choice(page, NOUN_RISK, S("probability"), risk->probability),
		.impact = page_choice(page, NOUN_RISK, S("impact"), risk->impact),
		.is_severe = is_severe(risk),
		.owner = owner_of(page, risk->owner),
		.next_review = risk->next_review,
		.is_overdue = !date_empty(risk->next_review) &&
			      date_cmp(risk->next_review, page->today) < 0,
		.n_mitigations = mitigations.count,
	};
	return OK;
}

static struct matrix_axis axis_of(const struct page *page, struct str field)
{
	const struct field *of = noun_field(noun_of(NOUN_RISK), field);
	struct matrix_axis axis = { .name = page_words(page, str_of(of->label)) };

	while (axis.n_levels < (int)of->choices->count && axis.n_levels < MATRIX_LEVELS) {
		const struct choice *choice = &of->choices->at[axis.n_levels];

		axis.levels[axis.n_levels++] = page_words(page, str_of(choice->label));
	}
	return axis;
}

static struct err draw(struct page *page, const struct list *risks, struct markup *out)
{
	struct frame frame = { page->arena, page->locale, S("risks"), FIGURE_NARROW };
	size_t count = risks->count < MATRIX_SHOWN ? risks->count : MATRIX_SHOWN;
	struct matrix_item *items = NEW(page->arena, struct matrix_item, count);
	struct matrix matrix = {
		.title = page_words(page, S(N_("Risks by probability and impact"))),
		.description =
			page_words(page, S(N_("The darker the cell, the graver a risk in it."))),
		.item_header = page_words(page, S(N_("Risk"))),
		.probability = axis_of(page, S("probability")),
		.impact = axis_of(page, S("impact")),
		.items = items,
		.n_items = count,
	};
	struct html h;
	struct svg svg;

	TRY_NEW(items);
	for (size_t i = 0; i < count; i++) {
		const struct risk *risk = *LIST_AT(*risks, const struct risk *, i);

		items[i] = (struct matrix_item){
			.code = risk->code,
			.name = page_thing(page, NOUN_RISK, risk->code).name.text,
			.href = link_text(page_link_row(page, NOUN_RISK, risk->code)),
			.probability = risk->probability ? risk->probability - 1 : MATRIX_UNRATED,
			.impact = risk->impact ? risk->impact - 1 : MATRIX_UNRATED,
		};
	}
	TRY(matrix_draw(&frame, &matrix, &svg));
	html_begin(&h, page->arena, page->locale);
	html_figure(&h, &svg);
	return html_markup(&h, out);
}

/* "4 risks; 1 is high in both probability and impact; 4 have no owner." */
static struct err write_lead(const struct page *page, const struct list *risks, struct str *out)
{
	static const struct plural all = NP_("{n} risk is known.", "{n} risks are known.");
	static const struct plural severe = NP_("{n} is high in both probability and impact.",
						"{n} are high in both probability and impact.");
	static const struct plural unowned =
		NP_("{n} has no owner in the plan.", "{n} have no owner in the plan.");
	int64_t n_severe = 0, n_unowned = 0;
	struct buf buf;

	for (size_t i = 0; i < risks->count; i++) {
		const struct risk *risk = *LIST_AT(*risks, const struct risk *, i);

		n_severe += is_severe(risk);
		n_unowned += str_empty(risk->owner);
	}
	buf_init(&buf, page->arena);
	buf_str(&buf, page_count(page, all, (int64_t)risks->count));
	buf_char(&buf, ' ');
	buf_str(&buf, page_count(page, severe, n_severe));
	buf_char(&buf, ' ');
	buf_str(&buf, page_count(page, unowned, n_unowned));
	return buf_done(&buf, out);
}

static struct err fill_list(struct page *page, const struct list *risks, struct risks_view *v)
{
	struct risk_row *rows;

	v->paging = page_paging(page, risks->count, RISKS_SHOWN);
	TRY_NEW(rows = NEW(page->arena, struct risk_row, v->paging.count));
	for (size_t i = 0; i < v->paging.count; i++)
		TRY(row_of(page, *LIST_AT(*risks, const struct risk *, v->paging.first + i),
			   &rows[i]));
	v->rows.at = rows;
	v->rows.count = v->paging.count;
	v->n_not_drawn = risks->count > MATRIX_SHOWN ? risks->count - MATRIX_SHOWN : 0;
	TRY(write_lead(page, risks, &v->lead));
	return draw(page, risks, &v->matrix);
}

static const enum noun_id nouns[] = { NOUN_RISK, NOUN_MITIGATION };

static struct err list_show(const struct request *request, struct response *response)
{
	struct risks_view v = { .n_not_drawn = 0 };
	struct list risks;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_RISKS));
	if (page.is_answered)
		return OK;
	page_title(&page, page_words(&page, S(N_("Risks"))));
	TRY(risks_of(&page, &risks));
	v.lead = page_words(&page, S(N_("The plan names no risk yet.")));
	if (risks.count > 0)
		TRY(fill_list(&page, &risks, &v));
	TRY(part_download(&page, nouns, countof(nouns), &v.download));
	view_risks(&page.body, &v);
	return page_end(&page);
}

static struct err fill_mitigations(struct page *page, const struct risk *risk, struct risk_view *v)
{
	struct mitigation_row *rows;
	struct found_rows found;

	TRY(snapshot_where(page->snapshot, NOUN_MITIGATION, "risk", risk->code, &found));
	TRY_NEW(rows = NEW(page->arena, struct mitigation_row, found.count));
	for (size_t i = 0; i < found.count; i++) {
		const struct mitigation *m = found.at[i];
		struct str key = str_format(page->arena, "%.*s/%lld", STR_ARGS(m->risk),
					    (long long)m->position);

		rows[i] = (struct mitigation_row){
			.name = page_said(page, NOUN_MITIGATION, key, S("name"), m->name),
			.owner = owner_of(page, m->owner),
			.due = m->due,
			.status = page_choice(page, NOUN_MITIGATION, S("status"), m->status),
		};
	}
	v->mitigations.at = rows;
	v->mitigations.count = found.count;
	return OK;
}

static struct err risk_show(const struct request *request, struct response *response)
{
	struct concern concern = { .noun = NOUN_RISK, .key = request_param(request, S("code")) };
	const struct risk *risk;
	struct risk_view v;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_RISKS));
	if (page.is_answered)
		return OK;
	risk = page_row(&page, NOUN_RISK, concern.key);
	if (!risk)
		return ERROR(ERR_NOT_FOUND, "no such risk");
	v = (struct risk_view){
		.name = page_said(&page, NOUN_RISK, risk->code, S("name"), risk->name),
		.level = page_choice(&page, NOUN_RISK, S("level"), risk->level),
	};
	page_title(&page, v.name.text);
	page_crumb_to(&page, S("risk"), S(N_("Risks")));
	TRY(row_of(&page, risk, &v.risk));
	TRY(fill_mitigations(&page, risk, &v));
	TRY(part_findings(&page, &concern, 1, &v.findings));
	TRY(part_history(&page, NOUN_RISK, risk->code, &v.history));
	TRY(part_download(&page, nouns, countof(nouns), &v.download));
	view_risk(&page.body, &v);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/risk"), list_show, .role = ROLE_READER,
	  .help = STR(N_("the risks, the most severe first, with their matrix")) },
	{ METHOD_GET, STR("/risk/:code"), risk_show, .role = ROLE_READER,
	  .help = STR(N_("one risk and what is done about it")) },
};

const struct route_table risk_routes = { routes, countof(routes) };

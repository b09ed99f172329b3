/* The list of findings, for people and for programs. */
#include "web/finding.h"

#include "app/words.h"
#include "base/list.h"
#include "base/mark.h"
#include "exchange/findings_json.h"
#include "web/api.h"
#include "web/finding.html.h"
#include "web/routes.h"

/* How many of one check stand on the page of all. */
enum { GROUP_SHOWN = 8, ANY_SEVERITY = -1 };

struct err finding_filter_read(const struct request *request, struct finding_filter *out)
{
	struct str check = request_field(request, S("check"));
	struct str table = request_field(request, S("table"));
	struct str severity = request_field(request, S("severity"));

	*out = (struct finding_filter){ .severity = ANY_SEVERITY };
	if (!str_empty(check) && !(out->check = check_named(check)))
		return ERROR(ERR_INVALID, "no such check");
	if (!str_empty(table) && !(out->noun = noun_named(table)))
		return ERROR(ERR_INVALID, "no such table");
	for (int i = 0; i < SEVERITY_COUNT; i++)
		if (str_eq(severity, severity_name((enum severity)i)))
			out->severity = i;
	if (!str_empty(severity) && out->severity == ANY_SEVERITY)
		return ERROR(ERR_INVALID, "no such severity");
	return OK;
}

bool finding_passes(const struct finding_filter *filter, const struct finding *finding)
{
	return (!filter->check || str_eq(filter->check->name, finding->check)) &&
	       (!filter->noun || str_eq(filter->noun->name, finding->table)) &&
	       (filter->severity == ANY_SEVERITY || (int)finding->severity == filter->severity);
}

/*
 * The column of a finding in words. What contradicts itself across the rows of another table is found
 * about the thing that they belong to, which has no such column: it is called as in the table that the
 * check reads for it.
 */
static struct str column_words(const struct page *page, const struct finding *finding)
{
	const struct noun *noun = noun_named(finding->table);
	const struct field *field = noun ? noun_field(noun, finding->column) : NULL;
	const struct check *check = check_named(finding->check);

	for (int id = NOUN_NONE + 1; check && !field && id < NOUN_COUNT; id++)
		if (check->nouns & NOUN_BIT(id))
			field = noun_field(noun_of((enum noun_id)id), finding->column);
	return field ? page_words(page, str_of(field->label)) : finding->column;
}

struct err finding_row_of(const struct page *page, const struct finding *finding,
			  struct finding_row *out)
{
	const struct noun *noun = noun_named(finding->table);

	*out = (struct finding_row){
		.kind = noun ? page_words(page, str_of(noun->label)) : finding->table,
		.column = column_words(page, finding),
	};
	if (noun)
		out->page = page_link_row(page, noun->id, finding->key);
	return finding_view_of(page, finding, &out->finding);
}

/* ---- Filters ---- */

static struct err severity_options(const struct page *page, const struct finding_filter *filter,
				   struct filter_options *out)
{
	struct filter_option *options = NEW(page->arena, struct filter_option, SEVERITY_COUNT);

	TRY_NEW(options);
	for (int i = 0; i < SEVERITY_COUNT; i++)
		options[i] = (struct filter_option){
			.value = severity_name((enum severity)i),
			.words = words_severity(page->locale, (enum severity)i),
			.is_chosen = filter->severity == i,
		};
	*out = (struct filter_options){ options, SEVERITY_COUNT };
	return OK;
}

static struct err table_options(const struct page *page, const struct finding_filter *filter,
				struct filter_options *out)
{
	struct filter_option *options = NEW(page->arena, struct filter_option, NOUN_COUNT);

	TRY_NEW(options);
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		options[id - 1] = (struct filter_option){
			.value = noun->name,
			.words = page_words(page, str_of(noun->plural)),
			.is_chosen = filter->noun == noun,
		};
	}
	*out = (struct filter_options){ options, NOUN_COUNT - 1 };
	return OK;
}

static struct err check_options(const struct page *page, const struct finding_filter *filter,
				struct filter_options *out)
{
	struct filter_option *options = NEW(page->arena, struct filter_option, check_count());

	TRY_NEW(options);
	for (size_t i = 0; i < check_count(); i++)
		options[i] = (struct filter_option){
			.value = check_at(i)->name,
			.words = check_at(i)->name,
			.is_chosen = filter->check == check_at(i),
		};
	*out = (struct filter_options){ options, check_count() };
	return OK;
}

static struct href severity_page(const struct page *page, enum severity severity)
{
	return link_with(page->arena, page_link(page, S("finding")), S("severity"),
			 severity_name(severity));
}

static struct err fill_filters(struct page *page, const struct finding_filter *filter,
			       struct findings_page *v)
{
	bool filtered = filter->check || filter->noun || filter->severity != ANY_SEVERITY;

	TRY(severity_options(page, filter, &v->severities));
	TRY(table_options(page, filter, &v->tables));
	TRY(check_options(page, filter, &v->checks));
	v->action = link_to_page(page->arena, LINK_VIEW_NONE, S("finding"));
	v->lang = page->view.lang;
	v->as_of = page->view.as_of;
	if (filtered)
		v->reset = page_link(page, S("finding"));
	return OK;
}

/* ---- Groups ---- */

/* The findings of one check that pass; a check that was asked for by name is shown whole. */
static struct err push_group(struct page *page, const struct finding_filter *filter,
			     const struct check *check, struct list *groups)
{
	struct list rows = LIST(page->arena, struct finding_row);
	struct finding_group group = {
		.check = check->name,
		.about = words_check(page->locale, check->name),
		.page = page_link_check(page, check->name),
	};
	struct findings findings;

	TRY(check_findings_of(page->snapshot, page->today, check, &findings));
	for (size_t i = 0; i < findings.count; i++) {
		struct finding_row row;

		if (!finding_passes(filter, &findings.at[i]) || group.total++ >= GROUP_SHOWN)
			continue;
		TRY(finding_row_of(page, &findings.at[i], &row));
		TRY(list_push(&rows, &row));
	}
	if (group.total == 0)
		return OK;
	group.rows = (struct finding_rows){ rows.at, rows.count };
	if (group.total > rows.count)
		group.all = group.page;
	return list_push(groups, &group);
}

/* The gravest checks first, then in the order of the catalogue. */
static struct err fill_groups(struct page *page, const struct finding_filter *filter,
			      struct findings_page *v)
{
	struct list groups = LIST(page->arena, struct finding_group);

	for (int severity = 0; severity < SEVERITY_COUNT; severity++)
		for (size_t i = 0; i < check_count(); i++)
			if ((int)check_at(i)->severity == severity &&
			    (!filter->check || filter->check == check_at(i)))
				TRY(push_group(page, filter, check_at(i), &groups));
	v->groups.at = groups.at;
	v->groups.count = groups.count;
	for (size_t i = 0; i < groups.count; i++)
		v->n_shown += LIST_AT(groups, struct finding_group, i)->total;
	return OK;
}

/* ---- The page ---- */

static struct err fill_counts(struct page *page, struct findings_page *v)
{
	static const struct plural errors = NP_("{n} error", "{n} errors");
	static const struct plural warnings = NP_("{n} warning", "{n} warnings");
	static const struct plural notes = NP_("{n} note", "{n} notes");

	TRY(check_counts(page->snapshot, page->today, v->counts));
	v->errors = page_count(page, errors, (int64_t)v->counts[SEVERITY_ERROR]);
	v->warnings = page_count(page, warnings, (int64_t)v->counts[SEVERITY_WARNING]);
	v->notes = page_count(page, notes, (int64_t)v->counts[SEVERITY_NOTE]);
	v->errors_page = severity_page(page, SEVERITY_ERROR);
	v->warnings_page = severity_page(page, SEVERITY_WARNING);
	v->notes_page = severity_page(page, SEVERITY_NOTE);
	return OK;
}

static struct str lead_of(const struct page *page, const struct findings_page *v)
{
	size_t all =
		v->counts[SEVERITY_ERROR] + v->counts[SEVERITY_WARNING] + v->counts[SEVERITY_NOTE];

	if (all == 0)
		return page_words(page,
				  S(N_("The checks find nothing that contradicts itself or is "
				       "missing.")));
	if (v->counts[SEVERITY_ERROR] == 0)
		return page_words(page, S(N_("Nothing contradicts itself; something that the plan "
					     "needs is missing.")));
	return page_words(page,
			  S(N_("Some entries of the plan contradict each other; the most serious "
			       "come first.")));
}

static void name_filters(struct page *page, const struct finding_filter *filter)
{
	if (filter->severity != ANY_SEVERITY)
		page_title_add(page, page_words(page, S(N_("Severity"))),
			       words_severity(page->locale, (enum severity)filter->severity));
	if (filter->noun)
		page_title_add(page, page_words(page, S(N_("About"))),
			       page_words(page, str_of(filter->noun->plural)));
	if (filter->check)
		page_title_add(page, page_words(page, S(N_("Check"))), filter->check->name);
}

static struct err finding_show(const struct request *request, struct response *response)
{
	struct findings_page v = { .n_shown = 0 };
	struct finding_filter filter;
	struct page page;

	TRY(finding_filter_read(request, &filter));
	TRY(page_begin(&page, request, response, NAV_FINDINGS));
	if (page.is_answered)
		return OK;
	page_title(&page, page_words(&page, S(N_("Findings"))));
	name_filters(&page, &filter);
	TRY(fill_counts(&page, &v));
	TRY(fill_filters(&page, &filter, &v));
	TRY(fill_groups(&page, &filter, &v));
	v.lead = lead_of(&page, &v);
	v.json = api_link(&page, S("finding"), S(""));
	view_findings_page(&page.body, &v);
	return page_end(&page);
}

/* ---- The same as data ---- */

static struct err put_findings(struct api *api, const struct finding_filter *filter,
			       const struct findings *findings, int64_t from, size_t count)
{
	struct buf sentence;
	size_t seen = 0;

	buf_init(&sentence, api->page.arena);
	json_put_array(&api->json);
	for (size_t i = 0; i < findings->count && seen < (size_t)from + count; i++) {
		if (!finding_passes(filter, &findings->at[i]) || seen++ < (size_t)from)
			continue;
		buf_clear(&sentence);
		words_finding(&sentence, api->page.locale, &findings->at[i]);
		findings_json_write(&api->json, &findings->at[i], buf_held(&sentence));
	}
	json_put_end_array(&api->json);
	if (seen < (size_t)from + count)
		return OK;
	return api_next(api,
			str_format(api->page.arena, "%lld", (long long)from + (long long)count));
}

static struct err finding_data(const struct request *request, struct response *response)
{
	struct finding_filter filter;
	struct findings findings;
	int64_t from;
	size_t count;
	struct api api;

	TRY(finding_filter_read(request, &filter));
	TRY(api_number(request, S("from"), 0, &from));
	TRY(api_count(request, &count));
	TRY(api_begin(&api, request, response));
	if (api.page.is_answered)
		return OK;
	TRY(check_findings(api.page.snapshot, api.page.today, &findings));
	TRY(put_findings(&api, &filter, &findings, from, count));
	return api_end_json(&api);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/finding"), finding_show, .role = ROLE_READER,
	  .help = STR(N_("what the checks find; ?severity=, ?table= and ?check= choose")) },
	{ METHOD_GET, STR("/api/v1/finding"), finding_data, .role = ROLE_READER,
	  .help = STR(N_("the findings as JSON, with the same filters")) },
};

const struct route_table finding_routes = { routes, countof(routes) };

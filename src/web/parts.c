/* Things, facts, findings and histories. */
#include "web/parts.h"

#include "app/history.h"
#include "app/words.h"
#include "base/list.h"
#include "base/mark.h"
#include "check/check.h"
#include "model/row.h"
#include "web/parts.html.h"

enum { EVENTS_SHOWN = 10, PAGE_DIGITS_MAX = 6 };

/* ---- Things ---- */

/* The text that names a row: of its fields "short_name", "name" and "title", the first that it has. */
static struct said name_of(const struct page *page, enum noun_id id, struct str key,
			   const void *row, bool whole)
{
	static const struct str columns[] = { STR("short_name"), STR("name"), STR("title") };
	const struct noun *noun = noun_of(id);

	for (size_t i = whole ? 1 : 0; i < countof(columns); i++) {
		const struct field *field = noun_field(noun, columns[i]);

		if (field && field->type == FIELD_TEXT && !field_is_empty(field, row))
			return page_said(page, id, key, columns[i], field_str(field, row));
	}
	return said_here(key);
}

static struct thing thing_of(const struct page *page, enum noun_id noun, struct str key, bool whole)
{
	const void *row = page_row(page, noun, key);
	struct thing thing = {
		.noun = page_words(page, str_of(noun_of(noun)->label)),
		.code = key,
		.is_missing = !row,
	};

	if (!row)
		return thing;
	thing.name = name_of(page, noun, key, row, whole);
	thing.is_nameless = str_eq(thing.name.text, key);
	if (page->pages.has_page[noun])
		thing.href = page_link_row(page, noun, key);
	return thing;
}

struct thing page_thing(const struct page *page, enum noun_id noun, struct str key)
{
	return thing_of(page, noun, key, false);
}

struct thing page_thing_whole(const struct page *page, enum noun_id noun, struct str key)
{
	return thing_of(page, noun, key, true);
}

struct href page_link_batch(const struct page *page, int64_t batch)
{
	struct str number = str_format(page->arena, "%lld", (long long)batch);

	return link_to_row(page->arena, page->view, S("batch"), number);
}

struct href page_link_check(const struct page *page, struct str check)
{
	return link_to_row(page->arena, page->view, S("check"), check);
}

/* ---- Facts ---- */

static bool is_shown(const struct field *field, const struct str *skip, size_t n_skip)
{
	if ((field->flags & FIELD_KEY) || str_eq(field->name, S("position")))
		return false;
	for (size_t i = 0; i < n_skip; i++)
		if (str_eq(skip[i], field->name))
			return false;
	return true;
}

static struct err value_of(const struct page *page, const struct noun *noun,
			   const struct field *field, const void *row, struct markup *out)
{
	struct html h;

	html_begin(&h, page->arena, page->locale);
	html_field(&h, &page->pages, noun, field, row);
	return html_markup(&h, out);
}

static struct err fact_of(const struct page *page, const struct noun *noun,
			  const struct field *field, const void *row, struct fact *out)
{
	*out = (struct fact){ .label = page_words(page, str_of(field->label)) };
	if (field->refers != NOUN_NONE && !field_is_empty(field, row)) {
		out->has_thing = true;
		out->thing = page_thing(page, field->refers, field_str(field, row));
		return OK;
	}
	return value_of(page, noun, field, row, &out->value);
}

struct err part_facts(struct page *page, enum noun_id id, const void *row, const struct str *skip,
		      size_t n_skip, struct markup *out)
{
	const struct noun *noun = noun_of(id);
	struct fact *facts = NEW(page->arena, struct fact, noun->n_fields);
	struct str *absent = NEW(page->arena, struct str, noun->n_fields);
	struct facts_view v = { .at = facts, .absent = { absent, 0 } };
	struct html h;

	TRY_NEW(facts && absent);
	for (size_t i = 0; i < noun->n_fields; i++) {
		const struct field *field = &noun->fields[i];

		if (!is_shown(field, skip, n_skip))
			continue;
		if (field_is_empty(field, row))
			absent[v.absent.count++] = page_words(page, str_of(field->label));
		else
			TRY(fact_of(page, noun, field, row, &facts[v.count++]));
	}
	html_begin(&h, page->arena, page->locale);
	view_facts(&h, v);
	return html_markup(&h, out);
}

/* ---- Findings ---- */

/* The part of a key, from 0. */
static struct str key_part(struct str key, size_t n)
{
	struct str part = { 0 };

	while (str_cut(&key, '/', &part) && n > 0)
		n--;
	return part;
}

/*
 * The thing that a reader knows and that a row belongs to: an amount is its node's, a target its
 * indicator's, a link that of the thing where it starts; all others are themselves.
 */
static struct thing thing_concerned(const struct page *page, struct str table, struct str key)
{
	static const struct {
		struct str table;
		enum noun_id noun;
		size_t part;
	} owners[] = {
		{ STR("budget_line"), NOUN_NODE, 3 }, { STR("target"), NOUN_INDICATOR, 0 },
		{ STR("mitigation"), NOUN_RISK, 0 },  { STR("level"), NOUN_FRAMEWORK, 0 },
		{ STR("ceiling"), NOUN_PLAN, 0 },
	};
	const struct noun *noun = noun_named(table), *from;

	for (size_t i = 0; i < countof(owners); i++)
		if (str_eq(table, owners[i].table) &&
		    page_row(page, owners[i].noun, key_part(key, owners[i].part)))
			return page_thing(page, owners[i].noun, key_part(key, owners[i].part));
	if (noun && noun->id != NOUN_LINK && page->pages.has_page[noun->id])
		return page_thing(page, noun->id, key);
	from = noun_named(key_part(key, 0));
	if (str_eq(table, S("link")) && from)
		return page_thing(page, from->id, key_part(key, 1));
	return noun ? page_thing(page, noun->id, key) : (struct thing){ .code = key };
}

/* The sentence alone, for a page that is about the thing. */
static struct err sentence_view_of(const struct page *page, const struct finding *finding,
				   struct finding_view *out)
{
	static const struct str classes[SEVERITY_COUNT] = {
		[SEVERITY_ERROR] = STR("error"),
		[SEVERITY_WARNING] = STR("warning"),
		[SEVERITY_NOTE] = STR("note"),
	};
	struct buf sentence;

	buf_init(&sentence, page->arena);
	words_finding(&sentence, page->locale, finding);
	*out = (struct finding_view){
		.severity = classes[finding->severity],
		.severity_words = words_severity(page->locale, finding->severity),
		.check = finding->check,
		.check_page = page_link_check(page, finding->check),
	};
	return buf_done(&sentence, &out->sentence);
}

struct err finding_view_of(const struct page *page, const struct finding *finding,
			   struct finding_view *out)
{
	TRY(sentence_view_of(page, finding, out));
	out->about = thing_concerned(page, finding->table, finding->key);
	return OK;
}

static struct err add_findings(struct page *page, const struct concern *concern,
			       enum severity severity, struct list *views)
{
	struct findings findings;

	TRY(check_findings_about(page->snapshot, page->today, noun_of(concern->noun)->name,
				 concern->key, page->arena, &findings));
	for (size_t i = 0; i < findings.count; i++) {
		struct finding_view view;

		if (findings.at[i].severity != severity)
			continue;
		if (concern->is_named)
			TRY(finding_view_of(page, &findings.at[i], &view));
		else
			TRY(sentence_view_of(page, &findings.at[i], &view));
		TRY(list_push(views, &view));
	}
	return OK;
}

struct err part_findings(struct page *page, const struct concern *concerns, size_t count,
			 struct markup *out)
{
	struct list views = LIST(page->arena, struct finding_view);
	struct findings_view v;
	struct html h;

	for (int severity = 0; severity < SEVERITY_COUNT; severity++)
		for (size_t i = 0; i < count; i++)
			TRY(add_findings(page, &concerns[i], (enum severity)severity, &views));
	v = (struct findings_view){ views.at, views.count };
	html_begin(&h, page->arena, page->locale);
	view_findings(&h, v);
	return html_markup(&h, out);
}

/* ---- History ---- */

static struct err changes_of(const struct page *page, const struct change *change,
			     struct event_view *out)
{
	const struct noun *noun = noun_of(change->noun);
	const struct field *fields[NOUN_FIELDS_MAX];
	size_t count = row_differences(noun, change->before, change->after, fields);
	struct event_change *changes = NEW(page->arena, struct event_change, count + 1);

	TRY_NEW(changes);
	for (size_t i = 0; i < count; i++) {
		changes[i].field = page_words(page, str_of(fields[i]->label));
		TRY(value_of(page, noun, fields[i], change->before, &changes[i].before));
		TRY(value_of(page, noun, fields[i], change->after, &changes[i].after));
	}
	out->changes.at = changes;
	out->changes.count = count;
	return OK;
}

static struct err event_of(const struct page *page, const struct event *event,
			   struct event_view *out)
{
	*out = (struct event_view){
		.at = event->batch.at,
		.who = event->batch.who,
		.why = event->batch.why,
		.batch = page_link_batch(page, event->batch.number),
		.is_added = !event->change.before,
		.is_removed = !event->change.after,
	};
	if (out->is_added || out->is_removed)
		return OK;
	return changes_of(page, &event->change, out);
}

struct err part_history(struct page *page, enum noun_id noun, struct str key, struct markup *out)
{
	struct history_view v = { .more = page_link(page, S("history")) };
	struct event_view *views;
	struct event *events;
	struct html h;
	size_t count;

	TRY(history_of_row(page->site->app, page->arena, noun, key,
			   snapshot_head(page->snapshot).batch, EVENTS_SHOWN, &events, &count,
			   &v.has_more));
	TRY_NEW(views = NEW(page->arena, struct event_view, count + 1));
	for (size_t i = 0; i < count; i++)
		TRY(event_of(page, &events[i], &views[i]));
	v.events.at = views;
	v.events.count = count;
	html_begin(&h, page->arena, page->locale);
	view_history(&h, &v);
	return html_markup(&h, out);
}

/* ---- Lists in pages ---- */

/* ?page=N; 1 for anything else. */
static size_t page_asked(const struct page *page)
{
	struct str text = request_field(page->request, S("page"));
	int64_t n;

	if (text.len > PAGE_DIGITS_MAX || !str_to_int64(text, &n) || n < 1)
		return 1;
	return (size_t)n;
}

static struct href link_to_part(const struct page *page, size_t number)
{
	const struct request *request = page->request;
	struct str received = str_slice(request->target, 0, str_find_char(request->target, '?', 0));
	struct href href = link_to_same(page->arena, page->view, received);

	for (size_t i = 0; i < request->n_fields; i++)
		if (!page_is_view_field(request->fields[i].name) &&
		    !str_eq(request->fields[i].name, S("page")))
			href = link_with(page->arena, href, request->fields[i].name,
					 request->fields[i].value);
	return link_with(page->arena, href, S("page"), str_format(page->arena, "%zu", number));
}

struct paging page_paging(const struct page *page, size_t total, size_t per_page)
{
	size_t n_pages = (total + per_page - 1) / per_page;
	size_t asked = page_asked(page);
	size_t number = asked > n_pages ? n_pages : asked;
	struct paging paging = { .total = total, .page = number };

	if (n_pages <= 1) {
		paging.count = total;
		return paging;
	}
	paging.n_pages = n_pages;
	paging.first = (number - 1) * per_page;
	paging.count = total - paging.first < per_page ? total - paging.first : per_page;
	if (number > 1)
		paging.previous = link_to_part(page, number - 1);
	if (number < n_pages)
		paging.next = link_to_part(page, number + 1);
	return paging;
}

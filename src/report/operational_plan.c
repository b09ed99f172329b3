/* From sections to chapters. */
#include "report/operational_plan.h"

#include "report/body.h"
#include "report/draft.h"

enum { LEVEL_TOP = 2, LEVEL_MOST = 4, ANCESTORS_MOST = 16 };

/* ---- Chapters ---- */

static struct err end_chapter(struct draft *d)
{
	struct chapter chapter = d->chapter;
	bool is_head = chapter.level == 0;

	chapter.blocks = (struct blocks){ d->blocks.at, d->blocks.count };
	chapter.notes = marks_of(&d->notes);
	if (d->blocks.count == 0 && str_empty(chapter.title.text))
		return OK;
	if (is_head)
		chapter.level = LEVEL_TOP;
	return list_push(is_head ? &d->heads : &d->chapters, &chapter);
}

static void begin_chapter(struct draft *d, struct chapter chapter)
{
	d->chapter = chapter;
	d->blocks = LIST(d->arena, struct block);
	d->notes = LIST(d->arena, const struct note *);
	d->n_letters = 0;
}

/* How deep the section stands: its ancestors that have a heading. */
static int level_of(const struct draft *d, const struct section *section)
{
	int level = LEVEL_TOP;

	for (int i = 0; i < ANCESTORS_MOST && !str_empty(section->parent); i++) {
		section = snapshot_find(d->snapshot, NOUN_SECTION, section->parent);
		if (!section)
			break;
		level += section->kind == SECTION_KIND_TEXT && !str_empty(section->title);
	}
	return level < LEVEL_MOST ? level : LEVEL_MOST;
}

static bool has_heading(const struct section *section)
{
	return !str_empty(section->title) &&
	       (section->kind == SECTION_KIND_TEXT || section->kind == SECTION_KIND_HEADER);
}

/* A section with a heading, or the head of the document, begins a chapter; others go on with it. */
static struct err open_chapter(struct draft *d)
{
	const struct section *section = d->section;
	bool is_head = section->kind == SECTION_KIND_HEADER;
	struct chapter chapter = {
		.id = str_format(d->arena, "section-%.*s", STR_ARGS(section->code)),
		.level = is_head ? 0 : level_of(d, section),
	};

	if (!has_heading(section) && is_head == (d->chapter.level == 0))
		return OK;
	TRY(end_chapter(d));
	if (has_heading(section)) {
		chapter.number = section->number;
		chapter.title =
			draft_said(d, NOUN_SECTION, section->code, S("title"), section->title);
	}
	begin_chapter(d, chapter);
	return has_heading(section) ? draft_footmarks(d, S(""), &d->chapter.marks) : OK;
}

/* ---- Sections ---- */

static struct err (*const composers[])(struct draft *d) = {
	[SECTION_SHOWS_RESULTS] = compose_results,
	[SECTION_SHOWS_OUTPUT_INDICATORS] = compose_output_indicators,
	[SECTION_SHOWS_RISKS] = compose_risks,
	[SECTION_SHOWS_BUDGET] = compose_budget,
	[SECTION_SHOWS_BUDGET_BY_REGION] = compose_regions,
	[SECTION_SHOWS_LINKAGES] = compose_linkages,
	[SECTION_SHOWS_RESULTS_CHAIN] = compose_chain,
};

static struct err compose_content(struct draft *d, const struct section *section)
{
	struct phrase body = draft_said(d, NOUN_SECTION, section->code, S("body"), section->body);

	if (section->shows > 0)
		TRY(composers[section->shows](d));
	else if (section->kind == SECTION_KIND_TABLE || section->kind == SECTION_KIND_FIGURE)
		TRY(draft_to_fill(d));
	return section->kind == SECTION_KIND_NOTE ? body_add_remark(d, body) : body_add(d, body);
}

/* The marks of footnotes that stand after no heading stand at the end of the section. */
static struct err mark_end(struct draft *d)
{
	struct notes notes;

	TRY(draft_footmarks(d, S(""), &notes));
	if (notes.count == 0)
		return OK;
	if (d->blocks.count == 0)
		return draft_block(d, (struct block){ .notes = notes });
	LIST_AT(d->blocks, struct block, d->blocks.count - 1)->notes = notes;
	return OK;
}

static struct err compose_section(struct draft *d, const struct section *section)
{
	d->section = section;
	d->footmarks = (struct list){ .arena = NULL };
	d->is_to_fill = false;
	TRY(open_chapter(d));
	TRY(compose_content(d, section));
	return mark_end(d);
}

/* The lines of the head that have no heading stand above the title. */
static struct err split_masthead(struct draft *d, struct document *out)
{
	struct list lines = LIST(d->arena, struct phrase), heads = LIST(d->arena, struct chapter);

	for (size_t i = 0; i < d->heads.count; i++) {
		const struct chapter *head = LIST_AT(d->heads, struct chapter, i);

		if (!str_empty(head->title.text)) {
			TRY(list_push(&heads, head));
			continue;
		}
		for (size_t b = 0; b < head->blocks.count; b++)
			TRY(list_push(&lines, &head->blocks.at[b].paragraph));
	}
	if (lines.count == 0 && !str_empty(d->plan->symbol)) {
		struct phrase symbol = { .text = d->plan->symbol };

		TRY(list_push(&lines, &symbol));
	}
	out->masthead = (struct phrases){ lines.at, lines.count };
	out->heads = (struct chapters){ heads.at, heads.count };
	return OK;
}

/* ---- What is said of the document itself ---- */

static struct err add_about(struct draft *d, struct document *out)
{
	static const struct plural differences = NP_(
		"{n} figure that the source states is not what its amounts give: both stand in "
		"the table, and a note shows the arithmetic.",
		"{n} figures that the source states are not what their amounts give: both stand "
		"in the table, and a note shows the arithmetic.");
	struct list about = LIST(d->arena, struct phrase);
	struct phrase line = draft_words(d, S(N_("Amounts, totals and shares are computed "
						 "from the data of the plan.")));

	TRY(list_push(&about, &line));
	if (d->differences.count > 0) {
		line.text = message_format_plural(d->arena, d->locale, differences,
						  (int64_t)d->differences.count,
						  (struct message_args){ { S("") } });
		TRY(list_push(&about, &line));
	}
	if (!str_empty(d->plan->symbol)) {
		line.text =
			draft_message(d,
				      S(N_("Texts, numbers of footnotes and references to pages "
					   "are those of {1}.")),
				      (struct message_args){ { d->plan->symbol } });
		TRY(list_push(&about, &line));
	}
	out->about = (struct phrases){ about.at, about.count };
	return OK;
}

/* ---- The whole ---- */

static const struct plan *find_plan(const struct snapshot *snapshot, struct str code)
{
	struct rows rows = snapshot_rows(snapshot, NOUN_PLAN);
	const struct plan *plan, *newest = NULL;

	if (!str_empty(code))
		return snapshot_find(snapshot, NOUN_PLAN, code);
	while ((plan = rows_next(&rows)))
		if (!newest || date_cmp(plan->starts, newest->starts) >= 0)
			newest = plan;
	return newest;
}

struct err operational_plan_code(const struct snapshot *snapshot, struct str plan, struct str *out)
{
	const struct plan *found = find_plan(snapshot, plan);

	if (!found)
		return ERROR(ERR_NOT_FOUND, "there is no such plan");
	*out = found->code;
	return OK;
}

static struct err compose_sections(struct draft *d)
{
	struct found_rows sections;

	TRY(snapshot_where(d->snapshot, NOUN_SECTION, "plan", d->plan->code, &sections));
	begin_chapter(d, (struct chapter){ .id = S("start"), .level = LEVEL_TOP });
	for (size_t i = 0; i < sections.count; i++)
		TRY(compose_section(d, sections.at[i]));
	return end_chapter(d);
}

struct err operational_plan_compose(struct arena *arena, const struct snapshot *snapshot,
				    const struct locale *locale, struct str plan,
				    struct document *out)
{
	struct draft d = {
		.arena = arena,
		.snapshot = snapshot,
		.locale = locale,
		.plan = find_plan(snapshot, plan),
		.heads = LIST(arena, struct chapter),
		.chapters = LIST(arena, struct chapter),
	};
	struct document document = { .locale = locale, .head = snapshot_head(snapshot).hash };

	if (!d.plan)
		return ERROR(ERR_NOT_FOUND, "there is no such plan");
	map_init(&d.differences, arena);
	TRY(snapshot_budgets(snapshot, &d.budgets));
	d.budget = plan_budget(d.budgets, d.plan->code);
	document.title = draft_said(&d, NOUN_PLAN, d.plan->code, S("name"), d.plan->name);
	TRY(compose_sections(&d));
	TRY(split_masthead(&d, &document));
	TRY(add_about(&d, &document));
	document.chapters = (struct chapters){ d.chapters.at, d.chapters.count };
	*out = document;
	return OK;
}

/* The plan of plans/baku as a document: nothing is lost, all tables foot, differences are marked. */
#include "report/operational_plan.h"

#include "base/buf.h"
#include "desk.h"
#include "model/plan.h"
#include "model/section.h"
#include "model/translation.h"
#include "report/html.h"
#include "report/report.h"

enum { LITTLE_ARENA = 1 << 20, MOST_STATED = 16 };

static int baku_open(void **state)
{
	static struct desk desk;

	desk_open(&desk, "plans/baku");
	*state = &desk;
	return 0;
}

static int desk_end(void **state)
{
	desk_close(*state);
	return 0;
}

static struct document compose(struct desk *desk)
{
	struct document document;

	assert_ok(operational_plan_compose(&desk->arena, desk->snapshot, desk->english, S(""),
					   &document));
	return document;
}

/* ---- Words ---- */

static void gather_phrases(struct buf *words, const struct phrases *phrases)
{
	for (size_t i = 0; i < phrases->count; i++)
		buf_format(words, "%.*s\n", STR_ARGS(phrases->at[i].text));
}

static void gather_block(struct buf *words, const struct block *block)
{
	buf_format(words, "%.*s\n%.*s\n", STR_ARGS(block->paragraph.text),
		   STR_ARGS(block->remark.text));
	gather_phrases(words, &block->items);
	if (block->figure)
		buf_format(words, "%.*s\n", STR_ARGS(block->figure->wide.title));
	if (block->table)
		buf_format(words, "%.*s\n", STR_ARGS(block->table->caption.text));
}

static void gather_chapters(struct buf *words, const struct chapters *chapters)
{
	for (size_t i = 0; i < chapters->count; i++) {
		const struct chapter *chapter = &chapters->at[i];

		buf_format(words, "%.*s\n%.*s\n", STR_ARGS(chapter->number),
			   STR_ARGS(chapter->title.text));
		for (size_t b = 0; b < chapter->blocks.count; b++)
			gather_block(words, &chapter->blocks.at[b]);
	}
}

static struct str words_of(struct desk *desk, const struct document *document)
{
	struct str text;
	struct buf words;

	buf_init(&words, &desk->arena);
	gather_phrases(&words, &document->masthead);
	gather_chapters(&words, &document->heads);
	gather_chapters(&words, &document->chapters);
	assert_ok(buf_done(&words, &text));
	return text;
}

static void assert_has(struct str words, struct str line)
{
	static const struct str bullet = STR("· ");

	if (str_starts(line, bullet))
		line = str_slice(line, bullet.len, line.len);
	if (str_find(words, line, 0) == SIZE_MAX)
		fail_msg("the document lacks: %.*s", STR_ARGS(line));
}

static void test_document__has_every_word_of_its_sections(void **state)
{
	struct desk *desk = *state;
	struct document document = compose(desk);
	struct str words = words_of(desk, &document), body, line;
	struct rows rows = snapshot_rows(desk->snapshot, NOUN_SECTION);
	const struct section *section;
	size_t n_lines = 0;

	while ((section = rows_next(&rows))) {
		body = section->body;
		assert_has(words, section->title);
		assert_has(words, section->number);
		while (str_cut(&body, '\n', &line)) {
			if (line.len > 0 && line.at[0] == '_')
				continue;
			assert_has(words, line);
			n_lines++;
		}
	}
	assert_true(n_lines > 60);
}

static void test_document__has_its_headings_in_order(void **state)
{
	static const char *const numbers[] = { "1.",  "1.1", "1.2", "2.", "2.1", "2.2",
					       "2.3", "2.4", "2.5", "3.", "3.1", "3.2",
					       "3.3", "3.4", "3.5", "4.", "5." };
	struct document document = compose(*state);

	assert_str(document.title.text, "ITU-D Operational Plan for 2026");
	assert_int_equal(document.masthead.count, 1);
	assert_str(document.masthead.at[0].text, "TDAG-26/2(Add.2)-E");
	assert_int_equal(document.heads.count, 2);
	assert_str(document.heads.at[0].title.text, "Summary:");
	assert_int_equal(document.chapters.count, countof(numbers));
	for (size_t i = 0; i < countof(numbers); i++) {
		const struct chapter *chapter = &document.chapters.at[i];

		assert_true(str_eq(chapter->number, str_of(numbers[i])));
		assert_int_equal(chapter->level,
				 chapter->number.at[1] == '.' && chapter->number.len == 2 ? 2 : 3);
	}
}

/* ---- Tables ---- */

/* Visits the tables of a document: the next one after *chapter and *block. */
static const struct table *next_table(const struct document *document, size_t *chapter,
				      size_t *block)
{
	for (; *chapter < document->chapters.count; (*chapter)++, *block = 0) {
		const struct blocks *blocks = &document->chapters.at[*chapter].blocks;

		while (*block < blocks->count) {
			const struct table *table = blocks->at[(*block)++].table;

			if (table)
				return table;
		}
	}
	return NULL;
}

static const struct table *table_of(const struct document *document, const char *number)
{
	for (size_t i = 0; i < document->chapters.count; i++) {
		const struct chapter *chapter = &document->chapters.at[i];

		for (size_t b = 0; b < chapter->blocks.count; b++)
			if (chapter->blocks.at[b].table && str_eq(chapter->number, str_of(number)))
				return chapter->blocks.at[b].table;
	}
	fail_msg("no table in %s", number);
	return NULL;
}

/* The totals of a column of amounts less all its other amounts; counts the totals. */
static int64_t unbalanced(const struct table *table, size_t column, size_t *n_totals)
{
	int64_t rest = 0;

	for (size_t i = 0; i < table->n_rows; i++) {
		const struct cell *cell = &table->rows[i].cells[column];

		if (cell->kind != CELL_AMOUNT)
			continue;
		rest += table->rows[i].is_total ? cell->minor : -cell->minor;
		*n_totals += table->rows[i].is_total;
	}
	return rest;
}

static void test_document__tables_foot(void **state)
{
	struct document document = compose(*state);
	size_t chapter = 0, block = 0, n_totals = 0;
	const struct table *table;

	while ((table = next_table(&document, &chapter, &block)))
		for (size_t c = 0; c < table->n_columns; c++)
			assert_int_equal(unbalanced(table, c, &n_totals), 0);
	assert_int_equal(n_totals, 7);
	table = table_of(&document, "2.1");
	assert_int_equal(table->rows[table->n_rows - 1].cells[1].minor, 381300000);
}

static void collect_stated(const struct document *document, struct buf *out)
{
	size_t chapter = 0, block = 0;
	const struct table *table;

	while ((table = next_table(document, &chapter, &block)))
		for (size_t r = 0; r < table->n_rows; r++)
			for (size_t c = 0; c < table->n_columns; c++) {
				const struct cell *cell = &table->rows[r].cells[c];

				if (cell->kind != CELL_SHARE || decimal_empty(cell->stated))
					continue;
				assert_int_equal(cell->notes.count, 1);
				buf_format(out, "%.*s|",
					   STR_ARGS(table->rows[r].cells[0].text.text));
				decimal_write(out, cell->stated);
				buf_char(out, '|');
				decimal_write(out, cell->share);
				buf_format(out, "|%.*s\n", STR_ARGS(cell->notes.at[0]->text.text));
			}
}

static void test_document__marks_exactly_what_differs(void **state)
{
	struct desk *desk = *state;
	struct document document = compose(desk);
	struct buf found;
	struct str text;

	buf_init(&found, &desk->arena);
	collect_stated(&document, &found);
	assert_ok(buf_done(&found, &text));
	assert_str(text, "P1 Affordable connectivity|13.25|13.72|The source states 13.25%; "
			 "CHF\u00a0523,000 of CHF\u00a03,813,000 is 13.72%.\n"
			 "All Affordable connectivity|13.25|13.72|The source states 13.25%; "
			 "CHF\u00a0523,000 of CHF\u00a03,813,000 is 13.72%.\n"
			 "Emergency telecommunications|5.2|5.4|The source states 5.2%; "
			 "CHF\u00a0205,000 of CHF\u00a03,813,000 is 5.4%.\n"
			 "Network and digital infrastructure|8.1|8.3|The source states 8.1%; "
			 "CHF\u00a0318,000 of CHF\u00a03,813,000 is 8.3%.\n");
	assert_int_equal(document.about.count, 3);
	assert_true(str_starts(document.about.at[1].text, S("3 figures ")));
}

static void test_document__prints_twice_what_is_printed_twice(void **state)
{
	struct document document = compose(*state);
	const struct table *table = table_of(&document, "3.1");
	const struct cell *outputs = &table->rows[2].cells[3];

	assert_int_equal(table->n_rows, 3);
	assert_true(table->rows[0].is_total);
	assert_int_equal(outputs->items.count, 5);
	assert_str(outputs->items.at[1].text, "Convening platforms");
	assert_str(outputs->items.at[3].text, "Convening platforms");
	assert_str(outputs->items.at[4].text, "Model policies and strategies, toolkits");
}

static void test_document__has_28_rows_of_output_indicators(void **state)
{
	struct document document = compose(*state);
	const struct table *table = table_of(&document, "4.");

	assert_int_equal(table->n_rows, 28);
	assert_str(table->rows[0].cells[0].text.text, "Technical interventions");
	assert_int_equal(table->rows[0].cells[0].covers, 3);
	assert_int_equal(table->rows[1].cells[0].kind, CELL_COVERED);
	assert_str(table->rows[16].cells[1].text.text,
		   "Amount of project funding for LDCs, LLDCs and SIDS");
	assert_str(table->rows[27].cells[1].text.text, "Total project funds raised by BDT");
}

static void test_document__has_the_risks_with_their_mitigations(void **state)
{
	struct document document = compose(*state);
	const struct table *table = table_of(&document, "2.5");

	assert_int_equal(table->n_rows, 4);
	assert_str(table->columns[3].heading.text, "Impact level");
	assert_str(table->rows[1].cells[2].text.text, "High");
	assert_int_equal(table->rows[0].cells[4].items.count, 4);
}

static void test_document__leaves_linkages_to_be_filled(void **state)
{
	struct document document = compose(*state);
	const struct table *table = table_of(&document, "2.3");

	assert_int_equal(table->n_rows, 6);
	assert_int_equal(table->n_columns, 2);
	for (size_t i = 0; i < table->n_rows; i++)
		assert_int_equal(table->rows[i].cells[1].kind, CELL_TO_FILL);
}

/* ---- Notes ---- */

static void assert_marked(const struct document *document, const char *number, const char *heading,
			  const char *mark)
{
	const struct table *table = table_of(document, number);
	size_t n_marks = 0;

	for (size_t c = 0; c < table->n_columns; c++) {
		const struct column *column = &table->columns[c];

		n_marks += column->notes.count;
		if (!str_eq(column->heading.text, str_of(heading)))
			continue;
		assert_int_equal(column->notes.count, 1);
		assert_true(str_eq(column->notes.at[0]->mark, str_of(mark)));
	}
	assert_int_equal(n_marks, 1);
}

static void test_document__marks_stand_after_their_headings(void **state)
{
	struct document document = compose(*state);

	assert_marked(&document, "3.1", "Outputs (ITU-D Products and services)", "2");
	assert_marked(&document, "3.2", "Outcome indicators", "3");
	assert_marked(&document, "3.4", "Output indicators", "4");
	assert_marked(&document, "4.", "Indicators", "5");
}

/* ---- Bytes ---- */

static struct str html_of(struct desk *desk, const struct snapshot *snapshot,
			  const struct locale *locale)
{
	struct str html;

	assert_ok(report_operational_plan_html(&desk->arena, snapshot, locale, S("OP-26"), &html));
	return html;
}

static void test_html__same_state_same_bytes(void **state)
{
	struct desk *desk = *state;
	struct str one = html_of(desk, desk->snapshot, desk->english);

	assert_true(str_eq(one, html_of(desk, desk->snapshot, desk->english)));
}

static void test_html__another_head_differs_in_one_line(void **state)
{
	struct desk *desk = *state;
	struct snapshot *one = desk_with_head(desk, 0x11), *two = desk_with_head(desk, 0x22);
	struct str a = html_of(desk, one, desk->english), b = html_of(desk, two, desk->english);
	struct str line_a, line_b;
	size_t n_different = 0;

	while (str_cut(&a, '\n', &line_a)) {
		assert_true(str_cut(&b, '\n', &line_b));
		if (str_eq(line_a, line_b))
			continue;
		n_different++;
		assert_true(str_find(line_a, S("1111111111"), 0) != SIZE_MAX);
	}
	assert_false(str_cut(&b, '\n', &line_b));
	assert_int_equal(n_different, 1);
	snapshot_release(one);
	snapshot_release(two);
}

static void test_html__needs_no_other_file(void **state)
{
	static const struct str refused[] = { STR("http:"),   STR("https:"),  STR("src="),
					      STR("<script"), STR("<link"),   STR("@import"),
					      STR("url(h"),   STR("url(\""),  STR("url(/"),
					      STR("url(d"),   STR("href=\"/") };
	struct desk *desk = *state;
	struct str html = html_of(desk, desk->snapshot, desk->english);

	for (size_t i = 0; i < countof(refused); i++)
		if (str_find(html, refused[i], 0) != SIZE_MAX)
			fail_msg("the document has %.*s", STR_ARGS(refused[i]));
	assert_true(str_find(html, S("@page"), 0) != SIZE_MAX);
}

/* Every href="#x" has its id="x", and no id stands twice. */
static void test_html__places_exist_once(void **state)
{
	struct desk *desk = *state;
	struct str html = html_of(desk, desk->snapshot, desk->english);
	size_t at = 0, n_links = 0;

	while ((at = str_find(html, S("href=\"#"), at)) != SIZE_MAX) {
		size_t from = at + S("href=\"#").len, to = str_find_char(html, '"', from), place;
		struct str id = str_format(&desk->arena, " id=\"%.*s\"",
					   STR_ARGS(str_slice(html, from, to)));

		place = str_find(html, id, 0);
		if (place == SIZE_MAX || str_find(html, id, place + 1) != SIZE_MAX)
			fail_msg("not one place with%.*s", STR_ARGS(id));
		at = to;
		n_links++;
	}
	assert_true(n_links > 30);
}

static void test_html__speaks_the_readers_language(void **state)
{
	struct desk *desk = *state;
	struct translation row = { S("node"), S("P1"), S("name"), S("ar"), S("ميسورة") };
	struct snapshot *snapshot = desk_with(desk, NOUN_TRANSLATION, S("node/P1/name/ar"), &row);
	struct str html = html_of(desk, snapshot, desk->arabic);

	assert_true(str_find(html, S("<html lang=\"ar\" dir=\"rtl\">"), 0) != SIZE_MAX);
	assert_true(str_find(html, S("ميسورة"), 0) != SIZE_MAX);
	assert_true(str_find(html, S("All Affordable connectivity"), 0) == SIZE_MAX);
	assert_true(str_find(html, S("<bdi lang=\"en\">All Digital transformation</bdi>"), 0) !=
		    SIZE_MAX);
	snapshot_release(snapshot);
}

static void test_report__names_its_file(void **state)
{
	struct desk *desk = *state;
	struct str name;

	assert_ok(report_operational_plan_name(&desk->arena, desk->snapshot, S(""), &name));
	assert_str(name, "OP-26.html");
	assert_fails(report_operational_plan_name(&desk->arena, desk->snapshot, S("OP-99"), &name),
		     ERR_NOT_FOUND);
}

/* ---- Edges ---- */

static void test_report__no_plan_is_told(void **state)
{
	struct desk desk;
	struct str html;

	(void)state;
	desk_open(&desk, NULL);
	assert_fails(report_operational_plan_html(&desk.arena, desk.snapshot, desk.english, S(""),
						  &html),
		     ERR_NOT_FOUND);
	desk_close(&desk);
}

static void test_report__too_little_memory_is_told(void **state)
{
	struct desk *desk = *state;
	struct str whole = html_of(desk, desk->snapshot, desk->english), html;
	size_t n_failed = 0;

	for (size_t limit = 0;; limit += LITTLE_ARENA / 4) {
		struct arena arena;
		struct err e;

		arena_init(&arena, limit);
		e = report_operational_plan_html(&arena, desk->snapshot, desk->english, S("OP-26"),
						 &html);
		if (!failed(e))
			assert_true(str_eq(html, whole));
		else
			assert_int_equal(e.code, ERR_LIMIT);
		arena_finish(&arena);
		if (!failed(e))
			break;
		n_failed++;
	}
	assert_true(n_failed > 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_document__has_every_word_of_its_sections),
		cmocka_unit_test(test_document__has_its_headings_in_order),
		cmocka_unit_test(test_document__tables_foot),
		cmocka_unit_test(test_document__marks_exactly_what_differs),
		cmocka_unit_test(test_document__prints_twice_what_is_printed_twice),
		cmocka_unit_test(test_document__has_28_rows_of_output_indicators),
		cmocka_unit_test(test_document__has_the_risks_with_their_mitigations),
		cmocka_unit_test(test_document__leaves_linkages_to_be_filled),
		cmocka_unit_test(test_document__marks_stand_after_their_headings),
		cmocka_unit_test(test_html__same_state_same_bytes),
		cmocka_unit_test(test_html__another_head_differs_in_one_line),
		cmocka_unit_test(test_html__needs_no_other_file),
		cmocka_unit_test(test_html__places_exist_once),
		cmocka_unit_test(test_html__speaks_the_readers_language),
		cmocka_unit_test(test_report__names_its_file),
		cmocka_unit_test(test_report__no_plan_is_told),
		cmocka_unit_test(test_report__too_little_memory_is_told),
	};

	return cmocka_run_group_tests_name("report document", tests, baku_open, desk_end);
}

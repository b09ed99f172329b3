/* Rows and forms by a field table: one of this test's own, with a field of each type. */
#include "page.h"

#include "html/form.h"
#include "html/noun.h"
#include "html/view.h"
#include "model/choices.h"
#include "model/row.h"

struct thing {
	struct str code;
	struct str note;
	int grade;
	int64_t count;
	struct decimal ratio;
	int64_t cost;
	struct str currency;
	struct date due;
	struct period when;
	struct str owner;
};

static const struct field fields[] = {
	{ STR("code"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED, offsetof(struct thing, code),
	  .label = "Code", .help = "Its <code>." },
	{ STR("note"), FIELD_TEXT, 0, offsetof(struct thing, note), .label = "Note",
	  .help = "Words." },
	{ STR("grade"), FIELD_CHOICE, 0, offsetof(struct thing, grade), .choices = &grade_choices,
	  .label = "Grade", .help = "How much." },
	{ STR("count"), FIELD_INTEGER, 0, offsetof(struct thing, count), .label = "Count",
	  .help = "How many." },
	{ STR("ratio"), FIELD_DECIMAL, 0, offsetof(struct thing, ratio), .label = "Ratio",
	  .help = "Per one." },
	{ STR("cost"), FIELD_MONEY, 0, offsetof(struct thing, cost), .label = "Cost",
	  .help = "In money." },
	{ STR("currency"), FIELD_CODE, 0, offsetof(struct thing, currency), .label = "Currency",
	  .help = "Of the cost." },
	{ STR("due"), FIELD_DATE, 0, offsetof(struct thing, due), .label = "Due",
	  .help = "A day." },
	{ STR("when"), FIELD_PERIOD, 0, offsetof(struct thing, when), .label = "When",
	  .help = "A span." },
	{ STR("owner"), FIELD_CODE, 0, offsetof(struct thing, owner), .refers = NOUN_UNIT,
	  .label = "Owner", .help = "Who." },
};

static const struct noun thing_noun = {
	.id = NOUN_TERM,
	.name = STR("term"),
	.label = "Thing",
	.plural = "Things",
	.help = "A thing.",
	.row_size = sizeof(struct thing),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = 6,
};

static const struct noun_pages pages = {
	.view = { .lang = STR("fr"), .as_of = { DATE_EMPTY_DAY } },
	.has_page = { [NOUN_UNIT] = true, [NOUN_TERM] = true },
};

static struct thing small_thing(void)
{
	struct thing thing;

	row_clear(&thing_noun, &thing);
	thing.code = S("T&1");
	thing.count = 0;
	return thing;
}

static struct thing full_thing(void)
{
	struct thing thing = small_thing();

	thing.note = S("<b>");
	thing.grade = GRADE_HIGH;
	thing.count = 1200;
	thing.ratio = decimal_of(1050, 2);
	thing.cost = 52300000;
	thing.currency = S("CHF");
	thing.due = date_of(2026, 1, 31);
	assert_true(period_parse(S("2026"), &thing.when));
	thing.owner = S("BDT");
	return thing;
}

static void test_noun__facts_are_those_that_are_there(void **state)
{
	struct page *page = *state;
	struct thing thing = small_thing();

	html_noun_facts(&page->h, &pages, &thing_noun, &thing);
	assert_str(written(page), "<dl><dt>Code</dt><dd>T&amp;1</dd>\n"
				  "<dt>Count</dt><dd>0</dd>\n</dl>\n");
}

static void test_noun__facts_of_each_type_are_for_readers(void **state)
{
	struct page *page = *state;
	struct thing thing = full_thing();

	html_noun_facts(&page->h, &pages, &thing_noun, &thing);
	assert_str(written(page),
		   "<dl><dt>Code</dt><dd>T&amp;1</dd>\n<dt>Note</dt><dd>&lt;b&gt;</dd>\n"
		   "<dt>Grade</dt><dd>High</dd>\n<dt>Count</dt><dd>1,200</dd>\n"
		   "<dt>Ratio</dt><dd>10.50</dd>\n<dt>Cost</dt><dd>CHF\u00a0523,000</dd>\n"
		   "<dt>Currency</dt><dd>CHF</dd>\n<dt>Due</dt><dd>31 Jan 2026</dd>\n"
		   "<dt>When</dt><dd>2026</dd>\n"
		   "<dt>Owner</dt><dd><a href=\"/unit/BDT?lang=fr\">BDT</a></dd>\n</dl>\n");
}

static void test_noun__a_reference_to_a_noun_without_page_is_text(void **state)
{
	static const struct noun_pages none = { .view = { .as_of = { DATE_EMPTY_DAY } } };
	struct page *page = *state;
	struct thing thing = full_thing();

	html_field(&page->h, &none, &thing_noun, &fields[9], &thing);
	assert_str(written(page), "BDT");
}

static void test_noun__table_has_the_columns_that_have_values(void **state)
{
	struct page *page = *state;
	struct thing things[] = { small_thing(), small_thing() };

	things[1].code = S("T2");
	things[1].ratio = decimal_of(5, 1);
	html_noun_table(&page->h, &pages, &thing_noun, things, countof(things));
	assert_str(written(page),
		   "<table><caption>Things</caption><thead><tr><th scope=\"col\">Code</th>"
		   "<th scope=\"col\" class=\"number\">Count</th>"
		   "<th scope=\"col\" class=\"number\">Ratio</th></tr></thead>\n<tbody>"
		   "<tr><th scope=\"row\"><a href=\"/term/T%261?lang=fr\">T&amp;1</a></th>"
		   "<td class=\"number\">0</td><td class=\"number\"></td></tr>\n"
		   "<tr><th scope=\"row\"><a href=\"/term/T2?lang=fr\">T2</a></th>"
		   "<td class=\"number\">0</td><td class=\"number\">0.5</td></tr>\n"
		   "</tbody></table>\n");
}

static void test_noun__table_has_the_beginning_of_a_long_text(void **state)
{
	struct page *page = *state;
	struct thing thing = small_thing();
	struct str html;

	thing.note =
		S("All of these words and all of these words and all of these words and all of "
		  "these words and all of these words and all of these words and all of these "
		  "words and those after them are on the page of the row.");
	html_noun_table(&page->h, &pages, &thing_noun, &thing, 1);
	html = written(page);
	assert_true(str_find(html, S(" …</td>"), 0) != SIZE_MAX);
	assert_true(str_find(html, S("those after"), 0) == SIZE_MAX);
}

static void test_form__field_ties_label_help_and_control(void **state)
{
	struct page *page = *state;

	html_form_field(&page->h, (struct form_field){ .field = &fields[0], .value = S("\"T\"") });
	assert_str(written(page),
		   "<div class=\"field\"><label for=\"field-code\">Code</label>"
		   "<p class=\"field-help\" id=\"field-code-help\">Its &lt;code&gt;.</p>"
		   "<input type=\"text\" autocapitalize=\"none\" spellcheck=\"false\""
		   " id=\"field-code\" name=\"code\" aria-describedby=\"field-code-help\" required"
		   " value=\"&quot;T&quot;\"></div>\n");
}

static void test_form__refused_field_says_why(void **state)
{
	struct page *page = *state;
	struct form_field f = { .field = &fields[3],
				.value = S("x"),
				.error = S("Not a <number>") };

	html_form_field(&page->h, f);
	assert_str(written(page),
		   "<div class=\"field field-refused\"><label for=\"field-count\">Count</label>"
		   "<p class=\"field-help\" id=\"field-count-help\">How many.</p>"
		   "<p class=\"field-error\" id=\"field-count-error\">Not a &lt;number&gt;</p>"
		   "<input type=\"text\" inputmode=\"numeric\" id=\"field-count\" name=\"count\""
		   " aria-describedby=\"field-count-help field-count-error\" aria-invalid=\"true\""
		   " value=\"x\"></div>\n");
}

static void test_form__choice_offers_its_words(void **state)
{
	struct page *page = *state;

	html_form_field(&page->h, (struct form_field){ .field = &fields[2], .value = S("high") });
	assert_true(str_find(written(page),
			     S("<option value=\"\"></option><option value=\"low\">Low</option>"
			       "<option value=\"medium\">Medium</option>"
			       "<option value=\"high\" selected>High</option></select>"),
			     0) != SIZE_MAX);
}

static void test_form__text_keeps_its_first_line_break(void **state)
{
	struct page *page = *state;

	html_form_field(&page->h, (struct form_field){ .field = &fields[1], .value = S("\n</t>") });
	assert_true(str_find(written(page), S(">\n\n&lt;/t&gt;</textarea>"), 0) != SIZE_MAX);
}

static void test_form__every_type_has_a_control(void **state)
{
	struct page *page = *state;

	html_form_begin(&page->h, FORM_POST, link_to_page(&page->arena, LINK_VIEW_NONE, S("term")));
	assert_str(written(page), "<form method=\"post\" action=\"/term\">\n");
	for (size_t i = 0; i < countof(fields); i++) {
		struct str field;

		html_form_field(&page->h, (struct form_field){ .field = &fields[i] });
		field = written(page);
		assert_true(str_find(field, S("<input "), 0) != SIZE_MAX ||
			    str_find(field, S("<select "), 0) != SIZE_MAX ||
			    str_find(field, S("<textarea "), 0) != SIZE_MAX);
	}
	html_form_end(&page->h, S("Save & go"));
	assert_str(written(page), "<button>Save &amp; go</button></form>\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PAGE_TEST(test_noun__facts_are_those_that_are_there),
		PAGE_TEST(test_noun__facts_of_each_type_are_for_readers),
		PAGE_TEST(test_noun__a_reference_to_a_noun_without_page_is_text),
		PAGE_TEST(test_noun__table_has_the_columns_that_have_values),
		PAGE_TEST(test_noun__table_has_the_beginning_of_a_long_text),
		PAGE_TEST(test_form__field_ties_label_help_and_control),
		PAGE_TEST(test_form__refused_field_says_why),
		PAGE_TEST(test_form__choice_offers_its_words),
		PAGE_TEST(test_form__text_keeps_its_first_line_break),
		PAGE_TEST(test_form__every_type_has_a_control),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

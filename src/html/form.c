/* Forms by field tables. */
#include "html/form.h"

#include <assert.h>

#include "html/view.h"
#include "i18n/message.h"

void html_form_begin(struct html *h, enum form_method method, struct href action)
{
	html_literal(h, method == FORM_POST ? S("<form method=\"post\" action=\"")
					    : S("<form method=\"get\" action=\""));
	html_url(h, action);
	html_literal(h, S("\">\n"));
}

void html_form_end(struct html *h, struct str button)
{
	html_literal(h, S("<button>"));
	html_text(h, button);
	html_literal(h, S("</button></form>\n"));
}

/* ` name="…"`, and `id="field-…suffix"` or the like, all from the field's name. */
static void write_attribute(struct html *h, struct str before, struct str name, struct str after)
{
	html_literal(h, before);
	html_attr(h, name);
	html_literal(h, after);
}

/* What every control carries. */
static void write_identity(struct html *h, struct form_field f)
{
	struct str name = f.field->name;

	write_attribute(h, S(" id=\"field-"), name, S("\""));
	write_attribute(h, S(" name=\""), name, S("\""));
	write_attribute(h, S(" aria-describedby=\"field-"), name, S("-help"));
	if (!str_empty(f.error))
		write_attribute(h, S(" field-"), name, S("-error\" aria-invalid=\"true"));
	html_literal(h, S("\""));
	if (f.field->flags & FIELD_REQUIRED)
		html_literal(h, S(" required"));
}

static void write_option(struct html *h, struct form_field f, struct str name, struct str label)
{
	write_attribute(h, S("<option value=\""), name, S("\""));
	if (str_eq(name, f.value))
		html_literal(h, S(" selected"));
	html_literal(h, S(">"));
	html_text(h, label);
	html_literal(h, S("</option>"));
}

static void write_select(struct html *h, struct form_field f)
{
	const struct choices *choices = f.field->choices;

	html_literal(h, S("<select"));
	write_identity(h, f);
	html_literal(h, S(">"));
	write_option(h, f, S(""), S(""));
	for (size_t i = 0; i < choices->count; i++)
		write_option(h, f, choices->at[i].name,
			     message(h->locale, str_of(choices->at[i].label)));
	html_literal(h, S("</select>"));
}

static void write_textarea(struct html *h, struct form_field f)
{
	html_literal(h, S("<textarea rows=\"4\""));
	write_identity(h, f);
	html_literal(
		h, S(">\n")); /* Browsers drop this line break, and would drop one of the value. */
	html_text(h, f.value);
	html_literal(h, S("</textarea>"));
}

static void write_input(struct html *h, struct form_field f)
{
	/* Numbers are text with a keyboard of digits: a number control eats what it cannot read. */
	static const struct str kinds[FIELD_TYPE_COUNT_] = {
		[FIELD_CODE] =
			STR("<input type=\"text\" autocapitalize=\"none\" spellcheck=\"false\""),
		[FIELD_INTEGER] = STR("<input type=\"text\" inputmode=\"numeric\""),
		[FIELD_DECIMAL] = STR("<input type=\"text\" inputmode=\"decimal\""),
		[FIELD_MONEY] = STR("<input type=\"text\" inputmode=\"decimal\""),
		[FIELD_DATE] = STR("<input type=\"date\""),
		[FIELD_PERIOD] = STR("<input type=\"text\" autocapitalize=\"characters\""),
	};

	assert(!str_empty(kinds[f.field->type]));
	html_literal(h, kinds[f.field->type]);
	write_identity(h, f);
	write_attribute(h, S(" value=\""), f.value, S("\">"));
}

void html_form_field(struct html *h, struct form_field f)
{
	struct str name = f.field->name;

	html_literal(h, str_empty(f.error) ? S("<div class=\"field\">")
					   : S("<div class=\"field field-refused\">"));
	write_attribute(h, S("<label for=\"field-"), name, S("\">"));
	html_message(h, str_of(f.field->label), NULL, 0);
	write_attribute(h, S("</label><p class=\"field-help\" id=\"field-"), name, S("-help\">"));
	html_message(h, str_of(f.field->help), NULL, 0);
	html_literal(h, S("</p>"));
	if (!str_empty(f.error)) {
		write_attribute(h, S("<p class=\"field-error\" id=\"field-"), name, S("-error\">"));
		html_text(h, f.error);
		html_literal(h, S("</p>"));
	}
	if (f.field->type == FIELD_CHOICE)
		write_select(h, f);
	else if (f.field->type == FIELD_TEXT)
		write_textarea(h, f);
	else
		write_input(h, f);
	html_literal(h, S("</div>\n"));
}

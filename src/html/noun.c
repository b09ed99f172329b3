/* Rows by their field tables. */
#include "html/noun.h"

#include <assert.h>

#include "base/utf8.h"
#include "html/view.h"
#include "i18n/message.h"
#include "model/row.h"

/* The currency of the row's money; empty for a noun without. */
static struct str row_currency(const struct noun *noun, const void *row)
{
	if (noun->currency < 0)
		return S("");
	return field_str(&noun->fields[noun->currency], row);
}

static struct str choice_label(const struct html *h, const struct field *field, const void *row)
{
	int choice = field_choice(field, row);

	assert(choice > 0 && (size_t)choice <= field->choices->count);
	return message(h->locale, str_of(field->choices->at[choice - 1].label));
}

/* The value of a field that is not empty. */
static struct html_value field_value(const struct html *h, const struct noun *noun,
				     const struct field *field, const void *row)
{
	switch (field->type) {
	case FIELD_CODE:
	case FIELD_TEXT:
		return html_value(field_str(field, row));
	case FIELD_CHOICE:
		return html_value(choice_label(h, field, row));
	case FIELD_INTEGER:
		return html_value(field_integer(field, row));
	case FIELD_DECIMAL:
		return html_value(field_decimal(field, row));
	case FIELD_MONEY: {
		struct money money = { .minor = field_integer(field, row),
				       .currency = row_currency(noun, row) };

		return html_value(money);
	}
	case FIELD_DATE:
		return html_value(field_date(field, row));
	case FIELD_PERIOD:
		return html_value(field_period(field, row));
	case FIELD_TYPE_COUNT_:
		break;
	}
	assert(false);
	return html_value(S(""));
}

/* A value, as a link to the row of the noun with that key where there is such a page. */
static void write_value(struct html *h, const struct noun_pages *pages, enum noun_id target,
			struct html_value value)
{
	if (target == NOUN_NONE || !pages->has_page[target]) {
		html_write_text(h, value);
		return;
	}
	assert(value.kind == HTML_STR);
	html_literal(h, S("<a href=\""));
	html_url(h, link_to_row(h->arena, pages->view, noun_of(target)->name, value.str));
	html_literal(h, S("\">"));
	html_write_text(h, value);
	html_literal(h, S("</a>"));
}

void html_field(struct html *h, const struct noun_pages *pages, const struct noun *noun,
		const struct field *field, const void *row)
{
	if (!field_is_empty(field, row))
		write_value(h, pages, field->refers, field_value(h, noun, field, row));
}

void html_noun_facts(struct html *h, const struct noun_pages *pages, const struct noun *noun,
		     const void *row)
{
	html_literal(h, S("<dl>"));
	for (size_t i = 0; i < noun->n_fields; i++) {
		const struct field *field = &noun->fields[i];

		if (field_is_empty(field, row))
			continue;
		html_literal(h, S("<dt>"));
		html_message(h, str_of(field->label), NULL, 0);
		html_literal(h, S("</dt><dd>"));
		html_field(h, pages, noun, field, row);
		html_literal(h, S("</dd>\n"));
	}
	html_literal(h, S("</dl>\n"));
}

static const void *row_at(const struct noun *noun, const void *rows, size_t i)
{
	return (const char *)rows + i * noun->row_size;
}

static bool column_is_empty(const struct noun *noun, const struct field *field, const void *rows,
			    size_t n_rows)
{
	for (size_t i = 0; i < n_rows; i++)
		if (!field_is_empty(field, row_at(noun, rows, i)))
			return false;
	return true;
}

static bool is_number(enum field_type type)
{
	return type == FIELD_INTEGER || type == FIELD_DECIMAL || type == FIELD_MONEY;
}

/* The fields that have a value in some row, and their columns; returns how many. */
static size_t choose_columns(const struct html *h, const struct noun *noun, const void *rows,
			     size_t n_rows, const struct field *fields[static NOUN_FIELDS_MAX],
			     struct html_column columns[static NOUN_FIELDS_MAX])
{
	size_t count = 0;

	assert(noun->n_fields <= NOUN_FIELDS_MAX);
	for (size_t i = 0; i < noun->n_fields; i++) {
		const struct field *field = &noun->fields[i];

		if (column_is_empty(noun, field, rows, n_rows))
			continue;
		fields[count] = field;
		columns[count].heading = message(h->locale, str_of(field->label));
		columns[count].is_number = is_number(field->type);
		count++;
	}
	return count;
}

static bool is_own_code(const struct noun *noun, const struct field *field)
{
	return noun->n_keys == 1 && (field->flags & FIELD_KEY) && field->type == FIELD_CODE;
}

/* A table is looked through; what is longer is read on the row's own page. */
enum { CELL_CHARACTERS = 160 };

/* The text as far as its whole words fit into a cell. */
static struct str cell_text(struct str text)
{
	size_t end = 0, last = 0;

	for (size_t n = 0; n < CELL_CHARACTERS && end < text.len; n++) {
		size_t at = end;

		if (utf8_next(text, &end) == ' ')
			last = at;
	}
	return str_slice(text, 0, end == text.len || last == 0 ? end : last);
}

static void write_text_cell(struct html *h, struct str text)
{
	struct str shown = cell_text(text);

	html_text(h, shown);
	if (shown.len < text.len)
		html_text(h, S(" …"));
}

static void write_cell(struct html_table *table, const struct noun_pages *pages,
		       const struct noun *noun, const struct field *field, const void *row)
{
	html_table_cell_begin(table);
	if (is_own_code(noun, field))
		write_value(table->h, pages, noun->id, html_value(field_str(field, row)));
	else if (field->type == FIELD_TEXT && field->refers == NOUN_NONE)
		write_text_cell(table->h, field_str(field, row));
	else
		html_field(table->h, pages, noun, field, row);
	html_table_cell_end(table);
}

void html_noun_table(struct html *h, const struct noun_pages *pages, const struct noun *noun,
		     const void *rows, size_t n_rows)
{
	const struct field *fields[NOUN_FIELDS_MAX];
	struct html_column columns[NOUN_FIELDS_MAX];
	size_t count = choose_columns(h, noun, rows, n_rows, fields, columns);
	struct html_table table;

	html_table_begin(&table, h, message(h->locale, str_of(noun->plural)), columns, count);
	for (size_t i = 0; i < n_rows; i++) {
		html_table_row(&table);
		for (size_t j = 0; j < count; j++)
			write_cell(&table, pages, noun, fields[j], row_at(noun, rows, i));
	}
	html_table_end(&table);
}

/*
 * Cells: the text of one field of a row, both ways. What is read here is what every carrier accepts,
 * and what is written reads back as the same value; nothing else in the program knows how a field's
 * type is spelt.
 */
#include "model/row.h"

#include "base/mark.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

static const void *member(const struct field *field, const void *row)
{
	return (const char *)row + field->offset;
}

static void *member_of(const struct field *field, void *row)
{
	return (char *)row + field->offset;
}

struct str field_str(const struct field *field, const void *row)
{
	assert(field->type == FIELD_CODE || field->type == FIELD_TEXT);
	return *(const struct str *)member(field, row);
}

int field_choice(const struct field *field, const void *row)
{
	assert(field->type == FIELD_CHOICE);
	return *(const int *)member(field, row);
}

int64_t field_integer(const struct field *field, const void *row)
{
	assert(field->type == FIELD_INTEGER || field->type == FIELD_MONEY);
	return *(const int64_t *)member(field, row);
}

struct decimal field_decimal(const struct field *field, const void *row)
{
	assert(field->type == FIELD_DECIMAL);
	return *(const struct decimal *)member(field, row);
}

struct date field_date(const struct field *field, const void *row)
{
	assert(field->type == FIELD_DATE);
	return *(const struct date *)member(field, row);
}

struct period field_period(const struct field *field, const void *row)
{
	assert(field->type == FIELD_PERIOD);
	return *(const struct period *)member(field, row);
}

bool field_is_empty(const struct field *field, const void *row)
{
	switch (field->type) {
	case FIELD_CODE:
	case FIELD_TEXT:
		return str_empty(field_str(field, row));
	case FIELD_CHOICE:
		return field_choice(field, row) == 0;
	case FIELD_INTEGER:
		return field_integer(field, row) == INTEGER_EMPTY;
	case FIELD_MONEY:
		return field_integer(field, row) == MONEY_EMPTY;
	case FIELD_DECIMAL:
		return decimal_empty(field_decimal(field, row));
	case FIELD_DATE:
		return date_empty(field_date(field, row));
	case FIELD_PERIOD:
		return field_period(field, row).kind == PERIOD_EMPTY;
	case FIELD_TYPE_COUNT_:
		break;
	}
	assert(false && "a type of field");
	return true;
}

/* What the row says its money is in; the empty string when the noun or the row says nothing. */
static struct str row_currency(const struct noun *noun, const void *row)
{
	if (noun->currency < 0)
		return S("");
	return field_str(&noun->fields[noun->currency], row);
}

static void write_choice(struct buf *buf, const struct field *field, int choice)
{
	assert(choice > 0 && (size_t)choice <= field->choices->count);
	buf_str(buf, field->choices->at[choice - 1].name);
}

void field_write(struct buf *buf, const struct noun *noun, const struct field *field,
		 const void *row)
{
	if (field_is_empty(field, row))
		return;
	switch (field->type) {
	case FIELD_CODE:
	case FIELD_TEXT:
		buf_str(buf, field_str(field, row));
		break;
	case FIELD_CHOICE:
		write_choice(buf, field, field_choice(field, row));
		break;
	case FIELD_INTEGER:
		buf_int(buf, field_integer(field, row));
		break;
	case FIELD_DECIMAL:
		decimal_write(buf, field_decimal(field, row));
		break;
	case FIELD_MONEY:
		money_write(buf, field_integer(field, row), row_currency(noun, row));
		break;
	case FIELD_DATE:
		date_write(buf, field_date(field, row));
		break;
	case FIELD_PERIOD:
		period_write(buf, field_period(field, row));
		break;
	case FIELD_TYPE_COUNT_:
		break;
	}
}

/* Code points that are not seen, or are seen as a gap: two codes that look alike must be one. */
static bool is_invisible(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
		{ 0x00, 0x20 },     { 0x7F, 0xA0 },     { 0xAD, 0xAD },     { 0x061C, 0x061C },
		{ 0x1680, 0x1680 }, { 0x180E, 0x180E }, { 0x2000, 0x200F }, { 0x2028, 0x202F },
		{ 0x205F, 0x206F }, { 0x3000, 0x3000 }, { 0xFEFF, 0xFEFF },
	};

	for (size_t i = 0; i < countof(ranges); i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	return false;
}

static bool is_code(struct str cell)
{
	if (utf8_fault(cell) != SIZE_MAX)
		return false;
	for (size_t at = 0; at < cell.len;)
		if (is_invisible(utf8_next(cell, &at)))
			return false;
	return true;
}

/* Tabs and line feeds are text; other control characters are not, and no carrier could hold them all. */
static bool is_text(struct str cell)
{
	for (size_t i = 0; i < cell.len; i++) {
		unsigned char c = (unsigned char)cell.at[i];

		if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F)
			return false;
	}
	return utf8_fault(cell) == SIZE_MAX;
}

static bool parse_choice(const struct choices *choices, struct str cell, int *out)
{
	for (size_t i = 0; i < choices->count; i++) {
		if (str_eq(choices->at[i].name, cell)) {
			*out = (int)i + 1;
			return true;
		}
	}
	return false;
}

static bool parse_integer(struct str cell, int64_t *out)
{
	int64_t n;

	if (!str_to_int64(cell, &n) || n == INTEGER_EMPTY)
		return false;
	*out = n;
	return true;
}

static void clear(const struct field *field, void *at)
{
	switch (field->type) {
	case FIELD_CODE:
	case FIELD_TEXT:
		*(struct str *)at = S("");
		break;
	case FIELD_CHOICE:
		*(int *)at = 0;
		break;
	case FIELD_INTEGER:
		*(int64_t *)at = INTEGER_EMPTY;
		break;
	case FIELD_MONEY:
		*(int64_t *)at = MONEY_EMPTY;
		break;
	case FIELD_DECIMAL:
		*(struct decimal *)at = DECIMAL_EMPTY;
		break;
	case FIELD_DATE:
		*(struct date *)at = DATE_EMPTY;
		break;
	case FIELD_PERIOD:
		*(struct period *)at = PERIOD_NONE;
		break;
	case FIELD_TYPE_COUNT_:
		break;
	}
}

void row_clear(const struct noun *noun, void *row)
{
	memset(row, 0, noun->row_size);
	for (size_t i = 0; i < noun->n_fields; i++)
		clear(&noun->fields[i], member_of(&noun->fields[i], row));
}

/* An amount of another currency is another amount: what stood there can be read by nobody now. */
static void set_currency(const struct noun *noun, struct str currency, void *row)
{
	struct str *at = (struct str *)member_of(&noun->fields[noun->currency], row);

	if (!str_eq(*at, currency))
		for (size_t i = 0; i < noun->n_fields; i++)
			if (noun->fields[i].type == FIELD_MONEY)
				clear(&noun->fields[i], member_of(&noun->fields[i], row));
	*at = currency;
}

static bool parse_words(const struct noun *noun, const struct field *field, struct str cell,
			void *row)
{
	if (field->type == FIELD_CODE ? !is_code(cell) : !is_text(cell))
		return false;
	if (noun->currency >= 0 && field == &noun->fields[noun->currency])
		set_currency(noun, cell, row);
	else
		*(struct str *)member_of(field, row) = cell;
	return true;
}

bool field_parse(const struct noun *noun, const struct field *field, struct str cell, void *row)
{
	void *at = member_of(field, row);

	cell = str_trim(cell);
	if (field->type == FIELD_CODE || field->type == FIELD_TEXT)
		return parse_words(noun, field, cell, row);
	if (str_empty(cell)) {
		clear(field, at);
		return true;
	}
	switch (field->type) {
	case FIELD_CODE:
	case FIELD_TEXT:
		break;
	case FIELD_CHOICE:
		return parse_choice(field->choices, cell, at);
	case FIELD_INTEGER:
		return parse_integer(cell, at);
	case FIELD_DECIMAL:
		return decimal_parse(cell, at);
	case FIELD_MONEY:
		return money_parse(cell, row_currency(noun, row), at);
	case FIELD_DATE:
		return date_parse(cell, at);
	case FIELD_PERIOD:
		return period_parse(cell, at);
	case FIELD_TYPE_COUNT_:
		break;
	}
	return false;
}

bool field_set_integer(const struct noun *noun, const struct field *field, int64_t n, void *row)
{
	assert(field->type == FIELD_INTEGER || field->type == FIELD_MONEY);
	if (field->type == FIELD_MONEY && currency_digits(row_currency(noun, row)) < 0)
		return false;
	*(int64_t *)member_of(field, row) = n;
	return true;
}

const char *field_expects(const struct field *field)
{
	static const char *const expects[FIELD_TYPE_COUNT_] = {
		[FIELD_CODE] = N_("a code without spaces"),
		[FIELD_TEXT] = N_("text without control characters"),
		[FIELD_CHOICE] = N_("one of the words listed for the column"),
		[FIELD_INTEGER] = N_("a whole number"),
		[FIELD_DECIMAL] = N_("a number such as 12.50"),
		[FIELD_MONEY] = N_("an amount such as 523000 or 523000.50, with its currency"),
		[FIELD_DATE] = N_("a date such as 2026-01-31"),
		[FIELD_PERIOD] = N_("a period such as 2026, 2026-Q1 or 2026-01"),
	};

	assert(field->type < FIELD_TYPE_COUNT_);
	return expects[field->type];
}

/* See row_json.h. */
#include "exchange/row_json.h"

#include <assert.h>

#include "base/limits.h"
#include "model/row.h"

struct str field_json_type(enum field_type type)
{
	static const struct str types[FIELD_TYPE_COUNT_] = {
		[FIELD_CODE] = STR("string"),    [FIELD_TEXT] = STR("string"),
		[FIELD_CHOICE] = STR("string"),  [FIELD_INTEGER] = STR("integer"),
		[FIELD_DECIMAL] = STR("number"), [FIELD_MONEY] = STR("number"),
		[FIELD_DATE] = STR("date"),      [FIELD_PERIOD] = STR("string"),
	};

	assert(type < FIELD_TYPE_COUNT_);
	return types[type];
}

/* The text of an amount is plain digits with a point, which is a number of JSON as it stands. */
static void money_json_write(struct json_writer *json, struct str cell)
{
	struct decimal number = DECIMAL_EMPTY;

	if (decimal_parse(cell, &number))
		json_put_decimal(json, number);
	else
		json_put_text(json, cell); /* more digits than a decimal holds: told all the same */
}

/* What has no direct way into JSON: by the text of its cell. */
static void cell_json_write(struct json_writer *json, const struct noun *noun,
			    const struct field *field, const void *row)
{
	struct buf cell;

	buf_init_own(&cell, LIMIT_CELL_BYTES);
	field_write(&cell, noun, field, row);
	if (cell.full)
		json->buf->full = true;
	else if (field->type == FIELD_MONEY)
		money_json_write(json, buf_held(&cell));
	else
		json_put_text(json, buf_held(&cell));
	buf_finish(&cell);
}

void field_json_write(struct json_writer *json, const struct noun *noun, const struct field *field,
		      const void *row)
{
	if (field_is_empty(field, row))
		json_put_null(json);
	else if (field->type == FIELD_CODE || field->type == FIELD_TEXT)
		json_put_text(json, field_str(field, row));
	else if (field->type == FIELD_CHOICE)
		json_put_text(json, field->choices->at[field_choice(field, row) - 1].name);
	else if (field->type == FIELD_INTEGER)
		json_put_integer(json, field_integer(field, row));
	else if (field->type == FIELD_DECIMAL)
		json_put_decimal(json, field_decimal(field, row));
	else
		cell_json_write(json, noun, field, row);
}

void row_json_write(struct json_writer *json, const struct noun *noun, const void *row)
{
	json_put_object(json);
	for (size_t i = 0; i < noun->n_fields; i++) {
		json_put_name(json, noun->fields[i].name);
		field_json_write(json, noun, &noun->fields[i], row);
	}
	json_put_end_object(json);
}

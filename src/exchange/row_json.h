/*
 * Rows of any noun as JSON objects, by its field table: one member a column, in the table's order, null
 * where a field is empty. Numbers and amounts are JSON numbers with all their digits, amounts in major
 * units; everything else is the text that a CSV file would hold.
 */
#ifndef EXCHANGE_ROW_JSON_H
#define EXCHANGE_ROW_JSON_H

#include "exchange/json.h"
#include "model/field.h"

void row_json_write(struct json_writer *json, const struct noun *noun, const void *row);

/* One field of it: the value alone. */
void field_json_write(struct json_writer *json, const struct noun *noun, const struct field *field,
		      const void *row);

/* What kind of JSON value a field is, in the words of a Tabular Data Package. */
struct str field_json_type(enum field_type type);

#endif

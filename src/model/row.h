/*
 * Rows of any noun, by its field table. A row is the noun's struct in memory. Three texts of it
 * exist: the cell (what a CSV file holds), the key (its cells joined by "/"), and the encoding: the
 * canonical text of a whole row, which the log keeps and the chain of hashes runs over.
 *
 * A cell's outer white space is not part of it. A code holds no white space and nothing invisible; a
 * text holds line feeds and tabs, and no other control character.
 *
 * The encoding has one line "name=cell" for each field that is not empty, sorted by name in byte
 * order, each ended by LF; in a cell "\" and LF are written "\\" and "\n". A field that is added
 * later leaves the encoding of older rows as it was.
 */
#ifndef MODEL_ROW_H
#define MODEL_ROW_H

#include "base/buf.h"
#include "model/field.h"

/* Makes every field of the row empty. */
void row_clear(const struct noun *noun, void *row);

bool field_is_empty(const struct field *field, const void *row);

/* The cell's text; nothing when the field is empty. */
void field_write(struct buf *buf, const struct noun *noun, const struct field *field,
		 const void *row);

/* Typed access for those who go by the field table; the type must be right. */
struct str field_str(const struct field *field, const void *row);
int field_choice(const struct field *field, const void *row);
int64_t field_integer(const struct field *field, const void *row); /* also money, minor units */
struct decimal field_decimal(const struct field *field, const void *row);
struct date field_date(const struct field *field, const void *row);
struct period field_period(const struct field *field, const void *row);

/*
 * Sets the field from a cell. Text stays where it is: the caller keeps the cell's bytes as long as
 * the row. False when the field cannot hold it (the row is untouched). Money is read in the
 * currency that the row already holds, so the currency's cell comes first; another currency than
 * the row's empties its money.
 */
bool field_parse(const struct noun *noun, const struct field *field, struct str cell, void *row);

/*
 * Sets an integer, or an amount in minor units. False when it is an amount and the row has no currency
 * to tell what its units are: nobody could write such a row.
 */
bool field_set_integer(const struct noun *noun, const struct field *field, int64_t n, void *row);

/* What a field accepts, as a message: "a date as 2026-01-31". */
const char *field_expects(const struct field *field);

/* The key: its cells joined by "/", without the empty ones at the end. */
void row_key_write(struct buf *buf, const struct noun *noun, const void *row);
MUST_USE struct err row_key(struct arena *arena, const struct noun *noun, const void *row,
			    struct str *out);

/* The order of keys everywhere: part by part in natural order. Only identical keys are 0. */
int key_cmp(struct str a, struct str b);

bool row_eq(const struct noun *noun, const void *a, const void *b);

/* The fields whose cells differ, in the noun's order; returns how many. */
size_t row_differences(const struct noun *noun, const void *a, const void *b,
		       const struct field *out[static NOUN_FIELDS_MAX]);

void row_encode(struct buf *buf, const struct noun *noun, const void *row);

/* The row's texts are copied to the arena. ERR_INVALID when the text is not such an encoding. */
MUST_USE struct err row_decode(struct arena *arena, const struct noun *noun, struct str encoded,
			       void *row);

/* A copy of the row whose texts live in the arena; false when the arena is full. */
bool row_copy(struct arena *arena, const struct noun *noun, const void *from, void *to);

/* The bytes of all the row's texts, and a copy whose texts are put at room; returns room's end. */
size_t row_text_bytes(const struct noun *noun, const void *row);
char *row_copy_to(const struct noun *noun, const void *from, void *to, char *room);

#endif

/*
 * One record of a file on its way to be an observation: its cells by column or role, the refusal that it
 * meets, and what it says of the value. Known to those alone who make rows.
 */
#ifndef EXCHANGE_FILE_ROW_H
#define EXCHANGE_FILE_ROW_H

#include "exchange/observation_rows.h"

struct file_row {
	struct observation_rows *rows;
	const struct csv_record *record;
	size_t i_value;  /* which of the columns of values */
	bool is_refused; /* for rows->refusal */
};

/* Refuses the row for this cell: it is empty, or not what was expected. The first refusal counts. */
void file_row_refuse(struct file_row *row, size_t column, struct str value, struct str expected);

/* A column's cell, trimmed, and without its label where coded cells have them. */
struct str file_row_cell(const struct file_row *row, size_t column, bool is_coded);

/* The cell of a role, empty when the file has no such column. */
struct str file_row_role(const struct file_row *row, enum profile_role role, bool is_coded);

/*
 * What the row says of the value, into *out, whose numbers are NAN; *said_out: there is a value, an answer
 * or the reason why not. is_question: the variable's values are answers.
 */
MUST_USE struct err file_row_observed(struct file_row *row, bool is_question, struct observed *out,
				      bool *said_out);

#endif

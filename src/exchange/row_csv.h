/* Rows of any noun as lines of CSV, by its field table: the same bytes in a folder and over HTTP. */
#ifndef EXCHANGE_ROW_CSV_H
#define EXCHANGE_ROW_CSV_H

#include "base/buf.h"
#include "model/field.h"

/* The line of column names, and the line of a row; cell is scratch. Both end with LF. */
void row_csv_head(struct buf *buf, const struct noun *noun);
void row_csv_write(struct buf *buf, struct buf *cell, const struct noun *noun, const void *row);

#endif

/*
 * The slice that the cells of a record's dimensions make.
 */
#ifndef EXCHANGE_ROW_SLICE_H
#define EXCHANGE_ROW_SLICE_H

#include "exchange/file_row.h"

/* *out is borrowed from the rows, or from their chunk; empty when the row is refused, or has no coordinates. */
MUST_USE struct err row_slice(struct file_row *row, struct str *out);

#endif

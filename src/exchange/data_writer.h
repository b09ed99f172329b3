/*
 * Answers about observations as JSON, CSV and SDMX-CSV 2.0. Numbers are written with the decimals that
 * were reported; what has none is null or empty, with the status that says why (CL_OBS_STATUS).
 */
#ifndef EXCHANGE_DATA_WRITER_H
#define EXCHANGE_DATA_WRITER_H

#include "base/buf.h"
#include "cube/data_answer.h"

/*
 * An array of objects with the keys by which the answer is, variable, period, value, status; of what is
 * made of many cells n, of, counted; cells where they were asked for. Where there is something to say:
 * numerator and denominator, method and over_periods (below), silent and not_due (how many are not there, by
 * the schedule), absence (of a cell that is not there, when to be explained), marks.
 */
void data_write_json(struct buf *buf, const struct data_answer *answer);

/* The same as a table, without the cells; what is not said of any row has no column. */
void data_write_csv(struct buf *buf, const struct data_answer *answer);

/*
 * How a mean of ratios was made: "ratio-of-sums", "mean-weighted-by-denominators"; empty: as asked. What
 * was done over periods: "sum", "last", "each"; empty: the row is of one.
 */
struct str data_method(const struct data_answer *answer, const struct data_row *row);
struct str data_over_periods(const struct data_row *row);

/* A column for each dimension of the answer; a group stands where an area does. */
MUST_USE struct err data_write_sdmx_csv(struct arena *arena, struct buf *buf,
					const struct data_answer *answer);

#endif

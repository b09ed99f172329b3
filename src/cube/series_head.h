/*
 * What sums and searches need of a series, told of its block once: small, so that the heads of many series
 * lie side by side and the blocks are touched only where their numbers stand.
 */
#ifndef CUBE_SERIES_HEAD_H
#define CUBE_SERIES_HEAD_H

#include "cube/series.h"

struct series_head {
	const char *block;  /* borrowed */
	uint32_t len;       /* of the block */
	uint32_t numbers;   /* where in the block they begin */
	uint32_t count;     /* cells, absent ones included */
	int32_t first;      /* the ordinal of the first cell, unless it is mixed */
	uint16_t estimated; /* a bit for each kind of cells, the last for all beyond: estimates? */
	uint8_t period_kind;
	uint8_t width, scale; /* of the numbers */
	bool is_dense;
	bool is_of_numbers; /* dense, and every value is a number */
	bool has_nibbles;   /* dense, and four bits for each cell's kind follow the numbers */
};

enum { HEAD_KINDS = 16 }; /* that have a bit of their own in `estimated`, but for the last */

/* Of a view with all that it says. */
struct series_head series_head_of(const struct series_view *view);

/* The view that the head is of. */
void series_head_open(const struct series_head *head, struct series_view *out);

/* As series_find_latest. */
size_t series_head_latest(const struct series_head *head, enum period_kind kind, int64_t ordinal,
			  int64_t back);

/* As series_state and series_number. */
enum observation_state series_head_state(const struct series_head *head, size_t i);
double series_head_number(const struct series_head *head, size_t i);

/* Is the status of the cell, which is a value, that of an estimate? */
bool series_head_is_estimate(const struct series_head *head, size_t i);

/* Says that the cells from the i-th on will be wanted soon: memory is slower than work. */
void series_head_expect(const struct series_head *head, size_t i);

#endif

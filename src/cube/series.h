/*
 * All that is known of one variable, slice and area: cells in the order of their periods, each period
 * once. A series is kept as one block of bytes, versioned and with a checksum: columns of numbers,
 * states and what else is said of them, each left out where all cells say the same.
 */
#ifndef CUBE_SERIES_H
#define CUBE_SERIES_H

#include "base/arena.h"
#include "base/err.h"
#include "cube/observation.h"

struct buf;

struct series_cell {
	struct period period;
	struct observed observed;
};

/* A cell that is not there: what a batch takes away, or what was there before it. */
static inline struct observed observed_absent(void)
{
	return (struct observed){ .state = OBSERVATION_ABSENT,
				  .status = OBSERVATION_NORMAL,
				  .decimals = DECIMALS_UNKNOWN,
				  .number = NAN,
				  .numerator = NAN,
				  .denominator = NAN };
}

/* The same in all that a block keeps? */
bool observed_eq(const struct observed *a, const struct observed *b);

/* The cells as a block. A cell that is absent is kept as such only in the sparse form (an undo). */
void series_pack(struct buf *buf, struct arena *scratch, const struct series_cell *cells,
		 size_t count);

/*
 * A block opened for reading, borrowed. In the dense form the cells stand at consecutive ordinals of
 * one kind of period, and those between that are not there are absent; in the sparse form each has its
 * period, of one kind or of several (mixed).
 */
struct series_view {
	struct str block;
	size_t count; /* cells, absent ones included */
	enum period_kind kind;
	int32_t first; /* the ordinal of the first cell, unless it is mixed */
	bool is_dense, is_mixed, has_ratios;
	int offset_width; /* of a sparse block of one kind */
	int width, scale; /* of the numbers */
	struct series_column {
		const char *at; /* NULL: all cells have `all` */
		int bits;
		uint32_t all;
	} kind_of, answers, sources;
	size_t n_kinds, n_texts;
	/* Parts of the block (series_block.h), not aligned. */
	const char *numbers, *ratios, *offsets, *days, *period_kinds, *kinds, *text_ends, *texts;
};

/* ERR_INVALID: the bytes are no block, or damaged; every offset is good afterwards. */
MUST_USE struct err series_open(struct str block, struct series_view *out);

/* Of a block that series_open has accepted: nothing is looked at again. */
void series_reopen(struct str block, struct series_view *out);

/* The place of the period, or SIZE_MAX. */
size_t series_find(const struct series_view *view, struct period period);

/*
 * The youngest cell with a value at the ordinal of that kind of period, or up to `back` before it; where
 * none has a value, the youngest that is there. SIZE_MAX: there is none.
 */
size_t series_find_latest(const struct series_view *view, enum period_kind kind, int64_t ordinal,
			  int64_t back);

struct period series_period(const struct series_view *view, size_t i);
enum observation_state series_state(const struct series_view *view, size_t i);
char series_status(const struct series_view *view, size_t i);       /* of a cell that is there */
double series_number(const struct series_view *view, size_t i);     /* NAN: none */
struct str series_answer(const struct series_view *view, size_t i); /* borrowed; empty: none */
bool series_is_normal(const struct series_view *view); /* is the status of all cells so? */

/* Cells of one kind have the same status: n_kinds of them. */
uint32_t series_kind(const struct series_view *view, size_t i);
char series_status_of_kind(const struct series_view *view, size_t kind);

void series_cell(const struct series_view *view, size_t i, struct series_cell *out);
void series_observed(const struct series_view *view, size_t i, struct observed *out);

/*
 * All cells that are there, in the arena; with_absent also those that are kept as absent, as in an undo.
 * Texts are borrowed from the block.
 */
MUST_USE struct err series_unpack(struct arena *arena, struct str block, bool with_absent,
				  struct series_cell **out, size_t *count_out);

/* What a put does to a cell. */
enum cell_outcome {
	CELL_NEW,
	CELL_CHANGED,
	CELL_REMOVED,
	CELL_SAME,
};

/*
 * base with the puts laid over it, both in the order of periods; a put that is absent takes the cell
 * away. *undo_out holds what each changed period had before, absent where it had nothing. outcomes has
 * n_puts places.
 */
struct series_merged {
	struct series_cell *cells, *undo;
	size_t count, n_undo;
};

MUST_USE struct err series_merge(struct arena *arena, const struct series_cell *base, size_t n_base,
				 const struct series_cell *puts, size_t n_puts,
				 enum cell_outcome *outcomes, struct series_merged *out);

#endif

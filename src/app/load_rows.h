/*
 * The reading side of a load: rows of a source with their areas found, in rounds. A round is in the order
 * of series and periods and has each cell once. Where each series stands together in the source, rounds
 * come as they are read, and the store visits each series once; a source of another order is brought into
 * that order as a whole before anything of it is given out.
 */
#ifndef APP_LOAD_ROWS_H
#define APP_LOAD_ROWS_H

#include "app/area_index.h"
#include "cube/observation_stream.h"

struct load_sorter;
struct series_seen;

/* The number or answer as it was understood, in the arena, for whoever looks the row up. */
MUST_USE struct err load_value_text(struct arena *arena, const struct observed *observed,
				    struct str *out);

struct load_round {
	struct arena arena; /* of all that it has */
	/*
	 * With the keys of areas; those taken back are absent. In the order of series and periods, unless
	 * they are to be handed to the sorter.
	 */
	const struct observation_row **arrivals;
	size_t n_arrivals;
	int64_t rows;       /* that were read for it */
	int64_t empty;      /* of them */
	int64_t duplicates; /* of those that are in its arrivals, or were */
	struct diagnostics rejected, faults;
	struct err failed; /* what ended the reading; told to faults when the source is to blame */
	bool is_to_sort;   /* whoever takes it hands it over by load_reader_sort */
	bool is_last;      /* no other follows */
};

void load_round_init(struct load_round *round);
void load_round_init_within(struct load_round *round, struct allowance *allowance);
void load_round_finish(struct load_round *round);

struct load_reader {
	struct observation_source *source;
	const struct snapshot *snapshot;               /* whose areas count */
	struct arena arena;                            /* of the whole load; the reading thread's */
	struct area_index areas[AREA_CODING_NAME + 1]; /* made when first needed */
	struct str file;                               /* its name, for as long as the load lasts */
	struct arena sorting;                          /* the sorter's */
	struct load_sorter *sorter;                    /* NULL: rows come as they are */
	struct series_seen *seen; /* when there is no sorter: what came already */
	uint64_t open; /* the hash of the series with whose row the last round ended; 0: none */
	struct period open_last; /* the last of its periods that came */
	bool must_sort;          /* a series came again: begin anew, with a sorter */
	bool at_end;             /* of the source */
};

/* sorts: through a sorter. Ended with load_reader_finish, also after a failure. */
MUST_USE struct err load_reader_init(struct load_reader *reader, struct observation_source *source,
				     const struct snapshot *snapshot, bool sorts);
void load_reader_finish(struct load_reader *reader);

/* The next round, in place of what was in it. It has failed with ERR_CONFLICT when must_sort is set. */
void load_reader_fill(struct load_reader *reader, struct load_round *round);

/*
 * Rows that are to be sorted go into the sorter on the thread that takes them, while the next are read. When
 * all were read, and before the first of them is given out again, they must all be there.
 */
MUST_USE struct err load_reader_sort(struct load_reader *reader, const struct load_round *round);
bool load_reader_waits_for_sorted(const struct load_reader *reader);

/* All of a source that is small as one round: in memory alone, without a scratch file. */
void load_reader_fill_whole(struct load_reader *reader, struct load_round *round);

#endif

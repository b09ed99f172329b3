/*
 * Observations as the store keeps them: series by variable, slice and area, fed in by batches and read
 * as of any batch. Functions that read are thread-safe; cells and texts are in the caller's arena.
 */
#ifndef STORE_SERIES_H
#define STORE_SERIES_H

#include "cube/series_set.h"
#include "store/store.h"

/* What became of one cell that was put. */
enum put_outcome {
	PUT_NEW,
	PUT_CHANGED,
	PUT_REMOVED,
	PUT_SAME,     /* it was there already, or was not there to be removed */
	PUT_CONFLICT, /* the same batch has put another value there before: not taken */
};

/* Cells to be laid over one series, in the order of their periods, each period once. */
struct series_put {
	struct series_key key;
	const struct series_cell *cells;
	size_t count;
	enum put_outcome *outcomes; /* count, filled by the store */
};

/*
 * Where the cells of a batch come from while it is written, so that no load is ever in memory as a
 * whole. It is called by the thread that commits; when it fails, nothing of the batch is kept.
 */
struct observation_feed {
	/* The next puts, in the arena, which is reset before each call; none at the end. */
	struct err (*next)(struct observation_feed *feed, struct arena *arena,
			   struct series_put **out, size_t *count_out);

	/* Told of the puts that next gave last, with their outcomes. */
	struct err (*told)(struct observation_feed *feed, const struct series_put *puts,
			   size_t count);

	/* After the end: changes of rows that go with the observations, in the arena. */
	struct err (*rows)(struct observation_feed *feed, const struct snapshot *present,
			   struct arena *arena, const struct change **out, size_t *count_out);
};

/* The batch that is meant by the present, whatever it is. */
#define BATCH_PRESENT INT64_MAX

/*
 * All areas of a variable's slice as of the batch, and all series of an area: as a set of which the
 * caller gets a reference. What was asked for is kept in memory within a limit, so that who asks again is
 * answered from there.
 */
MUST_USE struct err store_slice(struct store *store, struct str variable, struct str slice,
				int64_t batch, struct series_set **out);
MUST_USE struct err store_area(struct store *store, struct str area, int64_t batch,
			       struct series_set **out);

/* The most bytes of series that the store keeps in memory; those that are in use beside come on top. */
void store_limit_series(struct store *store, size_t bytes);

/* One series as it was just after the batch; no cells when there was no such series. */
MUST_USE struct err store_series(struct store *store, struct arena *arena, struct series_key key,
				 int64_t batch, struct series_cell **out, size_t *count_out);

/* Which batch has put what a series has: the youngest that has changed a period, else the first. */
struct series_origin {
	struct str area;
	int64_t begun;
	struct changed_period {
		struct period period;
		int64_t batch;
	} * changed;
	size_t n_changed;
};

/* Of all series of the slice that had begun by the batch, in the order of areas; changes up to the batch. */
MUST_USE struct err store_slice_origins(struct store *store, struct arena *arena,
					struct str variable, struct str slice, int64_t batch,
					struct series_origin **out, size_t *count_out);

/*
 * Of the series that there are now in the area, the keys of those that had begun by the batch, in the
 * order of variables and slices. No cell is read.
 */
MUST_USE struct err store_area_keys(struct store *store, struct arena *arena, struct str area,
				    int64_t batch, struct series_key **out, size_t *count_out);

/* What a batch found of a series and changed: the cells as they were before it, absent ones too. */
struct kept_revision {
	int64_t batch;
	struct series_cell *before; /* only those that it changed */
	size_t count;
};

/* Of a series up to the batch, the youngest first. */
MUST_USE struct err store_revisions(struct store *store, struct arena *arena, struct series_key key,
				    int64_t batch, struct kept_revision **out, size_t *count_out);

/* How many changes of the batch are of rows; the others, which come after them, are of slices. */
MUST_USE struct err store_rows_changed(struct store *store, const struct batch *batch,
				       int64_t *out);

/* Numbers of the batches up to `batch` that have changed observations, the newest first. */
MUST_USE struct err store_series_batches(struct store *store, struct arena *arena, int64_t batch,
					 size_t count, int64_t **out, size_t *count_out);

/* Of the slices of a variable that there are now, those that had begun by the batch. */
struct kept_slice {
	struct str slice;
	int64_t n_areas; /* of those that had begun too */
};

MUST_USE struct err store_slices(struct store *store, struct arena *arena, struct str variable,
				 int64_t batch, struct kept_slice **out, size_t *count_out);

/* The first batch that has put anything of the variable; 0: none has. */
MUST_USE struct err store_observed_since(struct store *store, struct str variable, int64_t *out);

/* A slice that a batch has changed, for store_slice_undo. */
struct changed_slice {
	int64_t number;
	struct str variable, slice;
};

/* In the order of the log. */
MUST_USE struct err store_changed_slices(struct store *store, struct arena *arena, int64_t batch,
					 struct changed_slice **out, size_t *count_out);

/* What a batch has changed of one series: its cells as they were before, absent where there was none. */
struct kept_undo {
	struct series_key key;
	struct series_cell *before;
	size_t count;
};

/* Of one slice, in the order of areas. */
MUST_USE struct err store_slice_undo(struct store *store, struct arena *arena,
				     const struct changed_slice *slice, int64_t batch,
				     struct kept_undo **out, size_t *count_out);

#endif

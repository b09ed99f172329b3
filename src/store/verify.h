/* What the two halves of a verification share: of rows, and of series. */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "base/list.h"
#include "base/map.h"
#include "store/internal.h"

/* A row or a slice as the log leaves it. */
struct replayed {
	struct str name;     /* "noun key" */
	struct str encoding; /* of a slice the digest of its series; at is NULL: removed */
	bool seen;           /* the tables have it, rightly or wrongly */
};

/* What the log says that a slice was before a batch. */
struct logged_side {
	int64_t batch;
	struct str key;
	struct str before; /* the digest of its series; at is NULL: there was none */
	bool seen;         /* the tables can tell it, rightly or wrongly */
};

struct verification {
	struct db *db;
	struct arena *arena; /* of the faults */
	struct arena *work;
	struct arena *each; /* reset before each slice */
	struct list *faults;
	struct map places;  /* from name to the place in rows */
	struct list rows;   /* struct replayed */
	struct map befores; /* from "batch key" of a slice to its place in sides */
	struct list sides;  /* struct logged_side */
	const struct digest *head;
	bool head_found;
};

MUST_USE struct err verify_tell(struct verification *v, int64_t batch, struct str what);

/* The replayed row of that name, made as a removed one when the log has not named it yet. */
MUST_USE struct err verify_row(struct verification *v, struct str noun, struct str key,
			       struct replayed **out);

/* verify_series.c: a slice that the log names; and at the end all slices against what it named. */
struct logged_change;
MUST_USE struct err verify_note_series(struct verification *v, const struct logged_change *change);
MUST_USE struct err verify_series(struct verification *v);

#endif

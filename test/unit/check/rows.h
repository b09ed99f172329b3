/* Snapshots made of rows in code, for the tests of the checks. */
#ifndef UNIT_CHECK_ROWS_H
#define UNIT_CHECK_ROWS_H

#include "testing.h"

#include "base/list.h"
#include "check/check.h"

/* Rows on their way into a snapshot. */
struct table_of_rows {
	struct arena arena;
	struct list changes; /* struct change */
};

void rows_open(struct table_of_rows *rows);
void rows_close(struct table_of_rows *rows);

/*
 * Adds a row, its cells as name=cell between spaces, the currency before money:
 * rows_add(&rows, NOUN_NODE, "code=P1 level=F/priority").
 */
void rows_add(struct table_of_rows *rows, enum noun_id noun, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A successor of base (NULL: of nothing) in which the rows are added, or replace those of their key. */
struct snapshot *rows_apply(struct table_of_rows *rows, const struct snapshot *base);

#endif

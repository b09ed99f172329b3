/*
 * The use cases of looking: the present, or a past day, as a snapshot that the caller holds and ends
 * with snapshot_release. Nothing is written.
 */
#ifndef APP_PRESENT_H
#define APP_PRESENT_H

#include "app/app.h"
#include "model/snapshot.h"

/* The present, with what other processes have written. */
MUST_USE struct err present(const struct app *app, struct snapshot **out);

/* The state at the end of the UTC day; ERR_NOT_FOUND when the first batch is younger. */
MUST_USE struct err present_as_of(const struct app *app, struct date day, struct snapshot **out);

#endif

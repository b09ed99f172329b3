/* The use case of writing the present, or a past day, to a row_sink: every row of every table. */
#ifndef APP_EXPORT_PLAN_H
#define APP_EXPORT_PLAN_H

#include "app/app.h"
#include "model/row_stream.h"
#include "model/snapshot.h"

MUST_USE struct err export_plan(const struct snapshot *snapshot, struct row_sink *sink);

#endif

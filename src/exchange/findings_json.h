/*
 * Findings as JSON, the same on the command line and over HTTP: an array of objects with check,
 * severity, table, key, column, stated, computed and message. The words are made by the caller, since
 * this room knows none.
 */
#ifndef EXCHANGE_FINDINGS_JSON_H
#define EXCHANGE_FINDINGS_JSON_H

#include "exchange/json.h"
#include "model/finding.h"

/* The stable name: "error", "warning", "note". */
struct str severity_name(enum severity severity);

/* One element of the array; stated, computed and column are null where they do not apply. */
void findings_json_write(struct json_writer *json, const struct finding *finding,
			 struct str message);

#endif

/*
 * Reading JSON of others: the text as a tree of Jansson's, and what is wrong with it told with the file
 * and, within it, the path of the member.
 */
#ifndef EXCHANGE_JSON_READING_H
#define EXCHANGE_JSON_READING_H

#include "base/diagnostic.h"

#include <jansson.h>

struct json_reading {
	struct arena *arena; /* of what is taken out of the tree */
	struct diagnostics *diagnostics;
	struct str file;
	bool is_bad; /* something was told */
};

/* The caller's, ended by json_decref; NULL when it is no JSON, or a member stands twice: then it was told. */
MUST_USE struct err json_reading_tree(struct json_reading *reading, struct str text, json_t **out);

/* The file is set; the column is the member's path. */
MUST_USE struct err json_reading_tell(struct json_reading *reading, struct str path,
				      struct diagnostic d);

/* A copy of the text in the arena; *is_text_out is false, and *out empty, for anything else and NULL. */
MUST_USE struct err json_reading_text(struct json_reading *reading, const json_t *value,
				      struct str *out, bool *is_text_out);

#endif

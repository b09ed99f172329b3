/* Printing and opening what several commands print and open. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "check/check.h"
#include "cli/command.h"
#include "exchange/json.h"
#include "model/row.h"
#include "model/snapshot.h"

struct data_answer;
struct data_question;
struct diagnostics;
struct store_fault;
struct folder_source;

/* The hash of a head in hexadecimal; 64 zeros before the first batch. */
MUST_USE struct err head_text(struct arena *arena, struct snapshot_head head, struct str *out);

/* Opens a plan's folder; that there is none is ERR_USAGE with its name. */
MUST_USE struct err open_folder(const struct invocation *call, struct str path,
				struct folder_source *source, struct diagnostics *diagnostics);

/* The state that --as-of names, or the present; released by the caller. */
MUST_USE struct err pin_snapshot(const struct invocation *call, const struct app *app,
				 struct snapshot **out);

/* One member of an answer in JSON: a text, or a number when text.at is NULL. */
struct member {
	struct str name, text;
	int64_t number;
};

/* The answer of a command as one object: {"head": "…", "batch": 1}. */
MUST_USE struct err print_object(const struct invocation *call, const struct member *members,
				 size_t count);
void json_put_members(struct json_writer *json, const struct member *members, size_t count);

/* A member with the fields of a row that are not empty, as texts; null for no row. cell is scratch. */
void json_put_row(struct json_writer *json, struct buf *cell, struct str name,
		  const struct noun *noun, const void *row);

/* What an import or a check was told, as an array in the open JSON. */
MUST_USE struct err json_put_diagnostics(const struct invocation *call, struct json_writer *json,
					 const struct diagnostics *diagnostics);

/* Rows that were rejected, as an array in the open JSON: file, line, column, value and reason. */
MUST_USE struct err json_put_rejected(const struct invocation *call, struct json_writer *json,
				      const struct diagnostics *rejected);

/* What a verification found: a line each on standard error, or the member "faults" of an object. */
void print_faults(const struct invocation *call, const struct store_fault *faults, size_t count);
void json_put_faults(struct json_writer *json, const struct store_fault *faults, size_t count);

/* What a person says in one line, which is recorded for good; ERR_USAGE when it is not text. */
MUST_USE struct err read_words(const struct invocation *call, enum option option, struct str *out);

/* The answer to a question; without it, and told on standard error, when a code of it is not known. */
MUST_USE struct err ask_known(const struct invocation *call, const struct app *app,
			      const struct data_question *question, struct data_answer *out,
			      bool *is_known_out);

/* "YYYY-MM-DD" of an option; ERR_USAGE when it is none. */
MUST_USE struct err read_day(struct str text, struct date *out);

#endif

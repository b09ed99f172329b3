/* The bounds of the program, each in one place with its reason. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include <stddef.h>

static const size_t LIMIT_FILE_BYTES = (size_t)512 << 20; /* one table of a plan's folder */
static const size_t LIMIT_CELL_BYTES = (size_t)1 << 20; /* one cell: a section's text is some KB */
static const size_t LIMIT_COLUMNS = 1024;               /* of a CSV file */
static const size_t LIMIT_REQUEST_ARENA = (size_t)64 << 20;  /* working memory of one request */
static const size_t LIMIT_ANSWER_BYTES = (size_t)32 << 20;   /* rows of its answer, beside that */
static const size_t LIMIT_PREVIEW_BYTES = (size_t)160 << 20; /* a load that is tried on a page */
static const size_t LIMIT_SCRIPT_BYTES = (size_t)128 << 20;  /* a script that is tried on a page */
static const size_t LIMIT_COMMAND_ARENA = (size_t)8 << 30;   /* working memory of one command */
static const size_t LIMIT_DERIVED_ARENA = (size_t)1 << 30;   /* one value derived from a snapshot */
static const size_t LIMIT_DATA_BYTES = (size_t)8 << 30; /* the data of one dataset of a script */
static const size_t LIMIT_DIAGNOSTICS = 10000;          /* told of one import; the rest counted */

#endif

/*
 * The house rules that a compiler does not know: who may include whom, which calls are not made, and
 * which CSS would break a page that is read from right to left. Each rule has a name and a planted
 * violation in test/lint/<name>/.
 */
#ifndef TOOLS_RULES_H
#define TOOLS_RULES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/list.h"

/* A file as written, and the same with comments and literals blanked out, byte for byte. */
struct source {
	struct str path; /* from the root of the tree, with '/' */
	struct str text;
	struct str code;
	struct list literals; /* struct str: the insides of string literals, pieces of text */
};

/* What was found so far; each finding is printed as it is made. */
struct report {
	size_t count;
};

/* A row of src/rooms.txt: what a room may include. */
struct room {
	struct str name;
	struct str uses; /* rooms, separated by spaces, all of which stand in rows above */
	struct str owns; /* external headers; one that ends with '/' is a whole folder */
};

/* A folder of generators that obeys the row of a room. */
struct tool {
	struct str folder; /* "tools/locale" */
	struct str room;
};

/* The whole table. */
struct rooms {
	struct list rows;     /* struct room */
	struct list tools;    /* struct tool */
	struct str libc;      /* the headers that every room may include, separated by spaces */
	struct str test_only; /* the headers that only tests may include */
};

/* Prints "path:line: rule: message" for the place in the text. */
void report_add(struct report *report, const struct source *source, size_t at, const char *rule,
		const char *format, ...) __attribute__((format(printf, 5, 6)));

MUST_USE struct err source_blank(struct arena *arena, struct source *source);
bool source_is_in(const struct source *source, struct str folders);
bool words_have(struct str words, struct str word);

MUST_USE struct err rooms_read(struct arena *arena, struct str path, struct rooms *out,
			       struct report *report);

void check_includes(const struct source *source, const struct rooms *rooms, struct report *report);
void check_words(const struct source *source, struct report *report);
void check_sql(const struct source *source, struct report *report);
void check_shape(const struct source *source, struct report *report);
void check_css(const struct source *source, struct report *report);

#endif

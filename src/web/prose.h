/*
 * Text that people write with a minimum of signs: paragraphs parted by empty lines, lists whose lines
 * begin with "- " or "· ", and lines that are indented by four blanks, which stay as they are. The
 * explanations of the checks and the sections of a plan are such text.
 */
#ifndef WEB_PROSE_H
#define WEB_PROSE_H

#include "base/arena.h"
#include "base/err.h"

struct lines {
	const struct str *at;
	size_t count;
};

/* One of the three is filled. */
struct prose_block {
	struct str paragraph;
	struct lines items; /* of a list */
	struct str code;
};

struct prose {
	const struct prose_block *at;
	size_t count;
};

/* Paragraphs that run over several lines, as in a file that is written by hand. */
MUST_USE struct err prose_read(struct arena *arena, struct str text, struct prose *out);

/* Each line is a paragraph or an item of its own, as in the body of a section; nothing is code. */
MUST_USE struct err prose_read_lines(struct arena *arena, struct str text, struct prose *out);

#endif

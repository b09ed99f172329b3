/*
 * The cursor of the template parser: where it stands in the text, what is open around it, and how a
 * fault is told. Shared by parse.c (views, blocks, values) and tag.c (markup).
 */
#ifndef MKVIEW_SCAN_H
#define MKVIEW_SCAN_H

#include "element.h"
#include "view.h"

enum { VIEW_DEPTH_MAX = 64 }; /* elements and blocks inside each other */

/* A name that may be used in expressions: a parameter of the view or the row of a loop. */
struct scope {
	struct str name;
	bool *used;
	const struct scope *outer;
};

/* An element whose end tag is awaited. */
struct open_element {
	struct str name;
	const struct element *element;
	struct view_place place;
	bool code; /* letters inside are not words: <code>, translate="no" */
	const struct open_element *outer;
};

struct scanner {
	struct arena *arena;
	struct str text;
	size_t at; /* offset of the next byte */
	struct view_place place;
	struct view_fault *fault;
	const struct scope *scope;
	const struct open_element *open; /* innermost; unbroken by blocks */
	int depth;
};

/* Refuses the template at the place. */
MUST_USE struct err scan_fault(struct scanner *scanner, struct view_place place, const char *format,
			       ...) __attribute__((format(printf, 3, 4)));

bool scan_end(const struct scanner *scanner);
char scan_peek(const struct scanner *scanner); /* '\0' at the end */
bool scan_sees(const struct scanner *scanner, const char *literal);
void scan_skip(struct scanner *scanner, size_t bytes);
bool scan_take(struct scanner *scanner, const char *literal); /* skips it if it is next */
void scan_space(struct scanner *scanner);
struct str scan_since(const struct scanner *scanner, size_t from); /* the text from there to here */

bool char_is_space(char c);
bool char_is_letter(char c);

/* A C identifier; empty when none is next. */
struct str scan_identifier(struct scanner *scanner);

/* A name of markup: letters, digits and '-'; empty when none is next. */
struct str scan_name(struct scanner *scanner);

/* "text" with \" and \\ as escapes, of one line, not empty; the result lives in the arena. */
MUST_USE struct err scan_string(struct scanner *scanner, struct str *out);

/* `name`, `name->member.member`, with one of the characters of prefixes before it at most. */
MUST_USE struct err scan_expression(struct scanner *scanner, const char *prefixes, struct str *out);

/* Appends a node of the kind to the nodes. */
MUST_USE struct err scan_node(struct scanner *scanner, struct view_nodes *nodes,
			      enum view_node_kind kind, struct view_place place,
			      struct view_node **out);
MUST_USE struct err scan_literal(struct scanner *scanner, struct view_nodes *nodes,
				 enum literal_kind kind, struct view_place place, struct str text);

/* Enters another element or block; refuses the template when too deep. Left by scanner->depth--. */
MUST_USE struct err scan_deeper(struct scanner *scanner);

/*
 * Refuses text that is not fit to be sent as it is: `words` that belong to the message catalogue, a
 * raw < > or &, an unknown character reference.
 */
MUST_USE struct err scan_check_text(struct scanner *scanner, struct view_place place,
				    struct str text, bool words_allowed);

/* Are the letters here something else than words of a language? */
bool scan_in_code(const struct scanner *scanner);

/* Reads one branch of a block, up to {{#else}} or {{/; what it reads is its own affair. */
struct block_reader {
	struct err (*read)(struct scanner *scanner, void *context, struct view_nodes *out);
	void *context;
};

/* block.c: a block from {{#if}} or {{#each}} to its end. */
MUST_USE struct err parse_block(struct scanner *scanner, struct block_reader reader,
				struct view_nodes *out);

/* block.c: at {{#else}} or {{/, which end a branch? */
bool parse_sees_branch_end(const struct scanner *scanner);

/* block.c: a value or message, from {{ to }}. */
MUST_USE struct err parse_value(struct scanner *scanner, enum view_context context,
				struct view_nodes *out);

/* block.c: {{>part}}. */
MUST_USE struct err parse_part(struct scanner *scanner, struct view_nodes *out);

/* tag.c: an element from its < to the end of its end tag, or a comment. */
MUST_USE struct err parse_element(struct scanner *scanner, struct view_nodes *out);

/* parse.c: text, elements and blocks up to an end tag, the end of a branch or of the view. */
MUST_USE struct err parse_content(struct scanner *scanner, struct view_nodes *out);

/* parse.c: the same, refusing an end that is not the end of a branch; for a struct block_reader. */
MUST_USE struct err parse_branch(struct scanner *scanner, void *unused, struct view_nodes *out);

#endif

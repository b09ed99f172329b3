/*
 * A template as mkview knows it: a file holds views, a view holds nodes, and a node is a piece of
 * markup, a value, a message, a branch, a loop or another view. parse.c and tag.c make nodes from
 * the text and refuse what is not safe or not balanced, space.c drops white space that no reader
 * sees, emit.c writes the C. The language is described in doc/templates.md.
 */
#ifndef MKVIEW_VIEW_H
#define MKVIEW_VIEW_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/list.h"

/* A place in the template, from 1; columns count characters. */
struct view_place {
	int line, column;
};

/* Why a template was refused. */
struct view_fault {
	struct view_place place;
	struct str message;
};

enum view_node_kind { NODE_LITERAL, NODE_VALUE, NODE_MESSAGE, NODE_IF, NODE_EACH, NODE_PART };

/* Where a value is written, which decides the function that writes it. */
enum view_context {
	CONTEXT_TEXT,  /* between tags: in the form of the reader's language */
	CONTEXT_WORDS, /* in an attribute that people read or hear, such as title: likewise */
	CONTEXT_ATTR,  /* in any other attribute: in the form that a program reads */
	CONTEXT_URL,   /* the whole of an attribute that holds an address */
};

/* What white space beside a piece of markup means to a reader. */
enum literal_kind {
	LITERAL_TEXT,   /* text: its runs of white space are one space */
	LITERAL_BREAK,  /* of a tag that starts a line or cell: white space beside it is not seen */
	LITERAL_INLINE, /* of a tag that text flows through, or inside of any tag */
	LITERAL_SOLID,  /* shows something itself, or is to be kept as it is */
};

struct view_node;

/* A sequence of nodes, linked both ways. */
struct view_nodes {
	struct view_node *first, *last;
};

struct view_literal {
	enum literal_kind kind;
	struct str text; /* markup as it is sent */
};

struct view_value {
	enum view_context context;
	struct str expression;
};

/* Both a plain message (other is empty) and one with a count. */
struct view_message {
	enum view_context context;
	struct str note;       /* tells equal English words apart; may be empty */
	struct str one, other; /* English texts */
	struct str count;      /* expression, only with other */
	struct list args;      /* struct str: expressions */
};

struct view_if {
	struct str test; /* expression */
	bool negated;
	struct view_nodes then, otherwise;
};

struct view_each {
	struct str list; /* expression with .at and .count */
	struct str row;  /* name of the pointer to the element */
	bool row_used;
	struct view_nodes body;
};

struct view_part {
	struct str name;  /* of the view */
	struct list args; /* struct str: expressions */
};

struct view_node {
	enum view_node_kind kind;
	struct view_place place;
	struct view_node *next, *previous;
	union {
		struct view_literal literal;
		struct view_value value;
		struct view_message message;
		struct view_if branch;
		struct view_each each;
		struct view_part part;
	};
};

/* `const struct type *name` or `struct type name` of a view. */
struct view_param {
	struct str type, name;
	bool pointer, used;
};

struct view {
	struct view_place place;
	struct str name;
	struct list params; /* struct view_param */
	struct view_nodes body;
};

struct view_file {
	struct list includes; /* struct str: what stands between the quotes */
	struct list views;    /* struct view */
};

/*
 * Reads a template. ERR_INVALID when it is refused, with the first fault, after which the rest
 * cannot be judged; all that is made lives in the arena and borrows from text.
 */
MUST_USE struct err view_parse(struct arena *arena, struct str text, struct view_file *out,
			       struct view_fault *fault);

/* Drops and shortens white space that makes no difference to a reader (space.c). */
MUST_USE struct err view_trim_space(struct arena *arena, struct view_nodes *nodes);

/* How the template and its two outputs are named in the C that is written. */
struct view_names {
	struct str source;  /* path of the template for #line */
	struct str include; /* "web/indicator.html": the header is this with ".h" */
};

/* Writes the C source, a function for each view; and the header that declares them (emit.c). */
MUST_USE struct err view_emit_source(struct buf *buf, const struct view_file *file,
				     struct view_names names);
MUST_USE struct err view_emit_header(struct buf *buf, const struct view_file *file,
				     struct view_names names);

#endif

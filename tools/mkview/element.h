/*
 * What a template may be made of: the elements of HTML (and of small inline SVG) that it may use,
 * and the attributes that mean more than text. Both are tables: an element that is not in them is a
 * mistake or needs a row here.
 */
#ifndef MKVIEW_ELEMENT_H
#define MKVIEW_ELEMENT_H

#include "view.h"

enum element_flag {
	ELEMENT_VOID = 1,     /* has no content and no end tag */
	ELEMENT_EMPTY = 2,    /* has an end tag and no content: its code or style lives elsewhere */
	ELEMENT_VERBATIM = 4, /* its white space is content */
	ELEMENT_CODE = 8,     /* its letters are not words of a language */
	ELEMENT_BLOCK = 16,   /* may not stand in a <p>, which a browser would end before it */
	ELEMENT_SVG = 32,     /* stands inside <svg> only */
	ELEMENT_ALONE = 64,   /* may not stand inside another of its name */
};

struct element {
	struct str name;
	enum literal_kind space; /* of its tags */
	unsigned flags;          /* of enum element_flag */
};

enum attribute_kind {
	ATTRIBUTE_PLAIN,   /* not in the table */
	ATTRIBUTE_WORDS,   /* read by people */
	ATTRIBUTE_URL,     /* an address */
	ATTRIBUTE_REFUSED, /* not to be used, for a reason */
};

struct attribute {
	struct str name;
	enum attribute_kind kind;
	const char *reason; /* of a refusal */
};

/* NULL when there is none of that name. */
const struct element *element_find(struct str name);

/* Never NULL: an attribute that is not in the table is ATTRIBUTE_PLAIN. */
const struct attribute *attribute_find(struct str name);

#endif

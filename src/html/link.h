/*
 * Addresses inside of this server. They are made here and nowhere else, from parts that are percent-
 * encoded, so that no text, wherever it comes from, can become a scheme, another host or a script.
 * When the arena is full the address does not exist, and the page that wants to write it fails.
 */
#ifndef HTML_LINK_H
#define HTML_LINK_H

#include "base/arena.h"
#include "html/value.h"

/* What every link of a page carries on to the next: the query of the reader's view. */
struct link_view {
	struct str lang;   /* the language asked for by name; empty: left to the browser */
	struct date as_of; /* the day as of which the plan is seen; empty: now */
};

#define LINK_VIEW_NONE ((struct link_view){ .as_of = DATE_EMPTY })

/* "/findings" for "findings"; "/" for "". */
struct href link_to_page(struct arena *arena, struct link_view view, struct str page);

/* "/node/P1.2" for "node" and "P1.2": the key is one segment, whatever it holds. */
struct href link_to_row(struct arena *arena, struct link_view view, struct str noun,
			struct str key);

/* Any path of this server, such as that of an asset; each of its segments is encoded. */
struct href link_to_path(struct arena *arena, struct link_view view, struct str path);

/*
 * The path of a request as it was received, percent-encoded already and known to be decodable: the
 * same page in another view.
 */
struct href link_to_same(struct arena *arena, struct link_view view, struct str received);

/* "#footnote-2": a place on the same page. */
struct href link_to_place(struct arena *arena, struct str id);

/*
 * The page of somebody else, as the data name it. False, and *out untouched, unless it is a
 * well-formed https address.
 */
bool link_to_site(struct arena *arena, struct str url, struct href *out);

/* The same address with one more field of the query, or with a place on its page (which it lacks). */
struct href link_with(struct arena *arena, struct href href, struct str name, struct str value);
struct href link_at(struct arena *arena, struct href href, struct str id);

/* The address as text, for a redirect; empty when it does not exist. */
struct str link_text(struct href href);

#endif

/*
 * The writer of pages. Each function escapes for the place that it is named after; the only text that
 * goes out as it is was written by the author of a template and checked when the program was built
 * (html/view.h), or was made by this very room (struct markup). What is written grows in an arena; a
 * failure to grow is told once, by html_end.
 */
#ifndef HTML_HTML_H
#define HTML_HTML_H

#include "base/buf.h"
#include "html/value.h"

struct locale;
struct plural;

struct html {
	struct buf out;
	const struct locale *locale; /* of the reader */
	struct arena *arena;
	struct buf words; /* scratch: a message before it is escaped */
};

/* Begins a page or a piece of one, which needs no end when it is given up. */
void html_begin(struct html *h, struct arena *arena, const struct locale *locale);

/* What was written, in the arena; ERR_LIMIT when it did not fit. */
MUST_USE struct err html_end(struct html *h, struct str *out);

/* The same as a piece that another page may contain. */
MUST_USE struct err html_markup(struct html *h, struct markup *out);

/* Between tags, in the form of the reader's language. */
#define html_text(h, x) html_write_text((h), html_content(x))

/* In an attribute that people read or hear (title, alt, aria-label …), likewise. */
#define html_words(h, x) html_write_text((h), html_value(x))

/* In any other attribute, in the form that a program reads: 523000.50, 2026-01-31. */
#define html_attr(h, x) html_write_attr((h), html_value(x))

/* The whole of an attribute that holds an address. An address that does not exist fails the page. */
void html_url(struct html *h, struct href href);

/*
 * A <style> element, for a document that is one file and has no server to ask; pages link their style
 * sheet. The text is that of a file of ui/, compiled in; it has no "</".
 */
void html_style(struct html *h, struct str css);

/*
 * HTML of a document of doc/ that a tool of the build has made, which lets none through that stands in the
 * document itself; compiled in. Elements may be parted over several calls.
 */
void html_document(struct html *h, struct str html);

void html_write_text(struct html *h, struct html_value value);
void html_write_attr(struct html *h, struct html_value value);

/*
 * A message of the catalogue with the values of its {1}, {2} and so on; between tags or in an
 * attribute. At most MESSAGE_ARGS values.
 */
void html_message(struct html *h, struct str id, const struct html_value *args, size_t n_args);
void html_message_plural(struct html *h, struct plural id, int64_t n, const struct html_value *args,
			 size_t n_args);

#endif

/* Escaping text for XML, SVG and HTML; both writers of markup (html, figure) use these. */
#ifndef BASE_XML_H
#define BASE_XML_H

#include "base/str.h"

struct buf;

/*
 * Text between tags and text in a double-quoted attribute alike: & < > " ' become references.
 * Control characters that XML 1.0 forbids become U+FFFD.
 */
void xml_text(struct buf *buf, struct str s);

#endif

/* How a script writes a name. */
#ifndef VTL_NAME_TEXT_H
#define VTL_NAME_TEXT_H

#include "base/str.h"

struct buf;

/*
 * In quotes, with a backslash before a quote in it, unless it is letters, digits and "_" from a letter on and
 * no word of the language. Names with a dot are quoted too, as other programs want them.
 */
void name_write(struct buf *buf, struct str name);

#endif

/*
 * Text from outside made fit to be shown: it can neither end a line, nor move a terminal's cursor, nor
 * turn the direction of the text around it, and is well-formed UTF-8. Such characters, and bytes that
 * are no characters, are written as \xNN, and so is the backslash, so that what was escaped can be
 * told from what was there.
 */
#ifndef BASE_PRINTABLE_H
#define BASE_PRINTABLE_H

#include "base/str.h"

struct arena;

enum { PRINTABLE_GROWTH = 4 }; /* bytes that one byte may become: \x1b */

/* Writes the text to out, which has room for PRINTABLE_GROWTH times its bytes; returns the length. */
size_t printable_write(char *out, struct str text);

/* The same in the arena, of at most so many bytes of the text, then "…"; at is NULL when it is full. */
struct str printable(struct arena *arena, struct str text, size_t most);

#endif

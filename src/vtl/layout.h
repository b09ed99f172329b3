/*
 * The standard layout of a script: the same tokens and comments, spaced and broken into lines by rules
 * alone, so that the layout of a layout is itself. The tokens stay as they are, but for "#" in front of
 * a comment, which becomes "//".
 */
#ifndef VTL_LAYOUT_H
#define VTL_LAYOUT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { LAYOUT_COLUMNS = 100, LAYOUT_INDENT = 4 };

/* source must be a script that script_parse has accepted; the arena is for what is needed meanwhile. */
MUST_USE struct err layout_script(struct arena *arena, struct str source, struct buf *out);

#endif

/*
 * Formatting masks of cast: how a number or a value of time is written in a string ("DD.DDD",
 * "YYYY-MM-DD", "YYYY\QQ"). "Typical behaviours of the ML operators" in the reference manual of VTL says
 * what the characters of a mask mean.
 */
#ifndef VTL_MASK_H
#define VTL_MASK_H

#include "base/buf.h"
#include "cube/data_type.h"

/* Reads the text by the mask; false when it does not match, or is no value of the type. */
bool mask_read(struct str mask, enum data_type type, struct str text, struct scalar *out);

/* Writes the value by the mask; false when the mask does not go with the type. */
bool mask_write(struct str mask, struct scalar scalar, struct buf *buf);

#endif

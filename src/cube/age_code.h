/*
 * Codes of age groups, of which publishers have several spellings for one: SDMX's CL_AGE writes Y15T24,
 * Y_GE75 and Y_LT15, the UN SDG database 15-24, 75+ and <15Y, its DDF files 15_24, 75 and LT15Y. They become
 * the last, so that a value is the same cell whoever published it.
 */
#ifndef CUBE_AGE_CODE_H
#define CUBE_AGE_CODE_H

#include "base/arena.h"
#include "base/err.h"

/* Borrowed when it is no such code (a single year, Y15, among them), otherwise in the arena. */
MUST_USE struct err age_code(struct arena *arena, struct str code, struct str *out);

#endif

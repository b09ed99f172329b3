/* A room that has no row. */
#include "base/str.h"

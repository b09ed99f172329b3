/* A generator of several files: its own headers, and base. */
#include "base/str.h"
#include "mkplan/parse.h"
#include "mkview/scan.h"
#include "parse.h"

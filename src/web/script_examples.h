/* The scripts of doc/vtl/examples/, as they were when the program was built; tools/mktext makes the table. */
#ifndef WEB_SCRIPT_EXAMPLES_H
#define WEB_SCRIPT_EXAMPLES_H

#include "web/check_pages.h"

extern const struct texts script_examples;

#endif

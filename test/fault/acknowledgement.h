/* What test/fault/writer.c tells test/fault/kill.c of each commit that has returned. */
#ifndef FAULT_ACKNOWLEDGEMENT_H
#define FAULT_ACKNOWLEDGEMENT_H

#include <stdint.h>

#include "base/hash.h"

enum { ACKNOWLEDGED_LINES = 8 };

struct acknowledgement {
	int64_t line, step;
	struct digest hash; /* of the batch */
};

#endif

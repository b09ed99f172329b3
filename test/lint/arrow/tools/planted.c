/* A generator that knows a noun: tools have base alone. */
#include "model/node.h"

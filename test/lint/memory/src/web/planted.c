/* A page that must remember to give its memory back. */
#include "base/memory.h"

void planted(void)
{
	memory_give(memory_take(10));
}

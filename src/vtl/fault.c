/* Faults: how one is kept. */
#include "vtl/fault.h"

struct err fault_set(struct fault *fault, size_t operand, struct str message,
		     struct message_args args)
{
	if (!fault_found(fault))
		*fault = (struct fault){ .message = message, .args = args, .operand = operand };
	return err_make(ERR_INVALID, HERE, message);
}

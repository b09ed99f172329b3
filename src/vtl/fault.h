/*
 * What is wrong with a script or with the values that it meets: a message with its arguments and the
 * operand that it is about. Where in the script that is, the caller knows by the place it gave.
 */
#ifndef VTL_FAULT_H
#define VTL_FAULT_H

#include "i18n/message.h"

struct fault {
	struct str
		message; /* of the catalogue, in English, with {1} to {6}; empty: there is none */
	struct message_args args;
	size_t operand; /* from 1; 0: the operator as a whole */
	uint32_t place; /* of the expression, as the caller numbered them */
};

static inline bool fault_found(const struct fault *fault)
{
	return fault->message.len > 0;
}

/* Fills *fault, unless it has one already, and gives the error that says so. */
MUST_USE struct err fault_set(struct fault *fault, size_t operand, struct str message,
			      struct message_args args);

#endif

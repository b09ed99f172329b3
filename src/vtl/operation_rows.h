/* The table of operators. Private to operation.c and operation_rows.c. */
#ifndef VTL_OPERATION_ROWS_H
#define VTL_OPERATION_ROWS_H

#include "vtl/operation.h"

/* What an operand may be. */
enum operand_class {
	CLASS_NONE,
	CLASS_ANY,
	CLASS_NUMBER, /* an integer too */
	CLASS_INTEGER,
	CLASS_STRING, /* a boolean too, which is cast */
	CLASS_BOOLEAN,
	CLASS_TIME, /* a date, a time period or a time */
	CLASS_PERIOD,
	CLASS_UNIT, /* a duration, or its letter as a string */
	CLASS_DURATION,
	CLASS_COMMON /* of one type with the others of this class */
};

enum result_rule {
	RESULT_INTEGER,
	RESULT_NUMBER,
	RESULT_STRING,
	RESULT_BOOLEAN,
	RESULT_DATE,
	RESULT_DURATION,
	RESULT_NUMERIC, /* an integer of integers, else a number */
	RESULT_DIGITS,  /* an integer without the second operand, else a number */
	RESULT_COMMON,  /* of the operands of CLASS_COMMON */
	RESULT_TIME,    /* of the operand of CLASS_TIME */
	RESULT_FIRST,   /* of the first operand */
	RESULT_CAST
};

enum { OPERANDS_NAMED = 4, ANY_NUMBER = 255 };

/* An operator: what it is called, takes and gives. */
struct operation_row {
	struct str name;
	uint8_t family, least, most;
	uint8_t classes[OPERANDS_NAMED]; /* the last one stands for all that follow */
	uint8_t result;
};

const struct operation_row *operation_row_of(enum operation operation);

#endif

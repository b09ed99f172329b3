/*
 * The body of a request on its way in: kept as bytes or as a form, as its route takes it, or read and
 * forgotten. It holds memory only between the header of a request and its answer.
 */
#ifndef HTTP_INTAKE_H
#define HTTP_INTAKE_H

#include "base/buf.h"
#include "http/form.h"
#include "http/route.h"

/* Zeroed, it forgets what it is given. */
struct intake {
	struct buf bytes;
	struct form_reader *form; /* NULL: the body is none */
	bool keeps;
};

/* A body that the route takes is about to come; false: there is no memory for it. */
bool intake_begin(struct intake *intake, const struct route *route, struct str content_type);

void intake_take(struct intake *intake, struct str part);

/* The body is at its end: 0, or the status with which it is refused. */
int intake_end(struct intake *intake);

/* What came, as the request shows it to handlers; borrowed until intake_finish. */
MUST_USE struct err intake_show(const struct intake *intake, struct request *request);

void intake_finish(struct intake *intake); /* zeroed again; also when nothing was begun */

#endif

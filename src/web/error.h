/* The pages of errors: one row a status, in the frame of the site. */
#ifndef WEB_ERROR_H
#define WEB_ERROR_H

#include "html/value.h"
#include "http/response.h"

struct error_view {
	struct str title, advice, status;
	struct href home;
};

/* The error_page of struct program; also without a state. */
MUST_USE struct err error_page(const struct request *request, int status,
			       struct response *response);

#endif

/* The site as a program of http. */
#include "web/web.h"

#include "web/error.h"
#include "web/routes.h"

/* Reading is open to all; nothing else can be asked of the site. */
static struct err may(const struct request *request, int role)
{
	(void)request;
	return role == ROLE_READER ? OK : ERROR(ERR_DENIED, "reading alone is open");
}

struct program web_program(struct site *site)
{
	return (struct program){
		.context = site,
		.tables = route_tables,
		.n_tables = n_route_tables,
		.begin = visit_begin,
		.end = visit_end,
		.may = may,
		.error_page = error_page,
	};
}

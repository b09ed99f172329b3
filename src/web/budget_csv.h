/* The table of the budget page as a file: every node of the plan, computed and stated shares. */
#ifndef WEB_BUDGET_CSV_H
#define WEB_BUDGET_CSV_H

#include "http/response.h"

/* A route_handler for /plan/:code/budget.csv. */
MUST_USE struct err budget_csv_show(const struct request *request, struct response *response);

#endif

/* Every page of the site. */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "http/route.h"

/* The least that a reader of a route is. Reading is open to all. */
enum role {
	ROLE_READER = 1,
};

extern const struct route_table *const route_tables[];
extern const size_t n_route_tables;

/* The table of each page, in its own file. */
extern const struct route_table asset_routes, overview_routes, framework_routes, node_routes,
	outcome_routes, product_routes, indicator_routes, unit_routes;
extern const struct route_table api_routes, api_rows_routes, area_routes, budget_routes,
	check_routes, data_routes, document_routes, finding_routes, history_routes, linkage_routes,
	reference_routes, report_routes, risk_routes, row_routes, term_routes;
extern const struct route_table load_routes, operators_routes, quality_routes, script_routes,
	script_data_routes, series_routes, variable_routes;

#endif

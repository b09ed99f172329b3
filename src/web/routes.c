/* The tables of all pages; a page that is not in this list does not exist. */
#include "web/routes.h"

const struct route_table *const route_tables[] = {
	&asset_routes,   &overview_routes,    &framework_routes, &node_routes,
	&outcome_routes, &product_routes,     &indicator_routes, &unit_routes,

	&api_routes,     &api_rows_routes,    &data_routes,      &budget_routes,
	&risk_routes,    &check_routes,       &finding_routes,   &document_routes,
	&history_routes, &row_routes,         &area_routes,      &term_routes,
	&linkage_routes, &reference_routes,   &report_routes,

	&quality_routes, &series_routes,      &variable_routes,  &load_routes,
	&script_routes,  &script_data_routes, &operators_routes,
};
const size_t n_route_tables = countof(route_tables);

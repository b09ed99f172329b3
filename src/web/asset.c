/* The embedded files under their addresses. */
#include "base/mark.h"
#include "http/request.h"
#include "web/assets.h"
#include "web/routes.h"

static struct err asset_show(const struct request *request, struct response *response)
{
	const struct asset *asset = asset_find(&web_assets, request->path);

	if (!asset)
		return ERROR(ERR_NOT_FOUND, "no such asset");
	asset_respond(asset, request, response);
	return OK;
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/assets/:name"), asset_show, .role = ROLE_READER,
	  .help = STR(N_("style sheets and scripts; the address changes with the bytes")) },
};

const struct route_table asset_routes = { routes, countof(routes) };

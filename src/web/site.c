/* The site, and the way from an address to what a reader sees. */
#include "web/site.h"

#include <sys/stat.h>

#include "app/present.h"
#include "base/buf.h"
#include "base/limits.h"
#include "html/link.h"
#include "http/request.h"
#include "i18n/locale.h"
#include "web/assets.h"

static struct err asset_link(const struct asset_table *assets, struct arena *arena,
			     struct str source, struct href *out)
{
	const struct asset *asset = asset_named(assets, source);

	*out = link_to_path(arena, LINK_VIEW_NONE, asset->path);
	TRY_NEW(link_text(*out).at);
	return OK;
}

/*
 * When and how large the program's file is: a reader who keeps a page of yesterday's build is given
 * today's words, although the version and the plan are the same.
 */
static struct err build_text(struct arena *arena, struct str *out)
{
	struct stat status = { 0 };

	if (stat("/proc/self/exe", &status) != 0)
		status = (struct stat){ 0 };
	*out = str_format(arena, "%lld.%lld", (long long)status.st_mtime,
			  (long long)status.st_size);
	TRY_NEW(out->at);
	return OK;
}

struct err site_init(struct site *site, struct arena *arena, const struct app *app,
		     struct str version)
{
	*site = (struct site){ .app = app, .assets = &web_assets, .version = version };
	site->preview =
		(struct trial_limits){ .time_ms = 5000, .memory_bytes = LIMIT_PREVIEW_BYTES };
	site->trial = (struct trial_limits){ .time_ms = 5000, .memory_bytes = LIMIT_SCRIPT_BYTES };
	TRY(build_text(arena, &site->build));
	TRY(asset_link(site->assets, arena, S("icon.svg"), &site->icon));
	TRY(asset_link(site->assets, arena, S("outturn.css"), &site->style));
	return asset_link(site->assets, arena, S("outturn.js"), &site->script);
}

/*
 * A field of the query as received. The request is not parsed yet, and need not be: tags of languages
 * and dates hold no byte that is encoded.
 */
static struct str plain_field(struct str target, struct str name)
{
	struct str query = str_slice(target, str_find_char(target, '?', 0), target.len);
	struct str field;

	query = str_slice(query, 1, query.len);
	while (str_cut(&query, '&', &field)) {
		size_t equals = str_find_char(field, '=', 0);

		if (str_eq(str_slice(field, 0, equals), name) && equals != SIZE_MAX)
			return str_slice(field, equals + 1, field.len);
	}
	return (struct str){ 0 };
}

static void choose_language(struct visit *visit, const struct site *site,
			    const struct request *request)
{
	struct str asked = plain_field(request->target, S("lang"));
	const struct locale *named = locale_find(site->app->locales, asked);

	visit->locale = named ? named
			      : locale_choose(site->app->locales, (struct str){ 0 },
					      request_header(request, HEADER_ACCEPT_LANGUAGE));
	visit->lang = named ? named->tag : S("");
}

/* All but the target on which a page depends. */
static struct err write_variant(const struct request *request, const struct site *site,
				const struct visit *visit, struct str *out)
{
	struct buf buf;

	buf_init(&buf, request->arena);
	buf_str(&buf, site->version);
	buf_char(&buf, ' ');
	buf_str(&buf, visit->locale->tag);
	buf_char(&buf, ' ');
	date_write(&buf, visit->today);
	buf_char(&buf, ' ');
	digest_write(&buf, snapshot_head(visit->present).hash);
	return buf_done(&buf, out);
}

struct err visit_begin(struct request *request, struct str *variant_out)
{
	const struct site *site = request->context;
	struct visit *visit = NEW(request->arena, struct visit, 1);

	TRY_NEW(visit);
	visit->today = app_today(site->app);
	visit->as_of = plain_field(request->target, S("as-of"));
	choose_language(visit, site, request);
	request->pinned = visit;
	TRY(present(site->app, &visit->present));
	return write_variant(request, site, visit, variant_out);
}

void visit_end(struct request *request)
{
	struct visit *visit = request->pinned;

	if (!visit)
		return;
	snapshot_release(visit->past);
	snapshot_release(visit->present);
	request->pinned = NULL;
}

/* Opening, loading and asking a site. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/import_plan.h"
#include "app/load_observations.h"
#include "base/limits.h"
#include "exchange/folder.h"
#include "exchange/observation_reader.h"
#include "http/dispatch.h"
#include "i18n/locale.h"
#include "model/row_stream.h"
#include "web/routes.h"

static struct moment stopped_clock(void *context)
{
	const struct fixture *f = context;

	return f->now;
}

static void no_chance(void *context, void *out, size_t count)
{
	(void)context;
	memset(out, 7, count);
}

static void open_database(struct fixture *f)
{
	struct store_config config = { .path = f->path, .write = true };

	snprintf(f->folder, sizeof(f->folder), "/tmp/outturn-web-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/plan.db", f->folder);
	assert_ok(store_create(&config));
	assert_ok(store_open(&config, &f->app.store));
}

int site_open_empty(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	arena_init(&f->arena, LIMIT_COMMAND_ARENA);
	f->now.us = ((int64_t)date_of(2026, 11, 23).day * 24 + 12) * 3600 * 1000000;
	assert_ok(locales_open(&f->arena, (struct locale_settings){ 0 }, &f->locales));
	f->app = (struct app){ .locales = f->locales,
			       .clock = { stopped_clock, f },
			       .chance = { no_chance, NULL } };
	open_database(f);
	assert_ok(site_init(&f->site, &f->arena, &f->app, S("1.2.3")));
	f->program = web_program(&f->site);
	assert_ok(route_tree_new(&f->arena, route_tables, n_route_tables, &f->tree));
	*state = f;
	return 0;
}

int site_open_baku(void **state)
{
	site_open_empty(state);
	site_import(*state, SOURCE_ROOT "/plans/baku", NULL);
	return 0;
}

int site_close(void **state)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	struct fixture *f = *state;
	char path[128];

	store_close(f->app.store);
	for (size_t i = 0; i < countof(endings); i++) {
		snprintf(path, sizeof(path), "%s%s", f->path, endings[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(f->folder), 0);
	locales_close(f->locales);
	arena_finish(&f->arena);
	free(f);
	return 0;
}

/* ---- Loading ---- */

/* A source that changes each row of another one. */
struct changing {
	struct row_source rows;
	struct row_source *inner;
	void (*change)(const struct noun *noun, void *row);
};

static struct err changing_next(struct row_source *source, struct arena *arena,
				struct diagnostics *diagnostics, struct row_chunk *out)
{
	struct changing *changing = (struct changing *)source;

	TRY(changing->inner->next(changing->inner, arena, diagnostics, out));
	for (size_t i = 0; out->noun && changing->change && i < out->count; i++)
		changing->change(out->noun, (char *)out->rows + i * out->noun->row_size);
	return OK;
}

void site_import(struct fixture *f, const char *folder, void (*change)(const struct noun *, void *))
{
	struct folder_source source;
	struct changing changing = { .rows = { .next = changing_next },
				     .inner = &source.rows,
				     .change = change };
	struct import_request request = {
		.rows = &changing.rows,
		.who = S("Amina"),
		.why = S("first load"),
		.source = S("plan"),
	};
	struct import_result result;
	struct diagnostics diagnostics;

	diagnostics_init(&diagnostics, &f->arena);
	assert_ok(folder_source_open(&source, &f->arena, str_of(folder), &diagnostics));
	assert_ok(import_plan(&f->app, &f->arena, &request, &diagnostics, &result));
	snapshot_release(result.snapshot);
	folder_source_close(&source);
}

void site_import_table(struct fixture *f, const char *noun, const char *csv)
{
	char folder[96], path[160];
	FILE *file;

	snprintf(folder, sizeof(folder), "%s/table", f->folder);
	assert_int_equal(mkdir(folder, 0700), 0);
	snprintf(path, sizeof(path), "%s/%s.csv", folder, noun);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(csv, file) >= 0 && fclose(file) == 0);
	site_import(f, folder, NULL);
	assert_int_equal(unlink(path) | rmdir(folder), 0);
}

void site_load(struct fixture *f, const char *csv)
{
	struct observation_input input = { .path = S("values.csv"),
					   .bytes = str_of(csv),
					   .has_bytes = true };
	struct observation_request files = { .inputs = &input, .n_inputs = 1 };
	struct load_request request = { .who = S("Bo"), .why = S("a load"), .source = S("values") };
	struct observation_reader_source source;
	struct diagnostics rejected, faults;
	struct load_result result;

	diagnostics_init(&rejected, &f->arena);
	diagnostics_init(&faults, &f->arena);
	assert_ok(profile_find(&f->arena, S("plain-long"), &faults, &files.profile));
	assert_ok(observation_reader_open(&source, &files));
	request.observations = &source.observations;
	assert_ok(load_observations(&f->app, &f->arena, &request, &rejected, &faults, &result));
	assert_int_equal(result.counts.rejected, 0);
	observation_reader_close(&source);
}

/* ---- Asking ---- */

static struct str retry_after(const struct response *response)
{
	for (size_t i = 0; i < response->n_headers; i++)
		if (str_eq(response->headers[i].name, S("Retry-After")))
			return response->headers[i].value;
	return S("");
}

static struct answer ask(struct fixture *f, struct request *request)
{
	struct server_limits limits = server_config_default().limits;
	struct response response;
	struct answer answer;
	struct str variant;

	request->arena = &f->arena;
	request->context = f->program.context;
	request->cancel = &f->is_ending;
	assert_ok(f->program.begin(request, &variant));
	dispatch(&f->program, f->tree, &limits, request, &response);
	answer = (struct answer){
		.status = response.status,
		.type = str_copy(&f->arena, response.content_type),
		.etag = str_copy(&f->arena, response.etag),
		.language = str_copy(&f->arena, response.language),
		.body = str_copy(&f->arena, response.body),
		.location = str_copy(&f->arena, response.location),
		.filename = str_copy(&f->arena, response.filename),
		.retry_after = str_copy(&f->arena, retry_after(&response)),
		.is_kept = response.keep,
	};
	f->program.end(request);
	return answer;
}

struct answer site_get_with(struct fixture *f, const char *target, const char *accept_language,
			    const char *if_none_match)
{
	struct request request = { .method = METHOD_GET, .target = str_of(target) };

	request.headers[HEADER_ACCEPT_LANGUAGE] = str_of(accept_language);
	request.headers[HEADER_IF_NONE_MATCH] = str_of(if_none_match);
	return ask(f, &request);
}

static struct answer post(struct fixture *f, const char *target, struct str site,
			  const struct form_part *parts, size_t n_parts)
{
	struct request request = {
		.method = METHOD_POST, .target = str_of(target), .parts = parts, .n_parts = n_parts
	};

	request.headers[HEADER_SEC_FETCH_SITE] = site;
	request.headers[HEADER_CONTENT_TYPE] = S("multipart/form-data; boundary=x");
	return ask(f, &request);
}

struct answer site_post(struct fixture *f, const char *target, const struct form_part *parts,
			size_t n_parts)
{
	return post(f, target, S("same-origin"), parts, n_parts);
}

struct answer site_post_from_elsewhere(struct fixture *f, const char *target,
				       const struct form_part *parts, size_t n_parts)
{
	return post(f, target, S("cross-site"), parts, n_parts);
}

struct answer site_get(struct fixture *f, const char *target)
{
	return site_get_with(f, target, NULL, NULL);
}

bool body_has(struct answer answer, const char *text)
{
	return str_find(answer.body, str_of(text), 0) != SIZE_MAX;
}

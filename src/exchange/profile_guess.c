/*
 * A profile is the better, the more columns it has a meaning for; of two that know as many, the one whose
 * code system the areas are written in; of two such, the one that understands more of the rows.
 */
#include "exchange/profile_guess.h"

#include "exchange/observation_reader.h"

enum { BYTES_TRIED = 32 << 10, KEPT_BYTES = 4 << 20 };

/* How well the first area is written as a profile says: codes tell more than names. */
enum area_fit { AREA_MISFIT, AREA_NAME_FITS, AREA_CODE_FITS };

/* How well a profile reads the file. */
struct trial {
	bool fits;
	size_t n_columns; /* that it has a meaning for */
	enum area_fit areas;
	size_t n_refused;
};

static size_t known_columns(const struct column_map *map)
{
	size_t count = map->n_dimensions + map->answers.count;

	for (int role = 0; role < PROFILE_ROLE_COUNT_; role++)
		count += map->column_of[role] >= 0;
	return count + (map->profile->period_headers.count > 0 ? map->n_values : 0);
}

static size_t count_letters(struct str text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += (text.at[i] >= 'A' && text.at[i] <= 'Z') ||
			 (text.at[i] >= 'a' && text.at[i] <= 'z');
	return count;
}

static enum area_fit fit_of(struct str area, enum area_coding coding)
{
	int64_t number;
	bool is_m49 = str_to_int64(area, &number);
	bool is_iso2 = area.len == 2 && count_letters(area) == 2;
	bool is_key = area.len >= 3 && str_find_char(area, ' ', 0) == SIZE_MAX && !is_m49;

	switch (coding) {
	case AREA_CODING_KEY:
		return is_key ? AREA_CODE_FITS : AREA_MISFIT;
	case AREA_CODING_ISO2:
		return is_iso2 ? AREA_CODE_FITS : AREA_MISFIT;
	case AREA_CODING_M49:
		return is_m49 ? AREA_CODE_FITS : AREA_MISFIT;
	case AREA_CODING_NAME:
		break;
	}
	return is_m49 || is_iso2 ? AREA_MISFIT : AREA_NAME_FITS;
}

static void note_chunk(const struct observation_chunk *chunk, struct trial *trial)
{
	if (chunk->n_rows > 0)
		trial->areas = fit_of(chunk->rows[0].observation.key.area, chunk->area_coding);
	trial->n_refused = chunk->n_refused;
}

/* Reads the first chunk; that it cannot be read is an answer, and no failure. */
static struct err try_request(struct arena *arena, const struct observation_request *request,
			      struct trial *out)
{
	struct observation_reader_source source;
	struct observation_chunk chunk;
	struct diagnostics faults;
	bool more;

	diagnostics_init(&faults, arena);
	*out = (struct trial){ .fits = false };
	TRY(observation_reader_open(&source, request));

	struct err e =
		source.observations.next(&source.observations, arena, &faults, &chunk, &more);
	const struct column_map *map = observation_reader_columns(&source);

	if (!failed(e) && map) {
		out->fits = true;
		out->n_columns = known_columns(map);
		note_chunk(&chunk, out);
	}
	observation_reader_close(&source);
	return e.code == ERR_INVALID ? OK : e;
}

/* Without a variable that the caller names, and if need be with one, whichever it will be. */
static struct err try_profile(struct arena *arena, const struct profile *profile, struct str bytes,
			      struct trial *out)
{
	const struct observation_input input = { .bytes = str_slice(bytes, 0, BYTES_TRIED),
						 .has_bytes = true,
						 .is_cut = bytes.len > BYTES_TRIED };
	struct observation_request request = {
		.profile = profile, .inputs = &input, .n_inputs = 1, .kept_bytes = KEPT_BYTES
	};

	TRY(try_request(arena, &request, out));
	if (out->fits)
		return OK;
	request.variable = S("X");
	return try_request(arena, &request, out);
}

/* Positive when a reads the file better than b. */
static int compare(const struct trial *a, const struct trial *b)
{
	if (a->fits != b->fits)
		return a->fits ? 1 : -1;
	if (a->n_columns != b->n_columns)
		return a->n_columns > b->n_columns ? 1 : -1;
	if (a->areas != b->areas)
		return a->areas > b->areas ? 1 : -1;
	return (a->n_refused < b->n_refused) - (a->n_refused > b->n_refused);
}

struct err profile_guess(struct arena *arena, struct str bytes, const struct profile **out)
{
	const struct profile *best = NULL;
	struct trial best_trial = { .fits = false };

	for (size_t i = 0; i < profile_builtin_count(); i++) {
		const struct profile *profile;
		struct diagnostics faults;
		struct trial trial;
		int order;

		diagnostics_init(&faults, arena);
		TRY(profile_find(arena, profile_builtin_name(i), &faults, &profile));
		TRY(try_profile(arena, profile, bytes, &trial));
		order = compare(&trial, &best_trial);
		if (order > 0)
			best_trial = trial;
		if (trial.fits && order >= 0)
			best = order > 0 ? profile : NULL;
	}
	*out = best;
	return OK;
}

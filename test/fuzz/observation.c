/*
 * Any bytes as a file of observations, by one of the built-in profiles, which the first byte chooses:
 * every row that is given is whole, and the size of the window changes nothing of what is found.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cube/slice.h"
#include "exchange/observation_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a reading came to; equal for equal files. */
struct outcome {
	uint64_t hash;
	size_t n_rows, n_refused, n_empty;
	bool failed;
};

static void check_row(const struct observation_row *row)
{
	const struct observation *o = &row->observation;
	struct coordinate coordinates[SLICE_COORDINATES_MAX];
	size_t count;

	assert(row->line > 0);
	assert(!str_empty(o->key.variable) && !str_empty(o->key.area));
	assert(utf8_fault(o->key.area) == SIZE_MAX && utf8_fault(o->key.variable) == SIZE_MAX);
	assert(slice_parse(o->key.slice, coordinates, &count));
	assert(o->period.kind > PERIOD_EMPTY && o->period.kind < PERIOD_KIND_COUNT_);
	assert(o->observed.status >= 'A' && o->observed.status <= 'Z');
	if (o->observed.state == OBSERVATION_VALUE && !row->is_deletion)
		assert(!isnan(o->observed.number) || !str_empty(o->observed.answer));
	assert(o->observed.decimals >= DECIMALS_UNKNOWN && o->observed.decimals <= DECIMALS_MOST);
}

static void mix(struct outcome *outcome, uint64_t number)
{
	outcome->hash = (outcome->hash ^ number) * 0x100000001b3U;
}

static void add_chunk(struct outcome *outcome, const struct observation_chunk *chunk)
{
	for (size_t i = 0; i < chunk->n_rows; i++) {
		const struct observation_row *row = &chunk->rows[i];

		check_row(row);
		mix(outcome, (uint64_t)row->line);
		mix(outcome, str_hash(row->observation.key.area));
		mix(outcome, str_hash(row->observation.key.slice));
		mix(outcome, str_hash(row->observation.observed.answer));
		mix(outcome, (uint64_t)row->observation.observed.decimals);
	}
	outcome->n_rows += chunk->n_rows;
	outcome->n_refused += chunk->n_refused;
	outcome->n_empty += chunk->n_empty;
}

static struct outcome read_bytes(const struct profile *profile, struct str variable,
				 struct str bytes, size_t window_bytes)
{
	struct observation_input input = { .path = S("a.csv"), .bytes = bytes, .has_bytes = true };
	struct observation_request request = { .profile = profile,
					       .variable = variable,
					       .inputs = &input,
					       .n_inputs = 1,
					       .window_bytes = window_bytes };
	struct observation_reader_source source;
	struct observation_chunk chunk;
	struct diagnostics diagnostics;
	struct outcome outcome = { 0 };
	struct arena arena;
	bool more = true;

	arena_init(&arena, LIMIT_REQUEST_ARENA);
	diagnostics_init(&diagnostics, &arena);
	if (failed(observation_reader_open(&source, &request))) {
		arena_finish(&arena);
		return outcome;
	}
	while (more && !outcome.failed) {
		struct err e = source.observations.next(&source.observations, &arena, &diagnostics,
							&chunk, &more);

		assert(!failed(e) || e.code == ERR_LIMIT || diagnostics.count > 0);
		outcome.failed = failed(e);
		if (!failed(e))
			add_chunk(&outcome, &chunk);
	}
	if (outcome.failed)
		outcome = (struct outcome){ .failed = true };
	observation_reader_close(&source);
	arena_finish(&arena);
	return outcome;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct profile *profile;
	struct diagnostics diagnostics;
	struct outcome whole, parts;
	struct arena arena;
	struct str bytes, variable;
	struct err e;

	if (size < 2)
		return 0;
	arena_init(&arena, LIMIT_REQUEST_ARENA);
	diagnostics_init(&diagnostics, &arena);
	e = profile_find(&arena, profile_builtin_name(data[0] % profile_builtin_count()),
			 &diagnostics, &profile);
	if (!failed(e)) {
		variable = data[1] % 2 ? S("X") : S("");
		bytes = (struct str){ (const char *)data + 2, size - 2 };
		whole = read_bytes(profile, variable, bytes, 0);
		parts = read_bytes(profile, variable, bytes, 1 + data[1] / 2);
		assert(whole.failed == parts.failed && whole.hash == parts.hash);
		assert(whole.n_rows == parts.n_rows && whole.n_refused == parts.n_refused &&
		       whole.n_empty == parts.n_empty);
	}
	arena_finish(&arena);
	return 0;
}

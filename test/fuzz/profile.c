/*
 * Any bytes as a profile: either it is one, and all that it says is there, or it is told why not. What
 * follows the first zero byte is read as a file of observations by it.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/limits.h"
#include "exchange/observation_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_by(struct arena *arena, const struct profile *profile, struct str bytes)
{
	struct observation_input input = { .path = S("a.csv"), .bytes = bytes, .has_bytes = true };
	struct observation_request request = {
		.profile = profile, .inputs = &input, .n_inputs = 1, .window_bytes = 16
	};
	struct observation_reader_source source;
	struct observation_chunk chunk;
	struct diagnostics diagnostics;
	bool more = true;

	diagnostics_init(&diagnostics, arena);
	if (failed(observation_reader_open(&source, &request)))
		return;
	while (more && !failed(source.observations.next(&source.observations, arena, &diagnostics,
							&chunk, &more)))
		;
	observation_reader_close(&source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str all = { (const char *)data, size };
	size_t end = str_find_char(all, '\0', 0);
	const struct profile *profile = NULL;
	struct diagnostics diagnostics;
	struct arena arena;
	struct err e;

	arena_init(&arena, LIMIT_REQUEST_ARENA);
	diagnostics_init(&diagnostics, &arena);
	e = profile_parse(&arena, S("fuzz.json"), str_slice(all, 0, end == SIZE_MAX ? size : end),
			  &diagnostics, &profile);
	if (!failed(e)) {
		assert(profile && diagnostics.count == 0 && !str_empty(profile->name));
		if (end != SIZE_MAX)
			read_by(&arena, profile, str_slice(all, end + 1, size));
	} else {
		assert(e.code == ERR_LIMIT || diagnostics.count > 0);
	}
	arena_finish(&arena);
	return 0;
}

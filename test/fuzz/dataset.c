/*
 * Any bytes as the structure of a dataset, and as a value domain: each is one, or it is told why not. What
 * follows the first zero byte are its data points: they are told what is wrong with them, or are the same
 * when they are written and read again.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "exchange/dataset_csv.h"
#include "exchange/dataset_structure.h"
#include "exchange/value_domain.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DATA_BYTES = 64 << 20 };

static struct str written(struct arena *arena, const struct dataset *dataset)
{
	struct buf buf;

	buf_init(&buf, arena);
	dataset_csv_write_header(&buf, &dataset->structure);
	for (size_t from = 0; from < dataset->n_rows; from += VECTOR_ROWS) {
		size_t left = dataset->n_rows - from;

		if (failed(dataset_csv_write_rows(&buf, arena, dataset, from,
						  left < VECTOR_ROWS ? left : VECTOR_ROWS)))
			return S("");
	}
	return buf_held(&buf);
}

/* NULL when it is refused, with the reason told, or past a limit. */
static struct dataset *points(struct allowance *allowance, struct arena *arena, struct str bytes,
			      const struct structure *structure)
{
	struct diagnostics diagnostics;
	struct dataset *dataset = NULL;
	bool fine = false;
	struct err e;

	diagnostics_init(&diagnostics, arena);
	e = dataset_csv_read(allowance, NULL, arena, S("fuzz.csv"), bytes, structure, NULL,
			     &diagnostics, &dataset, &fine);
	assert(e.code == ERR_NONE || e.code == ERR_LIMIT);
	assert(failed(e) || fine == (diagnostics.count == 0));
	assert(fine || !dataset);
	return failed(e) ? NULL : dataset;
}

static void read_points(struct arena *arena, struct str bytes, const struct structure *structure)
{
	struct allowance allowance = { .limit = DATA_BYTES };
	struct dataset *first = points(&allowance, arena, bytes, structure), *again;
	struct str text;

	if (first) {
		text = written(arena, first);
		again = points(&allowance, arena, text, structure);
		if (again) {
			assert(again->n_rows == first->n_rows);
			assert(str_eq(written(arena, again), text));
		}
		dataset_release(again);
	}
	dataset_release(first);
	assert(allowance.used == 0);
}

static void read_domain(struct arena *arena, struct str bytes)
{
	struct value_domain_description domain;
	struct diagnostics diagnostics;
	bool fine = false;
	struct err e;

	diagnostics_init(&diagnostics, arena);
	e = value_domain_read(arena, S("fuzz.json"), bytes, S("fuzz"), &diagnostics, &domain,
			      &fine);
	assert(e.code == ERR_NONE || e.code == ERR_LIMIT);
	assert(failed(e) || fine == (diagnostics.count == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str all = { (const char *)data, size };
	size_t end = str_find_char(all, '\0', 0);
	struct str json = str_slice(all, 0, end == SIZE_MAX ? size : end);
	struct dataset_description description;
	struct diagnostics diagnostics;
	struct arena arena;
	bool fine = false;
	struct err e;

	arena_init(&arena, LIMIT_REQUEST_ARENA);
	diagnostics_init(&diagnostics, &arena);
	read_domain(&arena, json);
	e = dataset_structure_read(&arena, S("fuzz.json"), json, S("fuzz"), &diagnostics,
				   &description, &fine);
	assert(e.code == ERR_NONE || e.code == ERR_LIMIT);
	assert(failed(e) || fine == (diagnostics.count == 0));
	if (!failed(e) && fine && !description.is_scalar && end != SIZE_MAX)
		read_points(&arena, str_slice(all, end + 1, size), &description.structure);
	arena_finish(&arena);
	return 0;
}

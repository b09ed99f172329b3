/*
 * Every file of observations in ../shared/data, as its publisher made it: each is read with its profile,
 * and no row of it is lost. The rows are counted here a second time, by quotes and line ends alone.
 */
#include "testing.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "exchange/observation_reader.h"
#include "exchange/profile_guess.h"

#define DATA SOURCE_ROOT "/../shared/data/"

/* What is known of a file beforehand. */
struct published {
	const char *path; /* below shared/data */
	const char *profile;
	const char *variable;
	size_t n_refused;
};

static const struct published files[] = {
	{ "ict_observations.csv", "plain-long", "", 0 },
	{ "ict_observations_disaggregated.csv", "plain-long", "", 0 },
	{ "ict_policy_observations.csv", "plain-long", "", 0 },
	{ "raw/population/population.csv", "world-bank-long", "SP.POP.TOTL", 0 },
	{ "raw/owid/share-of-individuals-using-the-internet.csv", "owid", "IT.NET.USER.ZS", 128 },
	{ "raw/owid/Population covered by the internet - Internet World Stats (2019).csv",
	  "owid-names", "OWID_COVERED", 0 },
	{ "raw/owid/Price of mobile data - Alliance for Affordable Internet (2019).csv",
	  "owid-names", "OWID_PRICE", 0 },
};

/* Folders whose files of a name that begins so are all of one profile. */
static const struct {
	const char *folder, *begins, *profile;
} folders[] = {
	{ "raw/itu_datahub_csv", "", "itu-datahub" },
	{ "raw/sdg_ddf", "ddf--datapoints--", "un-sdg-ddf" },
	{ "raw/gapminder_sg", "ddf--datapoints--", "gapminder" },
};

/* A folder a series, whose name is its code. */
static const char *const wdi[] = {
	"it.cel.sets.p2", "it.mlt.main.p2",    "it.net.bbnd.p2", "it.net.secr.p6",
	"ny.gnp.pcap.cd", "ny.gnp.pcap.pp.cd", "sp.pop.totl",    "sp.rur.totl.zs",
};

struct totals {
	size_t rows, refused, empty, estimates, answers;
	struct str first_refusal;
};

/* Lines that are not blank and do not begin inside quotes, without the header. */
static size_t count_records(struct arena *arena, struct str path)
{
	struct str bytes;
	size_t lines = 0, len = 0;
	bool quoted = false;

	assert_ok(file_read(arena, path, LIMIT_FILE_BYTES, &bytes));
	for (size_t i = 0; i < bytes.len; i++) {
		quoted ^= bytes.at[i] == '"';
		if (bytes.at[i] == '\n' && !quoted) {
			lines += len > 0;
			len = 0;
		} else {
			len += bytes.at[i] != '\r';
		}
	}
	return lines + (len > 0) - 1;
}

static void add_chunk(struct totals *totals, const struct observation_chunk *chunk)
{
	totals->rows += chunk->n_rows;
	totals->refused += chunk->n_refused;
	totals->empty += chunk->n_empty;
	for (size_t i = 0; i < chunk->n_rows; i++) {
		const struct observation *o = &chunk->rows[i].observation;

		assert_false(str_empty(o->key.variable) || str_empty(o->key.area));
		assert_int_not_equal(o->period.kind, PERIOD_EMPTY);
		assert_true(!isnan(o->observed.number) || !str_empty(o->observed.answer));
		totals->estimates += o->observed.status == 'E';
		totals->answers += !str_empty(o->observed.answer);
	}
	for (size_t i = 0; i < chunk->n_refused && i < 1; i++)
		print_message("# %.*s:%lld %.*s: %.*s (%.*s)\n", STR_ARGS(chunk->refused[i].file),
			      (long long)chunk->refused[i].line, STR_ARGS(chunk->refused[i].column),
			      STR_ARGS(chunk->refused[i].args[0]),
			      STR_ARGS(chunk->refused[i].args[1]));
}

static struct totals read_all(struct arena *arena, struct str path, const char *profile,
			      struct str variable)
{
	struct observation_input input = { .path = path };
	struct observation_request request = { .inputs = &input,
					       .n_inputs = 1,
					       .variable = variable };
	struct observation_reader_source source;
	struct diagnostics diagnostics;
	struct observation_chunk chunk;
	struct totals totals = { 0 };
	struct arena chunks;
	bool more = true;

	arena_init(&chunks, (size_t)16 << 20);
	diagnostics_init(&diagnostics, arena);
	assert_ok(profile_find(arena, str_of(profile), &diagnostics, &request.profile));
	assert_ok(observation_reader_open(&source, &request));
	while (more) {
		struct err e;

		arena_reset(&chunks);
		e = source.observations.next(&source.observations, &chunks, &diagnostics, &chunk,
					     &more);
		for (size_t i = 0; failed(e) && i < diagnostics.items.count; i++) {
			const struct diagnostic *d =
				LIST_AT(diagnostics.items, struct diagnostic, i);

			print_error("%.*s:%lld: %.*s %.*s\n", STR_ARGS(d->file), (long long)d->line,
				    STR_ARGS(d->args[0]), STR_ARGS(d->args[1]));
		}
		assert_ok(e);
		add_chunk(&totals, &chunk);
	}
	observation_reader_close(&source);
	arena_finish(&chunks);
	return totals;
}

/* Who does not know the profile finds it by the first bytes. */
static void check_guess(struct arena *arena, struct str path, const char *profile)
{
	const struct profile *guessed;
	struct str bytes;

	assert_ok(file_read(arena, path, LIMIT_FILE_BYTES, &bytes));
	assert_ok(profile_guess(arena, bytes, &guessed));
	if (!guessed)
		fail_msg("%.*s is not guessed", STR_ARGS(path));
	assert_str_at(guessed->name, str_of(profile), __FILE__, __LINE__);
}

static struct totals check_file(struct arena *arena, struct str path, const char *profile,
				struct str variable, size_t n_refused)
{
	struct totals totals = read_all(arena, path, profile, variable);
	size_t counted = count_records(arena, path);

	print_message("# %.*s: %zu rows, %zu refused, %zu empty, %zu estimates, %zu answers\n",
		      STR_ARGS(path), totals.rows, totals.refused, totals.empty, totals.estimates,
		      totals.answers);
	assert_int_equal(totals.rows + totals.refused + totals.empty, counted);
	assert_int_equal(totals.refused, n_refused);
	check_guess(arena, path, profile);
	return totals;
}

static struct str in_data(struct arena *arena, const char *path)
{
	return path_join(arena, S(DATA), str_of(path));
}

static void check_folder(struct arena *arena, const char *folder, const char *begins,
			 const char *profile)
{
	struct str path = in_data(arena, folder), *names;
	size_t count;

	assert_ok(folder_list(arena, path, &names, &count));
	for (size_t i = 0; i < count; i++)
		if (str_starts(names[i], str_of(begins)) && str_ends(names[i], S(".csv")))
			check_file(arena, path_join(arena, path, names[i]), profile, S(""), 0);
}

/* "it.cel.sets.p2" is the folder of IT.CEL.SETS.P2. */
static void check_wdi(struct arena *arena, const char *folder)
{
	struct str path = str_format(arena, DATA "raw/wdi/%s/data.csv", folder);
	char code[32];
	size_t len = 0;

	for (; folder[len]; len++)
		code[len] = folder[len] >= 'a' && folder[len] <= 'z' ? (char)(folder[len] - 32)
								     : folder[len];
	check_file(arena, path, "world-bank-long", (struct str){ code, len }, 0);
}

static void test_published__no_row_is_lost(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena, (size_t)1 << 30);
	if (!path_is_folder(&arena, S(DATA))) {
		print_message("# skipped: no ../shared\n");
		arena_finish(&arena);
		skip();
	}
	for (size_t i = 0; i < countof(files); i++)
		check_file(&arena, in_data(&arena, files[i].path), files[i].profile,
			   str_of(files[i].variable), files[i].n_refused);
	for (size_t i = 0; i < countof(folders); i++)
		check_folder(&arena, folders[i].folder, folders[i].begins, folders[i].profile);
	for (size_t i = 0; i < countof(wdi); i++)
		check_wdi(&arena, wdi[i]);
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_published__no_row_is_lost) };

	return cmocka_run_group_tests_name("published", tests, NULL, NULL);
}

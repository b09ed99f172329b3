/*
 * After each of a thousand changes, some of them made by another process, a site that has been asked all
 * the time says what one says that was opened just now: nothing that is kept in memory outlives a change.
 */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "web/routes.h"

enum { CHANGES = 1000, BY_ANOTHER_PROCESS = 5 /* every so-manieth */ };

static const char *const areas[] = { "CHE", "FRA", "AGO", "BRA", "EGY", "FJI", "KAZ", "USA" };
static const char *const variables[] = { "IT.NET.USER.ZS", "V.ONE", "V.TWO" };

/* Overview, variable, country, series, aggregates by region, the API, and what is known of the data. */
static const char *const targets[] = {
	"/",
	"/variable/V.ONE",
	"/variable/IT.NET.USER.ZS",
	"/area/FRA",
	"/variable/V.TWO/area/CHE",
	("/api/v1/data?variable=V.ONE&variable=V.TWO&by=group:itu-region&by=period&aggregate=mean"
	 "&period=2015:2024"),
	("/api/v1/data?variable=IT.NET.USER.ZS&by=group:itu-region&aggregate=median&period=2024"
	 "&latest-within=5"),
	"/api/v1/data?variable=V.ONE&area=AGO&area=USA&period=2010:2024",
	"/quality",
};

/* Reproducible chance. */
static uint64_t dice(uint64_t *seed, uint64_t sides)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (*seed >> 33) % sides;
}

/* One cell, or a few of them. */
static void some_change(uint64_t *seed, char *csv, size_t room)
{
	int len = snprintf(csv, room, "variable,area,period,value,age\n");

	for (uint64_t n = 1 + dice(seed, 3); n > 0; n--)
		len += snprintf(csv + len, room - (size_t)len, "%s,%s,%d,%d.%d,%s\n",
				variables[dice(seed, countof(variables))],
				areas[dice(seed, countof(areas))], 2010 + (int)n,
				(int)dice(seed, 100), (int)dice(seed, 10),
				dice(seed, 4) == 0 ? "Y15T24" : "");
}

/* A site over the same database, which nobody has asked yet. */
static void open_cold(const struct fixture *warm, struct fixture *cold, bool write)
{
	struct store_config config = { .path = warm->path, .write = write };

	*cold = (struct fixture){ .now = warm->now, .tree = warm->tree };
	arena_init(&cold->arena, LIMIT_COMMAND_ARENA);
	cold->app = warm->app;
	assert_ok(store_open(&config, &cold->app.store));
	assert_ok(site_init(&cold->site, &cold->arena, &cold->app, S("1.2.3")));
	cold->program = web_program(&cold->site);
}

static void close_cold(struct fixture *cold)
{
	store_close(cold->app.store);
	arena_finish(&cold->arena);
}

static void change_elsewhere(const struct fixture *f, const char *csv)
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0) {
		struct fixture other;

		open_cold(f, &other, true);
		site_load(&other, csv);
		store_close(other.app.store);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* The answers of the first changes are compared one and all, those of later ones in turn. */
static void compare(struct fixture *f, int change)
{
	struct fixture cold;

	open_cold(f, &cold, false);
	for (size_t i = 0; i < countof(targets); i++) {
		struct answer kept, fresh;

		if (change >= 50 && (size_t)change % countof(targets) != i &&
		    ((size_t)change + 4) % countof(targets) != i)
			continue;
		kept = site_get(f, targets[i]);
		fresh = site_get(&cold, targets[i]);
		assert_int_equal(kept.status, 200);
		if (!str_eq(kept.body, fresh.body))
			fail_msg("after change %d: %s", change, targets[i]);
	}
	close_cold(&cold);
}

static void test_site__says_after_each_change_what_a_fresh_one_says(void **state)
{
	struct fixture *f = *state;
	struct arena_mark mark;
	uint64_t seed = 5;
	char csv[512];

	site_load(f, "variable,area,period,value\nV.ONE,CHE,2020,1\nV.TWO,CHE,2020,1\n"
		     "IT.NET.USER.ZS,CHE,2020,1\n");
	mark = arena_mark(&f->arena);
	for (int i = 0; i < CHANGES; i++) {
		some_change(&seed, csv, sizeof(csv));
		if (i % BY_ANOTHER_PROCESS == BY_ANOTHER_PROCESS - 1)
			change_elsewhere(f, csv);
		else
			site_load(f, csv);
		compare(f, i);
		arena_rewind(&f->arena, mark);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_site__says_after_each_change_what_a_fresh_one_says, site_open_baku,
			site_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

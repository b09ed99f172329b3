/*
 * What every use case is given: where the data are, what time it is, which languages there are. Made
 * once in main and passed down; nothing here is global. Tests put their own clock and
 * chance in.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

struct store;
struct locale;
struct locales;

struct clock {
	struct moment (*now)(void *context);
	void *context;
};

/* The system's clock, in UTC. */
extern const struct clock system_clock;

struct chance {
	void (*bytes)(void *context, void *out, size_t count);
	void *context;
};

/* The system's unpredictable bytes. */
extern const struct chance system_chance;

struct app {
	struct store *store; /* NULL for use cases on folders alone */
	const struct locales *locales;
	struct clock clock;
	struct chance chance;
};

static inline struct moment app_now(const struct app *app)
{
	return app->clock.now(app->clock.context);
}

static inline struct date app_today(const struct app *app)
{
	return moment_date(app_now(app));
}

#endif

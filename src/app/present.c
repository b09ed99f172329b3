/* Snapshots for those who only look. */
#include "app/present.h"

#include "store/store.h"

struct err present(const struct app *app, struct snapshot **out)
{
	return store_snapshot(app->store, out);
}

struct err present_as_of(const struct app *app, struct date day, struct snapshot **out)
{
	return store_as_of(app->store, day, out);
}

/* A database in a folder of its own, and short ways to write to it. */
#ifndef UNIT_STORE_FIXTURE_H
#define UNIT_STORE_FIXTURE_H

#include "testing.h"

#include "base/arena.h"
#include "model/node.h"
#include "model/term.h"
#include "store/store.h"

struct fixture {
	char folder[64];
	char path[128];
	char other[128]; /* a second path in the folder, where nothing is */
	struct arena arena;
	struct store *store;
};

/* For cmocka: makes the database and opens it for writing; removes everything. */
int fixture_open(void **state);
int fixture_close(void **state);

/* Opens the fixture's database once more. */
struct store *fixture_again(struct fixture *f, bool write);

/* Closes and opens it, as a new process would. */
void fixture_reopen(struct fixture *f);

/* Runs SQL behind the store's back. */
void fixture_sql(struct fixture *f, const char *sql);

/* A moment: noon of a day of 2026. */
struct moment noon(int month, int day);

/* Commits the change of one term from the present name to the new one; NULL removes it. */
struct err put_term(struct store *store, struct moment at, const char *code, const char *name);

/* The term's name in the snapshot; "" when there is no such term. */
struct str term_name(const struct snapshot *snapshot, const char *code);

/* The same in the present. */
bool present_is(struct store *store, const char *code, const char *name);

#endif

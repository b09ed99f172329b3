/* SQLite's own printf. */
#include <sqlite3.h>

void planted(sqlite3 *db, const char *code)
{
	sqlite3_exec(db, "vacuum", NULL, NULL, NULL);
	sqlite3_exec(db, sqlite3_mprintf("vacuum %Q", code), NULL, NULL, NULL);
}

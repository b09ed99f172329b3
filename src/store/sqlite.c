/*
 * The driver for SQLite, which no other file but wal_mark.c knows. Write-ahead log with full durability: what
 * commit has returned survives a killed process and lost power.
 */
#include "store/driver.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/str.h"
#include "store/wal_mark.h"

enum { BUSY_TIMEOUT_MS = 15000, CACHE_KIB = 16384, PARAMETERS_MAX = 64, IDLE_MAX = 8 };

struct sqlite_db {
	struct db db;
	sqlite3 *handle;
	bool wants_log;             /* the write-ahead log is not yet asked for */
	sqlite3_stmt *data_version; /* kept prepared: asked before every snapshot */
	sqlite3_stmt *journal_mode; /* likewise */
	sqlite3_stmt *rollback;     /* kept prepared: must work when there is no memory */
	struct sqlite_query *idle;  /* finished, and kept for whoever asks the same next */
	int n_idle;
	bool has_log; /* the write-ahead log is there; nobody can end it while this is open */
	struct wal_mark seen; /* when SQLite was last asked for the version */
	int64_t version;
};

struct sqlite_query {
	struct query query;
	struct sqlite_db *owner;
	struct sqlite_query *next; /* idle */
	sqlite3_stmt *statement;
	int bind_status;               /* the first bind that failed, told by the next step */
	int index[PARAMETERS_MAX + 1]; /* SQLite's number of the parameter $n; 0: there is none */
};

static sqlite3 *handle_of(struct db *db)
{
	return ((struct sqlite_db *)db)->handle;
}

static struct sqlite_query *sqlite_query_of(struct query *query)
{
	return (struct sqlite_query *)query;
}

/* What the caller does next about a result code. */
static enum err_code code_of(int status)
{
	if (status == SQLITE_IOERR_NOMEM)
		return ERR_LIMIT;
	switch (status & 0xff) {
	case SQLITE_NOMEM:
	case SQLITE_TOOBIG:
	case SQLITE_BUSY: /* for BUSY_TIMEOUT_MS, or where nobody waits */
	case SQLITE_LOCKED:
		return ERR_LIMIT;
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return ERR_IO;
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		return ERR_INVALID;
	case SQLITE_CANTOPEN:
		return ERR_IO;
	default:
		return ERR_DB;
	}
}

/*
 * SQLite's own words for the code: static text, so that the error may outlive the connection. The
 * statement's message would have to be copied, and says little more to an operator.
 */
static struct err error_of(int status, const char *where)
{
	if (status == SQLITE_FULL)
		return err_make(ERR_IO, where, S("the disk is full"));
	if ((status & 0xff) == SQLITE_READONLY)
		return err_make(ERR_IO, where,
				S("the file, or the folder that it is in, cannot be written"));
	return err_make(code_of(status), where, str_of(sqlite3_errstr(status)));
}

static struct err status_err(int status, const char *where)
{
	return status == SQLITE_OK ? OK : error_of(status, where);
}

static struct err run(struct db *db, const char *sql)
{
	return status_err(sqlite3_exec(handle_of(db), sql, NULL, NULL, NULL), HERE);
}

static void close_query(struct sqlite_query *self)
{
	sqlite3_finalize(self->statement);
	memory_give(self);
}

static void close_db(struct db *db)
{
	struct sqlite_db *self = (struct sqlite_db *)db;
	struct sqlite_query *next;

	if (!self)
		return;
	for (struct sqlite_query *query = self->idle; query; query = next) {
		next = query->next;
		close_query(query);
	}
	sqlite3_finalize(self->data_version);
	sqlite3_finalize(self->journal_mode);
	sqlite3_finalize(self->rollback);
	sqlite3_close(self->handle);
	memory_give(self);
}

static struct err check_presence(const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return errno == ENOENT || errno == ENOTDIR
			       ? ERROR(ERR_NOT_FOUND, "there is no such database")
			       : ERROR(ERR_IO, "the way to the file is barred");
	if (!S_ISREG(status.st_mode))
		return ERROR(ERR_INVALID, "that is not a file");
	return OK;
}

/* The log of a database that was moved away without it may hold the last of its commits. */
static struct err check_no_log(const char *path)
{
	size_t size = strlen(path) + sizeof("-wal");
	char *log = memory_take(size);
	struct stat status;

	TRY_NEW(log);
	snprintf(log, size, "%s-wal", path);
	bool holds = stat(log, &status) == 0 && status.st_size > 0;

	memory_give(log);
	return holds ? ERROR(ERR_CONFLICT, "another database's log of writes (-wal) is beside it")
		     : OK;
}

/*
 * May a database be made here? A device or a pipe is something, although it has no bytes; making a
 * database would remove it, as it would the log of writes that another one has left.
 */
static struct err check_place(const char *path)
{
	struct stat status;
	bool there = stat(path, &status) == 0;

	if (there && !S_ISREG(status.st_mode))
		return ERROR(ERR_CONFLICT, "there is something already");
	return there && status.st_size > 0 ? OK : check_no_log(path);
}

static struct err keep_prepared(struct sqlite_db *self, const char *sql, sqlite3_stmt **out)
{
	return status_err(
		sqlite3_prepare_v3(self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL),
		HERE);
}

static struct err configure(struct sqlite_db *self)
{
	char cache[64];

	sqlite3_extended_result_codes(self->handle, 1);
	sqlite3_busy_timeout(self->handle, BUSY_TIMEOUT_MS);
	sqlite3_db_config(self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	snprintf(cache, sizeof(cache), "PRAGMA cache_size = -%d", CACHE_KIB);
	TRY(run(&self->db, cache));
	TRY(run(&self->db, "PRAGMA trusted_schema = off"));
	/* Beyond "full", the folder is synced when a rollback journal is removed from it. */
	TRY(run(&self->db, "PRAGMA synchronous = extra"));
	TRY(keep_prepared(self, "ROLLBACK", &self->rollback));
	TRY(keep_prepared(self, "PRAGMA journal_mode", &self->journal_mode));
	return keep_prepared(self, "PRAGMA data_version", &self->data_version);
}

static struct err check_emptiness(sqlite3 *handle)
{
	sqlite3_stmt *statement = NULL;
	int status = sqlite3_prepare_v2(handle, "SELECT 1 FROM sqlite_schema LIMIT 1", -1,
					&statement, NULL);

	if (status == SQLITE_OK)
		status = sqlite3_step(statement);
	sqlite3_finalize(statement);
	if (status == SQLITE_ROW)
		return ERROR(ERR_CONFLICT, "there is something already");
	return status == SQLITE_DONE ? OK : error_of(status, HERE);
}

/*
 * A database that is to be made must not be there, and nobody else may be making it: the lock is kept
 * until the handle is closed. An empty database is none yet: an empty file, or what SQLite rolls back
 * to when the making was cut short.
 */
static struct err claim(sqlite3 *handle)
{
	int status;

	sqlite3_extended_result_codes(handle, 1);
	status = sqlite3_exec(handle,
			      "PRAGMA page_size = 8192;" /* two dozen blocks of series */
			      "PRAGMA locking_mode = exclusive; PRAGMA synchronous = extra;"
			      "BEGIN EXCLUSIVE; ROLLBACK",
			      NULL, NULL, NULL);
	if ((status & 0xff) == SQLITE_BUSY || (status & 0xff) == SQLITE_NOTADB)
		return ERROR(ERR_CONFLICT, "there is something already");
	TRY(status_err(status, HERE));
	return check_emptiness(handle);
}

static struct err open_db(const struct db_config *config, struct db **out)
{
	static const int flags[] = {
		[DB_READ] = SQLITE_OPEN_READONLY,
		[DB_WRITE] = SQLITE_OPEN_READWRITE,
		[DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	};
	struct sqlite_db *self;

	TRY(config->mode == DB_CREATE ? check_place(config->path) : check_presence(config->path));
	self = memory_take(sizeof(*self));
	TRY_NEW(self);
	self->db.driver = &sqlite_driver;
	self->wants_log = config->mode == DB_WRITE;

	int status = sqlite3_open_v2(config->path, &self->handle,
				     flags[config->mode] | SQLITE_OPEN_NOMUTEX, config->vfs);
	struct err e = status_err(status, HERE);

	if (!failed(e) && config->mode == DB_CREATE)
		e = claim(self->handle);
	if (!failed(e))
		e = configure(self);
	if (failed(e)) {
		close_db(&self->db);
		return e;
	}
	*out = &self->db;
	return OK;
}

/* SQLite numbers $n by first appearance in the text, so the numbers are read off once. */
static void map_parameters(struct sqlite_query *self)
{
	int count = sqlite3_bind_parameter_count(self->statement);

	for (int i = 1; i <= count; i++) {
		const char *name = sqlite3_bind_parameter_name(self->statement, i);
		int64_t n = 0;
		bool numbered = name && str_to_int64(str_of(name + 1), &n);

		assert(numbered && n >= 1 && n <= PARAMETERS_MAX);
		self->index[n] = i;
	}
}

/* A query that asked the same and is finished, taken from the idle ones; NULL when there is none. */
static struct sqlite_query *take_idle(struct sqlite_db *db, struct str sql)
{
	for (struct sqlite_query **link = &db->idle; *link; link = &(*link)->next) {
		struct sqlite_query *query = *link;

		if (!str_eq(str_of(sqlite3_sql(query->statement)), sql))
			continue;
		*link = query->next;
		db->n_idle--;
		return query;
	}
	return NULL;
}

static struct err prepare(struct db *db, struct str sql, struct query **out)
{
	struct sqlite_query *self = take_idle((struct sqlite_db *)db, sql);
	int status;

	if (self) {
		*out = &self->query;
		return OK;
	}
	self = memory_take(sizeof(*self));
	TRY_NEW(self);
	self->query.driver = &sqlite_driver;
	self->owner = (struct sqlite_db *)db;
	status = sqlite3_prepare_v3(handle_of(db), sql.at, (int)sql.len, SQLITE_PREPARE_PERSISTENT,
				    &self->statement, NULL);
	if (status != SQLITE_OK) {
		memory_give(self);
		return error_of(status, HERE);
	}
	map_parameters(self);
	*out = &self->query;
	return OK;
}

static void reset(struct query *query)
{
	struct sqlite_query *self = sqlite_query_of(query);

	sqlite3_reset(self->statement);
	sqlite3_clear_bindings(self->statement);
	self->bind_status = SQLITE_OK;
}

/* Ends the idle query that was finished first. */
static void drop_eldest(struct sqlite_db *db)
{
	struct sqlite_query **link = &db->idle;

	while ((*link)->next)
		link = &(*link)->next;
	close_query(*link);
	*link = NULL;
	db->n_idle--;
}

/* The few that were finished last are kept: a page asks the same as the page before it. */
static void finish(struct query *query)
{
	struct sqlite_query *self;
	struct sqlite_db *db;

	if (!query)
		return;
	reset(query);
	self = sqlite_query_of(query);
	db = self->owner;
	self->next = db->idle;
	db->idle = self;
	db->n_idle++;
	if (db->n_idle > IDLE_MAX)
		drop_eldest(db);
}

static int parameter_index(const struct sqlite_query *self, int parameter)
{
	assert(parameter >= 1 && parameter <= PARAMETERS_MAX && self->index[parameter] > 0);
	return self->index[parameter];
}

static void note_bind(struct sqlite_query *self, int status)
{
	if (self->bind_status == SQLITE_OK)
		self->bind_status = status;
}

static void bind_text(struct query *query, int parameter, struct str text)
{
	struct sqlite_query *self = sqlite_query_of(query);

	note_bind(self, sqlite3_bind_text64(self->statement, parameter_index(self, parameter),
					    text.at ? text.at : "", text.len, SQLITE_STATIC,
					    SQLITE_UTF8));
}

static void bind_bytes(struct query *query, int parameter, struct str bytes)
{
	struct sqlite_query *self = sqlite_query_of(query);

	note_bind(self, sqlite3_bind_blob64(self->statement, parameter_index(self, parameter),
					    bytes.at ? bytes.at : "", bytes.len, SQLITE_STATIC));
}

static void bind_integer(struct query *query, int parameter, int64_t n)
{
	struct sqlite_query *self = sqlite_query_of(query);

	note_bind(self, sqlite3_bind_int64(self->statement, parameter_index(self, parameter), n));
}

static void bind_null(struct query *query, int parameter)
{
	struct sqlite_query *self = sqlite_query_of(query);

	note_bind(self, sqlite3_bind_null(self->statement, parameter_index(self, parameter)));
}

/*
 * Makes the texts of a row ready. That may need memory, and column_text could not tell a text that is
 * lacking for want of it from an empty one.
 */
static int fetch_texts(sqlite3_stmt *statement)
{
	int count = sqlite3_data_count(statement);

	for (int i = 0; i < count; i++) {
		int type = sqlite3_column_type(statement, i);

		if (type == SQLITE_TEXT && !sqlite3_column_text(statement, i) &&
		    sqlite3_column_bytes(statement, i) > 0)
			return SQLITE_NOMEM;
		if (type == SQLITE_BLOB && !sqlite3_column_blob(statement, i) &&
		    sqlite3_column_bytes(statement, i) > 0)
			return SQLITE_NOMEM;
	}
	return SQLITE_ROW;
}

static struct err step(struct query *query, bool *row_out)
{
	struct sqlite_query *self = sqlite_query_of(query);
	int status = self->bind_status;

	if (status == SQLITE_OK)
		status = sqlite3_step(self->statement);
	if (status == SQLITE_ROW)
		status = fetch_texts(self->statement);
	if (status != SQLITE_ROW && status != SQLITE_DONE)
		return error_of(status, HERE);
	*row_out = status == SQLITE_ROW;
	return OK;
}

static bool column_is_null(struct query *query, int column)
{
	return sqlite3_column_type(sqlite_query_of(query)->statement, column) == SQLITE_NULL;
}

static int64_t column_integer(struct query *query, int column)
{
	return sqlite3_column_int64(sqlite_query_of(query)->statement, column);
}

static struct str column_text(struct query *query, int column)
{
	sqlite3_stmt *statement = sqlite_query_of(query)->statement;
	const unsigned char *text = sqlite3_column_text(statement, column);

	return (struct str){ .at = (const char *)text,
			     .len = text ? (size_t)sqlite3_column_bytes(statement, column) : 0 };
}

static struct str column_bytes(struct query *query, int column)
{
	sqlite3_stmt *statement = sqlite_query_of(query)->statement;
	const void *bytes = sqlite3_column_blob(statement, column);

	return (struct str){ .at = bytes,
			     .len = bytes ? (size_t)sqlite3_column_bytes(statement, column) : 0 };
}

/*
 * The write-ahead log comes with the first writing, when whoever opened the file knows that it is a
 * database of this program: another's is left as it is. A new database is made without one.
 */
static struct err begin(struct db *db)
{
	struct sqlite_db *self = (struct sqlite_db *)db;

	if (self->wants_log) {
		TRY(run(db, "PRAGMA journal_mode = wal"));
		self->wants_log = false;
	}
	return run(db, "BEGIN IMMEDIATE");
}

static struct err commit(struct db *db)
{
	return run(db, "COMMIT");
}

/*
 * Some errors have already rolled back; then there is nothing to do. A transaction that stayed open
 * would be in the way of every later one.
 */
static void rollback(struct db *db)
{
	struct sqlite_db *self = (struct sqlite_db *)db;

	if (sqlite3_get_autocommit(self->handle))
		return;
	sqlite3_step(self->rollback);
	sqlite3_reset(self->rollback);
}

static bool is_moved(struct db *db)
{
	int moved = 0;

	return sqlite3_file_control(handle_of(db), "main", SQLITE_FCNTL_HAS_MOVED, &moved) ==
		       SQLITE_OK &&
	       moved;
}

static bool is_in_log_mode(struct sqlite_db *self)
{
	struct str mode = { 0 };

	if (sqlite3_step(self->journal_mode) == SQLITE_ROW)
		mode = str_of((const char *)sqlite3_column_text(self->journal_mode, 0));
	bool is_wal = str_eq(mode, S("wal"));

	sqlite3_reset(self->journal_mode);
	return is_wal;
}

static struct err ask_data_version(struct sqlite_db *self)
{
	int status = sqlite3_step(self->data_version);

	if (status == SQLITE_ROW)
		self->version = sqlite3_column_int64(self->data_version, 0);
	sqlite3_reset(self->data_version);
	return status == SQLITE_ROW ? OK : error_of(status, HERE);
}

/*
 * SQLite is asked only when the mark of the last commit is another than before. The mark that counts as
 * seen is from before SQLite was asked: what is committed meanwhile is asked about once more.
 */
static struct err data_version(struct db *db, int64_t *out)
{
	struct sqlite_db *self = (struct sqlite_db *)db;
	struct wal_mark mark = { .is_known = false };

	if (self->has_log)
		mark = wal_mark_look(self->handle);
	if (!wal_mark_eq(&mark, &self->seen)) {
		TRY(ask_data_version(self));
		self->has_log = self->has_log || is_in_log_mode(self);
		self->seen = mark;
	}
	*out = self->version;
	return OK;
}

static struct err columns(struct db *db, struct arena *arena, struct str table,
			  struct str **names_out, size_t *count_out)
{
	struct query *query;
	struct str *names;
	size_t count = 0;
	bool row;

	TRY(prepare(db, S("SELECT name FROM pragma_table_info($1) ORDER BY cid"), &query));
	names = NEW(arena, struct str, 64);
	bind_text(query, 1, table);
	struct err e = names ? OK : ERROR(ERR_LIMIT, "out of memory");

	while (!failed(e) && !failed(e = step(query, &row)) && row && count < 64) {
		struct str name = str_copy(arena, column_text(query, 0));

		if (!name.at)
			e = ERROR(ERR_LIMIT, "out of memory");
		names[count++] = name;
	}
	finish(query);
	if (failed(e))
		return e;
	*names_out = names;
	*count_out = count;
	return OK;
}

static struct err copy_pages(sqlite3 *from, sqlite3 *to)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
	int status;

	if (!backup)
		return error_of(sqlite3_extended_errcode(to), HERE);
	/* All at once, so that no other writer makes it begin anew again and again. */
	status = sqlite3_backup_step(backup, -1);
	sqlite3_backup_finish(backup);
	TRY(status_err(status == SQLITE_DONE ? SQLITE_OK : status, HERE));
	/* One file that can be carried about: no write-ahead log beside it. */
	return status_err(sqlite3_exec(to, "PRAGMA journal_mode = delete", NULL, NULL, NULL), HERE);
}

/* What was begun is removed while it is still locked, so that nobody has begun anew. */
static struct err copy_into(sqlite3 *from, sqlite3 *to, sqlite3_vfs *vfs, const char *path)
{
	TRY(claim(to));
	struct err e = copy_pages(from, to);

	if (failed(e))
		vfs->xDelete(vfs, path, 1);
	return e;
}

static struct err copy_to(struct db *db, const char *path)
{
	static const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	sqlite3_vfs *vfs = NULL;
	sqlite3 *to = NULL;

	TRY(check_place(path));
	sqlite3_file_control(handle_of(db), "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
	struct err e = status_err(sqlite3_open_v2(path, &to, flags, vfs->zName), HERE);

	if (!failed(e))
		e = copy_into(handle_of(db), to, vfs, path);
	sqlite3_close(to);
	return e;
}

const struct driver sqlite_driver = {
	.name = STR("sqlite"),
	.open = open_db,
	.close = close_db,
	.run = run,
	.prepare = prepare,
	.finish = finish,
	.bind_text = bind_text,
	.bind_bytes = bind_bytes,
	.bind_integer = bind_integer,
	.bind_null = bind_null,
	.step = step,
	.reset = reset,
	.column_is_null = column_is_null,
	.column_integer = column_integer,
	.column_text = column_text,
	.column_bytes = column_bytes,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.is_moved = is_moved,
	.data_version = data_version,
	.columns = columns,
	.copy_to = copy_to,
};

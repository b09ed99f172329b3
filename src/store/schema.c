/*
 * SQL that follows from the field tables: a table for each noun with the key of its rows, a column for
 * each field, and the statements that write and read them. Numbers and money are integers, all else is
 * text as in the cell; what is empty is NULL.
 */
#include <assert.h>

#include "base/buf.h"
#include "base/limits.h"
#include "model/row.h"
#include "store/internal.h"
#include "store/log_sql.h"
#include "store/series_sql.h"

static bool is_integer(const struct field *field)
{
	return field->type == FIELD_INTEGER || field->type == FIELD_MONEY;
}

static void column_definition(struct buf *sql, const struct field *field)
{
	buf_format(sql, "\"%.*s\" %s", STR_ARGS(field->name),
		   is_integer(field) ? "BIGINT" : "TEXT");
}

void schema_create_table(struct buf *sql, const struct noun *noun)
{
	buf_format(sql, "CREATE TABLE \"%.*s\" (\n\trow_key TEXT PRIMARY KEY NOT NULL",
		   STR_ARGS(noun->name));
	for (size_t i = 0; i < noun->n_fields; i++) {
		buf_str(sql, S(",\n\t"));
		column_definition(sql, &noun->fields[i]);
	}
	buf_str(sql, S("\n);\n"));
}

void schema_add_column(struct buf *sql, const struct noun *noun, const struct field *field)
{
	buf_format(sql, "ALTER TABLE \"%.*s\" ADD COLUMN ", STR_ARGS(noun->name));
	column_definition(sql, field);
	buf_str(sql, S(";\n"));
}

void schema_select(struct buf *sql, const struct noun *noun)
{
	buf_str(sql, S("SELECT "));
	for (size_t i = 0; i < noun->n_fields; i++)
		buf_format(sql, "%s\"%.*s\"", i ? ", " : "", STR_ARGS(noun->fields[i].name));
	buf_format(sql, ", row_key FROM \"%.*s\"", STR_ARGS(noun->name));
}

static void upsert_sql(struct buf *sql, const struct noun *noun)
{
	buf_format(sql, "INSERT INTO \"%.*s\" (row_key", STR_ARGS(noun->name));
	for (size_t i = 0; i < noun->n_fields; i++)
		buf_format(sql, ", \"%.*s\"", STR_ARGS(noun->fields[i].name));
	buf_str(sql, S(") VALUES ($1"));
	for (size_t i = 0; i < noun->n_fields; i++)
		buf_format(sql, ", $%zu", i + 2);
	buf_str(sql, S(") ON CONFLICT (row_key) DO UPDATE SET "));
	for (size_t i = 0; i < noun->n_fields; i++)
		buf_format(sql, "%s\"%.*s\" = excluded.\"%.*s\"", i ? ", " : "",
			   STR_ARGS(noun->fields[i].name), STR_ARGS(noun->fields[i].name));
}

static void remove_sql(struct buf *sql, const struct noun *noun)
{
	buf_format(sql, "DELETE FROM \"%.*s\" WHERE row_key = $1", STR_ARGS(noun->name));
}

static struct err prepare_made(struct db *db, const struct noun *noun,
			       void (*make)(struct buf *, const struct noun *), struct query **out)
{
	struct buf sql;
	struct str text;

	buf_init_own(&sql, LIMIT_CELL_BYTES);
	make(&sql, noun);
	struct err e = buf_done(&sql, &text);

	if (!failed(e))
		e = db->driver->prepare(db, text, out);
	buf_finish(&sql);
	return e;
}

struct err schema_upsert_query(struct db *db, const struct noun *noun, struct query **out)
{
	return prepare_made(db, noun, upsert_sql, out);
}

struct err schema_remove_query(struct db *db, const struct noun *noun, struct query **out)
{
	return prepare_made(db, noun, remove_sql, out);
}

/* The text of a field that is stored as text: where it stands, or written into scratch. */
static struct err field_text(struct arena *scratch, const struct noun *noun,
			     const struct field *field, const void *row, struct str *out)
{
	struct buf text;

	if (field->type == FIELD_CODE || field->type == FIELD_TEXT) {
		*out = field_str(field, row);
		return OK;
	}
	buf_init(&text, scratch);
	field_write(&text, noun, field, row);
	return buf_done(&text, out);
}

struct err schema_bind_row(struct query *query, struct arena *scratch, const struct noun *noun,
			   struct str key, const void *row)
{
	const struct driver *driver = query->driver;

	driver->bind_text(query, 1, key);
	for (size_t i = 0; i < noun->n_fields; i++) {
		const struct field *field = &noun->fields[i];
		int parameter = (int)i + 2;
		struct str text;

		if (field_is_empty(field, row)) {
			driver->bind_null(query, parameter);
		} else if (is_integer(field)) {
			driver->bind_integer(query, parameter, field_integer(field, row));
		} else {
			TRY(field_text(scratch, noun, field, row, &text));
			driver->bind_text(query, parameter, text);
		}
	}
	return OK;
}

static struct err fetch_text_field(struct query *query, struct arena *arena,
				   const struct noun *noun, size_t i_field, void *row)
{
	const struct field *field = &noun->fields[i_field];
	struct str text = query->driver->column_text(query, (int)i_field);

	if (field->type == FIELD_CODE || field->type == FIELD_TEXT) {
		text = str_copy(arena, text);
		TRY_NEW(text.at);
	}
	if (!field_parse(noun, field, text, row))
		return ERROR(ERR_INVALID, "a cell of the database does not fit its column");
	return OK;
}

/* The texts come first: a currency that is set later would empty the money. */
static struct err fetch_fields(struct query *query, struct arena *arena, const struct noun *noun,
			       void *row)
{
	const struct driver *driver = query->driver;

	row_clear(noun, row);
	for (size_t i = 0; i < noun->n_fields; i++)
		if (!is_integer(&noun->fields[i]) && !driver->column_is_null(query, (int)i))
			TRY(fetch_text_field(query, arena, noun, i, row));
	for (size_t i = 0; i < noun->n_fields; i++)
		if (is_integer(&noun->fields[i]) && !driver->column_is_null(query, (int)i) &&
		    !field_set_integer(noun, &noun->fields[i],
				       driver->column_integer(query, (int)i), row))
			return ERROR(ERR_INVALID, "an amount in the database has no currency");
	return OK;
}

struct err schema_fetch_row(struct query *query, struct arena *arena, const struct noun *noun,
			    void *row, struct str *key_out)
{
	struct str key;

	TRY(fetch_fields(query, arena, noun, row));
	TRY(row_key(arena, noun, row, &key));
	if (!str_eq(key, query->driver->column_text(query, (int)noun->n_fields)))
		return ERROR(ERR_INVALID, "a row of the database stands under another key");
	*key_out = key;
	return OK;
}

struct err store_run(struct db *db, struct str sql)
{
	struct arena scratch;

	arena_init(&scratch, LIMIT_REQUEST_ARENA);
	const char *text = str_cstr(&scratch, sql);
	struct err e = text ? db->driver->run(db, text) : ERROR(ERR_LIMIT, "out of memory");

	arena_finish(&scratch);
	return e;
}

static struct err create_nouns(struct db *db)
{
	struct buf sql;
	struct str text;

	buf_init_own(&sql, LIMIT_CELL_BYTES);
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		schema_create_table(&sql, noun_of((enum noun_id)id));
	struct err e = buf_done(&sql, &text);

	if (!failed(e))
		e = store_run(db, text);
	buf_finish(&sql);
	return e;
}

struct err schema_fingerprint(struct arena *arena, struct str *out)
{
	struct buf tables, text;
	struct str sql;

	buf_init(&tables, arena);
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		schema_create_table(&tables, noun_of((enum noun_id)id));
	TRY(buf_done(&tables, &sql));
	buf_init(&text, arena);
	digest_write(&text, digest_of(sql));
	return buf_done(&text, out);
}

static struct err create_in(struct db *db, struct arena *scratch)
{
	struct str fingerprint, format = str_format(scratch, "%d", STORE_FORMAT);

	TRY_NEW(format.at);
	TRY(store_run(db, sql_create_tables));
	TRY(store_run(db, sql_series_tables));
	TRY(create_nouns(db));
	TRY(schema_fingerprint(scratch, &fingerprint));
	TRY(meta_put(db, S("fingerprint"), fingerprint));
	return meta_put(db, S("format"), format);
}

struct err schema_create(struct db *db)
{
	struct arena scratch;

	arena_init(&scratch, LIMIT_REQUEST_ARENA);
	struct err e = create_in(db, &scratch);

	arena_finish(&scratch);
	return e;
}

struct err meta_get(struct db *db, struct arena *arena, struct str name, struct str *out)
{
	struct query *query;
	struct str value = { 0 };
	bool row = false;

	TRY(db->driver->prepare(db, sql_meta_get, &query));
	db->driver->bind_text(query, 1, name);
	struct err e = db->driver->step(query, &row);

	if (!failed(e) && row) {
		value = str_copy(arena, db->driver->column_text(query, 0));
		if (!value.at)
			e = ERROR(ERR_LIMIT, "out of memory");
	}
	db->driver->finish(query);
	TRY(e);
	if (!row)
		return ERROR(ERR_NOT_FOUND, "the database does not say");
	*out = value;
	return OK;
}

struct err meta_put(struct db *db, struct str name, struct str value)
{
	struct query *query;
	bool row;

	TRY(db->driver->prepare(db, sql_meta_put, &query));
	db->driver->bind_text(query, 1, name);
	db->driver->bind_text(query, 2, value);
	struct err e = db->driver->step(query, &row);

	db->driver->finish(query);
	return e;
}

/*
 * The same operators in DuckDB, by the interface of its library, on tables in memory: identifiers as
 * enumerations (its dictionaries) and small integers, which is what it is fastest with. A result is
 * materialised in both of its ways, as a temporary table and as the result of a query, and the faster one
 * counts; no order of rows is asked for. Elapsed time, the median.
 *
 *	duck_operators ROWS THREADS ROUNDS	"sorted filter 0.081 s 4750000 rows 3562500000.125 0.155 s of processors"
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "operators_data.h"

/* What is used of DuckDB's C interface; its package has the library alone. */
typedef uint64_t idx_t;
typedef void *duckdb_database, *duckdb_connection, *duckdb_appender, *duckdb_data_chunk,
	*duckdb_vector, *duckdb_logical_type;
struct duckdb_result {
	idx_t columns, rows, changed;
	void *column;
	char *error;
	void *internal;
};
int duckdb_open(const char *path, duckdb_database *out);
int duckdb_connect(duckdb_database database, duckdb_connection *out);
void duckdb_disconnect(duckdb_connection *connection);
void duckdb_close(duckdb_database *database);
int duckdb_query(duckdb_connection connection, const char *query, struct duckdb_result *out);
const char *duckdb_result_error(struct duckdb_result *result);
void duckdb_destroy_result(struct duckdb_result *result);
duckdb_data_chunk duckdb_fetch_chunk(struct duckdb_result result);
duckdb_logical_type duckdb_create_logical_type(int type);
void duckdb_destroy_logical_type(duckdb_logical_type *type);
duckdb_data_chunk duckdb_create_data_chunk(duckdb_logical_type *types, idx_t n);
void duckdb_destroy_data_chunk(duckdb_data_chunk *chunk);
void duckdb_data_chunk_reset(duckdb_data_chunk chunk);
void duckdb_data_chunk_set_size(duckdb_data_chunk chunk, idx_t size);
duckdb_vector duckdb_data_chunk_get_vector(duckdb_data_chunk chunk, idx_t column);
void *duckdb_vector_get_data(duckdb_vector vector);
uint64_t *duckdb_vector_get_validity(duckdb_vector vector);
void duckdb_vector_ensure_validity_writable(duckdb_vector vector);
void duckdb_validity_set_row_invalid(uint64_t *validity, idx_t row);
int duckdb_appender_create(duckdb_connection connection, const char *schema, const char *table,
			   duckdb_appender *out);
int duckdb_append_data_chunk(duckdb_appender appender, duckdb_data_chunk chunk);
int duckdb_appender_destroy(duckdb_appender *appender);

enum { TYPE_SMALLINT = 3, TYPE_INTEGER = 4, TYPE_DOUBLE = 11, CHUNK_ROWS = 2048, ROUNDS_MOST = 64 };

static void must(bool is_fine, const char *what)
{
	if (!is_fine) {
		fprintf(stderr, "duck_operators: %s\n", what);
		exit(2);
	}
}

static void query(duckdb_connection connection, const char *sql)
{
	struct duckdb_result result;

	if (duckdb_query(connection, sql, &result)) {
		fprintf(stderr, "duck_operators: %s\n", duckdb_result_error(&result));
		exit(2);
	}
	duckdb_destroy_result(&result);
}

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- the tables --- */

static void fill_chunk(duckdb_data_chunk chunk, size_t from, size_t count, size_t n,
		       bool is_shuffled, uint64_t dataset)
{
	duckdb_vector numbers = duckdb_data_chunk_get_vector(chunk, 3);
	int32_t *variable = duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0));
	int32_t *area = duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 1));
	int16_t *year = duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 2));
	double *value = duckdb_vector_get_data(numbers);

	duckdb_vector_ensure_validity_writable(numbers);
	for (size_t i = 0; i < count; i++) {
		struct cell cell = cell_at(from + i, n, is_shuffled, dataset);

		variable[i] = (int32_t)cell.variable;
		area[i] = (int32_t)cell.area;
		year[i] = (int16_t)cell.year;
		value[i] = cell.value;
		if (cell.is_null)
			duckdb_validity_set_row_invalid(duckdb_vector_get_validity(numbers), i);
	}
	duckdb_data_chunk_set_size(chunk, count);
}

/* Codes first, as they come; then the table with the texts that they stand for. */
static void make_table(duckdb_connection connection, const char *name, const char *column, size_t n,
		       bool is_shuffled, uint64_t dataset)
{
	duckdb_logical_type types[] = { duckdb_create_logical_type(TYPE_INTEGER),
					duckdb_create_logical_type(TYPE_INTEGER),
					duckdb_create_logical_type(TYPE_SMALLINT),
					duckdb_create_logical_type(TYPE_DOUBLE) };
	duckdb_data_chunk chunk = duckdb_create_data_chunk(types, 4);
	duckdb_appender appender;
	char sql[512];

	query(connection,
	      "CREATE TABLE codes (variable INTEGER, area INTEGER, period SMALLINT, value DOUBLE)");
	must(!duckdb_appender_create(connection, NULL, "codes", &appender), "no appender");
	for (size_t from = 0; from < n; from += CHUNK_ROWS) {
		duckdb_data_chunk_reset(chunk);
		fill_chunk(chunk, from, n - from < CHUNK_ROWS ? n - from : CHUNK_ROWS, n,
			   is_shuffled, dataset);
		must(!duckdb_append_data_chunk(appender, chunk), "rows are refused");
	}
	must(!duckdb_appender_destroy(&appender), "rows are refused");
	duckdb_destroy_data_chunk(&chunk);
	for (int i = 0; i < 4; i++)
		duckdb_destroy_logical_type(&types[i]);
	snprintf(
		sql, sizeof(sql),
		"CREATE OR REPLACE TABLE %s AS SELECT ('VARIABLE_' || variable)::variables AS variable, "
		"('AREA_' || area)::areas AS area, period, value AS %s FROM codes",
		name, column);
	query(connection, sql);
	query(connection, "DROP TABLE codes");
}

static void make_types(duckdb_connection connection, size_t n)
{
	char sql[256];

	snprintf(
		sql, sizeof(sql),
		"CREATE TYPE variables AS ENUM (SELECT 'VARIABLE_' || i FROM range(%zu) r(i) ORDER BY i)",
		n / (AREAS * PERIODS) + 1);
	query(connection, sql);
	snprintf(sql, sizeof(sql),
		 "CREATE TYPE areas AS ENUM (SELECT 'AREA_' || i FROM range(%d) r(i) ORDER BY i)",
		 AREAS);
	query(connection, sql);
}

/* --- the operators --- */

static const struct operator_row {
	const char *name, *query, *measure;
} operators[] = {
	{ "filter", "SELECT * FROM a WHERE x > 500", "x" },
	{ "calc", "SELECT *, x * 2 + 1 AS z FROM a", "z" },
	{ "sum", "SELECT area, period, sum(x) AS x FROM a GROUP BY area, period", "x" },
	{ "median", "SELECT area, period, median(x) AS x FROM a GROUP BY area, period", "x" },
	{ "join",
	  "SELECT variable, area, period, x, y FROM a JOIN b USING (variable, area, period)", "y" },
	{ "left_join",
	  "SELECT variable, area, period, x, y FROM a LEFT JOIN b USING (variable, area, period)",
	  "y" },
};

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double median_of(double *times, size_t n)
{
	qsort(times, n, sizeof(*times), compare);
	return times[n / 2];
}

static double time_of_table(duckdb_connection connection, const char *sql)
{
	char create[512];
	double from;

	snprintf(create, sizeof(create), "CREATE TEMP TABLE made AS %s", sql);
	from = seconds(CLOCK_MONOTONIC);
	query(connection, create);
	return seconds(CLOCK_MONOTONIC) - from;
}

static double time_of_result(duckdb_connection connection, const char *sql)
{
	double from = seconds(CLOCK_MONOTONIC), took;
	struct duckdb_result result;

	must(!duckdb_query(connection, sql, &result), "a query is refused");
	took = seconds(CLOCK_MONOTONIC) - from;
	duckdb_destroy_result(&result);
	return took;
}

/* How many rows the table has, and the sum of the measure: what the other program must have too. */
static void print_proof(duckdb_connection connection, const char *measure)
{
	struct duckdb_result result;
	duckdb_data_chunk chunk;
	char sql[256];

	snprintf(sql, sizeof(sql), "SELECT count(*)::DOUBLE, sum(%s) FROM made", measure);
	must(!duckdb_query(connection, sql, &result), "the sum is refused");
	chunk = duckdb_fetch_chunk(result);
	must(chunk, "there is no sum");
	printf("%.0f rows %.3f",
	       *(double *)duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0)),
	       *(double *)duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 1)));
	duckdb_destroy_data_chunk(&chunk);
	duckdb_destroy_result(&result);
}

static void measure(duckdb_connection connection, const char *order,
		    const struct operator_row *operator_, size_t rounds)
{
	double table[ROUNDS_MOST], result[ROUNDS_MOST], best, other, from;
	double of_table = 0, of_result = 0; /* time of processors */

	for (size_t i = 0; i < rounds; i++) {
		if (i)
			query(connection, "DROP TABLE made");
		from = seconds(CLOCK_PROCESS_CPUTIME_ID);
		table[i] = time_of_table(connection, operator_->query);
		of_table += seconds(CLOCK_PROCESS_CPUTIME_ID) - from;
		from = seconds(CLOCK_PROCESS_CPUTIME_ID);
		result[i] = time_of_result(connection, operator_->query);
		of_result += seconds(CLOCK_PROCESS_CPUTIME_ID) - from;
	}
	best = median_of(table, rounds);
	other = median_of(result, rounds);
	printf("%s %s %.4f s ", order, operator_->name, best < other ? best : other);
	print_proof(connection, operator_->measure);
	printf(" %.4f s of processors\n",
	       (of_table < of_result ? of_table : of_result) / (double)rounds);
	query(connection, "DROP TABLE made");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	duckdb_database database;
	duckdb_connection connection;
	char sql[64];
	size_t n = argc == 4 ? (size_t)strtoull(argv[1], NULL, 10) : 0;
	size_t threads = argc == 4 ? (size_t)strtoull(argv[2], NULL, 10) : 0;
	size_t rounds = argc == 4 ? (size_t)strtoull(argv[3], NULL, 10) : 0;

	if (n < ROWS_LEAST || n > ROWS_MOST_MEASURED || !threads || !rounds ||
	    rounds > ROUNDS_MOST) {
		fprintf(stderr, "usage: duck_operators ROWS THREADS ROUNDS\n");
		return 2;
	}
	must(!duckdb_open(NULL, &database) && !duckdb_connect(database, &connection),
	     "no database");
	snprintf(sql, sizeof(sql), "SET threads = %zu", threads);
	query(connection, sql);
	query(connection, "SET preserve_insertion_order = false");
	make_types(connection, n);
	for (int is_shuffled = 0; is_shuffled < 2; is_shuffled++) {
		make_table(connection, "a", "x", n, is_shuffled, 0);
		make_table(connection, "b", "y", n, is_shuffled, 1);
		for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++)
			measure(connection, is_shuffled ? "shuffled" : "sorted", &operators[i],
				rounds);
	}
	duckdb_disconnect(&connection);
	duckdb_close(&database);
	return 0;
}

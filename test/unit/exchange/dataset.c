/* Datasets and structures in files, and what is told of those that are wrong. */
#include "exchange/dataset_csv.h"
#include "exchange/dataset_structure.h"

#include "testing.h"

struct desk {
	struct allowance allowance;
	struct arena arena;
	struct diagnostics diagnostics;
	struct dataset_description description;
	const struct dataset_domains *domains;
};

static const char structure[] =
	"{\"name\": \"DS_1\", \"components\": ["
	"{\"name\": \"Id_1\", \"role\": \"Identifier\", \"data_type\": \"Integer\"},"
	"{\"name\": \"Id_2\", \"role\": \"Identifier\", \"data_type\": \"TimePeriod\"},"
	"{\"name\": \"Me_1\", \"role\": \"Measure\", \"data_type\": \"Number\", \"nullable\": false},"
	"{\"name\": \"Me_2\", \"role\": \"Measure\", \"data_type\": \"String\"},"
	"{\"name\": \"At_1\", \"role\": \"ViralAttribute\", \"data_type\": \"Boolean\"}]}";

static void desk_open(struct desk *desk, const char *json)
{
	bool is_fine = false;

	*desk = (struct desk){ .allowance = { .limit = 1 << 28 } };
	arena_init(&desk->arena, 1 << 24);
	diagnostics_init(&desk->diagnostics, &desk->arena);
	assert_ok(dataset_structure_read(&desk->arena, S("ds.json"), str_of(json), S("DS_2"),
					 &desk->diagnostics, &desk->description, &is_fine));
	assert_int_equal(is_fine, desk->diagnostics.count == 0);
}

static void desk_close(struct desk *desk)
{
	assert_int_equal(desk->allowance.used, 0);
	arena_finish(&desk->arena);
}

static struct dataset *read_csv(struct desk *desk, const char *csv)
{
	struct dataset *out = NULL;
	bool is_fine = true;

	diagnostics_init(&desk->diagnostics, &desk->arena);
	assert_ok(dataset_csv_read(&desk->allowance, NULL, &desk->arena, S("ds.csv"), str_of(csv),
				   &desk->description.structure, desk->domains, &desk->diagnostics,
				   &out, &is_fine));
	assert_int_equal(is_fine, out != NULL);
	assert_int_equal(is_fine, desk->diagnostics.count == 0);
	return out;
}

static void assert_told(struct desk *desk, const char *csv, enum diagnostic_id id, int64_t line,
			const char *column)
{
	const struct diagnostic *d;

	assert_null(read_csv(desk, csv));
	assert_int_equal(desk->diagnostics.count, 1);
	d = LIST_AT(desk->diagnostics.items, struct diagnostic, 0);
	assert_int_equal(d->id, id);
	assert_int_equal(d->line, line);
	assert_true(str_eq(d->file, S("ds.csv")));
	assert_true(str_eq(d->column, str_of(column)));
}

static void test_dataset__comes_back_as_it_was_written(void **state)
{
	struct desk desk;
	struct dataset *dataset;
	struct buf buf;
	struct str text;

	(void)state;
	desk_open(&desk, structure);
	dataset = read_csv(
		&desk,
		"\xef\xbb\xbfMe_2,Id_1,Id_2,Me_1,At_1\r\n"
		"\"a,b\",1,2020Q1,1.5,TRUE\r\n\"\",2, 2020M01 ,-2e3,\r\n,3,2021,0,false\r\n");
	assert_non_null(dataset);
	buf_init(&buf, &desk.arena);
	dataset_csv_write_header(&buf, &dataset->structure);
	assert_ok(dataset_csv_write_rows(&buf, &desk.arena, dataset, 0, dataset->n_rows));
	assert_ok(buf_done(&buf, &text));
	assert_str(text, "Id_1,Id_2,Me_1,Me_2,At_1\n1,2020Q1,1.5,\"a,b\",true\n"
			 "2,2020M01,-2000,\"\",\n3,2021,0,,false\n");
	dataset_release(dataset);
	desk_close(&desk);
}

static void test_dataset__that_breaks_its_structure_is_refused(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk, structure);
	assert_told(&desk, "Id_1,Id_2,Me_1\n1,2020,1\n2,2020,x\n", DIAGNOSTIC_BAD_CELL, 3, "Me_1");
	assert_told(&desk, "Id_1,Id_2,Me_1\n1,2020,1\n1.5,2020,1\n", DIAGNOSTIC_BAD_CELL, 3,
		    "Id_1");
	assert_told(&desk, "Id_1,Id_2,Me_1\n1,2020,1\n,2020,1\n", DIAGNOSTIC_MISSING_VALUE, 3,
		    "Id_1");
	assert_told(&desk, "Id_1,Id_2,Me_1\n1,2020,1\n1,2021,\n", DIAGNOSTIC_MISSING_VALUE, 3,
		    "Me_1");
	assert_told(&desk, "Id_1,Id_2,Me_1,Me_2\n1,2020,1,\"a\nb\"\n1,2021,1,\n1,2020A,2,\n",
		    DIAGNOSTIC_DUPLICATE_KEY, 5, "");
	assert_told(&desk, "Id_1,Me_1\n1,1\n", DIAGNOSTIC_MISSING_COLUMN, 1, "Id_2");
	assert_told(&desk, "Id_1,Id_2,Me_1,X\n1,2020,1,1\n", DIAGNOSTIC_UNKNOWN_COLUMN, 1, "X");
	assert_told(&desk, "Id_1,Id_2,Me_1,Me_1\n1,2020,1,1\n", DIAGNOSTIC_DUPLICATE_COLUMN, 1,
		    "Me_1");
	assert_told(&desk, "Id_1,Id_2,Me_1\n1,2020,1,1\n", DIAGNOSTIC_BAD_SYNTAX, 2, "");
	assert_told(&desk, "Id_1,Id_2,Me_1\n1,2020,\xff\n", DIAGNOSTIC_BAD_ENCODING, 2, "");
	assert_null(read_csv(&desk, ""));
	assert_int_equal(desk.diagnostics.count, 3);
	desk_close(&desk);
}

static void test_dataset_csv__integers_may_be_written_as_numbers(void **state)
{
	struct desk desk;
	struct dataset *dataset;

	(void)state;
	desk_open(&desk, structure);
	dataset = read_csv(&desk,
			   "Id_1,Id_2,Me_1\n2.0,2020,1\n-4e2,2020,1\n9007199254740992.0,2020,1\n");
	assert_non_null(dataset);
	assert_int_equal(column_scalar(&dataset->columns[0], 0).integer, 2);
	assert_int_equal(column_scalar(&dataset->columns[0], 1).integer, -400);
	assert_int_equal(column_scalar(&dataset->columns[0], 2).integer, INT64_C(9007199254740992));
	dataset_release(dataset);
	/* Beyond 2^53 a number does not say which integer it was. */
	assert_told(&desk, "Id_1,Id_2,Me_1\n1e30,2020,1\n", DIAGNOSTIC_BAD_CELL, 2, "Id_1");
	assert_told(&desk, "Id_1,Id_2,Me_1\n2.5,2020,1\n", DIAGNOSTIC_BAD_CELL, 2, "Id_1");
	desk_close(&desk);
}

static void test_structure__comes_back_as_it_was_written(void **state)
{
	struct desk desk;
	struct dataset_description again;
	bool is_fine = false;
	struct buf buf;
	struct str text;

	(void)state;
	desk_open(&desk, structure);
	assert_str(desk.description.name, "DS_1");
	buf_init(&buf, &desk.arena);
	buf_str(&buf, S("\xef\xbb\xbf")); /* some editors put it in front */
	dataset_structure_write(&buf, &desk.description);
	assert_ok(buf_done(&buf, &text));
	assert_ok(dataset_structure_read(&desk.arena, S("again.json"), text, S("DS_1"),
					 &desk.diagnostics, &again, &is_fine));
	assert_true(is_fine);
	assert_int_equal(again.structure.count, 5);
	for (size_t i = 0; i < 5; i++) {
		const struct component *a = &desk.description.structure.at[i];
		const struct component *b = &again.structure.at[i];

		assert_true(str_eq(a->name, b->name) && a->role == b->role && a->type == b->type &&
			    a->is_nullable == b->is_nullable);
	}
	desk_close(&desk);
	desk_open(&desk, "{\"name\": \"SC_r\", \"type\": \"integer\"}");
	assert_true(desk.description.is_scalar);
	assert_int_equal(desk.description.type, DATA_INTEGER);
	desk_close(&desk);
}

static void test_structure__that_is_none_is_told(void **state)
{
	static const char twice[] =
		"{\"components\": ["
		"{\"name\": \"a\", \"role\": \"Measure\", \"data_type\": \"Number\"},"
		"{\"name\": \"a\", \"role\": \"Measure\", \"data_type\": \"Number\"}]}";
	static const char *const wrong[] = {
		"{\"name\": ",
		"[]",
		"{\"components\": 3}",
		"{\"components\": [{\"role\": \"Measure\", \"data_type\": \"Number\"}]}",
		"{\"components\": [{\"name\": \"a\", \"role\": \"Mesure\", \"data_type\": \"Number\"}]}",
		"{\"components\": [{\"name\": \"a\", \"role\": \"Measure\", \"data_type\": \"Float\"}]}",
		twice,
	};

	(void)state;
	for (size_t i = 0; i < countof(wrong); i++) {
		struct desk desk;

		desk_open(&desk, wrong[i]);
		assert_int_equal(desk.diagnostics.count, 1);
		desk_close(&desk);
	}
}

/* Where the values of a component's value domain are known, others are refused. */
static void test_dataset_csv__values_are_of_their_domain(void **state)
{
	const struct scalar values[] = { scalar_string(S("AZ")), scalar_string(S("GE")) };
	const struct dataset_domain region = { S("region"), values, countof(values) };
	const struct dataset_domains domains = { &region, 1 };
	struct desk desk;
	struct dataset *dataset;

	(void)state;
	desk_open(&desk,
		  "{\"name\": \"DS_1\", \"components\": ["
		  "{\"name\": \"Id_1\", \"role\": \"Identifier\", \"data_type\": \"Integer\"},"
		  "{\"name\": \"Me_1\", \"role\": \"Measure\", \"data_type\": \"String\","
		  " \"subset\": \"region\"}]}");
	dataset = read_csv(&desk, "Id_1,Me_1\n1,TR\n");
	assert_non_null(dataset); /* nothing is known of the domain */
	dataset_release(dataset);
	desk.domains = &domains;
	dataset = read_csv(&desk, "Id_1,Me_1\n1,AZ\n2,\n3,GE\n");
	assert_non_null(dataset);
	dataset_release(dataset);
	assert_told(&desk, "Id_1,Me_1\n1,AZ\n2,TR\n", DIAGNOSTIC_BAD_CELL, 3, "Me_1");
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dataset__comes_back_as_it_was_written),
		cmocka_unit_test(test_dataset_csv__values_are_of_their_domain),
		cmocka_unit_test(test_dataset__that_breaks_its_structure_is_refused),
		cmocka_unit_test(test_dataset_csv__integers_may_be_written_as_numbers),
		cmocka_unit_test(test_structure__comes_back_as_it_was_written),
		cmocka_unit_test(test_structure__that_is_none_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

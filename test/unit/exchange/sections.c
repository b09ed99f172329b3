/* Structures and value domains of the VTL Technical Notes: several in one file, which name one another. */
#include "exchange/dataset_structure.h"
#include "exchange/value_domain.h"

#include "testing.h"

static const char sections[] =
	"{\"data\": ["
	"{\"name\": \"SPENT\", \"structure\": \"by_year\"}, {\"name\": \"LOST\", \"structure\": \"none\"}],"
	"\"structures\": ["
	"{\"name\": \"STAFF\", \"components\": ["
	"{\"name\": \"unit\", \"role\": \"Identifier\", \"subset\": \"units\"},"
	"{\"name\": \"posts\", \"role\": \"Measure\", \"data_type\": \"Integer\"}]},"
	"{\"name\": \"'by_year'\", \"components\": ["
	"{\"name\": \"year\", \"role\": \"Identifier\"},"
	"{\"name\": \"amount\", \"role\": \"Measure\", \"data_type\": \"Number\"}]},"
	"{\"name\": \"STRANGE\", \"components\": ["
	"{\"name\": \"loop\", \"role\": \"Measure\"}, {\"name\": \"unknown\", \"role\": \"Measure\"}]}],"
	"\"variables\": [{\"name\": \"year\", \"domain\": \"years\"}, {\"name\": \"loop\", \"domain\": \"a\"}],"
	"\"domains\": ["
	"{\"name\": \"years\", \"parent\": \"Integer\", \"described\": \"four digits\"},"
	"{\"name\": \"units\", \"parent\": \"codes\", \"enumerated\": [\"A\", \"B\"]},"
	"{\"name\": \"codes\", \"parent\": \"string\", \"externalRef\": \"elsewhere\"},"
	"{\"name\": \"a\", \"parent\": \"b\", \"described\": \"b\"},"
	"{\"name\": \"b\", \"parent\": \"a\", \"described\": \"a\"}]}";

struct desk {
	struct arena arena;
	struct diagnostics diagnostics;
	struct dataset_description description;
	bool is_fine;
};

static void read_structure(struct desk *desk, const char *json, const char *name)
{
	*desk = (struct desk){ .is_fine = false };
	arena_init(&desk->arena, 1 << 20);
	diagnostics_init(&desk->diagnostics, &desk->arena);
	assert_ok(dataset_structure_read(&desk->arena, S("all.json"), str_of(json), str_of(name),
					 &desk->diagnostics, &desk->description, &desk->is_fine));
}

static void assert_component(struct desk *desk, size_t i, const char *name, enum data_type type)
{
	assert_true(i < desk->description.structure.count);
	assert_true(str_eq(desk->description.structure.at[i].name, str_of(name)));
	assert_int_equal(desk->description.structure.at[i].type, type);
}

/* The nth thing that was told: of which member, with which value. */
static void assert_told(struct desk *desk, size_t n, enum diagnostic_id id, const char *member,
			const char *value)
{
	const struct diagnostic *d;

	assert_true(n < desk->diagnostics.count);
	d = LIST_AT(desk->diagnostics.items, struct diagnostic, n);
	assert_int_equal(d->id, id);
	assert_string_equal(str_cstr(&desk->arena, d->column), member);
	assert_string_equal(str_cstr(&desk->arena, d->args[0]), value);
}

static void test_structure__is_the_one_of_the_dataset(void **state)
{
	struct desk desk;

	(void)state;
	read_structure(&desk, sections, "STAFF");
	assert_true(desk.is_fine);
	assert_component(&desk, 0, "unit", DATA_STRING);
	assert_component(&desk, 1, "posts", DATA_INTEGER);
	assert_true(str_eq(desk.description.structure.at[0].domain, S("units")));
	arena_finish(&desk.arena);
	read_structure(&desk, sections, "SPENT");
	assert_true(desk.is_fine);
	assert_component(&desk, 0, "year", DATA_INTEGER);
	assert_component(&desk, 1, "amount", DATA_NUMBER);
	arena_finish(&desk.arena);
	/* A single one needs no name. */
	read_structure(&desk,
		       "{\"structures\": [{\"name\": \"any\", \"components\": ["
		       "{\"name\": \"m\", \"role\": \"Measure\", \"data_type\": \"Date\"}]}]}",
		       "STAFF");
	assert_true(desk.is_fine);
	assert_component(&desk, 0, "m", DATA_DATE);
	arena_finish(&desk.arena);
}

static void test_structure__that_is_not_there_is_told(void **state)
{
	struct desk desk;

	(void)state;
	read_structure(&desk, sections, "OTHER");
	assert_false(desk.is_fine);
	assert_told(&desk, 0, DIAGNOSTIC_BAD_CELL, "structures", "OTHER");
	arena_finish(&desk.arena);
	read_structure(&desk, sections, "LOST");
	assert_told(&desk, 0, DIAGNOSTIC_BAD_CELL, "structures", "none");
	arena_finish(&desk.arena);
	read_structure(&desk, sections, "STRANGE");
	assert_told(&desk, 0, DIAGNOSTIC_BAD_CELL, "structures[2].components[0].data_type", "a");
	assert_told(&desk, 1, DIAGNOSTIC_MISSING_VALUE, "structures[2].components[1].data_type",
		    "");
	arena_finish(&desk.arena);
	read_structure(&desk, "{\"structures\": []}", "STAFF");
	assert_told(&desk, 0, DIAGNOSTIC_BAD_CELL, "structures", "STAFF");
	arena_finish(&desk.arena);
	read_structure(&desk, "{\"tables\": []}", "STAFF");
	assert_told(&desk, 0, DIAGNOSTIC_MISSING_VALUE, "components", "");
	arena_finish(&desk.arena);
}

static void test_domain__has_the_type_of_its_last_parent(void **state)
{
	struct value_domain_description domain;
	struct diagnostics diagnostics;
	struct arena arena;
	bool is_fine = false;

	(void)state;
	arena_init(&arena, 1 << 20);
	diagnostics_init(&diagnostics, &arena);
	assert_ok(value_domain_read(&arena, S("all.json"), str_of(sections), S("units"),
				    &diagnostics, &domain, &is_fine));
	assert_true(is_fine);
	assert_int_equal(domain.type, DATA_STRING);
	assert_int_equal(domain.n_values, 2);
	assert_ok(value_domain_read(&arena, S("all.json"), str_of(sections), S("a"), &diagnostics,
				    &domain, &is_fine));
	assert_false(is_fine);
	assert_int_equal(diagnostics.count, 1);
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_structure__is_the_one_of_the_dataset),
		cmocka_unit_test(test_structure__that_is_not_there_is_told),
		cmocka_unit_test(test_domain__has_the_type_of_its_last_parent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

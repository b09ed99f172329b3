/* The JSON writer, read back by a library. */
#include "testing.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/limits.h"
#include "exchange/json.h"

static void write_sample(struct json_writer *json)
{
	json_put_object(json);
	json_put_name(json, S("text"));
	json_put_text(json, S("a \"b\" \\ c\n\t\x01 «é»"));
	json_put_name(json, S("share"));
	json_put_decimal(json, decimal_of(1325, 2));
	json_put_name(json, S("none"));
	json_put_decimal(json, DECIMAL_EMPTY);
	json_put_name(json, S("list"));
	json_put_array(json);
	json_put_integer(json, INT64_MIN);
	json_put_bool(json, true);
	json_put_array(json);
	json_put_end_array(json);
	json_put_object(json);
	json_put_end_object(json);
	json_put_end_array(json);
	json_put_end_object(json);
}

static void assert_sample(struct str text)
{
	json_error_t fault;
	json_t *root = json_loadb(text.at, text.len, 0, &fault);
	json_t *list = json_object_get(root, "list");

	assert_non_null(root);
	assert_string_equal(json_string_value(json_object_get(root, "text")),
			    "a \"b\" \\ c\n\t\x01 «é»");
	assert_true(json_real_value(json_object_get(root, "share")) == 13.25);
	assert_true(json_is_null(json_object_get(root, "none")));
	assert_int_equal(json_integer_value(json_array_get(list, 0)), INT64_MIN);
	assert_true(json_is_true(json_array_get(list, 1)));
	assert_int_equal(json_array_size(json_array_get(list, 2)), 0);
	assert_int_equal(json_array_size(list), 4);
	json_decref(root);
}

static void test_json__a_library_reads_it_back(void **state)
{
	struct json_writer json;
	struct buf buf;

	(void)state;
	for (int indented = 0; indented < 2; indented++) {
		buf_init_own(&buf, LIMIT_CELL_BYTES);
		json_begin(&json, &buf, indented);
		write_sample(&json);
		assert_sample(buf_held(&buf));
		buf_finish(&buf);
	}
}

static void test_json__indents_by_two_and_keeps_digits(void **state)
{
	struct json_writer json;
	struct buf buf;

	(void)state;
	buf_init_own(&buf, LIMIT_CELL_BYTES);
	json_begin(&json, &buf, true);
	json_put_array(&json);
	json_put_object(&json);
	json_put_name(&json, S("a"));
	json_put_decimal(&json, decimal_of(40, 1));
	json_put_end_object(&json);
	json_put_end_array(&json);
	assert_str(buf_held(&buf), "[\n  {\n    \"a\": 4.0\n  }\n]");
	buf_finish(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json__a_library_reads_it_back),
		cmocka_unit_test(test_json__indents_by_two_and_keeps_digits),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}

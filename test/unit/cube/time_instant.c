/* Points in time: spellings, what is equal, and their order in one integer. */
#include "cube/time_instant.h"

#include "base/buf.h"
#include "base/date.h"
#include "testing.h"

static time_instant instant(const char *spelling)
{
	time_instant out = 0;

	assert_true(time_instant_parse(str_of(spelling), &out));
	return out;
}

static void assert_written(const char *spelling, const char *written)
{
	char text[64];
	struct buf buf = { .at = text, .room = sizeof(text), .limit = sizeof(text) };

	time_instant_write(&buf, instant(spelling));
	assert_str_at(buf_held(&buf), str_of(written), __FILE__, __LINE__);
}

static void test_instants__are_written_as_they_were_reported(void **state)
{
	static const char *const kept[] = {
		"2026-01-31",
		"0001-01-01",
		"9999-12-31",
		"2026-01-31T00:00:00",
		"2026-01-31T23:59:59",
		"2026-01-31T08:15:00Z",
		"1969-12-31T08:15:00.000001",
		"0001-01-01T00:00:00",
		"9999-12-31T23:59:59.999999",
	};

	(void)state;
	for (size_t i = 0; i < countof(kept); i++)
		assert_written(kept[i], kept[i]);
	assert_written("2026-01-31 08:15:00", "2026-01-31T08:15:00");
	assert_written("2026-01-31T08:15:00.500", "2026-01-31T08:15:00.5");
	assert_written("2026-01-31T08:15:00,05", "2026-01-31T08:15:00.05");
	assert_written("2026-01-31T08:15:00.1234569", "2026-01-31T08:15:00.123456");
	/* A zone is left for UTC. */
	assert_written("2026-01-31T08:15:00+04:00", "2026-01-31T04:15:00Z");
	assert_written("2026-01-31T23:15:00-0130", "2026-02-01T00:45:00Z");
	assert_written("2026-01-01T01:15:00.25+02", "2025-12-31T23:15:00.25Z");
}

static void test_instants__need_all_of_the_time_of_day(void **state)
{
	static const char *const wrong[] = {
		"",
		"2026-01-3",
		"2026-02-30",
		"2026-01-31T",
		"2026-01-31T08",
		"2026-01-31T08:15",
		"2026-01-31X08:15:00",
		"2026-01-31T08-15-00",
		"2026-01-31T24:00:00",
		"2026-01-31T08:60:00",
		"2026-01-31T08:15:60",
		"2026-01-31T08:15:00.",
		"2026-01-31T08:15:00z",
		"2026-01-31T08:15:00+4",
		"2026-01-31T08:15:00+04:60",
		"2026-01-31T08:15:00+15",
		"2026-01-31T08:15:00/04",
		"2026-01-31T08:15:00Z ",
		"0001-01-01T00:00:00+01:00",
		"9999-12-31T23:59:59-01:00",
	};
	time_instant out;

	(void)state;
	for (size_t i = 0; i < countof(wrong); i++)
		assert_false(time_instant_parse(str_of(wrong[i]), &out));
}

static void test_instants__are_ordered_as_time_is(void **state)
{
	static const char *const ascending[] = {
		"0001-01-01",          "1969-12-31T23:59:59.999999",
		"1970-01-01",          "1970-01-01T00:00:00.000001",
		"2026-01-31T08:15:00", "2026-01-31T08:15:00.000001Z",
		"2026-02-01",
	};

	(void)state;
	for (size_t i = 0; i < countof(ascending); i++) {
		for (size_t j = 0; j < countof(ascending); j++)
			assert_int_equal(
				time_instant_cmp(instant(ascending[i]), instant(ascending[j])),
				(i > j) - (i < j));
	}
	/* One point, however written. */
	assert_int_equal(time_instant_cmp(instant("2026-01-31"), instant("2026-01-31T00:00:00Z")),
			 0);
	assert_int_equal(time_instant_canonical(instant("2026-01-31T10:00:00")),
			 time_instant_canonical(instant("2026-01-31T12:00:00+02:00")));
}

static void test_instants__keep_their_time_on_another_day(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		int32_t day = (int32_t)dice_throw(&seed, 3652059) - 719162;
		int32_t other = (int32_t)dice_throw(&seed, 3652059) - 719162;
		int64_t us = (int64_t)dice_throw(&seed, UINT64_C(86400000000));
		enum instant_form form = (enum instant_form)dice_throw(&seed, 3);
		time_instant moved = time_instant_on(time_instant_of(day, us, form), other);

		assert_int_equal(time_instant_day(moved), other);
		assert_int_equal(time_instant_microsecond(moved), us);
		assert_int_equal(time_instant_form(moved), form);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_instants__are_written_as_they_were_reported),
		cmocka_unit_test(test_instants__need_all_of_the_time_of_day),
		cmocka_unit_test(test_instants__are_ordered_as_time_is),
		cmocka_unit_test(test_instants__keep_their_time_on_another_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

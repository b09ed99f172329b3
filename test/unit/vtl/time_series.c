/* Time series: filled, summed and shifted. */
#include "table.h"

#include "vtl/period_indicator.h"
#include "vtl/time_series.h"

static void assert_series(struct desk *desk, enum series_operator operator_, int64_t shift,
			  const char *operand, const char *expected)
{
	struct dataset *d = table(desk, operand), *out;

	assert_ok(series_apply(&desk->run, operator_, d, shift, &out));
	dataset_release(d);
	assert_table(desk, out, expected);
}

static const char mixed[] = "a:i:string t:i:time_period x:m:string\n"
			    "A|2010|u\nA|2012|v\nA|2010Q1|w\nA|2010Q4|x\nB|2011|y";

static void test_fill__adds_what_is_missing(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_series(&desk, SERIES_FILL_SINGLE, 0, mixed,
		      "a:i:string t:i:time_period x:m:string\n"
		      "A|2010|u\nA|2011|\nA|2012|v\nA|2010Q1|w\nA|2010Q2|\nA|2010Q3|\nA|2010Q4|x\n"
		      "B|2011|y");
	assert_series(
		&desk, SERIES_FILL_ALL, 0,
		"a:i:string t:i:time_period x:m:string\nA|2010|u\nA|2012|v\nA|2011Q1|w\nB|2011|y",
		"a:i:string t:i:time_period x:m:string\n"
		"A|2010|u\nA|2011|\nA|2012|v\nA|2010Q1|\nA|2010Q2|\nA|2010Q3|\nA|2010Q4|\n"
		"A|2011Q1|w\nA|2011Q2|\nA|2011Q3|\nA|2011Q4|\nA|2012Q1|\nA|2012Q2|\n"
		"A|2012Q3|\nA|2012Q4|\nB|2010|\nB|2011|y\nB|2012|");
	assert_series(&desk, SERIES_FILL_ALL, 0,
		      "a:i:string t:i:time x:m:string\nA|2010M1/2010M12|u\nA|2012M1/2012M12|v\n"
		      "B|2013M1/2013M12|w",
		      "a:i:string t:i:time x:m:string\n"
		      "A|2010-01-01/2010-12-31|u\nA|2011-01-01/2011-12-31|\n"
		      "A|2012-01-01/2012-12-31|v\nA|2013-01-01/2013-12-31|\n"
		      "B|2010-01-01/2010-12-31|\nB|2011-01-01/2011-12-31|\n"
		      "B|2012-01-01/2012-12-31|\nB|2013-01-01/2013-12-31|w");
	desk_close(&desk);
}

static void test_fill__knows_the_ends_of_months(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_series(
		&desk, SERIES_FILL_SINGLE, 0,
		"a:i:string t:i:date x:m:integer\nA|2020-01-31|1\nA|2020-02-29|2\nA|2020-05-31|3",
		"a:i:string t:i:date x:m:integer\n"
		"A|2020-01-31|1\nA|2020-02-29|2\nA|2020-03-31|\nA|2020-04-30|\nA|2020-05-31|3");
	assert_series(
		&desk, SERIES_FILL_SINGLE, 0,
		"a:i:string t:i:date x:m:integer\nA|2020-01-01|1\nA|2020-01-04|2",
		"a:i:string t:i:date x:m:integer\nA|2020-01-01|1\nA|2020-01-02|\nA|2020-01-03|\n"
		"A|2020-01-04|2");
	desk_close(&desk);
}

static void test_flows__become_stocks_and_back(void **state)
{
	static const char flows[] =
		"a:i:string t:i:time_period x:m:integer y:m:number\n"
		"A|2010|2|0.5\nA|2011|7|\nA|2012|4|1\nA|2010Q1|5|1\nB|2011||2\nB|2012|3|2";
	static const char stocks[] =
		"a:i:string t:i:time_period x:m:integer y:m:number\n"
		"A|2010|2|0.5\nA|2011|9|\nA|2012|13|1.5\nA|2010Q1|5|1\nB|2011||2\nB|2012|3|4";
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_series(&desk, SERIES_FLOW_TO_STOCK, 0, flows, stocks);
	assert_series(
		&desk, SERIES_STOCK_TO_FLOW, 0,
		"a:i:string t:i:time_period x:m:integer\nA|2010|2\nA|2011|9\nA|2012|13\nB|2011|4",
		"a:i:string t:i:time_period x:m:integer\nA|2010|2\nA|2011|7\nA|2012|4\nB|2011|4");
	desk_close(&desk);
}

static void test_shift__goes_by_the_period_of_the_series(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_series(&desk, SERIES_SHIFT, -1, mixed,
		      "a:i:string t:i:time_period x:m:string\n"
		      "A|2009|u\nA|2011|v\nA|2009Q4|w\nA|2010Q3|x\nB|2010|y");
	assert_series(&desk, SERIES_SHIFT, 2,
		      "a:i:string t:i:date x:m:integer\nA|2010-12-31|1\nA|2011-12-31|2",
		      "a:i:string t:i:date x:m:integer\nA|2012-12-31|1\nA|2013-12-31|2");
	assert_series(&desk, SERIES_SHIFT, 1,
		      "a:i:string t:i:time x:m:integer\nA|2010-01-01/2010-12-31|1",
		      "a:i:string t:i:time x:m:integer\nA|2011-01-01/2011-12-31|1");
	desk_close(&desk);
}

static void test_intervals__step_by_their_own_length(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	/* Months within which both ends stand, or of which the last day begins the next interval. */
	assert_series(&desk, SERIES_SHIFT, 1,
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-01-01/2020-02-29|1\nA|2020-03-01/2020-04-30|2",
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-03-01/2020-04-30|1\nA|2020-05-01/2020-06-30|2");
	assert_series(&desk, SERIES_SHIFT, -1,
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-01-01/2022-01-01|1\nA|2022-01-01/2024-01-01|2",
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2018-01-01/2020-01-01|1\nA|2020-01-01/2022-01-01|2");
	assert_series(&desk, SERIES_SHIFT, 1,
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-01-31/2020-02-29|1\nA|2020-02-29/2020-03-29|2",
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-02-29/2020-03-29|1\nA|2020-03-29/2020-04-29|2");
	/* Days: from 1 to 14 are fourteen, and thirteen when the next ones begin on the 14th. */
	assert_series(&desk, SERIES_FILL_SINGLE, 0,
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-01-01/2020-01-14|1\nA|2020-01-29/2020-02-11|2",
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-01-01/2020-01-14|1\nA|2020-01-15/2020-01-28|\n"
		      "A|2020-01-29/2020-02-11|2");
	assert_series(&desk, SERIES_SHIFT, 1,
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-01-01/2020-01-14|1\nA|2020-01-14/2020-01-27|2",
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-01-14/2020-01-27|1\nA|2020-01-27/2020-02-09|2");
	/* Of several lengths each goes by its own, and nothing tells what is missing between them. */
	assert_series(&desk, SERIES_SHIFT, 1,
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-01-01/2020-01-31|1\nA|2020-04-01/2021-03-31|2",
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-02-01/2020-02-29|1\nA|2021-04-01/2022-03-31|2");
	assert_series(&desk, SERIES_FILL_SINGLE, 0,
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-01-01/2020-01-31|1\nA|2020-04-01/2021-03-31|2",
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-01-01/2020-01-31|1\nA|2020-04-01/2021-03-31|2");
	/* One day is a date. */
	assert_series(&desk, SERIES_SHIFT, 1,
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-01-31/2020-01-31|1\nA|2020-02-29/2020-02-29|2",
		      "a:i:string t:i:time x:m:integer\n"
		      "A|2020-02-29/2020-02-29|1\nA|2020-03-31/2020-03-31|2");
	desk_close(&desk);
}

static void test_dates__alone_step_as_the_others_do(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_series(&desk, SERIES_SHIFT, 1,
		      "a:i:string t:i:date x:m:integer\n"
		      "A|2020-01-31|1\nA|2020-02-29|2\nB|2021-12-31|3\nC|2021-12-15|4",
		      "a:i:string t:i:date x:m:integer\n"
		      "A|2020-02-29|1\nA|2020-03-31|2\nB|2022-01-31|3\nC|2022-01-15|4");
	assert_series(
		&desk, SERIES_FILL_ALL, 0,
		"a:i:string t:i:date x:m:integer\nA|2020-01-31|1\nA|2020-03-31|2\nB|2020-02-29|3",
		"a:i:string t:i:date x:m:integer\n"
		"A|2020-01-31|1\nA|2020-02-29|\nA|2020-03-31|2\n"
		"B|2020-01-31|\nB|2020-02-29|3\nB|2020-03-31|");
	/* Where the others do not agree, it moves by days. */
	assert_series(
		&desk, SERIES_SHIFT, 1,
		"a:i:string t:i:date x:m:integer\n"
		"A|2020-01-01|1\nA|2020-02-01|2\nB|2020-01-01|3\nB|2020-01-02|4\nC|2020-01-01|5",
		"a:i:string t:i:date x:m:integer\n"
		"A|2020-02-01|1\nA|2020-03-01|2\nB|2020-01-02|3\nB|2020-01-03|4\nC|2020-01-02|5");
	desk_close(&desk);
}

static void test_dates__keep_their_time_of_day(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk);
	assert_series(&desk, SERIES_SHIFT, 1,
		      "a:i:string t:i:date x:m:integer\n"
		      "A|2020-01-31T10:30:00|1\nA|2020-02-29T10:30:00|2",
		      "a:i:string t:i:date x:m:integer\n"
		      "A|2020-02-29T10:30:00|1\nA|2020-03-31T10:30:00|2");
	assert_series(
		&desk, SERIES_FILL_SINGLE, 0,
		"a:i:string t:i:date x:m:integer\n"
		"A|2020-01-01T10:30:00Z|1\nA|2020-01-03T10:30:00Z|2",
		"a:i:string t:i:date x:m:integer\n"
		"A|2020-01-01T10:30:00Z|1\nA|2020-01-02T10:30:00Z|\nA|2020-01-03T10:30:00Z|2");
	desk_close(&desk);
}

static void test_series__need_one_time_identifier_and_numbers(void **state)
{
	struct desk desk;
	struct dataset *d, *out;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "a:i:string x:m:integer\nA|1");
	assert_fails(series_apply(&desk.run, SERIES_SHIFT, d, 1, &out), ERR_INVALID);
	assert_fails(period_indicator(&desk.run, d, &out), ERR_INVALID);
	dataset_release(d);
	d = table(&desk, mixed);
	desk.run.fault = (struct fault){ 0 };
	assert_fails(series_apply(&desk.run, SERIES_FLOW_TO_STOCK, d, 1, &out), ERR_INVALID);
	desk.run.fault = (struct fault){ 0 };
	assert_fails(series_apply(&desk.run, SERIES_SHIFT, d, 100000, &out), ERR_INVALID);
	assert_ok(period_indicator(&desk.run, d, &out));
	dataset_release(d);
	assert_table(&desk, out,
		     "a:i:string t:i:time_period duration_var:m:duration\n"
		     "A|2010|A\nA|2012|A\nA|2010Q1|Q\nA|2010Q4|Q\nB|2011|A");
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fill__adds_what_is_missing),
		cmocka_unit_test(test_fill__knows_the_ends_of_months),
		cmocka_unit_test(test_flows__become_stocks_and_back),
		cmocka_unit_test(test_shift__goes_by_the_period_of_the_series),
		cmocka_unit_test(test_intervals__step_by_their_own_length),
		cmocka_unit_test(test_dates__alone_step_as_the_others_do),
		cmocka_unit_test(test_dates__keep_their_time_of_day),
		cmocka_unit_test(test_series__need_one_time_identifier_and_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

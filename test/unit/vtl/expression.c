/* Operators of values, over blocks: each family with nulls, types that do not fit, and its own limits. */
#include "table.h"

#include "vtl/clause.h"

#include "base/buf.h"

#include <string.h>

/* The expression for each row of a table with one identifier r, as "value value"; "-" is null. */
static void assert_values(struct desk *desk, struct dataset *dataset,
			  const struct expression *expression, const char *expected)
{
	struct column column;
	struct buf buf;

	assert_ok(expression_columns(&desk->run, &desk->arena, dataset, &expression, 1, &column));
	buf_init(&buf, &desk->arena);
	for (size_t i = 0; i < dataset->n_rows; i++) {
		struct scalar scalar = column_scalar(&column, i);

		if (i)
			buf_char(&buf, ' ');
		if (scalar.is_null)
			buf_char(&buf, '-');
		else if (scalar.type == DATA_NUMBER)
			buf_format(&buf, "%.9g", scalar.number);
		else
			scalar_write(&buf, scalar);
	}
	assert_string_equal(str_cstr(&desk->arena, buf_held(&buf)), expected);
}

static void assert_refused(struct desk *desk, struct dataset *dataset,
			   const struct expression *expression, const char *message)
{
	struct column column;

	desk->run.fault = (struct fault){ 0 };
	assert_fails(expression_columns(&desk->run, &desk->arena, dataset, &expression, 1, &column),
		     ERR_INVALID);
	assert_string_equal(str_cstr(&desk->arena, desk->run.fault.message), message);
	assert_int_equal(desk->run.fault.place, 9);
	desk->run.fault = (struct fault){ 0 };
}

static void assert_untyped(struct desk *desk, enum operation operation, const struct expression *a,
			   const struct expression *b, size_t operand)
{
	const struct expression *operands[] = { a, b }, *out;
	struct fault fault = { 0 };

	assert_fails(expression_call(&desk->arena, operation, operands, b ? 2 : 1, 1, &out, &fault),
		     ERR_INVALID);
	assert_int_equal(fault.operand, operand);
}

static void test_numbers__are_computed_and_null_where_an_operand_is(void **state)
{
	struct desk desk;
	struct dataset *d;
	const struct expression *n, *i;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer n:m:number i:m:integer\n1|2.5|7\n2||-7\n3|-1.5|");
	n = component(&desk, d, "n");
	i = component(&desk, d, "i");
	assert_values(&desk, d, call(&desk, OPERATION_ADD, n, i, NULL), "9.5 - -");
	assert_values(&desk, d, call(&desk, OPERATION_ADD, i, integer(&desk, 1), NULL), "8 -6 -");
	assert_values(&desk, d, call(&desk, OPERATION_SUBTRACT, i, n, NULL), "4.5 - -");
	assert_values(&desk, d, call(&desk, OPERATION_MULTIPLY, n, integer(&desk, -3), NULL),
		      "-7.5 - 4.5");
	assert_values(&desk, d, call(&desk, OPERATION_DIVIDE, i, integer(&desk, 2), NULL),
		      "3.5 -3.5 -");
	assert_values(&desk, d, call(&desk, OPERATION_MOD, i, integer(&desk, -2), NULL), "-1 -1 -");
	assert_values(&desk, d, call(&desk, OPERATION_MOD, i, integer(&desk, 0), NULL), "7 -7 -");
	assert_values(&desk, d, call(&desk, OPERATION_MINUS, n, NULL, NULL), "-2.5 - 1.5");
	assert_values(&desk, d, call(&desk, OPERATION_ABS, n, NULL, NULL), "2.5 - 1.5");
	assert_values(&desk, d, call(&desk, OPERATION_CEIL, n, NULL, NULL), "3 - -1");
	assert_values(&desk, d, call(&desk, OPERATION_FLOOR, n, NULL, NULL), "2 - -2");
	assert_values(&desk, d, call(&desk, OPERATION_ROUND, n, NULL, NULL), "3 - -2");
	assert_values(&desk, d, call(&desk, OPERATION_TRUNC, n, NULL, NULL), "2 - -1");
	assert_values(&desk, d, call(&desk, OPERATION_POWER, n, integer(&desk, 2), NULL),
		      "6.25 - 2.25");
	assert_values(&desk, d, call(&desk, OPERATION_EXP, integer(&desk, 0), NULL, NULL), "1 1 1");
	dataset_release(d);
	desk_close(&desk);
}

static void test_rounding__is_that_of_the_number_as_written(void **state)
{
	struct desk desk;
	struct dataset *d;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer\n1");
	assert_values(&desk, d,
		      call(&desk, OPERATION_ROUND, number(&desk, 2.675), integer(&desk, 2), NULL),
		      "2.68");
	assert_values(
		&desk, d,
		call(&desk, OPERATION_ROUND, number(&desk, 12345.6), integer(&desk, -1), NULL),
		"12350");
	assert_values(&desk, d,
		      call(&desk, OPERATION_TRUNC, number(&desk, 3.14159), integer(&desk, 4), NULL),
		      "3.1415");
	assert_values(&desk, d,
		      call(&desk, OPERATION_TRUNC, number(&desk, 0.29), integer(&desk, 2), NULL),
		      "0.29");
	dataset_release(d);
	desk_close(&desk);
}

static void test_numbers__without_a_result_are_refused(void **state)
{
	struct desk desk;
	struct dataset *d;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer n:m:number\n1|0\n2|");
	assert_refused(
		&desk, d,
		call(&desk, OPERATION_DIVIDE, integer(&desk, 1), component(&desk, d, "n"), NULL),
		"{1}: {2} cannot be divided by zero");
	assert_refused(&desk, d, call(&desk, OPERATION_LN, component(&desk, d, "n"), NULL, NULL),
		       "{1}: there is no result for {2}");
	assert_refused(&desk, d, call(&desk, OPERATION_SQRT, integer(&desk, -1), NULL, NULL),
		       "{1}: there is no result for {2}");
	assert_refused(
		&desk, d,
		call(&desk, OPERATION_ADD, integer(&desk, INT64_MAX), integer(&desk, 1), NULL),
		"{1}: the result is beyond the range of integers");
	assert_untyped(&desk, OPERATION_ADD, component(&desk, d, "n"), text(&desk, "a"), 2);
	assert_untyped(&desk, OPERATION_ABS, text(&desk, "a"), NULL, 1);
	dataset_release(d);
	desk_close(&desk);
}

static void test_random__is_the_same_for_the_same_seed_and_index(void **state)
{
	struct desk desk;
	struct dataset *d;
	struct column column;
	const struct expression *e;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer n:m:integer\n1|5\n2|5\n3|6");
	e = call(&desk, OPERATION_RANDOM, component(&desk, d, "n"), integer(&desk, 8), NULL);
	assert_ok(expression_columns(&desk.run, &desk.arena, d, &e, 1, &column));
	assert_true(column_scalar(&column, 0).number == column_scalar(&column, 1).number);
	assert_true(column_scalar(&column, 0).number != column_scalar(&column, 2).number);
	for (size_t i = 0; i < 3; i++)
		assert_true(column_scalar(&column, i).number >= 0 &&
			    column_scalar(&column, i).number < 1);
	dataset_release(d);
	desk_close(&desk);
}

static void test_strings__are_counted_in_code_points(void **state)
{
	struct desk desk;
	struct dataset *d;
	const struct expression *s;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer s:m:string\n1|Zürich\n2|\n3|''\n4|Zürich");
	s = component(&desk, d, "s");
	assert_values(&desk, d, call(&desk, OPERATION_LENGTH, s, NULL, NULL), "6 - 0 6");
	assert_values(&desk, d, call(&desk, OPERATION_UPPER, s, NULL, NULL), "ZÜRICH -  ZÜRICH");
	assert_values(&desk, d, call(&desk, OPERATION_LOWER, s, NULL, NULL), "zürich -  zürich");
	assert_values(&desk, d, call(&desk, OPERATION_CONCAT, s, text(&desk, "!"), NULL),
		      "Zürich! - ! Zürich!");
	assert_values(&desk, d, call(&desk, OPERATION_CONCAT, s, s, NULL),
		      "ZürichZürich -  ZürichZürich");
	assert_values(&desk, d,
		      call(&desk, OPERATION_SUBSTR, s, integer(&desk, 2), integer(&desk, 3)),
		      "üri -  üri");
	assert_values(&desk, d, call(&desk, OPERATION_SUBSTR, s, integer(&desk, 9), NULL), " -  ");
	assert_values(&desk, d,
		      call(&desk, OPERATION_REPLACE, s, text(&desk, "ü"), text(&desk, "ue")),
		      "Zuerich -  Zuerich");
	assert_values(&desk, d, call(&desk, OPERATION_INSTR, s, text(&desk, "r"), NULL), "3 - 0 3");
	assert_values(&desk, d, call(&desk, OPERATION_TRIM, text(&desk, " a b "), NULL, NULL),
		      "a b a b a b a b");
	assert_values(&desk, d,
		      call(&desk, OPERATION_INSTR, text(&desk, "abcdecfrxcwsd"), text(&desk, "c"),
			   integer(&desk, 5)),
		      "6 6 6 6");
	assert_refused(&desk, d, call(&desk, OPERATION_SUBSTR, s, integer(&desk, 0), NULL),
		       "{1}: {2} is less than {3}");
	assert_untyped(&desk, OPERATION_CONCAT, s, integer(&desk, 1), 2);
	dataset_release(d);
	desk_close(&desk);
}

static void test_distances__are_those_of_the_books(void **state)
{
	struct desk desk;
	struct dataset *d;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer\n1");
	assert_values(&desk, d,
		      call(&desk, OPERATION_LEVENSHTEIN, text(&desk, "kitten"),
			   text(&desk, "sitting"), NULL),
		      "3");
	assert_values(&desk, d,
		      call(&desk, OPERATION_DAMERAU_LEVENSHTEIN, text(&desk, "ca"),
			   text(&desk, "abc"), NULL),
		      "2");
	assert_values(&desk, d,
		      call(&desk, OPERATION_HAMMING, text(&desk, "foo"), text(&desk, "fob"), NULL),
		      "1");
	/* Winkler's own example has the similarity 0.9611. */
	assert_values(&desk, d,
		      call(&desk, OPERATION_JARO_WINKLER, text(&desk, "MARTHA"),
			   text(&desk, "MARHTA"), NULL),
		      "0.0388888889");
	assert_refused(&desk, d,
		       call(&desk, OPERATION_HAMMING, text(&desk, "foo"), text(&desk, "fo"), NULL),
		       "{1}: {2} and {3} are not of one length");
	dataset_release(d);
	desk_close(&desk);
}

static void test_patterns__match_the_whole_text(void **state)
{
	struct desk desk;
	struct dataset *d;
	const struct expression *s;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer s:m:string\n1|AX123\n2|AX2J5\n3|\n4|xAX123");
	s = component(&desk, d, "s");
	assert_values(&desk, d,
		      call(&desk, OPERATION_MATCH_CHARACTERS, s,
			   text(&desk, "[[:alpha:]]{2}[0-9]{3}"), NULL),
		      "true false - false");
	assert_refused(&desk, d,
		       call(&desk, OPERATION_MATCH_CHARACTERS, s, text(&desk, "(a"), NULL),
		       "{1}: {2} is no regular expression");
	dataset_release(d);
	desk_close(&desk);
}

static void test_comparison__is_null_beside_a_null(void **state)
{
	struct desk desk;
	struct dataset *d;
	const struct expression *n, *s, *p;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer n:m:number s:m:string p:m:time_period\n"
			 "1|1|a|2020-Q1\n2||b|2020-Q2\n3|3||2020-Q3");
	n = component(&desk, d, "n");
	s = component(&desk, d, "s");
	p = component(&desk, d, "p");
	assert_values(&desk, d, call(&desk, OPERATION_EQUAL, n, integer(&desk, 1), NULL),
		      "true - false");
	assert_values(&desk, d, call(&desk, OPERATION_GREATER, n, number(&desk, 1), NULL),
		      "false - true");
	assert_values(&desk, d, call(&desk, OPERATION_LESS_EQUAL, s, text(&desk, "a"), NULL),
		      "true false -");
	assert_values(&desk, d, call(&desk, OPERATION_NOT_EQUAL, s, text(&desk, "a"), NULL),
		      "false true -");
	assert_values(&desk, d, call(&desk, OPERATION_EQUAL, s, s, NULL), "true true -");
	assert_values(&desk, d,
		      call(&desk, OPERATION_BETWEEN, n, integer(&desk, 2), integer(&desk, 3)),
		      "false - true");
	assert_values(&desk, d, call(&desk, OPERATION_IN, n, integer(&desk, 3), integer(&desk, 4)),
		      "false - true");
	assert_values(&desk, d,
		      call(&desk, OPERATION_NOT_IN, s, text(&desk, "b"), text(&desk, "c")),
		      "true false -");
	assert_values(&desk, d,
		      call(&desk, OPERATION_LESS, p,
			   constant(&desk, (struct scalar){ .type = DATA_TIME_PERIOD,
							    .period = time_period_around(
								    TIME_QUARTER,
								    date_of(2020, 4, 1).day) }),
			   NULL),
		      "true false false");
	assert_values(&desk, d, call(&desk, OPERATION_ISNULL, n, NULL, NULL), "false true false");
	assert_untyped(&desk, OPERATION_EQUAL, n, s, 2);
	dataset_release(d);
	desk_close(&desk);
}

static void test_in__is_null_where_a_null_might_be_the_one(void **state)
{
	struct desk desk;
	struct dataset *d;
	const struct expression *nothing;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer n:m:integer s:m:string\n1|1|a\n2|1|a\n3|2|b\n4||");
	nothing = constant(&desk, scalar_null(DATA_NULL));
	assert_values(
		&desk, d,
		call(&desk, OPERATION_IN, component(&desk, d, "s"), text(&desk, "b"), nothing),
		"- - true -");
	assert_values(
		&desk, d,
		call(&desk, OPERATION_NOT_IN, component(&desk, d, "n"), integer(&desk, 2), nothing),
		"- - false -");
	dataset_release(d);
	desk_close(&desk);
}

static void test_logic__has_three_values(void **state)
{
	struct desk desk;
	struct dataset *d;
	const struct expression *a, *b;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer a:m:boolean b:m:boolean\n1|true|true\n2|true|false\n3|true|\n"
			 "4|false|false\n5|false|\n6||");
	a = component(&desk, d, "a");
	b = component(&desk, d, "b");
	assert_values(&desk, d, call(&desk, OPERATION_AND, a, b, NULL),
		      "true false - false false -");
	assert_values(&desk, d, call(&desk, OPERATION_OR, b, a, NULL), "true true true false - -");
	assert_values(&desk, d, call(&desk, OPERATION_XOR, a, b, NULL), "false true - false - -");
	assert_values(&desk, d, call(&desk, OPERATION_NOT, a, NULL, NULL),
		      "false false false true true -");
	assert_untyped(&desk, OPERATION_AND, a, integer(&desk, 1), 2);
	dataset_release(d);
	desk_close(&desk);
}

static void test_choices__take_the_first_that_is_true(void **state)
{
	struct desk desk;
	struct dataset *d;
	const struct expression *n, *s, *is_low, *operands[5], *e;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer n:m:integer s:m:string\n1|1|a\n2||\n3|3|c");
	n = component(&desk, d, "n");
	s = component(&desk, d, "s");
	is_low = call(&desk, OPERATION_LESS, n, integer(&desk, 2), NULL);
	assert_values(&desk, d, call(&desk, OPERATION_IF, is_low, n, number(&desk, 0.5)),
		      "1 0.5 0.5");
	assert_values(&desk, d, call(&desk, OPERATION_IF, is_low, text(&desk, "low"), s),
		      "low - c");
	assert_values(&desk, d, call(&desk, OPERATION_NVL, s, text(&desk, "none"), NULL),
		      "a none c");
	assert_values(&desk, d, call(&desk, OPERATION_NVL, n, integer(&desk, 0), NULL), "1 0 3");
	operands[0] = is_low;
	operands[1] = text(&desk, "low");
	operands[2] = call(&desk, OPERATION_ISNULL, n, NULL, NULL);
	operands[3] = text(&desk, "none");
	operands[4] = text(&desk, "high");
	assert_ok(expression_call(&desk.arena, OPERATION_CASE, operands, 5, 9, &e, &desk.fault));
	assert_values(&desk, d, e, "low none high");
	dataset_release(d);
	desk_close(&desk);
}

static const struct expression *unit(struct desk *desk, const char *letter)
{
	return text(desk, letter);
}

static void test_time__is_reckoned_by_the_calendar(void **state)
{
	struct desk desk;
	struct dataset *d;
	const struct expression *day, *p, *operands[4] = { 0 }, *e;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer d:m:date p:m:time_period\n1|2020-12-31|2021-Q1\n2||2020-M02");
	day = component(&desk, d, "d");
	p = component(&desk, d, "p");
	assert_values(&desk, d, call(&desk, OPERATION_DATEDIFF, day, p, NULL), "90 -");
	assert_values(&desk, d,
		      call(&desk, OPERATION_DATEADD, day, integer(&desk, 2), unit(&desk, "M")),
		      "2021-02-28 -");
	assert_values(&desk, d,
		      call(&desk, OPERATION_DATEADD, p, integer(&desk, -1), unit(&desk, "Y")),
		      "2020-03-31 2019-02-28");
	assert_values(&desk, d, call(&desk, OPERATION_GETMONTH, p, NULL, NULL), "3 2");
	assert_values(&desk, d, call(&desk, OPERATION_DAYOFYEAR, day, NULL, NULL), "366 -");
	assert_values(&desk, d, call(&desk, OPERATION_PERIOD_INDICATOR, p, NULL, NULL), "Q M");
	assert_values(&desk, d, call(&desk, OPERATION_DAYTOYEAR, integer(&desk, 724), NULL, NULL),
		      "P1Y359D P1Y359D");
	assert_values(&desk, d, call(&desk, OPERATION_DAYTOMONTH, integer(&desk, 1056), NULL, NULL),
		      "P35M6D P35M6D");
	assert_values(&desk, d, call(&desk, OPERATION_CURRENT_DATE, NULL, NULL, NULL),
		      "2026-02-03 2026-02-03");
	operands[0] = unit(&desk, "A");
	operands[2] = p;
	assert_ok(
		expression_call(&desk.arena, OPERATION_TIME_AGG, operands, 3, 9, &e, &desk.fault));
	assert_values(&desk, d, e, "2021 2020");
	operands[0] = unit(&desk, "M");
	assert_ok(
		expression_call(&desk.arena, OPERATION_TIME_AGG, operands, 3, 9, &e, &desk.fault));
	assert_refused(&desk, d, e, "{1}: {2} is in no single period of {3}");
	assert_untyped(&desk, OPERATION_GETYEAR, integer(&desk, 1), NULL, 1);
	dataset_release(d);
	desk_close(&desk);
}

static const struct expression *cast(struct desk *desk, const struct expression *operand,
				     enum data_type type)
{
	const struct expression *out;

	assert_ok(expression_cast(&desk->arena, operand, type, NULL, 9, &out, &desk->fault));
	return out;
}

static void test_cast__converts_what_has_a_meaning(void **state)
{
	struct desk desk;
	struct dataset *d;
	const struct expression *out;
	struct fault fault = { 0 };

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer s:m:string\n1|+012\n2|");
	assert_values(&desk, d, cast(&desk, component(&desk, d, "s"), DATA_INTEGER), "12 -");
	assert_values(&desk, d, cast(&desk, component(&desk, d, "s"), DATA_NUMBER), "12 -");
	assert_values(&desk, d, cast(&desk, component(&desk, d, "r"), DATA_STRING), "1 2");
	assert_values(&desk, d, cast(&desk, text(&desk, " TRUE "), DATA_BOOLEAN), "true true");
	assert_values(&desk, d, cast(&desk, text(&desk, "2020Q3"), DATA_TIME_PERIOD),
		      "2020Q3 2020Q3");
	assert_values(
		&desk, d,
		cast(&desk, cast(&desk, text(&desk, "2020Q3"), DATA_TIME_PERIOD), DATA_STRING),
		"2020-07-01/2020-09-30 2020-07-01/2020-09-30");
	assert_values(&desk, d,
		      cast(&desk, cast(&desk, text(&desk, "A"), DATA_DURATION), DATA_STRING),
		      "P1Y P1Y");
	/* Two days are a period when they are a month or longer. */
	assert_values(&desk, d, cast(&desk, text(&desk, "2020-02-01/2020-02-29"), DATA_TIME_PERIOD),
		      "2020M02 2020M02");
	assert_refused(&desk, d,
		       cast(&desk, text(&desk, "2020-01-06/2020-01-12"), DATA_TIME_PERIOD),
		       "{1}: {2} is no value of {3}");
	assert_refused(&desk, d, cast(&desk, text(&desk, "2020-02-30"), DATA_DATE),
		       "{1}: {2} is no value of {3}");
	assert_refused(&desk, d, cast(&desk, text(&desk, "12x"), DATA_INTEGER),
		       "{1}: {2} is no value of {3}");
	assert_values(&desk, d, cast(&desk, number(&desk, -2.0), DATA_INTEGER), "-2 -2");
	assert_refused(&desk, d, cast(&desk, number(&desk, 1.5), DATA_INTEGER),
		       "{1}: {2} is no integer; round, trunc, floor and ceil make one");
	assert_values(&desk, d, cast(&desk, number(&desk, -0x1p63), DATA_INTEGER),
		      "-9223372036854775808 -9223372036854775808");
	assert_refused(&desk, d, cast(&desk, number(&desk, 0x1p63), DATA_INTEGER),
		       "{1}: {2} is no value of {3}");
	assert_fails(expression_cast(&desk.arena, constant(&desk, scalar_boolean(true)), DATA_DATE,
				     NULL, 9, &out, &fault),
		     ERR_INVALID);
	dataset_release(d);
	desk_close(&desk);
}

static const struct expression *masked(struct desk *desk, const struct expression *operand,
				       enum data_type type, const char *mask)
{
	const struct expression *out;

	assert_ok(expression_cast(&desk->arena, operand, type, text(desk, mask), 9, &out,
				  &desk->fault));
	return out;
}

struct mask_row {
	enum data_type type;
	const char *text, *mask, *value;
};

static void test_masks__say_how_texts_are_written(void **state)
{
	static const struct mask_row kept[] = {
		{ DATA_DATE, "20120213", "YYYYMMDD", "2012-02-13" },
		{ DATA_DATE, "01jan2025", "DDmonYYYY", "2025-01-01" },
		{ DATA_DATE, "Monday, 3 March 2025", "Day, {D}D Month YYYY", "2025-03-03" },
		{ DATA_DATE, "2024-366", "YYYY-DDD", "2024-12-31" },
		{ DATA_DATE, "2015-03-03T09:30:45Z", "YYYY-MM-DDThh:mm:ssZ",
		  "2015-03-03T09:30:45Z" },
		{ DATA_DATE, "20150303T093045-01", "YYYYMMDDThhmmss-01", "2015-03-03T10:30:45Z" },
		{ DATA_DATE, "3/3/2015 12:05:07.250 am", "{D}D/{M}M/YYYY {h}h:mm:ss.ddd am/pm",
		  "2015-03-03T00:05:07.25" },
		{ DATA_DATE, "07 PM, 3 March 2015", "hh PM, {D}D Month YYYY",
		  "2015-03-03T19:00:00" },
		{ DATA_TIME_PERIOD, "2012Q1", "YYYY\\Qq", "2012Q1" },
		{ DATA_TIME_PERIOD, "2015M03", "YYYY\\MMM", "2015M03" },
		{ DATA_TIME_PERIOD, "2015D365", "YYYYP{ppp}", "2015D365" },
		{ DATA_TIME, "20150303/20180405", "YYYYMMDD/YYYYMMDD", "2015-03-03/2018-04-05" },
		{ DATA_DURATION, "P10Y02M12D", "\\PYY\\YMM\\MDD\\D", "P10Y2M12D" },
		{ DATA_DURATION, "Q", "P", "Q" },
		{ DATA_NUMBER, "12.345", "DD.DDD", "12.345" },
		{ DATA_NUMBER, "-1234,5", "D+,D*", "-1234.5" },
	};
	/* The mask does not say how all of it was written. */
	static const struct mask_row lost[] = {
		{ DATA_TIME, "2015-03-03T09:30:45Z/2018-04-05T12:30:15Z",
		  "YYYY-MM-DDThh:mm:ssZ/YYYY-MM-DDThh:mm:ssZ", "2015-03-03/2018-04-05" },
		{ DATA_TIME, "2015-03-03T09:30:45-01/P1Y2M10DT2H30M",
		  "YYYY-MM-DDThh:mm:ss-01/PY\\YM\\MDD\\DT{h}h\\Hmm\\M", "2015-03-03/2016-05-12" },
		{ DATA_TIME, "P1Y2M10D/2018-04-05", "PY\\YM\\MDD\\D/YYYY-MM-DD",
		  "2017-01-27/2018-04-05" },
		{ DATA_DURATION, "P10M", "\\PppP", "P10M" },
		{ DATA_INTEGER, "0012", "DDDD", "12" },
	};
	struct desk desk;
	struct dataset *d;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer\n1");
	for (size_t i = 0; i < countof(lost); i++)
		assert_values(&desk, d,
			      masked(&desk, text(&desk, lost[i].text), lost[i].type, lost[i].mask),
			      lost[i].value);
	for (size_t i = 0; i < countof(kept); i++) {
		const struct expression *value =
			masked(&desk, text(&desk, kept[i].text), kept[i].type, kept[i].mask);

		assert_values(&desk, d, value, kept[i].value);
		assert_values(&desk, d, masked(&desk, value, DATA_STRING, kept[i].mask),
			      kept[i].text);
	}
	/* A point in UTC is told in the zone that stands in the mask; one of no zone as it is. */
	assert_values(&desk, d,
		      masked(&desk, cast(&desk, text(&desk, "2025-03-03T00:30:00Z"), DATA_DATE),
			     DATA_STRING, "YYYY-MM-DD hh:mm-01:00"),
		      "2025-03-02 23:30-01:00");
	assert_values(&desk, d,
		      masked(&desk, cast(&desk, text(&desk, "2025-03-03T21:30:00.75"), DATA_DATE),
			     DATA_STRING, "{h}h:mm:ss.d AM/PM DD.MM.YYYY"),
		      "9:30:00.7 PM 03.03.2025");
	assert_refused(
		&desk, d,
		masked(&desk, text(&desk, "2012-02-13 24:00"), DATA_DATE, "YYYY-MM-DD hh:mm"),
		"{1}: {2} is not written as the mask {3} says");
	assert_refused(
		&desk, d,
		masked(&desk, text(&desk, "2012-02-13 13 pm"), DATA_DATE, "YYYY-MM-DD hh pm"),
		"{1}: {2} is not written as the mask {3} says");
	assert_refused(&desk, d, masked(&desk, text(&desk, "2012-02-30"), DATA_DATE, "YYYY-MM-DD"),
		       "{1}: {2} is not written as the mask {3} says");
	assert_refused(&desk, d, masked(&desk, text(&desk, "2012-02-13x"), DATA_DATE, "YYYY-MM-DD"),
		       "{1}: {2} is not written as the mask {3} says");
	dataset_release(d);
	desk_close(&desk);
}

static void test_blocks__meet_without_a_seam(void **state)
{
	struct desk desk;
	struct dataset *d, *chosen;
	const struct expression *is_odd;
	const struct column *column;

	(void)state;
	desk_open(&desk);
	d = table(&desk, "r:i:integer\n1");
	dataset_release(d);
	{
		/* A cartesian column of 5000 rows, whose odd values are chosen. */
		static const int64_t values[] = { 1, 2, 3 };
		struct column cartesian = { .type = DATA_INTEGER,
					    .form = COLUMN_CARTESIAN,
					    .values = values,
					    .repeat = 10,
					    .count = 3 };
		struct component r = { .name = STR("r"), .type = DATA_INTEGER };

		assert_ok(dataset_new(&desk.allowance, &d));
		d->structure = (struct structure){ &r, 1 };
		d->columns = &cartesian;
		d->n_rows = 5000;
		is_odd = call(&desk, OPERATION_EQUAL,
			      call(&desk, OPERATION_MOD, component(&desk, d, "r"),
				   integer(&desk, 2), NULL),
			      integer(&desk, 1), NULL);
		assert_ok(filter(&desk.run, d, is_odd, &chosen));
		column = &chosen->columns[0];
		for (size_t i = 0, to = 0; i < 5000; i++) {
			int64_t value = values[i / 10 % 3];

			if (value % 2)
				assert_int_equal(column_scalar(column, to++).integer, value);
			else
				assert_true(to <= chosen->n_rows);
		}
		dataset_release(chosen);
		dataset_release(d);
	}
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers__are_computed_and_null_where_an_operand_is),
		cmocka_unit_test(test_rounding__is_that_of_the_number_as_written),
		cmocka_unit_test(test_numbers__without_a_result_are_refused),
		cmocka_unit_test(test_random__is_the_same_for_the_same_seed_and_index),
		cmocka_unit_test(test_strings__are_counted_in_code_points),
		cmocka_unit_test(test_distances__are_those_of_the_books),
		cmocka_unit_test(test_patterns__match_the_whole_text),
		cmocka_unit_test(test_comparison__is_null_beside_a_null),
		cmocka_unit_test(test_in__is_null_where_a_null_might_be_the_one),
		cmocka_unit_test(test_logic__has_three_values),
		cmocka_unit_test(test_choices__take_the_first_that_is_true),
		cmocka_unit_test(test_time__is_reckoned_by_the_calendar),
		cmocka_unit_test(test_cast__converts_what_has_a_meaning),
		cmocka_unit_test(test_masks__say_how_texts_are_written),
		cmocka_unit_test(test_blocks__meet_without_a_seam),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

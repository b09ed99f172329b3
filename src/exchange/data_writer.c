/* One row after the other; which columns there are is told by what the answer is by. */
#include "exchange/data_writer.h"

#include "base/list.h"
#include "base/real.h"
#include "cube/slice.h"
#include "exchange/csv.h"
#include "exchange/json.h"

/* The text of a small thing in a buf of its own, which the caller clears. */
static struct str period_text(struct buf *scratch, const struct data_answer *answer,
			      struct period period)
{
	buf_clear(scratch);
	if (period.kind != PERIOD_EMPTY || answer->from.kind == PERIOD_EMPTY) {
		period_write(scratch, period);
		return buf_held(scratch);
	}
	period_write(scratch, answer->from);
	buf_char(scratch, ':');
	period_write(scratch, answer->to);
	return buf_held(scratch);
}

static struct str number_text(struct buf *scratch, const struct observed *observed)
{
	buf_clear(scratch);
	real_write(scratch, observed->number, observed->decimals);
	return buf_held(scratch);
}

static struct str value_text(struct buf *scratch, const struct observed *observed)
{
	return str_empty(observed->answer) ? number_text(scratch, observed) : observed->answer;
}

struct str data_method(const struct data_answer *answer, const struct data_row *row)
{
	if (!answer->weighs_own)
		return S("");
	return row->is_ratio_of_sums ? S("ratio-of-sums") : S("mean-weighted-by-denominators");
}

struct str data_over_periods(const struct data_row *row)
{
	static const struct str words[] = {
		[OVER_PERIODS_NOT] = STR(""),
		[OVER_PERIODS_SUM] = STR("sum"),
		[OVER_PERIODS_LAST] = STR("last"),
		[OVER_PERIODS_EACH] = STR("each"),
	};

	return words[row->over_periods];
}

static struct str absence_text(enum absence absence)
{
	static const struct str words[] = {
		[ABSENCE_UNTOLD] = STR(""),
		[ABSENCE_SILENCE] = STR("silence"),
		[ABSENCE_NOT_DUE] = STR("not-due"),
	};

	return words[absence];
}

/* ---- JSON ---- */

static void put_text(struct json_writer *json, struct str name, struct str text)
{
	json_put_name(json, name);
	json_put_text(json, text);
}

static void put_count(struct json_writer *json, struct str name, size_t n)
{
	json_put_name(json, name);
	json_put_integer(json, (int64_t)n);
}

/* A number, a text, or null with the reason in the status. */
static void put_value(struct json_writer *json, struct buf *scratch,
		      const struct observed *observed)
{
	char code[] = { observed_code(observed) };

	json_put_name(json, S("value"));
	if (!str_empty(observed->answer))
		json_put_text(json, observed->answer);
	else if (isfinite(observed->number))
		json_put_number(json, number_text(scratch, observed));
	else
		json_put_null(json);
	put_text(json, S("status"), (struct str){ .at = code, .len = 1 });
}

static void put_text_if(struct json_writer *json, struct str name, struct str text)
{
	if (!str_empty(text))
		put_text(json, name, text);
}

static void put_real(struct json_writer *json, struct buf *scratch, struct str name, double number)
{
	if (!isfinite(number))
		return;
	buf_clear(scratch);
	real_write(scratch, number, DECIMALS_UNKNOWN);
	json_put_name(json, name);
	json_put_number(json, buf_held(scratch));
}

/* The parts of a ratio, where they are known. */
static void put_parts(struct json_writer *json, struct buf *scratch,
		      const struct observed *observed)
{
	put_real(json, scratch, S("numerator"), observed->numerator);
	put_real(json, scratch, S("denominator"), observed->denominator);
}

static void put_source(struct json_writer *json, const struct observed *observed)
{
	put_text_if(json, S("source"), observed->source);
}

/* Full years between the period of a cell and the one that was asked for. */
static int64_t age_of(struct period asked, struct period observed)
{
	struct civil then, now;

	if (asked.kind == PERIOD_EMPTY)
		return 0;
	then = date_civil(observed.first);
	now = date_civil(asked.first);
	return now.year - then.year;
}

static void put_cells(struct json_writer *json, struct buf *scratch,
		      const struct data_answer *answer, const struct data_row *row)
{
	json_put_name(json, S("cells"));
	json_put_array(json);
	for (size_t i = 0; i < row->n_cells; i++) {
		const struct data_cell *cell = &row->cells[i];

		json_put_object(json);
		put_text(json, S("area"), cell->area);
		put_text(json, S("period"), period_text(scratch, answer, cell->period));
		put_value(json, scratch, &cell->observed);
		put_text_if(json, S("absence"), absence_text(cell->absence));
		put_parts(json, scratch, &cell->observed);
		json_put_name(json, S("age"));
		json_put_integer(json, age_of(row->period, cell->period));
		put_real(json, scratch, S("weight"), cell->weight);
		put_source(json, &cell->observed);
		json_put_name(json, S("batch"));
		json_put_integer(json, cell->batch);
		json_put_end_object(json);
	}
	json_put_end_array(json);
}

static void put_marks(struct json_writer *json, struct buf *scratch, const struct data_row *row)
{
	json_put_name(json, S("marks"));
	json_put_array(json);
	for (size_t i = 0; i < row->n_marks; i++) {
		const struct data_mark *mark = &row->marks[i];

		json_put_object(json);
		buf_clear(scratch);
		period_write(scratch, mark->period);
		put_text(json, S("period"), buf_held(scratch));
		put_text(json, S("kind"), mark->kind);
		put_text_if(json, S("area"), mark->area);
		put_text_if(json, S("coordinate"), mark->slice);
		put_text_if(json, S("text"), mark->text);
		put_text_if(json, S("source"), mark->source);
		json_put_end_object(json);
	}
	json_put_end_array(json);
}

/* What was done besides the aggregate that was asked for. */
static void put_method(struct json_writer *json, const struct data_answer *answer,
		       const struct data_row *row)
{
	put_text_if(json, S("method"), data_method(answer, row));
	put_text_if(json, S("over_periods"), data_over_periods(row));
	if (row->n_silent > 0)
		put_count(json, S("silent"), row->n_silent);
	if (row->n_not_due > 0)
		put_count(json, S("not_due"), row->n_not_due);
	if (row->over_periods == OVER_PERIODS_SUM) {
		put_count(json, S("values"), row->n_values);
		put_count(json, S("of_values"), row->of_values);
	}
}

static void put_row(struct json_writer *json, struct buf *scratch, const struct data_answer *answer,
		    const struct data_row *row)
{
	json_put_object(json);
	if (answer->by.area)
		put_text(json, S("area"), row->area);
	if (!str_empty(answer->by.scheme))
		put_text(json, S("group"), row->group);
	if (answer->by.coordinate)
		put_text(json, S("coordinate"), row->slice);
	put_text(json, S("variable"), row->variable);
	put_text(json, S("period"), period_text(scratch, answer, row->period));
	put_value(json, scratch, &row->observed);
	put_text_if(json, S("absence"), absence_text(row->absence));
	put_parts(json, scratch, &row->observed);
	if (answer->is_made) {
		put_count(json, S("n"), row->n);
		put_count(json, S("of"), row->of);
		put_count(json, S("counted"), row->counted);
		put_method(json, answer, row);
	} else {
		put_text(json, S("observed"), period_text(scratch, answer, row->observed_in));
		put_source(json, &row->observed);
	}
	if (row->n_marks > 0)
		put_marks(json, scratch, row);
	if (row->cells)
		put_cells(json, scratch, answer, row);
	json_put_end_object(json);
}

/* What a scratch could not hold is missing from the buf. */
static void finish(struct buf *buf, const struct buf *scratch)
{
	buf->full = buf->full || scratch->full;
}

void data_write_json(struct buf *buf, const struct data_answer *answer)
{
	struct json_writer json;
	struct buf scratch;

	buf_init(&scratch, buf->arena);
	json_begin(&json, buf, true);
	json_put_array(&json);
	for (size_t i = 0; i < answer->count; i++)
		put_row(&json, &scratch, answer, &answer->rows[i]);
	json_put_end_array(&json);
	finish(buf, &scratch);
}

/* ---- CSV ---- */

/* Columns that are there when a row has something to say in them. */
struct csv_extras {
	bool parts, method, over_periods, values, absent, absence, marks;
};

static struct csv_extras extras_of(const struct data_answer *answer)
{
	struct csv_extras extras = { .method = answer->weighs_own };

	for (size_t i = 0; i < answer->count; i++) {
		const struct data_row *row = &answer->rows[i];

		extras.parts |= isfinite(row->observed.numerator) ||
				isfinite(row->observed.denominator);
		extras.over_periods |= row->over_periods != OVER_PERIODS_NOT;
		extras.values |= row->over_periods == OVER_PERIODS_SUM;
		extras.absent |= answer->is_made && row->n_silent + row->n_not_due > 0;
		extras.absence |= row->absence != ABSENCE_UNTOLD;
		extras.marks |= row->n_marks > 0;
	}
	return extras;
}

static struct str real_text(struct buf *scratch, double number)
{
	buf_clear(scratch);
	if (isfinite(number))
		real_write(scratch, number, DECIMALS_UNKNOWN);
	return buf_held(scratch);
}

/* "2025 basket: 5 GB instead of 2 GB; 2026 break" */
static struct str marks_text(struct buf *scratch, const struct data_row *row)
{
	buf_clear(scratch);
	for (size_t i = 0; i < row->n_marks; i++) {
		const struct data_mark *mark = &row->marks[i];

		buf_str(scratch, i > 0 ? S("; ") : S(""));
		period_write(scratch, mark->period);
		buf_char(scratch, ' ');
		buf_str(scratch, mark->kind);
		buf_str(scratch, str_empty(mark->text) ? S("") : S(": "));
		buf_str(scratch, mark->text);
	}
	return buf_held(scratch);
}

static void cell(struct buf *buf, bool is_there, struct str text)
{
	if (!is_there)
		return;
	csv_write_cell(buf, text);
	buf_char(buf, ',');
}

static void count_cell(struct buf *buf, bool is_there, size_t n)
{
	char digits[DIGITS_MOST];

	cell(buf, is_there, str_of_digits(digits, n, 1));
}

static void end_line(struct buf *buf)
{
	buf->len -= buf->len > 0 && buf->at[buf->len - 1] == ',';
	buf_str(buf, S("\n"));
}

static void write_header(struct buf *buf, const struct data_answer *answer,
			 const struct csv_extras *extras)
{
	cell(buf, answer->by.area, S("area"));
	cell(buf, !str_empty(answer->by.scheme), S("group"));
	cell(buf, answer->by.coordinate, S("coordinate"));
	cell(buf, true, S("variable"));
	cell(buf, true, S("period"));
	cell(buf, true, S("value"));
	cell(buf, true, S("status"));
	cell(buf, answer->is_made, S("n"));
	cell(buf, answer->is_made, S("of"));
	cell(buf, answer->is_made, S("counted"));
	cell(buf, !answer->is_made, S("observed"));
	cell(buf, !answer->is_made, S("source"));
	cell(buf, extras->parts, S("numerator"));
	cell(buf, extras->parts, S("denominator"));
	cell(buf, extras->method, S("method"));
	cell(buf, extras->over_periods, S("over_periods"));
	cell(buf, extras->values, S("values"));
	cell(buf, extras->values, S("of_values"));
	cell(buf, extras->absent, S("silent"));
	cell(buf, extras->absent, S("not_due"));
	cell(buf, extras->absence, S("absence"));
	cell(buf, extras->marks, S("marks"));
	end_line(buf);
}

static void write_row(struct buf *buf, struct buf *scratch, const struct data_answer *answer,
		      const struct data_row *row, const struct csv_extras *extras)
{
	char code[] = { observed_code(&row->observed) };

	cell(buf, answer->by.area, row->area);
	cell(buf, !str_empty(answer->by.scheme), row->group);
	cell(buf, answer->by.coordinate, row->slice);
	cell(buf, true, row->variable);
	cell(buf, true, period_text(scratch, answer, row->period));
	cell(buf, true, value_text(scratch, &row->observed));
	cell(buf, true, (struct str){ .at = code, .len = 1 });
	count_cell(buf, answer->is_made, row->n);
	count_cell(buf, answer->is_made, row->of);
	count_cell(buf, answer->is_made, row->counted);
	cell(buf, !answer->is_made, period_text(scratch, answer, row->observed_in));
	cell(buf, !answer->is_made, row->observed.source);
	cell(buf, extras->parts, real_text(scratch, row->observed.numerator));
	cell(buf, extras->parts, real_text(scratch, row->observed.denominator));
	cell(buf, extras->method, data_method(answer, row));
	cell(buf, extras->over_periods, data_over_periods(row));
	count_cell(buf, extras->values, row->n_values);
	count_cell(buf, extras->values, row->of_values);
	count_cell(buf, extras->absent, row->n_silent);
	count_cell(buf, extras->absent, row->n_not_due);
	cell(buf, extras->absence, absence_text(row->absence));
	cell(buf, extras->marks, marks_text(scratch, row));
	end_line(buf);
}

void data_write_csv(struct buf *buf, const struct data_answer *answer)
{
	struct csv_extras extras = extras_of(answer);
	struct buf scratch;

	buf_init(&scratch, buf->arena);
	write_header(buf, answer, &extras);
	for (size_t i = 0; i < answer->count; i++)
		write_row(buf, &scratch, answer, &answer->rows[i], &extras);
	finish(buf, &scratch);
}

/* ---- SDMX-CSV ---- */

static bool has_text(const struct list *texts, struct str text)
{
	for (size_t i = 0; i < texts->count; i++)
		if (str_eq(*LIST_AT(*texts, struct str, i), text))
			return true;
	return false;
}

/* Every dimension that a slice of the answer names. */
static struct err list_dimensions(const struct data_answer *answer, struct list *dimensions)
{
	struct coordinate coordinates[SLICE_COORDINATES_MAX];
	size_t count;

	for (size_t i = 0; i < answer->count; i++) {
		if (!slice_parse(answer->rows[i].slice, coordinates, &count))
			continue;
		for (size_t c = 0; c < count; c++)
			if (!has_text(dimensions, coordinates[c].dimension))
				TRY(list_push(dimensions, &coordinates[c].dimension));
	}
	return OK;
}

/* The category of the slice in the dimension; "_T", the total, where it names none. */
static struct str category_of(struct str slice, struct str dimension)
{
	struct coordinate coordinates[SLICE_COORDINATES_MAX];
	size_t count = 0;

	if (slice_parse(slice, coordinates, &count))
		for (size_t i = 0; i < count; i++)
			if (str_eq(coordinates[i].dimension, dimension))
				return coordinates[i].category;
	return S("_T");
}

static void write_sdmx_row(struct buf *buf, struct buf *scratch, const struct data_answer *answer,
			   const struct data_row *row, const struct list *dimensions,
			   bool with_parts)
{
	char code[] = { observed_code(&row->observed) };

	buf_str(buf, S("dataflow,OUTTURN:DATA(1.0),M,"));
	cell(buf, true, answer->by.area ? row->area : row->group);
	cell(buf, true, row->variable);
	for (size_t i = 0; i < dimensions->count; i++)
		cell(buf, true, category_of(row->slice, *LIST_AT(*dimensions, struct str, i)));
	cell(buf, true, period_text(scratch, answer, row->period));
	cell(buf, true, value_text(scratch, &row->observed));
	cell(buf, true, (struct str){ .at = code, .len = 1 });
	cell(buf, true, row->observed.source);
	cell(buf, with_parts, real_text(scratch, row->observed.numerator));
	cell(buf, with_parts, real_text(scratch, row->observed.denominator));
	end_line(buf);
}

struct err data_write_sdmx_csv(struct arena *arena, struct buf *buf,
			       const struct data_answer *answer)
{
	struct list dimensions = LIST(arena, struct str);
	struct csv_extras extras = extras_of(answer);
	struct buf scratch;

	TRY(list_dimensions(answer, &dimensions));
	buf_init(&scratch, buf->arena);
	buf_str(buf, S("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,"));
	for (size_t i = 0; i < dimensions.count; i++)
		cell(buf, true, *LIST_AT(dimensions, struct str, i));
	buf_str(buf, S("TIME_PERIOD,OBS_VALUE,OBS_STATUS,SOURCE"));
	buf_str(buf, extras.parts ? S(",NUMERATOR,DENOMINATOR\n") : S("\n"));
	for (size_t i = 0; i < answer->count; i++)
		write_sdmx_row(buf, &scratch, answer, &answer->rows[i], &dimensions, extras.parts);
	finish(buf, &scratch);
	return OK;
}

/* outturn data: observations, as they are or many made one. */
#include "app/ask_data.h"

#include "app/data_question.h"
#include "base/buf.h"
#include "base/mark.h"
#include "base/real.h"
#include "cli/command.h"
#include "cli/print.h"
#include "exchange/data_writer.h"
#include "i18n/message.h"
#include "store/store.h"

/* The options that are parameters of a question, with the names that they have there. */
static struct err parameters_of(const struct invocation *call, struct data_parameter **out,
				size_t *count_out)
{
	struct data_parameter *parameters;
	size_t count = 0;

	TRY_NEW(parameters = NEW(call->arena, struct data_parameter, call->n_given + 1));
	for (size_t i = 0; i < call->n_given; i++) {
		struct str name = option_rows[call->given[i].option].name;

		for (size_t p = 0; p < n_data_parameters; p++)
			if (str_eq(data_parameter_names[p], name))
				parameters[count++] =
					(struct data_parameter){ name, call->given[i].value };
	}
	*out = parameters;
	*count_out = count;
	return OK;
}

static void write_count(struct buf *line, const struct data_answer *answer,
			const struct data_row *row)
{
	struct str method = data_method(answer, row), over = data_over_periods(row);

	buf_format(line, "  (%zu of %zu", row->n, row->of);
	if (row->counted != row->n)
		buf_format(line, "; %zu counted", row->counted);
	if (!str_empty(method))
		buf_format(line, "; %.*s", STR_ARGS(method));
	if (!str_empty(over))
		buf_format(line, "; over periods: %.*s", STR_ARGS(over));
	if (row->over_periods == OVER_PERIODS_SUM)
		buf_format(line, " of %zu of %zu values", row->n_values, row->of_values);
	if (row->n_silent > 0)
		buf_format(line, "; %zu silent", row->n_silent);
	if (row->n_not_due > 0)
		buf_format(line, "; %zu not due yet", row->n_not_due);
	buf_char(line, ')');
}

static void write_places(struct buf *line, const struct data_answer *answer,
			 const struct data_row *row)
{
	buf_str(line, row->variable);
	if (answer->by.area || !str_empty(answer->by.scheme)) {
		buf_str(line, S("  "));
		buf_str(line, answer->by.area ? row->area : row->group);
	}
	if (!str_empty(row->slice)) {
		buf_str(line, S("  "));
		buf_str(line, row->slice);
	}
	buf_str(line, S("  "));
	if (row->period.kind == PERIOD_EMPTY) {
		period_write(line, answer->from);
		buf_char(line, ':');
		period_write(line, answer->to);
	}
	period_write(line, row->period);
	buf_str(line, S("  "));
}

/* What is made of many cells has digits that nobody measured: two decimals are shown. */
static double rounded(double number)
{
	return round(number * 100) / 100;
}

static void write_part(struct buf *line, double part)
{
	if (isfinite(part))
		real_write(line, part, DECIMALS_UNKNOWN);
	else
		buf_str(line, S("–"));
}

static void write_value(struct buf *line, const struct observed *observed, bool is_made)
{
	if (!str_empty(observed->answer))
		buf_str(line, observed->answer);
	else if (isfinite(observed->number))
		real_write(line, is_made ? rounded(observed->number) : observed->number,
			   observed->decimals);
	else
		buf_str(line, S("–"));
	if (observed_code(observed) != OBSERVATION_NORMAL)
		buf_format(line, " %c", observed_code(observed));
	if (!isfinite(observed->numerator) && !isfinite(observed->denominator))
		return;
	buf_str(line, S(" = "));
	write_part(line, observed->numerator);
	buf_str(line, S(" / "));
	write_part(line, observed->denominator);
}

static void write_absence(struct buf *text, enum absence absence)
{
	if (absence == ABSENCE_SILENCE)
		buf_str(text, S(" (silence)"));
	else if (absence == ABSENCE_NOT_DUE)
		buf_str(text, S(" (not due yet)"));
}

/* The cells of an explained row, each on a line of its own. */
static void write_cells(struct buf *text, const struct data_row *row)
{
	for (size_t i = 0; i < row->n_cells; i++) {
		const struct data_cell *cell = &row->cells[i];

		buf_format(text, "    %.*s  ", STR_ARGS(cell->area));
		period_write(text, cell->period);
		buf_str(text, S("  "));
		write_value(text, &cell->observed, false);
		write_absence(text, cell->absence);
		if (isfinite(cell->weight)) {
			buf_str(text, S("  x "));
			real_write(text, cell->weight, DECIMALS_UNKNOWN);
		}
		buf_format(text, "  #%lld  %.*s\n", (long long)cell->batch,
			   STR_ARGS(cell->observed.source));
	}
}

/* "! 2025  basket: 5 GB instead of 2 GB (source)" */
static void write_marks(struct buf *text, const struct data_row *row)
{
	for (size_t i = 0; i < row->n_marks; i++) {
		const struct data_mark *mark = &row->marks[i];

		buf_str(text, S("    ! "));
		period_write(text, mark->period);
		buf_format(text, "  %.*s", STR_ARGS(mark->kind));
		if (!str_empty(mark->text))
			buf_format(text, ": %.*s", STR_ARGS(mark->text));
		if (!str_empty(mark->source))
			buf_format(text, " (%.*s)", STR_ARGS(mark->source));
		buf_char(text, '\n');
	}
}

static void write_text(struct buf *text, const struct data_answer *answer)
{
	for (size_t i = 0; i < answer->count; i++) {
		const struct data_row *row = &answer->rows[i];

		write_places(text, answer, row);
		write_value(text, &row->observed, answer->is_made);
		write_absence(text, row->absence);
		if (answer->is_made)
			write_count(text, answer, row);
		buf_char(text, '\n');
		write_marks(text, row);
		write_cells(text, row);
	}
}

enum data_format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON, FORMAT_SDMX_CSV };

static struct err format_of(const struct invocation *call, enum data_format *out)
{
	static const struct str names[] = { STR("text"), STR("csv"), STR("json"), STR("sdmx-csv") };
	struct str format = call->options[OPTION_DATA];

	*out = FORMAT_TEXT;
	if (!format.at)
		return OK;
	for (size_t i = 0; i < countof(names); i++) {
		if (!str_eq(names[i], format))
			continue;
		*out = (enum data_format)i;
		return OK;
	}
	return ERROR(ERR_USAGE, "--format is text, csv, json or sdmx-csv");
}

static struct err print_answer(const struct invocation *call, const struct data_answer *answer)
{
	enum data_format format;
	struct buf text;
	struct str all;

	TRY(format_of(call, &format));
	buf_init(&text, call->arena);
	if (format == FORMAT_JSON)
		data_write_json(&text, answer);
	else if (format == FORMAT_CSV)
		data_write_csv(&text, answer);
	else if (format == FORMAT_SDMX_CSV)
		TRY(data_write_sdmx_csv(call->arena, &text, answer));
	else
		write_text(&text, answer);
	TRY(buf_done(&text, &all));
	fprintf(call->out, "%.*s%s", STR_ARGS(all), format == FORMAT_JSON ? "\n" : "");
	return OK;
}

static struct err answer_from(const struct invocation *call, const struct app *app,
			      const struct data_question *question, int *exit_code)
{
	struct data_answer answer;
	bool is_known;

	TRY(ask_known(call, app, question, &answer, &is_known));
	if (is_known)
		return print_answer(call, &answer);
	*exit_code = EXIT_REFUSED;
	return OK;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct data_parameter *parameters;
	struct data_question question;
	enum data_format format;
	struct app app;
	size_t count;

	TRY(format_of(call, &format));
	TRY(parameters_of(call, &parameters, &count));
	TRY(data_question_read(call->arena, parameters, count, &question));
	TRY(open_database(call, false, &app));
	struct err e = answer_from(call, &app, &question, exit_code);

	store_close(app.store);
	return e;
}

#define QUESTION_OPTIONS                                                                           \
	(TAKES(OPTION_VARIABLE) | TAKES(OPTION_AREA) | TAKES(OPTION_GROUP) | TAKES(OPTION_AMONG) | \
	 TAKES(OPTION_PERIOD) | TAKES(OPTION_COORDINATE) | TAKES(OPTION_LATEST_WITHIN) |           \
	 TAKES(OPTION_BY) | TAKES(OPTION_AGGREGATE) | TAKES(OPTION_WEIGHT) | TAKES(OPTION_WHERE) | \
	 TAKES(OPTION_DENOMINATOR) | TAKES(OPTION_MEMBERSHIP) | TAKES(OPTION_AS_OF) |              \
	 TAKES(OPTION_EXPLAIN))

const struct command data_command = {
	.name = STR("data"),
	.summary = N_("print observations, or many made one"),
	.arguments = "",
	.help = N_("Without an aggregate prints each value by area and period. With one, a row for "
		   "each of what --by names: its value and how many of how many areas it rests on. "
		   "The interface over HTTP at /api/v1/data takes the same parameters."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_DATA) | QUESTION_OPTIONS,
	.run = run,
};

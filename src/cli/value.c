/* outturn value VARIABLE: one value, with what it rests on. */
#include "app/ask_data.h"

#include "app/data_question.h"
#include "base/buf.h"
#include "base/mark.h"
#include "base/real.h"
#include "cli/command.h"
#include "cli/print.h"
#include "store/store.h"

static void put_text(struct json_writer *json, struct str name, struct str text)
{
	json_put_name(json, name);
	json_put_text(json, text);
}

/* Of a ratio, where it is known. */
static void put_part(struct json_writer *json, struct buf *scratch, struct str name, double part)
{
	if (!isfinite(part))
		return;
	buf_clear(scratch);
	real_write(scratch, part, DECIMALS_UNKNOWN);
	json_put_name(json, name);
	json_put_number(json, buf_held(scratch));
}

/* Where the value comes from: who reported it, and the batch that brought it. */
static void put_sources(struct json_writer *json, const struct data_row *row)
{
	json_put_name(json, S("sources"));
	json_put_array(json);
	for (size_t i = 0; i < row->n_cells; i++) {
		json_put_object(json);
		put_text(json, S("source"), row->cells[i].observed.source);
		json_put_name(json, S("batch"));
		json_put_integer(json, row->cells[i].batch);
		json_put_end_object(json);
	}
	json_put_end_array(json);
}

static struct err print_json(const struct invocation *call, const struct data_row *row)
{
	const struct observed *observed = &row->observed;
	char code[] = { observed_code(observed) };
	struct json_writer json;
	struct buf buf, scratch;
	struct str text;

	buf_init(&buf, call->arena);
	buf_init(&scratch, call->arena);
	json_begin(&json, &buf, true);
	json_put_object(&json);
	put_text(&json, S("variable"), row->variable);
	put_text(&json, S("area"), row->area);
	period_write(&scratch, row->period);
	put_text(&json, S("period"), buf_held(&scratch));
	json_put_name(&json, S("value"));
	buf_clear(&scratch);
	real_write(&scratch, observed->number, observed->decimals);
	if (!str_empty(observed->answer))
		json_put_text(&json, observed->answer);
	else if (scratch.len > 0)
		json_put_number(&json, buf_held(&scratch));
	else
		json_put_null(&json);
	put_text(&json, S("status"), (struct str){ .at = code, .len = 1 });
	put_part(&json, &scratch, S("numerator"), observed->numerator);
	put_part(&json, &scratch, S("denominator"), observed->denominator);
	put_sources(&json, row);
	json_put_end_object(&json);
	TRY(buf_done(&buf, &text));
	say(call->out, text);
	return OK;
}

static struct err print_text(const struct invocation *call, const struct data_row *row)
{
	struct buf buf;
	struct str text;

	buf_init(&buf, call->arena);
	buf_format(&buf, "%.*s  ", STR_ARGS(row->area));
	period_write(&buf, row->period);
	buf_str(&buf, S("  "));
	if (!str_empty(row->observed.answer))
		buf_str(&buf, row->observed.answer);
	else
		real_write(&buf, row->observed.number, row->observed.decimals);
	buf_format(&buf, "  %c  ", observed_code(&row->observed));
	for (size_t i = 0; i < row->n_cells; i++)
		buf_format(&buf, "#%lld %.*s", (long long)row->cells[i].batch,
			   STR_ARGS(row->cells[i].observed.source));
	TRY(buf_done(&buf, &text));
	say(call->out, text);
	return OK;
}

/* The last row that is a cell, and whether there are such of several areas; NULL: there is none. */
static const struct data_row *latest_cell(const struct data_answer *answer, bool *several_out)
{
	const struct data_row *found = NULL;

	*several_out = false;
	for (size_t i = 0; i < answer->count; i++) {
		const struct data_row *row = &answer->rows[i];

		if (row->absence != ABSENCE_UNTOLD)
			continue;
		*several_out |= found && !str_eq(found->area, row->area);
		found = row;
	}
	return found;
}

/* What the schedule says of the one cell that was asked for and is not there. */
static struct err nothing_known(const struct data_answer *answer)
{
	enum absence absence = answer->count == 1 ? answer->rows[0].absence : ABSENCE_UNTOLD;

	if (absence == ABSENCE_SILENCE)
		return ERROR(ERR_NOT_FOUND, "nobody has reported it (silence)");
	if (absence == ABSENCE_NOT_DUE)
		return ERROR(ERR_NOT_FOUND, "it is not due yet");
	return ERROR(ERR_NOT_FOUND, "nothing is known of it");
}

/* The one that is meant: the latest of the one area that there is. */
static struct err print_latest(const struct invocation *call, const struct data_answer *answer)
{
	const struct data_row *row;
	bool as_json, is_several;

	TRY(wants_json(call, &as_json));
	row = latest_cell(answer, &is_several);
	if (!row)
		return nothing_known(answer);
	if (is_several)
		return ERROR(ERR_USAGE, "several areas have values: name one with --area");
	return as_json ? print_json(call, row) : print_text(call, row);
}

static struct err answer_from(const struct invocation *call, const struct app *app,
			      const struct data_question *question, int *exit_code)
{
	struct data_answer answer;
	struct err e = OK;
	bool is_known;

	TRY(ask_known(call, app, question, &answer, &is_known));
	if (is_known)
		e = print_latest(call, &answer);
	if (!is_known || e.code == ERR_NOT_FOUND)
		*exit_code = EXIT_REFUSED;
	if (e.code != ERR_NOT_FOUND)
		return e;
	say(call->err, e.detail);
	return OK;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct data_parameter parameters[5] = { { S("variable"), call->arguments[0] },
						{ S("explain"), S("yes") } };
	static const enum option options[] = { OPTION_AREA, OPTION_PERIOD, OPTION_AS_OF };
	struct data_question question;
	size_t count = 2;
	struct app app;
	bool as_json;

	TRY(wants_json(call, &as_json));
	for (size_t i = 0; i < countof(options); i++)
		if (call->options[options[i]].at)
			parameters[count++] = (struct data_parameter){ option_rows[options[i]].name,
								       call->options[options[i]] };
	TRY(data_question_read(call->arena, parameters, count, &question));
	TRY(open_database(call, false, &app));
	struct err e = answer_from(call, &app, &question, exit_code);

	store_close(app.store);
	return e;
}

const struct command value_command = {
	.name = STR("value"),
	.summary = N_("print one value and where it comes from"),
	.arguments = "VARIABLE",
	.help = N_("The value of the area in the period, or in the latest that there is, with its "
		   "status, who reported it and the batch that brought it."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_FORMAT) | TAKES(OPTION_AREA) |
		 TAKES(OPTION_PERIOD) | TAKES(OPTION_AS_OF),
	.min_arguments = 1,
	.max_arguments = 1,
	.run = run,
};

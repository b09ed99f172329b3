/* Cells, their refusals, and the value with its status. */
#include "exchange/file_row.h"

#include "base/mark.h"
#include "base/real.h"

enum { STATUS_NOT_SAID = 0 };

static void refuse(struct file_row *row, size_t column, enum diagnostic_id id, struct str value,
		   struct str expected)
{
	if (row->is_refused)
		return;
	row->is_refused = true;
	row->rows->refusal = (struct diagnostic){ .id = id,
						  .file = row->rows->file,
						  .line = row->record->line,
						  .column = row->rows->map->names[column],
						  .args = { value, expected } };
}

void file_row_refuse(struct file_row *row, size_t column, struct str value, struct str expected)
{
	refuse(row, column, str_empty(value) ? DIAGNOSTIC_MISSING_VALUE : DIAGNOSTIC_BAD_CELL,
	       value, expected);
}

static bool is_outer(char c)
{
	return (unsigned char)c <= ' ';
}

struct str file_row_cell(const struct file_row *row, size_t column, bool is_coded)
{
	struct str cell = row->record->cells[column];

	if (cell.len > 0 && (is_outer(cell.at[0]) || is_outer(cell.at[cell.len - 1])))
		cell = str_trim(cell);
	if (is_coded && row->rows->map->has_labels) {
		size_t colon = str_find(cell, S(": "), 0);

		if (colon != SIZE_MAX)
			cell = str_slice(cell, 0, colon);
	}
	return cell;
}

struct str file_row_role(const struct file_row *row, enum profile_role role, bool is_coded)
{
	int column = row->rows->map->column_of[role];

	return column < 0 ? S("") : file_row_cell(row, (size_t)column, is_coded);
}

static bool is_missing(const struct profile *profile, struct str cell)
{
	return str_empty(cell) || name_list_has(&profile->missing, cell);
}

/* -- Status -- */

/* The letter that a cell stands for, by the profile's codes or as it is. */
static char read_letter(struct file_row *row, enum profile_role role,
			const struct code_table *codes)
{
	struct str cell = file_row_role(row, role, true), letter;
	enum observation_state ignored;

	if (str_empty(cell))
		return STATUS_NOT_SAID;
	letter = codes->count > 0 ? code_table_map(codes, cell) : cell;
	if (letter.len == 1 && letter.at[0] >= 'A' && letter.at[0] <= 'Z')
		return letter.at[0];
	if (role == PROFILE_STATUS &&
	    mark_list_get(&row->rows->profile->status_states, cell, &ignored))
		return STATUS_NOT_SAID;
	file_row_refuse(row, (size_t)row->rows->map->column_of[role], cell,
			S(N_("a status of the code list CL_OBS_STATUS")));
	return STATUS_NOT_SAID;
}

static bool says_estimate(const struct file_row *row)
{
	const struct profile *profile = row->rows->profile;
	const struct column_list *columns = &row->rows->map->estimates;

	for (size_t i = 0; i < columns->count; i++)
		for (size_t w = 0; w < profile->estimate_words.count; w++)
			if (str_find_anycase(row->record->cells[columns->at[i]],
					     profile->estimate_words.at[w], 0) != SIZE_MAX)
				return true;
	return false;
}

static char read_status(struct file_row *row)
{
	const struct profile *profile = row->rows->profile;
	const int *column_of = row->rows->map->column_of;
	char status = STATUS_NOT_SAID;

	if (column_of[PROFILE_STATUS] >= 0)
		status = read_letter(row, PROFILE_STATUS, &profile->status_codes);
	if (column_of[PROFILE_NATURE] >= 0 &&
	    (status == STATUS_NOT_SAID || status == OBSERVATION_NORMAL))
		status = read_letter(row, PROFILE_NATURE, &profile->nature_codes);
	if (status == STATUS_NOT_SAID)
		status = OBSERVATION_NORMAL;
	if (status == OBSERVATION_NORMAL && says_estimate(row))
		status = OBSERVATION_ESTIMATED;
	return status;
}

/* -- Value -- */

static bool parse_number(const struct observation_rows *rows, struct str cell, int shift,
			 double *out, int8_t *decimals_out)
{
	if (real_parse(cell, rows->decimal_mark, shift, out, decimals_out))
		return true;
	return rows->other_mark && real_parse(cell, rows->other_mark, shift, out, decimals_out);
}

/* The power of ten that the row's values are to be multiplied by. */
static int read_scale(struct file_row *row)
{
	struct str cell = file_row_role(row, PROFILE_SCALE, true);
	int64_t scale = 0;

	if (!str_empty(cell) && (!str_to_int64(cell, &scale) || scale < -15 || scale > 15)) {
		file_row_refuse(row, (size_t)row->rows->map->column_of[PROFILE_SCALE], cell,
				S(N_("a power of ten from -15 to 15")));
		return 0;
	}
	return (int)scale;
}

static void read_number(struct file_row *row, size_t column, struct str cell, struct observed *out)
{
	const struct observation_rows *rows = row->rows;
	int shift = rows->map->column_of[PROFILE_SCALE] < 0 ? 0 : read_scale(row);
	struct str number = cell;

	if (rows->profile->takes_limits && (cell.at[0] == '<' || cell.at[0] == '>'))
		number = str_trim(str_slice(cell, 1, cell.len));
	if (!parse_number(rows, number, shift, &out->number, &out->decimals))
		file_row_refuse(row, column, cell, S(N_("a number such as 12.50")));
}

/* A ratio's part, where the file has it. */
static double read_part(struct file_row *row, enum profile_role role)
{
	struct str cell = file_row_role(row, role, false);
	double number = NAN;
	int8_t decimals;

	if (!is_missing(row->rows->profile, cell) &&
	    !parse_number(row->rows, cell, 0, &number, &decimals))
		file_row_refuse(row, (size_t)row->rows->map->column_of[role], cell,
				S(N_("a number such as 12.50")));
	return number;
}

static int compare_answers(const void *a, const void *b, const void *context)
{
	(void)context;
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Adds what a cell answers; a separator of the profile parts it. */
static struct err add_answers(const struct file_row *row, struct str cell, struct list *answers)
{
	struct str separator = row->rows->profile->answer_separator, rest = cell;

	while (!str_empty(rest)) {
		size_t at = str_empty(separator) ? SIZE_MAX : str_find(rest, separator, 0);
		struct str one = str_trim(str_slice(rest, 0, at == SIZE_MAX ? rest.len : at));

		if (!is_missing(row->rows->profile, one))
			TRY(list_push(answers, &one));
		rest = at == SIZE_MAX ? S("") : str_slice(rest, at + separator.len, rest.len);
	}
	return OK;
}

/* The answers of all their columns, sorted, each once. */
static struct err read_answers(struct file_row *row, struct str *out)
{
	const struct column_list *columns = &row->rows->map->answers;
	struct list answers = LIST(row->rows->arena, struct str);
	struct str before = S("");
	struct buf text;

	for (size_t i = 0; i < columns->count; i++)
		TRY(add_answers(row, file_row_cell(row, columns->at[i], false), &answers));
	TRY(list_sort(&answers, compare_answers, NULL));
	buf_init(&text, row->rows->arena);
	for (size_t i = 0; i < answers.count; i++) {
		struct str one = *LIST_AT(answers, struct str, i);

		if (i > 0 && str_eq(one, before))
			continue;
		buf_str(&text, i > 0 ? S("; ") : S(""));
		buf_str(&text, one);
		before = one;
	}
	return buf_done(&text, out);
}

/* Is what the row says an answer? Its variable is a question, or a column of answers alone has one. */
static bool is_answer(const struct file_row *row, bool is_question, size_t value_column)
{
	const struct column_list *columns = &row->rows->map->answers;

	if (is_question)
		return columns->count > 0;
	for (size_t i = 0; i < columns->count; i++) {
		bool is_value = columns->at[i] == value_column &&
				row->rows->map->column_of[PROFILE_VALUE] >= 0;

		if (!is_value &&
		    !is_missing(row->rows->profile, file_row_cell(row, columns->at[i], false)))
			return true;
	}
	return false;
}

/* What no value means: by its mark, by the status, or nothing was said (false). */
static bool read_state(const struct file_row *row, struct str cell, struct observed *out)
{
	const struct profile *profile = row->rows->profile;

	return mark_list_get(&profile->value_marks, cell, &out->state) ||
	       mark_list_get(&profile->status_states, file_row_role(row, PROFILE_STATUS, true),
			     &out->state);
}

static bool name_marked(const struct mark_list *marks, struct str cell)
{
	enum observation_state ignored;

	return marks->count > 0 && mark_list_get(marks, cell, &ignored);
}

struct err file_row_observed(struct file_row *row, bool is_question, struct observed *out,
			     bool *said_out)
{
	const struct observation_rows *rows = row->rows;
	size_t column = rows->map->values[row->i_value].column;
	struct str cell = file_row_cell(row, column, false);

	*said_out = true;
	if (rows->map->answers.count > 0 && is_answer(row, is_question, column)) {
		TRY(read_answers(row, &out->answer));
		*said_out = !str_empty(out->answer);
	} else if (is_missing(rows->profile, cell) ||
		   name_marked(&rows->profile->value_marks, cell)) {
		*said_out = read_state(row, cell, out);
	} else {
		read_number(row, column, cell, out);
	}
	if (!*said_out)
		return OK;
	out->status = read_status(row);
	if (rows->map->column_of[PROFILE_NUMERATOR] >= 0)
		out->numerator = read_part(row, PROFILE_NUMERATOR);
	if (rows->map->column_of[PROFILE_DENOMINATOR] >= 0)
		out->denominator = read_part(row, PROFILE_DENOMINATOR);
	out->source = file_row_role(row, PROFILE_REPORTER, false);
	return OK;
}

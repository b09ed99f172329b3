/*
 * A row is read from its value outward: where nothing was said, the rest of the row is not judged. The
 * first thing that is wrong with a row refuses it, with the column and what was expected there.
 */
#include "exchange/observation_rows.h"

#include <string.h>

#include "base/mark.h"
#include "exchange/row_slice.h"

enum { ROWS_ROOM = 4096 };

/* A variable that a file has, and what was found of it. */
struct met_variable {
	struct variable_description description;
	struct str code;        /* the file's own */
	struct str unit_cell;   /* as the file has it */
	bool unit_is_of_column; /* so that all rows must agree */
	bool has_answers;
};

/* -- Variables -- */

static struct err capitals_of(struct arena *arena, struct str s, struct str *out)
{
	char *text = arena_text(arena, s.len);

	TRY_NEW(text);
	for (size_t i = 0; i < s.len; i++)
		text[i] = s.at[i] >= 'a' && s.at[i] <= 'z' ? (char)(s.at[i] - 'a' + 'A') : s.at[i];
	*out = (struct str){ text, s.len };
	return OK;
}

static struct err keep(struct arena *arena, struct str s, struct str *out)
{
	*out = str_copy(arena, s);
	TRY_NEW(out->at || str_empty(s));
	return OK;
}

/* The code that the profile has for a file's own. */
static struct err code_of(struct observation_rows *rows, struct str cell, struct str *out)
{
	struct str code;

	if (code_table_get(&rows->profile->variable_codes, cell, &code))
		return keep(rows->kept, code, out);
	if (rows->profile->variable_capitals)
		return capitals_of(rows->kept, cell, out);
	return keep(rows->kept, cell, out);
}

/* By the variable's own entry, or else by the cell of the first row. */
static struct err describe_unit(const struct file_row *row, struct met_variable *met)
{
	const struct profile *profile = row->rows->profile;
	struct str unit = profile->unit, cell = file_row_role(row, PROFILE_UNIT, true);

	if (!code_table_get(&profile->unit_variables, met->description.code, &unit) &&
	    row->rows->map->column_of[PROFILE_UNIT] >= 0) {
		met->unit_is_of_column = true;
		TRY(keep(row->rows->kept, cell, &met->unit_cell));
		unit = code_table_map(&profile->unit_codes, cell);
	}
	return keep(row->rows->kept, unit, &met->description.unit);
}

/* What the file calls the variable; a column of values that any name may have is called so. */
static struct str name_of(const struct file_row *row)
{
	const struct profile *profile = row->rows->profile;
	const struct name_list *value = &profile->columns[PROFILE_VALUE];

	if (!profile->variable_from_header && value->count > 0 && str_eq(value->at[0], S("*")))
		return row->rows->map->names[row->rows->map->values[row->i_value].column];
	return file_row_role(row, PROFILE_NAME, false);
}

static struct err meet_variable(const struct file_row *row, struct str cell)
{
	struct observation_rows *rows = row->rows;
	const struct profile *profile = rows->profile;
	struct met_variable met = { .description = { .source = profile->source,
						     .edition = profile->edition } };

	TRY(keep(rows->kept, cell, &met.code));
	TRY(code_of(rows, cell, &met.description.code));
	TRY(keep(rows->kept, name_of(row), &met.description.name));
	TRY(describe_unit(row, &met));
	met.has_answers = name_list_fits(&profile->answer_variables, met.description.code);
	TRY(map_put(&rows->by_code, met.code, rows->variables.count));
	rows->last_code = met.code;
	rows->i_last_variable = rows->variables.count;
	return list_push(&rows->variables, &met);
}

/* The variable of the row; NULL when the cell is empty, which is refused. */
static struct err find_variable(struct file_row *row, struct met_variable **out)
{
	struct observation_rows *rows = row->rows;
	struct str cell = rows->fixed_variable;
	uint64_t place;

	if (str_empty(cell))
		cell = file_row_role(row, PROFILE_VARIABLE, true);
	*out = NULL;
	if (str_empty(cell)) {
		file_row_refuse(row, (size_t)rows->map->column_of[PROFILE_VARIABLE], cell, S(""));
		return OK;
	}
	if (!rows->last_code.at || !str_eq(cell, rows->last_code)) {
		if (map_get(&rows->by_code, cell, &place)) {
			rows->i_last_variable = (size_t)place;
			rows->last_code =
				LIST_AT(rows->variables, struct met_variable, place)->code;
		} else {
			TRY(meet_variable(row, cell));
		}
	}
	*out = LIST_AT(rows->variables, struct met_variable, rows->i_last_variable);
	return OK;
}

/* Values of one variable have one unit; a first row that says none is followed by the one that does. */
static struct err check_unit(struct file_row *row, struct met_variable *met)
{
	struct str cell;

	if (!met->unit_is_of_column)
		return OK;
	cell = file_row_role(row, PROFILE_UNIT, true);
	if (str_eq(cell, met->unit_cell) || str_empty(cell))
		return OK;
	if (str_empty(met->unit_cell))
		return describe_unit(row, met);
	file_row_refuse(row, (size_t)row->rows->map->column_of[PROFILE_UNIT], cell,
			S(N_("the unit of the variable's other rows")));
	return OK;
}

/* -- Period -- */

/* "2025-A1" and "2025-M12", the reporting periods of SDMX that have another spelling as well. */
static bool parse_reporting_period(struct str s, struct period *out)
{
	char text[8];

	if (s.len == 7 && s.at[4] == '-' && s.at[5] == 'A' && s.at[6] == '1')
		return period_parse(str_slice(s, 0, 4), out);
	if (s.len != 8 || s.at[4] != '-' || s.at[5] != 'M')
		return false;
	memcpy(text, s.at, 5);
	memcpy(text + 5, s.at + 6, 2);
	return period_parse((struct str){ text, 7 }, out);
}

/* The year of four digits; -1: it is something else. */
static int year_of(struct str s)
{
	int year = 0;

	if (s.len != 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return -1;
		year = year * 10 + (s.at[i] - '0');
	}
	return year;
}

static void read_period(struct file_row *row, struct period *out)
{
	const struct observation_rows *rows = row->rows;
	const struct value_column *value = &rows->map->values[row->i_value];
	struct str cell;
	int year;

	if (value->period.kind != PERIOD_EMPTY) {
		*out = value->period;
		return;
	}
	cell = file_row_role(row, PROFILE_PERIOD, true);
	year = year_of(cell);
	if (year >= FIRST_YEAR_KEPT && year < FIRST_YEAR_KEPT + YEARS_KEPT)
		*out = (struct period){ PERIOD_YEAR, rows->years[year - FIRST_YEAR_KEPT] };
	else if (!period_parse(cell, out) && !parse_reporting_period(cell, out))
		file_row_refuse(row, (size_t)rows->map->column_of[PROFILE_PERIOD], cell,
				S(N_("a period such as 2026, 2026-S1, 2026-Q1, 2026-01 or "
				     "2026-01-31")));
}

/* -- Area -- */

static void read_area(struct file_row *row, struct str *out)
{
	const struct observation_rows *rows = row->rows;
	struct str cell = file_row_role(row, PROFILE_AREA, true);

	if (str_empty(cell))
		file_row_refuse(row, (size_t)rows->map->column_of[PROFILE_AREA], cell, S(""));
	*out = rows->profile->area_codes.count ? code_table_map(&rows->profile->area_codes, cell)
					       : cell;
}

/* -- Rows -- */

static bool is_deletion(struct file_row *row)
{
	const struct profile *profile = row->rows->profile;
	struct str cell = file_row_role(row, PROFILE_ACTION, true);

	if (name_list_has(&profile->deletions, cell))
		return true;
	if (!name_list_has(&profile->merges, cell))
		file_row_refuse(row, (size_t)row->rows->map->column_of[PROFILE_ACTION], cell,
				S(N_("an action that the profile knows")));
	return false;
}

/* A deletion that names only attributes leaves the value alone. */
static bool deletes_the_value(const struct file_row *row)
{
	const struct column_map *map = row->rows->map;
	size_t value = map->values[row->i_value].column;

	if (!str_empty(file_row_cell(row, value, false)))
		return true;
	for (size_t i = value + 1; i < map->n_columns; i++)
		if (!str_empty(file_row_cell(row, i, false)))
			return false;
	return true;
}

static struct err push_refusal(struct file_row *row)
{
	return list_push(&row->rows->refused, &row->rows->refusal);
}

/* What stands around the value; the row counts when nothing of it is refused. */
static struct err finish_row(struct file_row *row, struct met_variable *met, bool deletes)
{
	struct observation_rows *rows = row->rows;
	struct observation_row *out = &rows->rows[rows->n_rows];
	struct period period = PERIOD_NONE;
	struct str area, slice = S("");

	read_area(row, &area);
	read_period(row, &period);
	if (!row->is_refused)
		TRY(row_slice(row, &slice));
	if (!row->is_refused && !deletes)
		TRY(check_unit(row, met));
	if (row->is_refused)
		return push_refusal(row);
	assert(met && rows->n_rows < rows->room);
	out->observation.key = (struct series_key){ met->description.code, slice, area };
	out->observation.period = period;
	out->file = rows->file;
	out->line = row->record->line;
	out->is_deletion = deletes;
	rows->n_rows++;
	return OK;
}

static struct err take_value(struct file_row *row)
{
	struct observation_rows *rows = row->rows;
	bool deletes = rows->map->column_of[PROFILE_ACTION] >= 0 && is_deletion(row);
	struct observed *observed = &rows->rows[rows->n_rows].observation.observed;
	struct met_variable *met;
	bool said = true;

	/* In its place, whether or not the row will count. */
	*observed = (struct observed){ .decimals = DECIMALS_UNKNOWN,
				       .status = OBSERVATION_NORMAL,
				       .number = NAN,
				       .numerator = NAN,
				       .denominator = NAN };

	TRY(find_variable(row, &met));
	if (deletes)
		said = deletes_the_value(row);
	else
		TRY(file_row_observed(row, met && met->has_answers, observed, &said));
	if (!said) {
		rows->n_empty++;
		return OK;
	}
	return finish_row(row, met, deletes);
}

/* A record that is none refuses each of its values. */
static struct err refuse_record(struct observation_rows *rows, const struct csv_record *record,
				enum csv_fault fault)
{
	struct diagnostic d = { .id = DIAGNOSTIC_BAD_SYNTAX,
				.file = rows->file,
				.line = record->line,
				.args = { csv_fault_words(fault) } };

	if (fault == CSV_FINE) {
		d.args[0] = S(N_("the line has {2} cells, the header has {3}"));
		d.args[1] = str_format(rows->arena, "%zu", record->count);
		d.args[2] = str_format(rows->arena, "%zu", rows->map->n_columns);
		TRY_NEW(d.args[1].at && d.args[2].at);
	}
	for (size_t i = 0; i < rows->map->n_values; i++)
		TRY(list_push(&rows->refused, &d));
	return OK;
}

struct err observation_rows_take(struct observation_rows *rows, const struct csv_record *record,
				 enum csv_fault fault)
{
	if (fault != CSV_FINE || record->count != rows->map->n_columns)
		return refuse_record(rows, record, fault);
	for (size_t i = 0; i < rows->map->n_values; i++) {
		struct file_row row = { .rows = rows, .record = record, .i_value = i };

		TRY(take_value(&row));
	}
	return OK;
}

struct err observation_rows_init(struct observation_rows *rows, struct arena *kept,
				 const struct profile *profile)
{
	*rows = (struct observation_rows){
		.profile = profile,
		.kept = kept,
		.variables = LIST(kept, struct met_variable),
		.slices = LIST(kept, struct str),
	};
	map_init(&rows->by_code, kept);
	map_init(&rows->by_cells, kept);
	for (int i = 0; i < YEARS_KEPT; i++)
		rows->years[i] = date_of(FIRST_YEAR_KEPT + i, 1, 1);
	return OK;
}

struct err observation_rows_begin_file(struct observation_rows *rows, struct str file,
				       const struct column_map *map, struct str variable,
				       char separator)
{
	const struct profile *profile = rows->profile;

	rows->file = file;
	rows->map = map;
	rows->fixed_variable = variable;
	if (profile->variable_from_header && str_empty(variable))
		rows->fixed_variable = map->names[map->values[0].column];
	rows->decimal_mark = profile->decimal == DECIMAL_COMMA ? ',' : '.';
	rows->other_mark = profile->decimal == DECIMAL_EITHER && separator != ',' ? ',' : 0;
	/* Another file has other columns, so that equal cells mean other slices. */
	rows->last.is_there = false;
	rows->slices = LIST(rows->kept, struct str);
	map_init(&rows->by_cells, rows->kept);
	return OK;
}

struct err observation_rows_begin_chunk(struct observation_rows *rows, struct arena *arena,
					size_t bytes)
{
	rows->arena = arena;
	rows->room = bytes < ROWS_ROOM ? bytes : ROWS_ROOM;
	if (rows->map->n_values > rows->room)
		rows->room = rows->map->n_values;
	rows->n_rows = 0;
	rows->n_empty = 0;
	rows->refused = LIST(arena, struct diagnostic);
	TRY_NEW(rows->rows = NEW(arena, struct observation_row, rows->room));
	return OK;
}

bool observation_rows_have_room(const struct observation_rows *rows)
{
	return rows->room - rows->n_rows >= rows->map->n_values;
}

static int compare_variables(const void *a, const void *b, const void *context)
{
	(void)context;
	return str_cmp(((const struct variable_description *)a)->code,
		       ((const struct variable_description *)b)->code);
}

struct err observation_rows_variables(struct observation_rows *rows, struct arena *arena,
				      struct variable_description **out, size_t *count_out)
{
	struct list all = LIST(arena, struct variable_description);
	size_t count = 0;

	for (size_t i = 0; i < rows->variables.count; i++)
		TRY(list_push(&all,
			      &LIST_AT(rows->variables, struct met_variable, i)->description));
	TRY(list_sort(&all, compare_variables, NULL));
	/* Several codes of files may stand for one variable. */
	for (size_t i = 0; i < all.count; i++) {
		struct variable_description *at = all.at;

		if (count == 0 || !str_eq(at[count - 1].code, at[i].code))
			at[count++] = at[i];
	}
	*out = all.at;
	*count_out = count;
	return OK;
}

/* The columns of a slice: identifiers from its grid (cube/series_grid.h), all else cell by cell. */
#include "cube/series_dataset.h"

#include <assert.h>

#include "base/buf.h"
#include "cube/series_columns.h"
#include "cube/series_grid.h"
#include "cube/slice.h"

static enum data_type type_of_value(const struct series_contents *contents)
{
	return contents->has_answers && !contents->has_numbers ? DATA_STRING : DATA_NUMBER;
}

static struct err add(struct structure_draft *draft, struct str name, enum component_role role,
		      enum data_type type, bool is_nullable)
{
	return structure_add(draft, (struct component){ .name = name,
							.role = role,
							.type = type,
							.is_nullable = is_nullable });
}

static struct err draft_structure(struct arena *arena, const struct series_contents *contents,
				  struct str slice, struct structure *out)
{
	struct structure_draft draft = { .arena = arena };
	struct coordinate coordinates[SLICE_COORDINATES_MAX];
	size_t n = 0;

	if (!slice_parse(slice, coordinates, &n))
		return ERROR(ERR_INVALID, "no canonical slice");
	TRY(add(&draft, S("area"), ROLE_IDENTIFIER, DATA_STRING, false));
	TRY(add(&draft, S("period"), ROLE_IDENTIFIER,
		contents->has_campaigns ? DATA_STRING : DATA_TIME_PERIOD, false));
	for (size_t i = 0; i < n; i++) {
		struct str name = str_copy(arena, coordinates[i].dimension);

		TRY_NEW(name.at);
		TRY(add(&draft, name, ROLE_IDENTIFIER, DATA_STRING, false));
	}
	TRY(add(&draft, S("value"), ROLE_MEASURE, type_of_value(contents), true));
	if (contents->has_answers && contents->has_numbers)
		TRY(add(&draft, S("answer"), ROLE_MEASURE, DATA_STRING, true));
	TRY(add(&draft, S("status"), ROLE_ATTRIBUTE, DATA_STRING, false));
	TRY(add(&draft, S("source"), ROLE_ATTRIBUTE, DATA_STRING, true));
	if (contents->has_ratios) {
		TRY(add(&draft, S("numerator"), ROLE_ATTRIBUTE, DATA_NUMBER, true));
		TRY(add(&draft, S("denominator"), ROLE_ATTRIBUTE, DATA_NUMBER, true));
	}
	*out = structure_of(&draft);
	return OK;
}

struct err series_dataset_structure(struct arena *arena, const struct series_set *set,
				    struct str slice, struct structure *out)
{
	struct series_contents contents = series_contents_of(set);

	return draft_structure(arena, &contents, slice, out);
}

/* ---- Identifiers ---- */

static struct err write_areas(const struct series_grid *grid, const uint32_t *rows,
			      struct column *out)
{
	struct dictionary *dictionary = NEW(grid->arena, struct dictionary, 1);
	struct str *texts = NEW(grid->arena, struct str, grid->n_areas + 1);
	uint32_t *codes = NEW(grid->arena, uint32_t, grid->n_areas + 1);

	TRY_NEW(dictionary && texts && codes);
	for (size_t s = 0; s < grid->n_areas; s++) {
		TRY_NEW((texts[s] = str_copy(grid->arena, series_set_key(grid->set, s).area)).at);
		codes[s] = (uint32_t)s;
	}
	*dictionary = (struct dictionary){ texts, grid->n_areas };
	*out = (struct column){ .type = DATA_STRING,
				.form = COLUMN_CARTESIAN,
				.values = codes,
				.repeat = grid->n_periods ? grid->n_periods : 1,
				.count = grid->n_areas ? grid->n_areas : 1,
				.dictionary = dictionary,
				.rows = rows };
	return OK;
}

static time_period calendar_period(enum period_kind kind, int32_t ordinal)
{
	static const enum time_unit units[] = {
		[PERIOD_YEAR] = TIME_YEAR,       [PERIOD_HALF] = TIME_SEMESTER,
		[PERIOD_QUARTER] = TIME_QUARTER, [PERIOD_MONTH] = TIME_MONTH,
		[PERIOD_DAY] = TIME_DAY,
	};
	struct period period;

	assert(kind != PERIOD_EMPTY && kind != PERIOD_CAMPAIGN);
	period_at(kind, ordinal, &period);
	return time_period_around(units[kind], period.first.day);
}

static struct err period_text(struct arena *arena, enum period_kind kind, int32_t ordinal,
			      struct str *out)
{
	struct period period;
	struct buf buf;

	period_at(kind, ordinal, &period);
	buf_init(&buf, arena);
	period_write(&buf, period);
	return buf_done(&buf, out);
}

/* Writes period after period: as a text and its code, or as the calendar's own. */
static struct err write_periods(const struct series_grid *grid, const uint32_t *rows,
				struct column *out)
{
	bool is_text = grid->contents.has_campaigns;
	struct dictionary *dictionary = NEW(grid->arena, struct dictionary, 1);
	struct str *texts = NEW(grid->arena, struct str, grid->n_periods + 1);
	int32_t *values = NEW(grid->arena, int32_t, grid->n_periods + 1);

	TRY_NEW(dictionary && texts && values);
	for (int k = 0; k < PERIOD_KIND_COUNT_; k++) {
		const struct period_axis *axis = &grid->axes[k];

		for (size_t i = 0; i < period_axis_length(axis); i++) {
			size_t place = axis->places[i];
			int32_t ordinal = axis->first + (int32_t)i;

			if (place == 0)
				continue;
			values[place - 1] = is_text ? (int32_t)(place - 1)
						    : calendar_period((enum period_kind)k, ordinal);
			if (is_text)
				TRY(period_text(grid->arena, (enum period_kind)k, ordinal,
						&texts[place - 1]));
		}
	}
	*dictionary = (struct dictionary){ texts, grid->n_periods };
	*out = (struct column){ .type = is_text ? DATA_STRING : DATA_TIME_PERIOD,
				.form = COLUMN_CARTESIAN,
				.values = values,
				.repeat = 1,
				.count = grid->n_periods ? grid->n_periods : 1,
				.dictionary = is_text ? dictionary : NULL,
				.rows = rows };
	return OK;
}

static struct err write_dimensions(const struct series_grid *grid, struct str slice,
				   struct column **columns)
{
	struct coordinate coordinates[SLICE_COORDINATES_MAX];
	size_t n = 0;

	if (!slice_parse(slice, coordinates, &n))
		return ERROR(ERR_INVALID, "no canonical slice");
	for (size_t i = 0; i < n; i++)
		TRY(column_constant(grid->arena, scalar_string(coordinates[i].category),
				    (*columns)++));
	return OK;
}

/* ---- Values ---- */

/* An array on its way, with what is null in it. */
struct numbers {
	double *values;
	uint64_t *nulls;
	struct column column;
	bool has_nulls;
};

static struct err numbers_begin(const struct series_grid *grid, struct numbers *numbers)
{
	void *values;

	TRY(column_array(grid->arena, DATA_NUMBER, grid->n_rows, NULL, &numbers->column, &values,
			 &numbers->nulls));
	numbers->values = values;
	numbers->has_nulls = false;
	return OK;
}

static void numbers_put(struct numbers *numbers, size_t row, double number)
{
	numbers->values[row] = number;
	if (isfinite(number))
		return;
	numbers->values[row] = 0;
	bit_set(numbers->nulls, row);
	numbers->has_nulls = true;
}

static struct column numbers_end(struct numbers *numbers)
{
	if (!numbers->has_nulls)
		numbers->column.nulls = NULL;
	return numbers->column;
}

static struct err write_numbers(const struct series_grid *grid, struct column *out)
{
	struct numbers numbers;
	size_t row = 0;

	TRY(numbers_begin(grid, &numbers));
	for (size_t s = 0; s < grid->n_areas; s++) {
		struct series_view view = series_set_view(grid->set, s);

		for (size_t i = 0; i < view.count; i++)
			if (series_is_there(&view, i))
				numbers_put(&numbers, row++, series_number(&view, i));
	}
	*out = numbers_end(&numbers);
	return OK;
}

static struct err write_ratios(const struct series_grid *grid, struct column *numerator,
			       struct column *denominator)
{
	struct numbers over, under;
	size_t row = 0;

	TRY(numbers_begin(grid, &over));
	TRY(numbers_begin(grid, &under));
	for (size_t s = 0; s < grid->n_areas; s++) {
		struct series_view view = series_set_view(grid->set, s);

		for (size_t i = 0; i < view.count; i++) {
			struct series_cell cell;

			if (!series_is_there(&view, i))
				continue;
			series_cell(&view, i, &cell);
			numbers_put(&over, row, cell.observed.numerator);
			numbers_put(&under, row++, cell.observed.denominator);
		}
	}
	*numerator = numbers_end(&over);
	*denominator = numbers_end(&under);
	return OK;
}

/* ---- Texts ---- */

/* What is said of a cell in words; empty: nothing, which is null. */
enum said { SAID_ANSWER, SAID_STATUS, SAID_SOURCE };

static struct str said_of(const struct series_view *view, size_t i, enum said said, char *code)
{
	struct series_cell cell;

	if (said == SAID_ANSWER)
		return series_answer(view, i);
	series_cell(view, i, &cell);
	if (said == SAID_SOURCE)
		return cell.observed.source;
	*code = observed_code(&cell.observed);
	return (struct str){ code, 1 };
}

/* Which cells of a block are known to say the same: those of this number. */
static uint32_t saying(const struct series_view *view, size_t i, enum said said)
{
	switch (said) {
	case SAID_ANSWER:
		return series_column_at(&view->answers, i);
	case SAID_STATUS:
		return series_column_at(&view->kind_of, i);
	default:
		return series_column_at(&view->sources, i);
	}
}

static struct err begin_codes(const struct series_view *view, struct arena *scratch, enum said said,
			      uint32_t **out)
{
	size_t n = said == SAID_STATUS ? view->n_kinds + 1 : view->n_texts + 1;

	TRY_NEW(*out = NEW(scratch, uint32_t, n));
	for (size_t i = 0; i < n; i++)
		(*out)[i] = DICTIONARY_NONE;
	return OK;
}

/* Codes of the rows; each thing that is said in a block is looked up once. */
static struct err write_codes(struct series_grid *grid, enum said said,
			      struct dictionary_builder *strings, uint32_t *codes)
{
	struct arena_mark mark = arena_mark(grid->scratch);
	size_t row = 0;

	for (size_t s = 0; s < grid->n_areas; s++) {
		struct series_view view = series_set_view(grid->set, s);
		uint32_t *known;

		arena_rewind(grid->scratch, mark);
		TRY(begin_codes(&view, grid->scratch, said, &known));
		for (size_t i = 0; i < view.count; i++) {
			uint32_t number = saying(&view, i, said);
			char letter;

			if (!series_is_there(&view, i))
				continue;
			if (known[number] == DICTIONARY_NONE)
				TRY(dictionary_code(strings, said_of(&view, i, said, &letter),
						    &known[number]));
			codes[row++] = known[number];
		}
	}
	assert(row == grid->n_rows);
	return OK;
}

/* Empty texts become null, unless every one of them is: then the column is one value. */
static struct err settle_codes(const struct series_grid *grid, const struct dictionary *dictionary,
			       uint32_t *codes, struct column *out)
{
	uint64_t *nulls = NULL;

	if (dictionary->count <= 1) {
		struct str one = dictionary->count ? dictionary->at[0] : S("");
		struct scalar scalar = str_empty(one) ? scalar_null(DATA_STRING)
						      : scalar_string(one);

		return column_constant(grid->arena, scalar, out);
	}
	for (uint32_t code = 0; code < dictionary->count; code++) {
		if (!str_empty(dictionary->at[code]))
			continue;
		TRY_NEW(nulls = NEW(grid->arena, uint64_t, bits_words(grid->n_rows)));
		for (size_t row = 0; row < grid->n_rows; row++)
			if (codes[row] == code)
				bit_set(nulls, row);
	}
	*out = (struct column){
		.type = DATA_STRING, .values = codes, .nulls = nulls, .dictionary = dictionary
	};
	return OK;
}

/* Is it said once for all? Then no code a row is made. */
static bool says_one(const struct series_grid *grid, enum said said, struct str *out, char *letter)
{
	bool found = false;

	for (size_t s = 0; s < grid->n_areas; s++) {
		struct series_view view = series_set_view(grid->set, s);
		const struct series_column *column = said == SAID_STATUS ? &view.kind_of
									 : &view.sources;
		char own;
		struct str text;
		size_t i = 0;

		while (i < view.count && !series_is_there(&view, i))
			i++;
		if (i == view.count)
			continue;
		if (column->bits != 0)
			return false;
		text = said_of(&view, i, said, &own);
		if (found && !str_eq(*out, text))
			return false;
		*out = text;
		if (said == SAID_STATUS) {
			*letter = own;
			out->at = letter;
		}
		found = true;
	}
	return found;
}

static struct err write_texts(struct series_grid *grid, enum said said, struct column *out)
{
	struct dictionary_builder *strings;
	struct str one;
	uint32_t *codes;
	char letter;

	if (said != SAID_ANSWER && says_one(grid, said, &one, &letter))
		return column_constant(
			grid->arena, str_empty(one) ? scalar_null(DATA_STRING) : scalar_string(one),
			out);
	TRY_NEW(strings = NEW(grid->arena, struct dictionary_builder, 1));
	TRY_NEW(codes = NEW(grid->arena, uint32_t, grid->n_rows + 1));
	dictionary_begin(strings, grid->arena);
	TRY(write_codes(grid, said, strings, codes));
	return settle_codes(grid, &strings->dictionary, codes, out);
}

/* ---- All of it ---- */

static struct err write_columns(struct series_grid *grid, struct str slice, struct dataset *dataset)
{
	const struct series_contents *contents = &grid->contents;
	struct column *columns = NEW(grid->arena, struct column, dataset->structure.count);
	struct column *at = columns;
	const uint32_t *rows;

	TRY_NEW(columns);
	TRY(series_grid_lay(grid, &rows));
	TRY(write_areas(grid, rows, at++));
	TRY(write_periods(grid, rows, at++));
	TRY(write_dimensions(grid, slice, &at));
	if (type_of_value(contents) == DATA_STRING)
		TRY(write_texts(grid, SAID_ANSWER, at++));
	else
		TRY(write_numbers(grid, at++));
	if (contents->has_answers && contents->has_numbers)
		TRY(write_texts(grid, SAID_ANSWER, at++));
	TRY(write_texts(grid, SAID_STATUS, at++));
	TRY(write_texts(grid, SAID_SOURCE, at++));
	if (contents->has_ratios) {
		TRY(write_ratios(grid, at, at + 1));
		at += 2;
	}
	assert((size_t)(at - columns) == dataset->structure.count);
	dataset->columns = columns;
	dataset->n_rows = grid->n_rows;
	return OK;
}

static struct err fill(struct allowance *allowance, const struct series_set *set, struct str slice,
		       struct dataset *dataset)
{
	struct arena scratch;
	struct series_grid grid = { .set = set,
				    .arena = &dataset->arena,
				    .scratch = &scratch,
				    .contents = series_contents_of(set) };
	struct err e;

	TRY(draft_structure(grid.arena, &grid.contents, slice, &dataset->structure));
	arena_init_within(&scratch, allowance);
	e = write_columns(&grid, slice, dataset);
	arena_finish(&scratch);
	return e;
}

struct err series_dataset(struct allowance *allowance, const struct series_set *set,
			  struct str slice, struct dataset **out)
{
	struct dataset *dataset;
	struct err e;

	TRY(dataset_new(allowance, &dataset));
	e = fill(allowance, set, slice, dataset);
	if (failed(e))
		dataset_release(dataset);
	else
		*out = dataset;
	return e;
}

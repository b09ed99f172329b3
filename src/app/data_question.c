/* One row a parameter: its name, whether it repeats, and what reads it. */
#include "app/data_question.h"

#include <string.h>

#include "base/list.h"
#include "cube/slice.h"

/* A question under construction. */
struct reading {
	struct arena *arena;
	struct list variables, areas, groups; /* struct str */
	struct list coordinates;              /* struct coordinate */
	struct data_question question;
};

/* Reads one value; false when the parameter cannot have it. */
typedef bool (*reader)(struct reading *reading, struct str value);

static bool push(struct list *list, struct str value)
{
	return !str_empty(value) && !failed(list_push(list, &value));
}

static bool read_variable(struct reading *reading, struct str value)
{
	return push(&reading->variables, value);
}

static bool read_area(struct reading *reading, struct str value)
{
	return push(&reading->areas, value);
}

static bool read_group(struct reading *reading, struct str value)
{
	return push(&reading->groups, value);
}

static bool read_among(struct reading *reading, struct str value)
{
	reading->question.among = value;
	return !str_empty(value);
}

/* "2023", or "2015:2023" */
static bool read_period(struct reading *reading, struct str value)
{
	struct data_question *question = &reading->question;
	size_t colon = str_find_char(value, ':', 0);
	struct str last = colon == SIZE_MAX ? value : str_slice(value, colon + 1, value.len);

	return period_parse(str_slice(value, 0, colon), &question->from) &&
	       period_parse(last, &question->to) && question->from.kind == question->to.kind &&
	       period_cmp(question->from, question->to) <= 0;
}

/* "SEX=F" */
static bool read_coordinate(struct reading *reading, struct str value)
{
	size_t equals = str_find_char(value, '=', 0);
	struct coordinate coordinate = {
		.dimension = str_slice(value, 0, equals),
		.category = equals == SIZE_MAX ? S("") : str_slice(value, equals + 1, value.len),
	};
	struct str alone;

	return !failed(slice_write(reading->arena, &coordinate, 1, &alone)) &&
	       !failed(list_push(&reading->coordinates, &coordinate));
}

static bool read_latest_within(struct reading *reading, struct str value)
{
	return str_to_int64(value, &reading->question.latest_within) &&
	       reading->question.latest_within >= 0 && reading->question.latest_within <= 1000;
}

static bool read_by(struct reading *reading, struct str value)
{
	struct data_by *by = &reading->question.by;

	if (str_starts(value, S("group:")) && str_empty(by->scheme)) {
		by->scheme = str_slice(value, 6, value.len);
		return !str_empty(by->scheme);
	}
	by->area |= str_eq(value, S("area"));
	by->period |= str_eq(value, S("period"));
	by->coordinate |= str_eq(value, S("coordinate"));
	return str_eq(value, S("area")) || str_eq(value, S("period")) ||
	       str_eq(value, S("coordinate"));
}

static bool read_aggregate(struct reading *reading, struct str value)
{
	return aggregate_named(value, &reading->question.function);
}

/* "SP.POP.TOTL", "SP.POP.TOTL@2023", or "own-denominator" */
static bool read_weight(struct reading *reading, struct str value)
{
	struct data_question *question = &reading->question;
	size_t at = str_find_char(value, '@', 0);

	question->weighs_own = str_eq(value, S("own-denominator"));
	if (question->weighs_own)
		return true;
	question->weight = str_slice(value, 0, at);
	if (str_empty(question->weight))
		return false;
	return at == SIZE_MAX ||
	       period_parse(str_slice(value, at + 1, value.len), &question->weight_period);
}

static bool read_where(struct reading *reading, struct str value)
{
	return data_condition_parse(value, &reading->question.where);
}

static bool read_denominator(struct reading *reading, struct str value)
{
	reading->question.of_all = str_eq(value, S("all"));
	return reading->question.of_all || str_eq(value, S("with-data"));
}

/* "current", or "frozen:2026-01-01" */
static bool read_membership(struct reading *reading, struct str value)
{
	if (str_eq(value, S("current")))
		return true;
	return str_starts(value, S("frozen:")) &&
	       date_parse(str_slice(value, 7, value.len), &reading->question.membership);
}

static bool read_as_of(struct reading *reading, struct str value)
{
	return date_parse(value, &reading->question.as_of);
}

static bool read_explain(struct reading *reading, struct str value)
{
	reading->question.explain = !str_eq(value, S("no"));
	return str_empty(value) || str_eq(value, S("yes")) || str_eq(value, S("no"));
}

struct parameter_row {
	reader read;
	bool repeats;
	const char *expected;
};

enum { N_PARAMETERS = 15 };

const struct str data_parameter_names[N_PARAMETERS] = {
	STR("variable"),   STR("area"),       STR("group"),         STR("among"),
	STR("period"),     STR("coordinate"), STR("latest-within"), STR("by"),
	STR("aggregate"),  STR("weight"),     STR("where"),         STR("denominator"),
	STR("membership"), STR("as-of"),      STR("explain"),
};
const size_t n_data_parameters = N_PARAMETERS;

static const struct parameter_row rows[N_PARAMETERS] = {
	{ read_variable, true, "the code of a variable" },
	{ read_area, true, "the code of an area" },
	{ read_group, true, "the code of a group of areas" },
	{ read_among, false, "the code of a group of areas" },
	{ read_period, false,
	  "a period as 2023, 2023-Q1 or 2023-C1, or two of one kind as 2015:2023" },
	{ read_coordinate, true, "DIMENSION=CATEGORY, as SEX=F" },
	{ read_latest_within, false, "a number of years" },
	{ read_by, true, "area, group:SCHEME, period or coordinate" },
	{ read_aggregate, false, "sum, mean, median, min, max, count or share" },
	{ read_weight, false,
	  "the code of a variable, with a period as CODE@2023 if it is another; or "
	  "own-denominator" },
	{ read_where, false, "a comparison, as '<= 2' or '= Yes'" },
	{ read_denominator, false, "with-data or all" },
	{ read_membership, false, "current, or frozen:DATE" },
	{ read_as_of, false, "a date as 2026-01-31" },
	{ read_explain, false, "yes or no" },
};

static size_t place_of(struct str name)
{
	size_t place = 0;

	while (place < N_PARAMETERS && !str_eq(data_parameter_names[place], name))
		place++;
	return place;
}

static struct err read_one(struct reading *reading, const struct data_parameter *parameter,
			   bool seen[static N_PARAMETERS])
{
	size_t place = place_of(parameter->name);

	if (place == N_PARAMETERS)
		return err_format(reading->arena, ERR_USAGE, HERE, "there is no parameter %.*s",
				  STR_ARGS(parameter->name));
	if (seen[place] && !rows[place].repeats)
		return err_format(reading->arena, ERR_USAGE, HERE, "%.*s may be given once",
				  STR_ARGS(parameter->name));
	seen[place] = true;
	if (!rows[place].read(reading, parameter->value))
		return err_format(reading->arena, ERR_USAGE, HERE, "%.*s is %s: \"%.*s\"",
				  STR_ARGS(parameter->name), rows[place].expected,
				  STR_ARGS(parameter->value));
	return OK;
}

struct err data_question_read(struct arena *arena, const struct data_parameter *parameters,
			      size_t count, struct data_question *out)
{
	struct reading reading = {
		.arena = arena,
		.variables = LIST(arena, struct str),
		.areas = LIST(arena, struct str),
		.groups = LIST(arena, struct str),
		.coordinates = LIST(arena, struct coordinate),
		.question = { .from = PERIOD_NONE,
			      .to = PERIOD_NONE,
			      .weight_period = PERIOD_NONE,
			      .where = { .number = NAN },
			      .membership = DATE_EMPTY,
			      .as_of = DATE_EMPTY },
	};
	struct data_question *question = &reading.question;
	bool seen[N_PARAMETERS] = { false };

	for (size_t i = 0; i < count; i++)
		TRY(read_one(&reading, &parameters[i], seen));
	if (failed(slice_write(arena, reading.coordinates.at, reading.coordinates.count,
			       &question->slice)))
		return ERROR(ERR_USAGE, "a dimension may have one category");
	question->variables = reading.variables.at;
	question->n_variables = reading.variables.count;
	question->areas = reading.areas.at;
	question->n_areas = reading.areas.count;
	question->groups = reading.groups.at;
	question->n_groups = reading.groups.count;
	*out = *question;
	return OK;
}

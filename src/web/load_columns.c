/* What each column of a file is taken as, in words. */
#include "base/buf.h"
#include "base/list.h"
#include "base/mark.h"
#include "exchange/column_map.h"
#include "web/load.h"
#include "web/observed.h"

static const struct str role_words[PROFILE_ROLE_COUNT_] = {
	[PROFILE_VARIABLE] = STR(N_("code of the variable")),
	[PROFILE_NAME] = STR(N_("name of the variable")),
	[PROFILE_AREA] = STR(N_("country or area")),
	[PROFILE_PERIOD] = STR(N_("period")),
	[PROFILE_VALUE] = STR(N_("value")),
	[PROFILE_UNIT] = STR(N_("unit of measure")),
	[PROFILE_SCALE] = STR(N_("power of ten of the value")),
	[PROFILE_STATUS] = STR(N_("status of the observation")),
	[PROFILE_NATURE] = STR(N_("nature of the observation")),
	[PROFILE_REPORTER] = STR(N_("source")),
	[PROFILE_ACTION] = STR(N_("action: merge or delete")),
	[PROFILE_NUMERATOR] = STR(N_("numerator")),
	[PROFILE_DENOMINATOR] = STR(N_("denominator")),
};

static void add_meaning(struct buf *buf, struct str words)
{
	if (buf->len > 0)
		buf_str(buf, S("; "));
	buf_str(buf, words);
}

static bool list_has(struct column_list list, size_t column)
{
	for (size_t i = 0; i < list.count; i++)
		if (list.at[i] == column)
			return true;
	return false;
}

static const struct dimension_column *dimension_at(const struct column_map *map, size_t column)
{
	for (size_t i = 0; i < map->n_dimensions; i++)
		if (map->dimensions[i].column == column)
			return &map->dimensions[i];
	return NULL;
}

static struct err write_meaning(const struct page *page, const struct column_map *map,
				size_t column, struct str *out)
{
	const struct dimension_column *dimension = dimension_at(map, column);
	struct buf buf;

	buf_init(&buf, page->arena);
	for (int role = 0; role < PROFILE_ROLE_COUNT_; role++)
		if (map->column_of[role] == (int)column)
			add_meaning(&buf, page_words(page, role_words[role]));
	if (list_has(map->answers, column))
		add_meaning(&buf, page_words(page, S(N_("answers"))));
	if (list_has(map->estimates, column))
		add_meaning(&buf, page_words(page, S(N_("words that tell an estimate"))));
	if (dimension && str_empty(dimension->name))
		add_meaning(&buf,
			    page_words(page, S(N_("parts of a total, as the cell names them"))));
	else if (dimension)
		add_meaning(&buf, page_message(page, S(N_("part of a total: {1}")),
					       (struct message_args){ { dimension->name } }));
	return buf_done(&buf, out);
}

/* The columns that are each named after a period, as one. */
static struct err add_periods(const struct page *page, const struct column_map *map,
			      struct list *columns)
{
	const struct value_column *first = &map->values[0], *last = &map->values[map->n_values - 1];
	struct taken_column column = { .is_many = map->n_values > 1 };
	struct str first_name = map->names[first->column], last_name = map->names[last->column];

	column.name = first_name;
	if (column.is_many)
		column.name = page_message(
			page, S(N_("{1} to {2} ({3} columns)")),
			(struct message_args){ { first_name, last_name,
						 page_number(page, (int64_t)map->n_values) } });
	column.meaning = page_words(page, S(N_("the values of the period that it is named after")));
	return list_push(columns, &column);
}

static bool is_period(const struct column_map *map, size_t column)
{
	for (size_t i = 0; i < map->n_values; i++)
		if (map->values[i].column == column && map->values[i].period.kind != PERIOD_EMPTY)
			return true;
	return false;
}

struct err load_fill_columns(const struct page *page, const struct column_map *map,
			     struct load_preview *v)
{
	struct list columns = LIST(page->arena, struct taken_column);
	bool has_periods = false;

	for (size_t i = 0; i < map->n_columns; i++) {
		struct taken_column column = { .name = map->names[i] };

		if (is_period(map, i)) {
			if (!has_periods)
				TRY(add_periods(page, map, &columns));
			has_periods = true;
		} else if (columns.count < LOAD_COLUMNS_SHOWN) {
			TRY(write_meaning(page, map, i, &column.meaning));
			column.name = str_copy(page->arena, column.name);
			TRY_NEW(column.name.at);
			TRY(list_push(&columns, &column));
		} else {
			v->columns.n_more++;
		}
	}
	v->columns.at = columns.at;
	v->columns.count = columns.count;
	return OK;
}

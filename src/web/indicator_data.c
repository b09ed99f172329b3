/* The observations of an indicator by the groups of the first exclusive scheme of areas. */
#include "web/indicator_data.h"

#include "app/indicator_data.h"
#include "app/indicator_due.h"
#include "base/mark.h"
#include "i18n/number.h"
#include "model/area_scheme.h"
#include "model/choices.h"
#include "model/variable.h"
#include "web/observed.h"

enum { MEAN_DECIMALS = 1 };

/* The scheme whose groups part all areas, the first in its order; empty when there is none. */
static struct str exclusive_scheme(const struct page *page)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_AREA_SCHEME);
	const struct area_scheme *scheme, *first = NULL;

	while ((scheme = rows_next(&rows)))
		if (scheme->exclusive == YES && (!first || scheme->position < first->position))
			first = scheme;
	return first ? first->code : S("");
}

/* A mean as people read it: rounded, in the reader's digits. */
static struct str mean_text(const struct page *page, double mean)
{
	struct decimal rounded = decimal_of((int64_t)llround(mean * 10), MEAN_DECIMALS);
	struct buf buf;

	if (!isfinite(mean) || fabs(mean) > 1e15)
		return S("");
	buf_init(&buf, page->arena);
	number_write(&buf, page->locale, rounded);
	return buf_held(&buf);
}

static struct str count_text(const struct page *page, size_t n)
{
	struct buf buf;

	buf_init(&buf, page->arena);
	number_write_int(&buf, page->locale, (int64_t)n);
	return buf_held(&buf);
}

static struct str n_of_m(const struct page *page, size_t n, size_t of)
{
	return page_message(page, S(N_("{1} of {2}")),
			    (struct message_args){ { count_text(page, n), count_text(page, of) } });
}

static struct err fill_groups(struct page *page, const struct indicator_data *data,
			      struct indicator_data_view *v)
{
	struct observed_group *groups;

	TRY_NEW(groups = NEW(page->arena, struct observed_group, data->groups.count + 1));
	for (size_t i = 0; i < data->groups.count; i++) {
		const struct data_row *row = &data->groups.rows[i];

		groups[i] = (struct observed_group){
			.group = page_thing(page, NOUN_AREA_GROUP, row->group),
			.value = mean_text(page, row->observed.number),
			.with = n_of_m(page, row->n, row->of),
		};
	}
	v->groups.at = groups;
	v->groups.count = data->groups.count;
	return OK;
}

/* The period that is as many years before as values may be old. */
static struct period oldest_of(const struct indicator_data *data)
{
	struct civil first = date_civil(data->period.first);
	struct period oldest = data->period;
	int64_t year = first.year - data->age_limit;

	if (year >= 1 && oldest.kind == PERIOD_CAMPAIGN)
		period_at(PERIOD_CAMPAIGN,
			  period_ordinal(oldest) - (int32_t)data->age_limit * CAMPAIGNS_A_YEAR,
			  &oldest);
	else if (year >= 1)
		oldest.first = date_of((int32_t)year, first.month, 1);
	return oldest;
}

static struct str period_text(const struct page *page, struct period period)
{
	struct buf buf;

	buf_init(&buf, page->arena);
	period_write(&buf, period);
	return buf_held(&buf);
}

/* "Mean over areas weighted by Population, total: the latest value of each from 2019 to 2024." */
static struct str how_text(const struct page *page, const struct indicator_data *data)
{
	struct message_args args = { { period_text(page, oldest_of(data)),
				       period_text(page, data->period) } };

	if (str_empty(data->weight))
		return page_message(
			page, S(N_("Mean over areas: the latest value of each from {1} to {2}.")),
			args);
	args.at[2] = page_thing(page, NOUN_VARIABLE, data->weight).name.text;
	return page_message(
		page,
		S(N_("Mean over areas weighted by {3}: the latest value of each from {1} "
		     "to {2}.")),
		args);
}

/* "Its value for 2029 is not due yet." */
static struct str due_text(const struct page *page, const struct due_period *due, bool is_late)
{
	struct message_args args = { { period_words(page, due->period),
				       date_words(page, due->due) } };

	if (due->period.kind == PERIOD_EMPTY)
		return S("");
	if (is_late)
		return page_message(page,
				    S(N_("Its value for {1} was due by {2} and is not reported "
					 "(silence).")),
				    args);
	if (date_empty(due->due))
		return page_message(page, S(N_("Its value for {1} is not due yet.")), args);
	return page_message(page, S(N_("Its value for {1} is not due before {2}.")), args);
}

/* By the schedule of its variable, or else by its own. */
static struct err fill_due(struct page *page, const struct indicator *indicator,
			   const struct variable *variable, struct indicator_data_view *v)
{
	struct due_sentences sentences;
	struct due_coverage own;

	if (variable && variable->schedule != 0) {
		TRY(due_sentences_of(page, variable, S(""), &sentences));
		v->due_last = sentences.last;
		v->due_next = sentences.next;
		return OK;
	}
	TRY(indicator_due(page->snapshot, page->arena, page->plan, indicator, page->today, &own));
	/* With values of its variable somebody has reported something. */
	if (!v->has_data)
		v->due_last = due_text(page, &own.last, true);
	v->due_next = due_text(page, &own.next, false);
	return OK;
}

struct err indicator_data_view_of(struct page *page, const struct indicator *indicator,
				  struct indicator_data_view *out)
{
	struct indicator_data_view v = { .has_variable = !str_empty(indicator->variable) };
	const struct variable *variable = NULL;
	struct indicator_data data;

	if (v.has_variable) {
		TRY(indicator_data(page->site->app, page->snapshot, page->today, page->arena,
				   indicator, exclusive_scheme(page), &data));
		variable = page_row(page, NOUN_VARIABLE, indicator->variable);
		v.variable = page_thing(page, NOUN_VARIABLE, indicator->variable);
		v.source = variable ? variable->source : S("");
		v.has_data = data.period.kind != PERIOD_EMPTY;
		v.how = v.has_data ? how_text(page, &data) : S("");
		v.csv = data_link(page, indicator->variable, S(""), S(""), S("csv"));
		v.json = data_link(page, indicator->variable, S(""), S(""), S("json"));
		v.sdmx = data_link(page, indicator->variable, S(""), S(""), S("sdmx-csv"));
		TRY(fill_groups(page, &data, &v));
	}
	TRY(fill_due(page, indicator, variable, &v));
	*out = v;
	return OK;
}

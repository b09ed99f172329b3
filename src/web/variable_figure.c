/* The drawings of a variable: how its latest values are spread, and how many areas have one by year. */
#include "base/list.h"
#include "base/mark.h"
#include "figure/series.h"
#include "figure/strip.h"
#include "html/figure.h"
#include "model/area_group.h"
#include "model/area_membership.h"
#include "model/area_scheme.h"
#include "web/variable.h"

enum { YEARS_SHOWN = 60 };

static struct err piece_of(struct page *page, const struct svg *svg, struct markup *out)
{
	struct html h;

	html_begin(&h, page->arena, page->locale);
	html_figure(&h, svg);
	return html_markup(&h, out);
}

/* ---- The strip ---- */

/* Rows of the strip: the groups of the first exclusive scheme, and at the end those in none. */
struct strip_rows {
	struct list codes, names; /* struct str */
	const struct area_scheme *scheme;
};

static struct err find_rows(struct page *page, struct strip_rows *out)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_AREA_SCHEME);
	const struct area_scheme *scheme;
	struct found_rows groups = { .count = 0 };

	*out = (struct strip_rows){ LIST(page->arena, struct str), LIST(page->arena, struct str),
				    NULL };
	while ((scheme = rows_next(&rows)))
		if (scheme->exclusive == YES &&
		    (!out->scheme || scheme->position < out->scheme->position))
			out->scheme = scheme;
	if (out->scheme)
		TRY(snapshot_where(page->snapshot, NOUN_AREA_GROUP, "scheme", out->scheme->code,
				   &groups));
	for (size_t i = 0; i < groups.count; i++) {
		const struct area_group *group = groups.at[i];
		struct thing thing = page_thing(page, NOUN_AREA_GROUP, group->code);

		TRY(list_push(&out->codes, &group->code));
		TRY(list_push(&out->names, &thing.name.text));
	}
	return OK;
}

static struct err row_of_area(const struct page *page, const struct strip_rows *rows,
			      struct str area, size_t *out)
{
	struct found_rows memberships;

	*out = rows->codes.count;
	TRY(snapshot_where(page->snapshot, NOUN_AREA_MEMBERSHIP, "area", area, &memberships));
	for (size_t m = 0; m < memberships.count; m++) {
		const struct area_membership *membership = memberships.at[m];

		for (size_t i = 0; i < rows->codes.count; i++)
			if (str_eq(*LIST_AT(rows->codes, struct str, i), membership->area_group) &&
			    area_membership_holds(membership, page->today))
				*out = i;
	}
	return OK;
}

static struct err fill_dots(struct page *page, const struct variable_summary *summary,
			    const struct strip_rows *rows, struct list *dots, bool *has_others)
{
	for (size_t i = 0; i < summary->n_latest; i++) {
		const struct area_latest *latest = &summary->latest[i];
		struct thing area = page_thing(page, NOUN_AREA, latest->area);
		struct strip_dot dot = {
			.code = latest->area,
			.name = area.name.text,
			.value =
				number_of(page, latest->observed.number, latest->observed.decimals),
		};

		if (latest->observed.state != OBSERVATION_VALUE || decimal_empty(dot.value))
			continue;
		TRY(row_of_area(page, rows, latest->area, &dot.group));
		*has_others |= dot.group == rows->codes.count;
		TRY(list_push(dots, &dot));
	}
	return OK;
}

struct err variable_strip(struct page *page, const struct variable_summary *summary,
			  struct markup *out)
{
	struct frame frame = { page->arena, page->locale, S("latest"), FIGURE_NARROW };
	struct strip strip = {
		.title = page_words(page, S(N_("How the latest values are spread"))),
		.description = page_words(page, S(N_("Each dot is a country or area."))),
		.item_header = page_words(page, S(N_("Area"))),
		.group_header = page_words(page, S(N_("Group"))),
		.value_header = page_words(page, S(N_("Value"))),
	};
	struct list dots = LIST(page->arena, struct strip_dot);
	struct str others = page_words(page, S(N_("In no group")));
	struct strip_rows rows;
	bool has_others = false;
	struct svg svg;

	TRY(find_rows(page, &rows));
	TRY(fill_dots(page, summary, &rows, &dots, &has_others));
	if (dots.count == 0)
		return OK;
	if (has_others && rows.names.count == 0)
		others = page_words(page, S(N_("All areas")));
	if (has_others)
		TRY(list_push(&rows.names, &others));
	strip.groups = rows.names.at;
	strip.n_groups = rows.names.count;
	strip.dots = dots.at;
	strip.n_dots = dots.count;
	TRY(strip_draw(&frame, &strip, &svg));
	return piece_of(page, &svg, out);
}

/* ---- The years ---- */

struct err variable_years(struct page *page, const struct variable_summary *summary,
			  struct markup *out)
{
	struct frame frame = { page->arena, page->locale, S("coverage"), FIGURE_NARROW };
	size_t count = summary->n_years < YEARS_SHOWN ? summary->n_years : YEARS_SHOWN;
	size_t n_areas = snapshot_count(page->snapshot, NOUN_AREA);
	struct message_args of_all = { { page_number(page, (int64_t)n_areas) } };
	struct series series = {
		.title = page_message(page, S(N_("Areas with a value by year, of {1}")), of_all),
		.description = page_words(page, S(N_("How many areas have a value of the year."))),
		.time_header = page_words(page, S(N_("Year"))),
		.value_header = page_words(page, S(N_("Areas with a value"))),
		.n_points = count,
		.target = DECIMAL_EMPTY,
	};
	struct series_point *points;
	struct svg svg;

	if (count == 0)
		return OK;
	TRY_NEW(points = NEW(page->arena, struct series_point, count));
	for (size_t i = 0; i < count; i++) {
		const struct year_coverage *year = &summary->years[count - 1 - i];

		points[i].label = str_format(page->arena, "%d", (int)year->year);
		points[i].value = decimal_of((int64_t)year->n_areas, 0);
	}
	series.points = points;
	TRY(series_draw(&frame, &series, &svg));
	return piece_of(page, &svg, out);
}

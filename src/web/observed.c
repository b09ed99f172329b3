/* Values in words, and the way to them. */
#include "web/observed.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/mark.h"
#include "base/real.h"
#include "cube/slice.h"
#include "i18n/date.h"
#include "i18n/number.h"
#include "model/campaign.h"
#include "web/download.h"
#include "web/download.html.h"

enum { DIGITS_MADE = 4 };

/* ---- Values ---- */

struct decimal number_of(const struct page *page, double number, int decimals)
{
	struct decimal decimal = DECIMAL_EMPTY;
	struct buf buf;

	buf_init(&buf, page->arena);
	real_write(&buf, number, decimals);
	return decimal_parse(buf_held(&buf), &decimal) ? decimal : DECIMAL_EMPTY;
}

/* What no decimal holds is shown as programs write it. */
static struct str number_words(const struct page *page, double number, int decimals)
{
	struct decimal decimal = number_of(page, number, decimals);
	struct buf buf;

	buf_init(&buf, page->arena);
	if (decimal_empty(decimal))
		real_write(&buf, number, decimals);
	else
		number_write(&buf, page->locale, decimal);
	return buf_held(&buf);
}

struct str observed_words(const struct page *page, const struct observed *observed)
{
	static const struct str reasons[] = {
		[OBSERVATION_VALUE] = STR(N_("no value")),
		[OBSERVATION_NOT_APPLICABLE] = STR(N_("not applicable")),
		[OBSERVATION_WITHHELD] = STR(N_("withheld")),
		[OBSERVATION_NOT_REPORTED] = STR(N_("not reported")),
		[OBSERVATION_ABSENT] = STR(N_("taken away")),
	};
	_Static_assert(countof(reasons) == OBSERVATION_STATE_COUNT_, "a state lacks its words");

	if (observed->state != OBSERVATION_VALUE)
		return page_words(page, reasons[observed->state]);
	if (!str_empty(observed->answer))
		return observed->answer;
	return number_words(page, observed->number, observed->decimals);
}

struct str ratio_words(const struct page *page, const struct observed *observed)
{
	static const struct str none = STR("–");
	bool has_numerator = isfinite(observed->numerator);
	bool has_denominator = isfinite(observed->denominator);
	struct message_args parts = { { none, none } };

	if (!has_numerator && !has_denominator)
		return S("");
	if (has_numerator)
		parts.at[0] = number_words(page, observed->numerator, DECIMALS_UNKNOWN);
	if (has_denominator)
		parts.at[1] = number_words(page, observed->denominator, DECIMALS_UNKNOWN);
	return page_message(page, S(N_("{1} / {2}")), parts);
}

struct str status_words(const struct page *page, const struct observed *observed)
{
	static const struct {
		char code;
		struct str words;
	} statuses[] = {
		{ 'B', STR(N_("break in the series")) },
		{ 'D', STR(N_("definition differs")) },
		{ 'E', STR(N_("estimated")) },
		{ 'F', STR(N_("forecast")) },
		{ 'I', STR(N_("imputed")) },
		{ 'N', STR(N_("modelled")) },
		{ 'P', STR(N_("provisional")) },
		{ 'U', STR(N_("low reliability")) },
	};

	if (observed->state != OBSERVATION_VALUE || observed->status == OBSERVATION_NORMAL ||
	    observed->status == '\0')
		return S("");
	for (size_t i = 0; i < countof(statuses); i++)
		if (statuses[i].code == observed->status)
			return page_words(page, statuses[i].words);
	return str_format(page->arena, "%c", observed->status);
}

struct str made_words(const struct page *page, double number)
{
	double size = fabs(number), least = 1000;
	int decimals = 0;

	if (isnan(number))
		return S("");
	while (size < least && decimals < DIGITS_MADE + 6) {
		least /= 10;
		decimals++;
	}
	if (size == 0)
		decimals = 0;

	struct str text = str_format(page->arena, "%.*f", decimals, number);
	struct decimal decimal;
	struct buf buf;

	if (!decimal_parse(text, &decimal))
		return number_words(page, number, DECIMALS_UNKNOWN);
	buf_init(&buf, page->arena);
	number_write(&buf, page->locale, decimal);
	return buf_held(&buf);
}

struct str period_words(const struct page *page, struct period period)
{
	const struct campaign *campaign = NULL;
	struct buf buf;

	buf_init(&buf, page->arena);
	if (period.kind == PERIOD_CAMPAIGN) {
		period_write(&buf, period);
		campaign = page_row(page, NOUN_CAMPAIGN, buf_held(&buf));
	}
	if (campaign)
		return page_said(page, NOUN_CAMPAIGN, buf_held(&buf), S("name"), campaign->name)
			.text;
	buf_clear(&buf);
	period_write_local(&buf, page->locale, period);
	return buf_held(&buf);
}

/* ---- Slices ---- */

struct str slice_words(const struct page *page, struct str slice)
{
	struct buf buf;
	struct str part;

	buf_init(&buf, page->arena);
	while (!str_empty(slice) && str_cut(&slice, ';', &part)) {
		buf_str(&buf, buf.len > 0 ? S("; ") : S(""));
		buf_str(&buf, part);
	}
	return buf_held(&buf);
}

struct err slice_asked(const struct page *page, struct str *out)
{
	struct list coordinates = LIST(page->arena, struct coordinate);
	struct str asked;

	*out = (struct str){ .at = NULL };
	for (size_t n = 0; (asked = request_field_nth(page->request, S("coordinate"), n)).at; n++) {
		size_t equals = str_find_char(asked, '=', 0);
		struct coordinate coordinate = { .dimension = str_slice(asked, 0, equals) };

		if (equals != SIZE_MAX)
			coordinate.category = str_slice(asked, equals + 1, asked.len);
		TRY(list_push(&coordinates, &coordinate));
	}
	if (coordinates.count == 0)
		return OK;
	return slice_write(page->arena, coordinates.at, coordinates.count, out);
}

/* ---- Addresses ---- */

struct href with_slice(const struct page *page, struct href href, struct str slice)
{
	struct str part;

	while (!str_empty(slice) && str_cut(&slice, ';', &part))
		href = link_with(page->arena, href, S("coordinate"), part);
	return href;
}

struct href page_link_variable(const struct page *page, struct str variable, struct str slice)
{
	return with_slice(page, page_link_row(page, NOUN_VARIABLE, variable), slice);
}

/* A code may hold a '/', which is then a part of its segment. */
struct href page_link_series(const struct page *page, struct str variable, struct str area,
			     struct str slice)
{
	struct href first = link_to_row(page->arena, LINK_VIEW_NONE, S("variable"), variable);
	struct href second = link_to_row(page->arena, LINK_VIEW_NONE, S("area"), area);
	struct str path = str_format(page->arena, "%.*s%.*s", STR_ARGS(link_text(first)),
				     STR_ARGS(link_text(second)));

	return with_slice(page, link_to_same(page->arena, page->view, path), slice);
}

/* The day goes along, the language does not: data speak none. */
struct href data_link(const struct page *page, struct str variable, struct str area,
		      struct str slice, struct str format)
{
	struct link_view view = { .as_of = page->view.as_of };
	struct href href = link_to_path(page->arena, view, S("api/v1/data"));

	href = link_with(page->arena, href, S("variable"), variable);
	if (!str_empty(area))
		href = link_with(page->arena, href, S("area"), area);
	href = with_slice(page, href, slice);
	return link_with(page->arena, href, S("format"), format);
}

struct err part_download_data(struct page *page, struct str variable, struct str area,
			      struct str slice, struct markup *out)
{
	struct download download = {
		.label = page_words(page, S(N_("Observations"))),
		.csv = data_link(page, variable, area, slice, S("csv")),
		.json = data_link(page, variable, area, slice, S("json")),
		.sdmx = data_link(page, variable, area, slice, S("sdmx-csv")),
	};
	struct html h;

	html_begin(&h, page->arena, page->locale);
	view_downloads(&h, (struct downloads_view){ &download, 1 });
	return html_markup(&h, out);
}

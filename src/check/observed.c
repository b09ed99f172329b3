/* What a plan says of observations: campaigns have days in order, and marks are on parts that can be. */
#include "check/families.h"

#include "cube/slice.h"
#include "model/campaign.h"
#include "model/series_mark.h"

/* Messages: 0 the code is another period, 1 it closes before it opens. */
static struct err campaign_days(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_CAMPAIGN);
	const struct campaign *campaign;

	while ((campaign = rows_next(&rows))) {
		bool is_campaign = campaign->code.kind == PERIOD_CAMPAIGN;
		bool is_turned = !date_empty(campaign->opens) && !date_empty(campaign->closes) &&
				 date_cmp(campaign->closes, campaign->opens) < 0;
		struct finding finding =
			finding_at(S("campaign"), rows.key, is_campaign ? S("closes") : S("code"));

		if (is_campaign && !is_turned)
			continue;
		finding.message = is_campaign ? 1 : 0;
		TRY(check_found(
			run, finding,
			(struct finding_args){ { arg_text(rows.key), arg_date(campaign->opens),
						 arg_date(campaign->closes) } }));
	}
	return OK;
}

/* Is it coordinates, in any order? */
static struct err is_part(struct arena *scratch, struct str text, bool *out)
{
	struct coordinate coordinates[SLICE_COORDINATES_MAX];
	size_t count = 0;
	struct str part, slice;

	*out = false;
	while (!str_empty(text) && str_cut(&text, ';', &part)) {
		size_t equals = str_find_char(part, '=', 0);

		if (equals == SIZE_MAX || count == countof(coordinates))
			return OK;
		coordinates[count++] = (struct coordinate){ str_slice(part, 0, equals),
							    str_slice(part, equals + 1, part.len) };
	}
	struct err e = slice_write(scratch, coordinates, count, &slice);

	*out = !failed(e);
	return e.code == ERR_INVALID ? OK : e;
}

static struct err mark_without_part(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_SERIES_MARK);
	const struct series_mark *mark;
	bool is_one;

	while ((mark = rows_next(&rows))) {
		TRY(is_part(run->scratch, mark->slice, &is_one));
		if (!is_one)
			TRY(check_found(run, finding_at(S("series_mark"), rows.key, S("slice")),
					(struct finding_args){ { arg_text(mark->slice),
								 arg_text(mark->variable) } }));
	}
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("campaign-days"),
		.severity = SEVERITY_ERROR,
		.nouns = NOUN_BIT(NOUN_CAMPAIGN),
		.run = campaign_days,
	},
	{
		.name = STR("mark-without-part"),
		.severity = SEVERITY_ERROR,
		.nouns = NOUN_BIT(NOUN_SERIES_MARK),
		.run = mark_without_part,
	},
};

const struct check_family observed_checks = { STR("observed"), checks, countof(checks) };

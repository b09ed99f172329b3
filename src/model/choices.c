/* The words of the shared choices. */
#include "model/choices.h"

#include "base/mark.h"

static const struct choice yes_no_words[] = {
	[YES - 1] = { STR("yes"), N_("Yes") },
	[NO - 1] = { STR("no"), N_("No") },
};

const struct choices yes_no_choices = {
	.at = yes_no_words,
	.count = countof(yes_no_words),
};

static const struct choice grade_words[] = {
	[GRADE_LOW - 1] = { STR("low"), N_("Low") },
	[GRADE_MEDIUM - 1] = { STR("medium"), N_("Medium") },
	[GRADE_HIGH - 1] = { STR("high"), N_("High") },
};

const struct choices grade_choices = {
	.at = grade_words,
	.count = countof(grade_words),
};

static const struct choice progress_words[] = {
	[PROGRESS_PLANNED - 1] = { STR("planned"), N_("Planned") },
	[PROGRESS_UNDER_WAY - 1] = { STR("under-way"), N_("Under way") },
	[PROGRESS_COMPLETED - 1] = { STR("completed"), N_("Completed") },
	[PROGRESS_SUSPENDED - 1] = { STR("suspended"), N_("Suspended") },
	[PROGRESS_CANCELLED - 1] = { STR("cancelled"), N_("Cancelled") },
};

const struct choices progress_choices = {
	.at = progress_words,
	.count = countof(progress_words),
};

static const struct choice aggregation_words[] = {
	[AGGREGATION_SUM - 1] = { STR("sum"), N_("Sum") },
	[AGGREGATION_MEAN - 1] = { STR("mean"), N_("Mean") },
	[AGGREGATION_WEIGHTED_MEAN - 1] = { STR("weighted-mean"), N_("Weighted mean") },
	[AGGREGATION_MEDIAN - 1] = { STR("median"), N_("Median") },
	[AGGREGATION_MINIMUM - 1] = { STR("minimum"), N_("Minimum") },
	[AGGREGATION_MAXIMUM - 1] = { STR("maximum"), N_("Maximum") },
	[AGGREGATION_COUNT - 1] = { STR("count"), N_("Count") },
	[AGGREGATION_SHARE - 1] = { STR("share"), N_("Share") },
	[AGGREGATION_NONE - 1] = { STR("none"), N_("None") },
};

const struct choices aggregation_choices = {
	.at = aggregation_words,
	.count = countof(aggregation_words),
};

static const struct choice accumulation_words[] = {
	[ACCUMULATION_FLOW - 1] = { STR("flow"), N_("Flow") },
	[ACCUMULATION_SNAPSHOT - 1] = { STR("snapshot"), N_("Snapshot") },
	[ACCUMULATION_CUMULATIVE - 1] = { STR("cumulative"), N_("Cumulative") },
	[ACCUMULATION_LATEST - 1] = { STR("latest"), N_("Latest") },
};

const struct choices accumulation_choices = {
	.at = accumulation_words,
	.count = countof(accumulation_words),
};

static const struct choice schedule_words[] = {
	[SCHEDULE_YEARLY - 1] = { STR("yearly"), N_("Yearly") },
	[SCHEDULE_HALF_YEARLY - 1] = { STR("half-yearly"), N_("Half-yearly") },
	[SCHEDULE_QUARTERLY - 1] = { STR("quarterly"), N_("Quarterly") },
	[SCHEDULE_MONTHLY - 1] = { STR("monthly"), N_("Monthly") },
	[SCHEDULE_END_OF_CYCLE - 1] = { STR("end-of-cycle"), N_("End of cycle") },
	[SCHEDULE_CAMPAIGN - 1] = { STR("campaign"), N_("Each campaign") },
};

const struct choices schedule_choices = {
	.at = schedule_words,
	.count = countof(schedule_words),
};

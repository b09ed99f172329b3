/* The words of the shared choices. */
#include "model/choices.h"

#include "base/mark.h"

static const struct choice yes_no_words[] = {
	{ STR("yes"), N_("Yes") },
	{ STR("no"), N_("No") },
};

const struct choices yes_no_choices = { yes_no_words, countof(yes_no_words) };

static const struct choice grade_words[] = {
	{ STR("low"), N_("Low") },
	{ STR("medium"), N_("Medium") },
	{ STR("high"), N_("High") },
};

const struct choices grade_choices = { grade_words, countof(grade_words) };

static const struct choice progress_words[] = {
	{ STR("planned"), N_("Planned") },
	{ STR("under-way"), N_("Under way") },
	{ STR("completed"), N_("Completed") },
	{ STR("suspended"), N_("Suspended") },
	{ STR("cancelled"), N_("Cancelled") },
};

const struct choices progress_choices = { progress_words, countof(progress_words) };

static const struct choice aggregation_words[] = {
	{ STR("sum"), N_("Sum") },
	{ STR("mean"), N_("Mean") },
	{ STR("weighted-mean"), N_("Weighted mean") },
	{ STR("median"), N_("Median") },
	{ STR("minimum"), N_("Minimum") },
	{ STR("maximum"), N_("Maximum") },
	{ STR("count"), N_("Count") },
	{ STR("share"), N_("Share") },
	{ STR("none"), N_("None") },
};

const struct choices aggregation_choices = { aggregation_words, countof(aggregation_words) };

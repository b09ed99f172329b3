/* Choices that several nouns share. An enumerator is 1 + the place of its word, 0 is empty. */
#ifndef MODEL_CHOICES_H
#define MODEL_CHOICES_H

#include "model/field.h"

enum yes_no {
	YES = 1,
	NO,
};

enum grade {
	GRADE_LOW = 1,
	GRADE_MEDIUM,
	GRADE_HIGH,
};

enum progress {
	PROGRESS_PLANNED = 1,
	PROGRESS_UNDER_WAY,
	PROGRESS_COMPLETED,
	PROGRESS_SUSPENDED,
	PROGRESS_CANCELLED,
};

enum aggregation {
	AGGREGATION_SUM = 1,
	AGGREGATION_MEAN,
	AGGREGATION_WEIGHTED_MEAN,
	AGGREGATION_MEDIAN,
	AGGREGATION_MINIMUM,
	AGGREGATION_MAXIMUM,
	AGGREGATION_COUNT,
	AGGREGATION_SHARE,
	AGGREGATION_NONE,
};

/* How values of several periods become one. */
enum accumulation {
	ACCUMULATION_FLOW = 1,
	ACCUMULATION_SNAPSHOT,
	ACCUMULATION_CUMULATIVE,
	ACCUMULATION_LATEST,
};

/* How often something is reported. */
enum schedule {
	SCHEDULE_YEARLY = 1,
	SCHEDULE_HALF_YEARLY,
	SCHEDULE_QUARTERLY,
	SCHEDULE_MONTHLY,
	SCHEDULE_END_OF_CYCLE,
	SCHEDULE_CAMPAIGN, /* in each reporting campaign */
};

extern const struct choices yes_no_choices;
extern const struct choices grade_choices;
extern const struct choices progress_choices;
extern const struct choices aggregation_choices;
extern const struct choices accumulation_choices;
extern const struct choices schedule_choices;

#endif

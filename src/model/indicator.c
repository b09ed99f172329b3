/* The field table of indicator. */
#include "model/indicator.h"

#include "base/mark.h"

static const struct choice indicator_result_type_words[] = {
	{ STR("output"), N_("Output") },
	{ STR("outcome"), N_("Outcome") },
	{ STR("impact"), N_("Impact") },
	{ STR("other"), N_("Other") },
};

static const struct choices indicator_result_type_choices = { indicator_result_type_words, countof(indicator_result_type_words) };

static const struct choice indicator_measure_words[] = {
	{ STR("number"), N_("Number") },
	{ STR("percentage"), N_("Percentage") },
	{ STR("percentage-change"), N_("Percentage change") },
	{ STR("ratio"), N_("Ratio") },
	{ STR("amount"), N_("Amount") },
	{ STR("index"), N_("Index") },
	{ STR("yes-no"), N_("Yes no") },
	{ STR("ordinal"), N_("Ordinal") },
	{ STR("qualitative"), N_("Qualitative") },
};

static const struct choices indicator_measure_choices = { indicator_measure_words, countof(indicator_measure_words) };

static const struct choice indicator_direction_words[] = {
	{ STR("increase"), N_("Increase") },
	{ STR("decrease"), N_("Decrease") },
	{ STR("maintain"), N_("Maintain") },
};

static const struct choices indicator_direction_choices = { indicator_direction_words, countof(indicator_direction_words) };

static const struct choice indicator_accumulation_words[] = {
	{ STR("flow"), N_("Flow") },
	{ STR("snapshot"), N_("Snapshot") },
	{ STR("cumulative"), N_("Cumulative") },
	{ STR("latest"), N_("Latest") },
};

static const struct choices indicator_accumulation_choices = { indicator_accumulation_words, countof(indicator_accumulation_words) };

static const struct choice indicator_schedule_words[] = {
	{ STR("yearly"), N_("Yearly") },
	{ STR("half-yearly"), N_("Half yearly") },
	{ STR("quarterly"), N_("Quarterly") },
	{ STR("monthly"), N_("Monthly") },
	{ STR("end-of-cycle"), N_("End of cycle") },
};

static const struct choices indicator_schedule_choices = { indicator_schedule_words, countof(indicator_schedule_words) };

static const struct choice indicator_state_words[] = {
	{ STR("proposed"), N_("Proposed") },
	{ STR("being-refined"), N_("Being refined") },
	{ STR("agreed"), N_("Agreed") },
	{ STR("retired"), N_("Retired") },
};

static const struct choices indicator_state_choices = { indicator_state_words, countof(indicator_state_words) };

static const struct field fields[] = {
	{ STR("code"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct indicator, code),
	  .label = N_("Code"),
	  .help = N_("A short name that people read and that never changes.") },
	{ STR("result_type"), FIELD_CHOICE, FIELD_REQUIRED,
	  offsetof(struct indicator, result_type), .choices = &indicator_result_type_choices,
	  .label = N_("Type of result"),
	  .help = N_("What kind of result it measures.") },
	{ STR("name"), FIELD_TEXT, FIELD_REQUIRED | FIELD_TRANSLATED,
	  offsetof(struct indicator, name),
	  .label = N_("Indicator"),
	  .help = N_("Its name as the plan words it.") },
	{ STR("definition"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct indicator, definition),
	  .label = N_("Definition"),
	  .help = N_("What exactly is counted or measured.") },
	{ STR("measure"), FIELD_CHOICE, 0,
	  offsetof(struct indicator, measure), .choices = &indicator_measure_choices,
	  .label = N_("Kind of measure"),
	  .help = N_("How the value is to be read.") },
	{ STR("unit_of_measure"), FIELD_CODE, 0,
	  offsetof(struct indicator, unit_of_measure),
	  .label = N_("Unit of measure"),
	  .help = N_("What one unit of the value is.") },
	{ STR("direction"), FIELD_CHOICE, 0,
	  offsetof(struct indicator, direction), .choices = &indicator_direction_choices,
	  .label = N_("Direction"),
	  .help = N_("Which way is better.") },
	{ STR("accumulation"), FIELD_CHOICE, 0,
	  offsetof(struct indicator, accumulation), .choices = &indicator_accumulation_choices,
	  .label = N_("Accumulation"),
	  .help = N_("How values of several periods become one.") },
	{ STR("aggregation_area"), FIELD_CHOICE, 0,
	  offsetof(struct indicator, aggregation_area), .choices = &aggregation_choices,
	  .label = N_("Over areas"),
	  .help = N_("How values of several areas become one.") },
	{ STR("aggregation_period"), FIELD_CHOICE, 0,
	  offsetof(struct indicator, aggregation_period), .choices = &aggregation_choices,
	  .label = N_("Over periods"),
	  .help = N_("How values of several periods become one.") },
	{ STR("aggregation_category"), FIELD_CHOICE, 0,
	  offsetof(struct indicator, aggregation_category), .choices = &aggregation_choices,
	  .label = N_("Over categories"),
	  .help = N_("How values of several categories become one.") },
	{ STR("denominator"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct indicator, denominator),
	  .label = N_("Denominator"),
	  .help = N_("What a percentage or ratio is of.") },
	{ STR("age_limit"), FIELD_INTEGER, 0,
	  offsetof(struct indicator, age_limit),
	  .label = N_("Age limit"),
	  .help = N_("For how many years a value counts as current.") },
	{ STR("formula"), FIELD_TEXT, 0,
	  offsetof(struct indicator, formula),
	  .label = N_("Formula"),
	  .help = N_("How it is computed from what is observed.") },
	{ STR("schedule"), FIELD_CHOICE, 0,
	  offsetof(struct indicator, schedule), .choices = &indicator_schedule_choices,
	  .label = N_("Schedule"),
	  .help = N_("When it is reported.") },
	{ STR("owner"), FIELD_CODE, 0,
	  offsetof(struct indicator, owner), .refers = NOUN_UNIT,
	  .label = N_("Owner"),
	  .help = N_("The responsible unit.") },
	{ STR("means_of_verification"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct indicator, means_of_verification),
	  .label = N_("Means of verification"),
	  .help = N_("The source and method that prove a value.") },
	{ STR("state"), FIELD_CHOICE, 0,
	  offsetof(struct indicator, state), .choices = &indicator_state_choices,
	  .label = N_("State"),
	  .help = N_("How settled the definition is.") },
	{ STR("edition"), FIELD_TEXT, 0,
	  offsetof(struct indicator, edition),
	  .label = N_("Edition"),
	  .help = N_("Which edition of the definition this is.") },
	{ STR("note"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct indicator, note),
	  .label = N_("Note"),
	  .help = N_("What else a reader must know.") },
	{ STR("position"), FIELD_INTEGER, 0,
	  offsetof(struct indicator, position),
	  .label = N_("Position"),
	  .help = N_("Its place in lists.") },
};

const struct noun indicator_noun = {
	.id = NOUN_INDICATOR,
	.name = STR("indicator"),
	.label = N_("Indicator"),
	.plural = N_("Indicators"),
	.help = N_("A measure of an outcome or of an output, defined once and linked wherever it serves."),
	.row_size = sizeof(struct indicator),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

/* The field table of indicator. */
#include "model/indicator.h"

#include "base/mark.h"

static const struct choice result_type_words[] = {
	[INDICATOR_RESULT_TYPE_OUTPUT - 1] = { STR("output"), N_("Output") },
	[INDICATOR_RESULT_TYPE_OUTCOME - 1] = { STR("outcome"), N_("Outcome") },
	[INDICATOR_RESULT_TYPE_IMPACT - 1] = { STR("impact"), N_("Impact") },
	[INDICATOR_RESULT_TYPE_OTHER - 1] = { STR("other"), N_("Other") },
};

static const struct choices result_type_choices = {
	.at = result_type_words,
	.count = countof(result_type_words),
};

static const struct choice measure_words[] = {
	[INDICATOR_MEASURE_NUMBER - 1] = { STR("number"), N_("Number") },
	[INDICATOR_MEASURE_PERCENTAGE - 1] = { STR("percentage"), N_("Percentage") },
	[INDICATOR_MEASURE_PERCENTAGE_CHANGE - 1] = { STR("percentage-change"),
						      N_("Percentage change") },
	[INDICATOR_MEASURE_RATIO - 1] = { STR("ratio"), N_("Ratio") },
	[INDICATOR_MEASURE_AMOUNT - 1] = { STR("amount"), N_("Amount") },
	[INDICATOR_MEASURE_INDEX - 1] = { STR("index"), N_("Index") },
	[INDICATOR_MEASURE_YES_NO - 1] = { STR("yes-no"), N_("Yes or no") },
	[INDICATOR_MEASURE_ORDINAL - 1] = { STR("ordinal"), N_("Ordinal") },
	[INDICATOR_MEASURE_QUALITATIVE - 1] = { STR("qualitative"), N_("Qualitative") },
};

static const struct choices measure_choices = {
	.at = measure_words,
	.count = countof(measure_words),
};

static const struct choice direction_words[] = {
	[INDICATOR_DIRECTION_INCREASE - 1] = { STR("increase"), N_("Increase") },
	[INDICATOR_DIRECTION_DECREASE - 1] = { STR("decrease"), N_("Decrease") },
	[INDICATOR_DIRECTION_MAINTAIN - 1] = { STR("maintain"), N_("Maintain") },
};

static const struct choices direction_choices = {
	.at = direction_words,
	.count = countof(direction_words),
};

static const struct choice state_words[] = {
	[INDICATOR_STATE_PROPOSED - 1] = { STR("proposed"), N_("Proposed") },
	[INDICATOR_STATE_BEING_REFINED - 1] = { STR("being-refined"), N_("Being refined") },
	[INDICATOR_STATE_AGREED - 1] = { STR("agreed"), N_("Agreed") },
	[INDICATOR_STATE_RETIRED - 1] = { STR("retired"), N_("Retired") },
};

static const struct choices state_choices = {
	.at = state_words,
	.count = countof(state_words),
};

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct indicator, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("result_type"),
		.type = FIELD_CHOICE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct indicator, result_type),
		.choices = &result_type_choices,
		.label = N_("Type of result"),
		.help = N_("What kind of result it measures."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct indicator, name),
		.label = N_("Indicator"),
		.help = N_("Its name as the plan words it."),
	},
	{
		.name = STR("definition"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct indicator, definition),
		.label = N_("Definition"),
		.help = N_("What exactly is counted or measured."),
	},
	{
		.name = STR("measure"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct indicator, measure),
		.choices = &measure_choices,
		.label = N_("Kind of measure"),
		.help = N_("How the value is to be read."),
	},
	{
		.name = STR("unit_of_measure"),
		.type = FIELD_CODE,
		.offset = offsetof(struct indicator, unit_of_measure),
		.label = N_("Unit of measure"),
		.help = N_("What one unit of the value is."),
	},
	{
		.name = STR("direction"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct indicator, direction),
		.choices = &direction_choices,
		.label = N_("Direction"),
		.help = N_("Which way is better."),
	},
	{
		.name = STR("accumulation"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct indicator, accumulation),
		.choices = &accumulation_choices,
		.label = N_("Accumulation"),
		.help = N_("How values of several periods become one."),
	},
	{
		.name = STR("aggregation_area"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct indicator, aggregation_area),
		.choices = &aggregation_choices,
		.label = N_("Over areas"),
		.help = N_("How values of several areas become one."),
	},
	{
		.name = STR("aggregation_period"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct indicator, aggregation_period),
		.choices = &aggregation_choices,
		.label = N_("Over periods"),
		.help = N_("How values of several periods become one."),
	},
	{
		.name = STR("aggregation_category"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct indicator, aggregation_category),
		.choices = &aggregation_choices,
		.label = N_("Over categories"),
		.help = N_("How values of several categories become one."),
	},
	{
		.name = STR("denominator"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct indicator, denominator),
		.label = N_("Denominator"),
		.help = N_("What a percentage or ratio is of."),
	},
	{
		.name = STR("age_limit"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct indicator, age_limit),
		.label = N_("Age limit"),
		.help = N_("For how many years a value counts as current."),
	},
	{
		.name = STR("formula"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct indicator, formula),
		.label = N_("Formula"),
		.help = N_("How it is computed from what is observed."),
	},
	{
		.name = STR("variable"),
		.type = FIELD_CODE,
		.offset = offsetof(struct indicator, variable),
		.refers = NOUN_VARIABLE,
		.label = N_("Variable"),
		.help = N_("What is observed, when its values are the values of the indicator."),
	},
	{
		.name = STR("schedule"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct indicator, schedule),
		.choices = &schedule_choices,
		.label = N_("Schedule"),
		.help = N_("When it is reported."),
	},
	{
		.name = STR("due_after"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct indicator, due_after),
		.label = N_("Due after, in days"),
		.help = N_("How many days after the end of a period its value is due."),
	},
	{
		.name = STR("owner"),
		.type = FIELD_CODE,
		.offset = offsetof(struct indicator, owner),
		.refers = NOUN_UNIT,
		.label = N_("Owner"),
		.help = N_("The responsible unit."),
	},
	{
		.name = STR("means_of_verification"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct indicator, means_of_verification),
		.label = N_("Means of verification"),
		.help = N_("The source and method that prove a value."),
	},
	{
		.name = STR("state"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct indicator, state),
		.choices = &state_choices,
		.label = N_("State"),
		.help = N_("How settled the definition is."),
	},
	{
		.name = STR("edition"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct indicator, edition),
		.label = N_("Edition"),
		.help = N_("Which edition of the definition this is."),
	},
	{
		.name = STR("note"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct indicator, note),
		.label = N_("Note"),
		.help = N_("What else a reader must know."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.offset = offsetof(struct indicator, position),
		.label = N_("Position"),
		.help = N_("Its place in lists."),
	},
};

const struct noun indicator_noun = {
	.id = NOUN_INDICATOR,
	.name = STR("indicator"),
	.label = N_("Indicator"),
	.plural = N_("Indicators"),
	.help = N_("A measure of an outcome or of an output, defined once and linked wherever it "
		   "serves."),
	.row_size = sizeof(struct indicator),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

/* The tables by which a profile is read; doc/profiles.md tells what each member means. */
#include "exchange/profile_members.h"

#define AT(member_) offsetof(struct profile, member_)
#define COLUMNS(role)                                                     \
	{                                                                 \
		.name = STR("columns"), .kind = MEMBER_NAMES,             \
		.offset = AT(columns) + (role) * sizeof(struct name_list) \
	}
#define OBJECT(name_, members_)                                                 \
	{                                                                       \
		.name = STR(name_), .kind = MEMBER_OBJECT, .members = members_, \
		.count = countof(members_)                                      \
	}

const struct str profile_state_words[OBSERVATION_ABSENT] = {
	STR("value"), /* a word that marks have no use for */
	STR("not-applicable"),
	STR("withheld"),
	STR("not-reported"),
};
static const struct str coding_words[] = { STR("key"), STR("iso2"), STR("m49"), STR("name") };
static const struct str separator_words[] = { STR("guess"), STR(","), STR(";"), STR("\t"),
					      STR("after-first") };
static const struct str decimal_words[] = { STR("."), STR(","), STR("either") };

static const struct member variable_members[] = {
	COLUMNS(PROFILE_VARIABLE),
	{ STR("header"), MEMBER_FLAG, AT(variable_from_header), NULL, NULL, 0 },
	{ STR("capitals"), MEMBER_FLAG, AT(variable_capitals), NULL, NULL, 0 },
	{ STR("codes"), MEMBER_CODES, AT(variable_codes), NULL, NULL, 0 },
};
static const struct member name_members[] = { COLUMNS(PROFILE_NAME) };
static const struct member area_members[] = {
	COLUMNS(PROFILE_AREA),
	{ STR("coding"), MEMBER_CHOICE, AT(area_coding), coding_words, NULL,
	  countof(coding_words) },
	{ STR("codes"), MEMBER_CODES, AT(area_codes), NULL, NULL, 0 },
};
static const struct member period_members[] = {
	COLUMNS(PROFILE_PERIOD),
	{ STR("headers"), MEMBER_NAMES, AT(period_headers), NULL, NULL, 0 },
};
static const struct member value_members[] = {
	COLUMNS(PROFILE_VALUE),
	{ STR("decimal"), MEMBER_CHOICE, AT(decimal), decimal_words, NULL, countof(decimal_words) },
	{ STR("limits"), MEMBER_FLAG, AT(takes_limits), NULL, NULL, 0 },
	{ STR("missing"), MEMBER_NAMES, AT(missing), NULL, NULL, 0 },
	{ STR("marks"), MEMBER_MARKS, AT(value_marks), NULL, NULL, 0 },
};
static const struct member answer_members[] = {
	{ STR("columns"), MEMBER_NAMES, AT(answer_columns), NULL, NULL, 0 },
	{ STR("variables"), MEMBER_NAMES, AT(answer_variables), NULL, NULL, 0 },
	{ STR("separator"), MEMBER_TEXT, AT(answer_separator), NULL, NULL, 0 },
};
static const struct member unit_members[] = {
	COLUMNS(PROFILE_UNIT),
	{ STR("fixed"), MEMBER_TEXT, AT(unit), NULL, NULL, 0 },
	{ STR("variables"), MEMBER_CODES, AT(unit_variables), NULL, NULL, 0 },
	{ STR("codes"), MEMBER_CODES, AT(unit_codes), NULL, NULL, 0 },
};
static const struct member scale_members[] = { COLUMNS(PROFILE_SCALE) };
static const struct member status_members[] = {
	COLUMNS(PROFILE_STATUS),
	{ STR("codes"), MEMBER_STATUS, AT(status_codes), NULL, NULL, 0 },
	{ STR("states"), MEMBER_MARKS, AT(status_states), NULL, NULL, 0 },
};
static const struct member nature_members[] = {
	COLUMNS(PROFILE_NATURE),
	{ STR("codes"), MEMBER_STATUS, AT(nature_codes), NULL, NULL, 0 },
};
static const struct member estimate_members[] = {
	{ STR("columns"), MEMBER_NAMES, AT(estimate_columns), NULL, NULL, 0 },
	{ STR("words"), MEMBER_NAMES, AT(estimate_words), NULL, NULL, 0 },
};
static const struct member reporter_members[] = { COLUMNS(PROFILE_REPORTER) };
static const struct member action_members[] = {
	COLUMNS(PROFILE_ACTION),
	{ STR("merge"), MEMBER_NAMES, AT(merges), NULL, NULL, 0 },
	{ STR("delete"), MEMBER_NAMES, AT(deletions), NULL, NULL, 0 },
};
static const struct member numerator_members[] = { COLUMNS(PROFILE_NUMERATOR) };
static const struct member denominator_members[] = { COLUMNS(PROFILE_DENOMINATOR) };

static const struct member whole_members[] = {
	{ STR("profile"), MEMBER_TEXT, AT(name), NULL, NULL, 0 },
	{ STR("title"), MEMBER_TEXT, AT(title), NULL, NULL, 0 },
	{ STR("like"), MEMBER_LIKE, 0, NULL, NULL, 0 },
	{ STR("source"), MEMBER_TEXT, AT(source), NULL, NULL, 0 },
	{ STR("edition"), MEMBER_TEXT, AT(edition), NULL, NULL, 0 },
	{ STR("separator"), MEMBER_CHOICE, AT(separator), separator_words, NULL,
	  countof(separator_words) },
	{ STR("preamble_lines"), MEMBER_LINES, AT(preamble_lines), NULL, NULL, 0 },
	{ STR("labels"), MEMBER_FLAG, AT(has_labels), NULL, NULL, 0 },
	OBJECT("variable", variable_members),
	OBJECT("name", name_members),
	OBJECT("area", area_members),
	OBJECT("period", period_members),
	OBJECT("value", value_members),
	OBJECT("answer", answer_members),
	OBJECT("unit", unit_members),
	OBJECT("scale", scale_members),
	OBJECT("status", status_members),
	OBJECT("nature", nature_members),
	OBJECT("estimates", estimate_members),
	OBJECT("reported_by", reporter_members),
	OBJECT("action", action_members),
	OBJECT("numerator", numerator_members),
	OBJECT("denominator", denominator_members),
	{ STR("dimensions"), MEMBER_DIMENSIONS, AT(dimensions), NULL, NULL, 0 },
	{ STR("ignored"), MEMBER_NAMES, AT(ignored), NULL, NULL, 0 },
};

#undef AT
#define AT(member_) offsetof(struct profile_dimension, member_)
static const struct member of_dimension[] = {
	{ STR("column"), MEMBER_TEXT, AT(column), NULL, NULL, 0 },
	{ STR("dimension"), MEMBER_TEXT, AT(name), NULL, NULL, 0 },
	{ STR("total"), MEMBER_NAMES, AT(totals), NULL, NULL, 0 },
	{ STR("codes"), MEMBER_CODES, AT(codes), NULL, NULL, 0 },
	{ STR("capitals"), MEMBER_FLAG, AT(capitals), NULL, NULL, 0 },
	{ STR("pair"), MEMBER_FLAG, AT(is_pair), NULL, NULL, 0 },
	{ STR("before_value"), MEMBER_FLAG, AT(before_value), NULL, NULL, 0 },
};
#undef AT
#undef COLUMNS
#undef OBJECT

const struct members profile_members = { whole_members, countof(whole_members) };
const struct members dimension_members = { of_dimension, countof(of_dimension) };

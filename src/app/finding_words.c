/*
 * The words of findings: for each check what it looks for, and its messages in their order with the
 * arguments that the check gives. A message shows the arithmetic; the place of the finding is said by
 * whoever shows it. A test compares this table with the catalogue of checks.
 */
#include "app/words.h"

#include "base/mark.h"
#include "i18n/date.h"
#include "i18n/message.h"
#include "i18n/number.h"

#include <assert.h>

enum { MESSAGES = 4 };

/* A message; with a count, the argument (from 1) that is counted and that {n} stands for. */
struct wording {
	struct plural text; /* without a count: one alone */
	unsigned count;
};

#define PLAIN(literal)                         \
	{                                      \
		.text = {.one = STR(literal) } \
	}

struct check_words {
	struct str check;
	struct str about; /* what the check looks for */
	struct wording messages[MESSAGES];
};

static const struct check_words words[] = {
	{
		STR("share-of-total"),
		STR(N_("A stated share of the whole plan is not what the amounts give.")),
		{
			/* 1 stated, 2 amount, 3 total, 4 computed */
			PLAIN(N_("{1} of the total is stated, but {2} of {3} is {4}")),
		},
	},
	{
		STR("share-of-parent"),
		STR(N_("A stated share of the amount above is not what the amounts give.")),
		{
			/* 1 stated, 2 amount, 3 amount of the parent, 4 computed */
			PLAIN(N_("{1} of the amount above it is stated, but {2} of {3} is {4}")),
		},
	},
	{
		STR("shares-add-to-100"),
		STR(N_("Stated shares of one whole do not add to 100%.")),
		{
			/* 1 how many, 2 sum, 3 tolerance, 4 plan, 5 period, 6 what they share */
			{
				NP_("The one share of {6} in {4} ({5}) is {2}, not 100%; rounding "
				    "explains no more than {3}",
				    "The {n} shares of {6} in {4} ({5}) add to {2}, not to 100%; "
				    "rounding explains no more than {3}"),
				1,
			},
			{
				NP_("The one share of the total on the level of {6} ({5}) is {2}, "
				    "not 100%; rounding explains no more than {3}",
				    "The {n} shares of the total on the level of {6} ({5}) add to "
				    "{2}, not to 100%; rounding explains no more than {3}"),
				1,
			},
		},
	},
	{
		STR("regional-split"),
		STR(N_("The stated shares of the regions do not add to 100%.")),
		{
			/* 1 the addition, 2 its sum, 3 tolerance, 4 plan, 5 period */
			PLAIN(N_("The regions of {4} ({5}): {1} = {2}, not 100%; rounding and "
				 "\"approximately\" explain no more than {3}")),
			PLAIN(N_("The regions of {4} ({5}): {1} = {2}, which is 100% as far as "
				 "rounding and \"approximately\" allow")),
			/* The same where no share is said to be approximate. */
			PLAIN(N_("The regions of {4} ({5}): {1} = {2}, not 100%; rounding explains "
				 "no more than {3}")),
			PLAIN(N_("The regions of {4} ({5}): {1} = {2}, which is 100% as far as "
				 "rounding allows")),
		},
	},
	{
		STR("sum-of-parts"),
		STR(N_("A stated total is not the sum of its parts.")),
		{
			/* 1 stated, 2 sum, 3 how many parts */
			{
				NP_("{1} is stated, but the one amount below it is {2}",
				    "{1} is stated, but the {n} amounts below it add to {2}"),
				3,
			},
		},
	},
	{
		STR("currency-mix"),
		STR(N_("The amounts of one plan are in several currencies and cannot be added.")),
		{
			/* 1 period, 2 the currencies of the lines, 3 that of the plan */
			PLAIN(N_("The amounts allocated for {1} are in several currencies: {2}")),
			PLAIN(N_(
				"The plan is in {3}, but the amounts allocated for {1} are in {2}")),
		},
	},
	{
		STR("over-ceiling"),
		STR(N_("More is allocated than a ceiling allows.")),
		{
			/* 1 ceiling, 2 allocated, 3 difference */
			PLAIN(N_("{2} is allocated where the ceiling is {1}: {3} too much")),
			PLAIN(N_("What is allocated is too large to be added; the ceiling is {1}")),
		},
	},
	{
		STR("outcome-without-indicator"),
		STR(N_("No indicator measures an outcome.")),
		{
			PLAIN(N_("No indicator measures this outcome, and none the place in the "
				 "framework that it belongs to")),
		},
	},
	{
		STR("indicator-without-outcome"),
		STR(N_("An indicator of outcomes does not say which outcome it measures.")),
		{
			/* 1 outcomes of the node, 2 the node's code, 3 its name */
			{
				NP_("It is linked to {2} {3}, which has one outcome, but not to this "
				    "outcome",
				    "It is linked to {2} {3}, which has {n} outcomes; which of them it "
				    "measures is not said"),
				1,
			},
			PLAIN(N_("It is an indicator of outcomes, but is linked to none")),
			PLAIN(N_("It is linked to {2} {3}, which has no outcome")),
		},
	},
	{
		STR("double-counting"),
		STR(N_("An indicator stands under several products: what it counts would be added "
		       "twice.")),
		{
			/* 1 how many products, 2 their names */
			{
				NP_("It stands under {n} product: {2}",
				    "It stands under {n} products and would be counted in each: {2}"),
				1,
			},
		},
	},
	{
		STR("product-without-indicator"),
		STR(N_("No indicator measures a product or service.")),
		{
			PLAIN(N_("No indicator measures it, a part of it, or the category that it "
				 "belongs to")),
		},
	},
	{
		STR("indicator-without-baseline"),
		STR(N_("An indicator has no baseline: change cannot be told.")),
		{
			PLAIN(N_("It has no baseline")),
			PLAIN(N_("Its baseline is there, but without a value")),
		},
	},
	{
		STR("indicator-without-target"),
		STR(N_("An indicator has no target: success cannot be told.")),
		{
			PLAIN(N_("It has no target")),
			PLAIN(N_("Its target is there, but without a value")),
		},
	},
	{
		STR("indicator-without-owner"),
		STR(N_("Nobody is responsible for an indicator.")),
		{
			PLAIN(N_("No unit is responsible for it")),
		},
	},
	{
		STR("unmeasurable"),
		STR(N_("An indicator does not say how or in what it is measured.")),
		{
			PLAIN(N_("Its kind of measure is not said")),
			PLAIN(N_("Its unit of measure is not said")),
			PLAIN(N_("Neither its kind nor its unit of measure is said")),
		},
	},
	{
		STR("unknown-unit-of-measure"),
		STR(N_("An indicator is measured in a unit that the program does not know.")),
		{
			/* 1 the unit */
			PLAIN(N_("\"{1}\" is not among the known units of measure")),
		},
	},
	{
		STR("baseline-after-target"),
		STR(N_("A baseline is not before the target that it leads to.")),
		{
			/* 1 period of the baseline, 2 of the target or milestone */
			PLAIN(N_("The baseline is of {1}, which is not before the target of {2}")),
			PLAIN(N_(
				"The baseline is of {1}, which is not before the milestone of {2}")),
		},
	},
	{
		STR("target-equals-baseline"),
		STR(N_("A target asks for no change although the indicator is not to be maintained.")),
		{
			/* 1 value, 2 period of the target, 3 of the baseline */
			PLAIN(N_(
				"The target for {2} is {1}, which is what the baseline of {3} says "
				"already")),
		},
	},
	{
		STR("orphan-link"),
		STR(N_("A link leads to something that does not exist.")),
		{
			/* 1 the noun, 2 the key */
			PLAIN(N_("There is no table \"{1}\" in which \"{2}\" could stand")),
			PLAIN(N_("There is no \"{2}\" in the table {1}")),
		},
	},
	{
		STR("duplicate-output"),
		STR(N_("A product stands more than once under one topic.")),
		{
			/* 1 how often, 2 the product, 3 the node's code, 4 its name */
			{
				NP_("{2} stands {n} time under {3} {4}",
				    "{2} stands {n} times under {3} {4}"),
				1,
			},
		},
	},
	{
		STR("node-without-budget"),
		STR(N_("Nothing is allocated where the framework demands a budget.")),
		{
			/* 1 the name of the level */
			PLAIN(N_(
				"Its level, {1}, demands a budget; no amount is allocated to it or to "
				"anything below it")),
		},
	},
	{
		STR("node-without-result"),
		STR(N_("There is no outcome where the framework demands results.")),
		{
			/* 1 the name of the level */
			PLAIN(N_(
				"Its level, {1}, demands results; neither it nor anything below it has "
				"an outcome")),
		},
	},
	{
		STR("node-without-owner"),
		STR(N_("Nobody is responsible where the framework demands a responsible unit.")),
		{
			/* 1 the name of the level */
			PLAIN(N_("Its level, {1}, demands a responsible unit; none is named")),
		},
	},
	{
		STR("empty-linkage"),
		STR(N_("A part of the framework is not linked to any other framework.")),
		{
			PLAIN(N_(
				"Neither it nor anything below it is linked to another framework; the "
				"linkages are to be filled")),
		},
	},
	{
		STR("duplicate-title"),
		STR(N_("Two things in the same place of the framework have the same title.")),
		{
			/* 1 the title, 2 the code of the other */
			PLAIN(N_("{2} beside it has the same title: {1}")),
		},
	},
	{
		STR("circular-parent"),
		STR(N_("Something stands above itself.")),
		{
			/* 1 the way round */
			PLAIN(N_("It stands above itself: {1}")),
		},
	},
	{
		STR("membership-overlap"),
		STR(N_("An area is in one group twice, or in two groups that exclude each other.")),
		{
			/* 1 area, 2 group, 3 other group, 4 scheme, 5 since when */
			PLAIN(N_("From {5} on {1} is in {2} twice")),
			PLAIN(N_(
				"From {5} on {1} is in {2} and in {3}; the scheme {4} allows one group "
				"at a time")),
			PLAIN(N_("{1} is in {2} twice at the same time")),
			PLAIN(N_(
				"{1} is in {2} and in {3} at the same time; the scheme {4} allows one "
				"group at a time")),
		},
	},
	{
		STR("campaign-days"),
		STR(N_("A reporting campaign has a code that is none, or closes before it opens.")),
		{
			/* 1 its code, 2 the day when it opens, 3 when it closes */
			PLAIN(N_("{1} is no code of a campaign, which is a year and a number, as "
				 "2026-C1")),
			PLAIN(N_("{1} closes on {3}, before it opens on {2}")),
		},
	},
	{
		STR("mark-without-part"),
		STR(N_("A mark on series holds for a part that there cannot be.")),
		{
			/* 1 the slice, 2 the variable */
			PLAIN(N_("“{1}” is no part of {2}: coordinates are written as SEX=F")),
		},
	},
	{
		STR("date-outside-cycle"),
		STR(N_("A date lies outside the plan or the cycle that it belongs to.")),
		{
			/* 1 the date or period, 2 the first or last day, 3 plan or framework */
			PLAIN(N_("{1} is before {3} begins, on {2}")),
			PLAIN(N_("{1} is after {3} ends, on {2}")),
		},
	},
	{
		STR("risk-without-owner"),
		STR(N_("Nobody is responsible for a risk.")),
		{
			PLAIN(N_("No unit is responsible for it")),
		},
	},
	{
		STR("risk-review-overdue"),
		STR(N_("The day on which a risk was to be reassessed has passed.")),
		{
			/* 1 the day, 2 how many days ago */
			{
				NP_("Its review was due on {1}, {n} day ago",
				    "Its review was due on {1}, {n} days ago"),
				2,
			},
		},
	},
	{
		STR("high-risk-without-mitigation"),
		STR(N_("Nothing is done about a high risk.")),
		{
			PLAIN(N_(
				"Its probability and impact make it a high risk, but no mitigation is "
				"named")),
			PLAIN(N_(
				"Its probability and impact make it a high risk, but each mitigation is "
				"cancelled")),
		},
	},
};

#undef PLAIN

static const struct check_words *words_of(struct str check)
{
	for (size_t i = 0; i < countof(words); i++)
		if (str_eq(words[i].check, check))
			return &words[i];
	return NULL;
}

/* NULL when nobody has worded it. */
static const struct wording *wording_of(const struct finding *finding)
{
	const struct check_words *found = words_of(finding->check);

	if (!found || finding->message >= MESSAGES ||
	    str_empty(found->messages[finding->message].text.one))
		return NULL;
	return &found->messages[finding->message];
}

/* Where the number ends that begins at from; from itself when none does. */
static size_t number_end(struct str s, size_t from)
{
	size_t end = from;

	while (end < s.len &&
	       ((s.at[end] >= '0' && s.at[end] <= '9') || (end > from && s.at[end] == '.') ||
		(end == from && s.at[end] == '-')))
		end++;
	return end;
}

/* So many bytes of an addition fit into a line of a phone, and are not divided. */
enum { SUM_UNDIVIDED = 28 };

/* An addition: its numbers as the language writes them, signs as they are. */
static void write_sum(struct buf *buf, const struct locale *locale, struct str sum)
{
	struct str space = sum.len <= SUM_UNDIVIDED ? S("\u00a0") : S(" ");
	size_t i = 0;

	while (i < sum.len) {
		size_t end = number_end(sum, i);
		struct decimal number;

		if (end > i && decimal_parse(str_slice(sum, i, end), &number)) {
			number_write(buf, locale, number);
			i = end;
		} else if (sum.at[i] == ' ') {
			buf_str(buf, space);
			i++;
		} else {
			buf_char(buf, sum.at[i++]);
		}
	}
}

static void write_arg(struct buf *buf, const struct locale *locale, const struct finding_arg *arg)
{
	switch (arg->type) {
	case ARG_NONE:
		break;
	case ARG_TEXT:
		buf_str(buf, arg->text);
		break;
	case ARG_SUM:
		write_sum(buf, locale, arg->text);
		break;
	case ARG_INTEGER:
		number_write_int(buf, locale, arg->integer);
		break;
	case ARG_DECIMAL:
		number_write(buf, locale, arg->decimal);
		break;
	case ARG_PERCENT:
		number_write_percent(buf, locale, arg->decimal);
		break;
	case ARG_MONEY:
		number_write_money(buf, locale, arg->integer, arg->text);
		break;
	case ARG_DATE:
		date_write_local(buf, locale, arg->date);
		break;
	case ARG_PERIOD:
		period_write_local(buf, locale, arg->period);
		break;
	}
}

/* All arguments one after another; the ends tell them apart. */
static void write_args(struct buf *buf, const struct locale *locale, const struct finding *finding,
		       size_t ends[FINDING_ARGS])
{
	for (size_t i = 0; i < finding->n_args; i++) {
		write_arg(buf, locale, &finding->args[i]);
		ends[i] = buf->len;
	}
}

static int64_t count_of(const struct finding *finding, const struct wording *wording)
{
	size_t i = wording->count - 1;

	assert(i < finding->n_args && finding->args[i].type == ARG_INTEGER);
	return finding->args[i].integer;
}

void words_finding(struct buf *buf, const struct locale *locale, const struct finding *finding)
{
	const struct wording *wording = wording_of(finding);
	struct message_args args = { 0 };
	size_t ends[FINDING_ARGS] = { 0 };
	struct buf texts;

	_Static_assert((int)FINDING_ARGS <= (int)MESSAGE_ARGS, "each argument has a placeholder");
	if (!wording) {
		buf_str(buf, finding->check);
		return;
	}
	buf_init_own(&texts, SIZE_MAX);
	write_args(&texts, locale, finding, ends);
	for (size_t i = 0; i < finding->n_args; i++)
		args.at[i] = str_slice(buf_held(&texts), i > 0 ? ends[i - 1] : 0, ends[i]);
	if (wording->count > 0)
		message_write_plural(buf, locale, wording->text, count_of(finding, wording), args);
	else
		message_write(buf, locale, wording->text.one, args);
	/* What could not be held is missing here as well, and the caller must learn of it. */
	buf->full |= texts.full;
	buf_finish(&texts);
}

struct str words_check(const struct locale *locale, struct str check)
{
	const struct check_words *found = words_of(check);

	return found ? message(locale, found->about) : S("");
}

struct str words_severity(const struct locale *locale, enum severity severity)
{
	static const struct str names[SEVERITY_COUNT] = {
		[SEVERITY_ERROR] = STR(NC_("severity", "Error")),
		[SEVERITY_WARNING] = STR(NC_("severity", "Warning")),
		[SEVERITY_NOTE] = STR(NC_("severity", "Note")),
	};

	assert(severity < SEVERITY_COUNT);
	return message(locale, names[severity]);
}

/* Stated shares, judged against exact ratios and against 100. */
#include "check/share.h"

#include "base/money.h"
#include "model/budget_line.h"

#include <assert.h>

static int128 power_of_ten(int8_t n)
{
	int128 power = 1;

	while (n-- > 0)
		power *= 10;
	return power;
}

bool share_states(struct decimal stated, int qualifier, int64_t part, int64_t whole)
{
	int128 excess; /* of the stated over the exact share; whole is one unit of the last digit */

	assert(!decimal_empty(stated) && whole > 0);
	excess = (int128)stated.units * whole - (int128)part * 100 * power_of_ten(stated.scale);
	switch (qualifier) {
	case BUDGET_LINE_QUALIFIER_APPROXIMATELY:
		return -whole <= excess && excess <= whole;
	case BUDGET_LINE_QUALIFIER_MORE_THAN:
		return excess < 0;
	case BUDGET_LINE_QUALIFIER_LESS_THAN:
		return excess > 0;
	default:
		return decimal_states_ratio(stated, part, 100, whole);
	}
}

struct share_sum share_sum_none(void)
{
	return (struct share_sum){ .sum = decimal_of(0, 0), .slack = decimal_of(0, 0) };
}

/* How far the true share may be from the printed one. */
static struct decimal slack_of(struct decimal share, int qualifier)
{
	if (qualifier == BUDGET_LINE_QUALIFIER_APPROXIMATELY)
		return decimal_of(1, share.scale);
	/* At the last digit that a decimal can hold there is no half of it. */
	return share.scale < DECIMAL_SCALE_MAX ? decimal_of(5, (int8_t)(share.scale + 1))
					       : decimal_of(1, share.scale);
}

void share_sum_add(struct share_sum *sum, struct decimal share, int qualifier)
{
	struct share_sum one = {
		.sum = share,
		.slack = slack_of(share, qualifier),
		.count = 1,
		.may_be_more = qualifier == BUDGET_LINE_QUALIFIER_MORE_THAN,
		.may_be_less = qualifier == BUDGET_LINE_QUALIFIER_LESS_THAN,
	};

	share_sum_add_sum(sum, &one);
}

void share_sum_add_sum(struct share_sum *sum, const struct share_sum *more)
{
	sum->count += more->count;
	sum->may_be_more |= more->may_be_more;
	sum->may_be_less |= more->may_be_less;
	sum->too_large |= more->too_large;
	if (!decimal_add(sum->sum, more->sum, &sum->sum) ||
	    !decimal_add(sum->slack, more->slack, &sum->slack))
		sum->too_large = true;
}

bool share_sum_is_whole(const struct share_sum *sum)
{
	const struct decimal whole = decimal_of(100, 0);
	struct decimal least, most;

	if (sum->too_large || !decimal_sub(sum->sum, sum->slack, &least) ||
	    !decimal_add(sum->sum, sum->slack, &most))
		return false;
	return (sum->may_be_less || decimal_cmp(least, whole) <= 0) &&
	       (sum->may_be_more || decimal_cmp(most, whole) >= 0);
}

struct decimal decimal_shortest(struct decimal d)
{
	while (d.scale > 0 && d.units % 10 == 0) {
		d.units /= 10;
		d.scale--;
	}
	return d;
}

struct decimal money_decimal(int64_t minor, struct str currency)
{
	int digits = currency_digits(currency);

	assert(minor != MONEY_EMPTY && digits >= 0);
	if ((int128)minor % power_of_ten((int8_t)digits) == 0)
		return decimal_of((int64_t)(minor / power_of_ten((int8_t)digits)), 0);
	return decimal_of(minor, (int8_t)digits);
}

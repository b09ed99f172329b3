/* The list of units of measure, sorted by code. */
#include "model/unit_of_measure.h"

#include "base/mark.h"
#include "base/money.h"

static const struct unit_of_measure units[] = {
	{ STR("action"), N_("Actions") },
	{ STR("agreement"), N_("Agreements") },
	{ STR("area"), N_("Areas") },
	{ STR("basis-point"), N_("Basis points") },
	{ STR("country"), N_("Countries") },
	{ STR("course"), N_("Courses") },
	{ STR("data-point"), N_("Data points") },
	{ STR("day"), N_("Days") },
	{ STR("document"), N_("Documents") },
	{ STR("event"), N_("Events") },
	{ STR("gbit-s"), N_("Gigabits per second") },
	{ STR("gigabyte"), N_("Gigabytes") },
	{ STR("hectare"), N_("Hectares") },
	{ STR("hour"), N_("Hours") },
	{ STR("household"), N_("Households") },
	{ STR("index"), N_("Index points") },
	{ STR("item"), N_("Items") },
	{ STR("kbit-s"), N_("Kilobits per second") },
	{ STR("kilogram"), N_("Kilograms") },
	{ STR("kilometre"), N_("Kilometres") },
	{ STR("kilowatt-hour"), N_("Kilowatt-hours") },
	{ STR("level"), N_("Levels") },
	{ STR("mbit-s"), N_("Megabits per second") },
	{ STR("megabyte"), N_("Megabytes") },
	{ STR("megawatt"), N_("Megawatts") },
	{ STR("megawatt-hour"), N_("Megawatt-hours") },
	{ STR("metre"), N_("Metres") },
	{ STR("millisecond"), N_("Milliseconds") },
	{ STR("minute"), N_("Minutes") },
	{ STR("month"), N_("Months") },
	{ STR("organisation"), N_("Organisations") },
	{ STR("per-100"), N_("Per 100 inhabitants") },
	{ STR("per-1000"), N_("Per 1,000 inhabitants") },
	{ STR("per-100000"), N_("Per 100,000 inhabitants") },
	{ STR("percent"), N_("Per cent") },
	{ STR("percentage-point"), N_("Percentage points") },
	{ STR("person"), N_("Persons") },
	{ STR("project"), N_("Projects") },
	{ STR("publication"), N_("Publications") },
	{ STR("rank"), N_("Rank") },
	{ STR("ratio"), N_("Ratio") },
	{ STR("school"), N_("Schools") },
	{ STR("score"), N_("Score") },
	{ STR("second"), N_("Seconds") },
	{ STR("square-kilometre"), N_("Square kilometres") },
	{ STR("subscription"), N_("Subscriptions") },
	{ STR("tbit-s"), N_("Terabits per second") },
	{ STR("terabyte"), N_("Terabytes") },
	{ STR("time"), N_("Times") },
	{ STR("tonne"), N_("Tonnes") },
	{ STR("tonne-co2e"), N_("Tonnes of carbon dioxide equivalent") },
	{ STR("user"), N_("Users") },
	{ STR("visit"), N_("Visits") },
	{ STR("week"), N_("Weeks") },
	{ STR("year"), N_("Years") },
};

const struct unit_of_measure *units_of_measure(size_t *count)
{
	*count = countof(units);
	return units;
}

const struct unit_of_measure *unit_of_measure_named(struct str code)
{
	size_t low = 0, high = countof(units);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(units[middle].code, code);

		if (order == 0)
			return &units[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool unit_of_measure_is_known(struct str code)
{
	return unit_of_measure_named(code) || currency_digits(code) >= 0;
}

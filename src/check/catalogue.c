/* The catalogue: the families one after another, and a check by its place or its name. */
#include "check/families.h"

#include <assert.h>

static const struct check_family *const families[] = {
	&share_checks,   &region_checks,    &budget_checks, &ceiling_checks, &result_checks,
	&product_checks, &indicator_checks, &target_checks, &link_checks,    &node_checks,
	&tree_checks,    &area_checks,      &date_checks,   &risk_checks,    &observed_checks,
};

size_t check_count(void)
{
	size_t count = 0;

	for (size_t f = 0; f < countof(families); f++)
		count += families[f]->count;
	return count;
}

const struct check *check_at(size_t i)
{
	size_t f = 0;

	while (f < countof(families) && i >= families[f]->count)
		i -= families[f++]->count;
	assert(f < countof(families));
	return &families[f]->checks[i];
}

const struct check *check_named(struct str name)
{
	for (size_t i = 0; i < check_count(); i++)
		if (str_eq(check_at(i)->name, name))
			return check_at(i);
	return NULL;
}

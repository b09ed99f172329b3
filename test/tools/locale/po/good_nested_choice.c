/* Written by tools/locale/mkpo.c from locale/. */
#include "i18n/catalogue.h"

#include <stddef.h>

static int form_good_nested_choice(uint64_t n)
{
	if (n > 1)
		return (int)(n > 5 ? 2 : 1);
	return 0;
}

static const struct catalogue_entry entries_good_nested_choice[] = {
	{ STR(""), NULL, 0 }, /* the end, not counted */
};

const struct catalogue catalogue_good_nested_choice = {
	.entries = entries_good_nested_choice,
	.count = 0,
	.form = form_good_nested_choice,
};

/* Written by tools/locale/mkpo.c from locale/. */
#include "i18n/catalogue.h"

#include <stddef.h>

static int form_good_one_form(uint64_t n)
{
	(void)n;
	return 0;
}

static const struct catalogue_entry entries_good_one_form[] = {
	{ STR(""), NULL, 0 }, /* the end, not counted */
};

const struct catalogue catalogue_good_one_form = {
	.entries = entries_good_one_form,
	.count = 0,
	.form = form_good_one_form,
};

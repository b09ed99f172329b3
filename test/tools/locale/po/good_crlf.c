/* Written by tools/locale/mkpo.c from locale/. */
#include "i18n/catalogue.h"

#include <stddef.h>

static int form_good_crlf(uint64_t n)
{
	return (int)(n > 1);
}

static const struct catalogue_entry entries_good_crlf[] = {
	{ STR("Budget"),
	  (const struct str[]){
		  STR("Budget\?\?!"),
	  }, 1 },
	{ STR(""), NULL, 0 }, /* the end, not counted */
};

const struct catalogue catalogue_good_crlf = {
	.entries = entries_good_crlf,
	.count = 1,
	.form = form_good_crlf,
};

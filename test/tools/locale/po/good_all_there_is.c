/* Written by tools/locale/mkpo.c from locale/. */
#include "i18n/catalogue.h"

#include <stddef.h>

static int form_good_all_there_is(uint64_t n)
{
	if (n % 10 == 1 && n % 100 != 11)
		return 0;
	if (n % 10 >= 2 && (n % 100 < 10 || n % 100 >= 20))
		return 1;
	return 2;
}

static const struct catalogue_entry entries_good_all_there_is[] = {
	{ STR("The \"stated\" share\nand the computed one\n"),
	  (const struct str[]){
		  STR("La part « à »\n"),
	  }, 1 },
	{ STR("button\004Open"),
	  (const struct str[]){
		  STR("Ouvrir\011et lire"),
	  }, 1 },
	{ STR("{n} line"),
	  (const struct str[]){
		  STR("une ligne"),
		  STR("{n} lignes"),
		  STR("{n} de lignes"),
	  }, 3 },
	{ STR(""), NULL, 0 }, /* the end, not counted */
};

const struct catalogue catalogue_good_all_there_is = {
	.entries = entries_good_all_there_is,
	.count = 3,
	.form = form_good_all_there_is,
};

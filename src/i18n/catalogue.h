/*
 * The compiled translations of one language, as tools/mkpo.c writes them from locale/<tag>.po:
 * constant tables that only message.c reads.
 */
#ifndef I18N_CATALOGUE_H
#define I18N_CATALOGUE_H

#include "base/str.h"

struct catalogue_entry {
	struct str
		id; /* context, \004 and English text; the text alone where there is no context */
	const struct str *forms;
	int count; /* of forms: 1, or as many as the language has plural forms */
};

struct catalogue {
	const struct catalogue_entry *entries; /* sorted by id (str_cmp) */
	size_t count;
	int (*form)(uint64_t n); /* which plural form the number takes */
};

extern const struct catalogue catalogue_fr, catalogue_es, catalogue_ar, catalogue_zh, catalogue_ru;

#endif

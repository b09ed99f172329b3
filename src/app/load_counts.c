/* See load_counts.h. */
#include "app/load_counts.h"

#include "base/mark.h"
#include "i18n/message.h"

void words_load_counts(struct buf *buf, const struct locale *locale,
		       const struct load_counts *counts)
{
	const int64_t numbers[] = { counts->rows, counts->loaded, counts->duplicates, counts->empty,
				    counts->rejected };
	char digits[countof(numbers)][DIGITS_MOST];
	struct message_args args = { 0 };

	for (size_t i = 0; i < countof(numbers); i++)
		args.at[i] = str_of_digits(digits[i], (uint64_t)numbers[i], 1);
	message_write(
		buf, locale,
		S(N_("rows: {1}; loaded: {2}; there already: {3}; empty: {4}; rejected: {5}")),
		args);
}

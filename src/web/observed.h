/*
 * What pages of observations share: a value in the reader's language with the decimals that were
 * reported, why there is none, how it came about; and the addresses of variables, series and their data.
 */
#ifndef WEB_OBSERVED_H
#define WEB_OBSERVED_H

#include "cube/data_answer.h"
#include "model/variable.h"
#include "web/parts.h"

/* The number or the answer, or in words why there is none. */
struct str observed_words(const struct page *page, const struct observed *observed);

/* Why there is no cell; empty: nothing says. */
struct str absence_words(const struct page *page, enum absence absence);

/* How far a variable has been reported, in up to two sentences; empty: its schedule does not say. */
struct due_sentences {
	struct str last, next;
};

MUST_USE struct err due_sentences_of(struct page *page, const struct variable *variable,
				     struct str slice, struct due_sentences *out);

struct str date_words(const struct page *page, struct date date);

/* The parts of a ratio, "51 / 103"; empty: they are not known. */
struct str ratio_words(const struct page *page, const struct observed *observed);

/* How it came about, where that is not the usual way; empty otherwise. */
struct str status_words(const struct page *page, const struct observed *observed);

/* The number for a figure; empty when it is none, or larger than a decimal. */
struct decimal number_of(const struct page *page, double number, int decimals);

/* A number that was made of others: about as many digits as can be said of it, at least four. */
struct str made_words(const struct page *page, double number);

/* As the locale writes it; a campaign by the name that the plan gives it. */
struct str period_words(const struct page *page, struct period period);

/* "SEX=F; AGE=15_24" of a canonical slice. */
struct str slice_words(const struct page *page, struct str slice);

/* The slice of ?coordinate=SEX=F, any number of them; at is NULL when none is asked for. */
MUST_USE struct err slice_asked(const struct page *page, struct str *out);

/* A slice that there is, as a link to the same page of it. */
struct slice_row {
	struct str words; /* empty: the total */
	size_t n_areas;   /* that have it; 0: no matter */
	struct href href;
	bool is_current;
};

/* Folded when there are many. */
struct slice_list {
	const struct slice_row *at;
	size_t count;
	bool is_long;
};

enum { SLICES_UNFOLDED = 12 };

/* The pages of a variable and of a series, in a slice. */
struct href page_link_variable(const struct page *page, struct str variable, struct str slice);
struct href page_link_series(const struct page *page, struct str variable, struct str area,
			     struct str slice);

/* The observations of a slice as data; an empty area is all of them. */
struct href data_link(const struct page *page, struct str variable, struct str area,
		      struct str slice, struct str format);

/* The address with a coordinate field for each part of the slice. */
struct href with_slice(const struct page *page, struct href href, struct str slice);

/* «Download this data»: the same as CSV, JSON and SDMX-CSV. */
MUST_USE struct err part_download_data(struct page *page, struct str variable, struct str area,
				       struct str slice, struct markup *out);

#endif

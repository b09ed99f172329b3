/*
 * The variables: which there are, and of each what is known by area, by group of areas, by year and by
 * answer, in one slice.
 */
#ifndef WEB_VARIABLE_H
#define WEB_VARIABLE_H

#include "app/variable_summary.h"
#include "model/variable.h"
#include "web/observed.h"
#include "web/result_list.h"

/* ---- The list ---- */

struct variable_row {
	struct thing thing;
	struct str unit, source;
	size_t n_areas;            /* with a value */
	struct period first, last; /* empty: there is none */
};

struct variables_view {
	struct result_list_view list; /* its head and form; the rows are these */
	struct {
		const struct variable_row *at;
		size_t count;
	} rows;
	struct href quality, load, script;
	struct markup download;
};

/* ---- One ---- */

struct latest_row {
	struct thing area; /* leads to the series */
	struct str value, status, source;
	struct str ratio; /* numerator and denominator; empty: they are not known */
	bool is_value;    /* and not a reason why there is none */
	bool is_number;   /* and not an answer */
	struct str period;
	int64_t age_years;
};

struct answer_row {
	struct str answer;
	size_t n_areas;
};

struct variable_view {
	struct str code;
	struct said name, definition;
	struct markup facts;
	struct str slice; /* in words; empty: the total */
	struct str lead;
	struct due_sentences due;
	size_t n_values;
	struct markup strip, years; /* empty: there is nothing to be drawn */
	struct {
		const struct answer_row *at;
		size_t count;
	} answers;
	struct {
		const struct latest_row *at;
		size_t count;
	} latest;
	bool has_ratios; /* a row of latest knows its numerator or denominator */
	struct markup groups;
	bool is_refused;          /* something in its form is */
	struct markup marks;      /* empty: there are none */
	struct slice_list slices; /* none when there is but one */
	struct markup findings, history, download;
};

/* ---- By group of areas ---- */

struct group_value {
	struct thing group;
	struct str mean, median, weighted; /* empty: there is none */
	size_t n, of;                      /* areas with a value, of how many */
	size_t n_weighted;                 /* of these, with a weight */
};

struct scheme_values {
	struct said name;
	struct {
		const struct group_value *at;
		size_t count;
	} groups;
	struct thing weight; /* its code is empty: none was asked for */
	bool is_mixed;       /* some number rests on values from both sides of a mark */
	struct href csv, json, sdmx;
};

/* A field that the form of the weight sends along. */
struct kept_field {
	struct str name, value;
};

struct groups_view {
	struct {
		const struct scheme_values *at;
		size_t count;
	} schemes;
	struct period period; /* the youngest that counts */
	size_t years;         /* how much older a value may be */
	struct str weight;    /* as asked for, or as the variable names it */
	struct str error;     /* what is wrong with it; empty: nothing */
	struct href action;
	struct {
		const struct kept_field *at;
		size_t count;
	} fields;
};

/*
 * The numbers of the groups of each exclusive scheme; nothing when there is no such scheme. is_refused_out: the
 * weight that was asked for is none, which the form says.
 */
MUST_USE struct err part_groups(struct page *page, const struct variable *variable,
				struct str slice, struct period period, struct markup *out,
				bool *is_refused_out);

/* The figures of the page. */
MUST_USE struct err variable_strip(struct page *page, const struct variable_summary *summary,
				   struct markup *out);
MUST_USE struct err variable_years(struct page *page, const struct variable_summary *summary,
				   struct markup *out);

#endif

/*
 * Countries and areas and the groups that they belong to: as of the day of the page, with those that
 * ended marked and dated, since a membership is a fact about a time.
 */
#ifndef WEB_AREA_H
#define WEB_AREA_H

#include "model/area_membership.h"
#include "web/observed.h"

/* One membership, seen from the area or from the group. */
struct membership_row {
	struct thing thing;   /* the other side */
	struct date from, to; /* empty: not known or always; it lasts */
	bool is_member;       /* on the day of the page */
	bool is_future;       /* not yet */
	struct str source;
};

struct membership_rows {
	const struct membership_row *at;
	size_t count;
};

struct group_row {
	struct thing thing;
	size_t n_members;
};

/* The groups of one scheme. */
struct scheme_row {
	struct said name;
	bool is_exclusive;
	struct {
		const struct group_row *at;
		size_t count;
	} groups;
};

struct areas_view {
	struct str lead;
	struct date day;
	struct {
		const struct scheme_row *at;
		size_t count;
	} schemes;
	struct things areas;
	struct paging paging;
	struct markup download;
};

/* What is known of the area: the latest value of a variable. */
struct known_row {
	struct thing variable; /* leads to the series */
	struct str slice;      /* in words; empty: the total */
	struct str value, status;
	bool is_value;  /* and not a reason why there is none */
	bool is_number; /* and not an answer */
	struct period period;
	int64_t age_years;
	struct str unit;
};

/* The page of an area, or of a group. */
struct area_view {
	struct str kind, key;
	struct said name;
	struct str lead;
	struct markup facts;
	struct {
		const struct known_row *at;
		size_t count;
	} known;
	struct paging known_paging;
	struct membership_rows rows;
	struct paging paging; /* of the rows */
	bool is_group;
	struct markup findings, history, download;
};

#endif

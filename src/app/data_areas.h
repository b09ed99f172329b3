/* Whom a question is about: sets of areas, in which each stands once. */
#ifndef APP_DATA_AREAS_H
#define APP_DATA_AREAS_H

#include "base/arena.h"
#include "base/date.h"
#include "model/snapshot.h"

/* Codes in the order of their bytes; in the arena that they were chosen in. */
struct area_set {
	struct str group; /* that it was made of; empty: of several, or of all */
	struct str *codes;
	size_t count;
};

struct area_choice {
	const struct str *areas, *groups; /* their union; neither: all areas that there are */
	size_t n_areas, n_groups;
	struct str among; /* only those that are also in this group; empty: no matter */
	struct date day;  /* on which memberships must hold */
};

MUST_USE struct err area_set_choose(const struct snapshot *snapshot, struct arena *arena,
				    const struct area_choice *choice, struct area_set *out);

/* A set for each group of the scheme, in their order, of those that are also in `within`. */
MUST_USE struct err area_sets_of_scheme(const struct snapshot *snapshot, struct arena *arena,
					struct str scheme, struct date day,
					const struct area_set *within, const struct area_set **out,
					size_t *count_out);

/* A part of a set, by places in it. */
struct area_places {
	struct str group; /* as in the part */
	const size_t *at;
	size_t count;
};

/* The places in `all` of those of the part that are in it. */
MUST_USE struct err area_places_of(struct arena *arena, const struct area_set *all,
				   const struct area_set *part, struct area_places *out);

/*
 * Several parts in the order of the set that they are of: whoever goes through them so meets each area once,
 * as it stands in memory, whatever parts it is in.
 */
struct area_turn {
	uint32_t area; /* its place in the set */
	uint32_t part;
};

MUST_USE struct err area_turns_of(struct arena *arena, size_t n_areas,
				  const struct area_places *parts, size_t n_parts,
				  struct area_turn **out, size_t *count_out);

bool area_set_has(const struct area_set *set, struct str code);

#endif

/* Sets of areas by the memberships of a day. */
#include "app/data_areas.h"

#include "base/list.h"
#include "model/area.h"
#include "model/area_group.h"
#include "model/area_membership.h"

static int compare_codes(const void *a, const void *b, const void *context)
{
	(void)context;
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Sorted, each once, as a set whose texts are the arena's. */
static struct err finish(struct arena *arena, struct list *codes, struct area_set *out)
{
	struct str *at;
	size_t count = 0;

	TRY(list_sort(codes, compare_codes, NULL));
	at = codes->at;
	for (size_t i = 0; i < codes->count; i++) {
		if (count > 0 && str_eq(at[count - 1], at[i]))
			continue;
		TRY_NEW((at[count] = str_copy(arena, at[i])).at);
		count++;
	}
	*out = (struct area_set){ .codes = at, .count = count };
	return OK;
}

static struct err push_members(const struct snapshot *snapshot, struct str group, struct date day,
			       struct list *codes)
{
	struct found_rows members;

	TRY(snapshot_where(snapshot, NOUN_AREA_MEMBERSHIP, "area_group", group, &members));
	for (size_t i = 0; i < members.count; i++) {
		const struct area_membership *membership = members.at[i];

		if (area_membership_holds(membership, day))
			TRY(list_push(codes, &membership->area));
	}
	return OK;
}

static struct err push_all(const struct snapshot *snapshot, struct list *codes)
{
	struct rows rows = snapshot_rows(snapshot, NOUN_AREA);
	const struct area *area;

	while ((area = rows_next(&rows)))
		TRY(list_push(codes, &area->code));
	return OK;
}

static size_t place_of(const struct area_set *set, struct str code)
{
	size_t low = 0, high = set->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(set->codes[middle], code);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}

bool area_set_has(const struct area_set *set, struct str code)
{
	return place_of(set, code) != SIZE_MAX;
}

struct err area_places_of(struct arena *arena, const struct area_set *all,
			  const struct area_set *part, struct area_places *out)
{
	size_t *places, count = 0;

	TRY_NEW(places = NEW(arena, size_t, part->count + 1));
	for (size_t i = 0; i < part->count; i++) {
		size_t place = place_of(all, part->codes[i]);

		if (place != SIZE_MAX)
			places[count++] = place;
	}
	*out = (struct area_places){ .group = part->group, .at = places, .count = count };
	return OK;
}

/* How many turns come before those of each area. */
static struct err count_turns(struct arena *arena, size_t n_areas, const struct area_places *parts,
			      size_t n_parts, size_t **out)
{
	size_t *begins;

	TRY_NEW(begins = NEW(arena, size_t, n_areas + 1));
	for (size_t p = 0; p < n_parts; p++)
		for (size_t i = 0; i < parts[p].count; i++)
			begins[parts[p].at[i] + 1]++;
	for (size_t a = 0; a < n_areas; a++)
		begins[a + 1] += begins[a];
	*out = begins;
	return OK;
}

struct err area_turns_of(struct arena *arena, size_t n_areas, const struct area_places *parts,
			 size_t n_parts, struct area_turn **out, size_t *count_out)
{
	struct area_turn *turns;
	size_t *begins;

	TRY(count_turns(arena, n_areas, parts, n_parts, &begins));
	*count_out = begins[n_areas];
	TRY_NEW(turns = NEW(arena, struct area_turn, *count_out + 1));
	for (size_t p = 0; p < n_parts; p++)
		for (size_t i = 0; i < parts[p].count; i++) {
			size_t area = parts[p].at[i];

			turns[begins[area]++] = (struct area_turn){ (uint32_t)area, (uint32_t)p };
		}
	*out = turns;
	return OK;
}

static void keep_common(struct area_set *set, const struct area_set *with)
{
	size_t count = 0;

	for (size_t i = 0; i < set->count; i++)
		if (area_set_has(with, set->codes[i]))
			set->codes[count++] = set->codes[i];
	set->count = count;
}

static struct err set_of_group(const struct snapshot *snapshot, struct arena *arena,
			       struct str group, struct date day, struct area_set *out)
{
	struct list codes = LIST(arena, struct str);

	TRY(push_members(snapshot, group, day, &codes));
	TRY(finish(arena, &codes, out));
	TRY_NEW((out->group = str_copy(arena, group)).at);
	return OK;
}

struct err area_set_choose(const struct snapshot *snapshot, struct arena *arena,
			   const struct area_choice *choice, struct area_set *out)
{
	struct list codes = LIST(arena, struct str);
	struct area_set among;

	for (size_t i = 0; i < choice->n_areas; i++)
		TRY(list_push(&codes, &choice->areas[i]));
	for (size_t i = 0; i < choice->n_groups; i++)
		TRY(push_members(snapshot, choice->groups[i], choice->day, &codes));
	if (choice->n_areas + choice->n_groups == 0)
		TRY(push_all(snapshot, &codes));
	TRY(finish(arena, &codes, out));
	if (str_empty(choice->among))
		return OK;
	TRY(set_of_group(snapshot, arena, choice->among, choice->day, &among));
	keep_common(out, &among);
	return OK;
}

struct err area_sets_of_scheme(const struct snapshot *snapshot, struct arena *arena,
			       struct str scheme, struct date day, const struct area_set *within,
			       const struct area_set **out, size_t *count_out)
{
	struct found_rows groups;
	struct area_set *sets;

	TRY(snapshot_where(snapshot, NOUN_AREA_GROUP, "scheme", scheme, &groups));
	TRY_NEW(sets = NEW(arena, struct area_set, groups.count + 1));
	for (size_t i = 0; i < groups.count; i++) {
		const struct area_group *group = groups.at[i];

		TRY(set_of_group(snapshot, arena, group->code, day, &sets[i]));
		keep_common(&sets[i], within);
	}
	*out = sets;
	*count_out = groups.count;
	return OK;
}

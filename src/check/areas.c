/* Memberships of areas: an area is in a group once at a time, and in one group of an exclusive scheme. */
#include "check/families.h"

#include "base/list.h"
#include "model/area_group.h"
#include "model/area_membership.h"
#include "model/area_scheme.h"
#include "model/choices.h"

/* A membership in days: from the first to before the end. */
struct stay {
	const struct area_membership *membership;
	struct str key;
	struct str
		circle; /* within which stays must not overlap: an exclusive scheme, or a group */
	bool exclusive; /* the circle is a scheme */
	int64_t from, end;
};

static struct stay stay_of(const struct snapshot *snapshot,
			   const struct area_membership *membership, struct str key)
{
	const struct area_group *group =
		snapshot_find(snapshot, NOUN_AREA_GROUP, membership->area_group);
	const struct area_scheme *scheme =
		group ? snapshot_find(snapshot, NOUN_AREA_SCHEME, group->scheme) : NULL;
	bool exclusive = scheme && scheme->exclusive == YES;

	return (struct stay){
		.membership = membership,
		.key = key,
		.circle = exclusive ? scheme->code : membership->area_group,
		.exclusive = exclusive,
		.from = date_empty(membership->valid_from) ? INT64_MIN : membership->valid_from.day,
		.end = date_empty(membership->valid_to) ? INT64_MAX : membership->valid_to.day,
	};
}

/* By area, circle and first day. A scheme and a group may have the same code. */
static int stay_cmp(const void *a, const void *b, const void *context)
{
	const struct stay *x = a, *y = b;
	int order = str_cmp(x->membership->area, y->membership->area);

	(void)context;
	if (order == 0)
		order = (int)x->exclusive - (int)y->exclusive;
	if (order == 0)
		order = str_cmp(x->circle, y->circle);
	return order != 0 ? order : (x->from > y->from) - (x->from < y->from);
}

static bool is_same_circle(const struct stay *a, const struct stay *b)
{
	return a->exclusive == b->exclusive && str_eq(a->circle, b->circle) &&
	       str_eq(a->membership->area, b->membership->area);
}

static struct err collect(const struct check_run *run, struct list *stays)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_AREA_MEMBERSHIP);
	const struct area_membership *membership;

	while ((membership = rows_next(&rows))) {
		struct stay stay = stay_of(run->snapshot, membership, rows.key);

		if (stay.from < stay.end)
			TRY(list_push(stays, &stay));
	}
	return list_sort(stays, stay_cmp, NULL);
}

/*
 * Messages: 0 the same group twice, 1 two groups of an exclusive scheme; 2 and 3 the same when nothing
 * says since when.
 */
static struct err overlap(const struct check_run *run, const struct stay *earlier,
			  const struct stay *later)
{
	const struct area_membership *membership = later->membership;
	struct finding finding = finding_at(S("area_membership"), later->key, S("valid_from"));
	bool same = str_eq(earlier->membership->area_group, membership->area_group);
	bool dated = later->from != INT64_MIN;

	finding.message = (same ? 0U : 1U) + (dated ? 0U : 2U);
	return check_found(
		run, finding,
		(struct finding_args){ {
			arg_text(membership->area),
			arg_text(membership->area_group),
			arg_text(earlier->membership->area_group),
			arg_text(later->circle),
			dated ? arg_date(membership->valid_from) : (struct finding_arg){ 0 },
		} });
}

/* In the order of first days it is enough to remember the stay that ends last. */
static struct err membership_overlap(const struct check_run *run)
{
	struct list stays = LIST(run->scratch, struct stay);
	const struct stay *last = NULL;

	TRY(collect(run, &stays));
	for (size_t i = 0; i < stays.count; i++) {
		const struct stay *stay = LIST_AT(stays, struct stay, i);

		if (last && is_same_circle(last, stay) && stay->from < last->end)
			TRY(overlap(run, last, stay));
		if (!last || !is_same_circle(last, stay) || stay->end > last->end)
			last = stay;
	}
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("membership-overlap"),
		.severity = SEVERITY_ERROR,
		.nouns = NOUN_BIT(NOUN_AREA_MEMBERSHIP) | NOUN_BIT(NOUN_AREA_GROUP) |
			 NOUN_BIT(NOUN_AREA_SCHEME),
		.run = membership_overlap,
	},
};

const struct check_family area_checks = { STR("areas"), checks, countof(checks) };

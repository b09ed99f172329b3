/* The field table of membership of an area. */
#include "model/area_membership.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("area_group"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct area_membership, area_group),
		.refers = NOUN_AREA_GROUP,
		.label = N_("Group"),
		.help = N_("The group."),
	},
	{
		.name = STR("area"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct area_membership, area),
		.refers = NOUN_AREA,
		.label = N_("Area"),
		.help = N_("The area."),
	},
	{
		.name = STR("valid_from"),
		.type = FIELD_DATE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct area_membership, valid_from),
		.label = N_("Valid from"),
		.help = N_("The first day inside; empty when it is not known or was always so."),
	},
	{
		.name = STR("valid_to"),
		.type = FIELD_DATE,
		.offset = offsetof(struct area_membership, valid_to),
		.label = N_("Valid to"),
		.help = N_("The first day outside; empty while it lasts."),
	},
	{
		.name = STR("source"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct area_membership, source),
		.label = N_("Source"),
		.help = N_("Where the row comes from."),
	},
};

const struct noun area_membership_noun = {
	.id = NOUN_AREA_MEMBERSHIP,
	.name = STR("area_membership"),
	.label = N_("Membership of an area"),
	.plural = N_("Memberships of areas"),
	.help = N_("That an area belongs to a group, and from when until when."),
	.row_size = sizeof(struct area_membership),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 3,
	.currency = -1,
};

bool area_membership_begun(const struct area_membership *membership, struct date day)
{
	return date_empty(membership->valid_from) || date_cmp(membership->valid_from, day) <= 0;
}

bool area_membership_holds(const struct area_membership *membership, struct date day)
{
	return area_membership_begun(membership, day) &&
	       (date_empty(membership->valid_to) || date_cmp(day, membership->valid_to) < 0);
}

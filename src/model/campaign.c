/* The field table of campaign. */
#include "model/campaign.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_PERIOD,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct campaign, code),
		.label = N_("Code"),
		.help = N_("Its year and its number in it, as 2026-C1: the period of its values."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct campaign, name),
		.label = N_("Name"),
		.help = N_("What people call it."),
	},
	{
		.name = STR("opens"),
		.type = FIELD_DATE,
		.offset = offsetof(struct campaign, opens),
		.label = N_("Opens"),
		.help = N_("The first day on which values are taken."),
	},
	{
		.name = STR("closes"),
		.type = FIELD_DATE,
		.offset = offsetof(struct campaign, closes),
		.label = N_("Closes"),
		.help = N_("The last day on which values are taken."),
	},
	{
		.name = STR("source"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct campaign, source),
		.label = N_("Source"),
		.help = N_("Where the row comes from."),
	},
};

const struct noun campaign_noun = {
	.id = NOUN_CAMPAIGN,
	.name = STR("campaign"),
	.label = N_("Reporting campaign"),
	.plural = N_("Reporting campaigns"),
	.help = N_("A time in which areas are asked for values; observations can be of it as they "
		   "are of a year."),
	.row_size = sizeof(struct campaign),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

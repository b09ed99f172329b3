/* The field table of link. */
#include "model/link.h"

#include "base/mark.h"

static const struct choice kind_words[] = {
	[LINK_KIND_DELIVERS - 1] = { STR("delivers"), N_("Delivers") },
	[LINK_KIND_MEASURES - 1] = { STR("measures"), N_("Measures") },
	[LINK_KIND_CONTRIBUTES_TO - 1] = { STR("contributes-to"), N_("Contributes to") },
	[LINK_KIND_ALIGNED_WITH - 1] = { STR("aligned-with"), N_("Aligned with") },
};

static const struct choices kind_choices = {
	.at = kind_words,
	.count = countof(kind_words),
};

static const struct field fields[] = {
	{
		.name = STR("from_noun"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct link, from_noun),
		.label = N_("From: noun"),
		.help = N_("What kind of thing the link starts from."),
	},
	{
		.name = STR("from_key"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct link, from_key),
		.label = N_("From: key"),
		.help = N_("Which one."),
	},
	{
		.name = STR("kind"),
		.type = FIELD_CHOICE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct link, kind),
		.choices = &kind_choices,
		.label = N_("Kind"),
		.help = N_("How the one serves the other."),
	},
	{
		.name = STR("to_noun"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct link, to_noun),
		.label = N_("To: noun"),
		.help = N_("What kind of thing the link leads to."),
	},
	{
		.name = STR("to_key"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct link, to_key),
		.label = N_("To: key"),
		.help = N_("Which one."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct link, position),
		.label = N_("Position"),
		.help = N_("Its place among the links as printed; what is printed twice is held "
			   "twice."),
	},
	{
		.name = STR("strength"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct link, strength),
		.choices = &grade_choices,
		.label = N_("Strength"),
		.help = N_("How strongly."),
	},
	{
		.name = STR("comment"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct link, comment),
		.label = N_("Comment"),
		.help = N_("Why, or how."),
	},
	{
		.name = STR("section"),
		.type = FIELD_CODE,
		.offset = offsetof(struct link, section),
		.refers = NOUN_SECTION,
		.label = N_("Section"),
		.help = N_("Where the document says so."),
	},
};

const struct noun link_noun = {
	.id = NOUN_LINK,
	.name = STR("link"),
	.label = N_("Link"),
	.plural = N_("Links"),
	.help = N_("That one thing serves another: delivers, measures, contributes to or is "
		   "aligned with it."),
	.row_size = sizeof(struct link),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 6,
	.currency = -1,
};

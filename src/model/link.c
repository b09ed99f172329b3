/* The field table of link. */
#include "model/link.h"

#include "base/mark.h"

static const struct choice link_kind_words[] = {
	{ STR("delivers"), N_("Delivers") },
	{ STR("measures"), N_("Measures") },
	{ STR("contributes-to"), N_("Contributes to") },
	{ STR("aligned-with"), N_("Aligned with") },
};

static const struct choices link_kind_choices = { link_kind_words, countof(link_kind_words) };

static const struct field fields[] = {
	{ STR("from_noun"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct link, from_noun),
	  .label = N_("From: noun"),
	  .help = N_("What kind of thing the link starts from.") },
	{ STR("from_key"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct link, from_key),
	  .label = N_("From: key"),
	  .help = N_("Which one.") },
	{ STR("kind"), FIELD_CHOICE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct link, kind), .choices = &link_kind_choices,
	  .label = N_("Kind"),
	  .help = N_("How the one serves the other.") },
	{ STR("to_noun"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct link, to_noun),
	  .label = N_("To: noun"),
	  .help = N_("What kind of thing the link leads to.") },
	{ STR("to_key"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct link, to_key),
	  .label = N_("To: key"),
	  .help = N_("Which one.") },
	{ STR("position"), FIELD_INTEGER, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct link, position),
	  .label = N_("Position"),
	  .help = N_("Its place among the links as printed; what is printed twice is held twice.") },
	{ STR("strength"), FIELD_CHOICE, 0,
	  offsetof(struct link, strength), .choices = &grade_choices,
	  .label = N_("Strength"),
	  .help = N_("How strongly.") },
	{ STR("comment"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct link, comment),
	  .label = N_("Comment"),
	  .help = N_("Why, or how.") },
	{ STR("section"), FIELD_CODE, 0,
	  offsetof(struct link, section), .refers = NOUN_SECTION,
	  .label = N_("Section"),
	  .help = N_("Where the document says so.") },
};

const struct noun link_noun = {
	.id = NOUN_LINK,
	.name = STR("link"),
	.label = N_("Link"),
	.plural = N_("Links"),
	.help = N_("That one thing serves another: delivers, measures, contributes to or is aligned with it."),
	.row_size = sizeof(struct link),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 6,
	.currency = -1,
};

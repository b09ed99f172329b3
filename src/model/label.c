/* The field table of label. */
#include "model/label.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("noun"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct label, noun),
		.label = N_("Noun"),
		.help = N_("What kind of thing it is."),
	},
	{
		.name = STR("key"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct label, key),
		.label = N_("Key"),
		.help = N_("Which one."),
	},
	{
		.name = STR("section"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct label, section),
		.refers = NOUN_SECTION,
		.label = N_("Section"),
		.help = N_("The place."),
	},
	{
		.name = STR("text"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct label, text),
		.label = N_("Label"),
		.help = N_("The words as printed there."),
	},
};

const struct noun label_noun = {
	.id = NOUN_LABEL,
	.name = STR("label"),
	.label = N_("Label"),
	.plural = N_("Labels"),
	.help = N_("What a thing is called in one place of the document, where that differs or "
		   "recurs."),
	.row_size = sizeof(struct label),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 3,
	.currency = -1,
};

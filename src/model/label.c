/* The field table of label. */
#include "model/label.h"

#include "base/mark.h"

static const struct field fields[] = {
	{ STR("noun"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct label, noun),
	  .label = N_("Noun"),
	  .help = N_("What kind of thing it is.") },
	{ STR("key"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct label, key),
	  .label = N_("Key"),
	  .help = N_("Which one.") },
	{ STR("section"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct label, section), .refers = NOUN_SECTION,
	  .label = N_("Section"),
	  .help = N_("The place.") },
	{ STR("text"), FIELD_TEXT, FIELD_REQUIRED | FIELD_TRANSLATED,
	  offsetof(struct label, text),
	  .label = N_("Label"),
	  .help = N_("The words as printed there.") },
};

const struct noun label_noun = {
	.id = NOUN_LABEL,
	.name = STR("label"),
	.label = N_("Label"),
	.plural = N_("Labels"),
	.help = N_("What a thing is called in one place of the document, where that differs or recurs."),
	.row_size = sizeof(struct label),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 3,
	.currency = -1,
};

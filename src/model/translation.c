/* The field table of translation. */
#include "model/translation.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("noun"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct translation, noun),
		.label = N_("Noun"),
		.help = N_("What kind of thing it is."),
	},
	{
		.name = STR("key"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct translation, key),
		.label = N_("Key"),
		.help = N_("Which one."),
	},
	{
		.name = STR("column"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct translation, column),
		.label = N_("Column"),
		.help = N_("Which of its texts."),
	},
	{
		.name = STR("language"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct translation, language),
		.label = N_("Language"),
		.help = N_("The language, as a BCP 47 tag."),
	},
	{
		.name = STR("text"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct translation, text),
		.label = N_("Text"),
		.help = N_("The translation."),
	},
};

const struct noun translation_noun = {
	.id = NOUN_TRANSLATION,
	.name = STR("translation"),
	.label = N_("Translation"),
	.plural = N_("Translations"),
	.help = N_("A text of the plan in another language."),
	.row_size = sizeof(struct translation),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 4,
	.currency = -1,
};

/* The field table of term. */
#include "model/term.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct term, code),
		.label = N_("Term"),
		.help = N_("The word or abbreviation."),
	},
	{
		.name = STR("name"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct term, name),
		.label = N_("Meaning"),
		.help = N_("What it stands for, in the words of the document."),
	},
	{
		.name = STR("section"),
		.type = FIELD_CODE,
		.offset = offsetof(struct term, section),
		.refers = NOUN_SECTION,
		.label = N_("Section"),
		.help = N_("Where the document explains it first."),
	},
};

const struct noun term_noun = {
	.id = NOUN_TERM,
	.name = STR("term"),
	.label = N_("Term"),
	.plural = N_("Terms"),
	.help = N_("A word or abbreviation of the document with its meaning."),
	.row_size = sizeof(struct term),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

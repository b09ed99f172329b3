/* The field table of footnote. */
#include "model/footnote.h"

#include "base/mark.h"

static const struct field fields[] = {
	{
		.name = STR("plan"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct footnote, plan),
		.refers = NOUN_PLAN,
		.label = N_("Plan"),
		.help = N_("The plan whose document it belongs to."),
	},
	{
		.name = STR("number"),
		.type = FIELD_INTEGER,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct footnote, number),
		.label = N_("Printed number"),
		.help = N_("Its number as printed."),
	},
	{
		.name = STR("section"),
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct footnote, section),
		.refers = NOUN_SECTION,
		.label = N_("Section"),
		.help = N_("The section in which its mark stands."),
	},
	{
		.name = STR("column"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct footnote, column),
		.label = N_("Mark after"),
		.help = N_("The heading after which its mark stands."),
	},
	{
		.name = STR("text"),
		.type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_TRANSLATED,
		.offset = offsetof(struct footnote, text),
		.label = N_("Text"),
		.help = N_("The note."),
	},
};

const struct noun footnote_noun = {
	.id = NOUN_FOOTNOTE,
	.name = STR("footnote"),
	.label = N_("Footnote"),
	.plural = N_("Footnotes"),
	.help = N_("A note at the foot of a page, and where its mark stands."),
	.row_size = sizeof(struct footnote),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 2,
	.currency = -1,
};

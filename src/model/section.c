/* The field table of section. */
#include "model/section.h"

#include "base/mark.h"

static const struct choice kind_words[] = {
	[SECTION_KIND_HEADER - 1] = { STR("header"), N_("Header") },
	[SECTION_KIND_TEXT - 1] = { STR("text"), N_("Text") },
	[SECTION_KIND_TABLE - 1] = { STR("table"), N_("Table") },
	[SECTION_KIND_FIGURE - 1] = { STR("figure"), N_("Figure") },
	[SECTION_KIND_NOTE - 1] = { STR("note"), N_("Note") },
};

static const struct choices kind_choices = {
	.at = kind_words,
	.count = countof(kind_words),
};

static const struct choice shows_words[] = {
	[SECTION_SHOWS_RESULTS - 1] = { STR("results"), N_("Results") },
	[SECTION_SHOWS_OUTPUT_INDICATORS - 1] = { STR("output-indicators"),
						  N_("Output indicators") },
	[SECTION_SHOWS_RISKS - 1] = { STR("risks"), N_("Risks") },
	[SECTION_SHOWS_BUDGET - 1] = { STR("budget"), N_("Budget") },
	[SECTION_SHOWS_BUDGET_BY_REGION - 1] = { STR("budget-by-region"), N_("Budget by region") },
	[SECTION_SHOWS_LINKAGES - 1] = { STR("linkages"), N_("Linkages") },
	[SECTION_SHOWS_RESULTS_CHAIN - 1] = { STR("results-chain"), N_("Results chain") },
};

static const struct choices shows_choices = {
	.at = shows_words,
	.count = countof(shows_words),
};

static const struct choice image_words[] = {
	[SECTION_IMAGE_ABSENT - 1] = { STR("absent"), N_("Absent") },
};

static const struct choices image_choices = {
	.at = image_words,
	.count = countof(image_words),
};

static const struct field fields[] = {
	{
		.name = STR("code"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct section, code),
		.label = N_("Code"),
		.help = N_("A short name that people read and that never changes."),
	},
	{
		.name = STR("plan"),
		.type = FIELD_CODE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct section, plan),
		.refers = NOUN_PLAN,
		.label = N_("Plan"),
		.help = N_("The plan whose document it belongs to."),
	},
	{
		.name = STR("parent"),
		.type = FIELD_CODE,
		.offset = offsetof(struct section, parent),
		.refers = NOUN_SECTION,
		.label = N_("Within"),
		.help = N_("The section that it belongs to."),
	},
	{
		.name = STR("position"),
		.type = FIELD_INTEGER,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct section, position),
		.label = N_("Position"),
		.help = N_("Its place in the whole document."),
	},
	{
		.name = STR("kind"),
		.type = FIELD_CHOICE,
		.flags = FIELD_REQUIRED,
		.offset = offsetof(struct section, kind),
		.choices = &kind_choices,
		.label = N_("Kind"),
		.help = N_("What it is."),
	},
	{
		.name = STR("number"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct section, number),
		.label = N_("Printed number"),
		.help = N_("Its number as printed."),
	},
	{
		.name = STR("title"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct section, title),
		.label = N_("Title"),
		.help = N_("Its heading or caption as printed."),
	},
	{
		.name = STR("body"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct section, body),
		.label = N_("Body"),
		.help = N_("Its text; a line is a paragraph, a line that begins with a bullet is a "
			   "list item."),
	},
	{
		.name = STR("shows"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct section, shows),
		.choices = &shows_choices,
		.label = N_("Shows"),
		.help = N_("Which table or figure stands here, made from the plan."),
	},
	{
		.name = STR("headings"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct section, headings),
		.label = N_("Headings"),
		.help = N_("The column headings as printed, parted by |."),
	},
	{
		.name = STR("subject_noun"),
		.type = FIELD_CODE,
		.offset = offsetof(struct section, subject_noun),
		.label = N_("Subject: noun"),
		.help = N_("What the table or figure is about."),
	},
	{
		.name = STR("subject_key"),
		.type = FIELD_CODE,
		.offset = offsetof(struct section, subject_key),
		.label = N_("Subject: key"),
		.help = N_("Which one."),
	},
	{
		.name = STR("image"),
		.type = FIELD_CHOICE,
		.offset = offsetof(struct section, image),
		.choices = &image_choices,
		.label = N_("Image"),
		.help = N_("Whether the source's image is missing from the text."),
	},
};

const struct noun section_noun = {
	.id = NOUN_SECTION,
	.name = STR("section"),
	.label = N_("Section"),
	.plural = N_("Sections"),
	.help = N_("A piece of the plan's document: a text, a table, a figure or a note, in its "
		   "place."),
	.row_size = sizeof(struct section),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

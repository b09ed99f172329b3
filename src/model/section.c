/* The field table of section. */
#include "model/section.h"

#include "base/mark.h"

static const struct choice section_kind_words[] = {
	{ STR("header"), N_("Header") },
	{ STR("text"), N_("Text") },
	{ STR("table"), N_("Table") },
	{ STR("figure"), N_("Figure") },
	{ STR("note"), N_("Note") },
};

static const struct choices section_kind_choices = { section_kind_words, countof(section_kind_words) };

static const struct choice section_shows_words[] = {
	{ STR("results"), N_("Results") },
	{ STR("output-indicators"), N_("Output indicators") },
	{ STR("risks"), N_("Risks") },
	{ STR("budget"), N_("Budget") },
	{ STR("budget-by-region"), N_("Budget by region") },
	{ STR("linkages"), N_("Linkages") },
	{ STR("results-chain"), N_("Results chain") },
};

static const struct choices section_shows_choices = { section_shows_words, countof(section_shows_words) };

static const struct choice section_image_words[] = {
	{ STR("absent"), N_("Absent") },
};

static const struct choices section_image_choices = { section_image_words, countof(section_image_words) };

static const struct field fields[] = {
	{ STR("code"), FIELD_CODE, FIELD_KEY | FIELD_REQUIRED,
	  offsetof(struct section, code),
	  .label = N_("Code"),
	  .help = N_("A short name that people read and that never changes.") },
	{ STR("plan"), FIELD_CODE, FIELD_REQUIRED,
	  offsetof(struct section, plan), .refers = NOUN_PLAN,
	  .label = N_("Plan"),
	  .help = N_("The plan whose document it belongs to.") },
	{ STR("parent"), FIELD_CODE, 0,
	  offsetof(struct section, parent), .refers = NOUN_SECTION,
	  .label = N_("Within"),
	  .help = N_("The section that it belongs to.") },
	{ STR("position"), FIELD_INTEGER, FIELD_REQUIRED,
	  offsetof(struct section, position),
	  .label = N_("Position"),
	  .help = N_("Its place in the whole document.") },
	{ STR("kind"), FIELD_CHOICE, FIELD_REQUIRED,
	  offsetof(struct section, kind), .choices = &section_kind_choices,
	  .label = N_("Kind"),
	  .help = N_("What it is.") },
	{ STR("number"), FIELD_TEXT, 0,
	  offsetof(struct section, number),
	  .label = N_("Number"),
	  .help = N_("Its number as printed.") },
	{ STR("title"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct section, title),
	  .label = N_("Title"),
	  .help = N_("Its heading or caption as printed.") },
	{ STR("body"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct section, body),
	  .label = N_("Body"),
	  .help = N_("Its text; a line is a paragraph, a line that begins with a bullet is a list item.") },
	{ STR("shows"), FIELD_CHOICE, 0,
	  offsetof(struct section, shows), .choices = &section_shows_choices,
	  .label = N_("Shows"),
	  .help = N_("Which table or figure stands here, made from the plan.") },
	{ STR("headings"), FIELD_TEXT, FIELD_TRANSLATED,
	  offsetof(struct section, headings),
	  .label = N_("Headings"),
	  .help = N_("The column headings as printed, parted by |.") },
	{ STR("subject_noun"), FIELD_CODE, 0,
	  offsetof(struct section, subject_noun),
	  .label = N_("Subject: noun"),
	  .help = N_("What the table or figure is about.") },
	{ STR("subject_key"), FIELD_CODE, 0,
	  offsetof(struct section, subject_key),
	  .label = N_("Subject: key"),
	  .help = N_("Which one.") },
	{ STR("image"), FIELD_CHOICE, 0,
	  offsetof(struct section, image), .choices = &section_image_choices,
	  .label = N_("Image"),
	  .help = N_("Whether the source's image is missing from the text.") },
};

const struct noun section_noun = {
	.id = NOUN_SECTION,
	.name = STR("section"),
	.label = N_("Section"),
	.plural = N_("Sections"),
	.help = N_("A piece of the plan's document: a text, a table, a figure or a note, in its place."),
	.row_size = sizeof(struct section),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 1,
	.currency = -1,
};

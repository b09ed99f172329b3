/* The field table of series_mark. */
#include "model/series_mark.h"

#include "base/mark.h"

static const struct choice kind_words[] = {
	[SERIES_MARK_KIND_BREAK - 1] = { STR("break"), N_("Break in the series") },
	[SERIES_MARK_KIND_BASKET - 1] = { STR("basket"), N_("Changed basket") },
	[SERIES_MARK_KIND_EDITION - 1] = { STR("edition"), N_("New edition") },
	[SERIES_MARK_KIND_DEFINITION - 1] = { STR("definition"), N_("Changed definition") },
};

const struct choices series_mark_kinds = {
	.at = kind_words,
	.count = countof(kind_words),
};

static const struct field fields[] = {
	{
		.name = STR("variable"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct series_mark, variable),
		.refers = NOUN_VARIABLE,
		.label = N_("Variable"),
		.help = N_("Whose series are marked."),
	},
	{
		.name = STR("kind"),
		.type = FIELD_CHOICE,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct series_mark, kind),
		.choices = &series_mark_kinds,
		.label = N_("Kind"),
		.help = N_("What has changed."),
	},
	{
		.name = STR("period"),
		.type = FIELD_PERIOD,
		.flags = FIELD_KEY | FIELD_REQUIRED,
		.offset = offsetof(struct series_mark, period),
		.label = N_("From"),
		.help = N_("The first period that is not to be compared with those before."),
	},
	{
		.name = STR("area"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct series_mark, area),
		.refers = NOUN_AREA,
		.label = N_("Area"),
		.help = N_("The area whose series is marked; empty for all."),
	},
	{
		.name = STR("slice"),
		.type = FIELD_CODE,
		.flags = FIELD_KEY,
		.offset = offsetof(struct series_mark, slice),
		.label = N_("Part"),
		.help = N_(
			"The coordinates of the parts that are marked, as SEX=F; empty for all."),
	},
	{
		.name = STR("text"),
		.type = FIELD_TEXT,
		.flags = FIELD_TRANSLATED,
		.offset = offsetof(struct series_mark, text),
		.label = N_("What changed"),
		.help = N_("In words for a reader of the series."),
	},
	{
		.name = STR("source"),
		.type = FIELD_TEXT,
		.offset = offsetof(struct series_mark, source),
		.label = N_("Source"),
		.help = N_("Where the row comes from."),
	},
};

const struct noun series_mark_noun = {
	.id = NOUN_SERIES_MARK,
	.name = STR("series_mark"),
	.label = N_("Mark on series"),
	.plural = N_("Marks on series"),
	.help = N_(
		"From when on the values of a variable are not to be compared with those before, "
		"and why."),
	.row_size = sizeof(struct series_mark),
	.fields = fields,
	.n_fields = countof(fields),
	.n_keys = 5,
	.currency = -1,
};

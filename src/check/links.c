/* Links, and whatever else names a thing by noun and key: does it lead anywhere, and only once? */
#include "check/families.h"

#include "check/serves.h"
#include "model/label.h"
#include "model/node.h"
#include "model/product.h"
#include "model/row.h"
#include "model/section.h"
#include "model/translation.h"

/* Two columns of a noun that name a row together: its noun and its key. */
struct soft_end {
	enum noun_id noun;
	struct str noun_column, key_column;
};

static const struct soft_end soft_ends[] = {
	{ NOUN_LINK, STR("from_noun"), STR("from_key") },
	{ NOUN_LINK, STR("to_noun"), STR("to_key") },
	{ NOUN_SECTION, STR("subject_noun"), STR("subject_key") },
	{ NOUN_LABEL, STR("noun"), STR("key") },
	{ NOUN_TRANSLATION, STR("noun"), STR("key") },
};

/* Message 0: there is no such noun; 1: the noun has no row with the key. */
static struct err judge_end(const struct check_run *run, const struct soft_end *end,
			    struct str row_key, struct str to_noun, struct str to_key)
{
	const struct noun *noun = noun_named(to_noun);
	struct finding finding = finding_at(noun_of(end->noun)->name, row_key,
					    noun ? end->key_column : end->noun_column);

	if (noun && snapshot_find(run->snapshot, noun->id, to_key))
		return OK;
	finding.message = noun ? 1 : 0;
	return check_found(run, finding,
			   (struct finding_args){ { arg_text(to_noun), arg_text(to_key) } });
}

static struct err judge_ends(const struct check_run *run, const struct soft_end *end)
{
	const struct noun *noun = noun_of(end->noun);
	const struct field *noun_at = noun_field(noun, end->noun_column);
	const struct field *key_at = noun_field(noun, end->key_column);
	struct rows rows = snapshot_rows(run->snapshot, end->noun);
	const void *row;

	while ((row = rows_next(&rows)))
		if (!field_is_empty(noun_at, row) || !field_is_empty(key_at, row))
			TRY(judge_end(run, end, rows.key, field_str(noun_at, row),
				      field_str(key_at, row)));
	return OK;
}

static struct err orphan_link(const struct check_run *run)
{
	for (size_t i = 0; i < countof(soft_ends); i++)
		TRY(judge_ends(run, &soft_ends[i]));
	return OK;
}

static bool is_same_delivery(const struct link *a, const struct link *b)
{
	return str_eq(a->from_key, b->from_key) && str_eq(a->to_key, b->to_key);
}

static bool is_delivery(const struct link *link)
{
	return link->kind == LINK_KIND_DELIVERS && link_is_from(link, NOUN_NODE) &&
	       link_is_to(link, NOUN_PRODUCT);
}

static struct err duplicate(const struct check_run *run, const struct link *link, struct str key,
			    size_t times)
{
	const struct node *node = snapshot_find(run->snapshot, NOUN_NODE, link->from_key);
	const struct product *product = snapshot_find(run->snapshot, NOUN_PRODUCT, link->to_key);

	return check_found(run, finding_at(S("link"), key, S("")),
			   (struct finding_args){ {
				   arg_integer((int64_t)times),
				   arg_text(product ? product->name : link->to_key),
				   arg_text(link->from_key),
				   arg_text(node ? node->name : link->from_key),
			   } });
}

/* Links with the same ends follow one another: the position is the last part of their key. */
static struct err duplicate_output(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_LINK);
	const struct link *link = rows_next(&rows);

	while (link) {
		const struct link *first = link;
		struct str second = { 0 };
		size_t times = 0;

		do {
			if (++times == 2)
				second = rows.key;
		} while ((link = rows_next(&rows)) && is_delivery(first) && is_delivery(link) &&
			 is_same_delivery(first, link));
		if (times > 1)
			TRY(duplicate(run, first, second, times));
	}
	return OK;
}

/* Every noun: a link may lead to any. */
#define ALL_NOUNS ((NOUN_BIT(NOUN_COUNT) - 1) & ~NOUN_BIT(NOUN_NONE))

static const struct check checks[] = {
	{
		.name = STR("orphan-link"),
		.severity = SEVERITY_ERROR,
		.nouns = ALL_NOUNS,
		.run = orphan_link,
	},
	{
		.name = STR("duplicate-output"),
		.severity = SEVERITY_ERROR,
		.nouns = NOUN_BIT(NOUN_LINK) | NOUN_BIT(NOUN_NODE) | NOUN_BIT(NOUN_PRODUCT),
		.run = duplicate_output,
	},
};

const struct check_family link_checks = { STR("links"), checks, countof(checks) };

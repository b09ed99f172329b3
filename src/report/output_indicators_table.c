/*
 * Products and the indicators that measure them: a product beside all of its indicators. In the order
 * of the document where it says one.
 */
#include "report/table.h"

#include "model/indicator.h"
#include "model/link.h"
#include "model/product.h"

/* The indicators of a product: first those that this section prints, as it prints them. */
static struct err find_indicators(struct draft *d, struct str product, struct list *out)
{
	struct found_rows links;

	*out = LIST(d->arena, struct phrase);
	TRY(snapshot_where(d->snapshot, NOUN_LINK, "to_key", product, &links));
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = links.at[i];
		struct phrase name;

		if (link->kind != LINK_KIND_MEASURES ||
		    !str_eq(link->to_noun, noun_of(NOUN_PRODUCT)->name) ||
		    !str_eq(link->from_noun, noun_of(NOUN_INDICATOR)->name))
			continue;
		name = draft_named(d, NOUN_INDICATOR, link->from_key);
		TRY(list_push(out, &name));
	}
	return OK;
}

static struct err add_product(struct draft *d, struct table_draft *t, const struct product *product)
{
	struct cell name = cell_text(draft_named(d, NOUN_PRODUCT, product->code));
	struct list indicators;

	TRY(find_indicators(d, product->code, &indicators));
	if (indicators.count == 0 && !str_empty(product->parent))
		return OK;
	if (indicators.count > 0)
		name.covers = indicators.count - 1;
	TRY(table_cell(t, name));
	for (size_t i = 0; i < indicators.count; i++) {
		if (i > 0)
			TRY(table_cell(t, (struct cell){ .kind = CELL_COVERED }));
		TRY(table_cell(t, cell_text(*LIST_AT(indicators, struct phrase, i))));
		TRY(table_row_end(t, false));
	}
	return indicators.count == 0 ? table_row_end(t, false) : OK;
}

static struct err add_products(struct draft *d, struct table_draft *t, struct str parent)
{
	struct found_rows products;

	TRY(snapshot_where(d->snapshot, NOUN_PRODUCT, "parent", parent, &products));
	for (size_t i = 0; i < products.count; i++)
		TRY(add_product(d, t, products.at[i]));
	return OK;
}

/* The categories, each followed by those of its parts that have indicators of their own. */
struct err compose_output_indicators(struct draft *d)
{
	const struct column_words columns[] = {
		{ draft_words(d, S(N_("Product or service"))), false },
		{ draft_words(d, S(N_("Indicators"))), false },
	};
	struct found_rows categories;
	struct table_draft t;

	TRY(snapshot_where(d->snapshot, NOUN_PRODUCT, "parent", S(""), &categories));
	TRY(table_begin(&t, d, columns, countof(columns)));
	for (size_t i = 0; i < categories.count; i++) {
		const struct product *category = categories.at[i];

		TRY(add_product(d, &t, category));
		TRY(add_products(d, &t, category->code));
	}
	TRY(table_end(&t));
	return draft_absent_table(d);
}

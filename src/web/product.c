/* /product, and /product/:code with every name that the product bears. */
#include "web/product.h"

#include "base/list.h"
#include "base/mark.h"
#include "model/product.h"
#include "web/product.html.h"
#include "web/routes.h"

enum { PRODUCTS_A_PAGE = 50 };

static struct err fill(struct page *page, const struct product *product, struct product_view *v)
{
	static const struct str shown[] = { STR("name"), STR("description"), STR("parent") };
	struct str code = product->code;

	v->code = code;
	v->name = page_said(page, NOUN_PRODUCT, code, S("name"), product->name);
	v->short_name = page_said(page, NOUN_PRODUCT, code, S("short_name"), product->short_name);
	v->description =
		page_said(page, NOUN_PRODUCT, code, S("description"), product->description);
	if (!str_empty(product->parent))
		v->parent = page_thing(page, NOUN_PRODUCT, product->parent);
	TRY(things_where(page, NOUN_PRODUCT, "parent", code, &v->kinds));
	TRY(printed_names(page, NOUN_PRODUCT, code, &v->names));
	TRY(related_from(page, NOUN_PRODUCT, code, LINK_KIND_DELIVERS, NOUN_NODE, &v->nodes));
	TRY(related_from(page, NOUN_PRODUCT, code, LINK_KIND_MEASURES, NOUN_INDICATOR,
			 &v->indicators));
	TRY(notes_about(page, NOUN_PRODUCT, code, &v->notes));
	TRY(part_facts(page, NOUN_PRODUCT, product, shown, countof(shown), &v->facts));
	TRY(part_findings_of(page, NOUN_PRODUCT, code, &v->findings));
	return part_history(page, NOUN_PRODUCT, code, &v->history);
}

static struct err product_show(const struct request *request, struct response *response)
{
	const struct product *product;
	struct product_view view = { 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_FRAMEWORK));
	if (page.is_answered)
		return OK;
	product = page_row(&page, NOUN_PRODUCT, request_param(request, S("code")));
	if (!product)
		return ERROR(ERR_NOT_FOUND, "no such product");
	TRY(fill(&page, product, &view));
	page_crumb_to(&page, S("product"), S(N_("Outputs")));
	if (!str_empty(view.parent.code))
		page_crumb(&page, view.parent.href, view.parent.name);
	page_title(&page, view.name.text);
	view_product(&page.body, &view);
	return page_end(&page);
}

static struct err fill_row(struct page *page, const struct product *product,
			   struct product_row *row)
{
	row->thing = page_thing_whole(page, NOUN_PRODUCT, product->code);
	TRY(things_where(page, NOUN_PRODUCT, "parent", product->code, &row->kinds));
	TRY(count_deliveries(page, product->code, &row->n_nodes));
	return count_measures(page, NOUN_PRODUCT, product->code, &row->n_indicators);
}

static struct err fill_list(struct page *page, struct product_list_view *v)
{
	struct found_rows tops;
	struct product_row *rows;

	TRY(snapshot_where(page->snapshot, NOUN_PRODUCT, "parent", S(""), &tops));
	v->paging = page_paging(page, tops.count, PRODUCTS_A_PAGE);
	TRY_NEW(rows = NEW(page->arena, struct product_row, v->paging.count + 1));
	for (size_t i = 0; i < v->paging.count; i++)
		TRY(fill_row(page, tops.at[v->paging.first + i], &rows[i]));
	v->rows.at = rows;
	v->rows.count = v->paging.count;
	return OK;
}

static struct err product_list(const struct request *request, struct response *response)
{
	struct product_list_view view = { 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_FRAMEWORK));
	if (page.is_answered)
		return OK;
	TRY(fill_list(&page, &view));
	page_title(&page, page_words(&page, S(N_("Outputs"))));
	view_product_list(&page.body, &view);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/product"), product_list, .role = ROLE_READER,
	  .help = STR(N_("the categories of products and services")) },
	{ METHOD_GET, STR("/product/:code"), product_show, .role = ROLE_READER,
	  .help = STR(N_("one of them: its names, who delivers it, what measures it")) },
};

const struct route_table product_routes = { routes, countof(routes) };

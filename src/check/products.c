/* Products and services, and which indicators measure them. */
#include "check/families.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/map.h"
#include "check/serves.h"
#include "model/indicator.h"
#include "model/product.h"

/* The products that an indicator measures, each once, in the order of the links. */
static struct err measured_products(const struct check_run *run, struct str indicator,
				    struct list *products)
{
	struct found_rows links;

	TRY(links_from_indicator(run->snapshot, indicator, &links));
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = links.at[i];
		const struct product *product =
			snapshot_find(run->snapshot, NOUN_PRODUCT, link->to_key);
		bool known = !product || !link_measures(link, NOUN_PRODUCT);

		for (size_t p = 0; p < products->count && !known; p++)
			known = *LIST_AT(*products, const struct product *, p) == product;
		if (!known)
			TRY(list_push(products, &product));
	}
	return OK;
}

/* "Learning frameworks; Statistics" */
static struct err write_names(struct arena *arena, const struct list *products, struct str *out)
{
	struct buf buf;

	buf_init(&buf, arena);
	for (size_t i = 0; i < products->count; i++) {
		const struct product *product = *LIST_AT(*products, const struct product *, i);

		if (i > 0)
			buf_str(&buf, S("; "));
		buf_str(&buf, str_empty(product->short_name) ? product->name : product->short_name);
	}
	return buf_done(&buf, out);
}

static struct err double_counting(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_INDICATOR);
	struct list products = LIST(run->scratch, const struct product *);
	const struct indicator *indicator;

	while ((indicator = rows_next(&rows))) {
		struct str names;

		products.count = 0;
		TRY(measured_products(run, indicator->code, &products));
		if (products.count < 2)
			continue;
		TRY(write_names(run->arena, &products, &names));
		TRY(check_found(run, finding_at(S("indicator"), rows.key, S("")),
				(struct finding_args){ {
					arg_integer((int64_t)products.count),
					arg_text(names),
				} }));
	}
	return OK;
}

/* A product in the tree of products; others are meant by their index. */
struct branch {
	const struct product *product;
	size_t parent; /* NO_PARENT at the top */
	bool measured, measured_below, measured_above;
	bool climbed; /* measured_above is known */
};

struct branches {
	struct branch *at; /* in the order of keys */
	size_t count;
	size_t *path; /* room for a way to the top */
};

#define NO_PARENT SIZE_MAX

static struct err collect(const struct check_run *run, struct branches *branches)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_PRODUCT);
	const struct product *product;
	struct map indexes;

	*branches = (struct branches){ .count = snapshot_count(run->snapshot, NOUN_PRODUCT) };
	TRY_NEW(branches->at = NEW(run->scratch, struct branch, branches->count));
	TRY_NEW(branches->path = NEW(run->scratch, size_t, branches->count));
	map_init(&indexes, run->scratch);
	for (size_t i = 0; (product = rows_next(&rows)); i++) {
		struct branch *branch = &branches->at[i];

		*branch = (struct branch){ .product = product, .parent = NO_PARENT };
		TRY(is_measured(run->snapshot, NOUN_PRODUCT, product->code, &branch->measured));
		TRY(map_put(&indexes, product->code, i));
	}
	for (size_t i = 0; i < branches->count; i++) {
		uint64_t parent;

		if (map_get(&indexes, branches->at[i].product->parent, &parent))
			branches->at[i].parent = (size_t)parent;
	}
	return OK;
}

/* From each measured product upwards, as far as nobody has come before. */
static void tell_upwards(struct branches *branches)
{
	for (size_t i = 0; i < branches->count; i++) {
		size_t p = branches->at[i].measured ? branches->at[i].parent : NO_PARENT;

		for (; p != NO_PARENT && !branches->at[p].measured_below;
		     p = branches->at[p].parent)
			branches->at[p].measured_below = true;
	}
}

/* Climbs as far as nobody has come before, and tells on the way back; a circle meets its own steps. */
static void tell_downwards(struct branches *branches, size_t i)
{
	struct branch *at = branches->at;
	size_t n = 0;

	for (size_t p = i; p != NO_PARENT && !at[p].climbed; p = at[p].parent) {
		at[p].climbed = true;
		branches->path[n++] = p;
	}
	while (n-- > 0) {
		struct branch *branch = &at[branches->path[n]];

		if (branch->parent != NO_PARENT)
			branch->measured_above = at[branch->parent].measured ||
						 at[branch->parent].measured_above;
	}
}

/* An indicator of a category serves its parts, and one of a part the category. */
static struct err product_without_indicator(const struct check_run *run)
{
	struct branches branches;

	TRY(collect(run, &branches));
	tell_upwards(&branches);
	for (size_t i = 0; i < branches.count; i++) {
		const struct branch *branch = &branches.at[i];

		tell_downwards(&branches, i);
		if (!branch->measured && !branch->measured_below && !branch->measured_above)
			TRY(check_found(run, finding_at(S("product"), branch->product->code, S("")),
					(struct finding_args){ 0 }));
	}
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("double-counting"),
		.severity = SEVERITY_ERROR,
		.nouns = SERVES_NOUNS | NOUN_BIT(NOUN_PRODUCT),
		.run = double_counting,
	},
	{
		.name = STR("product-without-indicator"),
		.severity = SEVERITY_WARNING,
		.nouns = SERVES_NOUNS | NOUN_BIT(NOUN_PRODUCT),
		.run = product_without_indicator,
	},
};

const struct check_family product_checks = { STR("products"), checks, countof(checks) };

/* What a cell of a result rests on, dataset by dataset. */
#include "web/script.h"

#include "base/printable.h"

enum { CELL_BYTES = 500, CELLS_FEW = 20 };

/* The cells of the dataset at the first of them; how many those are. */
static size_t count_of_dataset(const struct script_cells *cells, size_t first)
{
	size_t n = 1;

	while (first + n < cells->count &&
	       str_eq(cells->at[first + n].dataset, cells->at[first].dataset))
		n++;
	return n;
}

static struct err fill_origin(const struct page *page, const struct script_cell *cells,
			      size_t count, struct script_origin *out)
{
	struct str *texts = NEW(page->arena, struct str, count);

	TRY_NEW(texts);
	for (size_t i = 0; i < count; i++)
		TRY_NEW((texts[i] = printable(page->arena, cells[i].text, CELL_BYTES)).at);
	out->is_long = count > CELLS_FEW;
	TRY(script_name_text(page->arena, cells[0].dataset, &out->name));
	out->page = script_link_to_dataset(page, cells[0].dataset);
	out->cells.at = texts;
	out->cells.count = count;
	return OK;
}

struct err script_fill_origins(const struct page *page, struct str asked, const struct trial *trial,
			       struct script_origins *out)
{
	const struct script_cells *cells = &trial->explained;
	struct script_origin *origins = NEW(page->arena, struct script_origin, cells->count + 1);

	TRY_NEW(origins);
	*out = (struct script_origins){ .is_found = trial->is_explained,
					.is_cut = cells->count < cells->n_all,
					.n_cells = cells->n_all,
					.n_shown = cells->count };
	TRY_NEW((out->asked = printable(page->arena, asked, CELL_BYTES)).at);
	for (size_t i = 0, n; i < cells->count; i += n) {
		n = count_of_dataset(cells, i);
		TRY(fill_origin(page, &cells->at[i], n, &origins[out->datasets.count++]));
	}
	out->datasets.at = origins;
	return OK;
}

/* Filters and the form of the lists. */
#include "web/result_list.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/mark.h"

enum presence filter_asked(const struct page *page, struct str name)
{
	struct str value = request_field(page->request, name);

	if (str_eq(value, S("none")))
		return PRESENCE_NONE;
	return str_eq(value, S("any")) ? PRESENCE_ANY : PRESENCE_EITHER;
}

bool filter_passes(enum presence asked, bool is_there)
{
	return asked == PRESENCE_EITHER || (asked == PRESENCE_ANY) == is_there;
}

bool text_holds(struct str text, struct str searched)
{
	return str_find_anycase(text, searched, 0) != SIZE_MAX;
}

static struct str date_text(struct arena *arena, struct date date)
{
	struct buf buf;

	buf_init(&buf, arena);
	date_write(&buf, date);
	return buf_held(&buf);
}

struct err result_list_begin(struct page *page, struct str path, const struct filter *filters,
			     size_t n_filters, struct result_list_view *out)
{
	struct list views = LIST(page->arena, struct filter_view);

	out->query = str_trim(request_field(page->request, S("q")));
	out->action = link_to_path(page->arena, LINK_VIEW_NONE, path);
	out->lang = page->view.lang;
	out->as_of = date_text(page->arena, page->view.as_of);
	out->is_filtered = !str_empty(out->query);
	if (out->is_filtered)
		page_title_add(page, page_words(page, S(N_("Words"))), out->query);
	for (size_t i = 0; i < n_filters; i++) {
		enum presence asked = filter_asked(page, filters[i].name);
		struct filter_view view = {
			.name = filters[i].name,
			.label = page_words(page, filters[i].label),
			.is_any = asked == PRESENCE_ANY,
			.is_none = asked == PRESENCE_NONE,
		};

		out->is_filtered |= asked != PRESENCE_EITHER;
		if (asked != PRESENCE_EITHER)
			page_title_add(page, view.label,
				       asked == PRESENCE_ANY ? page_words(page, S(N_("with")))
							     : page_words(page, S(N_("without"))));
		TRY(list_push(&views, &view));
	}
	out->filters = (struct filters){ views.at, views.count };
	return OK;
}

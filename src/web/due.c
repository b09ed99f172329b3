/* What is due and what is silent, in words. */
#include "app/due_coverage.h"

#include "base/buf.h"
#include "base/mark.h"
#include "i18n/date.h"
#include "web/observed.h"

struct str absence_words(const struct page *page, enum absence absence)
{
	static const struct str words[] = {
		[ABSENCE_UNTOLD] = STR(""),
		[ABSENCE_SILENCE] = STR(N_("not reported (silence)")),
		[ABSENCE_NOT_DUE] = STR(N_("not due yet")),
	};

	return absence == ABSENCE_UNTOLD ? S("") : page_words(page, words[absence]);
}

struct str date_words(const struct page *page, struct date date)
{
	struct buf buf;

	buf_init(&buf, page->arena);
	date_write_local(&buf, page->locale, date);
	return buf_held(&buf);
}

static struct str last_words(const struct page *page, const struct due_period *last, size_t n_areas)
{
	struct message_args args = {
		{ period_words(page, last->period), date_words(page, last->due),
		  page_number(page, (int64_t)last->n_there), page_number(page, (int64_t)n_areas),
		  page_number(page, (int64_t)(n_areas - last->n_there)) }
	};

	if (last->period.kind == PERIOD_EMPTY)
		return S("");
	return page_message(page,
			    S(N_("For {1}, due by {2}, {3} of {4} areas have reported; not "
				 "reported (silence): {5}.")),
			    args);
}

static struct str next_words(const struct page *page, const struct due_period *next, size_t n_areas)
{
	struct message_args args = { { period_words(page, next->period),
				       page_number(page, (int64_t)next->n_there),
				       page_number(page, (int64_t)n_areas) } };

	if (next->period.kind == PERIOD_EMPTY)
		return S("");
	if (date_empty(next->due))
		return page_message(
			page, S(N_("For {1}, not due yet, {2} of {3} areas have reported.")), args);
	args.at[3] = date_words(page, next->due);
	return page_message(
		page, S(N_("For {1}, not due before {4}, {2} of {3} areas have reported.")), args);
}

struct err due_sentences_of(struct page *page, const struct variable *variable, struct str slice,
			    struct due_sentences *out)
{
	size_t n_areas = snapshot_count(page->snapshot, NOUN_AREA);
	struct due_coverage coverage;

	TRY(due_coverage(page->site->app, page->snapshot, page->arena, variable, slice, page->today,
			 &coverage));
	out->last = last_words(page, &coverage.last, n_areas);
	out->next = next_words(page, &coverage.next, n_areas);
	return OK;
}

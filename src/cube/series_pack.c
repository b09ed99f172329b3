/* From cells to a block. Gaps of the dense form are written as cells that are not there. */
#include <assert.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"
#include "cube/series.h"
#include "cube/series_block.h"

enum { FILLED_LEAST = 4 }; /* dense up to this many periods for a cell */

/* What is to be packed, gaps of the dense form filled. */
struct packing {
	const struct series_cell *cells;
	size_t n_cells;
	size_t count;         /* with the gaps */
	const size_t *places; /* of the cells among them */
	bool is_dense, has_ratios;
	int32_t first;
	struct buf *buf;
};

static void put_bytes(struct buf *buf, const void *bytes, size_t len)
{
	buf_str(buf, (struct str){ .at = bytes, .len = len });
}

static void put_u32(struct buf *buf, uint32_t n)
{
	put_bytes(buf, &n, sizeof(n));
}

static bool has_ratio(const struct observed *observed)
{
	return !isnan(observed->numerator) || !isnan(observed->denominator);
}

/* May the cells stand at consecutive ordinals? Gathers what is asked of all of them on the way. */
static bool may_be_dense(struct packing *p)
{
	bool is_one_kind = p->n_cells > 0;

	for (size_t i = 0; i < p->n_cells; i++) {
		const struct series_cell *cell = &p->cells[i];

		assert(i == 0 || period_cmp(p->cells[i - 1].period, cell->period) < 0);
		is_one_kind &= cell->period.kind == p->cells[0].period.kind &&
			       cell->observed.state != OBSERVATION_ABSENT;
		p->has_ratios |= has_ratio(&cell->observed);
	}
	return is_one_kind;
}

/* Gives each cell its place: by its ordinal when it is dense, else one after the other. */
static struct err place_cells(struct arena *scratch, struct packing *p)
{
	bool is_one_kind = may_be_dense(p);
	size_t *places, span = 0;

	TRY_NEW(places = NEW(scratch, size_t, p->n_cells + 1));
	if (is_one_kind)
		p->first = period_ordinal(p->cells[0].period);
	for (size_t i = 0; is_one_kind && i < p->n_cells; i++) {
		places[i] = (size_t)((int64_t)period_ordinal(p->cells[i].period) - p->first);
		span = places[i] + 1;
	}
	p->is_dense = is_one_kind && span <= p->n_cells * FILLED_LEAST;
	p->count = p->is_dense ? span : p->n_cells;
	if (!p->is_dense)
		p->first = 0;
	for (size_t i = 0; !p->is_dense && i < p->n_cells; i++)
		places[i] = i;
	p->places = places;
	return OK;
}

/* The cells one after the other with the gaps between: NULL for a gap. */
struct walk {
	const struct packing *p;
	size_t place, i;
};

static const struct observed *walk_next(struct walk *walk)
{
	const struct packing *p = walk->p;

	if (p->places[walk->i] != walk->place++)
		return NULL;
	return &p->cells[walk->i++].observed;
}

static void put_numbers(const struct packing *p)
{
	const double none = NAN;
	struct walk walk = { .p = p };

	for (size_t i = 0; i < p->count; i++) {
		const struct observed *observed = walk_next(&walk);

		put_bytes(p->buf, observed ? &observed->number : &none, sizeof(none));
	}
	walk = (struct walk){ .p = p };
	for (size_t i = 0; p->has_ratios && i < p->count; i++) {
		const struct observed *observed = walk_next(&walk);

		put_bytes(p->buf, observed ? &observed->numerator : &none, sizeof(none));
		put_bytes(p->buf, observed ? &observed->denominator : &none, sizeof(none));
	}
}

static void put_periods(const struct packing *p)
{
	for (size_t i = 0; !p->is_dense && i < p->n_cells; i++)
		put_u32(p->buf, (uint32_t)p->cells[i].period.first.day);
	for (size_t i = 0; !p->is_dense && i < p->n_cells; i++)
		buf_char(p->buf, (char)p->cells[i].period.kind);
}

static unsigned char small_of(const struct observed *observed, enum block_small which)
{
	switch (which) {
	case SMALL_STATE:
		return (unsigned char)(observed ? observed->state : OBSERVATION_ABSENT);
	case SMALL_STATUS:
		return (unsigned char)(observed ? observed->status : OBSERVATION_NORMAL);
	default:
		return (unsigned char)(observed ? observed->decimals : DECIMALS_UNKNOWN);
	}
}

/* Do all cells say the same? A gap goes along with any. */
static bool is_same(const struct packing *p, enum block_small which, unsigned char *out)
{
	*out = small_of(p->n_cells > 0 ? &p->cells[0].observed : NULL, which);
	for (size_t i = 1; i < p->n_cells; i++)
		if (small_of(&p->cells[i].observed, which) != *out)
			return false;
	/* Where all are values, what has no number is a gap; with answers that cannot be told. */
	if (which != SMALL_STATE || p->count == p->n_cells)
		return true;
	for (size_t i = 0; i < p->n_cells; i++)
		if (isnan(p->cells[i].observed.number) || !str_empty(p->cells[i].observed.answer))
			return false;
	return true;
}

static void put_small(const struct packing *p, enum block_small which)
{
	struct walk walk = { .p = p };

	for (size_t i = 0; i < p->count; i++)
		buf_char(p->buf, (char)small_of(walk_next(&walk), which));
}

/* The texts of answers and sources, each once; references into them for each cell. */
struct texts {
	struct map map;
	struct str *at;
	uint32_t count;
	uint32_t *answers, *sources; /* by cell, gaps left out */
	bool same_answers, same_sources;
};

static struct err refer(struct texts *texts, struct str text, uint32_t *out)
{
	uint64_t found;

	*out = 0;
	if (str_empty(text))
		return OK;
	if (!map_get(&texts->map, text, &found)) {
		texts->at[texts->count] = text;
		found = ++texts->count;
		TRY(map_put(&texts->map, text, found));
	}
	*out = (uint32_t)found;
	return OK;
}

static struct err gather_texts(struct arena *arena, const struct packing *p, struct texts *out)
{
	struct texts texts = { .same_answers = true, .same_sources = true };

	map_init(&texts.map, arena);
	TRY_NEW(texts.at = NEW(arena, struct str, 2 * p->n_cells + 1));
	TRY_NEW(texts.answers = NEW(arena, uint32_t, p->n_cells + 1));
	TRY_NEW(texts.sources = NEW(arena, uint32_t, p->n_cells + 1));
	for (size_t i = 0; i < p->n_cells; i++) {
		TRY(refer(&texts, p->cells[i].observed.answer, &texts.answers[i]));
		TRY(refer(&texts, p->cells[i].observed.source, &texts.sources[i]));
		texts.same_answers &= texts.answers[i] == texts.answers[0];
		texts.same_sources &= texts.sources[i] == texts.sources[0];
	}
	*out = texts;
	return OK;
}

static int reference_width(const struct texts *texts, bool is_same_for_all)
{
	return is_same_for_all ? 0 : texts->count < 256 ? 1 : 4;
}

static void put_references(const struct packing *p, const uint32_t *references, int width)
{
	struct walk walk = { .p = p };

	for (size_t i = 0; width > 0 && i < p->count; i++) {
		size_t cell = walk.i;
		uint32_t reference = walk_next(&walk) ? references[cell] : 0;

		put_bytes(p->buf, &reference, (size_t)width);
	}
}

static void put_texts(struct buf *buf, const struct texts *texts)
{
	uint32_t end = 0;

	for (uint32_t i = 0; i < texts->count; i++) {
		end += (uint32_t)texts->at[i].len;
		put_u32(buf, end);
	}
	for (uint32_t i = 0; i < texts->count; i++)
		buf_str(buf, texts->at[i]);
}

static void pack(const struct packing *p, const struct texts *texts)
{
	int answer_width = reference_width(texts, texts->same_answers);
	int source_width = reference_width(texts, texts->same_sources);
	unsigned char same[SMALL_COUNT_], widths = 0;
	size_t start = p->buf->len;
	uint64_t checksum;

	for (int i = 0; i < SMALL_COUNT_; i++)
		widths |= (unsigned char)(!is_same(p, (enum block_small)i, &same[i]) << 2 * i);
	buf_char(p->buf, BLOCK_VERSION);
	buf_char(p->buf,
		 (char)((p->is_dense ? BLOCK_DENSE : 0) | (p->has_ratios ? BLOCK_RATIOS : 0)));
	buf_char(p->buf, (char)(p->n_cells > 0 ? p->cells[0].period.kind : PERIOD_EMPTY));
	buf_char(p->buf, (char)widths);
	buf_char(p->buf, (char)answer_width);
	buf_char(p->buf, (char)source_width);
	put_bytes(p->buf, same, sizeof(same));
	put_bytes(p->buf, "\0\0\0", 3);
	put_u32(p->buf, texts->same_answers ? texts->answers[0] : 0);
	put_u32(p->buf, texts->same_sources ? texts->sources[0] : 0);
	put_u32(p->buf, (uint32_t)p->count);
	put_u32(p->buf, texts->count);
	put_u32(p->buf, (uint32_t)p->first);
	put_numbers(p);
	put_periods(p);
	put_references(p, texts->answers, answer_width);
	put_references(p, texts->sources, source_width);
	for (int i = 0; i < SMALL_COUNT_; i++)
		if (widths >> 2 * i & 3)
			put_small(p, (enum block_small)i);
	put_texts(p->buf, texts);
	checksum = checksum_of(str_slice(buf_held(p->buf), start, p->buf->len));
	put_bytes(p->buf, &checksum, sizeof(checksum));
}

void series_pack(struct buf *buf, struct arena *scratch, const struct series_cell *cells,
		 size_t count)
{
	struct packing p = { .cells = cells, .n_cells = count, .buf = buf };
	struct texts texts;

	if (failed(place_cells(scratch, &p)) || failed(gather_texts(scratch, &p, &texts))) {
		buf->full = true;
		return;
	}
	pack(&p, &texts);
}

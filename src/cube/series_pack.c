/*
 * From cells to a block. Numbers become integers where that loses nothing: most are reported with a few
 * decimals, and take half the room so.
 */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "cube/series.h"
#include "cube/series_block.h"

enum {
	FILLED_LEAST = 4, /* dense up to this many periods for a cell */
	LOOK_BACK = 64,   /* a text or kind is looked for among so many of the youngest */
};

/* What is said of a cell besides its numbers and texts. */
struct cell_kind {
	enum observation_state state;
	char status;
	int8_t decimals;
};

/* A reference for each cell, to be packed into as few bits as hold them. */
struct references {
	uint32_t *of; /* by cell */
	uint32_t gap; /* of cells that are not there */
	int bits;
};

struct packing {
	const struct series_cell *cells;
	size_t n_cells;
	size_t *places; /* of the cells among all */
	size_t count;   /* of all, gaps of the dense form among them */
	bool is_dense, is_mixed, has_ratios;
	int32_t first;
	int width, scale; /* of the numbers */
	int offset_width; /* of a sparse block of one kind */
	struct references kind_of, answers, sources;
	struct cell_kind *kinds;
	struct str *texts;
	uint32_t n_kinds, n_texts;
	struct arena *scratch;
	struct buf *buf;
};

static bool has_ratio(const struct observed *observed)
{
	return !isnan(observed->numerator) || !isnan(observed->denominator);
}

/* ---- Places ---- */

/* Of how many kinds of periods are the cells, and are all of them there? */
static bool look_at_cells(struct packing *p)
{
	bool are_there = true;

	for (size_t i = 0; i < p->n_cells; i++) {
		const struct series_cell *cell = &p->cells[i];

		assert(i == 0 || period_cmp(p->cells[i - 1].period, cell->period) < 0);
		p->is_mixed |= cell->period.kind != p->cells[0].period.kind;
		are_there &= cell->observed.state != OBSERVATION_ABSENT;
		p->has_ratios |= has_ratio(&cell->observed);
	}
	return are_there;
}

/* Gives each cell its place: by its ordinal when it is dense, else one after the other. */
static void place_cells(struct packing *p)
{
	bool are_there = look_at_cells(p);
	size_t span = 0;

	if (!p->is_mixed && p->n_cells > 0)
		p->first = period_ordinal(p->cells[0].period);
	for (size_t i = 0; !p->is_mixed && i < p->n_cells; i++) {
		p->places[i] = (size_t)((int64_t)period_ordinal(p->cells[i].period) - p->first);
		span = p->places[i] + 1;
	}
	p->is_dense = !p->is_mixed && are_there && p->n_cells > 0 &&
		      span <= p->n_cells * FILLED_LEAST;
	p->count = p->is_dense ? span : p->n_cells;
	if (!p->is_dense && !p->is_mixed)
		p->offset_width = span <= UINT8_MAX + 1 ? 1 : span <= UINT16_MAX + 1 ? 2 : 4;
	for (size_t i = 0; !p->is_dense && i < p->n_cells; i++)
		p->places[i] = i;
}

/* ---- Kinds and texts ---- */

static uint32_t refer(struct packing *p, struct str text)
{
	uint32_t oldest = p->n_texts > LOOK_BACK ? p->n_texts - LOOK_BACK : 0;

	if (str_empty(text))
		return 0;
	for (uint32_t i = p->n_texts; i-- > oldest;)
		if (str_eq(p->texts[i], text))
			return i + 1;
	p->texts[p->n_texts++] = text;
	return p->n_texts;
}

static uint32_t place_kind(struct packing *p, const struct cell_kind *kind)
{
	uint32_t oldest = p->n_kinds > LOOK_BACK ? p->n_kinds - LOOK_BACK : 0;

	for (uint32_t i = p->n_kinds; i-- > oldest;)
		if (p->kinds[i].state == kind->state && p->kinds[i].status == kind->status &&
		    p->kinds[i].decimals == kind->decimals)
			return i;
	p->kinds[p->n_kinds] = *kind;
	return p->n_kinds++;
}

/* A gap looks like a value that is neither a number nor an answer, or says that it is absent. */
static void choose_gap(struct packing *p)
{
	static const struct cell_kind absent = { OBSERVATION_ABSENT, OBSERVATION_NORMAL,
						 DECIMALS_UNKNOWN };
	uint32_t i = 0;

	if (p->count == p->n_cells)
		return;
	while (i < p->n_kinds && p->kinds[i].state != OBSERVATION_VALUE)
		i++;
	if (i == p->n_kinds)
		p->kinds[p->n_kinds++] = absent;
	p->kind_of.gap = i;
}

static bool are_same(const struct packing *p, const struct references *references)
{
	for (size_t i = 1; i < p->n_cells; i++)
		if (references->of[i] != references->of[0])
			return false;
	return true;
}

/* As few bits as hold each of the references, gaps among them; none when all are the same. */
static void choose_bits(const struct packing *p, struct references *references)
{
	bool has_gaps = p->count > p->n_cells;
	uint32_t most = has_gaps ? references->gap : 0;

	if (are_same(p, references) && (!has_gaps || references->of[0] == references->gap))
		return;
	for (size_t i = 0; i < p->n_cells; i++)
		most = references->of[i] > most ? references->of[i] : most;
	references->bits = most < 16 ? 4 : most <= UINT8_MAX ? 8 : 32;
}

static void gather_texts(struct packing *p)
{
	for (size_t i = 0; i < p->n_cells; i++) {
		const struct observed *observed = &p->cells[i].observed;
		const struct cell_kind kind = { observed->state, observed->status,
						observed->decimals };

		assert(observed->state == OBSERVATION_VALUE || isnan(observed->number));
		p->kind_of.of[i] = place_kind(p, &kind);
		p->answers.of[i] = refer(p, observed->answer);
		p->sources.of[i] = refer(p, observed->source);
	}
	choose_gap(p);
	/* Nobody looks at the source of what is not there, but an answer would make it a value. */
	if (are_same(p, &p->sources))
		p->sources.gap = p->sources.of[0];
	choose_bits(p, &p->kind_of);
	choose_bits(p, &p->answers);
	choose_bits(p, &p->sources);
}

/* ---- Numbers ---- */

/* The integer that stands for the number at the scale; false when none does exactly. */
static bool to_integer(double number, int scale, int32_t *out)
{
	double power = power_of_ten(scale), scaled = number * power;
	int32_t integer;

	if (!(fabs(scaled) < INT32_MAX - 1))
		return false;
	integer = (int32_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
	*out = integer;
	return integer / power == number && (integer != 0 || !signbit(number));
}

/* The most decimals that a number has; false when they are not known, or too many. */
static bool find_scale(struct packing *p, bool *has_numbers_out)
{
	*has_numbers_out = false;
	for (size_t i = 0; i < p->n_cells; i++) {
		const struct observed *observed = &p->cells[i].observed;

		if (isnan(observed->number))
			continue;
		*has_numbers_out = true;
		if (observed->decimals < 0 || observed->decimals > BLOCK_SCALE_MOST)
			return false;
		if (observed->decimals > p->scale)
			p->scale = observed->decimals;
	}
	return true;
}

/* The numbers as integers, and how wide they must be; false when they must stay doubles. */
static bool make_integers(struct packing *p, int32_t *integers)
{
	bool is_narrow = true;

	for (size_t i = 0; i < p->n_cells; i++) {
		double number = p->cells[i].observed.number;

		integers[i] = INT32_MIN;
		if (isnan(number))
			continue;
		if (!to_integer(number, p->scale, &integers[i]))
			return false;
		is_narrow &= integers[i] > INT16_MIN && integers[i] <= INT16_MAX;
	}
	p->width = is_narrow ? 2 : 4;
	return true;
}

static void put_bytes(struct buf *buf, const void *bytes, size_t len)
{
	buf_str(buf, (struct str){ .at = bytes, .len = len });
}

static void put_u32(struct buf *buf, uint32_t n)
{
	put_bytes(buf, &n, sizeof(n));
}

static struct err put_narrow(const struct packing *p, const int32_t *integers)
{
	int16_t *all;

	TRY_NEW(all = NEW(p->scratch, int16_t, p->count));
	for (size_t i = 0; i < p->count; i++)
		all[i] = INT16_MIN;
	for (size_t i = 0; i < p->n_cells; i++)
		if (integers[i] != INT32_MIN)
			all[p->places[i]] = (int16_t)integers[i];
	put_bytes(p->buf, all, p->count * sizeof(*all));
	return OK;
}

static struct err put_wide(const struct packing *p, const int32_t *integers)
{
	int32_t *all;

	TRY_NEW(all = NEW(p->scratch, int32_t, p->count));
	for (size_t i = 0; i < p->count; i++)
		all[i] = INT32_MIN;
	for (size_t i = 0; i < p->n_cells; i++)
		all[p->places[i]] = integers[i];
	put_bytes(p->buf, all, p->count * sizeof(*all));
	return OK;
}

static struct err put_doubles(const struct packing *p)
{
	double *all;

	TRY_NEW(all = NEW(p->scratch, double, p->count));
	for (size_t i = 0; i < p->count; i++)
		all[i] = NAN;
	for (size_t i = 0; i < p->n_cells; i++)
		all[p->places[i]] = p->cells[i].observed.number;
	put_bytes(p->buf, all, p->count * sizeof(*all));
	return OK;
}

static struct err put_ratios(const struct packing *p)
{
	double *all;

	if (!p->has_ratios)
		return OK;
	TRY_NEW(all = NEW(p->scratch, double, 2 * p->count));
	for (size_t i = 0; i < 2 * p->count; i++)
		all[i] = NAN;
	for (size_t i = 0; i < p->n_cells; i++) {
		all[2 * p->places[i]] = p->cells[i].observed.numerator;
		all[2 * p->places[i] + 1] = p->cells[i].observed.denominator;
	}
	put_bytes(p->buf, all, 2 * p->count * sizeof(*all));
	return OK;
}

/* ---- The block ---- */

static bool is_long(const struct packing *p)
{
	return p->n_kinds > 1 || p->n_texts > 0;
}

static int flags_of(const struct packing *p)
{
	return (p->is_dense ? BLOCK_DENSE : 0) | (p->has_ratios ? BLOCK_RATIOS : 0) |
	       (is_long(p) ? BLOCK_LONG : 0) | (p->is_mixed ? BLOCK_MIXED : 0);
}

static int code_of_bits(const struct references *references)
{
	return references->bits == 32 ? 3 : references->bits / 4;
}

static void put_head(const struct packing *p)
{
	bool has_kind = p->n_cells > 0 && !p->is_mixed;
	const char head[8] = {
		BLOCK_VERSION,
		(char)flags_of(p),
		(char)(has_kind ? p->cells[0].period.kind : PERIOD_EMPTY),
		(char)p->width,
		(char)p->scale,
		(char)p->offset_width,
		(char)(code_of_bits(&p->kind_of) | code_of_bits(&p->answers) << 2 |
		       code_of_bits(&p->sources) << 4),
	};

	put_bytes(p->buf, head, sizeof(head));
	put_u32(p->buf, (uint32_t)p->count);
	put_u32(p->buf, (uint32_t)p->first);
	if (!is_long(p))
		return;
	put_u32(p->buf, p->n_kinds);
	put_u32(p->buf, p->n_texts);
	put_u32(p->buf, p->answers.bits == 0 ? p->answers.of[0] : 0);
	put_u32(p->buf, p->sources.bits == 0 ? p->sources.of[0] : 0);
}

static void put_periods(const struct packing *p)
{
	for (size_t i = 0; p->is_mixed && i < p->n_cells; i++)
		put_u32(p->buf, (uint32_t)p->cells[i].period.first.day);
	for (size_t i = 0; p->is_mixed && i < p->n_cells; i++)
		buf_char(p->buf, (char)p->cells[i].period.kind);
	for (size_t i = 0; p->offset_width > 0 && i < p->n_cells; i++) {
		uint32_t offset = (uint32_t)(period_ordinal(p->cells[i].period) - p->first);

		put_bytes(p->buf, &offset, (size_t)p->offset_width);
	}
}

static void put_halves(struct buf *buf, const uint32_t *all, size_t count)
{
	for (size_t i = 0; i < count; i += 2)
		buf_char(buf, (char)(all[i] | (i + 1 < count ? all[i + 1] << 4 : 0)));
}

static struct err put_references(const struct packing *p, const struct references *references)
{
	uint32_t *all;

	if (references->bits == 0)
		return OK;
	TRY_NEW(all = NEW(p->scratch, uint32_t, p->count));
	for (size_t i = 0; i < p->count; i++)
		all[i] = references->gap;
	for (size_t i = 0; i < p->n_cells; i++)
		all[p->places[i]] = references->of[i];
	if (references->bits == 32)
		put_bytes(p->buf, all, p->count * sizeof(*all));
	for (size_t i = 0; references->bits == 8 && i < p->count; i++)
		buf_char(p->buf, (char)all[i]);
	if (references->bits == 4)
		put_halves(p->buf, all, p->count);
	return OK;
}

static void put_kinds(const struct packing *p)
{
	for (uint32_t i = 0; i < p->n_kinds; i++) {
		const char kind[BLOCK_KIND_BYTES] = { (char)p->kinds[i].state, p->kinds[i].status,
						      (char)p->kinds[i].decimals };

		put_bytes(p->buf, kind, sizeof(kind));
	}
}

static void put_texts(const struct packing *p)
{
	uint32_t end = 0;

	for (uint32_t i = 0; i < p->n_texts; i++) {
		end += (uint32_t)p->texts[i].len;
		put_u32(p->buf, end);
	}
	for (uint32_t i = 0; i < p->n_texts; i++)
		buf_str(p->buf, p->texts[i]);
}

static struct err put_numbers(const struct packing *p, const int32_t *integers)
{
	if (p->width == 2)
		TRY(put_narrow(p, integers));
	else if (p->width == 4)
		TRY(put_wide(p, integers));
	else if (p->width == 8)
		TRY(put_doubles(p));
	return put_ratios(p);
}

static void choose_width(struct packing *p, int32_t *integers)
{
	bool has_numbers, has_scale = find_scale(p, &has_numbers);

	if (!has_numbers)
		p->width = 0;
	else if (!has_scale || !make_integers(p, integers))
		p->width = 8;
	if (p->width == 0 || p->width == 8)
		p->scale = 0;
}

static struct err take_room(struct packing *p, int32_t **integers)
{
	size_t room = p->n_cells + 1;

	TRY_NEW(p->places = NEW(p->scratch, size_t, room));
	TRY_NEW(p->kind_of.of = NEW(p->scratch, uint32_t, room));
	TRY_NEW(p->answers.of = NEW(p->scratch, uint32_t, room));
	TRY_NEW(p->sources.of = NEW(p->scratch, uint32_t, room));
	TRY_NEW(p->kinds = NEW(p->scratch, struct cell_kind, room));
	TRY_NEW(p->texts = NEW(p->scratch, struct str, 2 * room));
	TRY_NEW(*integers = NEW(p->scratch, int32_t, room));
	return OK;
}

static struct err pack(struct packing *p)
{
	size_t start = p->buf->len;
	int32_t *integers;
	uint64_t checksum;

	TRY(take_room(p, &integers));
	place_cells(p);
	gather_texts(p);
	choose_width(p, integers);
	put_head(p);
	TRY(put_numbers(p, integers));
	put_periods(p);
	TRY(put_references(p, &p->kind_of));
	TRY(put_references(p, &p->answers));
	TRY(put_references(p, &p->sources));
	put_kinds(p);
	put_texts(p);
	checksum = checksum_of(str_slice(buf_held(p->buf), start, p->buf->len));
	put_bytes(p->buf, &checksum, sizeof(checksum));
	return OK;
}

void series_pack(struct buf *buf, struct arena *scratch, const struct series_cell *cells,
		 size_t count)
{
	struct packing p = { .cells = cells, .n_cells = count, .scratch = scratch, .buf = buf };

	if (failed(pack(&p)))
		buf->full = true;
}

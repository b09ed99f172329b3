/*
 * A slice is attested by reading all its series again. At the end of a large load that is the whole of what was
 * loaded, by then no longer in memory, and nothing else goes on; so it is done as soon as a variable rests. Where
 * one comes again after that, the source is of another order: what was touched is attested anew at the end, and
 * nothing more before it.
 */
#include "store/fed_slices.h"

#include "store/series_digest.h"
#include "store/series_read.h"
#include "store/series_sql.h"

struct fed_slice {
	struct str variable, slice;
	int64_t number;
	struct touched_slice touched;
	int64_t round; /* the last that touched it; 0: none did */
	bool is_attested;
};

/* ---- Slices are met ---- */

static struct fed_slice *slice_at(const struct fed_slices *slices, size_t i)
{
	return LIST_AT(slices->slices, struct fed_slice, i);
}

static struct err meet_slice(struct fed_slices *slices, const struct series_key *key,
			     struct str name)
{
	struct fed_slice slice = { .number = 0 };
	struct slice_row row;

	TRY(series_copy(slices->arena, name, &slice.touched.name));
	TRY(series_copy(slices->arena, key->variable, &slice.variable));
	TRY(series_copy(slices->arena, key->slice, &slice.slice));
	TRY(series_number_slice(slices->numbers, key->variable, key->slice, slices->batch, &row));
	slice.number = row.number;
	if (!str_empty(row.digest))
		slice.touched.before = row.digest;
	slices->i_last = slices->slices.count;
	TRY(map_put(&slices->places, slice.touched.name, slices->i_last));
	return list_push(&slices->slices, &slice);
}

static bool is_last(const struct fed_slices *slices, const struct series_key *key)
{
	const struct fed_slice *last;

	if (slices->slices.count == 0)
		return false;
	last = slice_at(slices, slices->i_last);
	return str_eq(last->variable, key->variable) && str_eq(last->slice, key->slice);
}

struct err fed_slices_find(struct fed_slices *slices, struct arena *scratch,
			   const struct series_key *key, int64_t *number_out)
{
	struct str name;
	uint64_t place;

	if (!is_last(slices, key)) {
		TRY(slice_name(scratch, key->variable, key->slice, &name));
		if (map_get(&slices->places, name, &place))
			slices->i_last = (size_t)place;
		else
			TRY(meet_slice(slices, key, name));
	}
	*number_out = slice_at(slices, slices->i_last)->number;
	return OK;
}

void fed_slices_touch(struct fed_slices *slices)
{
	struct fed_slice *slice = slice_at(slices, slices->i_last);

	slices->comes_again |= slice->is_attested;
	slice->is_attested = false;
	slice->round = slices->round;
}

/* ---- Digests ---- */

static struct err write_digest(const struct fed_slices *slices, const struct fed_slice *slice)
{
	const struct driver *driver = slices->db->driver;
	struct query *query;
	bool row;

	TRY(driver->prepare(slices->db, sql_slice_changed, &query));
	driver->bind_integer(query, 1, slice->number);
	driver->bind_integer(query, 2, slices->batch);
	if (slice->touched.after.at)
		driver->bind_text(query, 3, slice->touched.after);
	struct err e = driver->step(query, &row);

	driver->finish(query);
	return e;
}

static struct err attest_slice(const struct fed_slices *slices, struct arena *scratch,
			       struct fed_slice *slice)
{
	struct attested_series *series;
	size_t count;

	TRY(series_attested(slices->db, scratch, slice->number, &series, &count));
	TRY(series_digest(slices->arena, series, count, &slice->touched.after));
	TRY(write_digest(slices, slice));
	slice->is_attested = true;
	return OK;
}

/* Those that were touched, of the slices from one place to another. */
static struct err attest(const struct fed_slices *slices, size_t from, size_t to)
{
	struct arena scratch;
	struct err e = OK;

	arena_init(&scratch, STORE_SCRATCH_BYTES);
	for (size_t i = from; i < to && !failed(e); i++) {
		struct fed_slice *slice = slice_at(slices, i);

		if (slice->round == 0 || slice->is_attested)
			continue;
		arena_reset(&scratch);
		e = attest_slice(slices, &scratch, slice);
	}
	arena_finish(&scratch);
	return e;
}

/*
 * Where the slices end that are of the same variable as the one at the place: most are met one after the other.
 * *round_out: the last that touched one of them.
 */
static size_t end_of_variable(const struct fed_slices *slices, size_t from, int64_t *round_out)
{
	struct str variable = slice_at(slices, from)->variable;
	size_t i = from;

	*round_out = 0;
	for (; i < slices->slices.count && str_eq(slice_at(slices, i)->variable, variable); i++)
		if (*round_out < slice_at(slices, i)->round)
			*round_out = slice_at(slices, i)->round;
	return i;
}

struct err fed_slices_end_round(struct fed_slices *slices)
{
	while (!slices->comes_again && slices->n_rested < slices->slices.count) {
		int64_t last_round;
		size_t end = end_of_variable(slices, slices->n_rested, &last_round);

		if (last_round == slices->round)
			break;
		TRY(attest(slices, slices->n_rested, end));
		slices->n_rested = end;
	}
	slices->round++;
	return OK;
}

struct err fed_slices_touched(struct fed_slices *slices, struct touched_slice **out,
			      size_t *count_out)
{
	struct touched_slice *touched;

	*count_out = 0;
	TRY(attest(slices, 0, slices->slices.count));
	TRY_NEW(touched = NEW(slices->arena, struct touched_slice, slices->slices.count + 1));
	for (size_t i = 0; i < slices->slices.count; i++)
		if (slice_at(slices, i)->round > 0)
			touched[(*count_out)++] = slice_at(slices, i)->touched;
	*out = touched;
	return OK;
}

void fed_slices_init(struct fed_slices *slices, struct db *db, struct arena *arena, int64_t batch,
		     struct series_numbers *numbers)
{
	*slices = (struct fed_slices){
		.db = db,
		.arena = arena,
		.batch = batch,
		.numbers = numbers,
		.slices = LIST(arena, struct fed_slice),
		.round = 1,
	};
	map_init(&slices->places, arena);
}

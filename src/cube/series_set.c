/* One piece of memory: the set, keys, heads, then the texts of keys, and all blocks. */
#include "cube/series_set.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

#include "base/memory.h"

struct series_set {
	atomic_size_t references;
	size_t count, bytes;
	struct series_key *keys;
	struct series_head *heads;
};

/* Keys that stand together mostly have the very same texts. */
static int text_cmp(struct str a, struct str b)
{
	return a.at == b.at && a.len == b.len ? 0 : str_cmp(a, b);
}

int series_key_cmp(const struct series_key *a, const struct series_key *b)
{
	int order = text_cmp(a->variable, b->variable);

	if (order == 0)
		order = text_cmp(a->slice, b->slice);
	return order != 0 ? order : text_cmp(a->area, b->area);
}

/* Takes a copy of the text at *at, or the text before it when that says the same. */
static struct str place_text(char **at, struct str text, struct str before)
{
	struct str copy = { .at = *at, .len = text.len };

	if (before.at && str_eq(before, text))
		return before;
	if (text.len > 0)
		memcpy(*at, text.at, text.len);
	*at += text.len;
	return copy;
}

static size_t bytes_of(const struct series_key *keys, const struct str *blocks, size_t count)
{
	size_t bytes = sizeof(struct series_set) +
		       count * (sizeof(struct series_key) + sizeof(struct series_head));

	for (size_t i = 0; i < count; i++) {
		bytes += blocks[i].len + keys[i].area.len;
		if (i == 0 || !str_eq(keys[i].variable, keys[i - 1].variable))
			bytes += keys[i].variable.len;
		if (i == 0 || !str_eq(keys[i].slice, keys[i - 1].slice))
			bytes += keys[i].slice.len;
	}
	return bytes;
}

struct err series_set_make(const struct series_key *keys, const struct str *blocks, size_t count,
			   struct series_set **out)
{
	size_t bytes = bytes_of(keys, blocks, count);
	struct series_set *set = memory_take(bytes);
	struct series_key before = { 0 };
	char *at;

	TRY_NEW(set);
	atomic_init(&set->references, 1);
	set->count = count;
	set->bytes = bytes;
	set->keys = (struct series_key *)(set + 1);
	set->heads = (struct series_head *)(set->keys + count);
	at = (char *)(set->heads + count);
	for (size_t i = 0; i < count; i++) {
		struct series_key *key = &set->keys[i];

		assert(i == 0 || series_key_cmp(&keys[i - 1], &keys[i]) < 0);
		key->variable = place_text(&at, keys[i].variable, before.variable);
		key->slice = place_text(&at, keys[i].slice, before.slice);
		key->area = place_text(&at, keys[i].area, (struct str){ 0 });
		before = *key;
	}
	for (size_t i = 0; i < count; i++) {
		struct series_view view;

		series_reopen(place_text(&at, blocks[i], (struct str){ 0 }), &view);
		set->heads[i] = series_head_of(&view);
	}
	assert(at == (char *)set + bytes);
	*out = set;
	return OK;
}

struct series_set *series_set_hold(struct series_set *set)
{
	atomic_fetch_add_explicit(&set->references, 1, memory_order_relaxed);
	return set;
}

void series_set_release(struct series_set *set)
{
	if (set && atomic_fetch_sub_explicit(&set->references, 1, memory_order_acq_rel) == 1)
		memory_give(set);
}

size_t series_set_count(const struct series_set *set)
{
	return set->count;
}

size_t series_set_bytes(const struct series_set *set)
{
	return set->bytes;
}

struct series_key series_set_key(const struct series_set *set, size_t i)
{
	assert(i < set->count);
	return set->keys[i];
}

struct str series_set_block(const struct series_set *set, size_t i)
{
	assert(i < set->count);
	return (struct str){ .at = set->heads[i].block, .len = set->heads[i].len };
}

struct series_view series_set_view(const struct series_set *set, size_t i)
{
	struct series_view view;

	assert(i < set->count);
	series_head_open(&set->heads[i], &view);
	return view;
}

const struct series_head *series_set_head(const struct series_set *set, size_t i)
{
	assert(i < set->count);
	return &set->heads[i];
}

/* Steps that double lead to a range that has the key if any has; binary search finds it there. */
size_t series_set_find(const struct series_set *set, const struct series_key *key, size_t near)
{
	size_t low = near < set->count ? near : 0, high, step = 1;

	if (near < set->count && series_key_cmp(&set->keys[near], key) == 0)
		return near;
	while (low > 0 && series_key_cmp(&set->keys[low], key) > 0) {
		low = step < low ? low - step : 0;
		step *= 2;
	}
	for (high = low, step = 1; high < set->count; step *= 2) {
		if (series_key_cmp(&set->keys[high], key) > 0)
			break;
		low = high;
		high += step;
	}
	if (high > set->count)
		high = set->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = series_key_cmp(&set->keys[middle], key);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}

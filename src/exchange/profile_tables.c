/* What a profile says of codes, names and marks, looked up. */
#include "exchange/profile.h"

bool code_table_get(const struct code_table *table, struct str code, struct str *out)
{
	size_t low = 0, high = table->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(table->at[middle].from, code);

		if (order == 0) {
			*out = table->at[middle].to;
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

struct str code_table_map(const struct code_table *table, struct str code)
{
	struct str mapped = code;

	code_table_get(table, code, &mapped);
	return mapped;
}

bool name_list_has(const struct name_list *list, struct str name)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_eq(list->at[i], name))
			return true;
	return false;
}

bool name_list_fits(const struct name_list *list, struct str name)
{
	struct str star;

	for (size_t i = 0; i < list->count; i++)
		if (pattern_fits(list->at[i], name, &star))
			return true;
	return false;
}

bool mark_list_get(const struct mark_list *list, struct str text, enum observation_state *out)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_eq(list->at[i].text, text)) {
			*out = list->at[i].state;
			return true;
		}
	return false;
}

/* The parts between stars are found from left to right, each as early as may be; the last one at the end. */
bool pattern_fits(struct str pattern, struct str name, struct str *star_out)
{
	struct str rest = pattern, part;
	size_t at, end, n_parts = 0;

	if (str_find_char(pattern, '*', 0) == SIZE_MAX) {
		*star_out = name;
		return str_eq_anycase(pattern, name);
	}
	str_cut(&rest, '*', &part);
	if (!str_eq_anycase(str_slice(name, 0, part.len), part))
		return false;
	at = part.len;
	while (str_cut(&rest, '*', &part)) {
		bool is_last = !rest.at;

		if (is_last && name.len < at + part.len)
			return false;
		end = is_last ? name.len - part.len : str_find_anycase(name, part, at);
		if (end == SIZE_MAX || !str_eq_anycase(str_slice(name, end, end + part.len), part))
			return false;
		if (n_parts++ == 0)
			*star_out = str_slice(name, at, end);
		at = end + part.len;
	}
	return true;
}

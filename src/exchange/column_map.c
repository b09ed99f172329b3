/*
 * From a header to places. A column is claimed by the first that wants it: roles, then answers, then what
 * is ignored, then periods, then dimensions; a value's "*" is the one column that is left.
 */
#include "exchange/column_map.h"

#include <string.h>

#include "base/mark.h"

/* One search. */
struct searching {
	const struct column_search *search;
	struct arena *arena;
	int64_t line;
	struct column_map map;
	bool *claimed; /* by column */
	bool fits;
};

static struct err tell(struct searching *s, enum diagnostic_id id, struct str column,
		       struct str arg, struct str detail)
{
	s->fits = false;
	if (!s->search->diagnostics)
		return OK;
	return diagnostics_add(s->search->diagnostics,
			       (struct diagnostic){ .id = id,
						    .file = s->search->file,
						    .line = s->line,
						    .column = column,
						    .args = { arg, detail } });
}

/* "SEX" of "SEX: Sex of the person". */
static struct str without_label(struct str name)
{
	size_t colon = str_find(name, S(": "), 0);

	return colon == SIZE_MAX ? name : str_slice(name, 0, colon);
}

static struct err take_names(struct searching *s, const struct csv_record *header)
{
	struct str *names = NEW(s->arena, struct str, header->count);

	TRY_NEW(names);
	for (size_t i = 0; i < header->count; i++) {
		struct str name = str_trim(header->cells[i]);

		if (s->search->profile->has_labels) {
			struct str whole = name;

			name = without_label(whole);
			s->map.has_labels |= name.len < whole.len;
		}
		names[i] = str_copy(s->arena, name);
		TRY_NEW(names[i].at || str_empty(name));
	}
	s->map.names = names;
	s->map.n_columns = header->count;
	TRY_NEW(s->claimed = NEW(s->arena, bool, header->count));
	return OK;
}

/* Beside identifiers their labels may stand, "SEX" and "Sex", so that letters count there. */
static bool is_named(const struct searching *s, size_t column, struct str name, bool exactly)
{
	struct str own = s->map.names[column];

	return exactly ? str_eq(own, name) : str_eq_anycase(own, name);
}

/* The column of this name, -1 without one; told when there are two. */
static struct err find(struct searching *s, struct str name, int *out)
{
	bool exactly = false;

	for (size_t i = 0; s->search->profile->has_labels && i < s->map.n_columns; i++)
		exactly |= str_eq(s->map.names[i], name);
	*out = -1;
	for (size_t i = 0; i < s->map.n_columns; i++) {
		if (!is_named(s, i, name, exactly))
			continue;
		if (*out >= 0)
			return tell(s, DIAGNOSTIC_DUPLICATE_COLUMN, name, name, S(""));
		*out = (int)i;
	}
	return OK;
}

/* The first of the alternatives that the file has; -1 without one. */
static struct err find_one_of(struct searching *s, const struct name_list *names, int *out)
{
	*out = -1;
	for (size_t i = 0; i < names->count && *out < 0; i++)
		TRY(find(s, names->at[i], out));
	if (*out >= 0)
		s->claimed[*out] = true;
	return OK;
}

static struct err find_roles(struct searching *s)
{
	for (int role = 0; role < PROFILE_ROLE_COUNT_; role++)
		TRY(find_one_of(s, &s->search->profile->columns[role], &s->map.column_of[role]));
	return OK;
}

/* All columns that fit one of the patterns. */
static struct err find_all(struct searching *s, const struct name_list *patterns, bool claims,
			   struct column_list *out)
{
	size_t *columns = NEW(s->arena, size_t, s->map.n_columns), count = 0;

	TRY_NEW(columns);
	for (size_t i = 0; i < s->map.n_columns; i++) {
		if (!name_list_fits(patterns, s->map.names[i]))
			continue;
		columns[count++] = i;
		if (claims)
			s->claimed[i] = true;
	}
	*out = (struct column_list){ columns, count };
	return OK;
}

static bool named_period(const struct name_list *patterns, struct str name, struct period *out)
{
	struct str star;

	for (size_t i = 0; i < patterns->count; i++)
		if (pattern_fits(patterns->at[i], name, &star) && period_parse(star, out))
			return true;
	return false;
}

/* Columns that are named after a period. */
static struct err find_periods(struct searching *s, struct value_column *values)
{
	const struct name_list *patterns = &s->search->profile->period_headers;
	size_t count = 0;

	for (size_t i = 0; i < s->map.n_columns; i++) {
		struct str name = s->map.names[i];
		struct period period;

		if (s->claimed[i] || !named_period(patterns, name, &period))
			continue;
		for (size_t v = 0; v < count; v++)
			if (period_cmp(values[v].period, period) == 0)
				return tell(s, DIAGNOSTIC_DUPLICATE_COLUMN, name, name, S(""));
		values[count++] = (struct value_column){ i, period };
		s->claimed[i] = true;
	}
	s->map.n_values = count;
	if (patterns->count > 0 && count == 0)
		return tell(s, DIAGNOSTIC_BAD_SYNTAX, S(""),
			    S(N_("no column is named after a period")), S(""));
	return OK;
}

/* An identifier, as labels are not: letters of one case, digits and "_". */
static bool is_identifier(struct str name)
{
	bool capital = false, small = false;

	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (c >= 'A' && c <= 'Z')
			capital = true;
		else if (c >= 'a' && c <= 'z')
			small = true;
		else if (c != '_' && (c < '0' || c > '9'))
			return false;
	}
	return !(capital && small);
}

/*
 * The dimension that a header names: without the brackets around it, in capitals, and "_" for all that is
 * no letter or digit.
 */
static struct err dimension_name(struct arena *arena, struct str name, struct str *out)
{
	char *text = arena_text(arena, name.len);

	TRY_NEW(text);
	if (str_starts(name, S("[")) && str_ends(name, S("]")))
		name = str_slice(name, 1, name.len - 1);
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		text[i] = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
	}
	*out = (struct str){ text, name.len };
	return OK;
}

static const struct profile_dimension *rule_for(const struct searching *s, size_t column)
{
	const struct profile *profile = s->search->profile;
	int value = s->map.column_of[PROFILE_VALUE];
	struct str name = s->map.names[column], star;

	if (profile->has_labels && !is_identifier(name))
		return NULL;
	for (size_t i = 0; i < profile->n_dimensions; i++) {
		const struct profile_dimension *rule = &profile->dimensions[i];

		if (rule->before_value && (value < 0 || column > (size_t)value))
			continue;
		if (pattern_fits(rule->column, name, &star))
			return rule;
	}
	return NULL;
}

static struct err find_dimensions(struct searching *s)
{
	struct dimension_column *dimensions =
		NEW(s->arena, struct dimension_column, s->map.n_columns);
	size_t count = 0;

	TRY_NEW(dimensions);
	for (size_t i = 0; i < s->map.n_columns; i++) {
		struct dimension_column one = { .column = i };

		if (s->claimed[i] || str_empty(s->map.names[i]))
			continue;
		one.rule = rule_for(s, i);
		if (!one.rule)
			continue;
		one.name = one.rule->name;
		if (str_empty(one.name) && !one.rule->is_pair)
			TRY(dimension_name(s->arena, s->map.names[i], &one.name));
		s->claimed[i] = true;
		dimensions[count++] = one;
	}
	s->map.dimensions = dimensions;
	s->map.n_dimensions = count;
	return OK;
}

/* Where position tells dimensions from attributes, the other columns of the key prove the order. */
static struct err check_order(struct searching *s)
{
	const struct profile *profile = s->search->profile;
	int value = s->map.column_of[PROFILE_VALUE];
	bool by_place = false;

	for (size_t i = 0; i < profile->n_dimensions; i++)
		by_place |= profile->dimensions[i].before_value;
	if (!by_place || value < 0)
		return OK;
	if (s->map.column_of[PROFILE_AREA] < value && s->map.column_of[PROFILE_PERIOD] < value &&
	    s->map.column_of[PROFILE_VARIABLE] < value)
		return OK;
	return tell(s, DIAGNOSTIC_BAD_SYNTAX, s->map.names[value],
		    S(N_("the value stands before its key, so that dimensions cannot be told from "
			 "attributes")),
		    S(""));
}

static struct err tell_missing(struct searching *s, enum profile_role role)
{
	const struct name_list *names = &s->search->profile->columns[role];
	struct buf buf;
	struct str all;

	if (s->map.column_of[role] >= 0)
		return OK;
	buf_init(&buf, s->arena);
	for (size_t i = 0; i < names->count; i++) {
		buf_str(&buf, i > 0 ? S(" / ") : S(""));
		buf_str(&buf, names->at[i]);
	}
	TRY(buf_done(&buf, &all));
	return tell(s, DIAGNOSTIC_MISSING_COLUMN, all, all, S(""));
}

/* The one column that nobody has claimed, as the value. */
static struct err find_rest(struct searching *s)
{
	const struct name_list *names = &s->search->profile->columns[PROFILE_VALUE];
	int found = -1;

	if (names->count == 0 || !str_eq(names->at[0], S("*")))
		return OK;
	for (size_t i = 0; i < s->map.n_columns; i++) {
		if (s->claimed[i] || str_empty(s->map.names[i]))
			continue;
		if (found >= 0)
			return tell(s, DIAGNOSTIC_BAD_SYNTAX, s->map.names[i],
				    S(N_("more than one column could be the value")),
				    s->map.names[found]);
		found = (int)i;
	}
	s->map.column_of[PROFILE_VALUE] = found;
	return OK;
}

/* What holds the values: columns of periods, the value's, or else the first of the answers'. */
static struct err settle_values(struct searching *s, struct value_column *values)
{
	int value = s->map.column_of[PROFILE_VALUE];

	s->map.values = values;
	if (s->map.n_values > 0 || s->search->profile->period_headers.count > 0)
		return OK;
	if (value < 0 && s->map.answers.count == 0)
		return tell_missing(s, PROFILE_VALUE);
	if (value < 0)
		value = (int)s->map.answers.at[0];
	values[0] = (struct value_column){ (size_t)value, PERIOD_NONE };
	s->map.n_values = 1;
	return OK;
}

/*
 * Who observes what is in the file, or said by the caller. A column of codes is not to be overruled; the
 * heading over a column of values is a word of the publisher's, for which the caller may know the code.
 */
static struct err check_variable(struct searching *s)
{
	bool has_codes = s->map.column_of[PROFILE_VARIABLE] >= 0;
	bool in_file = has_codes || s->search->profile->variable_from_header;

	if (has_codes && s->search->has_variable)
		return tell(s, DIAGNOSTIC_BAD_SYNTAX, S(""),
			    S(N_("the file itself says which variable it observes; name none")),
			    S(""));
	if (!in_file && !s->search->has_variable)
		return tell(s, DIAGNOSTIC_BAD_SYNTAX, S(""),
			    S(N_("the file does not say which variable it observes; name one")),
			    S(""));
	return OK;
}

struct err column_map_make(struct arena *arena, const struct column_search *search,
			   const struct csv_record *header, struct column_map *out, bool *fits_out)
{
	struct searching s = { .search = search,
			       .arena = arena,
			       .line = header->line,
			       .map.profile = search->profile,
			       .fits = true };
	const struct profile *profile = search->profile;
	struct value_column *values = NEW(arena, struct value_column, header->count + 1);
	struct column_list ignored;

	TRY_NEW(values);
	TRY(take_names(&s, header));
	TRY(find_roles(&s));
	TRY(find_all(&s, &profile->answer_columns, true, &s.map.answers));
	TRY(find_all(&s, &profile->estimate_columns, false, &s.map.estimates));
	TRY(find_all(&s, &profile->ignored, true, &ignored));
	TRY(find_periods(&s, values));
	TRY(find_dimensions(&s));
	TRY(find_rest(&s));
	if (s.fits)
		TRY(settle_values(&s, values));
	TRY(tell_missing(&s, PROFILE_AREA));
	if (profile->period_headers.count == 0)
		TRY(tell_missing(&s, PROFILE_PERIOD));
	if (s.fits)
		TRY(check_variable(&s));
	TRY(check_order(&s));
	if (s.fits)
		*out = s.map;
	*fits_out = s.fits;
	return OK;
}

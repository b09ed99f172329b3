/*
 * Reading a profile: tables say which members an object may have and where each goes, one function walks
 * them. What is wrong is told with the member's path, "area.coding".
 */
#include "exchange/profile.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mark.h"
#include "exchange/json_reading.h"
#include "exchange/profile_members.h"
#include "exchange/profile_texts.h"

enum { PROFILE_BYTES_MOST = 1 << 20, LIKE_DEPTH_MOST = 4 };

/* One reading. */
struct reading {
	struct json_reading json;
	int depth; /* of profiles that are like others */
};

static struct err tell(struct reading *reading, struct str path, struct str message,
		       struct str detail)
{
	return json_reading_tell(
		&reading->json, path,
		(struct diagnostic){ .id = DIAGNOSTIC_BAD_PROFILE, .args = { message, detail } });
}

/* "area.coding"; the whole is the empty path. */
static struct err extend(struct reading *reading, struct str path, struct str name, struct str *out)
{
	*out = str_empty(path) ? name
			       : str_format(reading->json.arena, "%.*s.%.*s", STR_ARGS(path),
					    STR_ARGS(name));
	TRY_NEW(out->at || str_empty(name));
	return OK;
}

static struct err read_text(struct reading *reading, const json_t *value, struct str path,
			    struct str *out)
{
	bool is_text;

	TRY(json_reading_text(&reading->json, value, out, &is_text));
	return is_text ? OK : tell(reading, path, S(N_("this is not a text")), S(""));
}

static struct err read_names(struct reading *reading, const json_t *value, struct str path,
			     struct name_list *out)
{
	size_t count = json_is_array(value) ? json_array_size(value) : 1;
	struct str *names = NEW(reading->json.arena, struct str, count);

	TRY_NEW(names);
	for (size_t i = 0; i < count; i++) {
		const json_t *one = json_is_array(value) ? json_array_get(value, i) : value;
		bool is_text;

		TRY(json_reading_text(&reading->json, one, &names[i], &is_text));
		if (!is_text)
			return tell(reading, path, S(N_("this is not a text or a list of texts")),
				    S(""));
	}
	*out = (struct name_list){ names, count };
	return OK;
}

static int compare_pairs(const void *a, const void *b, const void *context)
{
	(void)context;
	return str_cmp(((const struct code_pair *)a)->from, ((const struct code_pair *)b)->from);
}

static struct err read_codes(struct reading *reading, json_t *value, struct str path,
			     struct code_table *out)
{
	struct list pairs = LIST(reading->json.arena, struct code_pair);
	const char *key;
	json_t *one;

	if (!json_is_object(value))
		return tell(reading, path, S(N_("this is not an object")), S(""));
	json_object_foreach(value, key, one)
	{
		struct code_pair pair = { .from = str_copy(reading->json.arena, str_of(key)) };
		struct str where;

		TRY_NEW(pair.from.at);
		TRY(extend(reading, path, pair.from, &where));
		TRY(read_text(reading, one, where, &pair.to));
		TRY(list_push(&pairs, &pair));
	}
	TRY(list_sort(&pairs, compare_pairs, NULL));
	*out = (struct code_table){ pairs.at, pairs.count };
	return OK;
}

static struct err read_status(struct reading *reading, json_t *value, struct str path,
			      struct code_table *out)
{
	TRY(read_codes(reading, value, path, out));
	for (size_t i = 0; !reading->json.is_bad && i < out->count; i++) {
		struct str letter = out->at[i].to, where;

		if (letter.len == 1 && letter.at[0] >= 'A' && letter.at[0] <= 'Z')
			continue;
		TRY(extend(reading, path, out->at[i].from, &where));
		TRY(tell(reading, where, S(N_("this is not a status, which is one capital letter")),
			 letter));
	}
	return OK;
}

/* "key, iso2, m49, name" */
static struct err join(struct reading *reading, const struct str *words, size_t count,
		       struct str *out)
{
	struct buf buf;

	buf_init(&buf, reading->json.arena);
	for (size_t i = 0; i < count; i++) {
		buf_str(&buf, i > 0 ? S(", ") : S(""));
		buf_str(&buf, words[i]);
	}
	return buf_done(&buf, out);
}

/* One of the words, or told. */
static struct err read_choice(struct reading *reading, const json_t *value, struct str path,
			      const struct str *words, size_t count, int *out)
{
	struct str text = S(""), known;
	bool is_text;

	TRY(json_reading_text(&reading->json, value, &text, &is_text));
	for (size_t i = 0; is_text && i < count; i++)
		if (str_eq(words[i], text)) {
			*out = (int)i;
			return OK;
		}
	TRY(join(reading, words, count, &known));
	return tell(reading, path, S(N_("this is none of")), known);
}

static struct err read_marks(struct reading *reading, json_t *value, struct str path,
			     struct mark_list *out)
{
	struct list marks = LIST(reading->json.arena, struct profile_mark);
	const char *key;
	json_t *one;

	if (!json_is_object(value))
		return tell(reading, path, S(N_("this is not an object")), S(""));
	json_object_foreach(value, key, one)
	{
		struct profile_mark mark = { .text = str_copy(reading->json.arena, str_of(key)) };
		struct str where;
		int state = 0;

		TRY_NEW(mark.text.at);
		TRY(extend(reading, path, mark.text, &where));
		TRY(read_choice(reading, one, where, profile_state_words + 1,
				countof(profile_state_words) - 1, &state));
		mark.state = (enum observation_state)(state + 1);
		TRY(list_push(&marks, &mark));
	}
	*out = (struct mark_list){ marks.at, marks.count };
	return OK;
}

static struct err read_members(struct reading *reading, json_t *object, struct str path,
			       const struct member *members, size_t count, void *record);

/* A name of a dimension; the empty one is taken from the column. */
static bool is_dimension_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (!(c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')))
			return false;
	}
	return true;
}

static struct err read_dimension(struct reading *reading, json_t *value, struct str path,
				 struct profile_dimension *out)
{
	TRY(read_members(reading, value, path, dimension_members.at, dimension_members.count, out));
	if (str_empty(out->column) && !reading->json.is_bad)
		TRY(tell(reading, path, S(N_("a member is missing here")), S("column")));
	if (!is_dimension_name(out->name))
		TRY(tell(reading, path,
			 S(N_("the name of a dimension has capital letters, digits and \"_\"")),
			 out->name));
	return OK;
}

static struct err read_dimensions(struct reading *reading, const json_t *value, struct str path,
				  struct profile *out)
{
	size_t count = json_array_size(value);
	struct profile_dimension *dimensions =
		NEW(reading->json.arena, struct profile_dimension, count);

	TRY_NEW(dimensions);
	if (!json_is_array(value))
		return tell(reading, path, S(N_("this is not a list")), S(""));
	for (size_t i = 0; i < count; i++) {
		struct str where =
			str_format(reading->json.arena, "%.*s.%zu", STR_ARGS(path), i + 1);

		TRY_NEW(where.at);
		TRY(read_dimension(reading, json_array_get(value, i), where, &dimensions[i]));
	}
	out->dimensions = dimensions;
	out->n_dimensions = count;
	return OK;
}

static struct err read_member(struct reading *reading, json_t *value, struct str path,
			      const struct member *member, void *record)
{
	void *place = (char *)record + member->offset;
	json_int_t lines;

	switch (member->kind) {
	case MEMBER_TEXT:
		return read_text(reading, value, path, place);
	case MEMBER_FLAG:
		if (!json_is_boolean(value))
			return tell(reading, path, S(N_("this is neither true nor false")), S(""));
		*(bool *)place = json_is_true(value);
		return OK;
	case MEMBER_LINES:
		lines = json_is_integer(value) ? json_integer_value(value) : -1;
		if (lines < 0 || lines > PREAMBLE_LINES_MOST)
			return tell(reading, path,
				    S(N_("this is not a whole number from 0 to 100")), S(""));
		*(int *)place = (int)lines;
		return OK;
	case MEMBER_CHOICE:
		return read_choice(reading, value, path, member->words, member->count, place);
	case MEMBER_NAMES:
		return read_names(reading, value, path, place);
	case MEMBER_CODES:
		return read_codes(reading, value, path, place);
	case MEMBER_STATUS:
		return read_status(reading, value, path, place);
	case MEMBER_MARKS:
		return read_marks(reading, value, path, place);
	case MEMBER_OBJECT:
		return read_members(reading, value, path, member->members, member->count, record);
	case MEMBER_DIMENSIONS:
		return read_dimensions(reading, value, path, record);
	case MEMBER_LIKE:
		return OK;
	}
	return OK;
}

static const struct member *member_named(const struct member *members, size_t count,
					 struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(members[i].name, name))
			return &members[i];
	return NULL;
}

static struct err tell_unknown(struct reading *reading, struct str path,
			       const struct member *members, size_t count)
{
	struct str *names = NEW(reading->json.arena, struct str, count), known;

	TRY_NEW(names);
	for (size_t i = 0; i < count; i++)
		names[i] = members[i].name;
	TRY(join(reading, names, count, &known));
	return tell(reading, path, S(N_("this member is not known; there are")), known);
}

static struct err read_members(struct reading *reading, json_t *object, struct str path,
			       const struct member *members, size_t count, void *record)
{
	const char *key;
	json_t *value;

	if (!json_is_object(object))
		return tell(reading, path, S(N_("this is not an object")), S(""));
	json_object_foreach(object, key, value)
	{
		const struct member *member = member_named(members, count, str_of(key));
		struct str where;

		if (str_eq(str_of(key), S("note"))) /* for people, anywhere */
			continue;
		TRY(extend(reading, path, str_of(key), &where));
		if (member)
			TRY(read_member(reading, value, where, member, record));
		else
			TRY(tell_unknown(reading, where, members, count));
	}
	return OK;
}

/* What no single member can say. */
static struct err check_whole(struct reading *reading, const struct profile *profile)
{
	const struct name_list *columns = profile->columns;
	const struct {
		bool wrong;
		struct str path, message, detail;
	} rules[] = {
		{ str_empty(profile->name), S(""), S(N_("a member is missing here")),
		  S("profile") },
		{ columns[PROFILE_AREA].count == 0, S("area"), S(N_("a member is missing here")),
		  S("columns") },
		{ (columns[PROFILE_PERIOD].count == 0) == (profile->period_headers.count == 0),
		  S("period"), S(N_("this has either columns or headers")), S("") },
		{ columns[PROFILE_VALUE].count == 0 && profile->answer_columns.count == 0 &&
			  profile->period_headers.count == 0,
		  S("value"), S(N_("a member is missing here")), S("columns") },
		{ profile->variable_from_header && columns[PROFILE_VARIABLE].count > 0,
		  S("variable"), S(N_("this has either columns or the header")), S("") },
		{ profile->period_headers.count > 0 &&
			  (columns[PROFILE_VALUE].count > 0 || profile->answer_columns.count > 0 ||
			   profile->variable_from_header),
		  S("period.headers"),
		  S(N_("where columns are named after periods, no other column holds values")),
		  S("") },
	};

	for (size_t i = 0; i < countof(rules); i++)
		if (rules[i].wrong)
			TRY(tell(reading, rules[i].path, rules[i].message, rules[i].detail));
	return OK;
}

static const struct text *builtin_named(struct str name)
{
	for (size_t i = 0; i < profile_texts.count; i++)
		if (str_eq(profile_texts.rows[i].name, name))
			return &profile_texts.rows[i];
	return NULL;
}

static struct err read_profile(struct reading *reading, struct str text, struct profile *out);

/* Puts the members of the profile that this one is like in their places first. */
static struct err read_like(struct reading *reading, const json_t *like, struct profile *out)
{
	const struct text *builtin;
	struct str name = S("");

	if (!like)
		return OK;
	TRY(read_text(reading, like, S("like"), &name));
	builtin = builtin_named(name);
	if (!builtin || reading->depth == LIKE_DEPTH_MOST)
		return tell(reading, S("like"), S(N_("there is no built-in profile of this name")),
			    name);
	reading->depth++;
	TRY(read_profile(reading, builtin->text, out));
	reading->depth--;
	return OK;
}

static struct err read_tree(struct reading *reading, json_t *tree, struct profile *out)
{
	TRY(read_like(reading, json_object_get(tree, "like"), out));
	return read_members(reading, tree, S(""), profile_members.at, profile_members.count, out);
}

static struct err read_profile(struct reading *reading, struct str text, struct profile *out)
{
	struct err e = OK;
	json_t *tree;

	TRY(json_reading_tree(&reading->json, text, &tree));
	if (tree)
		e = read_tree(reading, tree, out);
	json_decref(tree);
	return e;
}

struct err profile_parse(struct arena *arena, struct str file, struct str text,
			 struct diagnostics *diagnostics, const struct profile **out)
{
	struct reading reading = { .json = { arena, diagnostics, file, false } };
	struct profile *profile = NEW(arena, struct profile, 1);

	TRY_NEW(profile);
	TRY(read_profile(&reading, text, profile));
	if (!reading.json.is_bad)
		TRY(check_whole(&reading, profile));
	if (reading.json.is_bad)
		return ERROR(ERR_INVALID, "this is not a profile");
	*out = profile;
	return OK;
}

size_t profile_builtin_count(void)
{
	return profile_texts.count;
}

struct str profile_builtin_name(size_t i)
{
	assert(i < profile_texts.count);
	return profile_texts.rows[i].name;
}

struct err profile_find(struct arena *arena, struct str name_or_path,
			struct diagnostics *diagnostics, const struct profile **out)
{
	const struct text *builtin = builtin_named(name_or_path);
	struct str text;

	if (builtin)
		text = builtin->text;
	else
		TRY(file_read(arena, name_or_path, PROFILE_BYTES_MOST, &text));
	return profile_parse(arena, name_or_path, text, diagnostics, out);
}

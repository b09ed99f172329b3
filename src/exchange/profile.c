/*
 * Reading a profile: tables say which members an object may have and where each goes, one function walks
 * them. What is wrong is told with the member's path, "area.coding".
 */
#include "exchange/profile.h"

#include <jansson.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mark.h"
#include "exchange/profile_texts.h"

enum { PREAMBLE_LINES_MOST = 100, PROFILE_BYTES_MOST = 1 << 20, LIKE_DEPTH_MOST = 4 };

/* One reading. */
struct reading {
	struct arena *arena;
	struct diagnostics *diagnostics;
	struct str file;
	bool failed; /* something was told */
	int depth;   /* of profiles that are like others */
};

enum member_kind {
	MEMBER_TEXT,  /* struct str */
	MEMBER_FLAG,  /* bool */
	MEMBER_LINES, /* int, 0 to PREAMBLE_LINES_MOST */
	MEMBER_CHOICE,
	MEMBER_NAMES,  /* struct name_list: a text or a list of texts */
	MEMBER_CODES,  /* struct code_table: an object of texts */
	MEMBER_STATUS, /* the same, each to a letter */
	MEMBER_MARKS,  /* struct mark_list: an object of the words of states */
	MEMBER_OBJECT, /* with members of the same record */
	MEMBER_DIMENSIONS,
	MEMBER_LIKE, /* the name of a built-in profile, whose members hold where this one has none */
};

/* A member that an object may have, and its place in the record. */
struct member {
	struct str name;
	enum member_kind kind;
	size_t offset;
	const struct str *words; /* of a choice, in the order of its enum */
	const struct member *members;
	size_t count; /* of the words or members */
};

#define AT(member_) offsetof(struct profile, member_)
#define COLUMNS(role)                                                     \
	{                                                                 \
		.name = STR("columns"), .kind = MEMBER_NAMES,             \
		.offset = AT(columns) + (role) * sizeof(struct name_list) \
	}
#define OBJECT(name_, members_)                                                 \
	{                                                                       \
		.name = STR(name_), .kind = MEMBER_OBJECT, .members = members_, \
		.count = countof(members_)                                      \
	}

static const struct str state_words[OBSERVATION_ABSENT] = {
	STR("value"), /* a word that marks have no use for */
	STR("not-applicable"),
	STR("withheld"),
	STR("not-reported"),
};
static const struct str coding_words[] = { STR("key"), STR("iso2"), STR("m49"), STR("name") };
static const struct str separator_words[] = { STR("guess"), STR(","), STR(";"), STR("\t"),
					      STR("after-first") };
static const struct str decimal_words[] = { STR("."), STR(","), STR("either") };

static const struct member variable_members[] = {
	COLUMNS(PROFILE_VARIABLE),
	{ STR("header"), MEMBER_FLAG, AT(variable_from_header), NULL, NULL, 0 },
	{ STR("capitals"), MEMBER_FLAG, AT(variable_capitals), NULL, NULL, 0 },
	{ STR("codes"), MEMBER_CODES, AT(variable_codes), NULL, NULL, 0 },
};
static const struct member name_members[] = { COLUMNS(PROFILE_NAME) };
static const struct member area_members[] = {
	COLUMNS(PROFILE_AREA),
	{ STR("coding"), MEMBER_CHOICE, AT(area_coding), coding_words, NULL,
	  countof(coding_words) },
	{ STR("codes"), MEMBER_CODES, AT(area_codes), NULL, NULL, 0 },
};
static const struct member period_members[] = {
	COLUMNS(PROFILE_PERIOD),
	{ STR("headers"), MEMBER_NAMES, AT(period_headers), NULL, NULL, 0 },
};
static const struct member value_members[] = {
	COLUMNS(PROFILE_VALUE),
	{ STR("decimal"), MEMBER_CHOICE, AT(decimal), decimal_words, NULL, countof(decimal_words) },
	{ STR("limits"), MEMBER_FLAG, AT(takes_limits), NULL, NULL, 0 },
	{ STR("missing"), MEMBER_NAMES, AT(missing), NULL, NULL, 0 },
	{ STR("marks"), MEMBER_MARKS, AT(value_marks), NULL, NULL, 0 },
};
static const struct member answer_members[] = {
	{ STR("columns"), MEMBER_NAMES, AT(answer_columns), NULL, NULL, 0 },
	{ STR("variables"), MEMBER_NAMES, AT(answer_variables), NULL, NULL, 0 },
	{ STR("separator"), MEMBER_TEXT, AT(answer_separator), NULL, NULL, 0 },
};
static const struct member unit_members[] = {
	COLUMNS(PROFILE_UNIT),
	{ STR("fixed"), MEMBER_TEXT, AT(unit), NULL, NULL, 0 },
	{ STR("variables"), MEMBER_CODES, AT(unit_variables), NULL, NULL, 0 },
	{ STR("codes"), MEMBER_CODES, AT(unit_codes), NULL, NULL, 0 },
};
static const struct member scale_members[] = { COLUMNS(PROFILE_SCALE) };
static const struct member status_members[] = {
	COLUMNS(PROFILE_STATUS),
	{ STR("codes"), MEMBER_STATUS, AT(status_codes), NULL, NULL, 0 },
	{ STR("states"), MEMBER_MARKS, AT(status_states), NULL, NULL, 0 },
};
static const struct member nature_members[] = {
	COLUMNS(PROFILE_NATURE),
	{ STR("codes"), MEMBER_STATUS, AT(nature_codes), NULL, NULL, 0 },
};
static const struct member estimate_members[] = {
	{ STR("columns"), MEMBER_NAMES, AT(estimate_columns), NULL, NULL, 0 },
	{ STR("words"), MEMBER_NAMES, AT(estimate_words), NULL, NULL, 0 },
};
static const struct member reporter_members[] = { COLUMNS(PROFILE_REPORTER) };
static const struct member action_members[] = {
	COLUMNS(PROFILE_ACTION),
	{ STR("merge"), MEMBER_NAMES, AT(merges), NULL, NULL, 0 },
	{ STR("delete"), MEMBER_NAMES, AT(deletions), NULL, NULL, 0 },
};
static const struct member numerator_members[] = { COLUMNS(PROFILE_NUMERATOR) };
static const struct member denominator_members[] = { COLUMNS(PROFILE_DENOMINATOR) };

static const struct member profile_members[] = {
	{ STR("profile"), MEMBER_TEXT, AT(name), NULL, NULL, 0 },
	{ STR("title"), MEMBER_TEXT, AT(title), NULL, NULL, 0 },
	{ STR("like"), MEMBER_LIKE, 0, NULL, NULL, 0 },
	{ STR("source"), MEMBER_TEXT, AT(source), NULL, NULL, 0 },
	{ STR("edition"), MEMBER_TEXT, AT(edition), NULL, NULL, 0 },
	{ STR("separator"), MEMBER_CHOICE, AT(separator), separator_words, NULL,
	  countof(separator_words) },
	{ STR("preamble_lines"), MEMBER_LINES, AT(preamble_lines), NULL, NULL, 0 },
	{ STR("labels"), MEMBER_FLAG, AT(has_labels), NULL, NULL, 0 },
	OBJECT("variable", variable_members),
	OBJECT("name", name_members),
	OBJECT("area", area_members),
	OBJECT("period", period_members),
	OBJECT("value", value_members),
	OBJECT("answer", answer_members),
	OBJECT("unit", unit_members),
	OBJECT("scale", scale_members),
	OBJECT("status", status_members),
	OBJECT("nature", nature_members),
	OBJECT("estimates", estimate_members),
	OBJECT("reported_by", reporter_members),
	OBJECT("action", action_members),
	OBJECT("numerator", numerator_members),
	OBJECT("denominator", denominator_members),
	{ STR("dimensions"), MEMBER_DIMENSIONS, AT(dimensions), NULL, NULL, 0 },
	{ STR("ignored"), MEMBER_NAMES, AT(ignored), NULL, NULL, 0 },
};

#undef AT
#define AT(member_) offsetof(struct profile_dimension, member_)
static const struct member dimension_members[] = {
	{ STR("column"), MEMBER_TEXT, AT(column), NULL, NULL, 0 },
	{ STR("dimension"), MEMBER_TEXT, AT(name), NULL, NULL, 0 },
	{ STR("total"), MEMBER_NAMES, AT(totals), NULL, NULL, 0 },
	{ STR("codes"), MEMBER_CODES, AT(codes), NULL, NULL, 0 },
	{ STR("capitals"), MEMBER_FLAG, AT(capitals), NULL, NULL, 0 },
	{ STR("pair"), MEMBER_FLAG, AT(is_pair), NULL, NULL, 0 },
	{ STR("before_value"), MEMBER_FLAG, AT(before_value), NULL, NULL, 0 },
};
#undef AT
#undef COLUMNS
#undef OBJECT

static struct err tell(struct reading *reading, struct str path, struct str message,
		       struct str detail)
{
	reading->failed = true;
	return diagnostics_add(reading->diagnostics,
			       (struct diagnostic){ .id = DIAGNOSTIC_BAD_PROFILE,
						    .file = reading->file,
						    .column = path,
						    .args = { message, detail } });
}

/* "area.coding"; the whole is the empty path. */
static struct err extend(struct reading *reading, struct str path, struct str name, struct str *out)
{
	*out = str_empty(path)
		       ? name
		       : str_format(reading->arena, "%.*s.%.*s", STR_ARGS(path), STR_ARGS(name));
	TRY_NEW(out->at || str_empty(name));
	return OK;
}

/* The text of a value in the arena; false when it is none. */
static struct err take_text(struct reading *reading, const json_t *value, struct str *out,
			    bool *is_text_out)
{
	struct str text;

	*is_text_out = json_is_string(value);
	if (!*is_text_out)
		return OK;
	text = (struct str){ json_string_value(value), json_string_length(value) };
	*out = str_copy(reading->arena, text);
	TRY_NEW(out->at || str_empty(text));
	return OK;
}

static struct err read_text(struct reading *reading, const json_t *value, struct str path,
			    struct str *out)
{
	bool is_text;

	TRY(take_text(reading, value, out, &is_text));
	return is_text ? OK : tell(reading, path, S(N_("this is not a text")), S(""));
}

static struct err read_names(struct reading *reading, const json_t *value, struct str path,
			     struct name_list *out)
{
	size_t count = json_is_array(value) ? json_array_size(value) : 1;
	struct str *names = NEW(reading->arena, struct str, count);

	TRY_NEW(names);
	for (size_t i = 0; i < count; i++) {
		const json_t *one = json_is_array(value) ? json_array_get(value, i) : value;
		bool is_text;

		TRY(take_text(reading, one, &names[i], &is_text));
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
	struct list pairs = LIST(reading->arena, struct code_pair);
	const char *key;
	json_t *one;

	if (!json_is_object(value))
		return tell(reading, path, S(N_("this is not an object")), S(""));
	json_object_foreach(value, key, one)
	{
		struct code_pair pair = { .from = str_copy(reading->arena, str_of(key)) };
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
	for (size_t i = 0; !reading->failed && i < out->count; i++) {
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

	buf_init(&buf, reading->arena);
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

	TRY(take_text(reading, value, &text, &is_text));
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
	struct list marks = LIST(reading->arena, struct profile_mark);
	const char *key;
	json_t *one;

	if (!json_is_object(value))
		return tell(reading, path, S(N_("this is not an object")), S(""));
	json_object_foreach(value, key, one)
	{
		struct profile_mark mark = { .text = str_copy(reading->arena, str_of(key)) };
		struct str where;
		int state = 0;

		TRY_NEW(mark.text.at);
		TRY(extend(reading, path, mark.text, &where));
		TRY(read_choice(reading, one, where, state_words + 1, countof(state_words) - 1,
				&state));
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
	TRY(read_members(reading, value, path, dimension_members, countof(dimension_members), out));
	if (str_empty(out->column) && !reading->failed)
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
	struct profile_dimension *dimensions = NEW(reading->arena, struct profile_dimension, count);

	TRY_NEW(dimensions);
	if (!json_is_array(value))
		return tell(reading, path, S(N_("this is not a list")), S(""));
	for (size_t i = 0; i < count; i++) {
		struct str where = str_format(reading->arena, "%.*s.%zu", STR_ARGS(path), i + 1);

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
	struct str *names = NEW(reading->arena, struct str, count), known;

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

static struct err tell_syntax(struct reading *reading, const json_error_t *fault)
{
	reading->failed = true;
	return diagnostics_add(
		reading->diagnostics,
		(struct diagnostic){ .id = DIAGNOSTIC_BAD_PROFILE,
				     .file = reading->file,
				     .line = fault->line > 0 ? fault->line : 1,
				     .args = { S(N_("it is not JSON")), str_of(fault->text) } });
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
	return read_members(reading, tree, S(""), profile_members, countof(profile_members), out);
}

static struct err read_profile(struct reading *reading, struct str text, struct profile *out)
{
	json_error_t fault;
	json_t *tree;
	struct err e;

	tree = json_loadb(text.at ? text.at : "", text.len, JSON_REJECT_DUPLICATES, &fault);
	/* Want of memory for the tree leaves no words; for a token, the library calls it wrong. */
	if (!tree && (json_error_code(&fault) == json_error_out_of_memory || !*fault.text))
		return ERROR(ERR_LIMIT, "out of memory");
	e = tree ? read_tree(reading, tree, out) : tell_syntax(reading, &fault);
	json_decref(tree);
	return e;
}

struct err profile_parse(struct arena *arena, struct str file, struct str text,
			 struct diagnostics *diagnostics, const struct profile **out)
{
	struct reading reading = { .arena = arena, .diagnostics = diagnostics, .file = file };
	struct profile *profile = NEW(arena, struct profile, 1);

	TRY_NEW(profile);
	TRY(read_profile(&reading, text, profile));
	if (!reading.failed)
		TRY(check_whole(&reading, profile));
	if (reading.failed)
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

static bool equal_anycase(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || strncasecmp(a.at, b.at, a.len) == 0);
}

/* The place at or after from where the part stands; SIZE_MAX: nowhere. */
static size_t find_anycase(struct str s, struct str part, size_t from)
{
	for (size_t i = from; i + part.len <= s.len; i++)
		if (equal_anycase(str_slice(s, i, i + part.len), part))
			return i;
	return SIZE_MAX;
}

/* The parts between stars are found from left to right, each as early as may be; the last one at the end. */
bool pattern_fits(struct str pattern, struct str name, struct str *star_out)
{
	struct str rest = pattern, part;
	size_t at, end, n_parts = 0;

	if (str_find_char(pattern, '*', 0) == SIZE_MAX) {
		*star_out = name;
		return equal_anycase(pattern, name);
	}
	str_cut(&rest, '*', &part);
	if (!equal_anycase(str_slice(name, 0, part.len), part))
		return false;
	at = part.len;
	while (str_cut(&rest, '*', &part)) {
		bool is_last = !rest.at;

		if (is_last && name.len < at + part.len)
			return false;
		end = is_last ? name.len - part.len : find_anycase(name, part, at);
		if (end == SIZE_MAX || !equal_anycase(str_slice(name, end, end + part.len), part))
			return false;
		if (n_parts++ == 0)
			*star_out = str_slice(name, at, end);
		at = end + part.len;
	}
	return true;
}

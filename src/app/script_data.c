/* Names are looked for in the tokens of the source, since structures must be known before it is analysed. */
#include "app/script_data.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/map.h"
#include "cube/from_rows.h"
#include "cube/series_dataset.h"
#include "cube/slice.h"
#include "model/variable.h"
#include "store/series.h"
#include "vtl/lexer.h"
#include "vtl/name_text.h"

/* ---- One dataset ---- */

/* The structure of a variable's part, as its series tell. */
static struct err read_structure(const struct app *app, const struct snapshot *snapshot,
				 struct arena *arena, struct script_dataset *dataset)
{
	struct series_set *set;
	struct err e;

	TRY(store_slice(app->store, dataset->variable, dataset->slice,
			snapshot_head(snapshot).batch, &set));
	e = series_dataset_structure(arena, set, dataset->slice, &dataset->structure);
	series_set_release(set);
	return e;
}

static bool is_slice(struct str text)
{
	struct coordinate coordinates[SLICE_COORDINATES_MAX];
	size_t n;

	return !str_empty(text) && slice_parse(text, coordinates, &n);
}

/* Splits a name into the code of a variable and a part of it; false: there is no such variable. */
static bool split_name(const struct snapshot *snapshot, struct str name, struct script_dataset *out)
{
	for (size_t i = name.len; i > 0; i--) {
		bool is_whole = i == name.len;
		struct str code = str_slice(name, 0, i);
		struct str slice = is_whole ? S("") : str_slice(name, i + 1, name.len);

		if (!is_whole && (name.at[i] != '/' || !is_slice(slice)))
			continue;
		if (!snapshot_find(snapshot, NOUN_VARIABLE, code))
			continue;
		*out = (struct script_dataset){
			.name = name, .noun = NOUN_VARIABLE, .variable = code, .slice = slice
		};
		return true;
	}
	return false;
}

struct err script_dataset_find(const struct app *app, const struct snapshot *snapshot,
			       struct arena *arena, struct str name, struct script_dataset *out)
{
	const struct noun *noun = noun_named(name);

	if (noun) {
		*out = (struct script_dataset){ .name = noun->name, .noun = noun->id };
		return rows_structure(arena, snapshot, noun->id, &out->structure);
	}
	if (!split_name(snapshot, name, out))
		return ERROR(ERR_NOT_FOUND, "no dataset of this name");
	return read_structure(app, snapshot, arena, out);
}

struct err script_dataset_make(const struct app *app, const struct snapshot *snapshot,
			       const struct script_dataset *dataset, struct allowance *allowance,
			       struct dataset **out)
{
	struct series_set *set;
	struct err e;

	if (str_empty(dataset->variable))
		return rows_dataset(allowance, snapshot, dataset->noun, out);
	TRY(store_slice(app->store, dataset->variable, dataset->slice,
			snapshot_head(snapshot).batch, &set));
	e = series_dataset(allowance, set, dataset->slice, out);
	series_set_release(set);
	return e;
}

/* ---- All of them ---- */

/* What is gathered: the list, and which names were met in the source. */
struct gathering {
	const struct app *app;
	const struct snapshot *snapshot;
	struct arena *arena;
	struct list datasets; /* struct script_dataset */
	struct map met;
};

static struct err add_nouns(struct gathering *gathering)
{
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		struct script_dataset dataset = { .noun = (enum noun_id)id };

		dataset.name = noun_of(dataset.noun)->name;
		TRY(rows_structure(gathering->arena, gathering->snapshot, dataset.noun,
				   &dataset.structure));
		TRY(list_push(&gathering->datasets, &dataset));
	}
	return OK;
}

static struct err add_variables(struct gathering *gathering)
{
	struct rows rows = snapshot_rows(gathering->snapshot, NOUN_VARIABLE);
	struct structure usual;
	const struct variable *variable;

	TRY(series_dataset_structure(gathering->arena, NULL, S(""), &usual));
	while ((variable = rows_next(&rows))) {
		struct script_dataset dataset = { .name = variable->code,
						  .noun = NOUN_VARIABLE,
						  .variable = variable->code,
						  .structure = usual };

		if (!noun_named(variable->code))
			TRY(list_push(&gathering->datasets, &dataset));
	}
	return OK;
}

/* Those whose name the source may mean; of variables the structure is read. */
static struct err meet_datasets(struct gathering *gathering, struct str name, bool *exact_out)
{
	*exact_out = false;
	for (size_t i = 0; i < gathering->datasets.count; i++) {
		struct script_dataset *dataset =
			LIST_AT(gathering->datasets, struct script_dataset, i);

		if (!str_eq_anycase(dataset->name, name))
			continue;
		dataset->is_named = true;
		*exact_out |= str_eq(dataset->name, name);
		if (!str_empty(dataset->variable))
			TRY(read_structure(gathering->app, gathering->snapshot, gathering->arena,
					   dataset));
	}
	return OK;
}

/* The name without the backslash in front of a quote. */
static struct err unquote(struct arena *arena, struct str text, struct str *out)
{
	char *plain = arena_text(arena, text.len + 1);
	size_t len = 0;

	TRY_NEW(plain);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\\' && i + 1 < text.len && text.at[i + 1] == '\'')
			i++;
		plain[len++] = text.at[i];
	}
	*out = (struct str){ plain, len };
	return OK;
}

static struct err meet_name(struct gathering *gathering, const struct token *token)
{
	struct script_dataset part;
	struct str name = token->text;
	uint64_t before;
	bool exact;

	if (token->kind == TOKEN_QUOTED)
		TRY(unquote(gathering->arena, token->text, &name));
	if (map_get(&gathering->met, name, &before))
		return OK;
	TRY(map_put(&gathering->met, name, 1));
	TRY(meet_datasets(gathering, name, &exact));
	if (exact || token->kind != TOKEN_QUOTED || !split_name(gathering->snapshot, name, &part))
		return OK;
	part.is_named = true;
	TRY(read_structure(gathering->app, gathering->snapshot, gathering->arena, &part));
	return list_push(&gathering->datasets, &part);
}

static struct err meet_names(struct gathering *gathering, struct str source)
{
	struct lexer lexer;
	struct token token;

	lexer_init(&lexer, source);
	while ((token = lexer_next(&lexer)).kind != TOKEN_END)
		if (token.kind == TOKEN_NAME || token.kind == TOKEN_QUOTED)
			TRY(meet_name(gathering, &token));
	return OK;
}

struct err script_data_of(const struct app *app, const struct snapshot *snapshot,
			  struct arena *arena, const struct str *sources, size_t n_sources,
			  struct script_data *out)
{
	struct gathering gathering = { .app = app,
				       .snapshot = snapshot,
				       .arena = arena,
				       .datasets = LIST(arena, struct script_dataset) };

	map_init(&gathering.met, arena);
	TRY(add_nouns(&gathering));
	TRY(add_variables(&gathering));
	for (size_t i = 0; i < n_sources; i++)
		TRY(meet_names(&gathering, sources[i]));
	*out = (struct script_data){ app, snapshot, gathering.datasets.at,
				     gathering.datasets.count };
	return OK;
}

struct err script_name_text(struct arena *arena, struct str name, struct str *out)
{
	struct buf buf;

	buf_init(&buf, arena);
	name_write(&buf, name);
	return buf_done(&buf, out);
}

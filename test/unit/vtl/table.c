/* Datasets as tests write them. */
#include "table.h"

#include "base/buf.h"
#include "cube/dataset_builder.h"

#include <stdlib.h>
#include <string.h>

void desk_open(struct desk *desk)
{
	*desk = (struct desk){ .allowance = { .limit = (size_t)1 << 30 } };
	arena_init(&desk->arena, (size_t)1 << 26);
	desk->run = (struct run){ .allowance = &desk->allowance,
				  .today = date_of(2026, 2, 3),
				  .texts = &desk->arena };
}

void desk_close(struct desk *desk)
{
	assert_int_equal(desk->allowance.used, 0);
	arena_finish(&desk->arena);
}

static enum component_role role_of(char c)
{
	return c == 'i'   ? ROLE_IDENTIFIER
	       : c == 'm' ? ROLE_MEASURE
	       : c == 'a' ? ROLE_ATTRIBUTE
			  : ROLE_VIRAL_ATTRIBUTE;
}

static struct structure header(struct desk *desk, struct str line)
{
	struct structure_draft draft = { .arena = &desk->arena };
	struct str word;

	while (line.at && str_cut(&line, ' ', &word)) {
		struct component component = { .is_nullable = true };
		struct str name, role;

		if (str_empty(word))
			continue;
		assert_true(str_cut(&word, ':', &name) && str_cut(&word, ':', &role));
		component.name = name;
		component.role = role_of(role.at[0]);
		assert_true(data_type_named(word, &component.type));
		assert_ok(structure_add(&draft, component));
	}
	return structure_of(&draft);
}

static void add_row(struct dataset_builder *builder, const struct structure *structure,
		    struct str line)
{
	struct str cell;

	assert_ok(dataset_builder_row(builder));
	for (size_t i = 0; i < structure->count; i++) {
		struct scalar scalar;

		assert_true(str_cut(&line, '|', &cell));
		if (str_empty(cell))
			continue;
		if (str_eq(cell, S("''")))
			cell = (struct str){ .at = "", .len = 0 };
		assert_true(scalar_parse(structure->at[i].type, cell, &scalar));
		assert_ok(dataset_builder_put(builder, i, scalar));
	}
}

struct dataset *table(struct desk *desk, const char *text)
{
	struct str rest = str_of(text), line;
	struct dataset_builder builder;
	struct structure structure;
	struct dataset *out;

	assert_true(str_cut(&rest, '\n', &line));
	structure = header(desk, line);
	assert_ok(dataset_builder_begin(&builder, &desk->allowance, &structure));
	while (rest.at && str_cut(&rest, '\n', &line)) {
		if (!str_empty(line) || structure.count == 1)
			add_row(&builder, &structure, line);
	}
	assert_ok(dataset_builder_finish(&builder, &out));
	return out;
}

static void write_cell(struct buf *buf, struct scalar scalar)
{
	if (scalar.is_null)
		return;
	if (scalar.type == DATA_NUMBER)
		buf_format(buf, "%.9g", scalar.number);
	else if (scalar.type == DATA_STRING && str_empty(scalar.string))
		buf_str(buf, S("''"));
	else
		scalar_write(buf, scalar);
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The table as text, its rows sorted. */
static const char *text_of(struct desk *desk, const struct dataset *dataset)
{
	static const char roles[] = { 'i', 'm', 'a', 'v' };
	const char **lines = NEW(&desk->arena, const char *, dataset->n_rows + 1);
	struct buf buf;

	buf_init(&buf, &desk->arena);
	for (size_t r = 0; r < dataset->n_rows; r++) {
		struct buf line;

		buf_init(&line, &desk->arena);
		for (size_t i = 0; i < dataset->structure.count; i++) {
			if (i)
				buf_char(&line, '|');
			write_cell(&line, column_scalar(&dataset->columns[i], r));
		}
		lines[r] = str_cstr(&desk->arena, buf_held(&line));
	}
	qsort(lines, dataset->n_rows, sizeof(*lines), compare_lines);
	for (size_t i = 0; i < dataset->structure.count; i++) {
		const struct component *component = &dataset->structure.at[i];
		struct str type = data_type_name(component->type);

		buf_format(&buf, "%s%.*s:%c:%.*s", i ? " " : "", STR_ARGS(component->name),
			   roles[component->role], STR_ARGS(type));
	}
	for (size_t r = 0; r < dataset->n_rows; r++)
		buf_format(&buf, "\n%s", lines[r]);
	return str_cstr(&desk->arena, buf_held(&buf));
}

void assert_table(struct desk *desk, struct dataset *dataset, const char *expected)
{
	struct dataset *wanted = table(desk, expected);

	assert_string_equal(text_of(desk, dataset), text_of(desk, wanted));
	dataset_release(wanted);
	dataset_release(dataset);
}

const struct expression *component(struct desk *desk, const struct dataset *dataset,
				   const char *name)
{
	ptrdiff_t place = structure_find(&dataset->structure, str_of(name));
	const struct expression *out;

	assert_true(place != COMPONENT_NONE);
	assert_ok(expression_component(&desk->arena, &dataset->structure, (size_t)place, 7, &out));
	return out;
}

const struct expression *constant(struct desk *desk, struct scalar scalar)
{
	const struct expression *out;

	assert_ok(expression_constant(&desk->arena, scalar, 8, &out));
	return out;
}

const struct expression *call(struct desk *desk, enum operation operation,
			      const struct expression *a, const struct expression *b,
			      const struct expression *c)
{
	const struct expression *operands[] = { a, b, c }, *out;
	size_t n = c ? 3 : b ? 2 : a ? 1 : 0;

	assert_ok(expression_call(&desk->arena, operation, operands, n, 9, &out, &desk->fault));
	return out;
}
